import { decode, tooLarge } from '../../src/document/decode'
import { MAX_BYTES } from '../../src/document/limits'
import { parseDocument } from '../../src/document/parse'

const utf8 = (text: string) => new TextEncoder().encode(text)
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...utf8(part)] : part)))

/** Text in an encoding of wider units. */
function wide(text: string, unit: 2 | 4, littleEndian: boolean): number[] {
  const codes =
    unit === 2
      ? Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
      : [...text].map((one) => one.codePointAt(0) ?? 0)
  return codes.flatMap((code) => {
    const big = Array.from({ length: unit }, (_, index) => (code >>> (8 * (unit - 1 - index))) & 0xff)
    return littleEndian ? big.reverse() : big
  })
}

describe('decoding', () => {
  test.each(['', '{}', '{"é": "😀 \uFFFD \uFEFF"}', '"\u0000"', '[]\n'])('UTF-8 as it is: %j', (text) => {
    expect(decode(utf8(text))).toEqual({ text, faults: [] })
  })

  test('a byte-order mark is a fault and no part of the text', () => {
    const { text, faults } = decode(bytes([0xef, 0xbb, 0xbf], '{}'))
    expect(text).toBe('{}')
    expect(faults).toMatchObject([{ rule: 'syntax/byte-order-mark', start: 0, end: 0 }])
    expect(decode(bytes([0xef, 0xbb, 0xbf]))).toMatchObject({ text: '', faults: [{ rule: 'syntax/byte-order-mark' }] })
  })

  test('only one of two byte-order marks is taken off', () => {
    expect(decode(bytes([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf], '{}')).text).toBe('\uFEFF{}')
  })

  test.each([
    ['Latin-1', bytes('{"é": "caf', [0xe9], '"}'), 10, { byte: '0xE9', offset: 11, count: 1 }],
    ['a lone continuation byte', bytes('"', [0x80], '"'), 1, { byte: '0x80', offset: 1, count: 1 }],
    ['an overlong slash', bytes('"', [0xc0, 0xaf], '"'), 1, { byte: '0xC0', offset: 1, count: 1 }],
    ['an overlong form of three bytes', bytes('"', [0xe0, 0x80, 0xaf], '"'), 1, { byte: '0xE0', offset: 1, count: 1 }],
    [
      'an overlong form of four bytes',
      bytes('"', [0xf0, 0x80, 0x80, 0xaf], '"'),
      1,
      { byte: '0xF0', offset: 1, count: 1 },
    ],
    ['half a surrogate pair', bytes('"', [0xed, 0xa0, 0x80], '"'), 1, { byte: '0xED', offset: 1, count: 1 }],
    ['beyond Unicode', bytes('"', [0xf4, 0x90, 0x80, 0x80], '"'), 1, { byte: '0xF4', offset: 1, count: 1 }],
    ['a byte that UTF-8 never has', bytes('"', [0xf8], '"'), 1, { byte: '0xF8', offset: 1, count: 1 }],
    ['a cut character', bytes('"', [0xf0, 0x9f, 0x98]), 1, { byte: '0xF0', offset: 1, count: 1 }],
    ['a cut character of two bytes', bytes('"', [0xc3], '"'), 1, { byte: '0xC3', offset: 1, count: 1 }],
    ['several places', bytes('😀"', [0xe9], 'é', [0xe8, 0xe7], '"', [0xff]), 3, { byte: '0xE9', offset: 5, count: 3 }],
    [
      'a place after a byte-order mark',
      bytes([0xef, 0xbb, 0xbf], '"', [0xe9], '"'),
      1,
      { byte: '0xE9', offset: 4, count: 1 },
    ],
  ])('%s is one fault at its first byte', (_name, input, start, data) => {
    const { text, faults } = decode(input)
    expect(faults).toMatchObject([{ rule: 'syntax/encoding', start, end: start + 1, data }])
    expect(text[start]).toBe('\uFFFD')
  })

  test('the message names the byte and counts the other places', () => {
    const message = (input: Uint8Array) => decode(input).faults[0]?.message
    expect(message(bytes('"', [0xe9], '"'))).toBe(
      'The file is not UTF-8: byte 0xE9 at byte offset 1 is invalid; save it as UTF-8.',
    )
    expect(message(bytes('"', [0xe9], 'x', [0xe9], '"'))).toContain('is invalid, and 1 more such place;')
    expect(message(bytes('"', [0xe9], 'x', [0xe9], 'x', [0xe9], '"'))).toContain('is invalid, and 2 more such places;')
  })

  test('well-formed sequences at every edge of UTF-8 are not counted', () => {
    const edges =
      '\u0080\u07ff\u0800\u0fff\u1000\ud7ff\ue000\uffff\u{10000}\u{3ffff}\u{40000}\u{fffff}\u{100000}\u{10ffff}'
    expect(decode(bytes(`"${edges}"`, [0xff])).faults[0]).toMatchObject({ start: edges.length + 2, data: { count: 1 } })
  })

  test('a document in a wrong encoding is linted all the same', () => {
    const { text, faults } = decode(bytes('{"a": "', [0xe9], '",}'))
    const document = parseDocument({ name: 'x', text, faults, comments: false })
    expect(document.value).toEqual({ a: '\uFFFD' })
    expect(document.faults.map(({ rule }) => rule)).toEqual(['syntax/encoding', 'syntax/trailing-comma'])
  })

  const sample = '{"é😀": 1}'
  test.each([
    ['UTF-16 little-endian', [0xff, 0xfe], 2, true],
    ['UTF-16 big-endian', [0xfe, 0xff], 2, false],
    ['UTF-32 little-endian', [0xff, 0xfe, 0, 0], 4, true],
    ['UTF-32 big-endian', [0, 0, 0xfe, 0xff], 4, false],
  ] as const)('%s is named and decoded, with and without its mark', (encoding, mark, unit, littleEndian) => {
    for (const input of [
      bytes([...mark, ...wide(sample, unit, littleEndian)]),
      bytes(wide(sample, unit, littleEndian)),
    ]) {
      const { text, faults } = decode(input)
      expect(text).toBe(sample)
      expect(faults).toMatchObject([{ rule: 'syntax/encoding', data: { encoding }, start: 0, end: 0 }])
      expect(faults[0]?.message).toMatch(new RegExp(`^The file is ${encoding}\\b.*; JSON is UTF-8: save it as UTF-8`))
      expect(faults[0]).toHaveProperty('fatal', true)
    }
  })

  test('one character of UTF-16', () => {
    expect(decode(Uint8Array.of(0x31, 0))).toMatchObject({
      text: '1',
      faults: [{ data: { encoding: 'UTF-16 little-endian' } }],
    })
    expect(decode(Uint8Array.of(0, 0x31))).toMatchObject({
      text: '1',
      faults: [{ data: { encoding: 'UTF-16 big-endian' } }],
    })
  })

  test('a long text of UTF-16 from a view into a larger buffer', () => {
    const text = `"${'é😀'.repeat(5000)}"`
    const buffer = bytes([1, 2, 3, 0xff, 0xfe, ...wide(text, 2, true), 9])
    expect(decode(buffer.subarray(3, buffer.length - 1)).text).toBe(text)
  })

  test('numbers beyond Unicode in UTF-32 are replaced', () => {
    expect(decode(bytes([0, 0, 0xfe, 0xff, 0x7f, 0xff, 0xff, 0xff])).text).toBe('\uFFFD')
  })

  test.each([
    ['a PNG image', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13])],
    ['a gzip archive', bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
    ['a ZIP archive', bytes('PK', [3, 4, 0x14, 0, 0, 0])],
    ['a WebAssembly module', bytes([0], 'asm', [1, 0, 0, 0, 0xff])],
    ['a PDF document', bytes('%PDF-1.7', [0, 1])],
    ['a binary file', bytes([1, 2, 3, 0xff, 0xfe, 0x80])],
    ['a binary file', bytes('hello', [0, 0, 0])],
    ['a binary file', bytes([0])],
    ['a binary file', bytes([0, 0, 0, 0])],
  ])('%s is fatal and one fault', (format, input) => {
    expect(decode(input).faults).toMatchObject([
      {
        rule: 'syntax/encoding',
        data: { encoding: 'binary' },
        fatal: true,
        message: `This looks like ${format}, not like JSON.`,
      },
    ])
  })

  test('a NUL in JSON is for the parser', () => {
    expect(decode(bytes(' {"a": "', [0], '"}'))).toEqual({ text: ' {"a": "\0"}', faults: [] })
  })

  test('a file beyond the limit is not read', () => {
    // Only its length is looked at; a real array of that size would cost the test its memory.
    const huge = { length: MAX_BYTES + 1 } as Uint8Array
    expect(decode(huge)).toMatchObject({
      text: '',
      faults: [{ rule: 'syntax/too-large', fatal: true, data: { limit: MAX_BYTES } }],
    })
  })
})

