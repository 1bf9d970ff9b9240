import type { Span } from '../document/types'
import { lex, type Token, unescaped } from './lexer'
import { closingBracket, continuesValue, followPath, isAssignedAt } from './reading'
import { innermostStatements, isBlockAt, type Statement } from './statements'
import { closures } from './types'

/** A part of a fallback handler's response that the platform cannot use. */
export type ResponseFault = { type: 'key'; key: string; span: Span } | { type: 'status'; status: string; span: Span }

export const RESPONSE_KEYS = ['status', 'headers', 'body'] as const

/**
 * The faults in the literals of a script's responses, in all branches; values from the request are not checked. Each
 * fault once, in the order of the script.
 */
export function responseFaults(source: string): ResponseFault[] {
  const { tokens, faults } = lex(source)
  if (faults.length > 0) return []
  const script = new WrittenScript(tokens)
  const found = new Map<number, ResponseFault>()
  for (const { key, keySpan, value } of script.results().flatMap((one) => script.entriesOf(one))) {
    if (!RESPONSE_KEYS.some((known) => known === key)) found.set(keySpan[0], { type: 'key', key, span: keySpan })
    else if (key === 'status') {
      for (const token of script.leavesOf(value).flatMap((leaf) => script.literalOf(leaf))) {
        if (isHttpStatus(parsedLiteral(token))) continue
        found.set(token.start, { type: 'status', status: token.text, span: [token.start, token.end] })
      }
    }
  }
  return [...found.values()].sort((one, other) => one.span[0] - other.span[0])
}

/** The indices of the first and the last token of an expression. */
interface Stretch {
  first: number
  last: number
}

interface ResponseEntry {
  key: string
  keySpan: Span
  value: Stretch
}

/** A possible value: an expression, or a member that is assigned to a variable. */
type Leaf = Stretch & { entry?: ResponseEntry }

