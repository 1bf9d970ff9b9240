import { Agent as HttpAgent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { PassThrough, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { arrayAt } from '../document/values'
import { asFields, codeOf, messageOf } from '../findings/errors'

// Why neither `@botpress/client` nor `fetch` reads the answers: what is judged is the answer as it was
// received, and the official client gives parsed values only (axios turns broken JSON into a string),
// follows redirects to other origins, and copies the known properties out of a body before it sends it,
// so that the API's validation never sees a misspelt one. The platform's `fetch` knows neither proxies
// nor further certificates in Node.js 20 and 22. `node:https` has all of it, and loads in a moment.

export interface Exchange {
  method: 'GET' | 'POST' | 'PUT'
  url: URL
  headers: Readonly<Record<string, string>>
  body?: Uint8Array
}

/** An answer as it was received, its content encoding undone. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Uint8Array
}

export interface TransportOptions {
  /** For a whole exchange, in milliseconds. */
  timeout: number
  /** The largest body that is read, decoded, in bytes. */
  maxBytes: number
  /** Certificate authorities, PEM, instead of those of Node.js. */
  ca: readonly string[] | undefined
  concurrency: number
}

/** An exchange that came to no answer. `code` is ours (in lower case) or that of Node.js. */
export class TransportError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Sends one request at a time for each caller; follows nothing, repeats nothing. */
export class Transport {
  readonly #options: TransportOptions
  readonly #http: HttpAgent
  readonly #https: HttpsAgent
  readonly #proxies = new Map<string, HttpsProxyAgent<string>>()

  constructor(options: TransportOptions) {
    this.#options = options
    this.#http = new HttpAgent({ keepAlive: true, maxSockets: options.concurrency })
    this.#https = new HttpsAgent({ keepAlive: true, maxSockets: options.concurrency })
  }

  /** @throws TransportError */
  exchange({ method, url, headers, body }: Exchange, signal: AbortSignal): Promise<Answer> {
    const { timeout, maxBytes, ca } = this.#options
    return new Promise((done, fail) => {
      let cut: TransportError | undefined
      const stop = (error: TransportError) => {
        cut ??= error
        request.destroy(error)
      }
      const onAbort = () => stop(new TransportError('interrupted', 'it was interrupted'))
      const timer = setTimeout(
        () => stop(new TransportError('timeout', `there was no whole answer within ${timeout / 1000} s`)),
        timeout,
      )
      const settle = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
      }
      const failWith = (error: unknown) => {
        settle()
        fail(cut ?? asTransportError(error))
      }
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
        method,
        agent: this.#agentFor(url),
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate, br',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': body.byteLength }),
        },
        ...(ca === undefined ? {} : { ca: [...ca] }),
      })
      request.on('error', failWith)
      request.on('response', (response) => {
        receive(response, maxBytes).then((received) => {
          settle()
          done({ status: response.statusCode ?? 0, headers: response.headers, body: received })
        }, failWith)
      })
      if (signal.aborted) onAbort()
      signal.addEventListener('abort', onAbort)
      request.end(body)
    })
  }

  close(): void {
    for (const agent of [this.#http, this.#https, ...this.#proxies.values()]) agent.destroy()
  }

  #agentFor(url: URL): HttpAgent {
    const direct = url.protocol === 'https:' ? this.#https : this.#http
    // What is sent to this machine in plain text is for this machine alone.
    const proxy = isLoopback(url) ? '' : getProxyForUrl(url.href)
    if (proxy === '') return direct
    let agent = this.#proxies.get(proxy)
    if (agent === undefined) {
      agent = new HttpsProxyAgent(proxy, {
        keepAlive: true,
        maxSockets: this.#options.concurrency,
        ...(this.#options.ca === undefined ? {} : { ca: [...this.#options.ca] }),
      })
      this.#proxies.set(proxy, agent)
    }
    return agent
  }
}

/** Whether a URL leads to this very machine, whatever the network says. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

async function receive(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new TransportError('too-large', `the answer is larger than ${maxBytes} bytes`)
  if (Number(response.headers['content-length']) > maxBytes) {
    response.destroy()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let length = 0
  let refused: TransportError | undefined
  try {
    await pipeline(response, decoderFor(response), async (source: AsyncIterable<Uint8Array>) => {
      for await (const chunk of source) {
        length += chunk.byteLength
        if (length > maxBytes) {
          refused = tooLarge()
          throw refused
        }
        chunks.push(chunk)
      }
    })
  } catch (error) {
    // The streams before the one that refuses may be the first to tell of their end.
    if (refused !== undefined) throw refused
    const code = codeOf(error)
    if (code === 'ECONNRESET' || code === 'Z_BUF_ERROR' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
      throw new TransportError('truncated', `the connection ended after ${length} bytes of the body`)
    }
    throw error
  }
  return Buffer.concat(chunks, length)
}

function decoderFor({ headers }: IncomingMessage): Transform {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  switch (encoding) {
    case '':
    case 'identity':
      return new PassThrough()
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw new TransportError('encoding', `the answer has the unknown content encoding ${JSON.stringify(encoding)}`)
  }
}

function asTransportError(error: unknown): TransportError {
  if (error instanceof TransportError) return error
  // A host with several addresses fails with all of their errors at once.
  const [first = error] = arrayAt(asFields(error), 'errors')
  return new TransportError(codeOf(first) ?? 'network', messageOf(first))
}
