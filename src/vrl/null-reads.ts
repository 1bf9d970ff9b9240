import type { Span } from '../document/types'
import type { VrlCompiler } from './compiler'
import { lex, type Token, unescaped } from './lexer'
import { assertedArguments, lastTokenOfValue, type MemberRead, memberReads } from './member-reads'
import { closingBracket, continuesValue, followPath, isAssignedAt, isFieldBehindDot } from './reading'
import { eventOf, type ScriptType } from './script-types'
import { hasSoundTypes } from './sound-types'
import { innermostStatements } from './statements'
import { type Closure, closures, type Question, type Types, typesOf, unusableArguments } from './types'

/** A path that is null for every request, such as a member of a string. */
export interface NullRead {
  /** The path as written. */
  path: string
  /** The part of the path that cannot have members. */
  holder: string
  /**
   * What the holder is: a text, an object of texts, an array, or a value of a query. `case`: the path names a header in
   * upper case, and the names of headers are in lower case.
   */
  because: 'string' | 'strings' | 'array' | 'query' | 'case'
  /** The code that reads the intended value; undefined if unknown. */
  instead: string | undefined
  /** The segment that cannot exist. */
  span: Span
}

/** The maximum number of findings: each costs a compilation. */
const MOST_FOUND = 20

/** The field of the event that a value comes from. */
interface EventOrigin {
  field: string
  /** The number of members between the field and the value; 0 for the field itself. */
  depth: number
  /** Whether the value was parsed from the field by `parse_query_string`. */
  isQuery: boolean
}

/**
 * The paths that are null for every event, each once, in the order of the script. The compiler infers their types, so
 * assignments and branches are taken into account. A header that the script also reads in lower case is left out.
 */
export function nullReads(compiler: VrlCompiler, source: string, type: ScriptType | undefined): NullRead[] {
  const { tokens, faults } = lex(source)
  const reads = faults.length > 0 ? [] : memberReads(tokens)
  const gets = faults.length > 0 ? [] : headerGets(source, tokens)
  if (reads.length + gets.length === 0) return []
  const event = eventOf(type)
  const statements = innermostStatements(tokens)
  const loops = closures(tokens)
  const typesAt = (asked: readonly (readonly [MemberRead, number])[]) =>
    typesOf(
      compiler,
      source,
      event,
      asked.flatMap(([{ index, start }, end]): Question[] => {
        const before = statements[index]
        return before === undefined ? [] : [{ code: source.slice(start, end), before }]
      }),
    )
  const isSound = hasSoundTypes(compiler, source, type)
  const whole = isSound ? [] : typesAt(reads.map((read) => [read, read.ends.at(-1) ?? read.start]))
  const found = new Map<string, NullRead>()
  const headers = [...reads.flatMap((read) => headerOf(tokens, read)?.name ?? []), ...gets.map(({ name }) => name)]
  const inLowerCase = new Set(headers)
  for (const [nth, read] of reads.entries()) {
    if (changesWhileRead(tokens, read, loops)) continue
    const one = isAlwaysNull(whole[nth])
      ? memberOfText(source, tokens, read, typesAt(read.ends.map((end) => [read, end])))
      : headerInUpperCase(source, tokens, read, inLowerCase)
    if (one !== undefined && !found.has(one.path)) found.set(one.path, one)
    if (found.size === MOST_FOUND) break
  }
  for (const { name, read } of changesHeaders(tokens) ? [] : gets) {
    const lower = name.toLowerCase()
    if (name !== lower && !inLowerCase.has(lower) && !found.has(read.path)) found.set(read.path, read)
  }
  return [...found.values()].sort((one, other) => one.span[0] - other.span[0])
}

/** A text of the event that is passed to a function that does not accept texts. */
export interface MisusedText {
  /** The function. */
  name: string
  /** The argument, as the script writes it. */
  argument: string
  /** The argument to use instead; undefined if unknown. */
  instead: string | undefined
  span: Span
}

