import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createBody, updateBody } from '../../src/schema/generated/validators'

/** An integration as `getIntegration` returns it, without the envelope. */
export type Resource = Readonly<Record<string, unknown>>

/** A request as the server saw it. */
export interface SeenRequest {
  /** Of the official description; undefined for a path that it does not have. */
  operation: string | undefined
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
  /** How often this path was asked for before. */
  earlier: number
}

/** What the server does instead of answering. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: string }
  | { kind: 'body'; body: string | Uint8Array; headers?: Record<string, string>; status?: number }
  | { kind: 'redirect'; location: string }
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'cut' }
  | { kind: 'endless' }
  | { kind: 'upgrade' }
  | { kind: 'gzip'; cut?: boolean }
  | { kind: 'wrong-type' }
  | { kind: 'change'; change(resource: Record<string, unknown>): void }

export interface MockApiOptions {
  resources: readonly Resource[]
  /** Items of a list page. */
  pageSize?: number
  /** Asked of each request to the private endpoints; undefined takes any. */
  token?: string
  /**
   * Holds the answers with an integration back until so many requests are under way at once: a client that asks for
   * fewer waits for ever, however slow the machine is. One that asks for more has a moment to show it.
   */
  gather?: number
  /** Fault of a request, if it is to have one. */
  fault?: (request: SeenRequest) => Fault | undefined
  /** The token for the next page, for faults of paging. */
  nextToken?: (page: number) => string | undefined
  tls?: { key: string; cert: string }
  /** Called for each request when it is answered. */
  log?: (line: string) => void
  port?: number
}

export interface MockApi {
  /** Ends without a slash. */
  url: string
  seen: SeenRequest[]
  /** Most requests that were under way at once. */
  readonly mostInFlight: number
  close(): Promise<void>
}

/** The routes that are served, as the official description has them. */
export const MOCK_ROUTES = {
  listIntegrations: 'GET /v1/admin/integrations',
  listPublicIntegrations: 'GET /v1/admin/hub/integrations',
  validateIntegrationCreation: 'POST /v1/admin/integrations/validate',
  validateIntegrationUpdate: 'PUT /v1/admin/integrations/{id}/validate',
  getIntegration: 'GET /v1/admin/integrations/{id}',
  getIntegrationByName: 'GET /v1/admin/integrations/{name}/{version}',
  getPublicIntegrationById: 'GET /v1/admin/hub/integrations/{id}',
  getPublicIntegration: 'GET /v1/admin/hub/integrations/{name}/{version}',
  listBots: 'GET /v1/admin/bots',
  listWorkspaces: 'GET /v1/admin/workspaces',
}
type Operation = keyof typeof MOCK_ROUTES

interface Route {
  operation: Operation
  method: string
  pattern: RegExp
  names: string[]
}

