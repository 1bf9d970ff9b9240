/** What stands where a secret stood. */
export const REDACTED = '***'

/**
 * Takes secrets out of whatever leaves the process. A server may send back what it was sent, so this
 * holds for answers as well as for our own messages.
 */
export class Redactor {
  readonly #needles: string[] = []

  add(secret: string): void {
    if (secret === '') return
    for (const form of [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]) {
      if (!this.#needles.includes(form)) this.#needles.push(form)
    }
    // A secret may contain another one.
    this.#needles.sort((left, right) => right.length - left.length)
  }

  /** The text without the secrets; the same string when there was none. */
  text(text: string): string {
    let clean = text
    for (const needle of this.#needles) if (clean.includes(needle)) clean = clean.replaceAll(needle, REDACTED)
    return clean
  }

  /** The bytes without the secrets; the same array when there was none. */
  bytes(bytes: Uint8Array): Uint8Array {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (!this.#needles.some((needle) => view.includes(needle))) return bytes
    // Latin-1 keeps every byte as one character, so that nothing else changes.
    let text = view.toString('latin1')
    for (const needle of this.#needles) text = text.replaceAll(Buffer.from(needle).toString('latin1'), REDACTED)
    return Buffer.from(text, 'latin1')
  }

  /** Plain data without the secrets; an escape in JSON may hide one until the text is parsed. */
  data<T>(value: T): T {
    return this.#clean(value) as T
  }

  #clean(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (Array.isArray(value)) return value.map((item) => this.#clean(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.text(key), this.#clean(item)]))
  }
}

/** Query parameters that usually carry a secret; the API's own paging token is none. */
const SECRET_PARAMETER = /token|key|secret|signature|password|credential|auth|^sig$/i

/** A URL as reports and messages name it: no user, no password, no fragment, no secret of the query. */
export function displayUrl(url: URL, redactor: Redactor): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  shown.hash = ''
  for (const name of new Set(shown.searchParams.keys())) {
    if (name !== 'nextToken' && SECRET_PARAMETER.test(name)) shown.searchParams.set(name, REDACTED)
  }
  return redactor.text(shown.href)
}
