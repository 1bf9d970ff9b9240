import type { Span } from '../document/types'
import type { Token } from './lexer'
import { closingBracket, continuesValue, followPath, isAssignedAt, isFieldBehindDot } from './reading'
import { innermostStatements, type Statement } from './statements'

/** A value and its members that a script reads: `.body.team`, `q.hub.mode`, `parse_query_string!(.query).state`. */
export interface MemberRead {
  /** The index of the first token. */
  index: number
  start: number
  /** The end of the value, and of each path up to a member. */
  ends: readonly number[]
  segments: readonly (string | number)[]
  spans: readonly Span[]
}

/** The values whose members a script reads, in the order of the script. */
export function memberReads(tokens: readonly Token[]): MemberRead[] {
  return tokens.flatMap((token, index): MemberRead[] => {
    if (continuesValue(tokens, index)) return []
    const value = lastTokenOfValue(tokens, index)
    if (value === undefined) return []
    const isEvent = token.type === 'dot'
    const { segments, spans, next } = followPath(tokens, value + 1, isEvent && isFieldBehindDot(tokens[index + 1]))
    if (segments.length === 0 || isAssignedAt(tokens, index, next)) return []
    // A top-level field of the event has no holder.
    if (isEvent && segments.length === 1) return []
    const ends = spans.map(([, end], at) => end + (typeof segments[at] === 'number' ? 1 : 0))
    return [
      {
        index,
        start: token.start,
        ends: [tokens[value]?.end ?? token.end, ...ends],
        segments,
        spans,
      },
    ]
  })
}

/** The index of the last token of a value: of the event, a variable, or a call. */
export function lastTokenOfValue(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index]
  switch (token?.type) {
    case 'dot':
    case 'identifier':
      return index
    case 'call':
      return closingBracket(tokens, tokens[index + 1]?.text === '!' ? index + 2 : index + 1)
    default:
      return undefined
  }
}

/** Functions that accept any value and fail unless it has a certain type. */
const ASSERTIONS: ReadonlySet<string> = new Set(['array', 'bool', 'float', 'int', 'object', 'timestamp'])

/** The argument of a call that fails unless the argument has a certain type. */
export interface AssertedArgument {
  code: string
  before: Statement
  span: Span
}

/** The arguments of functions such as `object!`, if the script cannot do without the result of the call. */
export function assertedArguments(source: string, tokens: readonly Token[]): AssertedArgument[] {
  const statements = innermostStatements(tokens)
  return tokens.flatMap((token, index): AssertedArgument[] => {
    if (token.type !== 'call' || !ASSERTIONS.has(token.text)) return []
    const isFatal = tokens[index + 1]?.text === '!'
    const open = isFatal ? index + 2 : index + 1
    const close = closingBracket(tokens, open)
    // A call with a fallback may fail.
    const isNeeded = isFatal || (close !== undefined && hasWrittenDefault(tokens, close + 1))
    if (close === undefined || !(isNeeded || isOnlySource(tokens, index, open + 1, close))) return []
    const before = statements[index]
    const first = tokens[open + 1]
    const last = tokens[close - 1]
    if (before === undefined || first === undefined || last === undefined) return []
    return [{ code: source.slice(first.start, last.end), before, span: [first.start, last.end] }]
  })
}

/** Whether `??` and a literal default follow: `?? {}`, `?? null`. */
function hasWrittenDefault(tokens: readonly Token[], index: number): boolean {
  const first = tokens[index + 1]
  if (tokens[index]?.text !== '??' || first === undefined) return false
  if (first.type === 'open') return first.text !== '(' && tokens[index + 2]?.type === 'close'
  const isConstant = first.type === 'identifier' && ['true', 'false', 'null'].includes(first.text)
  return isConstant || first.type === 'string' || first.type === 'number'
}

/**
 * Whether a call is assigned with its error, as in `value, error = object(.body)`, and nothing else in the script may
 * give the value: the variable has no other assignment, and the argument, a path of the event, is not read elsewhere.
 */
function isOnlySource(tokens: readonly Token[], call: number, first: number, close: number): boolean {
  const target = call - 4
  const variable = tokens[target]
  const isWithError = tokens[call - 1]?.text === '=' && tokens[call - 3]?.type === 'comma'
  if (!isWithError || variable?.type !== 'identifier' || tokens[first]?.type !== 'dot') return false
  const argument = tokens.slice(first, close).map(({ text }) => text)
  return tokens.every((token, index) => {
    if (token.type === 'dot')
      return index === first || !argument.every((text, nth) => tokens[index + nth]?.text === text)
    if (index === target || token.text !== variable.text || continuesValue(tokens, index)) return true
    return !isAssignedAt(tokens, index, followPath(tokens, index + 1, false).next)
  })
}
