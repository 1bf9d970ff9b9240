import { parsePointer } from '../../document/pointer'
import { arrayAt, type Fields, isFields, own } from '../../document/values'
import { resolveReference } from './references'
import { matchingCost } from './regular-expressions'

/** What in a schema does not allow a value. */
export interface Contradiction {
  /** Keys from the value to the part of it that is not allowed. */
  path: readonly string[]
  keyword: string
  /** The keyword's value. */
  expected: unknown
  found: unknown
}

/** How much comparing is done for one document: a hostile one holds many large values and many large schemas. */
export interface Effort {
  left: number
}

export function newEffort(): Effort {
  return { left: 1_000_000 }
}

const MAX_SCHEMA_NODES = 2000
const MAX_VALUE_NODES = 1000
const MAX_DEPTH = 64

/**
 * Compares a value with the schema that it stands in, keywords in `except` aside. It errs on the side of silence:
 * formats and costly patterns are not looked at, references are followed as far as the effort goes, a field with a
 * default need not be there, and a value that is coerced may have another type. Draft-07's meaning for the rest.
 */
export function contradiction(
  value: unknown,
  schema: Fields,
  except: ReadonlySet<string>,
  root: Fields,
  effort: Effort,
): Contradiction | undefined {
  if (surelyAllows(schema, [value], except)) return undefined
  const constraints = Object.keys(schema).filter((keyword) => CONSTRAINTS.has(keyword) && !except.has(keyword))
  // A frequent mistake, and it needs no validator.
  if (constraints.length === 1 && constraints[0] === 'type' && !isCoerced(schema)) {
    const types = typesOf(schema)
    const allowed = types.length === 0 || types.some((type) => isOfType(value, type))
    return allowed ? undefined : { path: [], keyword: 'type', expected: own(schema, 'type'), found: value }
  }

  const copied = copyOf(value)
  if (copied === undefined) return undefined
  const reader = new SchemaReader(root, copied.longest, effort)
  const read = reader.read(schema, except, 0).schema
  effort.left -= reader.nodes * copied.nodes
  if (effort.left < 0) return undefined
  // Loaded with the first value that needs it.
  const { validate } = require('@cfworker/json-schema') as typeof import('@cfworker/json-schema')
  const { errors } = validate(copied.value, read, '7', {})
  const index = errors.findIndex(({ keyword }) => !WRAPPERS.has(keyword))
  const cause = errors[index]
  if (cause === undefined) return undefined
  const path = keysOf(cause.instanceLocation)
  const found = valueAt(copied.value, path)
  // A schema that is `false` is named by the keyword that holds it.
  if (cause.keyword === 'false') return { path, keyword: errors[index - 1]?.keyword ?? 'not', expected: false, found }
  return { path, keyword: cause.keyword, expected: valueAt(read, keysOf(cause.keywordLocation)), found }
}

/** The most frequent case, without a validator: strings, numbers, true, false or null under a few keywords. */
export function surelyAllows(schema: Fields, values: readonly unknown[], except: ReadonlySet<string>): boolean {
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (typeof value === 'object' && value !== null) return false
  }
  // What JSON.parse made has no inherited enumerable keys, and for-in allocates no array.
  for (const keyword in schema) {
    if (!CONSTRAINTS.has(keyword) || except.has(keyword)) continue
    const expected = schema[keyword]
    for (let index = 0; index < values.length; index += 1) {
      if (!meets(keyword, expected, values[index])) return false
    }
  }
  return true
}

function meets(keyword: string, expected: unknown, value: unknown): boolean {
  switch (keyword) {
    case 'type':
      return isTypeName(expected) && isOfType(value, expected)
    case 'enum':
      return Array.isArray(expected) && expected.includes(value)
    case 'minimum':
      return typeof expected === 'number' && (typeof value !== 'number' || value >= expected)
    case 'maximum':
      return typeof expected === 'number' && (typeof value !== 'number' || value <= expected)
    default:
      return false
  }
}

/** Errors that only say that there is one further in. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'properties',
  'additionalProperties',
  'items',
  'additionalItems',
  'allOf',
  'if',
])

/** Keywords with a bearing on whether a value is allowed; all others are annotations. */
const CONSTRAINTS: ReadonlySet<string> = new Set([
  '$ref',
  'type',
  'const',
  'enum',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'items',
  'additionalItems',
  'contains',
  'minProperties',
  'maxProperties',
  'required',
  'properties',
  'patternProperties',
  'additionalProperties',
  'propertyNames',
  'dependencies',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
])

