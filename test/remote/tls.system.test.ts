import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { run as runProcess } from '../cli/run'
import { ACME, emptyFolder, login, mock, run, TOKEN } from './harness'

jest.setTimeout(60_000)

const ID = String(ACME.id)

interface Certificate {
  key: string
  cert: string
  file: string
}

/** A certificate that nobody has signed but itself, for this machine or for another name. */
function certificate(names: string): Certificate {
  const folder = emptyFolder()
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=mock',
    '-addext',
    `subjectAltName=${names}`,
  ]
  execFileSync('openssl', [...args, '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], {
    stdio: 'ignore',
  })
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { key: read('key.pem'), cert: read('cert.pem'), file: join(folder, 'cert.pem') }
}

test('a certificate that nobody vouches for is refused before anything is sent', async () => {
  const tls = certificate('IP:127.0.0.1')
  const api = await mock({ tls })
  const { status, stderr } = await run(['remote', ID], { env: login(api) })
  expect(stderr).toMatch(
    /the server's certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT: .*--ca FILE or NODE_EXTRA_CA_CERTS/,
  )
  expect([status, api.seen.length]).toEqual([2, 0])
})

test('a certificate for another name is refused', async () => {
  const tls = certificate('DNS:elsewhere.example')
  const api = await mock({ tls })
  const { status, stderr } = await run(['remote', ID, '--ca', tls.file], { env: login(api) })
  expect(stderr).toMatch(/not trusted \(ERR_TLS_CERT_ALTNAME_INVALID/)
  expect([status, api.seen.length]).toEqual([2, 0])
})

test('--ca makes it trusted', async () => {
  const tls = certificate('IP:127.0.0.1')
  const api = await mock({ tls })
  expect(await run(['remote', ID, '--ca', tls.file], { env: login(api) })).toMatchObject({ status: 0, stderr: '' })
  expect(api.seen).toHaveLength(1)
})

test('NODE_EXTRA_CA_CERTS makes it trusted, alone and beside --ca', async () => {
  const tls = certificate('IP:127.0.0.1')
  const other = certificate('DNS:other.example')
  const api = await mock({ tls })
  const env = { ...login(api), NODE_EXTRA_CA_CERTS: tls.file }
  expect(await runProcess(['remote', ID], { env, cwd: emptyFolder() })).toMatchObject({ status: 0, stderr: '' })
  expect(await runProcess(['remote', ID, '--ca', other.file], { env, cwd: emptyFolder() })).toMatchObject({
    status: 0,
    stderr: '',
  })
})

test.each([
  ['a file that is not there', '/nonexistent/ca.pem', /Cannot read the certificates in/],
  ['a file without a certificate', join(__dirname, 'mock-api.ts'), /contains no certificate in PEM form/],
])('--ca with %s', async (_case, file, message) => {
  const { status, stderr } = await run(['remote', ID, '--ca', file], {
    env: { BP_TOKEN: TOKEN, BP_WORKSPACE_ID: 'w', BP_API_URL: 'https://127.0.0.1:1' },
  })
  expect(stderr).toMatch(message)
  expect(status).toBe(2)
})

/** A proxy that leads every name to one port of this machine. */
async function startProxy(
  target: number,
  refuse = false,
): Promise<{ url: string; asked: string[]; heard: () => string; server: Server }> {
  const asked: string[] = []
  let heard = ''
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(500).end()
  })
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    heard += JSON.stringify(request.headers)
    if (refuse) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const there = connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.pipe(there).pipe(socket)
    })
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
    })
    there.on('error', () => socket.destroy())
    socket.on('error', () => there.destroy())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, heard: () => heard, server }
}

describe('proxies', () => {
  test('HTTPS_PROXY is used, and sees nothing of what goes through it', async () => {
    const tls = certificate('DNS:api.example')
    const api = await mock({ tls })
    const proxy = await startProxy(Number(new URL(api.url).port))
    const env = {
      ...login({ url: 'https://api.example' }),
      HTTPS_PROXY: proxy.url,
      NO_PROXY: undefined,
      no_proxy: undefined,
      https_proxy: undefined,
    }
    const { status, stderr } = await runProcess(['remote', ID, '--ca', tls.file], { env, cwd: emptyFolder() })
    proxy.server.close()
    expect([status, stderr]).toEqual([0, ''])
    expect(proxy.asked).toEqual(['CONNECT api.example:443'])
    expect(proxy.heard()).not.toContain(TOKEN)
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
  })

  test('a proxy that asks for credentials', async () => {
    const proxy = await startProxy(1, true)
    const env = {
      ...login({ url: 'https://api.example' }),
      https_proxy: proxy.url,
      HTTPS_PROXY: undefined,
      NO_PROXY: undefined,
      no_proxy: undefined,
    }
    const { status, stderr } = await runProcess(['remote', ID, '--retries', '0'], { env, cwd: emptyFolder() })
    proxy.server.close()
    expect(stderr).toMatch(/the proxy answered 407 .*HTTPS_PROXY/)
    expect(status).toBe(2)
  })

  test('NO_PROXY is honoured', async () => {
    const proxy = await startProxy(1)
    const env = {
      ...login({ url: 'https://127.0.0.2.nip.invalid' }),
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '.invalid',
      no_proxy: undefined,
      https_proxy: undefined,
    }
    const { stderr } = await runProcess(['remote', ID, '--retries', '0'], { env, cwd: emptyFolder() })
    proxy.server.close()
    expect(proxy.asked).toEqual([])
    expect(stderr).toMatch(/cannot be resolved/)
  })

  test('what is for this machine goes through no proxy, which would read it', async () => {
    const api = await mock()
    const proxy = await startProxy(1)
    const env = {
      ...login(api),
      HTTP_PROXY: proxy.url,
      http_proxy: proxy.url,
      NO_PROXY: undefined,
      no_proxy: undefined,
    }
    const { status } = await runProcess(['remote', ID], { env, cwd: emptyFolder() })
    proxy.server.close()
    expect([status, proxy.asked]).toEqual([0, []])
  })
})
