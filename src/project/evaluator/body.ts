import { inspect } from 'node:util'
import { escapePointerKey } from '../../document/pointer'
import { isObject } from './recorder'
import { childOf, innerOf, isZod, own, type Step, type ZodLike, zodShapeOf } from './zod'

/** Reads a file that the definition names, as `bp deploy` does; undefined if it cannot be read. */
export type ReadProjectFile = (name: string, pointer: string, encoding: 'utf8' | 'base64') => string | undefined

export interface BodyFailure {
  /** `part`: a value has the wrong type or content; `schema`: the transformer refuses a zod type. */
  reason: 'part' | 'schema'
  pointer: string
  message: string
  /** For `schema`: the path to the innermost refused type. */
  steps: readonly Step[]
  /** That type. */
  refused?: ZodLike
}

export type ToJsonSchema = (zod: unknown, options: TransformOptions) => unknown

export interface TransformOptions {
  /** Whether the definition asks for the legacy transformer. */
  legacy: boolean
  /** The options that the definition passes to the transformer. */
  options: Record<string, unknown> | undefined
}

/**
 * The function that `bp` uses with this SDK to convert zod types: `zuiToJsonSchema` up to SDK 3 (zui 0.x), later
 * `toJSONSchema`, or `toJSONSchemaLegacy` if the definition asks for it (`__advanced.useLegacyZuiTransformer`). SDK 5
 * and 6 export them themselves, SDK 7 and later in `z`.
 *
 * @returns undefined for an SDK that exports none of them
 */
export function findTransformer(sdk: unknown): ToJsonSchema | undefined {
  const z = isObject(sdk) ? Reflect.get(sdk, 'z') : undefined
  for (const holder of [
    own(z, 'transforms') ?? (isObject(z) ? Reflect.get(z, 'transforms') : undefined),
    isObject(sdk) ? Reflect.get(sdk, 'transforms') : undefined,
  ]) {
    if (!isObject(holder)) continue
    const modern: unknown = Reflect.get(holder, 'toJSONSchema')
    const legacy: unknown = Reflect.get(holder, 'toJSONSchemaLegacy')
    if (typeof modern === 'function') {
      return (zod, { legacy: wantsLegacy, options }) =>
        wantsLegacy && typeof legacy === 'function'
          ? Reflect.apply(legacy, holder, [zod, { target: 'jsonSchema7', ...options }])
          : Reflect.apply(modern, holder, options === undefined ? [zod] : [zod, options])
    }
    const old: unknown = Reflect.get(holder, 'zuiToJsonSchema')
    if (typeof old === 'function') return (zod) => Reflect.apply(old, holder, [zod, { target: 'jsonSchema7' }])
  }
  return undefined
}

type JsonObject = Record<string, unknown>

/** The first value that `JSON.stringify` refuses. */
function findNotJson(
  value: unknown,
  pointer: string,
  above: readonly object[],
): { pointer: string; what: string } | undefined {
  if (typeof value === 'bigint') return { pointer, what: `the bigint ${value}n` }
  if (!isObject(value) || typeof Reflect.get(value, 'toJSON') === 'function') return undefined
  if (above.includes(value)) return { pointer, what: 'an object that contains itself' }
  for (const [key, child] of Object.entries(value)) {
    const found = findNotJson(child, `${pointer}/${escapePointerKey(key)}`, [...above, value])
    if (found !== undefined) return found
  }
  return undefined
}

/** Builds the create body of a definition, as `bp deploy` sends it, without `code`. */
export class BodyBuilder {
  readonly failures: BodyFailure[] = []
  readonly #options: TransformOptions

