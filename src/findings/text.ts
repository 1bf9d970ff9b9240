import { closest, distance } from 'fastest-levenshtein'

/** A value as a message quotes it: JSON, at most 60 characters. */
export function quote(value: unknown): string {
  const text =
    typeof value === 'string' ? JSON.stringify(value.length > 200 ? value.slice(0, 200) : value) : describeValue(value)
  return text.length > 60 ? `${sliceWellFormed(text, 57)}…` : text
}

/** The JSON type of a value with its article, for messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  switch (typeof value) {
    case 'object':
      return 'an object'
    case 'string':
      return 'a string'
    case 'boolean':
      return 'a boolean'
    case 'number':
    case 'bigint':
      return 'a number'
    case 'undefined':
      return 'nothing'
    default:
      return `a ${typeof value}`
  }
}

/**
 * A path as messages show it: `states.session.type`, `integrations[3].title`, `interfaces["llm<modelRef>"].id`. The
 * middle of a long one is left out.
 */
export function dotted(path: readonly string[]): string {
  const shown = path.length > MOST_KEYS ? [...path.slice(0, 3), ELLIPSIS, ...path.slice(3 - MOST_KEYS)] : path
  return shown.map((key, index) => (index === 0 ? first(key) : next(key))).join('')
}

const MOST_KEYS = 20
const ELLIPSIS = '…'
const PLAIN_KEY = /^[\w$-]{1,100}$/

function first(key: string): string {
  return key === ELLIPSIS || PLAIN_KEY.test(key) ? key : quote(key)
}

function next(key: string): string {
  if (/^\d+$/.test(key)) return `[${key.slice(0, 20)}]`
  return key === ELLIPSIS || PLAIN_KEY.test(key) ? `.${key}` : `[${quote(key)}]`
}

/** "a", "a or b", "a, b or c". */
export function listed(items: readonly string[], last: 'and' | 'or' = 'or'): string {
  if (items.length <= 1) return items[0] ?? ''
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** The text with a capital first letter, for the beginning of a sentence. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `1 file`, `2 files`; `several` is the plural if it does not end in `s`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`
}

/** The maximum number of names in a message; more would hide the fault. */
const SHOWN_NAMES = 8

/** "a, b and 12 more", or "none". `names` may contain only the first of all names. */
export function someOf(names: readonly string[], count: number = names.length): string {
  if (count === 0) return 'none'
  const shown = names.slice(0, SHOWN_NAMES).map((name) => (/^[\w$.-]{1,60}$/.test(name) ? name : quote(name)))
  return count <= shown.length ? listed(shown, 'and') : `${shown.join(', ')} and ${count - shown.length} more`
}

/** The maximum number of names in the data of a finding: each of thousands of findings may list thousands. */
const LISTED_NAMES = 50

/** The first names of a list, for the data of a finding. */
export function firstOf(names: readonly string[]): string[] {
  return names.slice(0, LISTED_NAMES)
}

// The distance is quadratic in the length, and the words may come from a hostile document.
const LONGEST_WORD = 100
const MOST_CANDIDATES = 300

/**
 * The candidate that was probably meant, if one is near enough to suggest. Of a long list, only the first ones are
 * compared.
 */
export function didYouMean(word: string, given: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined
  const candidates = given.slice(0, MOST_CANDIDATES).filter((candidate) => candidate.length <= LONGEST_WORD)
  if (candidates.length === 0) return undefined
  const normal = normalise(word)
  const equal = candidates.find((candidate) => normalise(candidate) === normal)
  if (equal !== undefined) return equal
  const swapped = candidates.find((candidate) => isSwapped(word, candidate))
  if (swapped !== undefined) return swapped
  const best = closest(word, candidates)
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.length) * 0.4))
  return distance(word, best) <= allowed ? best : undefined
}

/** Whether two neighbouring letters are swapped. In a short word, `distance` considers this too large a difference. */
function isSwapped(word: string, other: string): boolean {
  if (word.length !== other.length) return false
  const at = [...word].findIndex((letter, index) => letter !== other[index])
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2) === other
}

/** The only near candidate: the result of `didYouMean`, unless another candidate is as near. */
export function onlyNear(word: string, candidates: readonly string[]): string | undefined {
  const meant = didYouMean(word, candidates)
  if (meant === undefined) return undefined
  const rest = candidates.filter((candidate) => candidate !== meant)
  const normal = normalise(word)
  if (normalise(meant) === normal) return rest.some((candidate) => normalise(candidate) === normal) ? undefined : meant
  const nearest = distance(word, meant)
  return rest.some((candidate) => distance(word, candidate) <= nearest) ? undefined : meant
}

/** `` or ` Did you mean "x"?` */
export function suggestion(meant: string | undefined): string {
  return meant === undefined ? '' : ` Did you mean ${JSON.stringify(meant)}?`
}

function normalise(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function describeValue(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeName(value)
}

/** Cuts without leaving half a surrogate pair. */
export function sliceWellFormed(text: string, length: number): string {
  const cut = text.slice(0, length)
  const last = cut.charCodeAt(cut.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut
}
