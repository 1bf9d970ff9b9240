import { types } from 'node:util'
import { ASTERISK, BACKSLASH, QUOTE } from '../document/characters'
import { findTokens } from '../document/token-forms'
import type { Span } from '../document/types'
import type { FileReport, Finding } from '../findings/types'
import { isCredentialName, wordsOf } from '../rules/embedded-schemas/credential-names'
import { isKnownProperty } from '../schema/property-names'
import {
  BREAK,
  beginsEscape,
  collect,
  decodeLayer,
  digitOf,
  type Emit,
  encodedForms,
  LAYERS,
  type Reading,
} from './spellings'

/** The replacement for a secret. */
const REDACTED = '***'

/** A shorter value is treated as an ordinary word, unless it is a login. */
const SHORTEST = 8
/** The number of consecutive letters and digits of a login that are redacted, wherever they are in it. */
const FRAGMENT = 8
/** The same in Base64, where the prefix of a token (`bp_pat_`) takes more characters. */
const ENCODED_FRAGMENT = 12
/** The maximum number of other characters between two letters or digits of one word. */
const MOST_SIGNS = 16

/** One form of a secret, reduced to its letters and digits; only these are compared. */
interface SecretForm {
  letters: Uint8Array
  /** The number of consecutive letters that count as the secret. */
  shortest: number
}

/** The place of eight consecutive letters in a form. */
interface FormPosition {
  form: SecretForm
  start: number
  /** The minimum length of a match that starts here. */
  shortest: number
}

/**
 * Removes secrets from the output of a run. A server may send them back in pieces or in another encoding, so every text
 * that leaves the process goes through `redact`: messages, findings, file names, saved answers.
 *
 * A text is searched as it is and with up to four layers of escapes decoded (`spellings.ts`). Only letters and digits
 * are compared, ignoring case; eight consecutive ones of a login count as a part of it. The encodings of a login are
 * found in the same way.
 */
export class SecretRedactor {
  readonly #known = new Set<string>()
  /** By eight letters (`lettersKey`). */
  readonly #places = new Map<number, FormPosition[]>()
  /** The hashes of five letters that occur in keys: a filter that rules out most of a text. */
  readonly #filter = new Uint8Array(FILTER_SIZE)
  /** Secrets with too few letters and digits for the index, as characters. */
  readonly #exact: Uint32Array[] = []
  /** Secrets that are not redacted in answers, where they may be ordinary words. */
  readonly #words: Uint32Array[] = []

  /** Adds a login: a token, a password, the value of a header such as `Authorization`. Its parts are secret too. */
  addLogin(login: string): void {
    this.#add(login.trim(), true)
  }

  /** Adds the value of an ordinary header or parameter, if it is unlike ordinary text. */
  addValue(value: string): void {
    if (looksSecret(value)) this.#add(value.trim(), false)
  }

  #add(secret: string, login: boolean): void {
    if (secret === '' || this.#known.has(secret)) return
    this.#known.add(secret)
    if (secret.length < SHORTEST || isKnownProperty(secret)) {
      this.#words.push(charactersOf(secret))
      return
    }
    const letters = lettersOf(secret)
    if (letters.values.length < FRAGMENT) {
      this.#exact.push(charactersOf(secret))
      return
    }
    for (const form of encodedForms(secret)) this.#addForm(form, login ? letters.values.length : undefined)
  }

