import { Pointer } from '../../../src/document/pointer'
import { isBlank } from '../../../src/document/values'
import { lackOf, lackOfField, shows } from '../../../src/rules/documentation/texts'

test.each([
  ['nothing', ''],
  ['spaces, tabs and line ends', ' \t\r\n'],
  ['no-break and ideographic spaces', '\u00a0\u3000\u2003'],
  ['zero-width space, joiner and byte-order mark', '\u200b\u200d\ufeff'],
  ['direction marks', '\u200e\u202e'],
  ['soft hyphens', '\u00ad'],
  ['Hangul fillers', '\u3164\u115f'],
  ['Braille without dots', '\u2800'],
  ['control characters', '\u0000\u001b\u007f'],
  ['variation selectors and tags', '\ufe0f\u{e0041}'],
])('%s is blank', (_name, text) => {
  expect(isBlank(text)).toBe(true)
})

test.each([
  ['a letter among spaces', ' \u200ba '],
  ['a letter of another script', '票'],
  ['an emoji', '🎫'],
  ['punctuation', '.'],
  ['half a surrogate pair, which shows as a replacement character', '\ud83d'],
])('%s is not blank', (_name, text) => {
  expect(isBlank(text)).toBe(false)
})

test.each([
  ['a', true],
  ['~', true],
  [' ', false],
  [5, false],
  [null, false],
  [undefined, false],
])('%j shows: %s', (value, shown) => {
  expect(shows(value)).toBe(shown)
})

test('what is not a schema is not a branch', () => {
  expect(lackOfField('title', { anyOf: [null, 5, 'title', { title: 'A' }] }, Pointer.root)).toBeUndefined()
  expect(lackOfField('title', { anyOf: [null, 5] }, Pointer.root)).toEqual({ how: 'missing' })
})

test('an inherited property is none', () => {
  expect(lackOf('title', Object.create({ title: 'inherited' }), Pointer.root)).toEqual({ how: 'missing' })
})

test('of several blank texts the first is reported, the outermost before the branches', () => {
  const schema = { anyOf: [{ title: '' }, { title: ' ' }], oneOf: [{ title: '' }], title: '\t' }
  expect(lackOfField('title', schema, Pointer.root)).toMatchObject({ how: 'blank', text: '\t' })
})

test('branches nested deeper than the call stack are searched all the same', () => {
  let schema: Record<string, unknown> = { description: 'At the bottom.' }
  for (let depth = 0; depth < 50_000; depth += 1) schema = { anyOf: [schema] }
  expect(lackOfField('description', schema, Pointer.root)).toBeUndefined()
})
