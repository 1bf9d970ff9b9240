import { lex, type Token, unescaped } from './lexer'
import { continuesValue, followPath, readScript } from './reading'
import type { SampleEvent } from './script-types'

/** The maximum number of fields that are generated; few scripts read more. */
const MOST_READS = 200
const MOST_PATHS = 4
/** The maximum length of a generated array. */
const MOST_ELEMENTS = 20

/** A field that a script reads, and the literal with which it compares the field. */
interface Read {
  segments: readonly (string | number)[]
  value: string | number
}

/**
 * Generates requests for one script: they contain each header, query key and body member that the script reads, with
 * the value of the comparison if there is one, and the paths that it compares with. Such requests reach branches that
 * the fixed samples do not. They prove that a script can produce a value, not that a provider sends such a request.
 */
export function generatedEvents(source: string): SampleEvent[] {
  const { tokens } = lex(source)
  const ofEvent = eventReads(source, tokens)
  // Where a value comes from is not traced, so every read goes into both query and body: extra members do no harm.
  const members = [...ofEvent, ...valueReads(tokens)].slice(0, MOST_READS)
  const query = queryOf(members)
  const body = JSON.stringify(valueWithMembers(members))
  const shared = { query, headers: textsOf(ofEvent, 'headers'), secrets: textsOf(ofEvent, 'secrets') }
  const paths = [...new Set(tokens.flatMap((token) => writtenPath(token)))].slice(0, MOST_PATHS)
  return [
    { name: 'for a POST request with all that it reads', event: { ...shared, method: 'POST', path: '/', body } },
    { name: 'for a form with all that it reads', event: { ...shared, method: 'POST', path: '/', body: query } },
    { name: 'for a GET request with all that it reads', event: { ...shared, method: 'GET', path: '/', body: '' } },
    ...paths.map((path) => ({
      name: `for a POST request to ${path}`,
      event: { ...shared, method: 'POST', path, body },
    })),
  ]
}

/** A query string or a form with each name once. */
function queryOf(reads: readonly Read[]): string {
  const query = new URLSearchParams()
  for (const { segments, value } of reads) {
    const [name] = segments
    if (typeof name === 'string' && !query.has(name)) query.set(name, String(value))
  }
  return query.toString()
}

/** The reads of the event, also after `. = parse_json!(.body)`. */
function eventReads(source: string, tokens: readonly Token[]): Read[] {
  return (readScript(source)?.paths ?? []).slice(0, MOST_READS).flatMap(({ segments, span, assigned }) => {
    const next = tokens.findIndex(({ start }) => start >= span[1])
    return segments.length === 0 || assigned ? [] : [{ segments, value: comparedWith(tokens, next) }]
  })
}

/** The reads of members of variables and of call results: `x.a.b`, `f().a`. */
function valueReads(tokens: readonly Token[]): Read[] {
  return tokens.flatMap((token, index) => {
    const isValue = token.type === 'close' || (token.type === 'identifier' && !continuesValue(tokens, index))
    if (!isValue) return []
    const { segments, next } = followPath(tokens, index + 1, false)
    return segments.length === 0 ? [] : [{ segments, value: comparedWith(tokens, next) }]
  })
}

/** The literal after `==`; any text if there is no comparison. */
function comparedWith(tokens: readonly Token[], next: number): string | number {
  const literal = tokens[next]?.text === '==' ? tokens[next + 1] : undefined
  if (literal?.type === 'number') return Number(literal.text.replaceAll('_', ''))
  return literal?.type === 'string' ? unescaped(literal) : 'sample'
}

function writtenPath(token: Token): string[] {
  const text = token.type === 'string' ? unescaped(token) : ''
  return /^\/[\w/.-]*$/.test(text) ? [text] : []
}

/** The headers or the secrets, as texts by name. */
function textsOf(reads: readonly Read[], field: string): Record<string, string> {
  return Object.fromEntries(
    reads.flatMap(({ segments: [root, name], value }) =>
      root === field && typeof name === 'string'
        ? [[field === 'headers' ? name.toLowerCase() : name, String(value)]]
        : [],
    ),
  )
}

type MemberTree = Map<string | number, MemberTree | string | number>

/** A JSON value that contains every read member. A member that has members of its own is not a scalar. */
function valueWithMembers(reads: readonly Read[]): unknown {
  const root: MemberTree = new Map()
  for (const { segments, value } of reads) {
    let at = root
    for (const [depth, segment] of segments.entries()) {
      const known = at.get(segment)
      if (depth === segments.length - 1) {
        if (known === undefined) at.set(segment, value)
        break
      }
      const inner: MemberTree = known instanceof Map ? known : new Map()
      at.set(segment, inner)
      at = inner
    }
  }
  return jsonValue(root)
}

function jsonValue(value: MemberTree | string | number): unknown {
  if (!(value instanceof Map)) return value
  const keys = [...value.keys()]
  if (!keys.every((key) => typeof key === 'number')) {
    return Object.fromEntries([...value].map(([key, inner]) => [String(key), jsonValue(inner)]))
  }
  // A negative index counts from the end.
  const length = Math.min(MOST_ELEMENTS, Math.max(...keys.map((key) => (key < 0 ? -key : key + 1))))
  const elements: unknown[] = Array.from({ length }, () => 'sample')
  for (const [key, inner] of value) {
    const index = Number(key) < 0 ? length + Number(key) : Number(key)
    if (index >= 0 && index < length) elements[index] = jsonValue(inner)
  }
  return elements
}