/** The texts that are passed to functions that need an object, an array or a number, so that the call always fails. */
export function misusedTexts(compiler: VrlCompiler, source: string, type: ScriptType | undefined): MisusedText[] {
  const { tokens, faults } = lex(source)
  if (faults.length > 0 || compiler.check(source).errors.length > 0) return []
  if (hasSoundTypes(compiler, source, type)) return []
  const event = eventOf(type)
  const asserted = assertedArguments(source, tokens)
  const types = asserted.length === 0 ? [] : typesOf(compiler, source, event, asserted)
  const found = [
    ...unusableArguments(compiler, source, event),
    ...asserted.flatMap(({ span }, nth) => {
      const one = types[nth]
      return one === undefined ? [] : [{ types: one, span }]
    }),
  ]
  return found.flatMap(({ types: one, span }): MisusedText[] => {
    const index = tokens.findIndex(({ start }) => start === span[0])
    const call = callAround(tokens, index)
    const origin = originOfValue(tokens, index, MAX_CHAIN)
    // Only texts that certainly come from the event are reported.
    if (call === undefined || origin === undefined || origin === 'event' || origin.isQuery) return []
    // For the compiler, a header may be an array of texts; on the platform, it is one text.
    const isText = (type: string) => TEXT_TYPES.has(type) || (type === 'array' && origin.field !== 'body')
    const argument = source.slice(...span)
    if (!one.has('string') || ![...one].every(isText) || checksType(source, argument)) return []
    const reads = origin.depth === 0 ? PARSERS.get(origin.field) : undefined
    const instead = reads === undefined ? undefined : `${reads}(${argument})`
    return [{ name: call.text, argument, instead, span }]
  })
}

/** Whether a script checks the type of a value, and so may handle values other than text. */
function checksType(source: string, code: string): boolean {
  return ['is_object', 'is_array', 'is_string'].some((name) => source.includes(`${name}(${code})`))
}

/** The function that parses each field. */
const PARSERS: ReadonlyMap<string, string> = new Map([
  ['body', 'parse_json!'],
  ['query', 'parse_query_string!'],
])

/** The innermost call whose arguments contain a token. */
function callAround(tokens: readonly Token[], index: number): Token | undefined {
  let depth = 0
  for (let at = index - 1; at >= 0; at -= 1) {
    const token = tokens[at]
    if (token?.type === 'close') depth += 1
    if (token?.type === 'open') depth -= 1
    if (depth >= 0) continue
    return [tokens[at - 1], tokens[at - 2]].find((one) => one?.type === 'call')
  }
  return undefined
}

/** Whether an earlier iteration of a closure may have changed a value that it reads. */
function changesWhileRead(
  tokens: readonly Token[],
  { index, segments }: MemberRead,
  loops: readonly Closure[],
): boolean {
  const token = tokens[index]
  const [field] = segments
  const root = token?.type === 'dot' ? `.${JSON.stringify(field)}` : (token?.text ?? '')
  return loops.some(
    ({ open, close, assigned }) => index > open && index < close && (assigned.has(root) || assigned.has('.')),
  )
}

const TEXT_TYPES: ReadonlySet<string> = new Set(['string', 'regex', 'null', 'integer', 'float', 'boolean', 'timestamp'])

function isAlwaysNull(types: Types | undefined): boolean {
  return types?.size === 1 && types.has('null')
}

function memberOfText(
  source: string,
  tokens: readonly Token[],
  read: MemberRead,
  types: readonly (Types | undefined)[],
): NullRead | undefined {
  const { start, ends, segments, spans } = read
  const depth = types.findIndex((one, at) => at > 0 && isAlwaysNull(one) && !isAlwaysNull(types[at - 1]))
  const holderTypes = types[depth - 1]
  const segment = segments[depth - 1]
  const span = spans[depth - 1]
  if (depth === -1 || holderTypes === undefined || segment === undefined || span === undefined) return undefined
  const origin = originOf(tokens, read, depth - 1)
  const because = missingMemberReason(holderTypes, segment, origin)
  if (because === undefined) return undefined
  const path = source.slice(start, ends.at(-1))
  const holder = source.slice(start, ends[depth - 1])
  if (checksType(source, holder) || isGivenMembers(tokens, read, depth - 1)) return undefined
  return { path, holder, because, instead: insteadOf(source, read, depth, because, origin), span }
}

/** Whether the script assigns members to a value, which turns a text into an object. */
function isGivenMembers(tokens: readonly Token[], { index, segments }: MemberRead, members: number): boolean {
  const root = tokens[index]
  const holder = segments.slice(0, members)
  return tokens.some((token, at) => {
    if (token.type !== root?.type || token.text !== root.text || continuesValue(tokens, at)) return false
    const isEvent = token.type === 'dot'
    const target = followPath(tokens, at + 1, isEvent && isFieldBehindDot(tokens[at + 1]))
    const isMember =
      target.segments.length > holder.length && holder.every((segment, nth) => segment === target.segments[nth])
    return isMember && isAssignedAt(tokens, at, target.next)
  })
}

