/** Recognises the names of fields that hold a credential. A name is read as words: `apiKey`, `api_key`, `APIKey`. */

/** Nouns that name a credential by themselves, at the end of a name: `webhookSecret`, but not `secretName`. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'passwrd',
  'pword',
  'psw',
  'pswd',
  'pw',
  'pwd',
  'secret',
  'token',
  'credential',
  'cred',
  'jwt',
  'pat',
  'otp',
  'bearer',
  'dsn',
  'passkey',
])

/** Words that name a credential only as the whole name: a `cookie` is the header, a `mapPin` is something else. */
const CREDENTIALS_ALONE: ReadonlySet<string> = new Set(['authorization', 'cookie', 'cookies', 'pass', 'pin'])

/** Connections whose address may contain a password or a signature. */
const CONNECTIONS = [
  'amqp',
  'conn',
  'connection',
  'database',
  'db',
  'jdbc',
  'mongo',
  'mongodb',
  'mysql',
  'postgres',
  'postgresql',
  'redis',
  'sas',
]

/** Words that name a credential only after one of the listed words: an `apiKey` is one, a `sortKey` is not. */
const CREDENTIALS_AFTER: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    key: [
      'access',
      'account',
      'admin',
      'api',
      'app',
      'application',
      'auth',
      'authentication',
      'authorization',
      'certificate',
      'cert',
      'client',
      'consumer',
      'decryption',
      'deploy',
      'deployment',
      'encryption',
      'function',
      'gpg',
      'hmac',
      'ingest',
      'ingestion',
      'integration',
      'licence',
      'license',
      'live',
      'master',
      'partner',
      'pass',
      'pem',
      'pgp',
      'private',
      'read',
      'rsa',
      'sas',
      'secret',
      'security',
      'server',
      'service',
      'session',
      'shared',
      'signature',
      'signing',
      'ssh',
      'ssl',
      'storage',
      'subscription',
      'tls',
      'webhook',
      'write',
      // Services with a single key.
      'ai',
      'anthropic',
      'groq',
      'hubspot',
      'openai',
      'sendgrid',
      'stripe',
      'supabase',
    ],
    pass: [
      'admin',
      'api',
      'app',
      'auth',
      'database',
      'db',
      'email',
      'ftp',
      'http',
      'imap',
      'ldap',
      'login',
      'mail',
      'mongo',
      'mysql',
      'pg',
      'pop3',
      'postgres',
      'proxy',
      'redis',
      'root',
      'sftp',
      'smtp',
      'sql',
      'ssh',
      'user',
    ],
    phrase: ['pass', 'recovery', 'secret', 'seed'],
    word: ['pass'],
    code: [
      'access',
      'auth',
      'authentication',
      'authorization',
      'backup',
      'oauth',
      'oauth2',
      'pass',
      'recovery',
      'security',
    ],
    pin: ['access', 'account', 'admin', 'card', 'login', 'security', 'sim', 'user'],
    string: ['connection', 'conn'],
    str: ['connection', 'conn'],
    uri: CONNECTIONS,
    url: CONNECTIONS,
    cookie: ['auth', 'login', 'session'],
    seed: ['otp', 'totp'],
    signature: ['access'],
    account: ['service'],
    auth: ['basic', 'digest', 'proxy'],
    authorization: ['http', 'proxy'],
    header: ['auth', 'authentication', 'authorization'],
  }).map(([word, before]) => [word, new Set(before)]),
)

/**
 * The forms in which a service account is stored with its private key; the email address of the account is not secret.
 */
const ACCOUNT_FILES: ReadonlySet<string> = new Set(['file', 'content', 'contents', 'data'])

/** Words that only say how the credential is written. */
const FORM_WORDS: ReadonlySet<string> = new Set([
  'b64',
  'base64',
  'encoded',
  'json',
  'list',
  'pem',
  'plain',
  'raw',
  'string',
  'text',
  'value',
])

/** Words that make a name harmless: something public, a number, a flag, a pagination token. */
const HARMLESS: ReadonlySet<string> = new Set([
  'completion',
  'continuation',
  'count',
  'cursor',
  'disable',
  'disabled',
  'enable',
  'enabled',
  'has',
  'input',
  'is',
  'limit',
  'max',
  'maximum',
  'min',
  'minimum',
  'next',
  'num',
  'number',
  'output',
  'page',
  'pagination',
  'prev',
  'previous',
  'prompt',
  'public',
  'publishable',
  'remaining',
  'require',
  'requires',
  'stop',
  'sync',
  'total',
  'use',
  'used',
])

