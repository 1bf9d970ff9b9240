import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { explainNetwork } from '../../src/remote/failure'
import { ACME, acmes, brief, jsonReport, login, mock, run, TOKEN } from './harness'
import type { Fault } from './mock-api'

jest.setTimeout(60_000)

const ID = String(ACME.id)
const BODY = JSON.stringify({ integration: ACME })

interface Case {
  name: string
  fault: Fault
  /** Of the one line on stderr: what happened, and what to do. */
  says: RegExp
  args?: string[]
  /** What is still in the report. */
  findings?: string[]
}

const CASES: Case[] = [
  {
    name: '401',
    fault: { kind: 'status', status: 401 },
    says: /answered 401 \(unauthorized\) and says "Injected 401\.".*bp login.*BP_TOKEN/,
  },
  { name: '403', fault: { kind: 'status', status: 403 }, says: /answered 403 \(forbidden\).*--workspace-id/ },
  { name: '404', fault: { kind: 'status', status: 404 }, says: /answered 404 \(not found\).*--public/ },
  { name: '407 of a proxy', fault: { kind: 'status', status: 407 }, says: /the proxy answered 407.*HTTPS_PROXY/ },
  { name: '418', fault: { kind: 'status', status: 418 }, says: /answered 418 and says "Injected 418\."/ },
  { name: '429', fault: { kind: 'status', status: 429 }, says: /answered 429 \(too many requests\).*--concurrency/ },
  {
    name: '429 with more patience than anybody has',
    fault: { kind: 'status', status: 429, headers: { 'retry-after': '7200' } },
    args: ['--retries', '5'],
    says: /asks to wait 7200 s/,
  },
  { name: '500', fault: { kind: 'status', status: 500 }, says: /answered 500 \(a fault of the server\)/ },
  {
    name: '502 with a web page',
    fault: { kind: 'status', status: 502, body: '<html>Bad gateway</html>' },
    says: /answered 502 \(a fault of the server\)\. Try again/,
  },
  {
    name: 'HTML instead of JSON',
    fault: { kind: 'body', body: '<!doctype html><title>Sign in</title>', headers: { 'content-type': 'text/html' } },
    says: /a web page \(text\/html\), not JSON.*login page/,
  },
  {
    name: 'HTML that claims to be JSON',
    fault: { kind: 'body', body: '  <html><body>no</body></html>' },
    says: /a web page \(application\/json\), not JSON/,
  },
  { name: 'nothing', fault: { kind: 'body', body: '' }, says: /the answer \(200\) is empty/ },
  {
    name: 'truncated JSON',
    fault: { kind: 'body', body: BODY.slice(0, -20) },
    says: /truncated JSON/,
    findings: ['syntax/truncated /integration'],
  },
  { name: 'truncated in transit', fault: { kind: 'cut' }, says: /the connection ended after \d+ bytes/ },
  {
    name: 'no JSON at all',
    fault: { kind: 'body', body: 'hello there' },
    says: /the answer is not JSON\. Try again/,
    findings: ['syntax/invalid-value '],
  },
  {
    name: 'a wrong content type',
    fault: { kind: 'wrong-type' },
    says: /has the content type "text\/plain"/,
    findings: ['response-content-type '],
  },
  {
    name: 'no content type',
    fault: { kind: 'body', body: BODY, headers: { 'content-type': '' } },
    says: /has the content type ""|has no content type/,
    findings: ['response-content-type '],
  },
  {
    name: 'a redirect to another origin',
    fault: { kind: 'redirect', location: 'https://elsewhere.example/steal' },
    says: /redirects to another origin, https:\/\/elsewhere\.example, which is refused: the token stays/,
  },
  {
    name: 'a redirect to plain http',
    fault: { kind: 'redirect', location: 'http://localhost:1/' },
    says: /another origin, http:\/\/localhost:1/,
  },
  {
    name: 'a redirect to nowhere',
    fault: { kind: 'redirect', location: 'http://[' },
    says: /302 without a valid Location/,
  },
  {
    name: 'a redirect in circles',
    fault: { kind: 'redirect', location: `/v1/admin/integrations/${ID}` },
    says: /redirected 6 times in a row/,
  },
  {
    name: 'a hanging server',
    fault: { kind: 'hang' },
    args: ['--timeout', '0.2'],
    says: /the answer was not complete within 0\.2 s\. Give it more time with --timeout/,
  },
  { name: 'a reset connection', fault: { kind: 'reset' }, says: /the connection was reset\. Try again/ },
  {
    name: 'an endless body',
    fault: { kind: 'endless' },
    args: ['--max-answer', '1'],
    says: /larger than 1000000 bytes.*--max-answer/,
  },
  {
    name: 'a body that is larger than its limit says',
    fault: { kind: 'body', body: BODY.padEnd(2000) },
    args: ['--max-answer', '0.001'],
    says: /larger than 1000 bytes/,
  },
  {
    name: 'a body that says that it is too large',
    fault: { kind: 'body', body: BODY.padEnd(2000), headers: { 'content-length': '2000' } },
    args: ['--max-answer', '0.001'],
    says: /larger than 1000 bytes.*--max-answer/,
  },
  { name: 'a gzip that breaks off', fault: { kind: 'gzip', cut: true }, says: /the connection ended after/ },
  {
    name: 'an invalid gzip',
    fault: { kind: 'body', body: BODY, headers: { 'content-encoding': 'gzip' } },
    says: /cannot be decompressed.*proxies/,
  },
  {
    name: 'an invalid brotli',
    fault: { kind: 'body', body: BODY, headers: { 'content-encoding': 'br' } },
    says: /cannot be decompressed.*proxies/,
  },
  {
    name: 'an encoding that nobody asked for',
    fault: { kind: 'body', body: BODY, headers: { 'content-encoding': 'zstd' } },
    says: /unknown content encoding "zstd"/,
  },
]

