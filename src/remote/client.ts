import { isFields, own, stringAt } from '../document/values'
import { messageOf } from '../findings/errors'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { quote } from '../findings/text'
import { isJsonType } from './answers'
import { explainNetwork, explainStatus, type Failure, PASSING, TransportError } from './failure'
import { displayUrl, type SecretRedactor } from './secrets'
import { type Answer, type Exchange, isLoopback, Transport, type TransportOptions } from './transport'

export interface ClientOptions extends TransportOptions {
  /** The timeout of a request with its redirects, from its start to the last byte, in milliseconds. */
  timeout: number
  /** The number of retries after a temporary fault. */
  retries: number
  /** Headers sent with every request to `origin`, and to no other. */
  headers: Readonly<Record<string, string>>
  origin: string
  secrets: SecretRedactor
  /** Aborts all requests, which then fail as interrupted. */
  signal: AbortSignal
  /** Called with a log line for each attempt, without secrets. */
  log?: (line: string) => void
  /** Resolves after a number of milliseconds, or when the signal is aborted. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  random?: () => number
}

export type RequestOutcome = { answer: Answer; failure?: undefined } | { answer?: undefined; failure: Failure }

/**
 * The first pause without a Retry-After header, in milliseconds; it doubles up to the longest, and half of it is
 * random.
 */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
/** The minimum pause, if the server asks for a shorter one. */
const SHORTEST_PAUSE = 100
/** The maximum pause, in milliseconds: if the server asks for a longer one, the request is not retried. */
const LONGEST_RETRY_AFTER = 120_000
/** The maximum total of all pauses of a run, in milliseconds. */
const MOST_PAUSES = 600_000
const MOST_REDIRECTS = 5

/** Sends requests to one origin: credentials, retries, redirects, and a message with a remedy for every fault. */
export class Client {
  readonly #options: ClientOptions
  readonly #transport: Transport
  #paused = 0

  constructor(options: ClientOptions) {
    this.#options = options
    this.#transport = new Transport(options)
  }

  close(): void {
    this.#transport.close()
  }

  /** The URL without secrets. */
  display(url: URL): string {
    return displayUrl(url, this.#options.secrets)
  }

  /**
   * The answer to a request: any answer with a status below 400 that is not a redirect. Never rejects.
   *
   * @param accept further statuses that count as an answer rather than a fault
   */
  async send(exchange: Exchange, accept: readonly number[] = []): Promise<RequestOutcome> {
    const { retries, signal, pause = rest } = this.#options
    for (let attempt = 0; ; attempt += 1) {
      const { outcome, retryAfter } = await this.#attempt(exchange, accept)
      const { failure } = outcome
      if (failure === undefined || !PASSING.has(failure.cause) || attempt >= retries || signal.aborted) {
        if (failure !== undefined && attempt > 0) failure.message += `, ${attempt + 1} times in a row`
        return outcome
      }
      if (retryAfter !== undefined && retryAfter > LONGEST_RETRY_AFTER) {
        failure.message += `, and asks to wait ${Math.ceil(retryAfter / 1000)} s`
        return outcome
      }
      const wait = retryAfter === undefined ? this.#backoff(attempt) : Math.max(SHORTEST_PAUSE, retryAfter)
      if (this.#paused + wait > MOST_PAUSES) {
        failure.message += `; not retried, since all pauses of the run are limited to ${MOST_PAUSES / 1000} s, and it has waited ${Math.round(this.#paused / 1000)} s`
        return outcome
      }
      this.#paused += wait
      await pause(wait, signal)
    }
  }

  async #attempt(
    exchange: Exchange,
    accept: readonly number[],
  ): Promise<{ outcome: RequestOutcome; retryAfter?: number }> {
    const { timeout, signal } = this.#options
    const stop = new AbortController()
    const interrupt = () => stop.abort(new TransportError('interrupted', 'it was interrupted'))
    const timer = setTimeout(
      () => stop.abort(new TransportError('timeout', `the answer was not complete within ${timeout / 1000} s`)),
      timeout,
    )
    signal.addEventListener('abort', interrupt)
    if (signal.aborted) interrupt()
    try {
      return await this.#follow(exchange, accept, stop.signal)
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupt)
    }
  }