  /** @param length the number of letters of the whole secret, if parts of it are secret, too */
  #addForm(text: string, length: number | undefined): void {
    const { values, at } = lettersOf(text)
    const isPlain = length === values.length
    const part =
      length === undefined
        ? values.length
        : isPlain
          ? FRAGMENT
          : Math.max(ENCODED_FRAGMENT, Math.ceil((FRAGMENT * values.length) / length) + 1)
    const form = { letters: values, shortest: Math.min(part, values.length) }
    for (let start = 0; start + FRAGMENT <= values.length; start += 1) {
      const from = at[start] ?? 0
      const to = (at[start + FRAGMENT - 1] ?? 0) + 1
      // A plain word in a secret is redacted only as part of the whole secret: a password may contain `integration`, as
      // every answer does.
      const isWord = isPlain && /^(?:[a-z]+|[A-Z][a-z]*|[A-Z]+)$/.test(text.slice(from, to))
      const { key, tail } = lettersKey(values, start)
      const places = this.#places.get(key) ?? []
      if (places.length < MOST_PLACES) places.push({ form, start, shortest: isWord ? values.length : form.shortest })
      this.#places.set(key, places)
      this.#filter[hashOf(tail)] = 1
    }
  }

  /** The text without secrets; the same string when there was none. */
  redact(text: string): string {
    return this.#redactText(text, true)
  }

  #redactText(text: string, words: boolean): string {
    const isPassed = !this.#hasExact(words) && this.#suspects(Buffer.from(text), false).length === 0
    return isPassed ? text : replace(text, this.#find({ text, isBytes: false, isJson: false }, words))
  }

  /** The same error, without secrets in its message and its stack. */
  redactError(error: unknown): unknown {
    // `instanceof` fails for an error of another realm.
    if (!types.isNativeError(error)) return error
    error.message = this.redact(error.message)
    if (error.stack !== undefined) error.stack = this.redact(error.stack)
    return error
  }

  /** The bytes of an answer without secrets; the same array when there was none. What was JSON stays JSON. */
  redactBytes(bytes: Uint8Array): Uint8Array {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // Latin-1 keeps every byte as one character, so that nothing else changes.
    if (buffer.includes(0)) return this.#redactWide(bytes, buffer.toString('latin1'))
    const suspects = this.#hasExact(false) ? undefined : this.#suspects(buffer, true)
    if (suspects?.length === 0) return bytes
    const text = buffer.toString('latin1')
    const spans = this.#find({ text, isBytes: true, isJson: true }, false, suspects)
    return spans.length === 0 ? bytes : Buffer.from(replace(text, spans, numbersIn(text)), 'latin1')
  }

  /** Redacts UTF-16 and UTF-32; all characters keep their width. */
  #redactWide(bytes: Uint8Array, text: string): Uint8Array {
    // The positions of the ASCII characters, for any width and byte order.
    const places = Uint32Array.from({ length: bytes.length - (text.split('\0').length - 1) })
    let count = 0
    for (let offset = 0; offset < bytes.length; offset += 1) if (bytes[offset] !== 0) places[count++] = offset
    const narrow = this.#find({ text: text.replaceAll('\0', ''), isBytes: false, isJson: true }, false)
    const spans: Span[] = narrow.map(([start, end]) => [places[start] ?? 0, (places[end - 1] ?? 0) + 1])
    const pairs = Buffer.from(bytes.subarray(0, bytes.length & ~1))
    for (const units of [pairs.toString('utf16le'), pairs.swap16().toString('utf16le')]) {
      const found = this.#find({ text: units, isBytes: false, isJson: true }, false)
      spans.push(...found.map(([start, end]): Span => [2 * start, 2 * end]))
    }
    if (spans.length === 0) return bytes
    const clean = Uint8Array.from(bytes)
    for (const [start, end] of spans) {
      for (let at = start; at < end; at += 1) if (clean[at] !== 0) clean[at] = ASTERISK
    }
    return clean
  }

  /** A report without secrets in its texts. What readers of the report rely on stays: rules, severities, positions. */
  redactReport(report: FileReport): FileReport {
    if (this.#known.size === 0) return report
    return {
      ...report,
      file: this.redact(report.file),
      findings: report.findings.map((finding) => this.#finding(finding)),
      suppressed: report.suppressed.map(({ suppression, ...finding }) => ({
        ...this.#finding(finding),
        suppression: { ...suppression, reason: this.redact(suppression.reason) },
      })),
      crashes: report.crashes.map(({ rule, message, stack }) => ({
        rule,
        message: this.redact(message),
        ...(stack === undefined ? {} : { stack: this.redact(stack) }),
      })),
    }
  }

  #finding(finding: Finding): Finding {
    const { message, pointer, data, frame } = finding
    return {
      ...finding,
      message: this.redact(message),
      pointer: this.#name(pointer),
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, this.#value(value)])),
      ...(frame === undefined
        ? {}
        : { frame: { lines: frame.lines.map((line) => ({ ...line, text: this.redact(line.text) })) } }),
    }
  }

  #value(value: unknown): unknown {
    if (typeof value === 'string') return this.redact(value)
    if (Array.isArray(value)) return value.map((item) => this.#value(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.#name(key), this.#value(item)]))
  }

  /** Redacts a pointer or a key. A short secret is kept in it, since it may be the name of a property. */
  #name(text: string): string {
    return this.#redactText(text, false)
  }

  /** Whether there are secrets without an index, for which the whole text is searched. */
  #hasExact(words: boolean): boolean {
    return this.#exact.length > 0 || (words && this.#words.length > 0)
  }

  /**
   * @param words whether to search for secrets that may be ordinary words, too
   * @param ranges where secrets may be
   */
  #find(source: SearchedText, words: boolean, ranges: readonly Span[] = [[0, source.text.length]]): Span[] {
    if (this.#places.size === 0 && !this.#hasExact(words)) return []
    const spans: Span[] = []
    for (const [from, to] of ranges) {
      for (const [start, end] of chunks(from, to)) {
        const reading = collect(end - start, (emit) => readCharacters(source, start, end, emit))
        spans.push(...this.#findIn(reading, words))
      }
    }
    return spans.sort(([left], [right]) => left - right)
  }

  /**
   * Finds the strings of a JSON answer that contain a secret, or may contain an encoded one; so most of an answer is
   * skipped. For other text, the result is everything or nothing.
   *
   * @param bytes UTF-8, or any encoding that extends ASCII
   */
  #suspects(bytes: Uint8Array, isJson: boolean): Span[] {
    const suspects: Span[] = []
    const { length } = bytes
    if (this.#places.size === 0) return suspects
    const filter = this.#filter
    let from = 0
    let suspect = false
    let head = 0
    let tail = 0
    for (let at = 0; at < length; at += 1) {
      const code = bytes[at] ?? 0
      const kind = BYTE_CLASSES[code] ?? 0
      if (kind < SIGN_KIND) {
        head = ((head << 6) | (tail >>> 24)) & MASK
        tail = ((tail << 6) | kind) & MASK
        if (filter[hashOf(tail)] === 1 && !suspect) suspect = this.#places.has(joinedKey(head, tail))
      } else if (kind === SUSPECT) {
        suspect ||= !isJson || maySpell(bytes, at)
        // A quotation mark after a backslash does not end the string.
        if (code === BACKSLASH) at += 1
      } else if (code === QUOTE && isJson) {
        if (suspect) suspects.push([from, at + 1])
        suspect = false
        from = at
      }
    }
    if (suspect) suspects.push([from, length])
    return suspects
  }

  /** The secrets in a text and in its decoded forms, as ranges of the source. */
  #findIn(reading: Reading, words: boolean): Span[] {
    const spans: Span[] = []
    let borders: Reading | undefined
    let current: Reading | undefined = reading
    for (let layer = 0; current !== undefined && layer <= LAYERS; layer += 1) {
      this.#search(current, words, spans)
      current = layer === LAYERS ? undefined : decodeLayer(current)
      borders ??= current
    }
    return borders === undefined ? spans : spans.map((span) => widened(span, borders))
  }

  #search(reading: Reading, words: boolean, spans: Span[]): void {
    const { starts, ends } = reading
    const found = (first: number, last: number) => spans.push([starts[first] ?? 0, ends[last] ?? 0])
    const { values, at } = lettersIn(reading)
    let head = 0
    let tail = 0
    for (let index = 0; index < values.length; index += 1) {
      const value = values[index] ?? 0
      head = ((head << 6) | (tail >>> 24)) & MASK
      tail = ((tail << 6) | value) & MASK
      if (this.#filter[hashOf(tail)] !== 1) continue
      const places = this.#places.get(joinedKey(head, tail))
      if (places === undefined) continue
      const span = longest(places, values, index - FRAGMENT + 1)
      if (span === undefined) continue
      found(at[span[0]] ?? 0, at[span[1] - 1] ?? 0)
      // Each place is reported once; the next match may overlap it.
      index = span[1] - 1
      ;({ head, tail } = lastEight(values, index - FRAGMENT + 1))
    }
    for (const secret of words ? [...this.#exact, ...this.#words] : this.#exact) findExact(reading, secret, found)
  }
}

/** A text, or the bytes of one as Latin-1. */
interface SearchedText {
  text: string
  isBytes: boolean
  /** An unescaped quotation mark ends a string. No match extends across it, and it is never redacted. */
  isJson: boolean
}

/** The maximum number of places stored for each key: a secret of one repeated letter has thousands. */
const MOST_PLACES = 16
const FILTER_SIZE = 2 ** 15
/** The number of letters, of six bits each, that are looked up in the filter. */
const TAIL = 5
const MASK = 2 ** (6 * TAIL) - 1

/** The class of a byte: the number of a letter or digit, a sign, or a byte that may begin an escape or is not ASCII. */
const SIGN_KIND = 0x40
const SUSPECT = 0x41
const BYTE_CLASSES = Uint8Array.from({ length: 0x100 }, (_, code) => {
  const digit = digitOf(code)
  return digit < 36 ? digit + 1 : code >= 0x80 || beginsEscape(code) ? SUSPECT : SIGN_KIND
})

function hashOf(tail: number): number {
  return Math.imul(tail, 0x9e3779b1) >>> 17
}

/** The key of the last eight letters: five in `tail`, and three of those before. */
function joinedKey(head: number, tail: number): number {
  return (head & 0x3ffff) * 2 ** 30 + tail
}

/**
 * JSON escapes that decode to a sign, rather than to a letter or digit. After a second backslash, the text may be
 * escaped twice.
 */
const PLAIN_ESCAPES: ReadonlySet<number> = new Set([...'"/bfnrt'].map((character) => character.charCodeAt(0)))

/** Whether an escape or a character that begins here may be a letter or digit, in some layer. */
function maySpell(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1] ?? 0
  switch (bytes[at]) {
    case BACKSLASH:
      return !PLAIN_ESCAPES.has(next)
    case 0x25: // %
      return digitOf(next) < 16 || next === 0x75 || next === 0x55
    case 0x3d: // =
      return digitOf(next) < 16
    case 0x26: // &
      return next === 0x23 || digitOf(next) < 36
    case 0x7e: // ~
      return next === 0x30 || next === 0x31
    default:
      return true
  }
}

