import { MAX_BYTES } from './limits'
import type { SyntaxFault } from './types'

const NUL = 0x00
/** The replacement character for bytes that cannot be decoded. */
export const REPLACEMENT = '\uFFFD'

/** A decoded text without its byte-order mark, and the faults of its encoding. */
export interface DecodedText {
  text: string
  faults: SyntaxFault[]
}

/** Decodes bytes; undefined if they are not UTF-8. A mark at the start is kept. */
export type StrictUtf8 = (bytes: Uint8Array) => string | undefined

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Decodes the bytes of a file. JSON is UTF-8 without a byte-order mark (RFC 8259, section 8.1). Other encodings are
 * decoded as well as possible for the code frame, and reported once.
 *
 * @param utf8 a decoder of the runtime, if it is faster than TextDecoder
 */
export function decode(bytes: Uint8Array, utf8: StrictUtf8 = decodeStrictly): DecodedText {
  if (bytes.length > MAX_BYTES) return { text: '', faults: [tooLarge(bytes.length)] }
  const wide = wideEncodingOf(bytes)
  if (wide !== undefined) return decodeWide(bytes, wide)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    const rest = decodeNarrow(bytes.subarray(3), 3, utf8)
    return rest.faults.length === 0 ? { text: rest.text, faults: [byteOrderMark()] } : rest
  }
  return decodeNarrow(bytes, 0, utf8)
}

/** A text that was given as a string (by an editor or the library) may start with the mark, too. */
export function withoutByteOrderMark(text: string): DecodedText {
  return text.charCodeAt(0) === 0xfeff ? { text: text.slice(1), faults: [byteOrderMark()] } : { text, faults: [] }
}

/** UTF-8 bytes; `skipped` is the number of bytes of the file before them. */
function decodeNarrow(bytes: Uint8Array, skipped: number, utf8: StrictUtf8): DecodedText {
  const text = utf8(bytes)
  if (text === undefined) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
    const fault = hasControlByte(bytes) ? binaryFile(bytes) : invalidBytes(bytes, skipped)
    return { text, faults: [fault] }
  }
  const binary = !startsLikeJson(bytes) && bytes.includes(NUL)
  return { text, faults: binary ? [binaryFile(bytes)] : [] }
}

/** @param length of the file, in bytes */
export function tooLarge(length: number): SyntaxFault {
  return {
    rule: 'syntax/too-large',
    message: `The file is ${length} bytes long; at most ${MAX_BYTES} are read.`,
    data: { length, limit: MAX_BYTES },
    start: 0,
    end: 0,
    path: [],
    fatal: true,
  }
}

function byteOrderMark(): SyntaxFault {
  return {
    rule: 'syntax/byte-order-mark',
    message: 'The file starts with a byte-order mark (U+FEFF); JSON has none: save it as UTF-8 without BOM.',
    data: {},
    start: 0,
    end: 0,
    path: [],
  }
}

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a WebAssembly module', [0x00, 0x61, 0x73, 0x6d]],
  ['an executable', [0x7f, 0x45, 0x4c, 0x46]],
]

function binaryFile(bytes: Uint8Array): SyntaxFault {
  const format = MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0]
  return {
    rule: 'syntax/encoding',
    message: `This looks like ${format ?? 'a binary file'}, not like JSON.`,
    data: { encoding: 'binary', ...(format === undefined ? {} : { format }) },
    start: 0,
    end: 0,
    path: [],
    fatal: true,
  }
}

function invalidBytes(bytes: Uint8Array, skipped: number): SyntaxFault {
  const { first, runs } = invalidRuns(bytes)
  const start = decodeStrictly(bytes.subarray(0, first))?.length ?? 0
  const byte = `0x${(bytes[first] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`
  const offset = first + skipped
  const more = runs === 1 ? '' : `, and ${runs - 1} more such ${runs === 2 ? 'place' : 'places'}`
  return {
    rule: 'syntax/encoding',
    message: `The file is not UTF-8: byte ${byte} at byte offset ${offset} is invalid${more}; save it as UTF-8.`,
    data: { encoding: 'unknown', byte, offset, count: runs },
    start,
    end: start + REPLACEMENT.length,
    path: [],
    lossy: true,
  }
}

/** The first invalid byte, and the number of sequences of invalid bytes (at least one). */
function invalidRuns(bytes: Uint8Array): { first: number; runs: number } {
  let first = -1
  let runs = 0
  let previousEnd = -1
  for (let offset = 0; offset < bytes.length; ) {
    const length = sequenceLength(bytes, offset)
    if (length > 0) {
      offset += length
      continue
    }
    if (first === -1) first = offset
    if (offset !== previousEnd) runs++
    offset++
    previousEnd = offset
  }
  return { first, runs }
}

