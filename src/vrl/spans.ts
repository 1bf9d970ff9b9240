/**
 * Converts offsets in the UTF-8 form of a text, which the compiler uses, to offsets in UTF-16 code units. An offset
 * inside a character becomes its start, one past the end becomes the end. The compiler gets an unpaired surrogate as
 * U+FFFD, which is three bytes.
 */
export function byteOffsets(text: string): (offset: number) => number {
  // Scripts are short and nearly always ASCII, where the offsets are equal.
  if (isAscii(text)) return (offset) => Math.min(Math.max(offset, 0), text.length)
  const starts: number[] = []
  const units: number[] = []
  let bytes = 0
  let unit = 0
  for (const character of text) {
    starts.push(bytes)
    units.push(unit)
    bytes += utf8Length(character.codePointAt(0) ?? 0)
    unit += character.length
  }
  return (offset) => {
    if (offset >= bytes) return text.length
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return units[low] ?? 0
  }
}

/** Converts a span in the UTF-8 form of a text to UTF-16 code units; both end exclusive. */
export function byteSpanToUtf16(text: string, span: readonly [number, number]): readonly [number, number] {
  const toUtf16 = byteOffsets(text)
  return [toUtf16(span[0]), toUtf16(span[1])]
}

/** The offset, in UTF-16 code units, of the character that is `characters` after `start`. */
export function afterCharacters(text: string, start: number, characters: number): number {
  let offset = start
  for (let passed = 0; passed < characters && offset < text.length; passed += 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}

/** The number of bytes of a text's UTF-8 form. */
export function utf8LengthOf(text: string): number {
  let bytes = 0
  for (const character of text) bytes += utf8Length(character.codePointAt(0) ?? 0)
  return bytes
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false
  return true
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