function lettersKey(values: Uint8Array, start: number): { key: number; tail: number } {
  const { head, tail } = lastEight(values, start)
  return { key: joinedKey(head, tail), tail }
}

function lastEight(values: Uint8Array, start: number): { head: number; tail: number } {
  let head = 0
  let tail = 0
  for (let index = start; index < start + FRAGMENT; index += 1) {
    head = ((head << 6) | (tail >>> 24)) & MASK
    tail = ((tail << 6) | (values[index] ?? 0)) & MASK
  }
  return { head, tail }
}

/** The letters and digits of a reading, as numbers from 1, with 0 between words; and their positions. */
interface Letters {
  values: Uint8Array
  at: Uint32Array
}

function lettersIn({ codes }: Reading): Letters {
  const values = new Uint8Array(codes.length)
  const at = new Uint32Array(codes.length)
  let length = 0
  let signs = 0
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0
    const kind = code < 0x80 ? (BYTE_CLASSES[code] ?? 0) : SIGN_KIND
    if (kind < SIGN_KIND) {
      values[length] = kind
      at[length] = index
      length += 1
      signs = 0
    } else {
      signs += 1
      if ((code === BREAK || signs > MOST_SIGNS) && length > 0 && values[length - 1] !== 0) {
        at[length] = index
        length += 1
      }
    }
  }
  return { values: values.subarray(0, length), at: at.subarray(0, length) }
}

