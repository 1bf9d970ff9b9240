import { type Fields, isFields, stringAt } from '../../document/values'
import { resolveReference } from '../../schema/embedded/references'
import { ANNOTATIONS } from './keywords'

/** A JSON Schema of draft-07, by whatever its author has written there. */
export type Schema = Fields | boolean

/** Whether a value is accepted; undefined where that cannot be decided: a pattern that is not run, a keyword that is not known. */
export type Acceptance = boolean | undefined

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isFields(value)
}

/** How many steps one question may take before the answer is `unknown`. */
const MOST_STEPS = 20_000

/** And all questions on two documents together: a real one needs some hundred. */
const MOST_STEPS_OF_ALL = 200_000

/** Counts the steps of all questions on two documents. */
export class Budget {
  left = MOST_STEPS_OF_ALL
}

/** How deep a comparison of recursive schemas may go. */
const DEEPEST = 150

/** What a comparison of two schemas needs to know of both. */
export class Context {
  readonly #assumed = new Map<unknown, Set<unknown>>()
  readonly #order: (readonly [unknown, unknown])[] = []
  #steps = 0
  #depth = 0

  /**
   * @param roots of schemas, by the side that they are on; references are resolved in them
   * @param tolerant a reader ignores properties that it does not declare
   */
  constructor(
    readonly roots: { sub: Schema; sup: Schema },
    readonly tolerant: boolean,
    private readonly budget: Budget,
  ) {}

  /** Whether there is time for another step. */
  step(): boolean {
    this.#steps += 1
    this.budget.left -= 1
    return this.#steps <= MOST_STEPS && this.budget.left >= 0
  }

  /**
   * Proves that a schema is included in another. A pair that is met again while it is being proved holds if everything
   * else does, since values are finite; what was proved with a pair that does not hold is forgotten with it.
   */
  assuming(sub: unknown, sup: unknown, prove: () => boolean): boolean {
    if (this.#assumed.get(sub)?.has(sup) === true) return true
    if (this.#depth >= DEEPEST) return false
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

/** A chain of references longer than any real one. */
const MOST_HOPS = 16

/**
 * The schema that a reference leads to, through further ones; the schema itself where it has none, undefined where it
 * leads nowhere. Draft-07 ignores what stands beside `$ref`, and Ajv does not: with a keyword there, nothing is certain.
 */
export function dereferenced(schema: Schema, root: Schema): Schema | undefined {
  let at: Schema = schema
  for (let hops = 0; hops < MOST_HOPS; hops += 1) {
    if (typeof at === 'boolean') return at
    const reference = stringAt(at, '$ref')
    if (reference === undefined) return Object.hasOwn(at, '$ref') ? undefined : at
    if (Object.keys(at).some((keyword) => keyword !== '$ref' && !ANNOTATIONS.has(keyword))) return undefined
    if (typeof root === 'boolean') return undefined
    const resolution = resolveReference(reference, root)
    if (resolution.to !== 'schema') return undefined
    at = resolution.schema
  }
  return undefined
}
