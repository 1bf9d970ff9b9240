import { lex, type Token } from './lexer'
import { assignedOnce, closingBracket, continuesValue, followPath, type VrlPath, type VrlReading } from './reading'
import type { EventType } from './script-types'

type Span = readonly [number, number]

/** A path that gives null whatever the request is: a member of a string, for instance. */
export interface NullRead {
  /** As the script writes it. */
  path: string
  /** The part of it that has no such member. */
  holder: string
  because: 'string' | 'strings' | 'query' | 'case'
  /** The code that reads what was meant; undefined where that is not known. */
  instead: string | undefined
  /** The segment that cannot be there. */
  span: Span
}

/** Functions that give a string and nothing else, whatever they are given. */
const TEXT_FUNCTIONS: ReadonlySet<string> = new Set([
  'decode_base64',
  'decode_percent',
  'downcase',
  'replace',
  'string',
  'strip_whitespace',
  'to_string',
  'upcase',
])

/** A value whose type is known, where the script writes it, and the path that follows it. */
interface TypedPath {
  /** Text, an object of texts, or what `parse_query_string` gives: an object of texts and arrays of them. */
  type: 'string' | 'strings' | 'query'
  /** The field of the event from which it comes, where that is certain. */
  field: string | undefined
  span: Span
  /** Where the value ends and the path begins. */
  valueEnd: number
  segments: readonly (string | number)[]
  spans: readonly Span[]
}

/**
 * The paths that always give null because of what the event holds, each once, in the order of the script. Silent about
 * fields that the script changes, and about a header that it reads in lower case as well.
 */
export function nullReads(source: string, { paths }: VrlReading, event: EventType): NullRead[] {
  const changed = new Set<unknown>(paths.filter(({ assigned }) => assigned).map(({ segments }) => segments[0]))
  // When the event as a whole is replaced, nothing is known of its fields.
  const typed = [
    ...(changed.has(undefined) ? [] : paths.flatMap((path) => eventPath(path, event, changed))),
    ...convertedPaths(lex(source).tokens, paths),
  ].sort((one, other) => one.span[0] - other.span[0])

  const headers = new Set(typed.flatMap(({ field, segments }) => (field === 'headers' ? [segments[0]] : [])))
  const found = new Map<string, NullRead>()
  for (const one of typed) {
    const read = nullReadOf(source, one, headers)
    if (read !== undefined && !found.has(read.path)) found.set(read.path, read)
  }
  return [...found.values()]
}

function eventPath(path: VrlPath, event: EventType, changed: ReadonlySet<unknown>): TypedPath[] {
  const [field, ...segments] = path.segments
  const [place, ...spans] = path.spans
  if (path.assigned || place === undefined || typeof field !== 'string' || changed.has(field)) return []
  const type = Object.hasOwn(event, field) ? event[field] : undefined
  return type === undefined ? [] : [{ type, field, span: path.span, valueEnd: place[1], segments, spans }]
}

/** Paths behind calls whose result has a known type, and behind variables that hold such a result and nothing else. */
function convertedPaths(tokens: readonly Token[], paths: readonly VrlPath[]): TypedPath[] {
  const found: TypedPath[] = []
  const variables = new Map<string, Conversion>()
  for (const [name, value] of assignedOnce(tokens)) {
    const conversion = value === undefined ? undefined : conversionAt(tokens, value, paths)
    if (conversion !== undefined && endsValue(tokens, conversion)) variables.set(name, conversion)
  }
  for (const [index, token] of tokens.entries()) {
    const variable = continuesValue(tokens, index) ? undefined : variables.get(token.text)
    const conversion = token.type === 'identifier' ? variable : conversionAt(tokens, index, paths)
    if (conversion === undefined) continue
    const { type, field } = conversion
    const last = token.type === 'identifier' ? index : conversion.close
    const { segments, spans, end } = followPath(tokens, last + 1, false)
    const valueEnd = tokens[last]?.end
    if (end === undefined || valueEnd === undefined) continue
    found.push({ type, field, span: [token.start, end], valueEnd, segments, spans })
  }
  return found
}

/** A call whose result has a known type. */
interface Conversion {
  type: 'string' | 'query'
  field: string | undefined
  /** The index of its closing bracket. */
  close: number
}

function conversionAt(tokens: readonly Token[], index: number, paths: readonly VrlPath[]): Conversion | undefined {
  const call = tokens[index]
  if (call?.type !== 'call') return undefined
  const type = TEXT_FUNCTIONS.has(call.text) ? 'string' : call.text === 'parse_query_string' ? 'query' : undefined
  const open = tokens[index + 1]?.text === '!' ? index + 2 : index + 1
  const close = closingBracket(tokens, open)
  if (type === undefined || close === undefined) return undefined
  const argument = tokens[open + 1]
  const path = paths.find(({ span }) => span[0] === argument?.start)
  const root = path?.segments.length === 1 ? path.segments[0] : undefined
  return { type, field: typeof root === 'string' ? root : undefined, close }
}

/** Whether nothing but a default of the same type follows a call. */
function endsValue(tokens: readonly Token[], { type, close }: Conversion): boolean {
  const after = tokens[close + 1]
  if (after === undefined || after.type === 'end') return true
  if (after.text !== '??') return false
  const [first, second, third] = tokens.slice(close + 2, close + 5)
  const next = type === 'string' ? second : third
  const isSame = type === 'string' ? first?.type === 'string' : first?.text === '{' && second?.text === '}'
  return isSame && (next === undefined || next.type === 'end')
}

function nullReadOf(source: string, typed: TypedPath, headers: ReadonlySet<unknown>): NullRead | undefined {
  const { type, field, span, valueEnd, segments, spans } = typed
  const [first, second] = segments
  const [firstSpan, secondSpan] = spans
  if (first === undefined || firstSpan === undefined) return undefined
  const path = source.slice(...span)
  const value = source.slice(span[0], valueEnd)
  const text = (from: number, to: number) => source.slice(from, to)

  if (type === 'string') {
    const tail = text(valueEnd, span[1])
    return { path, holder: value, because: 'string', instead: insteadOf(typed, value, tail), span: firstSpan }
  }
  if (typeof first === 'number') {
    return { path, holder: value, because: 'strings', instead: undefined, span: firstSpan }
  }
  if (second !== undefined && secondSpan !== undefined && (type === 'strings' || typeof second === 'string')) {
    const holder = text(span[0], firstSpan[1])
    if (type === 'strings') return { path, holder, because: 'string', instead: undefined, span: secondSpan }
    const instead = `${value}.${JSON.stringify(segments.join('.'))}`
    return { path, holder, because: 'query', instead: segments.every(isName) ? instead : undefined, span: secondSpan }
  }
  const lower = first.toLowerCase()
  if (field !== 'headers' || first === lower || headers.has(lower)) return undefined
  const instead = `${value}.${text(...firstSpan).toLowerCase()}`
  return { path, holder: value, because: 'case', instead, span: firstSpan }
}

/** What reads a member of a string that holds something else. */
function insteadOf({ field, segments }: TypedPath, value: string, tail: string): string | undefined {
  switch (field) {
    case 'body':
      return `parse_json!(${value})${tail}`
    case 'query':
      if (!segments.every(isName)) return undefined
      return `parse_query_string!(${value})${segments.length === 1 ? tail : `.${JSON.stringify(segments.join('.'))}`}`
    case 'path':
      return typeof segments[0] === 'number' && segments.length === 1 ? `split!(${value}, "/")${tail}` : undefined
    default:
      return undefined
  }
}

function isName(segment: string | number): boolean {
  return typeof segment === 'string'
}
