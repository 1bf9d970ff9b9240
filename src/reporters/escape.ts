// Controls, line and paragraph separators, lone surrogates, and everything that formats text without
// being seen: bidirectional overrides, zero-width characters, tags (Unicode's general categories).
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** How much of a message a report repeats; the JSON report has all of it. UTF-16 code units. */
const LONGEST = 2000

/**
 * Text of a document or a file name as a terminal may be given it: what could move the cursor, start
 * a line, reorder or hide text is shown as `\u{1b}`.
 */
export function escapeTerminal(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

/** The text, or as much of it as a person would read and an ellipsis. */
export function clip(text: string, longest: number = LONGEST): string {
  if (text.length <= longest) return text
  const last = text.charCodeAt(longest - 2)
  // Never half a surrogate pair.
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 2 : longest - 1)}…`
}
