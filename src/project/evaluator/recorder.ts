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
  /** The spread values of a literal, in the order of the text. */
  spreads?: readonly unknown[]
  /** The computed keys of a literal, in the order of the text. */
  keys?: readonly PropertyKey[]
  /** The innermost running call of the project's code. */
  caller: RunningCall | undefined
}

/** The additions that a call of `.extend` made to a definition. */
export interface Extension {
  origin: Origin
  /** For each section, the keys of the entries that the call added or replaced. */
  touched: ReadonlyMap<string, ReadonlySet<string>>
  /** The return value of the function that the author passed. */
  output: unknown
}

/** A part of a literal that is being evaluated. */
interface Pending<Value> {
  site: number
  value: Value
}

/** The sections to which `.extend` adds entries. */
const EXTENSIBLE_SECTIONS = ['actions', 'events', 'channels', 'entities', 'interfaces', 'states'] as const

/**
 * Records where the objects of a definition were made. The instrumented code calls it at each literal, call, `new`,
 * assignment and `throw`; it changes neither values nor the order of evaluation.
 */
export class Recorder {
  readonly origins = new WeakMap<object, Origin>()
  /** The object into which an object was put first, and the key. */
  readonly homes = new WeakMap<object, { holder: object; key: string }>()
  /** The assignments to the properties of an object, by key. */
  readonly assignments = new WeakMap<object, Map<string, Origin>>()
  /** Calls that returned their receiver: up to SDK 3, `.title()` changes the type itself. */
  readonly changes = new WeakMap<object, Origin[]>()
  readonly extensions = new WeakMap<object, Extension[]>()
  #caller: RunningCall | undefined
  readonly #spreads: Pending<unknown>[] = []
  readonly #keys: Pending<PropertyKey>[] = []
  /** The last throw, and the innermost call that was running then. */
  #failure: { error: unknown; site: number; caller: RunningCall | undefined } | undefined

  constructor(private readonly files: readonly SourceFile[]) {}

