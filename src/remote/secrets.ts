import { findTokens } from '../document/token-forms'
import type { FileReport, Finding } from '../findings/types'

/** What stands where a secret stood. */
const REDACTED = '***'

/** A value that is shorter is a word like any other, unless it is a login. */
export const SHORTEST = 8
/** Characters from the start of a login that are redacted, wherever somebody has cut off the rest. */
const SHORTEST_PREFIX = 8
/** The same in Base64, where the marker of a token (`bp_pat_`) takes more characters. */
const SHORTEST_BASE64_PREFIX = 12

/** One encoding of a secret, each of its characters in any spelling. */
interface Needle {
  /** The characters that have to be there. */
  head: RegExp
  /** The characters that follow, unless they were cut off. Sticky. */
  rest: readonly RegExp[]
  /** The same as they are, in lower case. */
  plainRest: string
  /** Whether answers are searched for it. */
  inAnswers: boolean
}

type Span = readonly [start: number, end: number]

/**
 * What the run must not repeat. A server may send back what it was sent, cut and encoded in its own way, so that every
 * text that leaves the process goes through `redact`: messages, findings, names of files, answers that are saved.
 */
export class Secrets {
  readonly #needles: Needle[] = []
  readonly #known = new Set<string>()

  /** Adds a login: a token, a password, the value of a header such as `Authorization`. Its prefixes are secret too. */
  addLogin(login: string): void {
    this.#add(login.trim(), true)
  }

  /** Adds the value of an ordinary header, if it can be told from ordinary text. */
  addValue(value: string): void {
    if (looksSecret(value)) this.#add(value.trim(), false)
  }

  #add(secret: string, login: boolean): void {
    if (secret === '' || this.#known.has(secret)) return
    this.#known.add(secret)
    const inAnswers = secret.length >= SHORTEST
    const add = (text: string, shortest: number) => {
      // Backslashes before the first character are looked for when all else is found.
      const sources = [...text].map((character, index) => spellings(character, index === 0))
      const required = login ? Math.min(sources.length, shortest) : sources.length
      this.#needles.push({
        head: new RegExp(sources.slice(0, required).join(''), 'gi'),
        rest: sources.slice(required).map((source) => new RegExp(source, 'iy')),
        plainRest: text.slice(required).toLowerCase(),
        inAnswers,
      })
    }
    add(secret, SHORTEST_PREFIX)
    if (!inAnswers) return
    for (const text of base64Forms(secret)) add(text, SHORTEST_BASE64_PREFIX)
    add(Buffer.from(secret).toString('hex'), 2 * SHORTEST_PREFIX)
  }

  /** The text without secrets; the same string when there was none. */
  redact(text: string): string {
    return replace(text, this.#find(text, this.#needles))
  }

  /** The bytes of an answer without secrets; the same array when there was none. */
  redactBytes(bytes: Uint8Array): Uint8Array {
    // Latin-1 keeps every byte as one character, so that nothing else changes.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const needles = this.#needles.filter(({ inAnswers }) => inAnswers)
    if (text.includes('\0')) return this.#redactWide(bytes, text, needles)
    const spans = this.#find(text, needles)
    return spans.length === 0 ? bytes : Buffer.from(replace(text, spans), 'latin1')
  }

  /** UTF-16 and UTF-32 have NULs between the characters of a secret; all characters keep their width. */
  #redactWide(bytes: Uint8Array, text: string, needles: readonly Needle[]): Uint8Array {
    const places = Uint32Array.from({ length: bytes.length - (text.split('\0').length - 1) })
    let count = 0
    for (let offset = 0; offset < bytes.length; offset += 1) if (bytes[offset] !== 0) places[count++] = offset
    const spans = this.#find(text.replaceAll('\0', ''), needles)
    if (spans.length === 0) return bytes
    const clean = Uint8Array.from(bytes)
    for (const [start, end] of spans) for (const place of places.subarray(start, end)) clean[place] = ASTERISK
    return clean
  }

  /** A report without secrets in its texts. What readers of the report rely on stays: rules, severities, positions. */
  redactReport(report: FileReport): FileReport {
    if (this.#needles.length === 0) return report
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
      pointer: this.redact(pointer),
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
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.redact(key), this.#value(item)]))
  }

  #find(text: string, needles: readonly Needle[]): Span[] {
    if (needles.length === 0) return []
    const spans: Span[] = []
    for (const needle of needles) {
      const { head } = needle
      head.lastIndex = 0
      for (let match = head.exec(text); match !== null; match = head.exec(text)) {
        let start = match.index
        while (text[start - 1] === '\\') start -= 1
        const end = endOf(text, head.lastIndex, needle)
        spans.push([start, end])
        head.lastIndex = end
      }
    }
    return spans.sort(([left], [right]) => left - right)
  }
}

