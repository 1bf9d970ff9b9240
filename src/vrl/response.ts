import { lex, type Token, unescaped } from './lexer'
import { closingBracket, type VrlReading } from './reading'

type Span = readonly [number, number]

/** What of a fallback handler's response the platform cannot use, where the script writes it. */
export type ResponseFault = { type: 'key'; key: string; span: Span } | { type: 'status'; status: string; span: Span }

export const RESPONSE_KEYS = ['status', 'headers', 'body'] as const

/**
 * The faults of a response that a script gave in a run, where the script itself writes them: what comes from the
 * request differs from one to the next.
 */
export function responseFaults(source: string, response: unknown): ResponseFault[] {
  if (typeof response !== 'object' || response === null || Array.isArray(response)) return []
  const entries = writtenEntries(source)
  const faults: ResponseFault[] = []
  for (const [key, value] of Object.entries(response)) {
    const written = entries.filter((entry) => entry.key === key)
    const [first] = written
    if (first === undefined) continue
    if (!RESPONSE_KEYS.some((known) => known === key)) faults.push({ type: 'key', key, span: first.keySpan })
    else if (key === 'status' && !isHttpStatus(value)) {
      const same = written.find((entry) => entry.value !== undefined && sameValue(entry.value, value))
      if (same?.value !== undefined) faults.push({ type: 'status', status: same.value.text, span: same.value.span })
    }
  }
  return faults
}

/** The faults of a response that is the script's last expression, written out, whatever runs. */
export function writtenResponseFaults(source: string, { result }: VrlReading): ResponseFault[] {
  const { tokens } = lex(source)
  const open = tokens.findIndex(({ start }) => start === result[0])
  if (tokens[open]?.text !== '{') return []
  const close = closingBracket(tokens, open)
  if (close === undefined || tokens[close]?.end !== result[1]) return []
  const response: Record<string, unknown> = {}
  for (const { key, value } of entriesOf(tokens, open, close)) response[key] = value === undefined ? 200 : value.parsed
  return responseFaults(source, response)
}

interface Entry {
  key: string
  keySpan: Span
  /** A value that is written out. */
  value: { text: string; parsed: unknown; span: Span } | undefined
}

/** All entries of all objects that a script writes, and what it assigns to fields of variables: `r.statusCode = 200`. */
function writtenEntries(source: string): Entry[] {
  const { tokens } = lex(source)
  const found: Entry[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'string' && tokens[index + 1]?.type === 'colon')
      found.push(entryAt(tokens, index, unescaped(token)))
    else if (tokens[index - 1]?.type === 'dot' && tokens[index + 1]?.text === '=') {
      found.push(entryAt(tokens, index, token.type === 'string' ? unescaped(token) : token.text))
    }
  }
  return found
}

function entriesOf(tokens: readonly Token[], open: number, close: number): Entry[] {
  const found: Entry[] = []
  for (let index = open + 1; index < close; index += 1) {
    const token = tokens[index]
    if (token?.type === 'open') index = closingBracket(tokens, index) ?? close
    else if (token?.type === 'string' && tokens[index + 1]?.type === 'colon') {
      found.push(entryAt(tokens, index, unescaped(token)))
    }
  }
  return found
}

function entryAt(tokens: readonly Token[], index: number, key: string): Entry {
  const name = tokens[index]
  const value = tokens[index + 2]
  const after = tokens[index + 3]
  const keySpan: Span = [name?.start ?? 0, name?.end ?? 0]
  const isWhole = after === undefined || ['comma', 'close', 'end'].includes(after.type)
  const parsed = value === undefined || !isWhole ? undefined : literal(value)
  return {
    key,
    keySpan,
    value:
      value === undefined || parsed === undefined
        ? undefined
        : { text: value.text, parsed: parsed.value, span: [value.start, value.end] },
  }
}

function literal(token: Token): { value: unknown } | undefined {
  if (token.type === 'number') return { value: Number(token.text.replaceAll('_', '')) }
  if (token.type === 'string' && !token.text.includes('{{')) return { value: unescaped(token) }
  if (token.text === 'true' || token.text === 'false') return { value: token.text === 'true' }
  return token.text === 'null' ? { value: null } : undefined
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-15; a number in a string and no status at all are left alone. */
function isHttpStatus(value: unknown): boolean {
  if (value === null) return true
  const status = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599
}

function sameValue(written: { parsed: unknown }, value: unknown): boolean {
  return written.parsed === value
}
