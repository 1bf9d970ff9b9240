import {
  Agent as HttpAgent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  request as requestHttp,
} from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { PassThrough, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { getProxyForUrl } from 'proxy-from-env'
import { arrayAt } from '../document/values'
import { asFields, codeOf, messageOf } from '../findings/errors'
import { TransportError } from './failure'
import { type TunnelRequest, tunnelAgent } from './tunnel'

// Why neither `@botpress/client` nor `fetch` reads the answers: the answer is linted as it was received, and the
// official client returns parsed values only (axios turns broken JSON into a string), follows redirects to other
// origins, and copies the known properties out of a body before it sends it, so that the API's validation never sees a
// misspelt one. The `fetch` of Node.js 20 and 22 supports neither proxies nor further certificates. `node:https`
// supports all of this and loads quickly.

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
  /** The largest body that is read, decoded, in bytes. */
  maxBytes: number
  /** Certificate authorities, PEM, instead of those of Node.js. */
  ca: readonly string[] | undefined
  concurrency: number
}

/** Sends one request, without following redirects or retrying. */
export class Transport {
  readonly #options: TransportOptions
  readonly #http: HttpAgent
  readonly #https: HttpsAgent
  readonly #proxies = new Map<string, HttpAgent>()

  constructor(options: TransportOptions) {
    this.#options = options
    this.#http = new HttpAgent({ keepAlive: true, maxSockets: options.concurrency })
    this.#https = new HttpsAgent({ keepAlive: true, maxSockets: options.concurrency })
  }

  /**
   * Settles at the latest when the signal is aborted, whatever the connection is waiting for: a free socket, a name, a
   * proxy or a byte.
   *
   * @param signal its reason becomes the error
   * @throws TransportError
   */
  exchange({ method, url, headers, body }: Exchange, signal: AbortSignal): Promise<Answer> {
    const { maxBytes, ca } = this.#options
    return new Promise((done, fail) => {
      const stop = () => {
        const error = asTransportError(signal.reason)
        failWith(error)
        request.destroy(error)
      }
      const settle = () => signal.removeEventListener('abort', stop)
      const failWith = (error: unknown) => {
        settle()
        fail(asTransportError(error))
      }
      const options: RequestOptions & TunnelRequest = {
        method,
        agent: this.#agentFor(url),
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate, br',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': body.byteLength }),
        },
        ...(ca === undefined ? {} : { ca: [...ca] }),
        tunnelSignal: signal,
      }
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options)
      request.on('error', failWith)
      // Without a listener Node.js closes the connection and reports nothing: the promise would never settle.
      request.on('upgrade', ({ statusCode = 0 }, socket) => {
        socket.destroy()
        failWith(new TransportError('upgrade', `the server answered ${statusCode} and changed the protocol`))
      })
      let answered = false
      request.on('response', (response) => {
        answered = true
        receive(response, maxBytes).then((received) => {
          settle()
          done({ status: response.statusCode ?? 0, headers: response.headers, body: received })
        }, failWith)
      })
      request.on('close', () => {
        if (!answered) failWith(new TransportError('ECONNRESET', 'the connection was closed'))
      })
      signal.addEventListener('abort', stop)
      if (signal.aborted) stop()
      else request.end(body)
    })
  }

  close(): void {
    for (const agent of [this.#http, this.#https, ...this.#proxies.values()]) agent.destroy()
  }

  #agentFor(url: URL): HttpAgent {
    const direct = url.protocol === 'https:' ? this.#https : this.#http
    // A request to this machine never goes through a proxy, since it may be plain http.
    const proxy = isLoopback(url) ? '' : getProxyForUrl(url.href)
    if (proxy === '') return direct
    const key = `${url.protocol} ${proxy}`
    let agent = this.#proxies.get(key)
    if (agent === undefined) {
      agent = tunnelAgent(proxyUrl(proxy), url.protocol === 'https:', {
        keepAlive: true,
        maxSockets: this.#options.concurrency,
        ...(this.#options.ca === undefined ? {} : { ca: [...this.#options.ca] }),
      })
      this.#proxies.set(key, agent)
    }
    return agent
  }
}

function proxyUrl(text: string): URL {
  try {
    const url = new URL(text)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  } catch {
    // The message does not quote the text, which may contain a password.
  }
  throw new TransportError('proxy-url', 'the variable for the proxy does not contain an http or https URL')
}

/** Whether a URL leads to this machine, independent of name resolution. */
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
    // The streams before the one that refuses may report their end first.
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
  // If a host has several addresses, Node.js reports the errors of all of them in an AggregateError.
  const [first = error] = arrayAt(asFields(error), 'errors')
  return new TransportError(codeOf(first) ?? 'network', messageOf(first))
}