/** The reason why a value of one of these types has no such member. */
function missingMemberReason(
  types: Types,
  segment: string | number,
  origin: EventOrigin | undefined,
): NullRead['because'] | undefined {
  if ([...types].every((type) => TEXT_TYPES.has(type))) return 'string'
  const isMember = typeof segment === 'string'
  if (types.size === 1 && types.has('array')) return isMember ? 'array' : undefined
  if (types.size === 1 && types.has('object')) return isMember ? undefined : 'strings'
  // A header, a secret or a query value; the compiler allows an array of them.
  if (!isMember || !types.has('string') || types.has('object')) return undefined
  return origin === undefined || (origin.isQuery && origin.field !== 'body') ? 'query' : 'string'
}

/** The code that reads a member of what a text contains, such as JSON. */
function insteadOf(
  source: string,
  { start, ends, segments }: MemberRead,
  depth: number,
  because: NullRead['because'],
  origin: EventOrigin | undefined,
): string | undefined {
  const holder = source.slice(start, ends[depth - 1])
  const tail = source.slice(ends[depth - 1], ends.at(-1))
  if (because === 'array') return segments[depth - 1] === 'length' ? `length(${holder})` : undefined
  if (origin === undefined || because === 'strings') return undefined
  const { field, depth: below, isQuery } = origin
  // A form has one level, and its values may contain JSON.
  if (field === 'body' && below === (isQuery ? 1 : 0)) return `parse_json!(${holder})${tail}`
  const names = segments.slice(depth - 1)
  const areNames = names.every((name) => typeof name === 'string')
  if (field === 'query' && !isQuery && below === 0 && areNames) {
    return `parse_query_string!(${holder})${names.length === 1 ? tail : `.${JSON.stringify(names.join('.'))}`}`
  }
  if (isQuery && below === 1 && areNames && depth > 1) {
    const whole = segments.slice(depth - 2)
    return `${source.slice(start, ends[depth - 2])}.${JSON.stringify(whole.join('.'))}`
  }
  if (field === 'path' && below === 0 && names.length === 1 && !areNames) return `split!(${holder}, "/")${tail}`
  return undefined
}

/** The header that a script reads from the event, and the index of its segment. */
function headerOf(tokens: readonly Token[], read: MemberRead): { name: string; at: number } | undefined {
  for (const [at, name] of read.segments.entries()) {
    const origin = originOf(tokens, read, at)
    if (origin?.field === 'headers' && origin.depth === 0 && typeof name === 'string') return { name, at }
  }
  return undefined
}

/** The headers that `get(.headers, ["name"])` reads, each with the finding for a name in upper case. */
function headerGets(source: string, tokens: readonly Token[]): { name: string; read: NullRead }[] {
  return tokens.flatMap((token, index) => {
    if (token.type !== 'call' || token.text !== 'get') return []
    const open = tokens[index + 1]?.text === '!' ? index + 2 : index + 1
    const origin = originOfValue(tokens, open + 1, MAX_CHAIN)
    if (origin === undefined || origin === 'event' || origin.field !== 'headers' || origin.depth > 0) return []
    const comma = tokens.findIndex(({ type }, at) => at > open && type === 'comma')
    const key = tokens[comma + 2]
    const close = closingBracket(tokens, open)
    const [first, end] = [tokens[open + 1], close === undefined ? undefined : tokens[close]]
    if (tokens[comma + 1]?.text !== '[' || key?.type !== 'string' || key.text.includes('{{')) return []
    if (first === undefined || end === undefined) return []
    const path = source.slice(token.start, end.end)
    const holder = source.slice(first.start, tokens[comma - 1]?.end)
    const instead = path.replace(key.text, key.text.toLowerCase())
    return [{ name: unescaped(key), read: { path, holder, because: 'case', instead, span: [key.start, key.end] } }]
  })
}

function headerInUpperCase(
  source: string,
  tokens: readonly Token[],
  read: MemberRead,
  known: ReadonlySet<string>,
): NullRead | undefined {
  const header = headerOf(tokens, read)
  if (header === undefined || changesHeaders(tokens)) return undefined
  const { name, at } = header
  if (isGivenMembers(tokens, read, at)) return undefined
  const lower = name.toLowerCase()
  const span = read.spans[at]
  if (span === undefined || name === lower || known.has(lower)) return undefined
  const holder = source.slice(read.start, read.ends[at])
  const path = source.slice(read.start, read.ends.at(-1))
  return { path, holder, because: 'case', instead: `${holder}.${source.slice(...span).toLowerCase()}`, span }
}