/** The maximum length of a name that is checked: longer ones are hostile. */
const MAX_NAME_LENGTH = 100

/** Whether a name is one of a credential, or ends with one of the extra names (compared word by word). */
export function isCredentialName(name: string, extra: readonly string[] = []): boolean {
  if (name.length > MAX_NAME_LENGTH) return false
  if (extra.some((one) => endsWith(wordsOf(name), wordsOf(one)))) return true
  let answer = KNOWN_ANSWERS.get(name)
  if (answer === undefined) {
    answer = NOUNS.test(name) && namesCredential(wordsOf(name))
    if (KNOWN_ANSWERS.size >= MOST_ANSWERS) KNOWN_ANSWERS.clear()
    KNOWN_ANSWERS.set(name, answer)
  }
  return answer
}

/** A name of a credential contains one of these words. */
const NOUNS = new RegExp([...CREDENTIALS, ...CREDENTIALS_ALONE, ...CREDENTIALS_AFTER.keys()].join('|'), 'i')

/** A cache: definitions use the same field names again and again. */
const KNOWN_ANSWERS = new Map<string, boolean>()
const MOST_ANSWERS = 1000

function namesCredential(words: string[]): boolean {
  if (words.some((word) => HARMLESS.has(word))) return false
  const [only] = words
  if (words.length === 1 && only !== undefined) {
    return CREDENTIALS_ALONE.has(only) || isCredential(only, undefined) || namesInOneWord(singular(only))
  }
  const written = words.at(-1) ?? ''
  if (ACCOUNT_FILES.has(written) && words.at(-2) === 'account' && words.at(-3) === 'service') return true
  // The word before a form may name a pair that contains it, such as a connection string.
  for (let end = words.length; end > 0; end -= 1) {
    const last = words[end - 1] ?? ''
    if (isCredential(last, words[end - 2])) return true
    if (!isFormWord(last)) return false
  }
  return false
}

function isCredential(word: string, before: string | undefined): boolean {
  const last = singular(word.replace(/\d+$/, ''))
  return CREDENTIALS.has(last) || (before !== undefined && CREDENTIALS_AFTER.get(last)?.has(before) === true)
}

/** Names that are written without anything between their words: `accesstoken`, `consumerkey`, but not `maxtoken`. */
function namesInOneWord(name: string): boolean {
  const written = name.replace(/(?:json|v?\d+)$/, '')
  const open = /^([a-z]+)(?:password|passphrase|secret|token)$/.exec(written)?.[1]
  if (open !== undefined) return !beginsHarmless(open)
  for (const [word, before] of CREDENTIALS_AFTER) {
    if (written.endsWith(word) && before.has(written.slice(0, -word.length))) return true
  }
  return false
}

/**
 * Whether the beginning of a name shows that it does not name a credential: `max` and `maxaccess` do, `user` does not.
 */
function beginsHarmless(words: string): boolean {
  for (let end = words.length; end > 1; end -= 1) {
    if (HARMLESS.has(words.slice(0, end)) && (end === words.length || MODIFIERS.has(words.slice(end)))) return true
  }
  return false
}

const MODIFIERS: ReadonlySet<string> = new Set([...CREDENTIALS_AFTER.values()].flatMap((before) => [...before]))

/** Whether two names are the same, however they are written. */
export function isSameName(left: string, right: string): boolean {
  return wordsOf(left).join('') === wordsOf(right).join('')
}

/** The words of a name, in lower case: of camelCase, PascalCase, snake_case, kebab-case, with abbreviations. */
export function wordsOf(name: string): string[] {
  // Most names are ASCII, for which a simple pattern is much faster than Unicode classes.
  if (ASCII_NAME.test(name)) return asciiWordsOf(name)
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
}

const ASCII_NAME = /^[a-zA-Z0-9_-]*$/

function asciiWordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _-]+/)
    .filter((word) => word !== '')
}

function isFormWord(word: string): boolean {
  return FORM_WORDS.has(word) || /^v?\d+$/.test(word)
}

/** The plurals `pins` and `pats` do not name credentials, although `PIN` and `PAT` do. */
function singular(word: string): string {
  return word.endsWith('s') && !/(?:ss|^pins|^pats)$/.test(word) ? word.slice(0, -1) : word
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.length > 0 && words.slice(-ending.length).join(' ') === ending.join(' ')
}
