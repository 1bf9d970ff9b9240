import { SITES_PER_FILE, type Site, type SourceFile } from '../sites'

/** A call that was running when an object was made. */
export interface RunningCall {
  site: number
  receiver: unknown
  arguments: readonly unknown[]
  parent: RunningCall | undefined
}

/** The site where an object was made, and the values it was made from. */
export interface Origin {
  site: number
  /** The object that the method was called on. */
  receiver?: unknown
  arguments?: readonly unknown[]
  /** The values of a literal's spreads and its computed keys, in the order of the text. */
  spreads?: readonly unknown[]
  keys?: readonly PropertyKey[]
  frame: RunningCall | undefined
}

/** The additions that a call of `.extend` made to a definition. */
export interface Extension {
  origin: Origin
  /** The entries of its maps that are new, or were merged with those of the interface. */
  touched: ReadonlyMap<string, ReadonlySet<string>>
  /** The return value of the author's function. */
  output: unknown
}

interface Pending {
  site: number
  value: unknown
}

const SECTIONS = ['actions', 'events', 'channels', 'entities', 'interfaces', 'states'] as const

/**
 * Records where the objects of a definition were made. The instrumented code calls it at each literal, call, `new` and
 * assignment; it changes neither values nor the order of evaluation.
 */
export class Recorder {
  readonly origins = new WeakMap<object, Origin>()
  /** The literal or assignment that holds an object, and the key. */
  readonly homes = new WeakMap<object, { holder: object; key: string }>()
  readonly assignments = new WeakMap<object, Map<string, Origin>>()
  /** Calls that returned their receiver: up to SDK 3, `.title()` changes the type itself. */
  readonly changes = new WeakMap<object, Origin[]>()
  readonly extensions = new WeakMap<object, Extension[]>()
  #frame: RunningCall | undefined
  readonly #spreads: Pending[] = []
  readonly #keys: { site: number; value: PropertyKey }[] = []
  #failure: { error: unknown; site: number; frame: RunningCall | undefined } | undefined

  constructor(private readonly files: readonly SourceFile[]) {}

