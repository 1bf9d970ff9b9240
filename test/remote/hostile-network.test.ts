import { createServer, type Server, type Socket } from 'node:net'
import { run as runProcess } from '../cli/run'
import { ACME, acmes, jsonReport, login, mock, type RunResult, run, TOKEN } from './harness'

jest.setTimeout(60_000)

const ID = String(ACME.id)

let servers: Server[] = []
let sockets: Socket[] = []

/** A server of raw bytes: the handler sees each connection, and the first bytes that came. */
async function rawServer(handle: (socket: Socket, request: string) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.once('data', (chunk) => handle(socket, chunk.toString('latin1')))
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('There is no port.')
  return address.port
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  sockets = []
  servers = []
})

/** Bytes without end, until nobody takes them. */
function pour(socket: Socket, bytes: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  }
  socket.on('drain', more)
  more()
}

/** Short for what hangs; what ends by itself has time to, however slow the machine is. */
function timeFor(says: RegExp): string {
  return says.source.includes('answer was not complete') ? '500ms' : '30s'
}

const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'

describe('a request ends, whatever the server sends', () => {
  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['101', (socket) => socket.write(UPGRADE), /answered 101 and changed the protocol/],
    ['101 without upgrade', (socket) => socket.write('HTTP/1.1 101 x\r\n\r\n'), /101|answer was not complete within/],
    [
      '103 for ever',
      (socket) => pour(socket, 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n'),
      /answer was not complete within/,
    ],
    ['nothing', () => undefined, /answer was not complete within 0\.5 s/],
    ['half a status line', (socket) => socket.write('HTTP/1.1 2'), /answer was not complete within/],
    [
      'a header without end',
      (socket) => pour(socket, `x-${'y'.repeat(1000)}: z\r\n`),
      /failed|answer was not complete/,
    ],
    [
      'a status line, then a header without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        pour(socket, `x-y: ${'z'.repeat(1000)}\r\n`)
      },
      /HPE_HEADER_OVERFLOW|answer was not complete/,
    ],
    [
      'a chunk that never comes',
      (socket) => socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n'),
      /answer was not complete/,
    ],
    ['the end at once', (socket) => socket.end(), /connection was (reset|closed)/],
    ['no HTTP', (socket) => socket.end('220 mail.example ESMTP\r\n'), /exchange failed/],
  ])('%s', async (_name, handle, says) => {
    const port = await rawServer(handle)
    const env = { BP_API_URL: `http://127.0.0.1:${port}`, BP_TOKEN: TOKEN, BP_WORKSPACE_ID: 'w' }
    const { status, stderr } = await runProcess(['remote', ID, '--timeout', timeFor(says), '--retries', '0'], { env })
    expect(stderr).toMatch(says)
    expect(status).toBe(2)
  })

  test('what was fetched before is reported', async () => {
    const api = await mock({
      resources: acmes(3),
      fault: ({ path }) => (path.endsWith('0001') ? { kind: 'upgrade' } : undefined),
    })
    const result = await runProcess(['remote', '--all', '--format', 'json', '--concurrency', '1'], { env: login(api) })
    expect(JSON.parse(result.stdout).summary.files).toBe(2)
    expect(result.stderr).toMatch(/0001: the server answered 101/)
    expect(result.status).toBe(2)
  })
})

