import { findTokens, isPlaceholder } from '../../document/token-forms'
import { lex, type Token, unescaped } from '../../vrl/lexer'
import { isCredentialName } from '../embedded-schemas/credential-names'

/** A secret that a script writes out. */
export interface WrittenSecret {
  /** Of the field that it is compared with, or of the variable that holds it. */
  name: string
  /** Its value, quotes left out. Never to be shown. */
  value: string
  /** The literal with its quotes, in UTF-16 code units. */
  span: readonly [number, number]
}

/** The names that are looked for have one of these: in a script, a `pin` or a `cookie` is mostly something else. */
const MARKER = /token|secret|key|pass|pwd|auth|credential|jwt/i

/**
 * The literals that a script compares with a credential of the request (`q."hub.verify_token" == "…"`), or gives to a variable
 * that is named like one. Tokens of a well-known form are left out, which are found wherever they stand.
 */
export function writtenSecrets(source: string): WrittenSecret[] {
  if (!MARKER.test(source)) return []
  const { tokens } = lex(source)
  const found: WrittenSecret[] = []
  for (const [index, token] of tokens.entries()) {
    const value = isSegment(tokens, index) ? undefined : literalOf(token)
    if (value === undefined || value === '') continue
    const name = [nameBefore(tokens, index), nameBehind(tokens, index)].find(
      (one) => one !== undefined && isSecretName(one),
    )
    if (name === undefined || !isSecret(value, name)) continue
    found.push({ name, value, span: [token.start, token.end] })
  }
  return found
}

function isSecretName(name: string): boolean {
  return MARKER.test(name) && isCredentialName(name)
}

/** Text that is written out. */
function literalOf(token: Token): string | undefined {
  if (token.type === 'literal') return token.text.startsWith('s') ? token.text.slice(2, -1) : undefined
  return token.type === 'string' && !token.text.includes('{{') ? unescaped(token) : undefined
}

const MIN_LENGTH = 4

/** The name of a parameter rather than its value. */
const PARAMETER =
  /^(?:hub\.)?(?:(?:access|api|app|auth|bearer|bot|client|id|refresh|verif(?:y|ication))[-_.]?)?(?:token|secret|key)$/i

function isSecret(text: string, name: string): boolean {
  const value = text.replace(/^(?:bearer|basic|token|bot)\s+/i, '')
  if (value.length < MIN_LENGTH || /\s|^[a-z]+:\/\//i.test(value) || findTokens(value).length > 0) return false
  return !isPlaceholder(value, name) && !PARAMETER.test(value)
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!='])

/** The name of what stands before `==`, `!=` or `=` before a literal. */
function nameBefore(tokens: readonly Token[], index: number): string | undefined {
  const operator = tokens[index - 1]?.text ?? ''
  if (!COMPARISONS.has(operator) && operator !== '=') return undefined
  return lastName(tokens, index - 2)
}

/** The name of what stands behind `==` or `!=` behind a literal: its last segment. */
function nameBehind(tokens: readonly Token[], index: number): string | undefined {
  if (!COMPARISONS.has(tokens[index + 1]?.text ?? '')) return undefined
  let at = index + 2
  // A conversion: to_string!(.headers."x-token").
  while (tokens[at]?.type === 'call') at += tokens[at + 1]?.text === '!' ? 3 : 2
  let name: string | undefined
  for (let token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    if (token.type === 'identifier' || isSegment(tokens, at)) name = nameOf(token)
    else if (token.type !== 'dot') break
    if (tokens[at + 1]?.adjacent !== true) break
  }
  return name
}

/** The last segment of a path that ends at an index, or of the one that a conversion which ends there is given. */
function lastName(tokens: readonly Token[], index: number): string | undefined {
  let at = index
  while (tokens[at]?.text === ')') at -= 1
  const token = tokens[at]
  return token !== undefined && (token.type === 'identifier' || isSegment(tokens, at)) ? nameOf(token) : undefined
}

/** Whether a token is a quoted part of a path: `."x-token"`. */
function isSegment(tokens: readonly Token[], index: number): boolean {
  return tokens[index]?.type === 'string' && tokens[index]?.adjacent === true && tokens[index - 1]?.type === 'dot'
}

function nameOf(token: Token): string {
  return token.type === 'string' ? unescaped(token) : token.text
}