  /** The `throw` or the innermost call in the project's own code from which an error was thrown. */
  siteOfFailure(error: unknown): number | undefined {
    if (this.#failure !== undefined && Object.is(this.#failure.error, error)) return this.#failure.site
    return isObject(error) ? this.origins.get(error)?.site : undefined
  }

  siteAt(site: number): Site | undefined {
    return this.files[Math.floor(site / SITES_PER_FILE)]?.sites[site % SITES_PER_FILE]
  }

  literal<Value extends object>(site: number, value: Value): Value {
    const origin: Origin = { site, frame: this.#frame }
    const spreads = take(this.#spreads, site)
    if (spreads !== undefined) origin.spreads = spreads
    const keys = take(this.#keys, site)
    if (keys !== undefined) origin.keys = keys
    this.origins.set(value, origin)
    for (const [key, held] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      const content: unknown = held.value
      if (isObject(content) && !this.homes.has(content)) this.homes.set(content, { holder: value, key })
    }
    return value
  }

  spread(site: number, value: unknown): unknown {
    // An iterator can be consumed only once.
    const kept =
      isObject(value) && !Array.isArray(value) && Symbol.iterator in value && this.#isArrayLiteral(site)
        ? [...toIterable(value)]
        : value
    this.#spreads.push({ site, value: kept })
    return kept
  }

  key(site: number, value: unknown): PropertyKey {
    const key = typeof value === 'symbol' ? value : String(value)
    this.#keys.push({ site, value: key })
    return key
  }

  call(site: number, callee: unknown, ...given: unknown[]): unknown {
    if (typeof callee !== 'function') throw new TypeError(`${this.#nameOf(site)} is not a function`)
    return this.#run(site, undefined, given, () => Reflect.apply(callee, undefined, given))
  }

  method(site: number, receiver: unknown, name: PropertyKey, ...given: unknown[]): unknown {
    if (receiver === undefined || receiver === null) {
      throw this.#blame(site, new TypeError(`Cannot read properties of ${receiver} (reading '${String(name)}')`))
    }
    const callee: unknown = Reflect.get(Object(receiver), name, receiver)
    if (typeof callee !== 'function') throw this.#blame(site, new TypeError(`${this.#nameOf(site)} is not a function`))
    if (name === 'extend' && given.length === 2 && typeof given[1] === 'function' && isObject(receiver)) {
      return this.#extend(site, receiver, callee, given)
    }
    return this.#run(site, receiver, given, () => Reflect.apply(callee, receiver, given))
  }

  construct(site: number, callee: unknown, ...given: unknown[]): unknown {
    if (typeof callee !== 'function')
      throw this.#blame(site, new TypeError(`${this.#nameOf(site)} is not a constructor`))
    return this.#run(site, undefined, given, () => Reflect.construct(callee, given))
  }

  assign(site: number, holder: unknown, key: unknown, value: unknown): unknown {
    if (!isObject(holder)) {
      throw this.#blame(site, new TypeError(`Cannot set properties of ${String(holder)} (setting '${String(key)}')`))
    }
    const name = typeof key === 'symbol' ? key : String(key)
    Reflect.set(holder, name, value, holder)
    if (typeof name === 'string') {
      const assigned = this.assignments.get(holder) ?? new Map<string, Origin>()
      assigned.set(name, { site, frame: this.#frame })
      this.assignments.set(holder, assigned)
      if (isObject(value) && !this.homes.has(value)) this.homes.set(value, { holder, key: name })
    }
    return value
  }

  thrown(site: number, value: unknown): unknown {
    // An object that is thrown again keeps the place where it was thrown first.
    const isAgain = isObject(value) && this.#failure?.error === value
    if (!isAgain) this.#failure = { error: value, site, frame: this.#frame }
    return value
  }

  #extend(site: number, receiver: object, callee: CallableFunction, given: readonly unknown[]): unknown {
    const [extended, build] = given
    let output: unknown
    const builder = (...inputs: unknown[]) => {
      output = typeof build === 'function' ? Reflect.apply(build, undefined, inputs) : undefined
      return output
    }
    const before = sectionEntries(receiver)
    const result = this.#run(site, receiver, given, () => Reflect.apply(callee, receiver, [extended, builder]))
    if (!isObject(result)) return result
    const touched = new Map<string, Set<string>>()
    for (const [section, entries] of sectionEntries(result)) {
      const known = before.get(section)
      touched.set(section, new Set([...entries].flatMap(([key, entry]) => (known?.get(key) === entry ? [] : [key]))))
    }
    const extensions = this.extensions.get(result) ?? this.extensions.get(receiver) ?? []
    this.extensions.set(result, [
      ...extensions,
      { origin: { site, receiver, arguments: given, frame: this.#frame }, touched, output },
    ])
    return result
  }

  #run(site: number, receiver: unknown, given: readonly unknown[], run: () => unknown): unknown {
    const parent = this.#frame
    this.#frame = { site, receiver, arguments: given, parent }
    try {
      const result = run()
      if (isObject(result)) {
        const origin: Origin = { site, receiver, arguments: given, frame: parent }
        if (!this.origins.has(result)) this.origins.set(result, origin)
        else if (result === receiver) this.changes.set(result, [...(this.changes.get(result) ?? []), origin])
      }
      return result
    } catch (error) {
      this.#blame(site, error)
      throw error
    } finally {
      this.#frame = parent
    }
  }

  #blame<Thrown>(site: number, error: Thrown): Thrown {
    if (!this.#isKnown(error)) this.#failure = { error, site, frame: this.#frame }
    return error
  }

  #isKnown(error: unknown): boolean {
    if (this.#failure === undefined || !Object.is(this.#failure.error, error)) return false
    if (isObject(error)) return true
    // An equal text may have been thrown before, and caught.
    let { frame } = this.#failure
    while (frame !== undefined && frame !== this.#frame) frame = frame.parent
    return frame !== undefined
  }

  #nameOf(site: number): string {
    const found = this.siteAt(site)
    return found?.type === 'call' && found.name !== '' ? found.name : 'the expression'
  }

  #isArrayLiteral(site: number): boolean {
    return this.siteAt(site)?.type === 'array'
  }
}

/** Removes and returns the values that were recorded for a literal since it began. */
function take<Value>(pending: { site: number; value: Value }[], site: number): Value[] | undefined {
  let from = pending.length
  while (pending[from - 1]?.site === site) from -= 1
  return from === pending.length ? undefined : pending.splice(from).map(({ value }) => value)
}

function toIterable(value: object): Iterable<unknown> {
  return value as Iterable<unknown>
}

function sectionEntries(definition: object): Map<string, Map<string, unknown>> {
  return new Map(
    SECTIONS.map((section) => {
      const map: unknown = Reflect.get(definition, section)
      return [section, new Map(isObject(map) ? Object.entries(map) : [])]
    }),
  )
}

export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
