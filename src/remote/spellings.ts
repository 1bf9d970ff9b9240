// The encodings in which a server may send back a text that it received. docs/remote.md lists the same ones, so update
// it when you add one.

/** The maximum number of decoding layers: percent-encoded JSON in HTML has three. */
export const LAYERS = 4

/** A text after some layers of decoding; `starts` and `ends` give the source range of each character. */
export interface Reading {
  /** Code points, or `BREAK`. */
  codes: Uint32Array
  starts: Uint32Array
  ends: Uint32Array
}

/** Separates two texts: no match extends across it. */
export const BREAK = 0x110000

/** The code points that a character of the source decodes to, with its range (end exclusive). */
export type Emit = (code: number, start: number, end: number) => void

/** Collects characters. Characters that are not ASCII are decomposed first (NFKD), so that `ｂ` and `ḃ` count as `b`. */
export function collect(capacity: number, read: (emit: Emit) => void): Reading {
  let codes = new Uint32Array(capacity)
  let starts = new Uint32Array(capacity)
  let ends = new Uint32Array(capacity)
  let length = 0
  const push: Emit = (code, start, end) => {
    if (length === codes.length) {
      codes = grown(codes)
      starts = grown(starts)
      ends = grown(ends)
    }
    codes[length] = code
    starts[length] = start
    ends[length] = end
    length += 1
  }
  read((code, start, end) => {
    if (code < 0x80 || code === BREAK) push(code, start, end)
    else for (const part of decompositionOf(code)) push(part, start, end)
  })
  return { codes: codes.subarray(0, length), starts: starts.subarray(0, length), ends: ends.subarray(0, length) }
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length + 16)
  larger.set(array)
  return larger
}

const DECOMPOSITIONS = new Map<number, readonly number[]>()
const MOST_DECOMPOSITIONS = 10_000

function decompositionOf(code: number): readonly number[] {
  let parts = DECOMPOSITIONS.get(code)
  if (parts === undefined) {
    const text = code > 0x10ffff ? '' : String.fromCodePoint(code).normalize('NFKD')
    parts = [...text].map((character) => character.codePointAt(0) ?? 0)
    if (DECOMPOSITIONS.size >= MOST_DECOMPOSITIONS) DECOMPOSITIONS.clear()
    DECOMPOSITIONS.set(code, parts)
  }
  return parts
}

/** The replacement for a character that occurs in no secret, such as a line break. */
const SIGN = 0x20

/**
 * The reading with one layer of escapes decoded; undefined if it contains no escape. Escapes are backslash escapes (of
 * JSON, JavaScript and C, octal ones included), percent-encoding, quoted-printable, character references of HTML, and
 * JSON Pointer's `~0` and `~1`.
 */
export function decodeLayer({ codes, starts, ends }: Reading): Reading | undefined {
  let decoded = false
  const reading = collect(codes.length, (emit) => {
    for (let at = 0; at < codes.length; ) {
      const code = codes[at] ?? 0
      const found = ESCAPES[code < 0x80 ? code : 0]?.(codes, at)
      const length = found?.length ?? 1
      if (found !== undefined) decoded = true
      emit(found?.code ?? code, starts[at] ?? 0, ends[at + length - 1] ?? 0)
      at += length
    }
  })
  return decoded ? reading : undefined
}

/** Whether a character begins an escape. */
export function beginsEscape(code: number): boolean {
  return code < 0x80 && ESCAPES[code] !== undefined
}

/** The character of the escape that begins at an offset, and how many characters it takes. */
type Escape = (codes: Uint32Array, at: number) => { code: number; length: number } | undefined

const ESCAPES: readonly (Escape | undefined)[] = Array.from({ length: 0x80 }, (_, code) => {
  switch (String.fromCharCode(code)) {
    case '\\':
      return afterBackslash
    case '%':
    case '=':
      return ofByte
    case '&':
      return ofHtml
    case '~':
      return ofPointer
    default:
      return undefined
  }
})

/** Letters that stand for a control character after a backslash. */
const CONTROLS = new Set([...'nrtbfvae'].map((letter) => letter.charCodeAt(0)))

function afterBackslash(codes: Uint32Array, at: number): ReturnType<Escape> {
  const next = codes[at + 1]
  if (next === undefined || next === BREAK) return undefined
  switch (next) {
    case 0x75: // u
      return codes[at + 2] === 0x7b
        ? ofNumber(codes, at, { from: at + 3, base: 16, least: 1, most: 8, end: 0x7d })
        : ofCodeUnits(codes, at)
    case 0x55: // U
      return ofNumber(codes, at, { from: at + 2, base: 16, least: 8, most: 8 })
    case 0x78: // x
      return ofNumber(codes, at, { from: at + 2, base: 16, least: 2, most: 2 })
    default:
  }
  if (next >= 0x30 && next <= 0x37) {
    return ofNumber(codes, at, { from: at + 1, base: 8, least: 1, most: next === 0x30 ? 4 : 3 })
  }
  return { code: CONTROLS.has(next) ? SIGN : next, length: 2 }
}

/** `\u0062`, or two of them that are a surrogate pair. */
function ofCodeUnits(codes: Uint32Array, at: number): ReturnType<Escape> {
  const unit = (index: number) =>
    codes[index] === 0x5c && codes[index + 1] === 0x75
      ? ofNumber(codes, index, { from: index + 2, base: 16, least: 4, most: 4 })
      : undefined
  const first = unit(at)
  if (first === undefined || (first.code & 0xfc00) !== 0xd800) return first
  const second = unit(at + 6)
  if (second === undefined || (second.code & 0xfc00) !== 0xdc00) return first
  return { code: 0x10000 + ((first.code & 0x3ff) << 10) + (second.code & 0x3ff), length: 12 }
}

