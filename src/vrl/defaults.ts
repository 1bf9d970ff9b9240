import { lex, type Token } from './lexer'
import { closingBracket, continuesValue, followPath } from './reading'
import { isBlockAt } from './statements'

/**
 * A default after `??` that is not used when a field is missing, because a missing field does not make the expression
 * fail.
 */
export interface DeadDefault {
  /** The function that must fail for the default to apply. */
  name: string
  /** The value of the expression when the field is missing. */
  gives: string
  /** The default. */
  written: string
  /** Code that uses the default in both cases. */
  instead: string
  /** `??` and the default. */
  span: readonly [number, number]
}

/** The result of each function that accepts null, when its argument is null. */
const OF_NULL: ReadonlyMap<string, string> = new Map([
  ['to_string', '""'],
  ['to_int', '0'],
  ['to_float', '0.0'],
  ['to_bool', 'false'],
])

/** Fields that are never missing in an event of their type. */
const ALWAYS: ReadonlySet<string> = new Set(['webhookId', 'webhookUrl', 'env', 'method', 'path', 'headers', 'secrets'])

/**
 * Lists the literal defaults that are never used for a missing field. A default of null is left out: a missing field is
 * null anyway.
 */
export function deadDefaults(source: string): DeadDefault[] {
  const { tokens } = lex(source)
  const found: DeadDefault[] = []
  for (const [index, token] of tokens.entries()) {
    const operand = token.type === 'call' ? operandAt(tokens, index) : undefined
    if (operand === undefined || !beginsOperand(tokens[index - 1])) continue
    const operator = tokens[operand.next]
    const end = writtenDefaultEnd(tokens, operand.next + 1)
    if (operator?.text !== '??' || end === undefined) continue
    const written = source.slice(tokens[operand.next + 1]?.start, end)
    const { gives, argument } = operand
    if (gives === undefined || isSameResult(gives, written)) continue
    const last = tokens.findIndex((one) => one.end === end)
    if (isCheckedBefore(tokens, index, operand) || isHandledBehind(tokens, index, last, gives)) continue
    const code = source.slice(token.start, operand.end)
    const instead =
      argument === undefined
        ? `(${code} || ${written}) ?? ${written}`
        : `${source.slice(token.start, argument.end)} || ${written}) ?? ${written}`
    found.push({ name: token.text, gives, written, instead, span: [operator.start, end] })
  }
  return found
}

/**
 * Whether an earlier condition checks the field, such as `if exists(body.team)` or `if body.team == null`. What the
 * condition does is not examined.
 */
function isCheckedBefore(tokens: readonly Token[], index: number, { argument, next }: Operand): boolean {
  // The argument of a conversion, or the call and its path.
  const from = argument === undefined ? index : index + 2
  const to = argument === undefined ? next : tokens.findIndex(({ start }) => start >= argument.end)
  const wanted = normalised(tokens.slice(from, to))
  for (let at = 0; at < index; at += 1) {
    const token = tokens[at]
    const isCondition =
      token?.text === 'if' || (token?.type === 'call' && /^(?:assert|exists|is_\w+)$/.test(token.text))
    if (!isCondition || token.type === 'string' || continuesValue(tokens, at)) continue
    let end = at + 1
    if (token.text !== 'if') end = closingBracket(tokens, tokens[end]?.text === '!' ? end + 1 : end) ?? end
    else while (end < index && !isBlockAt(tokens, end)) end = (closingBracket(tokens, end) ?? end) + 1
    if (normalised(tokens.slice(at + 1, end)).includes(wanted)) return true
    at = Math.max(at, end - 1)
  }
  return false
}

/** The text of tokens, normalised so that equal expressions compare equal. */
function normalised(tokens: readonly Token[]): string {
  return ` ${tokens
    .filter(({ text }) => text !== '!')
    .map(({ text }) => text)
    .join(' ')} `
}

/**
 * Whether the code after the default handles a missing field: it has another default, compares the value, or checks the
 * variable that holds it.
 */