describe('a fault has a message with its request and a remedy, the rest is linted, and the status is 2', () => {
  test.each(CASES.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, { fault, says, args = [], findings = [] }) => {
      const broken = `/v1/admin/integrations/${ID}`
      const api = await mock({
        resources: [ACME, ...acmes(1)],
        fault: ({ path }) => (path === broken ? fault : undefined),
      })
      const result = await run(
        [
          'remote',
          'acme-0000',
          ID,
          '--format',
          'json',
          '--concurrency',
          '1',
          ...(args.includes('--retries') ? [] : ['--retries', '0']),
          ...args,
        ],
        { env: login(api) },
      )
      const lines = result.stderr.trimEnd().split('\n')
      expect(lines[0]).toMatch(says)
      expect(lines[0]?.startsWith(`integration-lint: GET ${api.url}${broken}: `)).toBe(true)
      // Only a refused token stops a run.
      expect(lines.slice(1)).toEqual(
        fault.kind === 'status' && fault.status === 401 ? [expect.stringContaining('1 linted')] : [],
      )
      const { files } = jsonReport(result)
      expect(files[0]?.findings).toEqual([])
      expect(brief(files[1]?.findings ?? [])).toEqual(findings)
      expect(result.status).toBe(2)
    },
  )
})

test('gzip is understood', async () => {
  const api = await mock({ fault: () => ({ kind: 'gzip' }) })
  expect(await run(['remote', ID], { env: login(api) })).toMatchObject({ status: 0, stderr: '' })
  expect(api.seen[0]?.headers['accept-encoding']).toContain('gzip')
})

test.each<[string, (text: string) => Uint8Array]>([
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['x-gzip', gzipSync],
  ['identity', Buffer.from],
  ['', Buffer.from],
])('the content encoding %j is understood', async (encoding, pack) => {
  const api = await mock({
    fault: () => ({ kind: 'body', body: pack(BODY), headers: { 'content-encoding': encoding } }),
  })
  expect(await run(['remote', ID], { env: login(api) })).toMatchObject({ status: 0, stderr: '' })
})