/** `%62`, `=62`, `%u0062`; the bytes of UTF-8 in either form are one character. */
function ofByte(codes: Uint32Array, at: number): ReturnType<Escape> {
  const marker = codes[at]
  if (marker === 0x25 && (codes[at + 1] === 0x75 || codes[at + 1] === 0x55)) {
    return ofNumber(codes, at, { from: at + 2, base: 16, least: 4, most: 4 })
  }
  const byteAt = (index: number) =>
    codes[index] === marker ? ofNumber(codes, index, { from: index + 1, base: 16, least: 2, most: 2 })?.code : undefined
  const first = byteAt(at)
  if (first === undefined) return undefined
  const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
  let code = more === 0 ? first : first & (0x3f >> more)
  for (let nth = 1; nth <= more; nth += 1) {
    const byte = byteAt(at + 3 * nth)
    if (byte === undefined || (byte & 0xc0) !== 0x80) return { code: first, length: 3 }
    code = (code << 6) | (byte & 0x3f)
  }
  return { code: Math.min(code, 0x10ffff), length: 3 * (more + 1) }
}

const LONGEST_REFERENCE = 33

function ofHtml(codes: Uint32Array, at: number): ReturnType<Escape> {
  if (codes[at + 1] === 0x23) {
    const isHex = codes[at + 2] === 0x78 || codes[at + 2] === 0x58
    const number = isHex
      ? ofNumber(codes, at, { from: at + 3, base: 16, least: 1, most: 20 })
      : ofNumber(codes, at, { from: at + 2, base: 10, least: 1, most: 20 })
    return number === undefined ? undefined : withSemicolon(codes, at, number)
  }
  let end = at + 1
  while (end - at < LONGEST_REFERENCE && isAlphanumeric(codes[end] ?? 0)) end += 1
  if (end === at + 1) return undefined
  const name = String.fromCharCode(...codes.subarray(at + 1, end))
  if (codes[end] === 0x3b) return { code: characterOf(name), length: end + 1 - at }
  // HTML knows these without a semicolon, too.
  const old = /^(?:amp|AMP|lt|LT|gt|GT|quot|QUOT)/.exec(name)?.[0]
  return old === undefined ? undefined : { code: characterOf(old), length: old.length + 1 }
}

/**
 * The character of a named HTML reference, if it is a letter or may be part of a further escape; otherwise `SIGN`.
 */
function characterOf(name: string): number {
  const character = NAMED_CHARACTERS[name] ?? /^(?:[A-Za-z](?=(?:scr|fr|opf)$))/.exec(name)?.[0]
  return character?.charCodeAt(0) ?? SIGN
}

const NAMED_CHARACTERS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  amp: '&',
  AMP: '&',
  bsol: '\\',
  percnt: '%',
  num: '#',
  semi: ';',
  equals: '=',
  lbrace: '{',
  lcub: '{',
  rbrace: '}',
  rcub: '}',
  ee: 'e',
  exponentiale: 'e',
  ExponentialE: 'e',
  ii: 'i',
  ImaginaryI: 'i',
  dd: 'd',
  DifferentialD: 'd',
  DD: 'D',
  CapitalDifferentialD: 'D',
  ell: 'l',
  planck: 'h',
  hbar: 'h',
  hslash: 'h',
  plankv: 'h',
  planckh: 'h',
  order: 'o',
  oscr: 'o',
  imath: 'i',
  inodot: 'i',
})

function ofPointer(codes: Uint32Array, at: number): ReturnType<Escape> {
  return codes[at + 1] === 0x30 || codes[at + 1] === 0x31 ? { code: SIGN, length: 2 } : undefined
}

function withSemicolon(codes: Uint32Array, at: number, { code, length }: { code: number; length: number }) {
  return { code, length: codes[at + length] === 0x3b ? length + 1 : length }
}

interface NumberForm {
  from: number
  base: number
  least: number
  most: number
  /** The character that must follow the digits. */
  end?: number
}

function ofNumber(codes: Uint32Array, at: number, { from, base, least, most, end }: NumberForm): ReturnType<Escape> {
  let index = from
  let code = 0
  while (index - from < most) {
    const digit = digitOf(codes[index] ?? 0)
    if (digit >= base) break
    code = Math.min(code * base + digit, 0x10ffff)
    index += 1
  }
  if (index - from < least || (end !== undefined && codes[index] !== end)) return undefined
  return { code, length: index - at + (end === undefined ? 0 : 1) }
}

/** The value of a digit of any base up to 36; 99 for other characters. */
export function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x7a && code < 0x80 ? letter - 0x61 + 10 : 99
}

function isAlphanumeric(code: number): boolean {
  return digitOf(code) < 36
}

/**
 * The encodings of a secret: Base64 (both alphabets), hexadecimal, and combinations of them, each of its UTF-8 and of
 * its UTF-16. A Base64 form contains only the characters that do not depend on the surrounding bytes.
 *
 * @returns texts of ASCII, the secret itself first
 */
export function encodedForms(secret: string): string[] {
  const forms = new Set([secret])
  const bytes = Buffer.from(secret)
  for (const form of encodedOnce(bytes)) {
    forms.add(form)
    for (const twice of encodedOnce(Buffer.from(form))) forms.add(twice)
  }
  for (const wide of [Buffer.from(secret, 'utf16le'), Buffer.from(secret, 'utf16le').swap16()]) {
    for (const form of encodedOnce(wide)) forms.add(form)
  }
  return [...forms]
}

function encodedOnce(bytes: Buffer): string[] {
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor(((before + bytes.length) * 8) / 6)
    return text.slice(first, last)
  })
  const hex = bytes.toString('hex')
  const urls = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))
  return [...base64, ...urls, hex, hex.toUpperCase()]
}
