import type { Token } from './lexer'

/**
 * The statements outside of all brackets, with their places. A line break ends a statement unless an operator or a comma
 * stands before it, or an `else` after it; brackets that never close take all that follows.
 */
export function topLevelStatements(tokens: readonly Token[]): { start: number; end: number }[] {
  const statements: { start: number; end: number }[] = []
  let current: { start: number; end: number } | undefined
  let depth = 0
  let previous: Token | undefined
  let isBroken = false
  for (const token of tokens) {
    if (token.type === 'end') {
      isBroken = true
      continue
    }
    const isContinued = previous?.type === 'operator' || previous?.type === 'comma' || token.text === 'else'
    if (current === undefined || (isBroken && depth === 0 && !isContinued)) {
      current = { start: token.start, end: token.end }
      statements.push(current)
    } else current.end = token.end
    if (token.type === 'open') depth += 1
    else if (token.type === 'close') depth = Math.max(0, depth - 1)
    previous = token
    isBroken = false
  }
  return statements
}