function readingOf(text: string): Reading {
  return collect(text.length, (emit) => readCharacters({ text, isBytes: false, isJson: false }, 0, text.length, emit))
}

/** The letters of a text, and their positions. */
function lettersOf(text: string): Letters {
  const reading = readingOf(text)
  const { values, at } = lettersIn(reading)
  return { values, at: at.map((index) => reading.starts[index] ?? 0) }
}

function charactersOf(text: string): Uint32Array {
  return readingOf(text).codes.map(lowerCase)
}

/** The longest common part of a text and a form, around eight equal letters. */
function longest(places: readonly FormPosition[], values: Uint8Array, index: number): Span | undefined {
  let best: Span | undefined
  for (const { form, start, shortest } of places) {
    const { letters } = form
    let before = 0
    while (start > before && index > before && letters[start - before - 1] === values[index - before - 1]) before += 1
    let after = FRAGMENT
    while (start + after < letters.length && letters[start + after] === values[index + after]) after += 1
    const length = before + after
    if (length >= shortest && (best === undefined || length > best[1] - best[0])) best = [index - before, index + after]
  }
  return best
}

function findExact({ codes }: Reading, secret: Uint32Array, found: (first: number, last: number) => void): void {
  for (let at = 0; at + secret.length <= codes.length; at += 1) {
    let length = 0
    while (length < secret.length && lowerCase(codes[at + length] ?? 0) === secret[length]) length += 1
    if (length < secret.length) continue
    found(at, at + length - 1)
    at += length - 1
  }
}

