import { isFields, stringAt } from '../document/values'
import { messageOf } from '../findings/errors'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { quote } from '../findings/text'
import { explainNetwork, explainStatus, type Failure, PASSING } from './failure'
import { displayUrl, type Redactor } from './redaction'
import { type Answer, type Exchange, isLoopback, Transport, TransportError, type TransportOptions } from './transport'

export interface ClientOptions extends TransportOptions {
  /** How often a request is repeated after a fault that may pass. */
  retries: number
  /** Sent with every request to `origin`, and to no other. */
  headers: Readonly<Record<string, string>>
  origin: string
  redactor: Redactor
  /** Stops everything: what is under way fails as interrupted. */
  signal: AbortSignal
  /** Told of each attempt, without secrets. */
  log?: (line: string) => void
  /** Resolves after so many milliseconds, or when the signal is raised. */
  pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  random?: () => number
}

export type Outcome = { answer: Answer; failure?: undefined } | { answer?: undefined; failure: Failure }

/** Backoff without a Retry-After, in milliseconds: doubled each time up to the longest, half of it random. */
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
/** A server that asks for more patience than this is left alone. */
const LONGEST_RETRY_AFTER = 120_000
const MOST_REDIRECTS = 5

/** Talks to one origin: credentials, retries, redirects, and every fault as a message with a remedy. */
export class Client {
  readonly #options: ClientOptions
  readonly #transport: Transport

  constructor(options: ClientOptions) {
    this.#options = options
    this.#transport = new Transport(options)
  }

  close(): void {
    this.#transport.close()
  }

  /** The URL without secrets. */
  display(url: URL): string {
    return displayUrl(url, this.#options.redactor)
  }

  /**
   * The answer to a request: any answer with a status below 400 that is no redirect. Never rejects.
   *
   * @param accept further statuses that are an answer and no fault
   */
  async send(exchange: Exchange, accept: readonly number[] = []): Promise<Outcome> {
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
      await pause(retryAfter ?? this.#backoff(attempt), signal)
    }
  }

  async #attempt(exchange: Exchange, accept: readonly number[]): Promise<{ outcome: Outcome; retryAfter?: number }> {
    let { url } = exchange
    for (let redirects = 0; ; redirects += 1) {
      const request = `${exchange.method} ${this.display(url)}`
      const fail = (cause: Failure['cause'], message: string, remedy: string) => ({
        outcome: { failure: { cause, request, message: this.#options.redactor.text(message), remedy } },
      })
      let answer: Answer
      try {
        answer = await this.#transport.exchange(
          { ...exchange, url, headers: this.#headersFor(exchange, url) },
          this.#options.signal,
        )
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
        const target = headers.location === undefined ? undefined : parseUrl(headers.location, url)
        if (target === undefined)
          return fail('redirect', `the server answered ${status} without a place to go to`, 'Check the URL.')
        if (target.origin !== url.origin) {
          return fail(
            'redirect',
            `the server redirects to another origin, ${target.origin}, which is refused: the token stays with ${url.origin}`,
            'If the API has moved there, say so with --api-url or --url.',
          )
        }
        if (redirects === MOST_REDIRECTS || exchange.method !== 'GET') {
          return fail('redirect', `the server redirects on and on (${redirects + 1} times)`, 'Check the URL.')
        }
        url = target
        continue
      }

      const explained = explainStatus(status)
      const failed = fail(explained.cause, `${explained.message}${serverSays(body)}`, explained.remedy)
      const retryAfter = retryAfterOf(headers['retry-after'])
      return retryAfter === undefined ? failed : { ...failed, retryAfter }
    }
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

/** Why credentials may not be sent to a URL; undefined where they may. */
export function insecure(url: URL): string | undefined {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return undefined
  return url.protocol === 'http:'
    ? 'it is plain http, which anybody on the way can read; use https (plain http is for this machine only)'
    : `its scheme is ${url.protocol.slice(0, -1)}; use https`
}

/** @returns milliseconds from now (RFC 9110, section 10.2.3: seconds or a date) */
function retryAfterOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}

/** The message of the API's own error body, `{ code, type, message, id }`. */
function serverSays(body: Uint8Array): string {
  const error = errorOf(body)
  return error === undefined ? '' : ` and says ${quote(error.message)}`
}

export interface ServerError {
  message: string
  type?: string
  id?: string
}

/** What an error body says; undefined when it is no JSON or says nothing. */
export function errorOf(body: Uint8Array): ServerError | undefined {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(body.subarray(0, 100_000)).toString('utf8'))
  } catch {
    return undefined
  }
  if (!isFields(value)) return undefined
  // The API's own form; or problem details (RFC 9457), which gateways answer with.
  const message = stringAt(value, 'message') ?? stringAt(value, 'detail') ?? stringAt(value, 'title')
  if (message === undefined) return undefined
  const type = stringAt(value, 'type')
  const id = stringAt(value, 'id')
  return { message, ...(type === undefined ? {} : { type }), ...(id === undefined ? {} : { id }) }
}

function parseUrl(text: string, base: URL): URL | undefined {
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
