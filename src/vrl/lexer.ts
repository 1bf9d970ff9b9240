export type TokenType =
  | 'identifier'
  /** A function name, directly followed by `(` or `!(`. */
  | 'call'
  /** `"…"`, which may contain escapes and `{{ variable }}`. */
  | 'string'
  /** `s'…'`, `r'…'` or `t'…'`. */
  | 'literal'
  | 'number'
  | 'operator'
  | 'open'
  | 'close'
  | 'dot'
  | 'percent'
  | 'comma'
  | 'colon'
  /** A line break or a semicolon. */
  | 'end'
  | 'invalid'

export interface Token {
  type: TokenType
  /** The source text. */
  text: string
  /** Offsets in UTF-16 code units, end exclusive. */
  start: number
  end: number
  /** Whether the token follows the previous one without a space. */
  adjacent: boolean
}

/** The reason why a source cannot be tokenised. */
export interface LexicalFault {
  type: 'unterminated' | 'escape'
  start: number
  end: number
}

export interface LexedScript {
  tokens: readonly Token[]
  faults: readonly LexicalFault[]
}

/**
 * In UTF-16 code units; longer scripts are not read. The platform accepts 2,000 characters, which the schema checks.
 */
export const MAX_SCRIPT_LENGTH = 10_000

const IDENTIFIER = /[A-Za-z0-9_@]*/y
const NUMERAL = /-?[0-9][0-9_]*(?:\.[0-9_]*)?/y
const DIGITS = /[0-9_]*/y
const OPERATOR = /[!&*+\-/<=>?|]+/y
const ESCAPABLE = '\n\'"\\nrt{}0'
const SINGLE: Readonly<Record<string, TokenType>> = {
  '(': 'open',
  '[': 'open',
  '{': 'open',
  ')': 'close',
  ']': 'close',
  '}': 'close',
  '.': 'dot',
  '%': 'percent',
  ',': 'comma',
  ':': 'colon',
  ';': 'end',
  '\n': 'end',
}

/**
 * Tokenises a VRL source as the compiler does (VRL 0.25, `src/parser/lex.rs`), without comments and spaces. It never
 * throws: the tokens end at a fault that hides the rest of the source, such as an unterminated string.
 */
export function lex(source: string): LexedScript {
  const tokens: Token[] = []
  const faults: LexicalFault[] = []
  let position = 0
  let adjacent = false

  const push = (type: TokenType, end: number) => {
    tokens.push({ type, text: source.slice(position, end), start: position, end, adjacent })
    position = end
    adjacent = true
  }

  while (position < source.length) {
    const character = source.charAt(position)
    const next = source.charAt(position + 1)
    if (character === '#') {
      const end = source.indexOf('\n', position)
      position = end === -1 ? source.length : end
      adjacent = false
    } else if (character === '"') {
      const end = stringTokenEnd(source, position, faults)
      if (end === undefined) break
      push('string', end)
    } else if (next === "'" && 'rst'.includes(character)) {
      const end = literalTokenEnd(source, position)
      if (end === undefined) {
        faults.push({ type: 'unterminated', start: position, end: source.length })
        break
      }
      push('literal', end)
    } else if (isDigitCharacter(character) || (character === '-' && isDigitCharacter(next))) {
      // `1a` is a name, and so is each part of the path `.1a.2b`.
      const digits = matchEnd(DIGITS, source, position)
      const isName = character !== '-' && /[A-Za-z@]/.test(source.charAt(digits))
      push(isName ? 'identifier' : 'number', matchEnd(isName ? IDENTIFIER : NUMERAL, source, position))
    } else if (isNameStart(character)) {
      const end = matchEnd(IDENTIFIER, source, position)
      const isCall = source.startsWith('(', end) || source.startsWith('!(', end)
      push(isCall ? 'call' : 'identifier', end)
    } else if (Object.hasOwn(SINGLE, character)) {
      push(SINGLE[character] ?? 'invalid', position + 1)
    } else if (character === '!' && '!('.includes(next)) {
      // Each negation is a token.
      push('operator', position + 1)
    } else {
      const end = matchEnd(OPERATOR, source, position)
      if (end > position) push('operator', end)
      else if (/\s/.test(character)) {
        position += 1
        adjacent = false
      } else push('invalid', position + ((source.codePointAt(position) ?? 0) > 0xffff ? 2 : 1))
    }
  }
  return { tokens, faults }
}

/** The text of a string token, with its escapes decoded. */
export function unescaped(token: Token): string {
  return token.text.slice(1, -1).replace(/\\(\n\s*|.)/gs, (_all, escaped: string) => {
    if (escaped.startsWith('\n')) return ''
    switch (escaped) {
      case 'n':
        return '\n'
      case 'r':
        return '\r'
      case 't':
        return '\t'
      case '0':
        return '\0'
      default:
        return escaped
    }
  })
}

function stringTokenEnd(source: string, start: number, faults: LexicalFault[]): number | undefined {
  for (let index = start + 1; index < source.length; index += 1) {
    const character = source.charAt(index)
    if (character === '"') return index + 1
    if (character !== '\\') continue
    const escaped = source.charAt(index + 1)
    if (escaped !== '' && !ESCAPABLE.includes(escaped)) {
      faults.push({
        type: 'escape',
        start: index,
        end: index + ((source.codePointAt(index + 1) ?? 0) > 0xffff ? 3 : 2),
      })
    }
    index += 1
  }
  faults.push({ type: 'unterminated', start, end: source.length })
  return undefined
}

function literalTokenEnd(source: string, start: number): number | undefined {
  for (let index = start + 2; index < source.length; index += 1) {
    const character = source.charAt(index)
    if (character === "'") return index + 1
    if (character === '\\') index += 1
  }
  return undefined
}

/** The end of the match of a sticky expression at `position`; `position` if there is no match. */
function matchEnd(expression: RegExp, source: string, position: number): number {
  expression.lastIndex = position
  return position + (expression.exec(source)?.[0].length ?? 0)
}

function isDigitCharacter(character: string): boolean {
  return character >= '0' && character <= '9' && character.length === 1
}

function isNameStart(character: string): boolean {
  return /[A-Za-z_@]/.test(character)
}
