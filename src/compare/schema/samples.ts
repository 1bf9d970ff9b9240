import { arrayAt, type Fields, fieldsAt, isFields, own } from '../../document/values'
import { TYPE_NAMES } from '../../schema/embedded/types'
import { accepts } from './accepts'
import { basicTypesOf } from './atoms'
import { dereferenced, isSchema, type RootedSchema, type Schema } from './context'
import { FORMAT_SAMPLES } from './formats'

/** The maximum number of samples of a schema. */
const MAX_SAMPLES = 48
const MAX_NESTED_SAMPLES = 8
const MAX_SAMPLE_DEPTH = 6

/**
 * Values at the bounds of both schemas, which may show that one schema accepts a value that the other refuses. The
 * caller has to check whether each is accepted.
 */
export function samplesOf(sub: RootedSchema, sup: RootedSchema): unknown[] {
  return [...generate(sub.schema, sub.root, 0), ...generate(sup.schema, sup.root, 0), ...EACH_TYPE]
}

const EACH_TYPE: readonly unknown[] = [null, true, false, 0, 1, -1, 0.5, 1000, '', 'a', '0', [], {}, { a: 1 }]

function generate(given: Schema, root: Schema, depth: number): unknown[] {
  if (depth > MAX_SAMPLE_DEPTH) return []
  const schema = dereferenced(given, root)
  if (schema === undefined || typeof schema === 'boolean') return schema === false ? [] : [...EACH_TYPE]
  const values: unknown[] = []
  const most = depth === 0 ? MAX_SAMPLES : MAX_NESTED_SAMPLES
  if (Object.hasOwn(schema, 'const')) values.push(schema.const)
  values.push(...arrayAt(schema, 'enum').slice(0, most))
  if (Object.hasOwn(schema, 'default')) values.push(schema.default)
  values.push(...arrayAt(schema, 'examples').slice(0, 3))
  for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
    const branches = arrayAt(schema, keyword).filter(isSchema)
    const lists = branches.map((branch) => generate(branch, root, depth + 1))
    if (keyword === 'allOf') values.push(...mergedObjects(lists))
    values.push(...interleaved(lists))
  }
  const types = basicTypesOf(schema) ?? new Set(TYPE_NAMES)
  if (types.has('null')) values.push(null)
  if (types.has('boolean')) values.push(true, false)
  if (types.has('number')) values.push(...numbers(schema))
  if (types.has('string')) values.push(...strings(schema))
  if (types.has('array')) values.push(...arrays(schema, root, depth))
  if (types.has('object')) values.push(...objects(schema, root, depth))
  return values.slice(0, most)
}

/** Samples for the schema of a part of a larger value. Those that the schema certainly accepts come first. */
function choices(schema: Schema, root: Schema, depth: number): unknown[] {
  const values = generate(schema, root, depth + 1)
  const accepted = new Set(values.filter((value) => accepts(schema, value, root) === true))
  return [...accepted, ...values.filter((value) => !accepted.has(value))]
}

function numbers(schema: Fields): number[] {
  const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].flatMap((keyword) => {
    const value = own(schema, keyword)
    return typeof value === 'number' ? [value, value - 1, value + 1, value - 0.5, value + 0.5] : []
  })
  return [...bounds, 0, 1, -1, 0.5, 1e9, -1e9]
}

/** The maximum length of a sample text: a bound of a million characters gets no witness. */
const MAX_SAMPLE_LENGTH = 5000

function strings(schema: Fields): string[] {
  const lengths = ['minLength', 'maxLength'].flatMap((keyword) => {
    const value = own(schema, keyword)
    return typeof value === 'number' && value >= 0 && value <= MAX_SAMPLE_LENGTH
      ? [value, value + 1, Math.max(0, value - 1)]
      : []
  })
  const texts = lengths.map((length) => 'a'.repeat(length))
  const { format } = schema
  const known = typeof format === 'string' && Object.hasOwn(FORMAT_SAMPLES, format) ? FORMAT_SAMPLES[format] : undefined
  return [
    ...texts,
    ...(known === undefined ? [] : [known]),
    ...COMMON_TEXTS,
    ...lengths.map((length) => '0'.repeat(length)),
  ]
}