describe('a request ends, whatever the proxy does', () => {
  const PASSWORD = 'hunter2-and-more'

  async function through(handle: (socket: Socket, request: string) => void, time: string): Promise<RunResult> {
    const port = await rawServer(handle)
    const env = {
      BP_API_URL: 'https://api.example',
      BP_TOKEN: TOKEN,
      BP_WORKSPACE_ID: 'w',
      HTTPS_PROXY: `http://me:${PASSWORD}@127.0.0.1:${port}`,
    }
    const result = await runProcess(['remote', ID, '--timeout', time, '--retries', '0'], { env })
    return { status: result.status ?? -1, stdout: result.stdout, stderr: result.stderr }
  }

  test.each<[string, (socket: Socket, request: string) => void, RegExp]>([
    ['nothing', () => undefined, /answer was not complete within 0\.5 s/],
    [
      'a header without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        pour(socket, `x-y: ${'z'.repeat(1000)}\r\n`)
      },
      /HPE_HEADER_OVERFLOW|answer was not complete/,
    ],
    ['101', (socket) => socket.write(UPGRADE), /refused the connection with status 101/],
    ['407', (socket, request) => socket.end(`HTTP/1.1 407 No\r\n\r\n${request}`), /the proxy answered 407/],
    [
      'a refusal that quotes the password',
      (socket, request) =>
        socket.end(
          `HTTP/1.1 403 ${PASSWORD}\r\ncontent-type: application/json\r\n\r\n{"message":"${request.replace(/\r\n/g, ' ')}"}`,
        ),
      /refused the connection with status 403/,
    ],
    ['200 and then nothing', (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'), /answer was not complete within/],
    [
      '200 and then no TLS',
      (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}'),
      /failed|reset/,
    ],
    ['the end at once', (socket) => socket.end(), /connection was (reset|closed)/],
    ['302', (socket) => socket.end('HTTP/1.1 302 x\r\nlocation: https://elsewhere.example\r\n\r\n'), /with status 302/],
  ])('%s', async (_name, handle, says) => {
    const { status, stderr } = await through(handle, timeFor(says))
    expect(stderr).toMatch(says)
    expect(stderr).not.toContain(PASSWORD)
    expect(stderr).not.toContain(Buffer.from(`me:${PASSWORD}`).toString('base64').slice(4, -4))
    expect(status).toBe(2)
  })

  test.each(['::::', 'ftp://x', 'http://me:p%ZZ@127.0.0.1:1'])(
    'a variable of %s is an error that says so',
    async (proxy) => {
      const env = { BP_API_URL: 'https://api.example', BP_TOKEN: TOKEN, BP_WORKSPACE_ID: 'w', HTTPS_PROXY: proxy }
      const { status, stderr } = await runProcess(['remote', ID, '--retries', '0'], { env })
      expect(stderr).toMatch(/the variable for the proxy does not contain|the connection was refused/)
      expect(stderr).not.toContain('p%ZZ')
      expect(status).toBe(2)
    },
  )

  test.each(['HTTP/1.1 200 OK', 'HTTP/1.1 204 No Content', 'HTTP/1.1 202 Accepted'])(
    'its own %s to CONNECT is not an answer of the API',
    async (status) => {
      const body = `${status}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`
      const port = await rawServer((socket) => socket.end(body))
      const env = {
        BP_API_URL: 'https://api.example',
        BP_TOKEN: TOKEN,
        BP_WORKSPACE_ID: 'w',
        HTTPS_PROXY: `http://127.0.0.1:${port}`,
      }
      const args = ['remote', '--server-validate', '-', '--timeout', '30s', '--retries', '0']
      const result = await runProcess(args, { env, stdin: '{"name":"acme","version":"1.0.0"}' })
      expect(result.stderr).not.toContain('accepts')
      expect(result.status).toBe(2)
    },
  )
})

describe('--server-validate accepts nothing but the API’s own answer', () => {
  const json = { 'content-type': 'application/json' }
  test.each<[string, { status: number; body: string; headers: Record<string, string> }]>([
    ['a web page', { status: 200, body: '<html>Welcome</html>', headers: { 'content-type': 'text/html' } }],
    ['a web page that claims to be JSON', { status: 200, body: '<html>Welcome</html>', headers: json }],
    ['{} that claims to be a web page', { status: 200, body: '{}', headers: { 'content-type': 'text/html' } }],
    ['202', { status: 202, body: '{}', headers: json }],
    ['204', { status: 204, body: '', headers: json }],
    ['201', { status: 201, body: '{}', headers: json }],
    ['nothing', { status: 200, body: '', headers: json }],
    ['an object with a comma', { status: 200, body: '{,}', headers: json }],
    ['an object with a comment', { status: 200, body: '{/*x*/}', headers: json }],
    ['an object that breaks off', { status: 200, body: '{', headers: json }],
    ['an object behind a byte-order mark', { status: 200, body: '\ufeff{}', headers: json }],
    [
      'the API’s refusal as a web page',
      { status: 400, body: '{"code":400,"type":"x","message":"no"}', headers: { 'content-type': 'text/html' } },
    ],
    ['a refusal of no type', { status: 400, body: '{"code":400,"type":"","message":"no"}', headers: json }],
    ['a refusal with a comma', { status: 400, body: '{"code":400,"type":"x","message":"no",}', headers: json }],
    ['a list', { status: 200, body: '[]', headers: json }],
    ['null', { status: 200, body: 'null', headers: json }],
    ['an error with 200', { status: 200, body: '{"code":400,"type":"InvalidPayload","message":"no"}', headers: json }],
    ['another object', { status: 200, body: '{"ok":true}', headers: json }],
    [
      'a web page with 400',
      { status: 400, body: '<html>Bad request</html>', headers: { 'content-type': 'text/html' } },
    ],
    ['a gateway’s refusal', { status: 400, body: '{"message":"Bad request"}', headers: json }],
    [
      'an error that names another status',
      { status: 400, body: '{"code":500,"type":"x","message":"no"}', headers: json },
    ],
  ])('%s', async (_name, answer) => {
    const api = await mock({ fault: () => ({ kind: 'body', ...answer }) })
    const result = await run(['remote', '--server-validate', '-', '--format', 'json', '--retries', '0'], {
      env: login(api),
      stdin: '{"name":"acme","version":"1.0.0"}',
    })
    expect(result.stderr).not.toMatch(/accepts|refuses/)
    expect(result.stderr).toMatch(/is neither an acceptance nor a refusal in the form of the API/)
    expect(jsonReport(result).files[0]?.findings.map(({ rule }) => rule)).not.toContain('server-accepts')
    expect(result.status).toBe(2)
  })
})

describe('a list that cannot be followed to its end is incomplete', () => {
  test.each<[string, unknown]>([
    ['no meta', undefined],
    ['meta null', null],
    ['meta a list', []],
    ['meta a string', 'page-1'],
    ['a nextToken that is a number', { nextToken: 1 }],
    ['a nextToken that is null', { nextToken: null }],
    ['a nextToken that is an object', { nextToken: { page: 1 } }],
  ])('%s', async (_name, meta) => {
    const integrations = acmes(1)
    const api = await mock({
      resources: integrations,
      fault: ({ operation }) =>
        operation === 'listIntegrations' ? { kind: 'body', body: JSON.stringify({ integrations, meta }) } : undefined,
    })
    const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
    expect(result.stderr).toMatch(/the list: "meta(\.nextToken)?" is not/)
    expect([jsonReport(result).summary.files, result.status]).toEqual([1, 2])
  })

  const [ONE] = acmes(1)
  test.each<[string, string, RegExp]>([
    ['two metas', '"meta":{"nextToken":"2"},"meta":{}', /syntax\/duplicate-key/],
    ['a trailing comma', '"meta":{},', /syntax\/trailing-comma/],
    ['next_token', '"meta":{"next_token":"2"}', /"meta\.next_token" indicates further pages/],
    ['a cursor', '"meta":{},"cursor":"2"', /"cursor" indicates further pages/],
    ['hasMore', '"meta":{"hasMore":true}', /"meta\.hasMore" indicates further pages/],
    ['nextToken in another place', '"meta":{},"nextToken":"2"', /"nextToken" indicates further pages/],
    ['no more', '"meta":{"hasMore":false,"total":1}', /^$/],
  ])('%s', async (_name, rest, message) => {
    const api = await mock({
      resources: acmes(1),
      fault: ({ operation }) =>
        operation === 'listIntegrations'
          ? { kind: 'body', body: `{"integrations":[${JSON.stringify(ONE)}],${rest}}` }
          : undefined,
    })
    const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
    expect(result.stderr).toMatch(message)
    expect(jsonReport(result).summary.files).toBe(1)
    expect(result.status === 2).toBe(message.source !== '^$')
  })

  test('a nextToken of 100,000 characters is not repeated', async () => {
    const api = await mock({ resources: acmes(2), pageSize: 1, nextToken: () => 't'.repeat(100_000) })
    const { stderr, status } = await run(['remote', '--all', '--lists', '--verbose', '--retries', '0'], {
      env: login(api),
    })
    expect(stderr.length).toBeLessThan(5000)
    expect(status).toBe(2)
  })
})

test.each([
  ['a dot segment', { name: '..', version: 'whoami' }],
  ['a dot segment as the version', { name: 'acme', version: '..' }],
  ['a dot segment as the ID', { id: '..' }],
  ['half a surrogate pair', { name: 'acme\ud800', version: '1.0.0' }],
  ['half a surrogate pair in the ID', { id: '\udc00' }],
  ['a name without end', { name: 'a'.repeat(100_000), version: '1.0.0' }],
])('one bad item of a list, one failure: %s', async (_name, item) => {
  const [good = {}] = acmes(1)
  const api = await mock({
    resources: [good],
    fault: ({ operation }) =>
      operation === 'listIntegrations'
        ? { kind: 'body', body: JSON.stringify({ integrations: [item, good], meta: {} }) }
        : undefined,
  })
  const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
  expect(result.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/the list: item 0 has neither/)])
  expect(api.seen.map(({ path }) => path)).toEqual(['/v1/admin/integrations', `/v1/admin/integrations/${good.id}`])
  expect([jsonReport(result).summary.files, result.status]).toEqual([1, 2])
})

