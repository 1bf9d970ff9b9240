import fc from 'fast-check'
import { type Change, Changes } from '../../src/document/changes'
import { parseDocument } from '../../src/document/parse'
import { repair } from '../../src/document/repair'
import { HOSTILE_NAMES } from '../fuzz/hostile'

/** A text after changes, or undefined where these cannot be made. */
function edited(text: string, changes: readonly Change[], name = 'a.jsonc'): string | undefined {
  const document = parseDocument({ name, text, comments: true })
  const edits = document.editsFor?.(changes)
  return edits === undefined
    ? undefined
    : repair(
        text,
        [...edits].sort((a, b) => a.start - b.start),
      ).text
}

describe('edits of a JSON text', () => {
  test.each<[string, string, Change, string | undefined]>([
    ['the only property', '{ "a": 1 }', { type: 'remove', path: ['a'] }, '{}'],
    ['the only property of several lines', '{\n  "a": [\n    1\n  ]\n}', { type: 'remove', path: ['a'] }, '{}'],
    ['the only property, with a comment', '{ // none\n  "a": 1\n}', { type: 'remove', path: ['a'] }, '{ // none\n}'],
    ['the first property', '{"a":1,"b":2}', { type: 'remove', path: ['a'] }, '{"b":2}'],
    ['the last property', '{"a":1 , "b":2}', { type: 'remove', path: ['b'] }, '{"a":1 }'],
    [
      'a property before a trailing comma',
      '{\n\t"a": 1,\n\t"b": 2,\n}',
      { type: 'remove', path: ['b'] },
      '{\n\t"a": 1,\n}',
    ],
    [
      'a property with a comment behind it',
      '{\r\n  "a": 1, // one\r\n  "b": 2\r\n}',
      { type: 'remove', path: ['a'] },
      '{\r\n  // one\r\n  "b": 2\r\n}',
    ],
    [
      'the last property, with a comment behind the one before',
      '{\n  "a": 1, // one\n  "b": 2 // two\n}',
      { type: 'remove', path: ['b'] },
      '{\n  "a": 1 // one\n  // two\n}',
    ],
    ['an item', '[1, 2 /* two */, 3]', { type: 'remove', path: ['1'] }, '[1, /* two */ 3]'],
    [
      'a key that looks like a number',
      '{ "b": 1, "10": 2, "9": 3 }',
      { type: 'remove', path: ['10'] },
      '{ "b": 1, "9": 3 }',
    ],
    ['into an empty object', '{}', { type: 'insert', path: ['a'], value: 1 }, '{"a": 1}'],
    [
      'into an empty object of a text of several lines',
      '{\n\t"a": {}\n}\n',
      { type: 'insert', path: ['a', 'b'], value: [1] },
      '{\n\t"a": {\n\t\t"b": [\n\t\t\t1\n\t\t]\n\t}\n}\n',
    ],
    ['into an empty object with a comment', '{ /* none */ }', { type: 'insert', path: ['a'], value: 1 }, undefined],
    [
      'behind a property on the same line',
      '{ "a":1 }',
      { type: 'insert', path: ['b'], value: { c: 2 } },
      '{ "a":1, "b":{"c":2} }',
    ],
    [
      'behind a trailing comma',
      '{\n  "a": 1,\n}',
      { type: 'insert', path: ['b'], value: 2 },
      '{\n  "a": 1,\n  "b": 2\n}',
    ],
    [
      'behind a comment',
      '{\n  "a": 1 // one\n}',
      { type: 'insert', path: ['b'], value: 2 },
      '{\n  "a": 1, // one\n  "b": 2\n}',
    ],
    [
      'behind a comment of several lines',
      '{\n  "a": 1 /* one\n  */ }',
      { type: 'insert', path: ['b'], value: 2 },
      '{\n  "a": 1,\n  "b": 2 /* one\n  */ }',
    ],
    [
      'a stretch behind an escape',
      '{ "a": "x\\n\\u00e9y" }',
      { type: 'splice', path: ['a'], span: [3, 4], text: '"' },
      '{ "a": "x\\n\\u00e9\\"" }',
    ],
    [
      'the key of a property',
      '{ "a" : { "a": 1 } }',
      { type: 'rename', path: ['a', 'a'], key: 'b"' },
      '{ "a" : { "b\\"": 1 } }',
    ],
  ])('%s', (_, text, change, expected) => {
    expect(edited(text, [change])).toBe(expected)
  })

  const names = fc.oneof(fc.constantFrom('a', 'b', 'c', '0', '10'), fc.constantFrom(...HOSTILE_NAMES.slice(0, 32)))
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, true, 1, 'x', '"\\\n'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(names, tie('value'), { maxKeys: 4 }),
    ),
  })).value

  /** All paths of a value. */
  function pathsIn(value: unknown, path: string[] = []): string[][] {
    if (typeof value !== 'object' || value === null) return [path]
    return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))]
  }

  test('say what the changes make of the value, however the text is written', () => {
    let made = 0
    fc.assert(
      fc.property(
        values,
        fc.constantFrom<string | number>(0, 1, 2, '\t'),
        fc.boolean(),
        fc.nat(),
        fc.constantFrom('replace', 'rename', 'remove', 'insert'),
        names,
        fc.constantFrom<unknown>(1, 'y', { z: [1] }),
        (value, indent, isWindows, pick, type, key, replacement) => {
          const written = JSON.stringify(value, null, indent)
          const text = isWindows ? written.replaceAll('\n', '\r\n') : written
          const paths = pathsIn(JSON.parse(written))
          const path = paths[pick % paths.length] ?? []
          const change: Change =
            type === 'insert'
              ? { type, path: [...path, key], value: replacement }
              : type === 'rename'
                ? { type, path, key }
                : type === 'replace'
                  ? { type, path, value: replacement }
                  : { type: 'remove', path }
          const isPlaced = path.length > 0 || type === 'replace' || type === 'insert'
          const expected = isPlaced ? new Changes([change]).applyTo(JSON.parse(written)) : undefined
          // A key of an array, a property that is there already.
          if (expected === undefined || (type === 'rename' && /^\d+$/.test(path.at(-1) ?? ''))) return
          const after = edited(text, [change], 'a.json')
          if (after === undefined) return
          made += 1
          expect(JSON.parse(after)).toEqual(JSON.parse(JSON.stringify(expected)))
          if (isWindows) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
        },
      ),
      { numRuns: 1500, seed: 7 },
    )
    expect(made).toBeGreaterThan(500)
  })
})
