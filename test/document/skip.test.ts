import { exceeds, stringEnd, valueEnd } from '../../src/document/skip'
import { marked } from '../mark'

describe('skipping over JSON', () => {
  test.each([
    ['a string', '«"a"» '],
    ['a string with escaped quotes', '«"a\\"b\\\\\\""»: "c"'],
    ['a string that ends with a backslash', '«"a\\\\"», "b"'],
    ['an object', '«{"a": {"}": [1, "]"]}, "b": "\\"}"}»}'],
    ['an array', '«[[], {}]»]'],
    ['a number before a comma', '«-1.5e3»,'],
    ['a number before a bracket', '«1»}'],
    ['a literal before a line end', '«null»\n'],
    ['a scalar at the end', '«true»'],
    ['what is not closed', '«[1, "a'],
  ])('%s', (_name, text) => {
    const { text: plain, spans } = marked(text.includes('»') ? text : `${text}»`)
    expect(valueEnd(plain, 0)).toBe(spans[0]?.end)
  })

  test('a string that is not closed ends with the text', () => {
    expect(stringEnd('"a\\"', 0)).toBe(4)
  })

  test.each([
    ['[[]]', 1, true],
    ['[[]]', 2, false],
    ['[{}, {}, [[]]]', 2, true],
    ['[{}, {}, []]', 2, false],
    ['["[[[", "\\"[[["]', 1, false],
    ['[[[', 2, true],
    ['1', 0, false],
  ])('%s is deeper than %i: %s', (text, depth, deeper) => {
    expect(exceeds(text, { depth, values: 100 })).toBe(deeper)
  })

  test.each([
    ['[1, 2, 3]', 3, false],
    ['[1, 2, 3]', 2, true],
    ['[[1], {"a": 2}]', 4, false],
    ['[[1], {"a": 2}]', 3, true],
    ['["[,,,{", ",\\",,"]', 2, false],
    ['[,,,', 3, true],
    ['1', 0, false],
  ])('%s has more than %i values: %s', (text, values, more) => {
    expect(exceeds(text, { depth: 100, values })).toBe(more)
  })
})
