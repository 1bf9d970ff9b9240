/** Tells by its name whether a field holds a credential. A name is read as words: `apiKey`, `api_key`, `APIKey`. */

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
  'jwt',
  'apikey',
  'apitoken',
  'apisecret',
  'accesskey',
  'accesstoken',
  'authtoken',
  'bottoken',
  'clientsecret',
  'privatekey',
  'refreshtoken',
  'secretkey',
  'signingkey',
  'signingsecret',
  'webhooksecret',
])

/** A `key` is a credential after one of these; a `sortKey`, a `projectKey` and a `publicKey` are none. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'access',
  'account',
  'api',
  'auth',
  'authentication',
  'authorization',
  'encryption',
  'master',
  'private',
  'secret',
  'service',
  'shared',
  'signature',
  'signing',
  'ssh',
  'subscription',
])

/** Words that only say how the credential is written. */
const FORMS: ReadonlySet<string> = new Set(['base64', 'encoded', 'pem', 'plain', 'raw', 'string', 'text', 'value'])

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
  'require',
  'requires',
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
    answer = namesCredential(wordsOf(name))
    if (ANSWERS.size >= MOST_ANSWERS) ANSWERS.clear()
    ANSWERS.set(name, answer)
  }
  return answer
}

/** Definitions name their fields alike. */
const ANSWERS = new Map<string, boolean>()
const MOST_ANSWERS = 1000

function namesCredential(words: string[]): boolean {
  if (words.some((word) => HARMLESS.has(word))) return false
  while (words.length > 1 && isForm(words.at(-1) ?? '')) words.pop()
  const last = (words.at(-1) ?? '').replace(/\d+$/, '')
  if (CREDENTIALS.has(singular(last))) return true
  return singular(last) === 'key' && SECRET_KEYS.has(words.at(-2) ?? '')
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
  return word.endsWith('s') && word !== 'tokens' ? word.slice(0, -1) : word
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  return ending.length > 0 && words.slice(-ending.length).join(' ') === ending.join(' ')
}