  async #follow(
    exchange: Exchange,
    accept: readonly number[],
    signal: AbortSignal,
  ): Promise<{ outcome: RequestOutcome; retryAfter?: number }> {
    let { url } = exchange
    for (let redirects = 0; ; redirects += 1) {
      const request = `${exchange.method} ${this.display(url)}`
      const fail = (cause: Failure['cause'], message: string, remedy: string) => ({
        outcome: { failure: { cause, request, message: this.#options.secrets.redact(message), remedy } },
      })
      let answer: Answer
      try {
        answer = await this.#transport.exchange({ ...exchange, url, headers: this.#headersFor(exchange, url) }, signal)
      } catch (error) {
        const { code, message } =
          error instanceof TransportError ? error : { code: 'network', message: messageOf(error) }
        this.#options.log?.(`${request}: ${code}`)
        const explained = explainNetwork(code, message)
        return fail(explained.cause, explained.message, explained.remedy)
      }
      const { status, headers, body } = answer
      this.#options.log?.(
        `${request}: ${status}, ${headers['content-type'] ?? 'no content type'}, ${body.byteLength} bytes`,
      )
      if (status < 300 || accept.includes(status)) return { outcome: { answer } }

      if (status < 400) {
        const target = headers.location === undefined ? undefined : resolveUrl(headers.location, url)
        if (target === undefined)
          return fail('redirect', `the server answered ${status} without a valid Location header`, 'Check the URL.')
        if (target.origin !== url.origin) {
          return fail(
            'redirect',
            `the server redirects to another origin, ${target.origin}, which is refused: the token stays with ${url.origin}`,
            'If the API has moved there, pass its new address with --api-url or --url.',
          )
        }
        if (redirects === MOST_REDIRECTS || exchange.method !== 'GET') {
          return fail('redirect', `the server redirected ${redirects + 1} times in a row`, 'Check the URL.')
        }
        url = target
        continue
      }

      const explained = explainStatus(status)
      const failed = fail(explained.cause, `${explained.message}${this.#serverSays(body)}`, explained.remedy)
      const retryAfter = retryAfterOf(headers['retry-after'])
      return retryAfter === undefined ? failed : { ...failed, retryAfter }
    }
  }

  /**
   * The message of the API's error body. Secrets are removed before `quote` truncates the text, which may
   * cut a secret in two.
   */
  #serverSays(body: Uint8Array): string {
    const error = errorOf(body, this.#options.secrets)
    return error === undefined ? '' : ` and says ${quote(error.message)}`
  }

  #headersFor(exchange: Exchange, url: URL): Record<string, string> {
    const home = url.origin === this.#options.origin
    return {
      'user-agent': `${TOOL_NAME}/${TOOL_VERSION}`,
      ...exchange.headers,
      ...(home ? this.#options.headers : {}),
    }
  }

  #backoff(attempt: number): number {
    const { random = Math.random } = this.#options
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt) * (0.5 + random() / 2)
  }
}

/** Why credentials may not be sent to a URL; undefined if they may. */
export function insecure(url: URL): string | undefined {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return url.protocol === 'http:'
    ? 'anybody on the network path can read plain http; use https (plain http is allowed for this machine only)'
    : `its scheme is ${url.protocol.slice(0, -1)}; use https`
}

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /

/**
 * @returns milliseconds from now; undefined unless the header is a number of seconds or a date in the future (RFC 9110,
 *   section 10.2.3). `Date.parse` alone would take "-5" and "1.5" for dates.
 */
function retryAfterOf(header: string | undefined): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1000
  if (!HTTP_DATE.test(text)) return undefined
  const wait = Date.parse(text) - Date.now()
  return wait > 0 ? wait : undefined
}

export interface ServerError {
  message: string
  /** The status, which the API's own errors repeat in their body. */
  code?: number
  type?: string
  id?: string
}

/** The value of a text of strict JSON in UTF-8; undefined for anything else. */
export function strictJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
  } catch {
    return undefined
  }
}

/** The maximum number of bytes read of an error body. */
const LONGEST_ERROR = 100_000

/** The message of an error body, without secrets; undefined if it is not JSON or has no message. */
export function errorOf(body: Uint8Array, secrets: SecretRedactor): ServerError | undefined {
  const value = strictJson(body.subarray(0, LONGEST_ERROR))
  if (!isFields(value)) return undefined
  const text = (key: string) => {
    const found = stringAt(value, key)
    return found === undefined ? undefined : secrets.redact(found)
  }
  // The API's own form, `{ code, type, message, id }`, or the problem details (RFC 9457) of gateways.
  const message = text('message') ?? text('detail') ?? text('title')
  if (message === undefined) return undefined
  const type = text('type')
  const id = text('id')
  const code = own(value, 'code')
  return {
    message,
    ...(typeof code === 'number' ? { code } : {}),
    ...(type === undefined ? {} : { type }),
    ...(id === undefined ? {} : { id }),
  }
}

/**
 * The error of an answer, if it has the API's own form: `{ code, type, message, id }` in JSON, where `code` is the
 * status.
 */
export function apiErrorOf(
  { status, headers, body }: Answer,
  secrets: SecretRedactor,
): (ServerError & { type: string }) | undefined {
  const error = errorOf(body, secrets)
  const { type } = error ?? {}
  if (error === undefined || type === undefined || type === '' || error.code !== status) return undefined
  return isJsonType(headers['content-type']) ? { ...error, type } : undefined
}

function resolveUrl(text: string, base: URL): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
    const timer = setTimeout(finish, milliseconds)
    if (signal.aborted) finish()
    signal.addEventListener('abort', finish)
  })
}