describe('what encoding a file is in', () => {
  const encodingOf = (input: Uint8Array) => {
    const encoding = decode(input).faults[0]?.data.encoding
    return typeof encoding === 'string' && encoding.startsWith('UTF-') ? encoding : undefined
  }
  const MARKS: readonly [string, string][] = [
    ['fffe0000', 'UTF-32 little-endian'],
    ['0000feff', 'UTF-32 big-endian'],
    ['fffe', 'UTF-16 little-endian'],
    ['feff', 'UTF-16 big-endian'],
  ]
  /** By where the NULs are. */
  const PATTERNS: Readonly<Record<string, string>> = {
    '000x': 'UTF-32 big-endian',
    x000: 'UTF-32 little-endian',
    '0x0x': 'UTF-16 big-endian',
    x0x0: 'UTF-16 little-endian',
  }
  const VALUES = [0, 0x31, 0xfe, 0xff]

  test('of any four bytes', () => {
    for (let number = 0; number < 4 ** 4; number += 1) {
      const four = [3, 2, 1, 0].map((place) => VALUES[Math.floor(number / 4 ** place) % 4] ?? 0)
      const hexadecimal = Buffer.from(four).toString('hex')
      const mark = MARKS.find(([start]) => hexadecimal.startsWith(start))?.[1]
      const pattern = four.map((byte) => (byte === 0 ? '0' : 'x')).join('')
      expect([hexadecimal, encodingOf(Uint8Array.from(four))]).toEqual([hexadecimal, mark ?? PATTERNS[pattern]])
      // Without a mark, an odd number of bytes is not a text of wider units.
      expect([hexadecimal, encodingOf(Uint8Array.from([...four, 0x31]))]).toEqual([hexadecimal, mark])
    }
  })

  test.each([
    [[0x31], undefined],
    [[0], undefined],
    [[0, 0], undefined],
    [[0x31, 0x31], undefined],
    [[0, 0xff], 'UTF-16 big-endian'],
    [[0xff, 0], 'UTF-16 little-endian'],
    [[0, 0x31, 0], undefined],
  ])('of %j', (input, encoding) => {
    expect(encodingOf(Uint8Array.from(input))).toBe(encoding)
  })
})

