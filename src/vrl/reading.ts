import type { Span } from '../document/types'
import { lex, MAX_SCRIPT_LENGTH, type Token, unescaped } from './lexer'
import { topLevelStatements } from './statements'

/** A path into the event as the script writes it: `.secrets.TOKEN`, or `s.TOKEN` where `s = .secrets`. */
export interface VrlPath {
  /** Relative to the event; a number is an index. Empty for `.` itself. */
  segments: readonly (string | number)[]
  /** The place of each segment; segments that an alias replaces share its place. */
  spans: readonly Span[]
  /** The place of the whole path. */
  span: Span
  /** Whether it is assigned here. */
  assigned: boolean
  /** Whether the script only checks that it exists. */
  tested: boolean
}

export interface VrlCall {
  name: string
  span: Span
}

/** The static analysis of a script. */
export interface VrlReading {
  paths: readonly VrlPath[]
  calls: readonly VrlCall[]
  /** The last expression of the script, which is its result. */
  result: Span
}

/** Several rules analyse the same script in turn. */
let memo: { source: string; reading: VrlReading | undefined } | undefined

/** Analyses a script; undefined if it is too long or cannot be tokenised. */
export function readScript(source: string): VrlReading | undefined {
  if (memo?.source !== source) memo = { source, reading: readOnce(source) }
  return memo.reading
}

function readOnce(source: string): VrlReading | undefined {
  if (source.length > MAX_SCRIPT_LENGTH) return undefined
  const { tokens, faults } = lex(source)
  if (faults.length > 0) return undefined
  const direct = eventPaths(tokens)
  const result = topLevelStatements(tokens).at(-1)
  return {
    paths: [...direct, ...aliasedPaths(tokens, direct)].sort((one, other) => one.span[0] - other.span[0]),
    calls: tokens
      .filter(({ type }) => type === 'call')
      .map(({ text, start, end }) => ({ name: text, span: [start, end] as const })),
    result: result === undefined ? [0, source.length] : [result.start, result.end],
  }
}

/** The paths that start with a dot and belong to the event rather than to a value before it. */
function eventPaths(tokens: readonly Token[]): VrlPath[] {
  const paths: VrlPath[] = []
  tokens.forEach((token, index) => {
    if (token.type !== 'dot' || continuesValue(tokens, index)) return
    const first = tokens[index + 1]
    const { segments, spans, end, next } = followPath(tokens, index + 1, isFieldBehindDot(first))
    paths.push({
      segments,
      spans,
      span: [token.start, end ?? token.end],
      assigned: isAssignedAt(tokens, index, next),
      tested: isTested(tokens, index),
    })
  })
  return paths
}

/**
 * The variables of a script, each with the index of the first token of its value. The value is undefined for a variable
 * that is assigned more than once or in part, and so depends on control flow. `value, error = f()` counts as an
 * assignment of f().
 */
export function assignedOnce(tokens: readonly Token[]): Map<string, number | undefined> {
  const assigned = new Map<string, number | undefined>()
  tokens.forEach((token, index) => {
    if (token.type !== 'identifier' || continuesValue(tokens, index)) return
    const { segments, next } = followPath(tokens, index + 1, false)
    if (!isAssignedAt(tokens, index, next) && !isClosureParameter(tokens, index)) return
    assigned.set(token.text, assigned.has(token.text) || segments.length > 0 ? undefined : valueIndex(tokens, next))
  })
  return assigned
}

/** The index of the first token after `=`, or after `, error =`. */
function valueIndex(tokens: readonly Token[], next: number): number | undefined {
  if (tokens[next]?.text === '=') return next + 1
  return tokens[next]?.type === 'comma' && tokens[next + 2]?.text === '=' ? next + 3 : undefined
}

/** The paths that start with an alias: a variable that is assigned once, with a path of the event. */
function aliasedPaths(tokens: readonly Token[], direct: readonly VrlPath[]): VrlPath[] {
  const aliases = new Map<string, VrlPath | undefined>()
  for (const [name, value] of assignedOnce(tokens)) {
    aliases.set(name, value === undefined ? undefined : assignedPath(tokens, value, direct))
  }

  const paths: VrlPath[] = []
  tokens.forEach((token, index) => {
    if (token.type !== 'identifier' || continuesValue(tokens, index)) return
    const alias = aliases.get(token.text)
    if (alias === undefined || token.start < alias.span[1]) return
    const { segments, spans, end, next } = followPath(tokens, index + 1, false)
    if (segments.length === 0 || end === undefined) return
    const place: Span = [token.start, token.end]
    paths.push({
      segments: [...alias.segments, ...segments],
      spans: [...alias.segments.map(() => place), ...spans],
      span: [token.start, end],
      // The variable is a copy: an assignment to it does not change the event.
      assigned: isAssignedAt(tokens, index, next),
      tested: isTested(tokens, index),
    })
  })
  return paths
}

