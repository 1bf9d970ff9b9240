import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ACME, acmes, emptyFolder, mock, run, TOKEN } from './harness'

// The mock is of use only if the platform's own programs take it for the platform. They are installed for this test
// alone: the command line brings 160 MB.
const CLIENT = '@botpress/client@1.45.0'
const CLI = '@botpress/cli@0.8.59'

jest.setTimeout(600_000)

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-official-'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  await program('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', CLIENT, CLI], {})
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function program(command: string, args: readonly string[], env: Record<string, string>) {
  return new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    execFile(command, [...args], { cwd: folder, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    )
  })
}

/** Evaluates an expression of `client`, an instance of the official one; what it gives, or the type of its error. */
async function ask(url: string, expression: string, token = TOKEN): Promise<unknown> {
  const script = `
    const { Client } = require('@botpress/client')
    const client = new Client({ apiUrl: ${JSON.stringify(url)}, token: ${JSON.stringify(token)}, workspaceId: 'wkspace_test', retry: { retries: 0 } })
    Promise.resolve(${expression}).then(
      (value) => console.log(JSON.stringify(value)),
      (error) => console.log(JSON.stringify({ error: error.type, code: error.code })),
    )`
  const { stdout, stderr } = await program(process.execPath, ['-e', script], {})
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

describe('@botpress/client', () => {
  test.each<[string, string, unknown]>([
    [
      'gets by ID',
      `client.getIntegration({ id: '${ACME.id}' }).then(({ integration }) => integration.name)`,
      ACME.name,
    ],
    [
      'gets the latest by name',
      "client.getIntegrationByName({ name: 'handle/acme', version: 'latest' }).then(({ integration }) => integration.version)",
      '1.2.3',
    ],
    [
      'gets a range of the hub',
      "client.getPublicIntegration({ name: 'handle/acme', version: '^1.0.0' }).then(({ integration }) => integration.ownerWorkspace.handle)",
      'mock',
    ],
    [
      'lists a page',
      'client.listIntegrations({}).then(({ integrations, meta }) => [integrations.length, typeof meta.nextToken])',
      [2, 'string'],
    ],
    ['lists all pages', 'client.list.integrations({}).collect().then((all) => all.length)', 5],
    [
      'searches',
      "client.listIntegrations({ search: '0002' }).then(({ integrations }) => integrations.map(({ name }) => name))",
      ['acme-0002'],
    ],
    [
      'is refused a bad nextToken',
      "client.listIntegrations({ nextToken: 'nope' })",
      { error: 'InvalidQuery', code: 400 },
    ],
    [
      'reports what is not there',
      "client.getIntegrationByName({ name: 'none', version: 'latest' })",
      { error: 'ResourceNotFound', code: 404 },
    ],
    ['lists the bots', 'client.listBots({}).then(({ bots }) => bots)', []],
  ])('%s', async (_name, expression, expected) => {
    const api = await mock({ resources: [ACME, ...acmes(4)], pageSize: 2 })
    expect(await ask(api.url, expression)).toEqual(expected)
  })

  test('is refused with a wrong token', async () => {
    const api = await mock()
    expect(await ask(api.url, 'client.listBots({})', 'bp_pat_wrong')).toEqual({ error: 'Unauthorized', code: 401 })
  })
})

test('`bp login` logs in, and `remote` uses what it leaves', async () => {
  const api = await mock()
  const home = join(emptyFolder(), 'home')
  const args = [
    'login',
    '--apiUrl',
    api.url,
    '--token',
    TOKEN,
    '--workspaceId',
    'wkspace_test',
    '--botpressHome',
    home,
    '-y',
  ]
  const { status, stdout, stderr } = await program(join(folder, 'node_modules/.bin/bp'), args, {})
  expect({ status, said: stdout + stderr }).toMatchObject({ status: 0 })
  expect(existsSync(join(home, 'global.cache.json'))).toBe(true)
  expect(JSON.parse(readFileSync(join(home, 'global.cache.json'), 'utf8'))).toMatchObject({ token: TOKEN })
  const result = await run(['remote', String(ACME.id)], { env: { BP_BOTPRESS_HOME: home } })
  expect([result.status, result.stderr]).toEqual([0, ''])
})
