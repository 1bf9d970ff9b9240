import { didYouMean, firstOf, listed, quote, someOf, typeName } from '../../src/findings/text'

const many = Array.from({ length: 1000 }, (_, index) => `name${index}`)

test.each([
  [[], 'none'],
  [['a'], 'a'],
  [['a', 'b c', '\u001b'], 'a, "b c" and "\\u001b"'],
  [many, 'name0, name1, name2, name3, name4, name5, name6, name7 and 992 more'],
])('some of %j', (names, text) => {
  expect(someOf(names)).toBe(text)
})

test('data holds the first names of many, the message says how many there are', () => {
  expect(firstOf(many)).toHaveLength(50)
  expect(someOf(firstOf(many), many.length)).toMatch(/ and 992 more$/)
})

describe('did you mean', () => {
  test('does not compare what is long or late among very many', () => {
    expect(didYouMean('name299', many)).toBe('name299')
    expect(didYouMean('x'.repeat(101), ['x'.repeat(101)])).toBeUndefined()
    expect(didYouMean('xx', ['x'.repeat(1000), 'xy'])).toBe('xy')
    expect(didYouMean('late', [...many, 'later'])).toBeUndefined()
  })
})

test.each<[value: unknown, quoted: string]>([
  ['a"b\n', '"a\\"b\\n"'],
  [5, '5'],
  [null, 'null'],
  [[1], 'an array'],
  [{}, 'an object'],
  ['a'.repeat(58), `"${'a'.repeat(58)}"`],
  ['a'.repeat(59), `"${'a'.repeat(56)}…`],
  // Half a character would be none.
  [`${'a'.repeat(55)}😀😀`, `"${'a'.repeat(55)}…`],
])('%j is quoted as %s', (value, quoted) => {
  expect(quote(value)).toBe(quoted)
})

test.each<[value: unknown, name: string]>([
  [undefined, 'nothing'],
  [1n, 'a number'],
  [() => 1, 'a function'],
  [Symbol('a'), 'a symbol'],
])('%p is %s', (value, name) => {
  expect(typeName(value)).toBe(name)
})

test.each<[items: string[], text: string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
])('%j is listed as %j', (items, text) => {
  expect(listed(items)).toBe(text)
})
