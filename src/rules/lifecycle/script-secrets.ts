import { findTokens, isPlaceholder } from '../../document/token-forms'
import { lex, type Token, unescaped } from '../../vrl/lexer'
import { closingBracket, continuesValue } from '../../vrl/reading'
import { isBlockAt } from '../../vrl/statements'
import { isCredentialName, wordsOf } from '../embedded-schemas/credential-names'

/** A secret that a script writes out. */
export interface WrittenSecret {
  /** The name of the compared field, or of the variable or key with the literal. */
  name: string
  /** The value without quotes. No message may show it. */
  value: string
  /** The literal with its quotes, in UTF-16 code units. */
  span: readonly [number, number]
}

/** A quick check: every script with a written secret contains one of these. */
const MARKER = /token|secret|key|pass|pwd|auth|credential|jwt|hmac/i

/**
 * Finds secrets that a script contains as literals. A literal counts if the script compares it with a credential of the
 * request (`q."hub.verify_token" == "…"`), searches for it in one (`contains(.headers.authorization, "…")`), assigns it
 * to a name of a credential (`VERIFY_TOKEN = "…"`, `{ "token": "…" }`), signs with it (`hmac(.body, "…")`), also by way
 * of variables, or puts it into an address (`"…?client_secret=…"`). Tokens of a known form are left out: another check
 * finds them in any text.
 */
export function writtenSecrets(source: string): WrittenSecret[] {
  if (!MARKER.test(source)) return []
  const { tokens } = lex(source)
  const found = new Map<number, WrittenSecret>()
  const variables = literalsOfVariables(tokens)
  const read = credentialsOfVariables(tokens)
  const add = (name: string | undefined, written: Written) => {
    if (name === undefined) return
    for (const literal of written.type === 'given'
      ? literalsGiven(tokens, written.from)
      : written.stretches.flatMap((one) => literalsIn(tokens, one, variables))) {
      const value = literalText(literal) ?? ''
      if (!isSecret(value, name) || found.has(literal.start)) continue
      found.set(literal.start, { name, value, span: [literal.start, literal.end] })
    }
  }
  for (const [index, token] of tokens.entries()) {
    if (token.text === '==' || token.text === '!=') {
      const left = operandBefore(tokens, index)
      const right = operandBehind(tokens, index)
      add(credentialIn(tokens, left, read), { type: 'read', stretches: [right] })
      add(credentialIn(tokens, right, read), { type: 'read', stretches: [left] })
    } else if (token.text === '=') add(credentialBefore(tokens, index), { type: 'given', from: index + 1 })
    else if (token.type === 'colon') {
      const key = tokens[index - 1]
      const name = key?.type === 'string' ? unescaped(key) : undefined
      if (name !== undefined && isSecretName(name)) add(name, { type: 'given', from: index + 1 })
    } else if (token.type === 'call') addOfCall(tokens, index, read, add)
    else if (token.type === 'string') addOfAddress(token, found)
  }
  return [...found.values()].sort((one, other) => one.span[0] - other.span[0])
}

/** Indices of the first and the last token. */
type TokenRange = readonly [first: number, last: number]

/** Where literals are searched: in operands and arguments, or in assigned values. */
type Written = { type: 'read'; stretches: readonly TokenRange[] } | { type: 'given'; from: number }

/** Functions that compare a text with others, or search for others in it. */
const SEEKS: ReadonlySet<string> = new Set([
  'contains',
  'contains_all',
  'ends_with',
  'includes',
  'match',
  'starts_with',
])

/** Functions with a key, and the position of the argument when it has no name. */
const KEYED: ReadonlyMap<string, number | undefined> = new Map([
  ['hmac', 1],
  ['encrypt', 2],
  ['decrypt', 2],
])

