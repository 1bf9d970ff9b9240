import { type AgentOptions, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import { isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { codeOf, messageOf } from '../findings/errors'
import { TransportError } from './failure'

// Why not `https-proxy-agent`: it cannot be stopped while it waits for the proxy, it buffers whatever the proxy sends,
// and it hands a proxy's own answer to CONNECT to the request as if the server had given it.

/** The options of a request for this agent, in addition to those of Node.js. */
export interface TunnelRequest {
  /** Ends the wait for the proxy. */
  tunnelSignal: AbortSignal
}

interface ConnectOptions extends Partial<TunnelRequest> {
  host?: string
  hostname?: string
  port?: number | string
  servername?: string
  ca?: string[]
}

type Connected = (error: Error | null, socket?: Duplex) => void

/** Opens the connections of an agent through a proxy, with CONNECT (RFC 9110, section 9.3.6). */
export function tunnelAgent(proxy: URL, secure: boolean, options: AgentOptions & { ca?: string[] }): HttpAgent {
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options)
  const createConnection = (given: ConnectOptions, connected: Connected) => {
    connectThrough(proxy, given, options.ca).then(
      (socket) => connected(null, secure ? overTls(socket, given) : socket),
      (error: unknown) => connected(error instanceof Error ? error : new Error(String(error))),
    )
  }
  return Object.assign(agent, { createConnection })
}

function connectThrough(proxy: URL, given: ConnectOptions, ca: string[] | undefined): Promise<Socket> {
  const host = given.hostname ?? given.host ?? ''
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${given.port ?? ''}`
  return new Promise((done, fail) => {
    const request = (proxy.protocol === 'https:' ? requestHttps : requestHttp)({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : proxy.port,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyAuthorization(proxy) },
      agent: false,
      ...(ca === undefined ? {} : { ca }),
      ...(given.tunnelSignal === undefined ? {} : { signal: given.tunnelSignal }),
    })
    const refuse = ({ statusCode = 0 }: IncomingMessage) => {
      request.destroy()
      fail(new TransportError('proxy', String(statusCode)))
    }
    request.on('error', (error) =>
      fail(new TransportError(codeOf(error) ?? 'network', `the proxy: ${messageOf(error)}`)),
    )
    request.on('close', () => fail(new TransportError('ECONNRESET', 'the proxy closed the connection')))
    request.on('response', refuse)
    request.on('upgrade', refuse)
    request.on('connect', (response, socket, head) => {
      const { statusCode = 0 } = response
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy()
        refuse(response)
        return
      }
      if (head.length > 0) socket.unshift(head)
      done(socket)
    })
    request.end()
  })
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  const { username, password } = proxyLogin(proxy)
  if (username === '' && password === '') return {}
  return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** The login in a proxy's URL, percent-decoded; a part with malformed encoding is unchanged. */
export function proxyLogin({ username, password }: URL): { username: string; password: string } {
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  } catch {
    return { username, password }
  }
}

function overTls(socket: Socket, given: ConnectOptions): Duplex {
  const host = given.hostname ?? given.host ?? ''
  return connectTls({
    ...(given.ca === undefined ? {} : { ca: given.ca }),
    ...(isIP(host) === 0 ? { servername: given.servername ?? host } : {}),
    host,
    socket,
  })
}
