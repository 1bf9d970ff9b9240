export const TAB = 0x09
export const LINE_FEED = 0x0a
export const VERTICAL_TAB = 0x0b
export const FORM_FEED = 0x0c
export const CARRIAGE_RETURN = 0x0d
export const SPACE = 0x20
export const QUOTE = 0x22
export const HASH = 0x23
export const DOLLAR = 0x24
export const APOSTROPHE = 0x27
export const ASTERISK = 0x2a
export const PLUS = 0x2b
export const COMMA = 0x2c
export const MINUS = 0x2d
export const DOT = 0x2e
export const SLASH = 0x2f
export const ZERO = 0x30
export const NINE = 0x39
export const COLON = 0x3a
export const EQUALS = 0x3d
export const OPEN_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const CLOSE_BRACKET = 0x5d
export const UNDERSCORE = 0x5f
export const BACKTICK = 0x60
export const LOWER_U = 0x75
export const OPEN_BRACE = 0x7b
export const CLOSE_BRACE = 0x7d

/** The white space of JSON (RFC 8259). */
export function isWhitespace(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN
}

export function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

/** A character of a JavaScript-like name, ASCII only. */
export function isWordCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    isDigit(code) ||
    code === UNDERSCORE ||
    code === DOLLAR
  )
}

export function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

export function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

/** A character as a message shows it: itself in backquotes, or its code point if it is invisible. */
export function describeCharacter(text: string, offset: number): string {
  const code = text.codePointAt(offset) ?? 0
  const character = String.fromCodePoint(code)
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return `\`${character}\``
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