function addOfCall(
  tokens: readonly Token[],
  index: number,
  read: ReadonlyMap<string, string>,
  add: (name: string | undefined, written: Written) => void,
): void {
  const name = tokens[index]?.text ?? ''
  if (!SEEKS.has(name) && !KEYED.has(name)) return
  const open = tokens[index + 1]?.text === '!' ? index + 2 : index + 1
  const args = argumentsOf(tokens, open)
  if (SEEKS.has(name)) {
    for (const argument of args) {
      const others = args.filter((one) => one !== argument)
      add(credentialIn(tokens, argument, read), { type: 'read', stretches: others })
    }
    return
  }
  const named = args.find(([first]) => tokens[first]?.text === 'key' && tokens[first + 1]?.type === 'colon')
  const key = named ?? args[KEYED.get(name) ?? -1]
  if (key !== undefined) add(`key of ${name}`, { type: 'read', stretches: [key] })
}

function isSecretName(name: string): boolean {
  return isCredentialName(name) || /^(?:proxy[-_]?)?authorization$/i.test(name)
}

/** The text of a literal; undefined for any other token. */
function literalText(token: Token): string | undefined {
  if (token.type === 'literal') {
    // A regular expression that matches a single text.
    const exact = /^r'\^([\w\s/=-]+)\$'$/.exec(token.text)?.[1]
    return token.text.startsWith('s') ? token.text.slice(2, -1) : exact
  }
  return token.type === 'string' && !token.text.includes('{{') ? unescaped(token) : undefined
}

const MIN_LENGTH = 4

/** Words that make up names of parameters, types and states. A literal of such words is not a secret. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  `absent access active anonymous api app application auth authorization auth0 bad basic bearer bot challenge client code
  credential credentials default denied digest disabled empty enabled error event expired failed false forbidden grant guest
  header hub id inactive invalid is jwt key missing mode no none not null oauth oauth2 ok optional password present refresh
  request required response revoked sample secret secrets signature signing subscribe success token tokens true type unauthorized
  undefined unknown unset unverified url user valid value verification verified verify webhook wrong x yes`.split(
    /\s+/,
  ),
)

function isSecret(text: string, name: string): boolean {
  const value = text.replace(/^(?:bearer|basic|token|bot)\s+/i, '')
  if (value.length < MIN_LENGTH || /\s|^[a-z]+:\/\//i.test(value) || findTokens(value).length > 0) return false
  if (isPlaceholder(value, name)) return false
  // The name of a secret is not its value.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) && isSecretName(value)) return false
  return !wordsOf(value).every((word) => COMMON_WORDS.has(word))
}

/** Functions whose result for a secret may be a literal in the script, such as a hash. */
const DIGESTS: ReadonlySet<string> = new Set(['hmac', 'md5', 'seahash', 'sha1', 'sha2', 'sha3', 'xxhash', 'length'])

/**
 * The name of a credential that an operand or an argument reads: `.headers."x-api-key"`, `get!(q, ["token"])`, or a
 * variable with its value.
 */
function credentialIn(
  tokens: readonly Token[],
  [first, last]: TokenRange,
  variables: ReadonlyMap<string, string>,
): string | undefined {
  if (tokens.slice(first, last + 1).some(({ type, text }) => type === 'call' && DIGESTS.has(text))) return undefined
  for (let at = last; at >= first; at -= 1) {
    const token = tokens[at]
    if (token === undefined) continue
    const isRead = token.type === 'identifier' || isQuotedSegment(tokens, at)
    // The last member is the value that is read; the name of an argument is not.
    const ends =
      tokens[at + 1]?.type !== 'colon' && !(tokens[at + 1]?.type === 'dot' && tokens[at + 1]?.adjacent === true)
    const isKey = token.type === 'string' && tokens[first]?.text === 'get'
    const name = token.type === 'string' ? unescaped(token) : token.text
    if (((isRead && ends) || isKey) && isSecretName(name)) return name
    const given = token.type === 'identifier' && !continuesValue(tokens, at) && ends ? variables.get(name) : undefined
    if (given !== undefined) return given
  }
  return undefined
}