  constructor(
    private readonly definition: object,
    private readonly transform: ToJsonSchema,
    private readonly read: ReadProjectFile,
  ) {
    const advanced = this.#section('__advanced')
    const options = own(advanced, 'toJSONSchemaOptions')
    this.#options = {
      legacy: own(advanced, 'useLegacyZuiTransformer') === true,
      options: isObject(options) ? { ...(options as JsonObject) } : undefined,
    }
  }

  /**
   * The body as JSON. A value that JSON cannot contain is a failure.
   *
   * @throws whatever the definition's own code throws, such as a getter or `toJSON`
   */
  toJson(): string {
    const body = this.#build()
    try {
      return JSON.stringify(body)
    } catch (error) {
      const found = findNotJson(body, '', [])
      if (found === undefined) throw error
      this.#refusePart(found.pointer, `${found.what}, which JSON cannot contain`)
      return '{}'
    }
  }

  #build(): JsonObject {
    const configuration = this.#section('configuration')
    const body: JsonObject = {
      name: this.#section('name'),
      version: this.#section('version'),
      title: this.#section('title'),
      description: this.#section('description'),
      icon: this.#file(this.#section('icon'), '/icon', 'base64'),
      readme: this.#file(this.#section('readme'), '/readme', 'base64'),
      user: this.#section('user'),
      identifier: this.#scripts(this.#section('identifier'), '/identifier', ['extractScript', 'fallbackHandlerScript']),
      configuration: isObject(configuration) ? this.#configuration(configuration, '/configuration', false) : undefined,
      configurations: this.#map('configurations', (each, pointer) => this.#configuration(each, pointer, true)),
      events: this.#map('events', (event, pointer) => this.#withSchema(event, pointer)),
      actions: this.#map('actions', (action, pointer) => ({
        ...action,
        input: this.#withSchema(Reflect.get(action, 'input'), `${pointer}/input`),
        output: this.#withSchema(Reflect.get(action, 'output'), `${pointer}/output`),
      })),
      channels: this.#map('channels', (channel, pointer) => ({
        ...channel,
        messages: this.#mapOf(Reflect.get(channel, 'messages'), `${pointer}/messages`, (message, at) =>
          this.#withSchema(message, at),
        ),
      })),
      states: this.#map('states', (state, pointer) => this.#withSchema(state, pointer)),
      entities: this.#map('entities', (entity, pointer) => this.#withSchema(entity, pointer)),
      interfaces: this.#map('interfaces', (each) => interfaceOf(each)) ?? {},
      attributes: this.#section('attributes'),
      secrets: this.#secrets(),
      extraOperations: own(this.#section('__advanced'), 'extraOperations'),
    }
    const sandbox = this.#section('sandbox')
    if (isObject(sandbox)) {
      body.sandbox = this.#scripts(sandbox, '/sandbox', ['identifierExtractScript', 'messageExtractScript'])
    }
    return body
  }

  /** Some properties are only in `props`, such as `attributes` in SDK 1 to 3. */
  #section(name: string): unknown {
    const direct: unknown = Reflect.get(this.definition, name)
    return direct === undefined ? own(Reflect.get(this.definition, 'props'), name) : direct
  }

  #secrets(): JsonObject | undefined {
    const names = secretNames(this.#section('secrets'))
    return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, null]))
  }

  #map(section: string, one: (each: object, pointer: string) => unknown): JsonObject | undefined {
    return this.#mapOf(this.#section(section), `/${section}`, one)
  }

  #mapOf(map: unknown, pointer: string, one: (each: object, pointer: string) => unknown): JsonObject | undefined {
    if (!isObject(map)) return undefined
    const mapped: JsonObject = {}
    for (const [key, each] of Object.entries(map)) {
      const at = `${pointer}/${escapePointerKey(key)}`
      if (isObject(each)) setOwn(mapped, key, one(each, at))
      else {
        this.#refusePart(at, `${describeNonObject(each)}, not an object`)
        setOwn(mapped, key, {})
      }
    }
    return mapped
  }

  #configuration(configuration: object, pointer: string, named: boolean): JsonObject {
    const identifier = own(configuration, 'identifier')
    const link = own(identifier, 'linkTemplateScript')
    return {
      ...(named ? { title: own(configuration, 'title'), description: own(configuration, 'description') } : {}),
      schema: this.#schema(configuration, pointer),
      identifier: {
        required: own(identifier, 'required'),
        linkTemplateScript: this.#file(link, `${pointer}/identifier/linkTemplateScript`, 'utf8'),
      },
    }
  }

  #scripts(holder: unknown, pointer: string, names: readonly string[]): JsonObject {
    return Object.fromEntries(names.map((name) => [name, this.#file(own(holder, name), `${pointer}/${name}`, 'utf8')]))
  }

  #file(name: unknown, pointer: string, encoding: 'utf8' | 'base64'): unknown {
    if (name === undefined || name === '') return undefined
    return typeof name === 'string' ? this.read(name, pointer, encoding) : name
  }

  #withSchema(holder: unknown, pointer: string): unknown {
    if (!isObject(holder)) {
      this.#refusePart(pointer, `${describeNonObject(holder)}, not an object`)
      return {}
    }
    return { ...holder, schema: this.#schema(holder, pointer) }
  }

  #schema(holder: object, pointer: string): unknown {
    const zod: unknown = Reflect.get(holder, 'schema')
    const at = `${pointer}/schema`
    if (!isZod(zod)) {
      this.#refusePart(at, zod === undefined ? 'missing' : 'not a schema of zod or zui')
      return {}
    }
    let schema: unknown
    try {
      schema = this.transform(zod, this.#options)
    } catch (error) {
      const message = isOfSdk(zod)
        ? messageOfThrown(error)
        : `it does not come from the zod of the SDK; write "import { z } from '@botpress/sdk'" (${messageOfThrown(error)})`
      this.failures.push({ reason: 'schema', pointer: at, message, ...this.#refusedIn(zod) })
      return {}
    }
    applyUi(schema, own(holder, 'ui'))
    return schema
  }

  #refusePart(pointer: string, message: string): void {
    this.failures.push({ reason: 'part', pointer, message, steps: [] })
  }

  /** The innermost type that the transformer refuses, and the path to it. */
  #refusedIn(zod: ZodLike): { steps: Step[]; refused: ZodLike } {
    const steps: Step[] = []
    let refused = zod
    for (let depth = 0; depth < 100; depth += 1) {
      const inner = innerOf(refused)
      if (inner !== undefined && this.#refuses(inner)) {
        refused = inner
        continue
      }
      const below = childTypesOf(refused).find(([, child]) => this.#refuses(child))
      if (below === undefined) break
      const [step, child] = below
      steps.push(step)
      refused = child
    }
    return { steps, refused }
  }

  #refuses(zod: ZodLike): boolean {
    try {
      this.transform(zod, this.#options)
      return false
    } catch {
      return true
    }
  }
}

function describeNonObject(value: unknown): string {
  return typeof value === 'function' ? 'a function' : value === null ? 'null' : String(value)
}

/**
 * Whether a type comes from the SDK's own zod (zui), which has additional methods. From SDK 5 on, the transformer
 * refuses types without them.
 */
function isOfSdk(zod: ZodLike): boolean {
  return typeof Reflect.get(zod, 'title') === 'function'
}

/** Copies titles and examples from the legacy `ui` beside a schema into its properties, as `bp` does. */
function applyUi(schema: unknown, ui: unknown): void {
  const properties = own(schema, 'properties')
  if (own(schema, 'type') !== 'object' || !isObject(properties) || !isObject(ui)) return
  for (const [key, options] of Object.entries(ui)) {
    const property = own(properties, key)
    if (!isObject(property)) continue
    for (const name of ['title', 'examples']) {
      const value = own(options, name)
      if (value) Reflect.set(property, name, value)
    }
  }
}

/**
 * An interface as `bp read` shows it, with an empty ID unless the definition has one: `bp deploy` looks the ID up. SDK
 * 1 and 2 keep the whole package of the interface here, with zod types, but send only the names to the platform.
 */
function interfaceOf(each: object): JsonObject {
  const { id, type: _type, uri: _uri, definition: _definition, ...rest } = each as JsonObject
  const names = (map: unknown) =>
    isObject(map) ? Object.fromEntries(Object.entries(map).map(([key, entry]) => [key, withoutSchema(entry)])) : map
  return {
    id: typeof id === 'string' ? id : '',
    ...rest,
    ...Object.fromEntries(
      ['entities', 'actions', 'events', 'channels'].flatMap((section) =>
        section in rest ? [[section, names(rest[section])]] : [],
      ),
    ),
  }
}

function withoutSchema(entry: unknown): unknown {
  if (!isObject(entry)) return entry
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => !isZod(value)))
}

