import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '../../src/findings/types'
import { ROOT } from '../cli/run'
import { ACME, jsonReport, login, run } from './harness'

// The other side of these tests was written by others: Prism answers, and checks our requests, by the official
// OpenAPI document alone.

jest.setTimeout(120_000)

const ID = String(ACME.id)
let prism: ChildProcess
let url: string
let log = ''
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-prism-'))
  // In a process of its own, since it prints what it does.
  const program = "require('@botpress/api').adminApi.exportOpenapi(process.argv[1])"
  execFileSync(process.execPath, ['-e', program, folder], { cwd: join(ROOT, 'tools'), stdio: 'ignore' })
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  const script = join(ROOT, 'tools/node_modules/@stoplight/prism-cli/dist/index.js')
  prism = spawn(process.execPath, [
    script,
    'mock',
    join(folder, 'openapi.json'),
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '--seed',
    '7',
  ])
  await new Promise<void>((done, fail) => {
    const hear = (chunk: Buffer) => {
      log += chunk
      if (log.includes('is listening')) done()
    }
    prism.stdout?.on('data', hear)
    prism.stderr?.on('data', hear)
    prism.on('error', fail)
    prism.on('exit', () => fail(new Error(`Prism ended: ${log}`)))
  })
})

afterAll(() => {
  prism.removeAllListeners('exit')
  prism.kill()
  rmSync(folder, { recursive: true, force: true })
})

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/**
 * Prism invents what the description leaves open: names of secrets, and JSON Schemas (any object, for the
 * description). What remains is about the shape that it does describe.
 */
function aboutShape(findings: readonly Finding[]): string[] {
  return findings
    .filter(
      ({ rule, pointer }) =>
        /^(schema|syntax|response)/.test(rule) && !/\/schema(\/|$)/.test(pointer) && !/\/secrets\//.test(pointer),
    )
    .map(({ rule, pointer, message }) => `${rule} ${pointer}: ${message}`)
}

const env = () => login({ url })
const SCHEMA_ONLY = ['--format', 'json', '--fail-on', 'error']

describe('static examples', () => {
  test.each([
    ['an integration by ID', [ID], 'id'],
    ['an integration by name', ['handle/acme@1.2.3'], 'name,version'],
    ['one of the hub by ID', ['--public', ID], 'id'],
    ['one of the hub by name', ['--public', 'slack@1.0.0'], 'name,version'],
  ])('%s has the shape of our schemas, but is another one than was asked for', async (_case, args, differing) => {
    const result = await run(['remote', ...args, ...SCHEMA_ONLY], { env: env() })
    expect(result.stderr).toBe('')
    const [file] = jsonReport(result).files
    expect(file?.kind).toBe(args.includes('--public') ? 'public-integration' : 'integration')
    const shape = aboutShape(file?.findings ?? [])
    expect(shape.filter((line) => !line.startsWith('response-identity'))).toEqual([])
    expect(shape.map((line) => /\/integration\/(\w+): The request asked/.exec(line)?.[1]).join()).toBe(differing)
  })

  test('a list that says for ever that there is more', async () => {
    const result = await run(['remote', '--all', '--lists', '--drift', ...SCHEMA_ONLY], { env: env() })
    expect(result.stderr).toMatch(/the list repeats its nextToken on page 2/)
    expect(result.stderr).toMatch(/No drift|secrets\.\*/)
    const { files } = jsonReport(result)
    expect(files.map(({ kind }) => kind)).toEqual(['integration-list', 'integration', 'integration-list'])
    expect(files.flatMap(({ findings }) => aboutShape(findings))).toEqual([])
    expect(result.status).toBe(2)
  })

  test('the filters are parameters that the API knows', async () => {
    const filters = [
      '--dev',
      '--name',
      'a',
      '--version',
      '1.0.0',
      '--visibility',
      'public',
      '--verification-status',
      'pending',
    ]
    const { stderr } = await run(['remote', '--all', ...filters], { env: env() })
    expect(stderr).not.toMatch(/answered 4/)
  })

  test('without a login, Prism refuses', async () => {
    const { stderr, status } = await run(['remote', '--public', ID, '--retries', '0'], { env: { BP_API_URL: url } })
    expect(stderr).toMatch(/answered 401 \(unauthorized\)/)
    expect(status).toBe(2)
  })
})

describe('dynamic examples', () => {
  const dynamic = [
    '--header',
    'Prefer: dynamic=true',
    '--header',
    'Authorization: Bearer $BP_TOKEN',
    '--header',
    'x-workspace-id: w',
  ]

  test.each([
    ['an integration', `/v1/admin/integrations/${ID}`, 'integration'],
    ['one of the hub', '/v1/admin/hub/integrations/slack/1.0.0', 'public-integration'],
    ['a list', '/v1/admin/integrations', 'integration-list'],
    ["the hub's list", '/v1/admin/hub/integrations', 'integration-list'],
  ])('%s has the shape of our schemas', async (_case, path, kind) => {
    for (let round = 0; round < 3; round += 1) {
      const result = await run(['remote', '--url', `${url}${path}`, '--as', kind, ...dynamic, ...SCHEMA_ONLY], {
        env: env(),
      })
      expect(result.stderr).toBe('')
      const [file] = jsonReport(result).files
      expect(file?.kind).toBe(kind)
      expect(aboutShape(file?.findings ?? [])).toEqual([])
    }
  })
})

describe("the API's validation", () => {
  const body = { name: 'handle/acme', version: '1.2.3', title: 'Acme', description: 'Creates tickets.', actions: {} }

  test('accepts a create body', async () => {
    const result = await run(['remote', '--server-validate', '-'], { env: env(), stdin: JSON.stringify(body) })
    expect([result.status, result.stderr]).toEqual([0, 'The server accepts <stdin>.\n'])
  })

  test('accepts an update body', async () => {
    const result = await run(['remote', ID, '--server-validate', '-'], { env: env(), stdin: '{ "title": "New" }' })
    expect([result.status, result.stderr]).toEqual([0, 'The server accepts <stdin>.\n'])
  })

  test('a refusal in a form that is not the API’s counts as no answer', async () => {
    const result = await run(['remote', '--server-validate', '-', '--format', 'json'], {
      env: env(),
      stdin: JSON.stringify({ ...body, title: 'T'.repeat(65) }),
    })
    const rules = jsonReport(result).files[0]?.findings.map(({ rule }) => rule)
    expect(rules).toEqual(['schema/max-length'])
    expect(result.stderr).toMatch(
      /the answer \(422, application\/json\) is neither an acceptance nor a refusal in the form of the API/,
    )
    expect(result.status).toBe(2)
  })
})