/** The length of the well-formed UTF-8 sequence at an offset (Unicode 15, table 3-7); 0 when there is none. */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  const second = bytes[offset + 1] ?? 0
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (second < lowest || second > highest) return 0
  for (let index = 2; index < length; index++) {
    if (((bytes[offset + index] ?? 0) & 0xc0) !== 0x80) return 0
  }
  return length
}

/** Whether the part that git examines to recognise binary files contains control characters that no text file has. */
function hasControlByte(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 8000)
  for (let offset = 0; offset < end; offset++) {
    const byte = bytes[offset] ?? 0
    if (byte < 0x08 || (byte > 0x0d && byte < 0x1b)) return true
  }
  return false
}

/** Whether the first byte after white space may open a JSON document or a comment. */
function startsLikeJson(bytes: Uint8Array): boolean {
  let offset = 0
  while (offset < bytes.length && [0x20, 0x0a, 0x0d, 0x09].includes(bytes[offset] ?? 0)) offset++
  return [0x7b, 0x5b, 0x22, 0x2f].includes(bytes[offset] ?? 0)
}

interface WideEncoding {
  name: 'UTF-16 little-endian' | 'UTF-16 big-endian' | 'UTF-32 little-endian' | 'UTF-32 big-endian'
  unit: 2 | 4
  littleEndian: boolean
  /** Bytes of the byte-order mark. */
  mark: number
}

/**
 * Recognises UTF-16 and UTF-32 by their byte-order mark, or by the positions of NULs in the first two characters (RFC
 * 4627, section 3).
 */
function wideEncodingOf(bytes: Uint8Array): WideEncoding | undefined {
  const [a, b, c, d] = bytes
  if (a === undefined || b === undefined) return undefined
  // No other files start with these bytes.
  if (a !== 0 && b !== 0 && a < 0xfe) return undefined
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) {
    return { name: 'UTF-32 little-endian', unit: 4, littleEndian: true, mark: 4 }
  }
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) {
    return { name: 'UTF-32 big-endian', unit: 4, littleEndian: false, mark: 4 }
  }
  if (a === 0xff && b === 0xfe) return { name: 'UTF-16 little-endian', unit: 2, littleEndian: true, mark: 2 }
  if (a === 0xfe && b === 0xff) return { name: 'UTF-16 big-endian', unit: 2, littleEndian: false, mark: 2 }
  if (bytes.length % 2 !== 0) return undefined
  if (a === 0 && b === 0 && c === 0 && d !== undefined && d !== 0) {
    return { name: 'UTF-32 big-endian', unit: 4, littleEndian: false, mark: 0 }
  }
  if (a !== 0 && b === 0 && c === 0 && d === 0) {
    return { name: 'UTF-32 little-endian', unit: 4, littleEndian: true, mark: 0 }
  }
  if (a === 0 && b !== 0 && (c === undefined || (c === 0 && d !== 0))) {
    return { name: 'UTF-16 big-endian', unit: 2, littleEndian: false, mark: 0 }
  }
  if (a !== 0 && b === 0 && (c === undefined || (c !== 0 && d === 0))) {
    return { name: 'UTF-16 little-endian', unit: 2, littleEndian: true, mark: 0 }
  }
  return undefined
}

const WINDOWS_POWERSHELL =
  ', as Windows PowerShell writes it with ">"; JSON is UTF-8: save it as UTF-8, or write it with PowerShell 7 or with cmd /c "bp read --json > read.json".'

function decodeWide(bytes: Uint8Array, { name, unit, littleEndian, mark }: WideEncoding): DecodedText {
  const view = new DataView(bytes.buffer, bytes.byteOffset + mark, bytes.length - mark)
  const parts: string[] = []
  let codes: number[] = []
  for (let offset = 0; offset + unit <= view.byteLength; offset += unit) {
    const code = unit === 2 ? view.getUint16(offset, littleEndian) : view.getUint32(offset, littleEndian)
    codes.push(code > 0x10ffff ? 0xfffd : code)
    if (codes.length === 4096) {
      parts.push(textOfCodes(codes, unit))
      codes = []
    }
  }
  parts.push(textOfCodes(codes, unit))
  const text = parts.join('')
  return {
    text,
    faults: [
      {
        rule: 'syntax/encoding',
        message: `The file is ${name}${name === 'UTF-16 little-endian' ? WINDOWS_POWERSHELL : '; JSON is UTF-8: save it as UTF-8.'}`,
        data: { encoding: name },
        start: 0,
        end: 0,
        path: [],
        fatal: true,
      },
    ],
  }
}

function textOfCodes(codes: readonly number[], unit: 2 | 4): string {
  return unit === 2 ? String.fromCharCode(...codes) : String.fromCodePoint(...codes)
}