/** Functions that return their argument unchanged, or nearly so. */
const KEEPS: ReadonlySet<string> = new Set(['downcase', 'string', 'strip_whitespace', 'to_string', 'upcase'])

/** Functions that return their argument unchanged, or its fields. */
const READS: ReadonlySet<string> = new Set([...KEEPS, 'get', 'object', 'parse_json', 'parse_query_string'])

/** The variables to which a credential of the request is assigned unchanged: `auth = .headers.authorization`. */
function credentialsOfVariables(tokens: readonly Token[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const [index, token] of tokens.entries()) {
    const target = tokens[index - 1]
    if (token.text !== '=' || target?.type !== 'identifier' || continuesValue(tokens, index - 1)) continue
    const value = operandBehind(tokens, index)
    if (tokens.slice(value[0], value[1] + 1).some(({ type, text }) => type === 'call' && !READS.has(text))) continue
    const name = credentialIn(tokens, value, found)
    if (name !== undefined) found.set(target.text, name)
  }
  return found
}

/** A parameter of an address. The pattern does not backtrack. */
const PARAMETER = /[?&]([\w.-]{1,100})=([^&#{}\s"\\]+)/g

/** The secrets in the parameters of an address. */
function addOfAddress(token: Token, found: Map<number, WrittenSecret>): void {
  for (const [, name = '', value = ''] of token.text.matchAll(PARAMETER)) {
    // Short values of parameters are usually names of a type or scheme.
    const isRandom = value.length >= 8 && /\d/.test(value)
    if (found.has(token.start) || !isRandom || !isSecretName(name) || !isSecret(value, name)) continue
    found.set(token.start, { name, value, span: [token.start, token.end] })
  }
}

/** The target of an assignment, `target = ` or `target, error = `, if its name is that of a credential. */
function credentialBefore(tokens: readonly Token[], index: number): string | undefined {
  const target = tokens[index - 2]?.type === 'comma' ? index - 3 : index - 1
  const token = tokens[target]
  if (token?.type !== 'identifier' && !isQuotedSegment(tokens, target)) return undefined
  const name = token?.type === 'string' ? unescaped(token) : (token?.text ?? '')
  return isSecretName(name) ? name : undefined
}

/** The literals of an operand or an argument, and those of the variables in it. */
function literalsIn(
  tokens: readonly Token[],
  [first, last]: TokenRange,
  variables: ReadonlyMap<string, readonly Token[]>,
): Token[] {
  const found: Token[] = []
  for (let at = first; at <= last; at += 1) {
    const token = tokens[at]
    if (token === undefined || isQuotedSegment(tokens, at)) continue
    if (literalText(token) !== undefined) found.push(token)
    else if (token.type === 'string') {
      for (const [, name = ''] of token.text.matchAll(/\{\{\s*(\w+)\s*\}\}/g))
        found.push(...(variables.get(name) ?? []))
    } else if (token.type === 'identifier' && !continuesValue(tokens, at))
      found.push(...(variables.get(token.text) ?? []))
  }
  return found
}

function literalsOfVariables(tokens: readonly Token[]): Map<string, Token[]> {
  const found = new Map<string, Token[]>()
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'identifier' || continuesValue(tokens, index) || tokens[index + 1]?.text !== '=') continue
    const given = tokens[index + 2]?.text === '[' ? literalItems(tokens, index + 2) : literalsGiven(tokens, index + 2)
    found.set(token.text, [...(found.get(token.text) ?? []), ...given])
  }
  return found
}

/** The texts of a list of literals. */
function literalItems(tokens: readonly Token[], open: number): Token[] {
  return argumentsOf(tokens, open).flatMap(([first, last]) => {
    const item = tokens.slice(first, last + 1).filter(({ type }) => type !== 'end')
    const [only] = item
    return item.length === 1 && only !== undefined && literalText(only) !== undefined ? [only] : []
  })
}

/** Tokens before or after a literal that is the whole value. */
const BEFORE_VALUE: ReadonlySet<string> = new Set(['=', '??', '||', '{', ':'])
const BEHIND_VALUE: ReadonlySet<string> = new Set(['??', '||', '}', ','])

