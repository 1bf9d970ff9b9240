import { repair } from '../../src/document/repair'

describe('a repaired text', () => {
  // {a: 1 /**/ "b":"c"} becomes {"a": 1 , "b":"c"}
  const source = "{a: 1 /**/ 'b':'c'}"
  const edits = [
    { start: 1, end: 2, replacement: '"a"' },
    { start: 5, end: 5, replacement: ',' },
    { start: 6, end: 10, replacement: '' },
    { start: 11, end: 12, replacement: '"' },
    { start: 13, end: 14, replacement: '"' },
    { start: 15, end: 16, replacement: '"' },
    { start: 17, end: 18, replacement: '"' },
  ]
  const repaired = repair(source, edits)

  test('has the replacements, and all else as it was', () => {
    expect(repaired.text).toBe('{"a": 1,  "b":"c"}')
    expect(repair(source, []).text).toBe(source)
    expect(repair('', [{ start: 0, end: 0, replacement: 'null' }]).text).toBe('null')
  })

  test.each([
    ['the whole', 0, 18, source],
    ['a replacement', 1, 4, 'a'],
    ['what stands behind it', 4, 5, ':'],
    ['a part of it begins and ends with it', 2, 3, 'a'],
    ['what is before a point where something was put', 6, 7, '1'],
    ['what was put at a point', 7, 8, ''],
    ['what is behind both it and what was dropped', 10, 13, "'b'"],
    ['from one to another', 10, 17, "'b':'c'"],
    ['the last character', 17, 18, '}'],
    ['a point', 4, 4, ''],
    ['white space around what was dropped', 8, 10, ' /**/ '],
  ])('%s leads back to the source', (_name, start, end, expected) => {
    const span = repaired.toSource({ start, end })
    expect(source.slice(span.start, span.end)).toBe(expected)
  })

  test.each([
    [0, 0, 0],
    [1, 1, 1],
    [2, 1, 2],
    [3, 1, 2],
    [4, 2, 2],
    [7, 5, 5],
    [8, 5, 5],
    [9, 10, 6],
    [10, 11, 11],
    [11, 12, 12],
    [18, 19, 19],
  ])('the offset %i is %i as a start and %i as an end', (offset, start, end) => {
    expect(repaired.toSource({ start: offset, end: offset })).toEqual({ start, end })
  })

  test('without edits every offset is its own', () => {
    const same = repair(source, [])
    for (let offset = 0; offset <= source.length; offset += 1) {
      expect(same.toSource({ start: offset, end: offset })).toEqual({ start: offset, end: offset })
    }
  })

  test('of many edits each is found', () => {
    const text = 'x'.repeat(100)
    const doubled = repair(
      text,
      Array.from({ length: 50 }, (_, index) => ({ start: index * 2, end: index * 2 + 1, replacement: 'yy' })),
    )
    expect(doubled.text).toBe('yyx'.repeat(50))
    for (let index = 0; index < 50; index += 1) {
      expect(doubled.toSource({ start: index * 3, end: index * 3 + 2 })).toEqual({
        start: index * 2,
        end: index * 2 + 1,
      })
      expect(doubled.toSource({ start: index * 3 + 2, end: index * 3 + 3 })).toEqual({
        start: index * 2 + 1,
        end: index * 2 + 2,
      })
    }
  })
})
