import type { VrlCompiler, VrlOutcome, VrlRefusal } from './compiler'
import { generatedEvents } from './generated-events'
import type { ResultType, SampleEvent, ScriptTypeFacts } from './script-types'
import type { InferredResult, Types } from './types'

export type JsonType = 'string' | 'object' | 'array' | 'number' | 'boolean' | 'null'

/** The result of a script for a sample: its type, and the parts of its value that rules check. */
export interface SampleResult {
  sample: SampleEvent
  /** Undefined if the script ended without a value. */
  type: JsonType | undefined
  /** The value, if it is a short text. */
  text: string | undefined
  /**
   * The fields, if the value is an object with few of them; a field that is an object, an array or a long text is
   * undefined.
   */
  fields: Readonly<Record<string, string | number | boolean | null | undefined>> | undefined
  /** Why the run was stopped. */
  refusal: VrlRefusal | undefined
}

/** Longer texts are not kept; no rule needs them. */
const MAX_TEXT = 20_000
/** A response has three fields. */
const MAX_FIELDS = 20
const MAX_SCRIPTS = 200

const remembered = new WeakMap<VrlCompiler, Map<string, readonly SampleResult[]>>()

/**
 * Runs a script on the samples of its type, and stops at the first refusal. Each script is run once. An identifier or a
 * message depends on the content of the request, so such a script also runs on requests generated for it.
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
  // The budget of another document may suffice for it.
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

/** The types, in the compiler's words, that the platform accepts. */
const USABLE: Readonly<Record<ResultType, readonly string[]>> = {
  string: ['string'],
  object: ['object'],
  identifier: ['string', 'bytes', 'integer', 'float', 'timestamp', 'regex'],
  message: ['string', 'bytes', 'integer', 'float', 'timestamp', 'regex'],
}

/** Whether one of these types is accepted by the platform. */
export function mayBe(types: Types, wanted: ResultType): boolean {
  return [...types].some((one) => one === 'any' || USABLE[wanted].includes(one))
}

/** Whether a value of this type can be an identifier or the text of a message. */
export function isScalar(type: JsonType): boolean {
  return type === 'string' || type === 'number'
}

/** A type in the compiler's words, without the fields of a large object. */
export function shortType({ text, types }: InferredResult): string {
  return text.length <= 40 ? text : [...types].join(' or ')
}
