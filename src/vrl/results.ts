import type { VrlCompiler, VrlOutcome, VrlRefusal } from './compiler'
import { generatedEvents } from './generated-events'
import type { ResultType, SampleEvent, ScriptTypeFacts } from './script-types'
import type { InferredResult, Types } from './types'

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

/** Which types, in the compiler's words, the platform can use. */
const USABLE: Readonly<Record<ResultType, readonly string[]>> = {
  string: ['string'],
  object: ['object'],
  identifier: ['string', 'bytes', 'integer', 'float', 'timestamp', 'regex'],
  message: ['string', 'bytes', 'integer', 'float', 'timestamp', 'regex'],
}

/** Whether one of these types is one that the platform can use. */
export function mayBe(types: Types, wanted: ResultType): boolean {
  return [...types].some((one) => one === 'any' || USABLE[wanted].includes(one))
}

/** Whether a value of this type identifies somebody, or is the text of a message. */
export function isScalar(type: JsonType): boolean {
  return type === 'string' || type === 'number'
}

/** A type in the compiler's words, without the fields of an object that has many. */
export function shortType({ text, types }: InferredResult): string {
  return text.length <= 40 ? text : [...types].join(' or ')
}
