import { type Fields, isFields, stringAt } from '../../document/values'
import { MAX_HOPS, resolveReference } from '../../schema/embedded/references'
import { ANNOTATIONS } from './keywords'

/** A draft-07 JSON Schema as its author wrote it, which may be malformed. */
export type Schema = Fields | boolean

export interface RootedSchema {
  schema: Schema
  /** The document in which references are resolved. */
  root: Schema
}

/**
 * Whether a value is accepted; undefined if that cannot be decided, because of a pattern that is not run or an unknown
 * keyword.
 */
export type Acceptance = boolean | undefined

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isFields(value)
}

/** The maximum number of steps for one question; beyond it the answer is `unknown`. */
const MAX_STEPS = 20_000

/** The maximum for all questions on a pair of documents; real ones need a few hundred. */
const MAX_STEPS_OF_PAIR = 200_000

/** Counts the steps of all questions on a pair of documents. */
export class Budget {
  left = MAX_STEPS_OF_PAIR
}

/** The maximum depth when recursive schemas are compared. */
const MAX_PROOF_DEPTH = 150

/** The state of a comparison of two schemas. */
export class ComparisonContext {
  readonly #assumed = new Map<unknown, Set<unknown>>()
  readonly #order: (readonly [unknown, unknown])[] = []
  #steps = 0
  #depth = 0

  /**
   * @param roots the root of each schema, in which its references are resolved
   * @param tolerant whether a reader ignores properties that it does not declare
   */
  constructor(
    readonly roots: { sub: Schema; sup: Schema },
    readonly tolerant: boolean,
    private readonly budget: Budget,
  ) {}

  /** Whether the budget allows another step. */
  step(): boolean {
    this.#steps += 1
    this.budget.left -= 1
    return this.#steps <= MAX_STEPS && this.budget.left >= 0
  }

  /**
   * Proves that a schema is included in another. If the same pair is met again during its proof, it is assumed to hold:
   * values are finite, so the proof is sound by induction. Results that relied on an assumption are discarded if the
   * proof of the assumed pair fails.
   */
  assuming(sub: unknown, sup: unknown, prove: () => boolean): boolean {
    if (this.#assumed.get(sub)?.has(sup) === true) return true
    if (this.#depth >= MAX_PROOF_DEPTH) return false
    const mark = this.#order.length
    const known = this.#assumed.get(sub) ?? new Set()
    this.#assumed.set(sub, known.add(sup))
    this.#order.push([sub, sup])
    this.#depth += 1
    const proved = prove()
    this.#depth -= 1
    if (!proved) for (const [one, other] of this.#order.splice(mark)) this.#assumed.get(one)?.delete(other)
    return proved
  }
}

const knownBases = new WeakMap<Fields, boolean>()

/** Whether a schema inside a root has a URI as `$id`: references in it are relative to that, and not to the root. */
export function hasOwnBase(root: Fields): boolean {
  const known = knownBases.get(root)
  if (known !== undefined) return known
  const pending: unknown[] = Object.values(root)
  let found = false
  while (pending.length > 0 && !found) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null) continue
    if (isFields(value)) found = stringAt(value, '$id')?.startsWith('#') === false
    for (const part of Object.values(value)) pending.push(part)
  }
  knownBases.set(root, found)
  return found
}

/**
 * Resolves a reference, and the further ones that it leads to. Returns the schema itself if it has none, and undefined
 * if one cannot be resolved. Draft-07 ignores the keywords beside `$ref`, and Ajv does not: if any of them restricts
 * values, the result is undefined.
 */
export function dereferenced(schema: Schema, root: Schema): Schema | undefined {
  let at: Schema = schema
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    if (typeof at === 'boolean') return at
    const reference = stringAt(at, '$ref')
    if (reference === undefined) return Object.hasOwn(at, '$ref') ? undefined : at
    if (Object.keys(at).some((keyword) => keyword !== '$ref' && !ANNOTATIONS.has(keyword))) return undefined
    if (typeof root === 'boolean' || hasOwnBase(root)) return undefined
    const resolution = resolveReference(reference, root)
    if (resolution.to !== 'schema') return undefined
    at = resolution.schema
  }
  return undefined
}