test('a redirect within the origin is followed, with the token', async () => {
  const api = await mock({
    fault: ({ path }) =>
      path.includes('acme') ? { kind: 'redirect', location: `/v1/admin/integrations/${ID}` } : undefined,
  })
  expect(await run(['remote', 'handle/acme@1.2.3'], { env: login(api) })).toMatchObject({ status: 0, stderr: '' })
  expect(api.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${TOKEN}`, `Bearer ${TOKEN}`])
})

test('a redirect elsewhere takes nothing along', async () => {
  const other = await mock()
  const api = await mock({ fault: () => ({ kind: 'redirect', location: `${other.url}/v1/admin/integrations/${ID}` }) })
  expect((await run(['remote', ID], { env: login(api) })).status).toBe(2)
  expect(other.seen).toEqual([])
})

describe('retries', () => {
  test.each([
    ['429 with Retry-After', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
    ['503 with a date', { kind: 'status', status: 503, headers: { 'retry-after': 'Mon, 01 Jan 2024 00:00:00 GMT' } }],
    ['500', { kind: 'status', status: 500 }],
    ['a reset connection', { kind: 'reset' }],
    ['a body that is cut off', { kind: 'cut' }],
  ] as const)('%s: asked again', async (_name, fault) => {
    const api = await mock({ fault: ({ earlier }) => (earlier === 0 ? fault : undefined) })
    expect(await run(['remote', ID], { env: login(api) })).toMatchObject({ status: 0, stderr: '' })
    expect(api.seen).toHaveLength(2)
  })

  test.each([
    ['400', { kind: 'status', status: 400 }],
    ['401', { kind: 'status', status: 401 }],
    ['404', { kind: 'status', status: 404 }],
    ['a web page', { kind: 'body', body: '<html></html>', headers: { 'content-type': 'text/html' } }],
  ] as const)('%s: not asked again', async (_name, fault) => {
    const api = await mock({ fault: () => fault })
    await run(['remote', ID], { env: login(api) })
    expect(api.seen).toHaveLength(1)
  })

  test('they end', async () => {
    const api = await mock({ fault: () => ({ kind: 'status', status: 503, headers: { 'retry-after': '0' } }) })
    const { stderr } = await run(['remote', ID, '--retries', '2'], { env: login(api) })
    expect(api.seen).toHaveLength(3)
    expect(stderr).toContain('3 times in a row')
  })
})

describe('the list', () => {
  test('a nextToken that repeats for ever', async () => {
    const api = await mock({ resources: acmes(4), pageSize: 2, nextToken: () => 'page-1' })
    const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
    expect(result.stderr).toMatch(/repeats its nextToken on page 2, so the list would never end/)
    expect(jsonReport(result).files).toHaveLength(4)
    expect(api.seen.filter(({ operation }) => operation === 'listIntegrations')).toHaveLength(2)
    expect(result.status).toBe(2)
  })

  test('one broken integration among a hundred', async () => {
    const api = await mock({
      resources: acmes(100),
      fault: ({ path }) => (path.endsWith('0042') ? { kind: 'status', status: 500 } : undefined),
    })
    const result = await run(['remote', '--all', '--format', 'json', '--retries', '0'], { env: login(api) })
    expect(jsonReport(result).summary).toMatchObject({ files: 99, errors: 0 })
    expect(result.stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/B60042: the server answered 500/)])
    expect(result.status).toBe(2)
  })

  test.each([
    ['a page that fails', { kind: 'status', status: 500 } as Fault, /GET .*nextToken=page-1: the server answered 500/],
    ['a page that is not a list', { kind: 'body', body: '{"integrations":5}' } as Fault, /not a list of integrations/],
    ['a page that is broken', { kind: 'body', body: '{"integrations":[' } as Fault, /truncated JSON/],
  ])('%s: what was listed before is linted', async (_name, fault, says) => {
    const api = await mock({
      resources: acmes(4),
      pageSize: 2,
      fault: ({ query }) => (query.get('nextToken') === 'page-1' ? fault : undefined),
    })
    const result = await run(['remote', '--all', '--format', 'json', '--retries', '0'], { env: login(api) })
    expect(result.stderr).toMatch(says)
    expect(jsonReport(result).summary.files).toBe(2)
    expect(result.status).toBe(2)
  })

  test('an item that cannot be fetched', async () => {
    const api = await mock({
      resources: acmes(2),
      fault: ({ operation }) =>
        operation === 'listIntegrations'
          ? {
              kind: 'body',
              body: JSON.stringify({ integrations: [{ title: 'Nameless' }, null, { ...acmes(1)[0] }], meta: {} }),
            }
          : undefined,
    })
    const result = await run(['remote', '--all', '--format', 'json'], { env: login(api) })
    expect(result.stderr).toMatch(/the list: item 0 has neither an ID nor a name and a version/)
    expect(result.stderr).toMatch(/the list: item 1 has/)
    expect([jsonReport(result).summary.files, result.status]).toEqual([1, 2])
  })
})

test.each([
  ['ENOTFOUND', 'unreachable', /name of the server cannot be resolved/],
  ['EAI_AGAIN', 'unreachable', /name of the server cannot be resolved/],
  ['ECONNABORTED', 'network', /the connection was reset/],
  ['ETIMEDOUT', 'unreachable', /cannot be reached \(ETIMEDOUT\)/],
  ['ENETUNREACH', 'unreachable', /cannot be reached \(ENETUNREACH\)/],
  ['CERT_HAS_EXPIRED', 'certificate', /certificate is not trusted \(CERT_HAS_EXPIRED: Said\.\)/],
  ['HPE_INVALID_CONSTANT', 'network', /the exchange failed \(HPE_INVALID_CONSTANT: Said\.\)/],
])('what %s means', (code, cause, message) => {
  expect(explainNetwork(code, 'Said.')).toMatchObject({ cause, message: expect.stringMatching(message) })
})

test('nobody there', async () => {
  const api = await mock()
  await api.close()
  const { status, stderr } = await run(['remote', ID, '--retries', '0'], { env: login(api) })
  expect(stderr).toMatch(/the connection was refused\. Check the URL/)
  expect(status).toBe(2)
})

test('a server cannot write to the terminal', async () => {
  const message = '\u001b[2J\u001b]0;owned\u0007::error::x\r\nintegration-lint: all is well'
  const api = await mock({ fault: () => ({ kind: 'status', status: 400, body: JSON.stringify({ message }) }) })
  const { stderr } = await run(['remote', ID], { env: login(api) })
  expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
})