describe('pauses', () => {
  test.each(['-5', '1.5.3', '-0', '2026-01-01', 'NaN', '1e3', '0x10'])(
    'a Retry-After of %s does not end the pause',
    async (value) => {
      const times: number[] = []
      const api = await mock({
        fault: () => {
          times.push(Date.now())
          return { kind: 'status', status: 429, headers: { 'retry-after': value } }
        },
      })
      await run(['remote', ID, '--retries', '1'], { env: login(api) })
      const [first = 0, second = 0] = times
      // Our own first pause is between a quarter and half a second.
      expect(second - first).toBeGreaterThan(200)
    },
  )
})

test('Ctrl-C at the first request of --all says that it was interrupted', async () => {
  let interrupt: () => void = () => undefined
  const api = await mock({
    fault: () => {
      interrupt()
      return { kind: 'hang' }
    },
  })
  const { stderr, status } = await run(['remote', '--all'], {
    env: login(api),
    interrupt: (stop) => {
      interrupt = stop
    },
  })
  expect([stderr, status]).toEqual(['integration-lint: interrupted; 0 linted, 0 known and not fetched.\n', 2])
})

describe('--timeout', () => {
  test.each([
    ['0.2', '0.2'],
    ['0.2s', '0.2'],
    ['200ms', '0.2'],
    ['0.003m', '0.18'],
  ])('of %s', async (given, seconds) => {
    const api = await mock({ fault: () => ({ kind: 'hang' }) })
    const { stderr } = await run(['remote', ID, '--timeout', given, '--retries', '0'], { env: login(api) })
    expect(stderr).toContain(`answer was not complete within ${seconds} s`)
  })

  test.each(['0', '-1', '30sec', '1h', '', '1e3', 'ms', '86401', '999999m', ' 30'])(
    'of %j is refused',
    async (given) => {
      const { stderr, status } = await run(['remote', ID, '--timeout', given], { env: { BP_TOKEN: TOKEN } })
      expect(stderr).toMatch(/--timeout takes a time: seconds \(30 or 30s\), milliseconds|--timeout/)
      expect(status).toBe(2)
    },
  )
})
