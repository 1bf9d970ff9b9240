import { excerpt, expectPlaces, marked, withMarks } from './mark'

test.each([
  ['a place', '{"a": «1»}'],
  ['a point', '{"a": 1«»}'],
  ['places within places', '«[«1», {«"b"»: «2»}]»'],
  ['neighbours', '[«1»«,»«2»]'],
  ['several lines', '[\n  «1,\r\n  2»,\r  «3»\n]'],
  ['the whole text and its end', '«[]»'],
  ['no place', '[]'],
])('%s: marks are read and shown again', (_name, text) => {
  const { text: plain, ranges } = marked(text)
  expect(plain).not.toMatch(/[«»]/)
  expect(withMarks(plain, ranges)).toBe(text)
})

test.each([
  ['one line', '[\n  «1»,\n  2\n]', '  2 │   «1»,'],
  ['two lines', '[\n  «1,\n  2»\n]', '  2 │   «1,\n  3 │   2»'],
  ['many lines', '«[\n  1,\n  2,\n  3\n]»', '  1 │ «[\n  …\n  5 │ ]»'],
])('an excerpt of %s', (_name, text, expected) => {
  const { text: plain, ranges } = marked(text)
  expect(ranges.map((range) => excerpt(plain, range))).toEqual([expected])
})

test.each([
  ['another place', '[«1», 2]', '[1, «2»]'],
  ['a place too many', '[1, 2]', '[«1», 2]'],
  ['a place too few', '[«1», «2»]', '[«1», 2]'],
])('%s fails and shows both texts', (_name, expected, found) => {
  const fail = () => expectPlaces(marked(found).ranges, marked(expected))
  expect(fail).toThrow(expected)
  expect(fail).toThrow(found)
})

test('places that overlap differ from places within places', () => {
  const nested = marked('«a«b»c»')
  const overlapping = [
    { line: 1, column: 1, endLine: 1, endColumn: 3 },
    { line: 1, column: 2, endLine: 1, endColumn: 4 },
  ]
  expect(() => expectPlaces(overlapping, nested)).toThrow()
})