const ROUTES: readonly Route[] = (Object.keys(MOCK_ROUTES) as Operation[]).map((operation) => {
  const [method = '', path = ''] = MOCK_ROUTES[operation].split(' ')
  return {
    operation,
    method,
    names: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`),
  }
})

const SUMMARY = [
  'id',
  'name',
  'version',
  'createdAt',
  'updatedAt',
  'title',
  'description',
  'iconUrl',
  'public',
  'visibility',
  'verificationStatus',
  'lifecycleStatus',
]

/** Milliseconds in which a client that asks for too much at once would be seen. */
const MOMENT = 5

/** The Admin API over real HTTP on loopback: the resources behind the official routes, and faults on demand. */
export async function startMockApi(options: MockApiOptions): Promise<MockApi> {
  const { gather = 0 } = options
  const seen: SeenRequest[] = []
  let inFlight = 0
  let mostInFlight = 0
  let release: () => void = () => undefined
  const gathered = new Promise<void>((done) => {
    release = done
  })

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    inFlight += 1
    mostInFlight = Math.max(mostInFlight, inFlight)
    let counted = true
    const settle = () => {
      if (counted) inFlight -= 1
      counted = false
    }
    response.on('close', settle)
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '/', 'http://mock')
    const { operation, params } = route(request.method ?? 'GET', url.pathname)
    const one: SeenRequest = {
      operation,
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      earlier: seen.filter(({ path, query }) => path === url.pathname && String(query) === url.search.slice(1)).length,
    }
    seen.push(one)
    if (gather > 0 && operation?.startsWith('get')) {
      if (inFlight >= gather) release()
      await gathered
      await new Promise((done) => setTimeout(done, MOMENT))
    }
    const plain = refusal(one, options) ?? respond(operation, params, one, options)
    const fault = options.fault?.(one)
    options.log?.(`${one.method} ${url.pathname}${url.search} → ${fault?.kind ?? plain.status}`)
    // Once the answer is on its way, the client may send its next request before this side hears of the end.
    settle()
    if (fault === undefined) send(response, plain)
    else misbehave(fault, plain, response)
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy()
      options.log?.(`the mock failed: ${String(error)}`)
    })
  }
  const server: Server = options.tls === undefined ? createHttp(listener) : createHttps(options.tls, listener)
  await new Promise<void>((done, fail) => {
    server.on('error', fail)
    server.listen(options.port ?? 0, '127.0.0.1', done)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    seen,
    get mostInFlight() {
      return mostInFlight
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

interface Plain {
  status: number
  body: string
  headers?: Record<string, string>
}

function route(method: string, path: string): { operation: Operation | undefined; params: Record<string, string> } {
  for (const { operation, pattern, names, method: wanted } of ROUTES) {
    const match = method === wanted ? pattern.exec(path) : null
    if (match === null) continue
    return {
      operation,
      params: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')])),
    }
  }
  return { operation: undefined, params: {} }
}

/** What the API checks before anything else: the token, the workspace, the query. */
function refusal({ operation, headers, query }: SeenRequest, { token }: MockApiOptions): Plain | undefined {
  if (operation === undefined) return undefined
  const isPrivate = !operation.includes('Public')
  if (token !== undefined && isPrivate && headers.authorization !== `Bearer ${token}`) {
    return problem(401, 'Unauthorized', 'The request requires to be authenticated.')
  }
  if (isPrivate && operation !== 'listWorkspaces' && (headers['x-workspace-id'] ?? '') === '') {
    return problem(400, 'InvalidPayload', 'The header x-workspace-id is missing.')
  }
  if (!operation.startsWith('list')) return undefined
  for (const [name, form] of Object.entries(isPrivate ? { ...QUERY, ...PRIVATE_QUERY } : QUERY)) {
    const value = query.get(name)
    if (value !== null && !form.test(value)) {
      return problem(400, 'InvalidQuery', `The query parameter ${name} is invalid.`)
    }
  }
  return undefined
}

/** What the lists take, as the official description has it; other parameters are free texts. */
const QUERY = {
  limit: /^\d+$/,
  verificationStatus: /^(?:unapproved|pending|approved|rejected)$/,
  sortBy: /^(?:popularity|name|createdAt|updatedAt|installCount)$/,
  direction: /^(?:asc|desc)$/,
}
const PRIVATE_QUERY = { visibility: /^(?:public|private)$/, dev: /^(?:true|false)$/ }

function respond(
  operation: Operation | undefined,
  params: Record<string, string>,
  request: SeenRequest,
  options: MockApiOptions,
): Plain {
  const { resources } = options
  switch (operation) {
    case undefined:
      return problem(404, 'RouteNotFound', 'There is no such route.')
    case 'listIntegrations':
    case 'listPublicIntegrations':
      return list(request, options, operation === 'listPublicIntegrations')
    case 'listBots':
      return ok({ bots: [], meta: {} })
    case 'listWorkspaces':
      return ok({ workspaces: [], meta: {} })
    case 'validateIntegrationCreation':
    case 'validateIntegrationUpdate':
      return validate(operation, request.body)
    case 'getIntegration':
    case 'getPublicIntegrationById':
      return one(
        resources.find(({ id }) => id === params.id),
        operation === 'getPublicIntegrationById',
      )
    case 'getIntegrationByName':
    case 'getPublicIntegration': {
      const versions = resources.filter(({ name }) => name === params.name)
      return one(best(versions, params.version ?? ''), operation === 'getPublicIntegration')
    }
  }
}

/** The newest of the versions that a version, a range or `latest` stands for. */
function best(versions: readonly Resource[], range: string): Resource | undefined {
  return versions
    .filter(({ version }) => fitsRange(String(version), range))
    .sort((left, right) => compareVersions(String(left.version), String(right.version)))
    .at(-1)
}

function compareVersions(left: string, right: string): number {
  const theirs = numbersOf(right)
  const difference = numbersOf(left).findIndex((number, index) => number !== theirs[index])
  return difference === -1 ? 0 : (numbersOf(left)[difference] ?? 0) - (theirs[difference] ?? 0)
}

function numbersOf(version: string): number[] {
  const numbers = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0]
}

/** Ranges as npm has them: comparators, `^`, `~` and wildcards; all of those that spaces part must hold. */
function fitsRange(version: string, range: string): boolean {
  if (range === 'latest' || range === version) return true
  return range
    .trim()
    .split(/\s+/)
    .every((part) => {
      const [, operator = '', bound = ''] = /^(\^|~|>=|<=|>|<|=)?v?([\dx*][\w.*+-]*)$/i.exec(part) ?? []
      if (bound === '') return false
      const compared = compareVersions(version, bound)
      if (operator === '>') return compared > 0
      if (operator === '>=') return compared >= 0
      if (operator === '<') return compared < 0
      if (operator === '<=') return compared <= 0
      const given = bound.split('.').filter((number) => /^\d/.test(number))
      const [major = 0] = numbersOf(bound)
      // `^0.2.0` allows changes of the last number alone.
      const fixed = operator === '^' ? (major === 0 ? 2 : 1) : operator === '~' ? 2 : given.length
      const same = numbersOf(version).every(
        (number, index) => index >= Math.min(fixed, given.length) || number === numbersOf(bound)[index],
      )
      return same && (operator === '' || operator === '=' || compared >= 0)
    })
}

function one(resource: Resource | undefined, hub: boolean): Plain {
  if (resource === undefined) return problem(404, 'ResourceNotFound', "The integration doesn't exist.")
  return ok({ integration: hub ? { ...resource, ...hubProperties() } : resource })
}

function hubProperties() {
  return { ownerWorkspace: { id: 'wkspace_mock', handle: 'mock', name: 'Mock' }, meta: { installs: 3, views: 5 } }
}

function list({ query }: SeenRequest, options: MockApiOptions, hub: boolean): Plain {
  const { resources, nextToken } = options
  const equal = ['name', 'visibility', 'verificationStatus', 'dev'].filter((property) => query.has(property))
  const version = query.get('version')
  const found = resources
    .filter((resource) => equal.every((property) => query.get(property) === String(resource[property])))
    .filter((resource) => {
      if (version === null) return true
      if (version !== 'latest') return resource.version === version
      return (
        best(
          resources.filter(({ name }) => name === resource.name),
          'latest',
        ) === resource
      )
    })
    .map((resource) => ({ resource, matchedOn: matchesOf(resource, query.get('search')) }))
    .filter(({ matchedOn }) => matchedOn !== null)
  sort(found, query)

  const size = Math.min(Number(query.get('limit') ?? options.pageSize ?? 10), 100)
  const page = Number(/^page-(\d{1,9})$/.exec(query.get('nextToken') ?? 'page-0')?.[1] ?? -1)
  if (size < 1) return problem(400, 'InvalidQuery', 'The query parameter limit is invalid.')
  if (page < 0 || (page > 0 && page * size >= found.length && nextToken === undefined)) {
    return problem(400, 'InvalidQuery', 'The nextToken is invalid.')
  }
  const more = found.length > (page + 1) * size
  const token = nextToken === undefined ? (more ? `page-${page + 1}` : undefined) : nextToken(page)
  const integrations = found.slice(page * size, (page + 1) * size).map(({ resource, matchedOn }) => ({
    ...Object.fromEntries(SUMMARY.filter((key) => Object.hasOwn(resource, key)).map((key) => [key, resource[key]])),
    ...(query.has('search') ? { matchedOn } : {}),
    ...(hub ? hubProperties() : {}),
  }))
  return ok({ integrations, meta: token === undefined ? {} : { nextToken: token } })
}

/** Where an integration holds what is searched for; null where it does not, {} where nothing is searched for. */
function matchesOf(resource: Resource, search: string | null): Record<string, unknown> | null {
  if (search === null || search === '') return {}
  const holds = (text: unknown) =>
    String(text ?? '')
      .toLowerCase()
      .includes(search.toLowerCase())
  const keys = (value: unknown) => Object.keys(typeof value === 'object' && value !== null ? value : {}).filter(holds)
  const matched = {
    name: holds(resource.name),
    title: holds(resource.title),
    description: holds(resource.description),
    actions: keys(resource.actions),
    interfaces: keys(resource.interfaces),
  }
  const any =
    matched.name || matched.title || matched.description || matched.actions.length + matched.interfaces.length > 0
  return any ? matched : null
}

/** The mock knows no installations: by popularity, all are alike. */
function sort(found: { resource: Resource }[], query: URLSearchParams): void {
  const key = query.get('sortBy')
  const sign = query.get('direction') === 'desc' ? -1 : 1
  if (key === null) return
  found.sort((left, right) => {
    const [first, second] = [left, right].map(({ resource }) => String(resource[key] ?? ''))
    return sign * ((first ?? '') < (second ?? '') ? -1 : Number((first ?? '') > (second ?? '')))
  })
}

function ok(body: unknown): Plain {
  return { status: 200, body: JSON.stringify(body) }
}

/** The published schema of the body decides; a system test compares it with the API's own. */
function validate(operation: 'validateIntegrationCreation' | 'validateIntegrationUpdate', body: string): Plain {
  const check = operation === 'validateIntegrationCreation' ? createBody : updateBody
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return problem(400, 'InvalidJsonSchema', 'The body is not JSON.')
  }
  if (check(value)) return { status: 200, body: '{}' }
  const faults = (check.errors ?? []).map(({ instancePath, keyword }) => `body${instancePath} violates ${keyword}`)
  return problem(400, 'InvalidPayload', faults.join(', '))
}

function problem(status: number, type: string, message: string): Plain {
  return { status, body: JSON.stringify({ id: 'err_mock', code: status, type, message }) }
}

function send(response: ServerResponse, { status, body, headers }: Plain): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body)
}

function misbehave(fault: Fault, plain: Plain, response: ServerResponse): void {
  const json = { 'content-type': 'application/json' }
  switch (fault.kind) {
    case 'status':
      send(response, {
        ...problem(fault.status, 'Mock', `Injected ${fault.status}.`),
        ...(fault.body === undefined ? {} : { body: fault.body }),
        ...(fault.headers === undefined ? {} : { headers: fault.headers }),
      })
      return
    case 'body':
      response.writeHead(fault.status ?? 200, { ...json, ...fault.headers }).end(fault.body)
      return
    case 'redirect':
      response.writeHead(302, { location: fault.location }).end()
      return
    case 'hang':
      return
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'cut':
      response.writeHead(200, { ...json, 'content-length': plain.body.length })
      response.write(plain.body.slice(0, plain.body.length / 2), () => response.socket?.destroy())
      return
    case 'endless': {
      response.writeHead(200, json)
      const more = () => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
      }
      response.on('drain', more)
      more()
      return
    }
    case 'upgrade':
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
      return
    case 'gzip': {
      const packed = gzipSync(plain.body)
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' })
      response.end(fault.cut === true ? packed.subarray(0, packed.length / 2) : packed)
      return
    }
    case 'wrong-type':
      response.writeHead(200, { 'content-type': 'text/plain' }).end(plain.body)
      return
    case 'change': {
      const body = JSON.parse(plain.body)
      fault.change(body.integration ?? body)
      response.writeHead(200, json).end(JSON.stringify(body))
      return
    }
  }
}

/** As many resources as are wanted, made of the given ones: each with an ID and a name of its own. */
export function copiesOf(resources: readonly Resource[], count: number): Resource[] {
  if (resources.length === 0) throw new Error('There is nothing to copy.')
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / resources.length)
    const resource = resources[index % resources.length] ?? {}
    if (round === 0) return resource
    const number = String(index).padStart(5, '0')
    return { ...resource, id: `${String(resource.id).slice(0, 28)}${number}`, name: `${resource.name}-${round}` }
  })
}