const COMMON_TEXTS = [
  '',
  'a',
  'A',
  '0',
  ' ',
  '-',
  '_',
  'ab',
  'AB',
  '01',
  'a b',
  'abc',
  'ABC',
  '123',
  '1234',
  'a_b',
  'a-b',
  'a1',
  'a1b2c3',
  ...Object.values(FORMAT_SAMPLES),
] as const

function arrays(schema: Fields, root: Schema, depth: number): unknown[][] {
  const { items } = schema
  const tuple = Array.isArray(items) ? items.filter(isSchema) : undefined
  const additional = own(schema, 'additionalItems')
  const single = isSchema(items) ? items : isSchema(additional) ? additional : true
  const options = tuple?.map((item) => choices(item, root, depth)) ?? []
  const some = choices(single, root, depth)
  const first = options.map(([value]) => value)
  const filled = (length: number) =>
    Array.from({ length }, (_, index) => (index < first.length ? first[index] : some[index % Math.max(1, some.length)]))
  const lengths = ['minItems', 'maxItems'].flatMap((keyword) => {
    const value = own(schema, keyword)
    return typeof value === 'number' && value >= 0 && value <= 100 ? [value, value + 1, Math.max(0, value - 1)] : []
  })
  return [
    [],
    filled(Math.max(1, first.length)),
    ...some.map((value) => [...first, value]),
    ...options.flatMap((values, at) => values.map((value) => first.map((one, index) => (index === at ? value : one)))),
    ...lengths.map((length) => filled(length)),
    ...lengths.map((length) => Array.from({ length }, () => some[0])),
    [some[0], some[0]],
  ]
}

function objects(schema: Fields, root: Schema, depth: number): Fields[] {
  const properties = Object.entries(fieldsAt(schema, 'properties')).filter(([, part]) => isSchema(part))
  const options = new Map(
    properties.map(([name, part]) => [name, isSchema(part) ? choices(part, root, depth) : []] as const),
  )
  const required = arrayAt(schema, 'required').filter((name) => typeof name === 'string')
  const additional = own(schema, 'additionalProperties')
  const others = isSchema(additional) ? choices(additional, root, depth) : EACH_TYPE
  const sampleOf = (name: string): unknown => options.get(name)?.[0] ?? others[0] ?? null
  const least = objectFrom(required.map((name) => [name, sampleOf(name)]))
  const all = objectFrom([...properties.map(([name]) => [name, sampleOf(name)] as const), ...Object.entries(least)])
  const made: Fields[] = [least, all]
  for (const [name, values] of options) {
    for (const choice of values.slice(0, MAX_NESTED_SAMPLES)) {
      made.push(objectFrom([...Object.entries(least), [name, choice]]))
    }
    const { [name]: _, ...rest } = all
    made.push(rest)
  }
  if (additional !== false) {
    for (const keyword of ['minProperties', 'maxProperties'] as const) {
      const count = own(schema, keyword)
      if (typeof count !== 'number' || count < 0 || count > 100) continue
      for (const length of [Math.max(0, count - 1), count, count + 1]) {
        made.push(objectFrom(Array.from({ length }, (_, index) => [`p${index}`, others[0] ?? null])))
      }
    }
    for (const value of others.slice(0, MAX_NESTED_SAMPLES))
      made.push(objectFrom([...Object.entries(least), ['other', value]]))
  }
  return made
}

/** Defines properties without calling the prototype's setter: a property may be called `__proto__`. */
function objectFrom(entries: readonly (readonly [string, unknown])[]): Fields {
  return Object.fromEntries(entries)
}

/** The first item of each list, then the second of each, so that a cut keeps some of every list. */
function interleaved(lists: readonly (readonly unknown[])[]): unknown[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat()
}

/** Objects that satisfy several schemas. */
function mergedObjects(lists: readonly (readonly unknown[])[]): Fields[] {
  return [0, 1].map((index) => Object.assign({}, ...lists.map((list) => list.filter(isFields)[index] ?? {})))
}