const NUMBERS: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
])

const TYPES: ReadonlySet<string> = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'])

export function isTypeName(value: unknown): value is string {
  return typeof value === 'string' && TYPES.has(value)
}

/** The types that a schema names; none when it names none, or one that does not exist. */
export function typesOf(schema: Fields): string[] {
  const type = own(schema, 'type')
  const names = Array.isArray(type) ? type : [type]
  const types = names.filter(isTypeName)
  return types.length === names.length ? types : []
}

export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isFields(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function isCoerced(schema: Fields): boolean {
  const zui = own(schema, 'x-zui')
  return isFields(zui) && own(zui, 'coerce') === true
}

/** A schema as the validator gets it, and whether it means the same as the original; if not, it allows more. */
interface Read<Schema = Fields | boolean> {
  schema: Schema
  exact: boolean
}

const ANYTHING: Read = { schema: true, exact: false }

/**
 * Rewrites a schema into one that is safe to run: of bounded size, without references (put in their place), without
 * regular expressions that might not end, without prototypes, without keywords of a wrong shape. What cannot be kept
 * is left out, where that allows more; where it would allow less (under `not`, `if`, `oneOf`), what is around it goes.
 */
class SchemaReader {
  nodes = 0

  constructor(
    private readonly root: Fields,
    /** Length of the longest string or key in the value. */
    private readonly longest: number,
    private readonly effort: Effort,
  ) {}

  read(schema: unknown, except: ReadonlySet<string>, depth: number): Read {
    this.nodes += 1
    this.effort.left -= 1
    if (typeof schema === 'boolean') return { schema, exact: true }
    if (!isFields(schema) || this.nodes > MAX_SCHEMA_NODES || depth > MAX_DEPTH || this.effort.left < 0) return ANYTHING
    const reference = own(schema, '$ref')
    if (reference !== undefined) {
      if (typeof reference !== 'string') return ANYTHING
      const target = resolveReference(reference, this.root)
      return target.to === 'schema' ? this.read(target.schema, NOTHING, depth + 1) : ANYTHING
    }
    if (isCoerced(schema)) return ANYTHING

    const result: Record<string, unknown> = Object.create(null)
    let exact = true
    const keep = (keyword: string, part: Read<unknown>) => {
      result[keyword] = part.schema
      exact &&= part.exact
    }
    // Which properties are the additional ones is known only when all others are.
    let additionalKnown = true
    const child = (value: unknown) => this.read(value, NOTHING, depth + 1)
    for (const keyword of Object.keys(schema)) {
      if (!CONSTRAINTS.has(keyword) || except.has(keyword)) continue
      const value = schema[keyword]
      if (NUMBERS.has(keyword)) {
        if (typeof value === 'number') result[keyword] = value
        else exact = false
        continue
      }
      switch (keyword) {
        case 'type': {
          const types = typesOf(schema)
          if (types.length > 0) result.type = types
          else exact = false
          break
        }
        case 'const':
        case 'enum': {
          const copied = copyOf(value)
          if (copied !== undefined && (keyword === 'const' || Array.isArray(value))) {
            this.nodes += copied.nodes
            result[keyword] = copied.value
          } else exact = false
          break
        }
        case 'multipleOf':
          if (typeof value === 'number' && value > 0) result.multipleOf = value
          else exact = false
          break
        case 'uniqueItems':
          if (value === true) result.uniqueItems = true
          break
        case 'pattern':
          if (typeof value === 'string' && this.mayMatch(value)) result.pattern = value
          else exact = false
          break
        case 'required': {
          const names = this.demandedNames(schema)
          result.required = names
          exact &&= names.length === arrayAt(schema, 'required').length
          break
        }
        case 'properties':
        case 'dependencies': {
          const map = this.readMap(value, keyword === 'properties' ? child : (item) => readDependency(item, child))
          if (map !== undefined) keep(keyword, map)
          else {
            exact = false
            additionalKnown &&= keyword !== 'properties'
          }
          break
        }
        case 'patternProperties':
          // The patterns are not run: they are of the document's choosing, and so are the names.
          if (!isFields(value) || Object.keys(value).length > 0) {
            exact = false
            additionalKnown = false
          }
          break
        case 'items':
          keep(keyword, Array.isArray(value) ? this.readList(value, child) : child(value))
          break
        case 'allOf':
        case 'anyOf':
          if (Array.isArray(value) && value.length > 0) keep(keyword, this.readList(value, child))
          break
        case 'oneOf':
          if (Array.isArray(value) && value.length > 0) {
            const branches = this.readList(value, child)
            // A branch that allows more than it says may match beside another.
            if (branches.exact) keep(keyword, branches)
            else exact = false
          }
          break
        case 'not': {
          const excluded = child(value)
          if (excluded.exact) keep(keyword, excluded)
          else exact = false
          break
        }
        case 'if': {
          const condition = child(value)
          if (condition.exact) {
            keep('if', condition)
            if (Object.hasOwn(schema, 'then')) keep('then', child(schema.then))
            if (Object.hasOwn(schema, 'else')) keep('else', child(schema.else))
          } else exact = false
          break
        }
        default:
          keep(keyword, child(value))
      }
    }
    if (!additionalKnown) delete result.additionalProperties
    return { schema: result, exact }
  }

  private readMap(map: unknown, readOne: (value: unknown) => Read<unknown>): Read<Fields> | undefined {
    if (!isFields(map)) return undefined
    const schema: Record<string, unknown> = Object.create(null)
    let exact = true
    for (const name of Object.keys(map)) {
      if (this.nodes > MAX_SCHEMA_NODES || LONE_SURROGATE.test(name)) return undefined
      const part = readOne(map[name])
      schema[name] = part.schema
      exact &&= part.exact
    }
    return { schema, exact }
  }

  private readList(list: readonly unknown[], readOne: (value: unknown) => Read): Read<unknown[]> {
    const parts = list.map(readOne)
    return { schema: parts.map(({ schema }) => schema), exact: parts.every(({ exact }) => exact) }
  }

  /** The required names without those that a default fills in, and those that a closed object cannot have. */
  private demandedNames(schema: Fields): string[] {
    const properties = own(schema, 'properties')
    const closed = own(schema, 'additionalProperties') === false
    return arrayAt(schema, 'required').filter((name): name is string => {
      if (typeof name !== 'string') return false
      const field = isFields(properties) ? own(properties, name) : undefined
      return field === undefined ? !closed : !(isFields(field) && Object.hasOwn(field, 'default'))
    })
  }

  private mayMatch(pattern: string): boolean {
    const cost = matchingCost(pattern, this.longest)
    if (cost === undefined || cost > this.effort.left) return false
    this.effort.left -= cost
    return true
  }
}

function readDependency(dependency: unknown, readOne: (value: unknown) => Read): Read<unknown> {
  if (!Array.isArray(dependency)) return readOne(dependency)
  return dependency.every((name) => typeof name === 'string') ? { schema: dependency, exact: true } : ANYTHING
}

const NOTHING: ReadonlySet<string> = new Set()
const LONE_SURROGATE = /\p{Surrogate}/u

interface Copied {
  value: unknown
  nodes: number
  longest: number
}

/**
 * The value with objects that have no prototype, since the validator asks for inherited names too; undefined when it
 * is too large or has a name that the validator cannot handle.
 */
function copyOf(value: unknown): Copied | undefined {
  const copied = { nodes: 0, longest: 0, complete: true }
  const copy = (part: unknown, depth: number): unknown => {
    copied.nodes += 1
    if (copied.nodes > MAX_VALUE_NODES || depth > MAX_DEPTH) copied.complete = false
    if (!copied.complete) return null
    if (typeof part === 'string') copied.longest = Math.max(copied.longest, part.length)
    if (Array.isArray(part)) return part.slice(0, MAX_VALUE_NODES + 1).map((item) => copy(item, depth + 1))
    if (!isFields(part)) return part
    const result: Record<string, unknown> = Object.create(null)
    for (const key of Object.keys(part)) {
      copied.longest = Math.max(copied.longest, key.length)
      if (LONE_SURROGATE.test(key)) copied.complete = false
      if (!copied.complete) return null
      result[key] = copy(part[key], depth + 1)
    }
    return result
  }
  const result = copy(value, 0)
  return copied.complete ? { value: result, nodes: copied.nodes, longest: copied.longest } : undefined
}

/** The keys of a location as the validator writes it: a JSON Pointer, percent-encoded by `encodeURI`. */
function keysOf(location: string): string[] {
  return parsePointer(location.slice(1)).map(decodeURI)
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined
    current = Reflect.get(current, key)
  }
  return current
}
