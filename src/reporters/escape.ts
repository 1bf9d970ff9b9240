// Controls, line and paragraph separators, lone surrogates, noncharacters, and all invisible formatting: bidirectional
// overrides, zero-width characters, tags. (The classes are Unicode's general categories.) And the second `#` of
// `##[…]`, `##vso[…]`, `##teamcity[…]`: build logs treat these as commands anywhere in a line.
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufdd0-\ufdef\ufffe\uffff]|(?<=#)#(?=[a-zA-Z]*\[)/gu

/** The maximum length of a message in a report, in UTF-16 code units; the JSON report contains the whole message. */
const LONGEST = 2000

/**
 * Text of a document or a file name, made safe for a terminal or a build log: characters that move the cursor, start a
 * line, reorder or hide text or give a command are shown as `\u{1b}`.
 */
export function escapeTerminal(text: string): string {
  return text.replace(DANGEROUS, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

/** A file's name at the start of a line: `::error::` there would be a workflow command of GitHub's. */
export function escapeTerminalPath(file: string): string {
  const path = escapeTerminal(file)
  return path.trimStart().startsWith('::') ? `./${path}` : path
}

/** The text, truncated with an ellipsis to the length that a person would read. */
export function clip(text: string, longest: number = LONGEST): string {
  if (text.length <= longest) return text
  const last = text.charCodeAt(longest - 2)
  // Never half a surrogate pair.
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 2 : longest - 1)}…`
}

/** JSON in which invisible characters are escaped: the values are the same, and viewers of the file are not misled. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : unicodeEscapes(character),
  )
}

function unicodeEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`
  }).join('')
}