/** The names of the secrets, which a definition lists in an array or as the keys of an object. */
export function secretNames(secrets: unknown): string[] {
  if (Array.isArray(secrets)) return secrets.filter((name) => typeof name === 'string')
  return isObject(secrets) ? Object.keys(secrets) : []
}

/** The types directly inside a type, each with the step to it. */
function childTypesOf(zod: ZodLike): [Step, ZodLike][] {
  const { items, options, typeName } = zod._def
  const steps: Step[] = [
    { type: 'items' },
    { type: 'values' },
    { type: 'keys' },
    { type: 'side', index: 0 },
    { type: 'side', index: 1 },
  ]
  if (Array.isArray(items)) steps.push(...items.map((_, index): Step => ({ type: 'item', index })))
  const many = Array.isArray(options) ? options : options instanceof Map ? [...options.values()] : []
  steps.push(...many.map((_, index): Step => ({ type: 'option', index })))
  const shape = typeName === 'ZodObject' ? zodShapeOf(zod) : undefined
  if (shape !== undefined) steps.push(...Object.keys(shape).map((key): Step => ({ type: 'property', key })))
  return steps.flatMap((step) => {
    const child = childOf(zod, step)
    return isZod(child) ? [[step, child] as [Step, ZodLike]] : []
  })
}

/** Sets an own property, even if the key is `__proto__`. */
function setOwn(target: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
}

/** The message of an error, or a description of another thrown value. */
export function messageOfThrown(error: unknown): string {
  try {
    if (!isObject(error)) return error === '' ? 'an empty string' : String(error)
    const message: unknown = Reflect.get(error, 'message')
    if (typeof message === 'string' && message !== '') return message
    return error instanceof Error ? error.name : inspect(error, { depth: 0, breakLength: Number.POSITIVE_INFINITY })
  } catch {
    return 'an error without a message'
  }
}