/** The literals that may become the value of an assignment or a member: directly, as a default, or in a branch. */
function literalsGiven(tokens: readonly Token[], from: number): Token[] {
  const found: Token[] = []
  let depth = 0
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined || (depth === 0 && (token.type === 'end' || token.type === 'comma'))) break
    if (token.type === 'open') {
      // Members of an object, a list or arguments are not the value.
      const call = tokens[at - 1]?.text === '!' ? tokens[at - 2] : tokens[at - 1]
      const isCall = call?.type === 'call' || tokens[at - 1]?.text === '!'
      const isGroup = token.text === '(' && (!isCall || KEEPS.has(call?.text ?? ''))
      if (isBlockAt(tokens, at) || isGroup) depth += 1
      else at = closingBracket(tokens, at) ?? tokens.length
    } else if (token.type === 'close') {
      depth -= 1
      if (depth < 0) break
    }
    const text = literalText(token)
    if (text === undefined) continue
    const before = previousOf(tokens, at)
    const behind = tokens[at + 1]
    // A short part of a text is usually the name of a type or scheme.
    const isPart = text.length >= 8 && /\d/.test(text)
    const follows =
      before === undefined || BEFORE_VALUE.has(before.text) || before.text === '(' || (isPart && before.text === '+')
    const isFollowed =
      behind === undefined ||
      behind.type === 'end' ||
      behind.type === 'close' ||
      BEHIND_VALUE.has(behind.text) ||
      (isPart && behind.text === '+')
    if (follows && isFollowed) found.push(token)
  }
  return found
}

function previousOf(tokens: readonly Token[], index: number): Token | undefined {
  let at = index - 1
  while (tokens[at]?.type === 'end' && at > 0) at -= 1
  return tokens[at]
}

/** Tokens that end an operand of a comparison. */
const ENDS_OPERAND: ReadonlySet<string> = new Set([
  '&&',
  '||',
  '??',
  '=',
  '==',
  '!=',
  '|=',
  '->',
  'if',
  'else',
  'return',
])

function operandBefore(tokens: readonly Token[], index: number): TokenRange {
  let depth = 0
  let at = index - 1
  for (; at >= 0; at -= 1) {
    const token = tokens[at]
    if (token === undefined) break
    if (token.type === 'close') depth += 1
    if (token.type === 'open') depth -= 1
    if (depth < 0) break
    const ends = token.type === 'end' || token.type === 'comma' || ENDS_OPERAND.has(token.text)
    if (depth === 0 && ends && token.type !== 'string') break
  }
  return [at + 1, index - 1]
}

function operandBehind(tokens: readonly Token[], index: number): TokenRange {
  let depth = 0
  let at = index + 1
  for (; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    if (depth === 0 && isBlockAt(tokens, at)) break
    if (token.type === 'open') depth += 1
    if (token.type === 'close') depth -= 1
    if (depth < 0) break
    const ends = token.type === 'end' || token.type === 'comma' || ENDS_OPERAND.has(token.text)
    if (depth === 0 && ends && token.type !== 'string') break
  }
  return [index + 1, at - 1]
}

function argumentsOf(tokens: readonly Token[], open: number): TokenRange[] {
  const close = closingBracket(tokens, open)
  if (close === undefined) return []
  const found: TokenRange[] = []
  let from = open + 1
  for (let at = open + 1; at <= close; at += 1) {
    const token = tokens[at]
    if (at < close && token?.type === 'open') at = closingBracket(tokens, at) ?? close
    else if (at === close || token?.type === 'comma') {
      if (from < at) found.push([from, at - 1])
      from = at + 1
    }
  }
  return found
}

/** Whether a token is a quoted part of a path: `."x-token"`. */
function isQuotedSegment(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.type === 'string' && tokens[index]?.adjacent === true && tokens[index - 1]?.type === 'dot'
}
