import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { type CredentialsOptions, findCredentials } from '../../src/remote/credentials'
import { run as runProcess } from '../cli/run'
import { ACME, emptyFolder, login, mock, run, TOKEN } from './harness'

const NONE = {
  profile: undefined,
  tokenFromStdin: undefined,
  workspaceId: undefined,
  apiUrl: undefined,
  required: true,
}

interface Files {
  profiles?: unknown
  cache?: unknown
}

/** A home of `bp`, its files written as `@botpress/cli` writes them. */
function home({ profiles, cache }: Files): string {
  const folder = join(emptyFolder(), 'botpress')
  mkdirSync(folder)
  const write = (name: string, value: unknown) =>
    writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value, null, 2))
  if (profiles !== undefined) write('profiles.json', profiles)
  if (cache !== undefined) write('global.cache.json', cache)
  return folder
}

const CACHE = {
  apiUrl: 'https://cache.example',
  token: 'cache-token',
  workspaceId: 'cache-workspace',
  activeProfile: 'default',
}
const PROFILES = {
  default: { apiUrl: 'https://default.example', token: 'default-token', workspaceId: 'default-workspace' },
  staging: { apiUrl: 'https://staging.example', token: 'staging-token', workspaceId: 'staging-workspace' },
}
const ENV = { BP_TOKEN: 'env-token', BP_WORKSPACE_ID: 'env-workspace', BP_API_URL: 'https://env.example' }

function find(files: Files, options: Partial<CredentialsOptions> = {}) {
  const env = { BP_BOTPRESS_HOME: home(files), ...options.env }
  const { token, workspaceId, apiUrl } = findCredentials({ cwd: '/', ...NONE, ...options, env })
  return [token, workspaceId, apiUrl.href]
}

test.each<[string, Files, Partial<CredentialsOptions>, (string | undefined)[]]>([
  ['the login of `bp login`', { cache: CACHE }, {}, ['cache-token', 'cache-workspace', 'https://cache.example/']],
  [
    'a profile',
    { cache: CACHE, profiles: PROFILES },
    { profile: 'staging' },
    ['staging-token', 'staging-workspace', 'https://staging.example/'],
  ],
  ['the environment', { cache: CACHE }, { env: ENV }, ['env-token', 'env-workspace', 'https://env.example/']],
  [
    'the environment before a profile',
    { profiles: PROFILES },
    { env: ENV, profile: 'staging' },
    ['env-token', 'env-workspace', 'https://env.example/'],
  ],
  [
    'the rest from the login',
    { cache: CACHE },
    { env: { BP_TOKEN: 'env-token' } },
    ['env-token', 'cache-workspace', 'https://cache.example/'],
  ],
  ['the default URL', {}, { env: { BP_TOKEN: 't', BP_WORKSPACE_ID: 'w' } }, ['t', 'w', 'https://api.botpress.cloud/']],
  [
    'flags before all else',
    { cache: CACHE },
    { env: ENV, workspaceId: 'flag-workspace', apiUrl: 'https://flag.example/base', tokenFromStdin: 'piped' },
    ['piped', 'flag-workspace', 'https://flag.example/base/'],
  ],
  [
    'an empty variable is none',
    { cache: CACHE },
    { env: { BP_TOKEN: '', BP_WORKSPACE_ID: '  ' } },
    ['cache-token', 'cache-workspace', 'https://cache.example/'],
  ],
  [
    'a line break at the end is none of the token',
    {},
    { env: { BP_TOKEN: 't\n', BP_WORKSPACE_ID: 'w' } },
    ['t', 'w', 'https://api.botpress.cloud/'],
  ],
  ['nothing, where nothing is needed', {}, { required: false }, [undefined, undefined, 'https://api.botpress.cloud/']],
])('%s', (_name, files, options, expected) => {
  expect(find(files, options)).toEqual(expected)
})

test('`~/.botpress` is the home of `bp` unless said otherwise', () => {
  const looked = () => findCredentials({ cwd: '/', ...NONE, env: {}, profile: 'surely-not-a-profile-7d1f' })
  expect(looked).toThrow(join(homedir(), '.botpress', 'profiles.json'))
})

