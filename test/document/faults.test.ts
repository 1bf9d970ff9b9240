import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from '../../src/document/parse'
import type { Document } from '../../src/document/types'

// Texts and all that is told of each, word for word: in faults.txt, a text as a JSON string stands in a line of its own,
// with `jsonc` behind it where comments are allowed. Then its value, or what can be guessed of it, and its faults.

const BLOCKS = readFileSync(join(__dirname, 'faults.txt'), 'utf8').trimEnd().split('\n\n')

function told({ value, recovered, faults, rangeOf }: Document): string[] {
  return [
    `  ${value === undefined ? `perhaps ${JSON.stringify(recovered)}` : JSON.stringify(value)}`,
    ...faults.map((fault) => {
      const { line, column, endLine, endColumn } = rangeOf(fault)
      const { rule, severity = 'error', message, data, path } = fault
      const at = `${line}:${column}-${endLine}:${endColumn}`
      return `  ${at} ${severity} ${rule} /${path.join('/')} ${message} ${JSON.stringify(data)}`.replace(
        /[\n\r]/g,
        (end) => JSON.stringify(end).slice(1, -1),
      )
    }),
  ]
}

test('there are many texts, and no two are the same', () => {
  const texts = BLOCKS.map((block) => block.split('\n', 1)[0])
  expect(texts.length).toBeGreaterThan(150)
  expect(new Set(texts).size).toBe(texts.length)
})

test.each(BLOCKS.map((block) => block.split('\n')))('%s', (first = '', ...expected) => {
  const comments = first.endsWith(' jsonc')
  const text: unknown = JSON.parse(comments ? first.slice(0, -' jsonc'.length) : first)
  if (typeof text !== 'string') throw new Error(`${first} is no text`)
  expect(told(parseDocument({ name: 'test.json', text, comments }))).toEqual(expected)
})
