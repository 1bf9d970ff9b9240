/** Recognises the names of fields that hold a credential. A name is read as words: `apiKey`, `api_key`, `APIKey`. */

/** Nouns that name a credential by themselves, at the end of a name: `webhookSecret`, but not `secretName`. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'token',
  'credential',
  'cred',
  'jwt',
  'pat',
  'otp',
  'bearer',
])

/** Words that name a credential only after one of theirs: an `apiKey` is one, a `sortKey` is not. */
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
      'consumer',
      'decryption',
      'deploy',
      'deployment',
      'encryption',
      'function',
      'hmac',
      'ingest',
      'ingestion',
      'integration',
      'live',
      'master',
      'pem',
      'private',
      'read',
      'rsa',
      'sas',
      'secret',
      'security',
      'server',
      'service',
      'shared',
      'signature',
      'signing',
      'ssh',
      'storage',
      'subscription',
      'webhook',
      'write',
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
    code: ['access', 'auth', 'authentication', 'authorization', 'backup', 'oauth', 'oauth2', 'recovery', 'security'],
    string: ['connection', 'conn'],
    str: ['connection', 'conn'],
    uri: ['connection', 'conn', 'mongo', 'mongodb', 'redis', 'postgres', 'postgresql', 'mysql', 'amqp', 'jdbc'],
    url: ['connection', 'conn', 'mongo', 'mongodb', 'redis', 'postgres', 'postgresql', 'mysql', 'amqp', 'jdbc'],
    dsn: ['connection', 'database', 'db', 'mysql', 'postgres', 'sql'],
    cookie: ['auth', 'login', 'session'],
    seed: ['otp', 'totp'],
  }).map(([word, before]) => [word, new Set(before)]),
)

/** A service account is an address; what says how it is written makes the file with its private key of it. */
const ACCOUNT_FILES: ReadonlySet<string> = new Set(['json', 'file', 'content', 'contents', 'data'])

/** Words that only say how the credential is written. */
const FORMS: ReadonlySet<string> = new Set([
  'b64',
  'base64',
  'encoded',
  'json',
  'pem',
  'plain',
  'raw',
  'string',
  'text',
  'value',
])

/** Words that make something else of it: what is public, how many, whether, where to go on. */
const HARMLESS: ReadonlySet<string> = new Set([
  'continuation',
  'count',
  'cursor',
  'disable',
  'disabled',
  'enable',
  'enabled',
  'has',
  'is',
  'limit',
  'max',
  'maximum',
  'min',
  'minimum',
  'next',
  'num',
  'number',
  'page',
  'pagination',
  'prev',
  'previous',
  'public',
  'publishable',
  'require',
  'requires',
  'stop',
  'sync',
  'use',
])

/** More than any name of a field has, so that a hostile one costs nothing. */
const MAX_NAME_LENGTH = 100

/** Whether a name is one of a credential, or ends with one of the extra names (compared word by word). */
export function isCredentialName(name: string, extra: readonly string[] = []): boolean {
  if (name.length > MAX_NAME_LENGTH) return false
  if (extra.some((one) => endsWith(wordsOf(name), wordsOf(one)))) return true
  let answer = ANSWERS.get(name)
  if (answer === undefined) {
    answer = NOUNS.test(name) && namesCredential(wordsOf(name))
    if (ANSWERS.size >= MOST_ANSWERS) ANSWERS.clear()
    ANSWERS.set(name, answer)
  }
  return answer
}

/** A name without one of these is not one of a credential. */
const NOUNS = new RegExp([...CREDENTIALS, ...CREDENTIALS_AFTER.keys(), 'account'].join('|'), 'i')

/** Definitions name their fields alike. */
const ANSWERS = new Map<string, boolean>()
const MOST_ANSWERS = 1000

function namesCredential(words: string[]): boolean {
  if (words.some((word) => HARMLESS.has(word))) return false
  const [only] = words
  if (words.length === 1 && only !== undefined) return isCredential(only, undefined) || namesInOneWord(singular(only))
  const written = words.at(-1) ?? ''
  if (ACCOUNT_FILES.has(written) && words.at(-2) === 'account' && words.at(-3) === 'service') return true
  // What a form is of may be a pair of which the form is a part: a connection string.
  for (let end = words.length; end > 0; end -= 1) {
    const last = words[end - 1] ?? ''
    if (isCredential(last, words[end - 2])) return true
    if (!isForm(last)) return false
  }
  return false
}

function isCredential(word: string, before: string | undefined): boolean {
  const last = singular(word.replace(/\d+$/, ''))
  return CREDENTIALS.has(last) || (before !== undefined && CREDENTIALS_AFTER.get(last)?.has(before) === true)
}

/** Names that are written without anything between their words: `accesstoken`, `consumerkey`. */
function namesInOneWord(name: string): boolean {
  if (name === 'pass' || name === 'serviceaccountjson') return true
  if (/^[a-z]+(?:password|passphrase|secret|token)$/.test(name)) return true
  for (const [word, before] of CREDENTIALS_AFTER) {
    if (name.endsWith(word) && before.has(name.slice(0, -word.length))) return true
  }
  return false
}

/** Whether two names are the same, however they are written. */
export function isSameName(left: string, right: string): boolean {
  return wordsOf(left).join('') === wordsOf(right).join('')
}

/** The words of a name, in lower case: of camelCase, PascalCase, snake_case, kebab-case, with abbreviations. */
export function wordsOf(name: string): string[] {
  // Most names, and much cheaper: classes of Unicode are long lists.
  if (PLAIN.test(name)) return plainWordsOf(name)
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '')
}

const PLAIN = /^[a-zA-Z0-9_-]*$/

function plainWordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _-]+/)
    .filter((word) => word !== '')
}

function isForm(word: string): boolean {
  return FORMS.has(word) || /^\d+$/.test(word)
}

function singular(word: string): string {
  // Many tokens are a quantity, several secrets are not.
  return word.endsWith('s') && !word.endsWith('ss') && word !== 'tokens' ? word.slice(0, -1) : word
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.length > 0 && words.slice(-ending.length).join(' ') === ending.join(' ')
}
