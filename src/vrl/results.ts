import type { VrlCompiler, VrlOutcome, VrlRefusal } from './compiler'
import { generatedEvents } from './generated-events'
import type { ResultType, SampleEvent, ScriptTypeFacts } from './script-types'

export type JsonType = 'string' | 'object' | 'array' | 'number' | 'boolean' | 'null'

/** What a script made of a sample: the type of its value, and of the value itself what rules look at. */
export interface SampleResult {
  sample: SampleEvent
  /** Undefined when the script ended without a value. */
  type: JsonType | undefined
  /** The value where it is a short text. */
  text: string | undefined
  /** The fields of the value where it is an object with few; undefined for those that are objects, arrays or long texts. */
  fields: Readonly<Record<string, string | number | boolean | null | undefined>> | undefined
  /** Why the run was given up. */
  refusal: VrlRefusal | undefined
}

/** Longer links are of no interest. */
const MAX_TEXT = 20_000
/** A response has three. */
const MAX_FIELDS = 20
const MAX_SCRIPTS = 200

const remembered = new WeakMap<VrlCompiler, Map<string, readonly SampleResult[]>>()

/**
 * Runs a script on the samples of its type, up to one that is given up. The same script is run once. What identifies somebody
 * or is a message depends on what a request holds, so that such a script is run on requests made for it as well.
 */
export function trySamples(
  compiler: VrlCompiler,
  source: string,
  { name, samples, result: wanted }: ScriptTypeFacts,
): readonly SampleResult[] {
  const owner = compiler.origin ?? compiler
  const known = remembered.get(owner) ?? new Map<string, readonly SampleResult[]>()
  remembered.set(owner, known)
  const key = `${name}\n${source}`
  const before = known.get(key)
  if (before !== undefined) return before
  const results: SampleResult[] = []
  const made = wanted === 'identifier' || wanted === 'message' ? generatedEvents(source) : []
  for (const sample of [...samples, ...made]) {
    const result = resultOf(sample, compiler.run(source, sample.event))
    results.push(result)
    // The next sample would take as long.
    if (result.refusal !== undefined) break
  }
  // The budget of another document may allow it.
  if (results.some(({ refusal }) => refusal?.reason === 'budget')) return results
  if (known.size >= MAX_SCRIPTS) known.clear()
  known.set(key, results)
  return results
}

function resultOf(sample: SampleEvent, outcome: VrlOutcome): SampleResult {
  const refusal = outcome.type === 'refused' ? outcome.refusal : undefined
  if (outcome.type !== 'value') return { sample, type: undefined, text: undefined, fields: undefined, refusal }
  const { result } = outcome
  const text = typeof result === 'string' && result.length <= MAX_TEXT ? result : undefined
  return { sample, type: jsonType(result), text, fields: fieldsOf(result), refusal }
}

function jsonType(value: unknown): JsonType | undefined {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'string' || type === 'object' || type === 'number' || type === 'boolean' ? type : undefined
}

function fieldsOf(value: unknown): SampleResult['fields'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const entries = Object.entries(value)
  return entries.length > MAX_FIELDS
    ? undefined
    : Object.fromEntries(entries.map(([key, field]) => [key, plain(field)]))
}

function plain(value: unknown): string | number | boolean | null | undefined {
  if (typeof value === 'string') return value.length <= MAX_TEXT ? value : undefined
  return value === null || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

/** An infallible function that takes the type alone, and the name of its parameter. */
const ASKING = { string: 'upcase', object: 'keys', identifier: 'upcase', message: 'upcase' } as const satisfies Record<
  ResultType,
  string
>

/** Which types, in the compiler's words, the platform can use. */
const USABLE: Readonly<Record<ResultType, readonly string[]>> = {
  string: ['string'],
  object: ['object'],
  identifier: ['string', 'bytes', 'integer', 'float', 'timestamp', 'regex'],
  message: ['string', 'bytes', 'integer', 'float', 'timestamp', 'regex'],
}

/**
 * The type of a script's result as the compiler infers it, in its own words: "integer", "string or null", "any".
 * Undefined when it is the type that is asked for and nothing else, or when the compiler does not say.
 *
 * The compiler reports no types; but given the script as a block whose value goes to a function that takes only one type,
 * it complains and names the other. The leading `null` keeps an empty block from being an empty object.
 */
export function inferredResult(compiler: VrlCompiler, source: string, wanted: ResultType): string | undefined {
  const asking = `result = {\nnull\n${source}\n}\n${ASKING[wanted]}(result)`
  const { errors } = compiler.check(asking)
  const [error] = errors
  if (errors.length !== 1 || error === undefined || error.span[0] < asking.lastIndexOf('(')) return undefined
  for (const { message } of error.labels) {
    const type = /^this expression resolves to (?:the exact type |one of )?(.+)$/s.exec(message)?.[1]
    if (type !== undefined) return type
  }
  return undefined
}

/** Whether a type in the compiler's words can be one that the platform can use. */
export function mayBe(inferred: string, wanted: ResultType): boolean {
  return alternatives(inferred).some((one) => one === 'any' || USABLE[wanted].includes(one))
}

/** Whether a value of this type identifies somebody, or is the text of a message. */
export function isScalar(type: JsonType): boolean {
  return type === 'string' || type === 'number'
}

/** The types of a union, those within objects and arrays left out. */
function alternatives(inferred: string): string[] {
  let outer = inferred
  for (let before = ''; before !== outer; ) {
    before = outer
    outer = outer.replace(/\{[^{}[\]]*\}/g, 'object').replace(/\[[^{}[\]]*\]/g, 'array')
  }
  return outer.split(/,? or |, /)
}

/** A type in the compiler's words, without the fields of an object that has many. */
export function shortType(inferred: string): string {
  return inferred.length <= 40 ? inferred : [...new Set(alternatives(inferred))].join(' or ')
}
