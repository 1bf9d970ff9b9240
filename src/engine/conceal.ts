import type { Lines } from '../document/lines'
import type { Range } from '../findings/types'
import { findTokens } from '../rules/lifecycle/token-forms'

/** The values of `secrets` in a text that may be broken: from the key to the bracket that closes, or to the end. */
const SECRETS = /"secrets"\s*:\s*\{[^}]*/g
/** A key and what follows it, up to the next comma; the key may stay. */
const SECRET_ENTRY = /((?:"(?:[^"\\]|\\.)*"|[\w-]+)\s*:\s*)([^,]*)/g
const WORD_CHARACTER = /[\w+/=.-]/

/**
 * The text as a report may show it: a report is passed on more freely than the file. What the findings point at is made
 * unreadable, and whatever looks like a token or stands as the value of a secret, also where the text could not be
 * parsed or the value has a wrong type, and no rule has looked at it.
 *
 * @param found places of findings that conceal what they point at
 */
export function conceal(text: string, lines: Lines, found: readonly Range[]): string {
  const spans: [number, number][] = found.map(({ line, column, endLine, endColumn }) => [
    (lines.starts[line - 1] ?? 0) + column - 1,
    (lines.starts[endLine - 1] ?? 0) + endColumn - 1,
  ])
  for (const { start, end } of findTokens(text)) spans.push([start, wordEnd(text, end)])
  for (const { 0: block, index } of text.matchAll(SECRETS)) {
    const open = index + block.indexOf('{') + 1
    for (const entry of text.slice(open, index + block.length).matchAll(SECRET_ENTRY)) {
      const [whole, key = '', value = ''] = entry
      if (/^\s*(null|"")?\s*$/.test(value)) continue
      spans.push([open + entry.index + key.length, open + entry.index + whole.length])
    }
  }
  return masked(
    text,
    spans.sort(([left], [right]) => left - right),
  )
}

function wordEnd(text: string, end: number): number {
  let at = end
  while (at < text.length && WORD_CHARACTER.test(text.charAt(at))) at += 1
  return at
}

function masked(text: string, spans: readonly [number, number][]): string {
  if (spans.length === 0) return text
  const parts: string[] = []
  let done = 0
  // In the order of the text; what one covers, the next need not.
  for (const [from, to] of spans) {
    const start = Math.max(done, from)
    const end = Math.max(start, to)
    parts.push(
      text.slice(done, start),
      text.slice(start, end).replace(/[^\s"]/gu, (character) => '•'.repeat(character.length)),
    )
    done = end
  }
  return parts.join('') + text.slice(done)
}
