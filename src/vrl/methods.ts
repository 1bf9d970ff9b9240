import { lex, type Token, unescaped } from './lexer'
import { assignedOnce, continuesValue, followPath } from './reading'

/** A text that is compared with the request's method and can never equal it. */
export interface ImpossibleMethod {
  written: string
  /** The method that was probably meant. */
  meant: string | undefined
  /** The text, including its quotes. */
  span: readonly [number, number]
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-9 and RFC 5789; case-sensitive. */
export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'] as const

/** Comparisons of `.method`, or of a variable assigned only from it, with a text that is not a method. */
export function impossibleMethods(source: string): ImpossibleMethod[] {
  if (!source.includes('method')) return []
  const { tokens, faults } = lex(source)
  if (faults.length > 0) return []
  const variables = new Set<string>()
  for (const [name, value] of assignedOnce(tokens)) {
    const end = value === undefined ? undefined : methodEnd(tokens, value)
    const after = end === undefined ? undefined : tokens[end]
    if (end !== undefined && (after === undefined || after.type === 'end')) variables.add(name)
  }
  return tokens.flatMap((token, index): ImpossibleMethod[] => {
    if (token.text !== '==' && token.text !== '!=') return []
    const literal = [tokens[index - 1], tokens[index + 1]].find(isPlainString)
    const isMethod = endsWithMethod(tokens, index - 1, variables) || beginsWithMethod(tokens, index + 1, variables)
    if (literal === undefined || !isMethod) return []
    const written = unescaped(literal)
    if (isHttpMethod(written)) return []
    const upper = written.toUpperCase()
    return [{ written, meant: isHttpMethod(upper) ? upper : undefined, span: [literal.start, literal.end] }]
  })
}

function isHttpMethod(text: string): boolean {
  return HTTP_METHODS.some((method) => method === text)
}

function isPlainString(token: Token | undefined): token is Token {
  return token?.type === 'string' && !token.text.includes('{{')
}

/** The index after `.method`. */
function methodEnd(tokens: readonly Token[], index: number): number | undefined {
  if (tokens[index]?.type !== 'dot' || continuesValue(tokens, index)) return undefined
  const { segments, next } = followPath(tokens, index + 1, true)
  return segments.length === 1 && segments[0] === 'method' ? next : undefined
}

function beginsWithMethod(tokens: readonly Token[], index: number, variables: ReadonlySet<string>): boolean {
  if (methodEnd(tokens, index) !== undefined) return true
  const token = tokens[index]
  return token?.type === 'identifier' && variables.has(token.text) && tokens[index + 1]?.type !== 'dot'
}

function endsWithMethod(tokens: readonly Token[], index: number, variables: ReadonlySet<string>): boolean {
  const token = tokens[index]
  if (methodEnd(tokens, index - 1) === index + 1) return true
  return token?.type === 'identifier' && variables.has(token.text) && !continuesValue(tokens, index)
}