describe('the fault of a file that is not UTF-8', () => {
  test.each([
    [[0xef, 0xbb, 0x31], 0],
    [[0xef, 0x31, 0xbf], 0],
    [[0x31, 0xbb, 0xbf], 1],
    [[0xf5, 0x80, 0x80, 0x80], 0],
    [[0xf8, 0x88, 0x80, 0x80], 0],
    [[0x31, 0x0a, 0xff], 2],
  ])('%j', (input, offset) => {
    const { faults } = decode(Uint8Array.from(input))
    expect(faults).toMatchObject([{ rule: 'syntax/encoding', data: { encoding: 'unknown', offset }, path: [] }])
    expect(faults[0]).not.toHaveProperty('fatal')
  })

  test('control characters that no text has make it a binary file', () => {
    const binary = Array.from({ length: 0x30 }, (_, byte) => byte).filter(
      (byte) => decode(Uint8Array.of(0x31, 0x31, byte, 0xff)).faults[0]?.data.encoding === 'binary',
    )
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
    expect(binary).toEqual([...range(0, 0x07), ...range(0x0e, 0x1a)])
  })

  test('word for word', () => {
    const place = { start: 0, end: 0, path: [] }
    expect(decode(bytes([0xef, 0xbb, 0xbf], '1')).faults).toStrictEqual([
      {
        rule: 'syntax/byte-order-mark',
        message: 'The file starts with a byte-order mark (U+FEFF); JSON has none: save it as UTF-8 without BOM.',
        data: {},
        ...place,
      },
    ])
    expect(decode(bytes('%PDF', [0, 1])).faults).toStrictEqual([
      {
        rule: 'syntax/encoding',
        message: 'This looks like a PDF document, not like JSON.',
        data: { encoding: 'binary', format: 'a PDF document' },
        ...place,
        fatal: true,
      },
    ])
    expect(decode(bytes('x', [0, 1])).faults[0]?.data).toStrictEqual({ encoding: 'binary' })
    expect(tooLarge(5)).toStrictEqual({
      rule: 'syntax/too-large',
      message: `The file is 5 bytes long; at most ${MAX_BYTES} are read.`,
      data: { length: 5, limit: MAX_BYTES },
      ...place,
      fatal: true,
    })
    expect(decode(bytes([0, 0x31])).faults[0]).toHaveProperty('path', [])
  })

  test('a NUL behind white space that opens no JSON', () => {
    for (const space of ['', ' ', '\n\r\t ']) {
      for (const start of ['{', '[', '"', '/']) expect(decode(bytes(space, start, 'ab', [0])).faults).toEqual([])
      for (const start of ['x', '1', ' x{']) expect(decode(bytes(space, start, 'ab', [0])).faults).toHaveLength(1)
    }
  })
})
