import {
  describeCharacter,
  isDigit,
  isHighSurrogate,
  isLowSurrogate,
  isWhitespace,
  isWordCharacter,
} from '../../src/document/characters'

test.each([
  ['a', '`a`'],
  ['É', '`É`'],
  ['票', '`票`'],
  ['7', '`7`'],
  ['{', '`{`'],
  ['+', '`+`'],
  ['😀x', '`😀`'],
  [' ', 'U+0020'],
  ['\t', 'U+0009'],
  ['\u00a0', 'U+00A0'],
  ['\ufeff', 'U+FEFF'],
  ['\u{e0041}', 'U+E0041'],
  ['\ud83d', 'U+D83D'],
  ['', 'U+0000'],
])('%j is shown as %s', (text, shown) => {
  expect(describeCharacter(text, 0)).toBe(shown)
})

/** The code units of which a predicate holds, as ranges. */
function ranges(holds: (code: number) => boolean): [number, number][] {
  const found: [number, number][] = []
  for (let code = 0; code <= 0xffff; code += 1) {
    const last = found.at(-1)
    if (!holds(code)) continue
    if (last !== undefined && last[1] === code - 1) last[1] = code
    else found.push([code, code])
  }
  return found
}

test.each<[string, (code: number) => boolean, [number, number][]]>([
  [
    'white space',
    isWhitespace,
    [
      [0x09, 0x0a],
      [0x0d, 0x0d],
      [0x20, 0x20],
    ],
  ],
  ['digits', isDigit, [[0x30, 0x39]]],
  [
    'words',
    isWordCharacter,
    [
      [0x24, 0x24],
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x5f, 0x5f],
      [0x61, 0x7a],
    ],
  ],
  ['first halves', isHighSurrogate, [[0xd800, 0xdbff]]],
  ['second halves', isLowSurrogate, [[0xdc00, 0xdfff]]],
])('the characters of %s', (_name, holds, expected) => {
  expect(ranges(holds)).toEqual(expected)
  expect(holds(Number.NaN)).toBe(false)
})
