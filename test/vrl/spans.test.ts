import { afterCharacters, byteOffsets, byteSpanToUtf16, utf8LengthOf } from '../../src/vrl/spans'

const TEXTS = [
  '',
  'abc',
  'é',
  'aéb',
  '€ and 😀',
  '😀😀x',
  'half \ud83d end',
  '\ude00a',
  '\u0000\u007f\u0080\u07ff\u0800\uffff',
]

describe('byteSpanToUtf16', () => {
  test.each(TEXTS.map((text) => [JSON.stringify(text), text] as const))(
    '%s: a span of whole characters is the same span',
    (_name, text) => {
      const characters = [...text]
      for (let from = 0; from <= characters.length; from += 1) {
        for (let to = from; to <= characters.length; to += 1) {
          const before = characters.slice(0, from).join('')
          const inside = characters.slice(from, to).join('')
          // Node writes U+FFFD for half a surrogate pair, three bytes, as the compiler is given it.
          const start = Buffer.byteLength(before)
          const span = byteSpanToUtf16(text, [start, start + Buffer.byteLength(inside)])
          expect(text.slice(...span)).toBe(inside)
        }
      }
      expect(utf8LengthOf(text)).toBe(Buffer.byteLength(text))
    },
  )

  test('an offset inside a character is moved to its start, one past the end to the end', () => {
    const toUtf16 = byteOffsets('a😀b')
    expect([0, 1, 2, 4, 5, 6, 7, 99].map(toUtf16)).toEqual([0, 1, 1, 1, 3, 4, 4, 4])
    expect([-1, 0, 3, 4].map(byteOffsets('abc'))).toEqual([0, 0, 3, 3])
  })
})

test('afterCharacters counts whole characters', () => {
  expect(afterCharacters('a😀b', 0, 2)).toBe(3)
  expect(afterCharacters('a😀b', 1, 1)).toBe(3)
  expect(afterCharacters('ab', 0, 9)).toBe(2)
})
