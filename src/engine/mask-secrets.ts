import type { Lines } from '../document/lines'
import { findTokens } from '../document/token-forms'
import type { Range } from '../findings/types'

/** The values of `secrets` in a text that may be broken: from the key to the bracket that closes, or to the end. */
const SECRETS = /"secrets"\s*:\s*\{[^}]*/g
const KEY_CHARACTER = /[\w-]/
const BLANK = /\s/
const WORD_CHARACTER = /[\w+/=.-]/

/**
 * The text as a report may show it: a report is passed on more freely than the file. What the findings point at is made
 * unreadable, and whatever looks like a token or stands as the value of a secret, also where the text could not be
 * parsed or the value has a wrong type, and no rule has looked at it.
 *
 * @param found places of findings that conceal what they point at
 */
export function maskSecrets(text: string, lines: Lines, found: readonly Range[]): string {
  const spans: [number, number][] = found.map(({ line, column, endLine, endColumn }) => [
    (lines.starts[line - 1] ?? 0) + column - 1,
    (lines.starts[endLine - 1] ?? 0) + endColumn - 1,
  ])
  spans.push(...repeated(text, spans))
  for (const { start, end } of findTokens(text)) spans.push([start, wordEnd(text, end)])
  for (const { 0: block, index } of text.matchAll(SECRETS)) {
    const end = index + block.length
    for (const span of secretValues(text, index + block.indexOf('{') + 1, end)) {
      if (!/^\s*(null|"")?\s*$/.test(text.slice(...span))) spans.push(span)
    }
  }
  return masked(
    text,
    spans.sort(([left], [right]) => left - right),
  )
}

/** A text that holds more different secrets is no definition. */
const MOST_REPEATED = 100

/** Where else the found values stand: what no rule knows for a secret there is the same. */
function repeated(text: string, found: readonly (readonly [number, number])[]): [number, number][] {
  const values = new Set<string>()
  for (const [start, end] of found) {
    // Without the quotes, which may be escaped, what a literal of a script begins with, and the name of a scheme.
    const value = text
      .slice(start, end)
      .replace(/^[rs]?[\\"']+\^?|\$?[\\"']+$/g, '')
      .replace(/^(?:basic|bearer|bot|token)\s+/i, '')
    if (value.length >= 6 && value.length <= 1000 && values.size < MOST_REPEATED) values.add(value)
  }
  if (values.size === 0) return []
  // The longer ones first: one may begin with another.
  const sought = [...values].sort((one, other) => other.length - one.length).map(escapedForExpression)
  return [...text.matchAll(new RegExp(sought.join('|'), 'g'))].map(({ 0: value, index }) => [
    index,
    index + value.length,
  ])
}

function escapedForExpression(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}/-]/g, '\\$&')
}

/**
 * What follows each key, up to the next comma; the key may stay. Looks at each character once: an expression for
 * this would begin anew at every letter of a word without end.
 */
function secretValues(text: string, from: number, end: number): [number, number][] {
  const values: [number, number][] = []
  for (let at = from; at < end; ) {
    const keyEnd = endOfKey(text, at, end)
    if (keyEnd === at) {
      at += 1
      continue
    }
    at = endOfBlanks(text, keyEnd, end)
    if (at === end || text.charAt(at) !== ':') continue
    const value = endOfBlanks(text, at + 1, end)
    const comma = text.indexOf(',', value)
    at = comma === -1 || comma > end ? end : comma
    values.push([value, at])
  }
  return values
}

/** The end of the string or word that begins at an offset; the offset itself when none does. */
function endOfKey(text: string, start: number, end: number): number {
  let at = start
  if (text.charAt(at) === '"') {
    for (at += 1; at < end && text.charAt(at) !== '"'; at += 1) if (text.charAt(at) === '\\') at += 1
    return Math.min(at + 1, end)
  }
  while (at < end && KEY_CHARACTER.test(text.charAt(at))) at += 1
  return at
}

function endOfBlanks(text: string, start: number, end: number): number {
  let at = start
  while (at < end && BLANK.test(text.charAt(at))) at += 1
  return at
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
