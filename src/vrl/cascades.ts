import type { Span } from '../document/types'
import { isSyntaxError, type VrlDiagnostic } from './diagnostics'
import { lex, type Token } from './lexer'
import { topLevelStatements } from './statements'

/** The number of this error in VRL 0.25. */
const UNDEFINED_VARIABLE = 701

/**
 * Removes errors that are caused by others:
 * - a further syntax error in the same statement, which is the rest of the script if a bracket never closes;
 * - an undefined variable whose assignment contains an error;
 * - further uses of an undefined variable;
 * - the same error at the same place.
 *
 * @param errors in the compiler's order, which is that of the source
 */
export function rootErrors(source: string, errors: readonly VrlDiagnostic[]): VrlDiagnostic[] {
  if (errors.length < 2) return [...errors]
  const { tokens } = lex(source)
  const distinct = errors.filter(
    (error, index) => errors.findIndex((other) => isSameDiagnostic(error, other)) === index,
  )

  const statements = topLevelStatements(tokens)
  const syntax: VrlDiagnostic[] = []
  let blindUntil = -1
  for (const error of distinct.filter(isSyntaxError)) {
    const [start] = error.span
    if (start <= blindUntil) continue
    syntax.push(error)
    blindUntil = statements.find(({ end }) => end >= start)?.end ?? Number.POSITIVE_INFINITY
  }
  const sound = distinct.filter((error) => !isSyntaxError(error) || syntax.includes(error))

  const reported = new Set<string>()
  return sound.filter((error) => {
    if (error.code !== UNDEFINED_VARIABLE) return true
    const name = variableAt(source, error.span)
    const others = sound.filter((other) => other !== error && other.code !== UNDEFINED_VARIABLE)
    const undefinedBefore = sound.filter((other) => other.code === UNDEFINED_VARIABLE && other.span[0] < error.span[0])
    const isFollowUp = assignmentsOf(tokens, name, error.span[0]).some((assignment) =>
      [...others, ...undefinedBefore].some((other) => touches(assignment, other.span)),
    )
    if (isFollowUp || reported.has(name)) return false
    reported.add(name)
    return true
  })
}

function isSameDiagnostic(one: VrlDiagnostic, other: VrlDiagnostic): boolean {
  return one.code === other.code && one.span[0] === other.span[0] && one.span[1] === other.span[1]
}

/** The name of the variable; in a template the span covers `{{ name }}`. */
function variableAt(source: string, [start, end]: Span): string {
  return source
    .slice(start, end)
    .replace(/^\{\{|\}\}$/g, '')
    .trim()
}

/** The assignments to a variable before an offset, each from the variable's name to the end of the value. */
function assignmentsOf(tokens: readonly Token[], name: string, before: number): Span[] {
  const found: Span[] = []
  tokens.forEach((token, index) => {
    if (token.start >= before || token.type !== 'identifier' || token.text !== name) return
    if (isAssigned(tokens, index)) found.push([token.start, statementEnd(tokens, index)])
  })
  return found
}

/** `name =`, `name, other =` or `other, name =`. */
function isAssigned(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1]
  if (next?.text === '=') return true
  return next?.type === 'comma' && tokens[index + 3]?.text === '='
}

function statementEnd(tokens: readonly Token[], index: number): number {
  let depth = 0
  let previous: Token | undefined
  for (const token of tokens.slice(index)) {
    if (token.type === 'open') depth += 1
    if (token.type === 'close') depth -= 1
    // A statement continues on the next line after an operator.
    const isContinued = previous?.type === 'operator' || previous?.type === 'comma'
    if (depth < 0 || (token.type === 'end' && depth === 0 && !isContinued)) return token.start
    if (token.type !== 'end') previous = token
  }
  return previous?.end ?? 0
}

function touches([start, end]: Span, [otherStart, otherEnd]: Span): boolean {
  return otherStart <= end && otherEnd >= start
}
