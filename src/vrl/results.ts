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

const resultsByCompiler = new WeakMap<VrlCompiler, Map<string, SampleResult[]>>()

/**
 * Runs a script on the samples of its type until a run is refused. The runs are lazy, and their results are cached. An
 * identifier or a message depends on the content of the request, so such a script also runs on requests generated for
 * it.
 */
export function* trySamples(
  compiler: VrlCompiler,
  source: string,
  facts: ScriptTypeFacts,
): Generator<SampleResult, void> {
  const owner = compiler.origin ?? compiler
  const known = resultsByCompiler.get(owner) ?? new Map<string, SampleResult[]>()
  resultsByCompiler.set(owner, known)
  const key = `${facts.name}\n${source}`
  let results = known.get(key)
  if (results === undefined) {
    if (known.size >= MAX_SCRIPTS) known.clear()
    results = []
    known.set(key, results)
  }
  let index = 0
  for (const sample of samplesFor(source, facts)) {
    const result = results[index] ?? resultOf(sample, compiler.run(source, sample.event))
    // The budget of another document may suffice, so this refusal is not cached.
    if (result.refusal?.reason !== 'budget') results[index] = result
    yield result
    // The next sample would take as long.
    if (result.refusal !== undefined) return
    index += 1
  }
}

function* samplesFor(source: string, { samples, result }: ScriptTypeFacts): Generator<SampleEvent, void> {
  yield* samples
  if (result === 'identifier' || result === 'message') yield* generatedEvents(source)
}

function resultOf(sample: SampleEvent, outcome: VrlOutcome): SampleResult {
  const refusal = outcome.type === 'refused' ? outcome.refusal : undefined
  if (outcome.type !== 'value') return { sample, type: undefined, text: undefined, fields: undefined, refusal }
  const { result } = outcome
  const text = typeof result === 'string' && result.length <= MAX_TEXT ? result : undefined
  return { sample, type: resultType(result), text, fields: scalarFields(result), refusal }
}

function resultType(value: unknown): JsonType | undefined {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'string' || type === 'object' || type === 'number' || type === 'boolean' ? type : undefined
}

function scalarFields(value: unknown): SampleResult['fields'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const entries = Object.entries(value)
  return entries.length > MAX_FIELDS
    ? undefined
    : Object.fromEntries(entries.map(([key, field]) => [key, scalarOf(field)]))
}

function scalarOf(value: unknown): string | number | boolean | null | undefined {
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
