// Finds what `JSON.parse` does not report: duplicate keys (the last one wins), numbers that became infinite, unpaired
// surrogates, and deep nesting. The checks cost about a quarter of the parse time; only a suspicious document is
// scanned exactly.

import { BACKSLASH, CARRIAGE_RETURN, LINE_FEED, QUOTE, SPACE, TAB } from './characters'
import { MAX_DEPTH } from './limits'

/**
 * An upper bound for the number of keys in a valid JSON text: the colons that follow a closing quote. It is exact
 * unless a string starts with a colon (`": x"`), since quotes inside strings are escaped.
 */
export function countWrittenKeys(text: string): number {
  let count = 0
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1
    let code = text.charCodeAt(before)
    while (code === SPACE || code === LINE_FEED || code === TAB || code === CARRIAGE_RETURN) {
      code = text.charCodeAt(--before)
    }
    if (code !== QUOTE) continue
    let backslash = before - 1
    while (text.charCodeAt(backslash) === BACKSLASH) backslash--
    if ((before - backslash) % 2 === 1) count++
  }
  return count
}

export interface Survey {
  /** Keys of all objects. */
  keys: number
  /** Items of all arrays. */
  items: number
  /** Levels of containers: 0 for a scalar, 1 for `{}`. */
  depth: number
  /** Whether a number exceeds the range of a double. */
  infinite: boolean
  /** Texts and keys that contain a long word. */
  longWords: string[]
}

/** The minimum length of a long word in characters: prose has none, and every token is one. */
export const LONG_WORD = 20

/** Whether there is a long word in a text: at least `LONG_WORD` characters without white space. */
export function hasLongWord(text: string): boolean {
  return findLongWord(text, 0) !== -1
}

/** Calls a function with the start of each long word, and the word. */
export function eachLongWord(text: string, visit: (start: number, word: string) => void): void {
  for (let start = findLongWord(text, 0); start !== -1; ) {
    let end = start + LONG_WORD
    while (end < text.length && text.charCodeAt(end) > SPACE) end += 1
    visit(start, text.slice(start, end))
    start = findLongWord(text, end)
  }
}

/**
 * The start of the first long word from an offset on, which must not be inside a word; -1 if there is none. Skips prose
 * quickly: it examines only the end of each stretch of `LONG_WORD` characters, after its last space.
 */
function findLongWord(text: string, from: number): number {
  for (let end = from + LONG_WORD - 1; end < text.length; ) {
    let at = end
    while (at > end - LONG_WORD && text.charCodeAt(at) > SPACE) at -= 1
    if (at === end - LONG_WORD) return at + 1
    end = at + LONG_WORD
  }
  return -1
}

const longWordsOf = new WeakMap<object, readonly string[]>()

/** Remembers the texts and keys with a long word for the document of a definition. */
export function rememberLongWords(resource: object, words: readonly string[] | undefined): void {
  if (words !== undefined) longWordsOf.set(resource, words)
}

/** The texts and keys with a long word, such as a token, in the document of a definition; undefined if unknown. */
export function longWordsAround(resource: object): readonly string[] | undefined {
  return longWordsOf.get(resource)
}

/** A parsed value of any depth: by recursion to the depth of ordinary documents, and level by level below. */
export function surveyValue(value: unknown): Survey {
  const longWords = typeof value === 'string' && hasLongWord(value) ? [value] : []
  const findings: Surveying = { keys: 0, items: 0, depth: 0, infinite: isInfinite(value), longWords, deeper: [] }
  if (typeof value === 'object' && value !== null) surveyContainer(value, 1, findings)
  const { deeper, infinite } = findings
  let { depth, keys, items } = findings
  let sawInfinity = infinite
  for (let level = deeper; level.length > 0; depth += 1) {
    const below: Surveying = { keys: 0, items: 0, depth: MAX_DEPTH, infinite: false, longWords, deeper: [] }
    for (const container of level) surveyContainer(container, MAX_DEPTH, below)
    keys += below.keys
    items += below.items
    sawInfinity ||= below.infinite
    level = below.deeper
  }
  return { keys, items, depth, infinite: sawInfinity, longWords }
}

interface Surveying extends Survey {
  /** Containers below the depth limit of the recursion. */
  deeper: object[]
}

// One recursive function: of two functions that call each other, V8 inlines each into the other repeatedly, which takes
// longer than linting a hundred documents.
function surveyContainer(container: object, depth: number, survey: Surveying): void {
  if (depth > survey.depth) survey.depth = depth
  if (Array.isArray(container)) {
    survey.items += container.length
    for (let index = 0; index < container.length; index += 1) {
      const item: unknown = container[index]
      if (typeof item !== 'object') surveyScalar(item, survey)
      else if (item === null) continue
      else if (depth < MAX_DEPTH) surveyContainer(item, depth + 1, survey)
      else survey.deeper.push(item)
    }
    return
  }
  const record = container as Record<string, unknown>
  let keys = 0
  // Objects from JSON.parse have no inherited enumerable keys, and for-in allocates no array.
  for (const key in record) {
    keys += 1
    if (key.length >= LONG_WORD && hasLongWord(key)) survey.longWords.push(key)
    const item = record[key]
    if (typeof item !== 'object') surveyScalar(item, survey)
    else if (item === null) continue
    else if (depth < MAX_DEPTH) surveyContainer(item, depth + 1, survey)
    else survey.deeper.push(item)
  }
  survey.keys += keys
}

function surveyScalar(item: unknown, survey: Surveying): void {
  if (typeof item === 'string') {
    if (item.length >= LONG_WORD && hasLongWord(item)) survey.longWords.push(item)
  } else if (isInfinite(item)) survey.infinite = true
}

function isInfinite(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY
}

declare global {
  interface String {
    // ES2024; in Node since version 20.
    isWellFormed(): boolean
  }
}

/** Whether a valid JSON text contains an unpaired surrogate, directly or as an escape. */
export function hasLoneSurrogate(text: string): boolean {
  return !text.isWellFormed() || ((text.includes('\\ud') || text.includes('\\uD')) && hasLoneEscape(text))
}

/** In a well-formed text, backslashes are only in strings, and each starts an escape. */
function hasLoneEscape(text: string): boolean {
  let afterHigh = -1
  for (let offset = text.indexOf('\\'); offset !== -1; ) {
    let end = offset + 2
    if (text[offset + 1] === 'u') {
      end = offset + 6
      const code = Number.parseInt(text.slice(offset + 2, end), 16)
      const low = code >= 0xdc00 && code <= 0xdfff
      if (low !== (afterHigh === offset)) return true
      if (code >= 0xd800 && code <= 0xdbff) afterHigh = end
    } else if (afterHigh === offset) return true
    offset = text.indexOf('\\', end)
    if (afterHigh === end && offset !== end) return true
  }
  return false
}