class WrittenScript {
  readonly #tokens: readonly Token[]
  readonly #statements: readonly (Statement | undefined)[]
  readonly #followed = new Set<string>()

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
    this.#statements = innermostStatements(tokens)
  }

  /** The expressions that may be the result of the script: the last one, and those after `return`. */
  results(): Leaf[] {
    const tokens = this.#tokens
    const last = this.#lastStatement(0, tokens.length - 1)
    const inClosures = closures(tokens)
    const returned = tokens.flatMap((token, index) => {
      const isReturn = token.text === 'return' && !continuesValue(tokens, index)
      if (!isReturn || inClosures.some(({ open, close }) => index > open && index < close)) return []
      return this.leavesOf({ first: index + 1, last: this.#statements[index]?.last ?? index })
    })
    return [...(last === undefined ? [] : this.leavesOf(last)), ...returned]
  }

  /** The possible values of an expression, through branches, defaults and variables. */
  leavesOf({ first, last }: Stretch): Leaf[] {
    const tokens = this.#tokens
    const token = tokens[first]
    if (token === undefined || first > last || token.text === 'return') return []
    if (token.type === 'end') return this.leavesOf({ first: first + 1, last })
    if (token.text === 'if' && token.type !== 'string') return this.#branchesOf(first, last)
    if (token.type === 'open' && closingBracket(tokens, first) === last) {
      if (token.text === '(') return this.leavesOf({ first: first + 1, last: last - 1 })
      if (!isBlockAt(tokens, first)) return [{ first, last }]
      const inner = this.#lastStatement(first + 1, last - 1)
      return inner === undefined ? [] : this.leavesOf(inner)
    }
    const assigned = this.#valueOfAssignment(first, last)
    if (assigned !== undefined) return this.leavesOf(assigned)
    const parts = this.#split(first, last, (one) => one.type === 'operator' && ALTERNATIVES.has(one.text))
    if (parts.length > 1) return parts.flatMap((part) => this.leavesOf(part))
    if (token.text === 'merge' && token.type === 'call' && tokens[last]?.text === ')') {
      const open = tokens[first + 1]?.text === '!' ? first + 2 : first + 1
      if (closingBracket(tokens, open) !== last) return []
      return this.#split(open + 1, last - 1, ({ type }) => type === 'comma').flatMap((part) => this.leavesOf(part))
    }
    if (token.type === 'identifier' && first === last && !CONSTANTS.has(token.text)) return this.#valuesOf(first)
    return [{ first, last }]
  }

  /** The members of an object literal. */
  entriesOf({ first, last, entry }: Leaf): ResponseEntry[] {
    if (entry !== undefined) return [entry]
    const tokens = this.#tokens
    if (tokens[first]?.text !== '{' || isBlockAt(tokens, first)) return []
    return this.#split(first + 1, last - 1, ({ type }) => type === 'comma').flatMap((part) => {
      let at = part.first
      while (tokens[at]?.type === 'end') at += 1
      const name = tokens[at]
      if (name?.type !== 'string' || tokens[at + 1]?.type !== 'colon') return []
      const value = { first: at + 2, last: part.last }
      return [{ key: unescaped(name), keySpan: [name.start, name.end] as const, value }]
    })
  }

  /** The token of a text, a number or a constant, if it is the whole expression. */
  literalOf({ first, last, entry }: Leaf): Token[] {
    if (entry !== undefined) return []
    const stretch = this.#tokens.slice(first, last + 1).filter(({ type }) => type !== 'end')
    const [token] = stretch
    return stretch.length === 1 && token !== undefined && isConstantToken(token) ? [token] : []
  }

  #lastStatement(from: number, to: number): Stretch | undefined {
    let at = to
    while (at >= from && this.#tokens[at]?.type === 'end') at -= 1
    return at < from ? undefined : this.#statements[at]
  }

  /** The last expression of each block of an `if`. */
  #branchesOf(first: number, last: number): Leaf[] {
    const tokens = this.#tokens
    const found: Leaf[] = []
    for (let at = first; at <= last; ) {
      let open = at + 1
      while (open <= last && !isBlockAt(tokens, open)) open = (closingBracket(tokens, open) ?? open) + 1
      const close = closingBracket(tokens, open)
      if (close === undefined || close > last) return found
      found.push(...this.leavesOf({ first: open, last: close }))
      at = close + 1
      while (tokens[at]?.type === 'end') at += 1
      if (tokens[at]?.text !== 'else') return found
      if (tokens[at + 1]?.text === 'if') at += 1
    }
    return found
  }

  #valueOfAssignment(first: number, last: number): Stretch | undefined {
    const tokens = this.#tokens
    const token = tokens[first]
    if (token?.type !== 'identifier' && token?.type !== 'dot') return undefined
    const { next } = followPath(tokens, first + 1, token.type === 'dot')
    return tokens[next]?.text === '=' || tokens[next]?.text === '|=' ? { first: next + 1, last } : undefined
  }

  /** The possible values of a variable where it is read. */
  #valuesOf(index: number): Leaf[] {
    const tokens = this.#tokens
    const name = tokens[index]?.text ?? ''
    if (this.#followed.has(name)) return []
    this.#followed.add(name)
    const assignments = tokens.flatMap((token, at) => {
      if (at >= index || token.text !== name || token.type !== 'identifier' || continuesValue(tokens, at)) return []
      const { segments, spans, next } = followPath(tokens, at + 1, false)
      const statement = this.#statements[at]
      if (statement === undefined || !isAssignedAt(tokens, at, next)) return []
      return [{ at, segments, spans, statement, next }]
    })
    // An unconditional assignment replaces all earlier values.
    const { outer } = this.#statements[index] ?? { outer: undefined }
    const start = assignments.findLastIndex(
      ({ segments, statement, next }) =>
        segments.length === 0 && statement.outer === outer && tokens[next]?.text === '=',
    )
    const leaves = assignments.slice(Math.max(0, start)).flatMap(({ segments, spans, statement, next }): Leaf[] => {
      const value = { first: next + 1, last: statement.last }
      const [key] = segments
      const [keySpan] = spans
      if (segments.length === 0) return this.leavesOf(value)
      if (segments.length > 1 || typeof key !== 'string' || keySpan === undefined) return []
      return [{ ...value, entry: { key, keySpan, value } }]
    })
    this.#followed.delete(name)
    return leaves
  }

  /** Splits a range of tokens at separators outside of brackets. */
  #split(first: number, last: number, separates: (token: Token) => boolean): Stretch[] {
    const tokens = this.#tokens
    const parts: Stretch[] = []
    let from = first
    for (let at = first; at <= last; at += 1) {
      const token = tokens[at]
      if (token?.type === 'open') at = closingBracket(tokens, at) ?? last
      else if (token !== undefined && separates(token)) {
        parts.push({ first: from, last: at - 1 })
        from = at + 1
      }
    }
    return [...parts, { first: from, last }].filter((part) => part.first <= part.last)
  }
}

/** Operators whose result is one of two values, or has the members of both. */
const ALTERNATIVES: ReadonlySet<string> = new Set(['??', '||', '|'])

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null'])

function isConstantToken(token: Token): boolean {
  if (token.type === 'string') return !token.text.includes('{{')
  return token.type === 'number' || (token.type === 'identifier' && CONSTANTS.has(token.text))
}

function parsedLiteral(token: Token): string | number | boolean | null {
  if (token.type === 'number') return Number(token.text.replaceAll('_', ''))
  if (token.type === 'string') return unescaped(token)
  return token.text === 'null' ? null : token.text === 'true'
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-15; the platform also accepts null, and a number in a string. */
function isHttpStatus(value: unknown): boolean {
  if (value === null) return true
  const status = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
}
