import type { Lines } from '../document/lines'
import { findTokens } from '../document/token-forms'
import type { Range } from '../findings/types'

/** The values of `secrets` in a text with syntax errors: from the key to the closing bracket, or to the end. */
const SECRETS = /"secrets"\s*:\s*\{[^}]*/g
const KEY_CHARACTER = /[\w-]/
const BLANK = /\s/
const WORD_CHARACTER = /[\w+/=.-]/

/**
 * Masks secrets in a text, since a report is shared more widely than the file. Masks the places of some findings, and
 * everything that looks like a token or is the value of a secret, even if the text could not be parsed or the value has
 * a wrong type, so that no rule has checked it.
 *
 * @param found places of findings whose text is masked
 */
export function maskSecrets(text: string, lines: Lines, found: readonly Range[]): string {
  const spans: [number, number][] = found.map(({ line, column, endLine, endColumn }) => [
    (lines.startOf(line) ?? 0) + column - 1,
    (lines.startOf(endLine) ?? 0) + endColumn - 1,
  ])
  spans.push(...otherOccurrences(text, spans))
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

/** The maximum number of different secrets; no definition has more. */
const MOST_REPEATED = 100

/** The other occurrences of the found values, which no rule recognises as secrets. */
function otherOccurrences(text: string, found: readonly (readonly [number, number])[]): [number, number][] {
  const values = new Set<string>()
  for (const [start, end] of found) {
    // Without the quotes (perhaps escaped), the prefix of a script literal, and the scheme of a header.
    const value = text
      .slice(start, end)
      .replace(/^[rs]?[\\"']+\^?|\$?[\\"']+$/g, '')
      .replace(/^(?:basic|bearer|bot|token)\s+/i, '')
    if (value.length >= 6 && value.length <= 1000 && values.size < MOST_REPEATED) values.add(value)
  }
  if (values.size === 0) return []
  // Longer values first, since one may contain the beginning of another.
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
 * The text between each key and the next comma, without the key. Reads each character once: a regular expression would
 * backtrack at every letter of a long word.
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

/** The end of the string or word at an offset. Returns the offset when neither starts there. */
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
  // In the order of the text; overlaps are masked once.
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