/** Whether a script assigns headers, or the whole event. */
function changesHeaders(tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    if (token.type !== 'dot' || continuesValue(tokens, index)) return false
    const { segments, next } = followPath(tokens, index + 1, isFieldBehindDot(tokens[index + 1]))
    return (segments.length === 0 || segments[0] === 'headers') && isAssignedAt(tokens, index, next)
  })
}

/** Functions whose result has the type of the argument. */
const TYPE_PRESERVING: ReadonlySet<string> = new Set([
  'decode_base64',
  'decode_percent',
  'downcase',
  'object',
  'replace',
  'string',
  'strip_whitespace',
  'to_string',
  'trim',
  'truncate',
  'upcase',
])

/** The maximum number of variables and calls through which the origin of a value is traced. */
const MAX_CHAIN = 8

/** The origin of a read value and its first `members` members; undefined if it is not certain. */
function originOf(tokens: readonly Token[], { index, segments }: MemberRead, members: number): EventOrigin | undefined {
  const value = originAt(tokens, index, MAX_CHAIN)
  return value === undefined ? undefined : memberOf(value, segments.slice(0, members))
}

/** The origin of a value; `event` for the event itself. */
type Whole = EventOrigin | 'event'

function memberOf(value: Whole, members: readonly (string | number)[]): EventOrigin | undefined {
  if (value !== 'event') return { ...value, depth: value.depth + members.length }
  const [field] = members
  return typeof field === 'string' ? { field, depth: members.length - 1, isQuery: false } : undefined
}

function originAt(tokens: readonly Token[], index: number, steps: number): Whole | undefined {
  const token = tokens[index]
  if (token === undefined || steps === 0) return undefined
  if (token.type === 'dot') return 'event'
  if (token.type === 'identifier') {
    const values = valuesBefore(tokens, index).map((at) => originOfValue(tokens, at, steps - 1))
    const [first] = values
    return first !== undefined && values.every((one) => isSameOrigin(one, first)) ? first : undefined
  }
  if (token.type !== 'call') return undefined
  const open = tokens[index + 1]?.text === '!' ? index + 2 : index + 1
  const argument = originOfValue(tokens, open + 1, steps - 1)
  if (argument === undefined || argument === 'event') return undefined
  if (token.text === 'parse_query_string') return { ...argument, depth: 0, isQuery: true }
  return TYPE_PRESERVING.has(token.text) ? argument : undefined
}

/** The origin of a value and the members after it. */
function originOfValue(tokens: readonly Token[], index: number, steps: number): Whole | undefined {
  const value = originAt(tokens, index, steps)
  const end = lastTokenOfValue(tokens, index)
  if (value === undefined || end === undefined) return undefined
  const isEvent = tokens[index]?.type === 'dot'
  const { segments } = followPath(tokens, end + 1, isEvent && isFieldBehindDot(tokens[index + 1]))
  return segments.length === 0 ? value : memberOf(value, segments)
}

function isSameOrigin(one: Whole | undefined, other: Whole): boolean {
  if (one === undefined || one === 'event' || other === 'event') return one === other
  return one.field === other.field && one.depth === other.depth && one.isQuery === other.isQuery
}

/** The indices of the values that are assigned to a variable before an index. */
function valuesBefore(tokens: readonly Token[], index: number): number[] {
  const name = tokens[index]?.text
  return tokens.slice(0, index).flatMap((token, at) => {
    if (token.type !== 'identifier' || token.text !== name || continuesValue(tokens, at)) return []
    if (!endsBetween(tokens, at, index)) return []
    const next = tokens[at + 1]
    if (next?.text === '=') return [at + 2]
    return next?.type === 'comma' && tokens[at + 3]?.text === '=' ? [at + 4] : []
  })
}

/** Whether the statement at `from` ends before `to`: the right side of an assignment reads the previous value. */
function endsBetween(tokens: readonly Token[], from: number, to: number): boolean {
  let depth = 0
  for (const { type } of tokens.slice(from, to)) {
    if (type === 'open') depth += 1
    else if (type === 'close') depth -= 1
    if (depth < 0 || (depth === 0 && type === 'end')) return true
  }
  return false
}