function lowerCase(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code
}

/** The maximum number of characters that are read at once. */
const READ_AT_ONCE = 2 ** 17
/** The overlap of two reads: more than eight letters of a secret in the longest encoding. */
const OVERLAP = 2 ** 14

function* chunks(from: number, to: number): Generator<Span> {
  let start = from
  for (;;) {
    const end = Math.min(to, start + READ_AT_ONCE)
    yield [start, end]
    if (end === to) return
    start = end - OVERLAP
  }
}

function readCharacters({ text, isBytes, isJson }: SearchedText, from: number, to: number, emit: Emit): void {
  for (let at = from; at < to; ) {
    const code = text.charCodeAt(at)
    if (code < 0x80) {
      const isEscape = code === BACKSLASH && at + 1 < to && text.charCodeAt(at + 1) < 0x80
      emit(isJson && code === QUOTE ? BREAK : code, at, at + 1)
      if (isEscape) emit(text.charCodeAt(at + 1), at + 1, at + 2)
      at += isEscape ? 2 : 1
      continue
    }
    const { point, length } = isBytes ? utf8At(text, at) : { point: text.codePointAt(at) ?? code, length: 0 }
    const end = at + (length === 0 ? (point > 0xffff ? 2 : 1) : length)
    emit(point, at, end)
    at = end
  }
}

/** The UTF-8 character that begins at a byte; the byte itself if it does not begin one. */
function utf8At(text: string, at: number): { point: number; length: number } {
  const first = text.charCodeAt(at)
  const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
  let point = first & (0x3f >> more)
  for (let nth = 1; nth <= more; nth += 1) {
    const byte = text.charCodeAt(at + nth)
    if ((byte & 0xc0) !== 0x80) return { point: first, length: 1 }
    point = (point << 6) | (byte & 0x3f)
  }
  return more === 0 ? { point: first, length: 1 } : { point: Math.min(point, 0x10ffff), length: more + 1 }
}

/** Extends a span to whole escapes, since half an escape would damage the text. */
function widened([start, end]: Span, { starts, ends }: Reading): Span {
  const first = lastNotAfter(starts, start)
  const last = lastNotAfter(starts, end - 1)
  return [Math.min(start, starts[first] ?? start), Math.max(end, ends[last] ?? end)]
}