/** Whether a token continues the value before it: `x` and `.b` in `a.x`, `f().b`, `[1].b`. */
export function continuesValue(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index]
  const previous = tokens[index - 1]
  if (token === undefined || previous === undefined || !token.adjacent) return false
  if (previous.type === 'dot' || previous.type === 'percent') return true
  return token.type === 'dot' && (previous.type === 'close' || isField(previous))
}

interface FollowedPath {
  segments: (string | number)[]
  spans: Span[]
  /** The end of the path; undefined if no path follows. */
  end: number | undefined
  /** The index of the next token. */
  next: number
}

/** The segments from a token on: `.field`, `."field"`, `[1]`, without spaces between them. */
export function followPath(tokens: readonly Token[], from: number, startsWithField: boolean): FollowedPath {
  const segments: (string | number)[] = []
  const spans: Span[] = []
  let end: number | undefined
  let index = from
  let expectsField = startsWithField
  for (;;) {
    const token = tokens[index]
    if (token === undefined || !token.adjacent) break
    const inner = tokens[index + 1]
    if (expectsField && isField(token)) {
      segments.push(token.type === 'string' ? unescaped(token) : token.text)
      spans.push([token.start, token.end])
      end = token.end
      index += 1
      expectsField = false
    } else if (!expectsField && token.type === 'dot' && isFieldBehindDot(inner)) {
      index += 1
      expectsField = true
    } else if (!expectsField && token.text === '[' && inner?.type === 'number' && tokens[index + 2]?.text === ']') {
      segments.push(Number(inner.text))
      spans.push([inner.start, inner.end])
      end = tokens[index + 2]?.end
      index += 3
    } else break
  }
  return { segments, spans, end, next: index }
}

function isField(token: Token): boolean {
  return token.type === 'identifier' || token.type === 'call' || token.type === 'string'
}

export function isFieldBehindDot(token: Token | undefined): boolean {
  return token?.adjacent === true && isField(token)
}

/**
 * Whether the target `t` at `index` is assigned: `t =`, `t |=`, `t, error =` or `value, t =`.
 *
 * @param next the index of the token after the target
 */
export function isAssignedAt(tokens: readonly Token[], index: number, next: number): boolean {
  const after = tokens[next]
  if (isAssignment(after)) return true
  if (after?.type !== 'comma') return false
  const second = tokens[next + 1]
  if (second === undefined || (second.type !== 'identifier' && second.type !== 'dot')) return false
  const { next: end } = followPath(tokens, next + 2, second.type === 'dot' && isFieldBehindDot(tokens[next + 2]))
  return index < end && isAssignment(tokens[end])
}

function isAssignment(token: Token | undefined): boolean {
  return token?.text === '=' || token?.text === '|='
}

/** `|key, value| {` of a closure. */
function isClosureParameter(tokens: readonly Token[], index: number): boolean {
  for (let before = index - 1; before >= 0; before -= 1) {
    const token = tokens[before]
    if (token?.text === '|') return tokens[before - 1]?.text === '->'
    if (token?.type !== 'comma' && token?.type !== 'identifier' && token?.type !== 'end') return false
  }
  return false
}

/** The path of the event, if the value consists only of this path. */
function assignedPath(tokens: readonly Token[], index: number, direct: readonly VrlPath[]): VrlPath | undefined {
  const value = tokens[index]
  const path = value === undefined ? undefined : direct.find(({ span }) => span[0] === value.start)
  if (path === undefined) return undefined
  const after = tokens.find(({ start }) => start >= path.span[1])
  return after === undefined || after.type === 'end' ? path : undefined
}

/** The index of the bracket that closes the one at an index. */
export function closingBracket(tokens: readonly Token[], open: number): number | undefined {
  if (tokens[open]?.type !== 'open') return undefined
  let depth = 0
  for (let index = open; index < tokens.length; index += 1) {
    if (tokens[index]?.type === 'open') depth += 1
    else if (tokens[index]?.type === 'close') depth -= 1
    if (depth === 0) return index
  }
  return undefined
}

function isTested(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.text === '(' && tokens[index - 2]?.text === 'exists'
}