const ASTERISK = 0x2a

/** Where the characters that follow the head end. */
function endOf(text: string, from: number, { rest, plainRest }: Needle): number {
  const plainEnd = from + plainRest.length
  if (text.slice(from, plainEnd).toLowerCase() === plainRest) return plainEnd
  let end = from
  for (const character of rest) {
    character.lastIndex = end
    if (!character.test(text)) break
    end = character.lastIndex
  }
  return end
}

function replace(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text
  const parts: string[] = []
  let from = 0
  for (const [start, end] of spans) {
    if (end <= from) continue
    if (start >= from) parts.push(text.slice(from, start), REDACTED)
    from = end
  }
  return parts.join('') + text.slice(from)
}

/** Characters that HTML and XML have names for, and those that JSON Pointer escapes. */
const NAMES: Readonly<Record<string, string>> = {
  '&': '&(?:amp;){1,4}',
  '<': '&(?:amp;){0,3}lt;',
  '>': '&(?:amp;){0,3}gt;',
  '"': '&(?:amp;){0,3}quot;',
  "'": '&(?:amp;){0,3}apos;',
  '/': '&(?:amp;){0,3}sol;|~1',
  '+': '&(?:amp;){0,3}plus;',
  '=': '&(?:amp;){0,3}equals;',
  _: '&(?:amp;){0,3}lowbar;',
  '.': '&(?:amp;){0,3}period;',
  ':': '&(?:amp;){0,3}colon;',
  '~': '~0',
  ' ': '\\+',
}

/**
 * The source of an expression for a character as JSON, JavaScript, URLs, HTML and JSON Pointer write it, also where one
 * encoded what another had encoded. Case does not count: hexadecimal digits have both, and a host name loses it.
 * Repetitions are bounded, so that no text makes the search quadratic.
 */
function spellings(character: string, isFirst: boolean): string {
  const code = character.codePointAt(0) ?? 0
  const hex = code.toString(16).padStart(2, '0')
  const literal = character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
  // The longer ones first: what follows a character is not tried again with a shorter one.
  const forms = [
    `${isFirst ? '' : '\\\\{1,8}'}(?:u00${hex}|u\\{0{0,6}${hex}\\}|x${hex})`,
    `%(?:25){0,3}${hex}`,
    `&(?:amp;){0,3}#(?:0{0,6}${code}|x0{0,6}${hex})(?:;|(?![0-9a-f]))`,
    ...(NAMES[character] === undefined ? [] : [NAMES[character]]),
    `${isFirst ? '' : '\\\\{0,8}'}${literal}`,
  ]
  return `(?:${forms.join('|')})`
}

/** What stays the same of a secret in Base64, whatever stands before and after it; both alphabets. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const forms = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor(((before + bytes.length) * 8) / 6)
    return text.slice(first, last)
  })
  return [...new Set(forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]))]
}

/** Names of headers and of query parameters whose value is a login. */
const LOGIN_NAME =
  /auth(?!ors?$)|cookie|token|key$|secret|passw|pwd|credential|session|signature|jwt|assertion|(?:^|[-_])(?:sig|pat|sid|code|otp|pin|pass|hmac|ticket)$/i

export function isLoginName(name: string): boolean {
  return LOGIN_NAME.test(name) && name !== 'nextToken'
}

/** Whether a value could be a secret: no short one, and no words as `eu-west` or `production` are. */
function looksSecret(value: string): boolean {
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

/** Of a value in a URL, more is not shown. */
const LONGEST_SHOWN = 100

/** A URL as reports and messages name it: no user, no password, no fragment, no login in the query, nothing endless. */
export function displayUrl(url: URL, secrets: Secrets): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  shown.hash = ''
  for (const [name, value] of [...shown.searchParams]) {
    const clean = secrets.redact(value)
    if (isLoginName(name) || findTokens(value).length > 0) shown.searchParams.set(name, REDACTED)
    else if (clean.length > LONGEST_SHOWN) shown.searchParams.set(name, `${clean.slice(0, LONGEST_SHOWN)}…`)
  }
  return secrets.redact(shown.href)
}