test.each<[string, Files, Partial<CredentialsOptions>, RegExp[]]>([
  [
    'no token',
    {},
    {},
    [
      /No token or workspace ID found/,
      /--token-stdin, BP_TOKEN, --workspace-id, BP_WORKSPACE_ID or the login of `bp login` in .*global\.cache\.json/,
      /bp login/,
    ],
  ],
  [
    'no token in the profile',
    { profiles: { staging: { workspaceId: 'w' } } },
    { profile: 'staging' },
    [/No token found/, /the profile "staging" in .*profiles\.json/],
  ],
  ['no workspace', {}, { env: { BP_TOKEN: 'secret-7' } }, [/No workspace ID found/, /--workspace-id, BP_WORKSPACE_ID/]],
  [
    'no such profile',
    { profiles: PROFILES },
    { profile: 'stagin' },
    [/no profile "stagin"/, /there are "default" and "staging"/, /Did you mean "staging"/],
  ],
  [
    'a profile by a name that every object has',
    { profiles: PROFILES },
    { profile: 'constructor' },
    [/no profile "constructor"/],
  ],
  ['no profiles at all', {}, { profile: 'staging' }, [/profiles\.json does not exist/]],
  ['a broken file', { cache: '{ "token": "secret-7", ' }, {}, [/global\.cache\.json is not a JSON object/]],
  ['a file that holds something else', { cache: '["secret-7"]' }, {}, [/is not a JSON object/]],
  [
    'a token with a line break inside',
    {},
    { env: { BP_TOKEN: 'secret-7\nX-Evil: 1', BP_WORKSPACE_ID: 'w' } },
    [/characters that a header cannot contain/],
  ],
  [
    'an API that is not a URL',
    {},
    { env: { ...ENV, BP_API_URL: 'secret-7' } },
    [/The API URL of the environment is not a URL/],
  ],
  [
    'an API with a password',
    {},
    { env: { ...ENV, BP_API_URL: 'https://me:secret-7@x.example' } },
    [/contains a user or a password/],
  ],
])('%s is reported, without a secret', (_name, files, options, messages) => {
  let message = ''
  try {
    find(files, options)
  } catch (error) {
    message = String(Reflect.get(Object(error), 'message'))
  }
  for (const pattern of messages) expect(message).toMatch(pattern)
  expect(message).not.toMatch(/secret-7|staging-token|default-token/)
})

test('the command uses a profile', async () => {
  const api = await mock({ token: 'staging-token' })
  const env = { BP_BOTPRESS_HOME: home({ profiles: { staging: { ...PROFILES.staging, apiUrl: api.url } } }) }
  const { status, stderr } = await run(['remote', String(ACME.id), '--profile', 'staging', '--verbose'], { env })
  expect(status).toBe(0)
  expect(stderr).toContain('token: *** (from the profile "staging")')
  expect(api.seen[0]?.headers['x-workspace-id']).toBe('staging-workspace')
})

test.each<[string, (home: string) => void, RegExp]>([
  [
    'profiles that cannot be read',
    (home) => mkdirSync(join(home, 'profiles.json')),
    /profiles\.json cannot be read: it is not a regular file\./,
  ],
  ['profiles without any', (home) => writeFileSync(join(home, 'profiles.json'), '{}'), /no profile "a".*it has none/],
])('%s are reported', async (_what, write, message) => {
  const home = emptyFolder()
  write(home)
  const { status, stderr } = await run(['remote', 'acme', '--profile', 'a'], { env: { BP_BOTPRESS_HOME: home } })
  expect(stderr).toMatch(message)
  expect(status).toBe(2)
})

test('the command reads the token from standard input', async () => {
  const api = await mock()
  const { BP_TOKEN: _token, ...env } = login(api)
  expect(await run(['remote', String(ACME.id), '--token-stdin'], { env, stdin: `${TOKEN}\n` })).toMatchObject({
    status: 0,
    stderr: '',
  })
  expect((await run(['remote', String(ACME.id), '--token-stdin'], { env, stdin: '\n' })).stderr).toMatch(
    /standard input is empty/,
  )
})

test('the built command tells what is missing, as a message and not as a crash', async () => {
  const env = { BP_BOTPRESS_HOME: home({}), BP_TOKEN: undefined, BP_WORKSPACE_ID: undefined }
  const { status, stdout, stderr } = await runProcess(['remote', String(ACME.id)], { env, cwd: emptyFolder() })
  expect(stderr).toMatch(/^integration-lint: No token or workspace ID found in /)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect([status, stdout]).toEqual([2, ''])
})

test('there is no flag that takes a token', async () => {
  const { status, stderr } = await run(['remote', String(ACME.id), '--token', TOKEN])
  expect(status).toBe(2)
  expect(stderr).toMatch(/Unknown flag --token/)
  expect(stderr).not.toContain(TOKEN)
})

test.each([
  [
    'plain http',
    'http://api.example',
    /The token is not sent to http:\/\/api\.example: anybody on the network path can read plain http/,
  ],
  ['plain http to a name that only looks local', 'http://127.0.0.1.example', /plain http/],
  ['another scheme', 'ftp://api.example', /its scheme is ftp/],
])('the token is refused to %s', async (_name, url, message) => {
  const { status, stderr } = await run(['remote', String(ACME.id)], { env: { ...ENV, BP_API_URL: url } })
  expect(stderr).toMatch(message)
  expect(status).toBe(2)
})
