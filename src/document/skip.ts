import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  isWhitespace,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './characters'

// Functions that skip over strict JSON without parsing it.

export function skipWhitespace(text: string, from: number): number {
  let offset = from
  while (isWhitespace(text.charCodeAt(offset))) offset++
  return offset
}

/** The end of the string that starts at an offset. */
export function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    if ((quote - before) % 2 === 1) return quote + 1
  }
  return text.length
}

/** The end of the value that starts at an offset, with everything in it. */
export function valueEnd(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (first === QUOTE) return stringEnd(text, start)
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return containerEnd(text, start)
  let offset = start
  for (; offset < text.length; offset++) {
    const code = text.charCodeAt(offset)
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || isWhitespace(code)) break
  }
  return offset
}

// Twice as fast as a loop over the characters, and cannot backtrack.
const BRACKET_OR_QUOTE = /["{}[\]]/g

function containerEnd(text: string, start: number): number {
  let depth = 0
  BRACKET_OR_QUOTE.lastIndex = start
  while (BRACKET_OR_QUOTE.test(text)) {
    const end = BRACKET_OR_QUOTE.lastIndex
    const code = text.charCodeAt(end - 1)
    if (code === QUOTE) BRACKET_OR_QUOTE.lastIndex = stringEnd(text, end - 1)
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++
    else if (--depth === 0) return end
  }
  return text.length
}

const BRACKET_COMMA_OR_QUOTE = /["{}[\],]/g

/**
 * Whether containers are nested deeper than a limit, or there may be too many values; stops as soon as that is known.
 * Counts each comma and each opening bracket as a value; this is more than the real number only if many containers are
 * empty.
 */
export function exceeds(text: string, limits: { depth: number; values: number }): boolean {
  let depth = 0
  let values = 0
  BRACKET_COMMA_OR_QUOTE.lastIndex = 0
  while (BRACKET_COMMA_OR_QUOTE.test(text)) {
    const end = BRACKET_COMMA_OR_QUOTE.lastIndex
    const code = text.charCodeAt(end - 1)
    if (code === QUOTE) BRACKET_COMMA_OR_QUOTE.lastIndex = stringEnd(text, end - 1)
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
    else if (++values > limits.values || (code !== COMMA && ++depth > limits.depth)) return true
  }
  return false
}