/** The index of the last number that is not larger than the limit. */
function lastNotAfter(sorted: Uint32Array, limit: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((sorted[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}

const NUMBER = /^[\d.eE+-]+$/

/** Whether a span belongs to a JSON number outside of quotation marks. Must be called in the order of the text. */
function numbersIn(text: string): (span: Span) => boolean {
  let at = 0
  let isInString = false
  return ([start, end]) => {
    if (!NUMBER.test(text.slice(start, end))) return false
    for (; at < start; at += 1) {
      const code = text.charCodeAt(at)
      if (code === QUOTE) isInString = !isInString
      else if (code === BACKSLASH) at += 1
    }
    return !isInString
  }
}

/** @param isNumber whether a span must stay a number */
function replace(text: string, spans: readonly Span[], isNumber: (span: Span) => boolean = () => false): string {
  if (spans.length === 0) return text
  const parts: string[] = []
  let from = 0
  for (const [start, end] of spans) {
    if (end <= from) continue
    if (start >= from) {
      const clean = isNumber([start, end]) ? text.slice(start, end).replace(/\d/g, '1') : REDACTED
      parts.push(text.slice(from, start), clean)
    }
    from = end
  }
  return parts.join('') + text.slice(from)
}

/**
 * Words in the names of headers and query parameters whose value is a login, in addition to the names of credentials.
 */
const LOGIN_NAME =
  /auth(?!ors?$)|cookie|token|key$|secret|passw|credential|session|signature|assertion|(?:^|[-_.])(?:sig|sid|code|pin|pass|hmac|ticket)$/i

/** Words of further query parameters, which make a link work once or for one person. */
const LINK_WORDS: ReadonlySet<string> = new Set([
  'challenge',
  'csrf',
  'hash',
  'invitation',
  'invite',
  'mac',
  'magic',
  'nonce',
  'oob',
  'phrase',
  'refresh',
  'sso',
  'state',
  'tok',
  'verifier',
  'xsrf',
])

/** Whether a header or a query parameter of this name contains a login. */
export function isLoginName(name: string): boolean {
  return (LOGIN_NAME.test(name) && name !== 'nextToken') || isCredentialName(name)
}

/** Whether a query parameter of this name contains a login. More names are in use than for headers. */
export function isLoginParameter(name: string): boolean {
  return isLoginName(name) || /^saml/i.test(name) || wordsOf(name).some((word) => LINK_WORDS.has(word))
}

/**
 * Whether a value could be a secret: it is not short, and does not consist of words, such as `eu-west` or `production`.
 */
export function looksSecret(value: string): boolean {
  return value.trim().length >= SHORTEST && !/^[A-Za-z]+(?:[-_./: ][A-Za-z]+)*$/.test(value.trim())
}

/** The parts of a header's value that are secret: without the scheme; the values of cookies; the password of Basic. */
export function loginsIn(value: string): string[] {
  const [, scheme = '', login = value] = SCHEME.exec(value) ?? []
  const parts = login
    .split(/[;,\s]+/)
    .flatMap((part) => (part.includes('=') ? [part.slice(part.indexOf('=') + 1)] : []))
  if (/^basic$/i.test(scheme)) {
    const decoded = Buffer.from(login, 'base64').toString('utf8')
    parts.push(decoded.slice(decoded.indexOf(':') + 1))
  }
  return [login, ...parts.filter((part) => part.length >= SHORTEST)]
}

const SCHEME = /^(bearer|basic|digest|token|apikey|hmac|negotiate)\s+(\S.*)$/i

/** The maximum number of characters of a value in a URL that are shown. */
const LONGEST_SHOWN = 100

/** A URL as reports and messages show it: without user, password, fragment and logins in the query, and truncated. */
export function displayUrl(url: URL, secrets: SecretRedactor): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  shown.hash = ''
  for (const [name, value] of [...shown.searchParams]) {
    const clean = secrets.redact(value)
    if (isLoginParameter(name) || findTokens(value).length > 0) shown.searchParams.set(name, REDACTED)
    else if (clean.length > LONGEST_SHOWN) shown.searchParams.set(name, `${clean.slice(0, LONGEST_SHOWN)}…`)
  }
  return secrets.redact(shown.href)
}