function isHandledBehind(tokens: readonly Token[], index: number, last: number, gives: string): boolean {
  let next = last + 1
  while (tokens[next]?.text === ')') next += 1
  const operator = tokens[next]?.text ?? ''
  if (operator === '==' || operator === '!=' || (operator === '||' && gives === 'null')) return true
  const variable = tokens[index - 1]?.text === '=' ? tokens[index - 2] : undefined
  if (variable?.type !== 'identifier' || continuesValue(tokens, index - 2)) return false
  return tokens.some((token, at) => {
    if (at <= last || token.type !== 'identifier' || token.text !== variable.text || continuesValue(tokens, at))
      return false
    const before = tokens[at - 1]?.text ?? ''
    const behind = tokens[at + 1]?.text ?? ''
    const isChecked = before === '(' && /^(?:exists|is_\w+|length|strlen)$/.test(tokens[at - 2]?.text ?? '')
    const isCompared = ['==', '!='].some((one) => one === before || one === behind)
    return isChecked || isCompared || (behind === '||' && gives === 'null')
  })
}

interface Operand {
  /** The value when the field is missing; undefined if unknown. */
  gives: string | undefined
  /** The path that may be missing, if it is the argument. */
  argument: { end: number } | undefined
  end: number
  /** The index of the next token. */
  next: number
}

/** A call that can fail, and the path after it. */
function operandAt(tokens: readonly Token[], index: number): Operand | undefined {
  const name = tokens[index]?.text ?? ''
  if (tokens[index + 1]?.text !== '(') return undefined
  const close = closingBracket(tokens, index + 1)
  const bracket = close === undefined ? undefined : tokens[close]
  if (close === undefined || bracket === undefined) return undefined
  const { segments, end, next } = followPath(tokens, close + 1, false)
  if (segments.length > 0) return { gives: 'null', argument: undefined, end: end ?? bracket.end, next }
  if (name === 'get') return { gives: 'null', argument: undefined, end: bracket.end, next }
  const argument = missingPathEnd(tokens, index + 2)
  const gives = argument !== undefined && argument.next === close ? OF_NULL.get(name) : undefined
  return { gives, argument, end: bracket.end, next }
}

/** The end of a path that may be missing: of the event, of a variable or of a call's result. */
function missingPathEnd(tokens: readonly Token[], index: number): { end: number; next: number } | undefined {
  const token = tokens[index]
  if (token === undefined || continuesValue(tokens, index)) return undefined
  if (token.type === 'dot') {
    const { segments, end, next } = followPath(tokens, index + 1, true)
    const [first] = segments
    const isAlwaysPresent = segments.length === 1 && typeof first === 'string' && ALWAYS.has(first)
    return end === undefined || isAlwaysPresent ? undefined : { end, next }
  }
  const last =
    token.type === 'call' ? closingBracket(tokens, tokens[index + 1]?.text === '!' ? index + 2 : index + 1) : index
  if (last === undefined || (token.type !== 'call' && token.type !== 'identifier')) return undefined
  const { end, next } = followPath(tokens, last + 1, false)
  return end === undefined ? undefined : { end, next }
}

/** Whether a call after this token is the whole left operand of `??`, not only the end of it. */
function beginsOperand(before: Token | undefined): boolean {
  if (before === undefined || before.type !== 'operator') return before?.type !== 'dot' && before?.type !== 'percent'
  return ['=', '|=', '??', '||', '&&'].includes(before.text)
}

/** The end of a literal default: text, a number, a boolean, an empty object or array. */
function writtenDefaultEnd(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index]
  const next = tokens[index + 1]
  if (token === undefined) return undefined
  const isBoolean = token.text === 'true' || token.text === 'false'
  if (token.type === 'string' || token.type === 'literal' || token.type === 'number' || isBoolean) return token.end
  if (token.type === 'open' && token.text !== '(' && next?.type === 'close') return next.end
  return undefined
}

function isSameResult(gives: string, written: string): boolean {
  return gives === written || (gives === '0.0' && Number(written) === 0)
}
