import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { isFields, own } from '../document/values'
import { codeOf, createError } from '../findings/errors'
import { didYouMean, listed, suggestion } from '../findings/text'
import { readFailure, readInput } from '../input/files'

const DEFAULT_API_URL = 'https://api.botpress.cloud'

/** The login is missing or invalid: exit 2 with this message, which never contains a token. */
function credentialsError(message: string): Error {
  return createError('ERR_CREDENTIALS', message)
}

export interface CredentialsOptions {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  profile: string | undefined
  /** The token from standard input. */
  tokenFromStdin: string | undefined
  workspaceId: string | undefined
  apiUrl: string | undefined
  /** Whether a login is needed; public endpoints need none. */
  required: boolean
}

export interface Credentials {
  apiUrl: URL
  token?: string
  workspaceId?: string
  /** The source of each value, for --verbose. */
  from: { apiUrl: string; token?: string; workspaceId?: string }
}

/** A place where `bp` keeps a login. The files are those of `@botpress/cli`: plain JSON with these three keys. */
interface Login {
  from: string
  token?: string
  workspaceId?: string
  apiUrl?: string
}

/**
 * Finds the login as `bp` does: in flags, the environment, then the named profile, or the profile of `bp login`. Each
 * value comes from the first place that has it.
 *
 * @throws ERR_CREDENTIALS with the missing values and the places that were searched
 */
export function findCredentials(options: CredentialsOptions): Credentials {
  const { env, profile, tokenFromStdin } = options
  const home = resolve(options.cwd, given(env.BP_BOTPRESS_HOME) ?? join(homedir(), '.botpress'))
  const flags: Login = login('--token-stdin', tokenFromStdin, options.workspaceId, options.apiUrl)
  const environment: Login = login('the environment', env.BP_TOKEN, env.BP_WORKSPACE_ID, env.BP_API_URL)
  const complete =
    [flags, environment].some(({ token }) => token) && [flags, environment].some(({ workspaceId }) => workspaceId)
  // A file is read only if a value is missing, or the user names a profile.
  const stored = profile !== undefined ? [readProfile(home, profile)] : complete ? [] : [readCache(home)]
  const places = [flags, environment, ...stored]

  const find = (key: 'token' | 'workspaceId' | 'apiUrl') => places.find((place) => place[key] !== undefined)
  const names = {
    token: ['--token-stdin', 'BP_TOKEN'],
    workspaceId: ['--workspace-id', 'BP_WORKSPACE_ID'],
  } as const
  const file =
    profile === undefined
      ? `the login of \`bp login\` in ${join(home, CACHE_FILE)}`
      : `the profile ${JSON.stringify(profile)} in ${join(home, PROFILES_FILE)}`
  if (options.required) {
    const missing = (
      [
        ['token', 'token'],
        ['workspaceId', 'workspace ID'],
      ] as const
    ).filter(([key]) => find(key) === undefined)
    if (missing.length > 0) {
      const whats = listed(
        missing.map(([, what]) => what),
        'or',
      )
      const looked = listed([...missing.flatMap(([key]) => names[key]), file], 'or')
      const variables = listed(
        missing.map(([key]) => names[key][1]),
        'and',
      )
      throw credentialsError(
        `No ${whats} found in ${looked}. Log in with \`bp login\`, name a --profile, or set ${variables}.`,
      )
    }
  }
  const token = find('token')?.token
  const workspaceId = find('workspaceId')?.workspaceId
  checkHeader('token', token)
  checkHeader('workspace ID', workspaceId)
  const url = find('apiUrl')
  return {
    apiUrl: parseApiUrl(url?.apiUrl ?? DEFAULT_API_URL, url?.from ?? 'the default'),
    ...(token === undefined ? {} : { token }),
    ...(workspaceId === undefined ? {} : { workspaceId }),
    from: {
      apiUrl: url === undefined ? 'the default' : url === flags ? '--api-url' : url.from,
      ...(token === undefined ? {} : { token: find('token')?.from ?? '' }),
      ...(workspaceId === undefined
        ? {}
        : { workspaceId: find('workspaceId') === flags ? '--workspace-id' : (find('workspaceId')?.from ?? '') }),
    },
  }
}

const CACHE_FILE = 'global.cache.json'
const PROFILES_FILE = 'profiles.json'
/** The maximum size of these files, in bytes. */
const MOST_LOGIN_BYTES = 2 ** 20

function login(from: string, token: unknown, workspaceId: unknown, apiUrl: unknown): Login {
  return {
    from,
    ...optionalField('token', given(token)),
    ...optionalField('workspaceId', given(workspaceId)),
    ...optionalField('apiUrl', given(apiUrl)),
  }
}

function optionalField<K extends string>(key: K, value: string | undefined): { [Key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [Key in K]?: string })
}

/**
 * The text without surrounding white space; an empty one counts as missing, as with a variable that CI leaves blank.
 */
function given(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function readCache(home: string): Login {
  const path = join(home, CACHE_FILE)
  const cache = readJson(path)
  return cache === undefined ? { from: path } : loginFrom(path, cache)
}

function readProfile(home: string, name: string): Login {
  const path = join(home, PROFILES_FILE)
  const profiles = readJson(path)
  if (profiles === undefined) {
    throw credentialsError(
      `There is no profile ${JSON.stringify(name)}: the file ${path} does not exist. \`bp login\` and \`bp profiles\` write it.`,
    )
  }
  const profile = own(profiles, name)
  if (!isFields(profile)) {
    const known = Object.keys(profiles).filter((key) => isFields(profiles[key]))
    const there =
      known.length === 0
        ? 'it has none'
        : `there are ${listed(
            known.map((each) => JSON.stringify(each)),
            'and',
          )}`
    throw credentialsError(
      `There is no profile ${JSON.stringify(name)} in ${path}; ${there}.${suggestion(didYouMean(name, known))}`,
    )
  }
  return loginFrom(`the profile ${JSON.stringify(name)}`, profile)
}

function loginFrom(from: string, fields: Readonly<Record<string, unknown>>): Login {
  return login(from, own(fields, 'token'), own(fields, 'workspaceId'), own(fields, 'apiUrl'))
}

/** The object in a file; undefined if the file does not exist. Errors never quote the file: it contains a token. */
function readJson(path: string): Readonly<Record<string, unknown>> | undefined {
  let bytes: Uint8Array
  try {
    bytes = readInput(path, MOST_LOGIN_BYTES)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw credentialsError(`The file ${path} cannot be read: ${readFailure(error, path)}.`)
  }
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    if (isFields(value)) return value
  } catch {
    // The parser's message quotes the text.
  }
  throw credentialsError(`The file ${path} is not a JSON object. Write it again with \`bp login\`.`)
}

/** A header may contain only visible ASCII. It is checked here, since the error of Node.js would quote the value. */
function checkHeader(what: string, value: string | undefined): void {
  if (value !== undefined && !/^[\x21-\x7e]+$/.test(value)) {
    throw credentialsError(
      `The ${what} contains characters that a header cannot contain, such as a line break or a space.`,
    )
  }
}

function parseApiUrl(text: string, from: string): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw credentialsError(`The API URL of ${from} is not a URL.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw credentialsError(`The API URL of ${from} contains a user or a password; the token goes in BP_TOKEN.`)
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  url.search = ''
  url.hash = ''
  return url
}
