import fc from 'fast-check'
import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import { Pointer } from '../../src/document/pointer'
import type { LocateRequest } from '../../src/document/types'

const SEED = 20240517
const parse = (text: string, comments = false) => parseDocument({ name: 'x', text, comments })

/** Small numbers from a seed; the same seed gives the same text. */
function picker(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const WHITESPACE = ['', '', ' ', '\n', '\r\n', '\t', '  \r ']
const COMMENTS = ['', ' ', '\n', '/* "}] */', '// a: [\n', ' /**/ ']

/** A value in a random notation: white space, escapes, and (with comments) comments and trailing commas. */
function render(value: unknown, pick: (below: number) => number, comments: boolean): string {
  const gap = () => {
    const list = comments ? COMMENTS : WHITESPACE
    return list[pick(list.length)] ?? ''
  }
  const string = (text: string) =>
    `"${Array.from({ length: text.length }, (_, index) => {
      if (pick(6) === 0) return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`
      return JSON.stringify(text.charAt(index)).slice(1, -1)
    }).join('')}"`
  const list = (open: string, items: readonly string[], close: string) => {
    const trailing = comments && items.length > 0 && pick(3) === 0 ? `,${gap()}` : ''
    return `${open}${gap()}${items.map((item) => `${item}${gap()}`).join(`,${gap()}`)}${trailing}${close}`
  }
  const one = (item: unknown): string => {
    if (typeof item === 'string') return string(item)
    if (Array.isArray(item)) return list('[', item.map(one), ']')
    if (typeof item !== 'object' || item === null) return JSON.stringify(item)
    return list(
      '{',
      Object.entries(item).map(([key, child]) => `${string(key)}${gap()}:${gap()}${one(child)}`),
      '}',
    )
  }
  return `${gap()}${one(value)}${gap()}`
}

/** All places of a value, as paths. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const children: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...children.flatMap(([key, child]) => pathsOf(child, [...path, key]))]
}

const jsonValue = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' })
const formatted = fc.record({ value: jsonValue, seed: fc.nat() })

describe('any JSON value in any notation', () => {
  test.each([
    ['RFC 8259', false],
    ['with comments and trailing commas', true],
  ])('%s: the value is what JSON.parse gives, positions are those of jsonc-parser', (_name, comments) => {
    fc.assert(
      fc.property(formatted, ({ value, seed }) => {
        const text = render(value, picker(seed), comments)
        const document = parse(text, comments)
        expect(document.faults.filter(({ rule }) => rule !== 'syntax/trailing-comma')).toEqual([])
        expect(JSON.stringify(document.value)).toBe(JSON.stringify(value))
        const tree = parseTree(text, [], { allowTrailingComma: true })
        const requests: LocateRequest[] = []
        const expected: { start: number; end: number }[] = []
        for (const path of pathsOf(value)) {
          const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path])
          if (node === undefined) throw new Error(`The oracle does not know ${path.join('/')}`)
          const pointer = Pointer.root.child(...path)
          requests.push({ pointer, target: 'value' })
          expected.push({ start: node.offset, end: node.offset + node.length })
          const keyNode = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined
          if (keyNode !== undefined) {
            requests.push({ pointer, target: 'key' })
            expected.push({ start: keyNode.offset, end: keyNode.offset + keyNode.length })
          }
          if (typeof node.value === 'string') {
            requests.push({ pointer, target: 'value', span: [0, node.value.length] })
            expected.push({ start: node.offset + 1, end: node.offset + node.length - 1 })
          }
        }
        expect(document.locateAll(requests)).toEqual(expected.map((span) => document.rangeOf(span)))
      }),
      { seed: SEED, numRuns: 150 },
    )
  })
})

const BASES = [
  '{"a": {"b": [1, 2.5e3, true, null, "x\\n\\u00e9\\ud83d\\ude00"]}, "c": "he,]}", "d": {}, "e": []}',
  '[\n  {\n    "name": "x",\n    "list": [\n      "a",\n      "b"\n    ]\n  },\n  {}\n]\n',
  "{'a': 'b', // c\n d: [1,2,], /* x */ e: +.5}",
  '"abc"',
  '',
]
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '"a"',
  '"a":',
  '1',
  '-',
  '.',
  'true',
  'NaN',
  ' ',
  '\n',
  '\r',
  '\t',
  '\0',
  '\\',
  '\\u',
  '//',
  '/*',
  '*/',
  '#',
  '“',
  '”',
  '\u00a0',
  '\ud800',
  '=',
  ';',
  'é',
]

const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 16 }).map((pieces) => pieces.join(''))
const mutation = fc.record({
  at: fc.nat(200),
  drop: fc.integer({ min: 0, max: 4 }),
  put: fc.constantFrom('', ...PIECES),
})
const mutated = fc
  .tuple(fc.constantFrom(...BASES), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([base, mutations]) =>
    mutations.reduce((text, { at, drop, put }) => {
      const start = at % (text.length + 1)
      return text.slice(0, start) + put + text.slice(start + drop)
    }, base),
  )

/** Whether JSON.parse accepts a text, and what it gives. */
function accepted(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

describe('any text at all', () => {
  test.each([
    ['a few texts', { seed: SEED + 1, numRuns: 200 }],
    ['many texts', { seed: SEED, numRuns: 2000 }],
  ])(
    '%s: an error exactly where JSON.parse refuses (or a key is doubled), every fault once and in it',
    (_name, runs) => {
      fc.assert(
        fc.property(fc.oneof(soup, mutated), (text) => {
          const parsed = accepted(text)
          const document = parse(text)
          const errors = document.faults.filter(
            ({ rule, severity }) => rule !== 'syntax/duplicate-key' && severity === undefined,
          )
          expect(errors.length === 0).toBe(parsed !== undefined)
          if (parsed !== undefined) expect(document.value).toEqual(parsed.value)
          for (const { start, end } of document.faults) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(end).toBeLessThanOrEqual(text.length)
          }
          const places = document.faults.map(({ rule, start }) => `${rule} ${start}`)
          expect(new Set(places).size).toBe(places.length)
          // Whatever was recovered can be asked for, every place of it lies in the text.
          if (document.value !== undefined) {
            const requests = pathsOf(document.value).map((path) => ({
              pointer: Pointer.root.child(...path),
              target: 'value' as const,
            }))
            const whole = document.rangeOf({ start: 0, end: text.length })
            for (const range of document.locateAll(requests)) expect(range.endLine).toBeLessThanOrEqual(whole.endLine)
          }
          recognise(document)
          expect(parse(text, true).text).toBe(text)
        }),
        runs,
      )
    },
  )
})
