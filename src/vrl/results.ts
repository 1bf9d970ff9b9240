import type { VrlCompiler, VrlOutcome } from './compiler'
import type { ResultType, SampleEvent, ScriptTypeFacts } from './script-types'

/** What a script made of a sample: the type of its value, and the value itself where it is a short text. */
export interface SampleResult {
  sample: SampleEvent
  /** Undefined when the script ended without a value. */
  type: 'string' | 'object' | 'array' | 'number' | 'boolean' | 'null' | undefined
  text: string | undefined
}

/** Longer links are of no interest. */
const MAX_TEXT = 20_000
const MAX_SCRIPTS = 200

const remembered = new WeakMap<VrlCompiler, Map<string, readonly SampleResult[]>>()

/** Runs a script on all samples of its type. The same script is run once. */
export function trySamples(
  compiler: VrlCompiler,
  source: string,
  { name, samples }: ScriptTypeFacts,
): readonly SampleResult[] {
  const owner = compiler.origin ?? compiler
  const known = remembered.get(owner) ?? new Map<string, readonly SampleResult[]>()
  remembered.set(owner, known)
  const key = `${name}\n${source}`
  const before = known.get(key)
  if (before !== undefined) return before
  const outcomes = samples.map((sample) => compiler.run(source, sample.event))
  const results = samples.map((sample, index) => resultOf(sample, outcomes[index]))
  // The budget of another document may allow it.
  if (outcomes.some((outcome) => outcome.type === 'refused' && outcome.refusal.reason === 'budget')) return results
  if (known.size >= MAX_SCRIPTS) known.clear()
  known.set(key, results)
  return results
}

function resultOf(sample: SampleEvent, outcome: VrlOutcome | undefined): SampleResult {
  if (outcome?.type !== 'value') return { sample, type: undefined, text: undefined }
  const { result } = outcome
  const text = typeof result === 'string' && result.length <= MAX_TEXT ? result : undefined
  return { sample, type: jsonType(result), text }
}

function jsonType(value: unknown): SampleResult['type'] {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  const type = typeof value
  return type === 'string' || type === 'object' || type === 'number' || type === 'boolean' ? type : undefined
}

/** An infallible function that takes the type alone, and the name of its parameter. */
const ASKING = { string: 'upcase', object: 'keys' } as const satisfies Record<ResultType, string>

/**
 * The type of a script's result as the compiler infers it, in its own words: "integer", "string or null", "any".
 * Undefined when it is the wanted type and nothing else, or when the compiler does not say.
 *
 * The compiler tells no types; but given the script as a block whose value goes to a function that takes only the
 * wanted type, it complains and names the other. The leading `null` keeps an empty block from being an empty object.
 */
export function inferredResult(compiler: VrlCompiler, source: string, wanted: ResultType): string | undefined {
  const asking = `result = {\nnull\n${source}\n}\n${ASKING[wanted]}(result)`
  const { errors } = compiler.check(asking)
  const [error] = errors
  if (errors.length !== 1 || error === undefined || error.span[0] < asking.lastIndexOf('(')) return undefined
  for (const { message } of error.labels) {
    const type = /^this expression resolves to (?:the exact type |one of )?(.+)$/.exec(message)?.[1]
    if (type !== undefined) return type
  }
  return undefined
}

/** Whether a type in the compiler's words can be the wanted one. */
export function mayBe(inferred: string, wanted: ResultType): boolean {
  return inferred.split(/,? or |, /).some((one) => one === wanted || one === 'any')
}