  /** The `throw` or the innermost call in the project's own code from which an error was thrown. */
  siteOfFailure(error: unknown): number | undefined {
    if (this.#failure !== undefined && Object.is(this.#failure.error, error)) return this.#failure.site
    return isObject(error) ? this.origins.get(error)?.site : undefined
  }

  /** @param site the number of the site in the project */
  siteAt(site: number): Site | undefined {
    return this.files[Math.floor(site / SITES_PER_FILE)]?.sites[site % SITES_PER_FILE]
  }

  literal<Value extends object>(site: number, value: Value): Value {
    const origin: Origin = { site, caller: this.#caller }
    const spreads = takePending(this.#spreads, site)
    if (spreads !== undefined) origin.spreads = spreads
    const keys = takePending(this.#keys, site)
    if (keys !== undefined) origin.keys = keys
    this.origins.set(value, origin)
    for (const [key, held] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      const content: unknown = held.value
      if (isObject(content) && !this.homes.has(content)) this.homes.set(content, { holder: value, key })
    }
    return value
  }

  spread(site: number, value: unknown): unknown {
    // The items are kept, since an iterator can be consumed only once.
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
    if (typeof callee !== 'function') throw new TypeError(`${this.#calleeName(site)} is not a function`)
    return this.#run(site, undefined, given, () => Reflect.apply(callee, undefined, given))
  }

  method(site: number, receiver: unknown, name: PropertyKey, ...given: unknown[]): unknown {
    if (receiver === undefined || receiver === null) {
      throw this.#recordFailure(
        site,
        new TypeError(`Cannot read properties of ${receiver} (reading '${String(name)}')`),
      )
    }
    const callee: unknown = Reflect.get(Object(receiver), name, receiver)
    if (typeof callee !== 'function')
      throw this.#recordFailure(site, new TypeError(`${this.#calleeName(site)} is not a function`))
    if (name === 'extend' && given.length === 2 && typeof given[1] === 'function' && isObject(receiver)) {
      return this.#extend(site, receiver, callee, given)
    }
    return this.#run(site, receiver, given, () => Reflect.apply(callee, receiver, given))
  }

  construct(site: number, callee: unknown, ...given: unknown[]): unknown {
    if (typeof callee !== 'function')
      throw this.#recordFailure(site, new TypeError(`${this.#calleeName(site)} is not a constructor`))
    return this.#run(site, undefined, given, () => Reflect.construct(callee, given))
  }

  assign(site: number, holder: unknown, key: unknown, value: unknown): unknown {
    if (!isObject(holder)) {
      throw this.#recordFailure(
        site,
        new TypeError(`Cannot set properties of ${String(holder)} (setting '${String(key)}')`),
      )
    }
    const name = typeof key === 'symbol' ? key : String(key)
    Reflect.set(holder, name, value, holder)
    if (typeof name === 'string') {
      const assigned = this.assignments.get(holder) ?? new Map<string, Origin>()
      assigned.set(name, { site, caller: this.#caller })
      this.assignments.set(holder, assigned)
      if (isObject(value) && !this.homes.has(value)) this.homes.set(value, { holder, key: name })
    }
    return value
  }

  thrown(site: number, value: unknown): unknown {
    // An object that is thrown again keeps the site of its first throw.
    const isRethrown = isObject(value) && this.#failure?.error === value
    if (!isRethrown) this.#failure = { error: value, site, caller: this.#caller }
    return value
  }

  /** Calls `.extend` of a definition, and records which entries it adds. */
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
      { origin: { site, receiver, arguments: given, caller: this.#caller }, touched, output },
    ])
    return result
  }

  #run(site: number, receiver: unknown, given: readonly unknown[], run: () => unknown): unknown {
    const parent = this.#caller
    this.#caller = { site, receiver, arguments: given, parent }
    try {
      const result = run()
      if (isObject(result)) {
        const origin: Origin = { site, receiver, arguments: given, caller: parent }
        if (!this.origins.has(result)) this.origins.set(result, origin)
        else if (result === receiver) this.changes.set(result, [...(this.changes.get(result) ?? []), origin])
      }
      return result
    } catch (error) {
      this.#recordFailure(site, error)
      throw error
    } finally {
      this.#caller = parent
    }
  }

  /** Remembers the innermost site from which an error was thrown. */
  #recordFailure<Thrown>(site: number, error: Thrown): Thrown {
    if (!this.#isRecorded(error)) this.#failure = { error, site, caller: this.#caller }
    return error
  }

  /** Whether the recorded failure is the throw of this error from a call within the running one. */
  #isRecorded(error: unknown): boolean {
    if (this.#failure === undefined || !Object.is(this.#failure.error, error)) return false
    if (isObject(error)) return true
    // Equal texts are not distinguishable: an earlier throw of the same text may have been caught.
    let { caller } = this.#failure
    while (caller !== undefined && caller !== this.#caller) caller = caller.parent
    return caller !== undefined
  }

  #calleeName(site: number): string {
    const found = this.siteAt(site)
    return found?.type === 'call' && found.name !== '' ? found.name : 'the expression'
  }

  #isArrayLiteral(site: number): boolean {
    return this.siteAt(site)?.type === 'array'
  }
}

/** Removes and returns the recorded parts of a literal; undefined if it has none. */
function takePending<Value>(pending: Pending<Value>[], site: number): Value[] | undefined {
  let from = pending.length
  while (pending[from - 1]?.site === site) from -= 1
  return from === pending.length ? undefined : pending.splice(from).map(({ value }) => value)
}

function toIterable(value: object): Iterable<unknown> {
  return value as Iterable<unknown>
}

/** The entries of each section of a definition. */
function sectionEntries(definition: object): Map<string, Map<string, unknown>> {
  return new Map(
    EXTENSIBLE_SECTIONS.map((section) => {
      const map: unknown = Reflect.get(definition, section)
      return [section, new Map(isObject(map) ? Object.entries(map) : [])]
    }),
  )
}

/** Whether a value can have properties: an object, an array or a function. */
export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
