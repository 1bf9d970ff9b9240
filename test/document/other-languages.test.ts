import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'

const read = (name: string, text: string) => {
  const document = parseDocument({ name, text, comments: name.endsWith('.jsonc') })
  const lines = document.faults.map((fault) => {
    const { line, column, endLine, endColumn } = document.rangeOf(fault)
    return `${fault.rule} ${line}:${column}-${endLine}:${endColumn} ${fault.message}`
  })
  return { lines, recognised: recognise(document) }
}

const PROJECT = 'a definition is checked with its project: name the folder that holds its integration.definition.ts.'
const ONLY_JSON = 'definitions are read from JSON, VRL scripts and TypeScript projects.'

test.each([
  ['a.ts', 'import { z } from "x"\n{}', '1:1-1:22', `TypeScript, not JSON; ${PROJECT}`],
  ['a.TS', '\n// one\nexport default 5\n', '2:1-2:7', `TypeScript, not JSON; ${PROJECT}`],
  ['a.cjs', 'module.exports = {}', '1:1-1:20', `JavaScript, not JSON; ${PROJECT}`],
  ['folder.json/a.yaml', 'name: acme\n', '1:1-1:11', `YAML, not JSON; ${ONLY_JSON}`],
  [
    'hub.md',
    '# Desk\r\n\r\ntext',
    '1:1-1:7',
    'Markdown, not JSON; a readme is checked with its project, or as "readme" of a body.',
  ],
  ['icon.svg', '<svg/>', '1:1-1:7', 'SVG, not JSON; an icon is checked with its project, or as "icon" of a body.'],
  ['<stdin>', '/* a */\nimport * as bp from ".botpress"\n', '1:1-1:8', `TypeScript, not JSON; ${PROJECT}`],
])('%s is one finding that says what it is', (name, text, place, message) => {
  expect(read(name, text)).toEqual({
    lines: [`syntax/invalid-json ${place} This is ${message}`],
    recognised: undefined,
  })
})

test.each([
  ['a.ts', '{ "name": "acme", "version": "1.0.0", "actions": {} }'],
  ['a.yml', '[]'],
])('%s that holds JSON is read as it', (name, text) => {
  expect(read(name, text).lines).toEqual([])
})

test.each([
  ['a.ts', '{ name: "acme" }', 'syntax/unquoted-key'],
  ['a.ts', '   ', 'syntax/empty'],
  ['a.json', 'important', 'syntax/invalid-value'],
  ['LICENSE', 'hello', 'syntax/invalid-value'],
])('%s with %j has the faults of JSON', (name, text, rule) => {
  expect(read(name, text).lines[0]).toContain(rule)
})
