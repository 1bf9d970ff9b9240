import { arrayAt, type Fields, isEqual, isFields, own } from '../../document/values'
import { accepts } from './accepts'
import { literalsOf } from './atoms'
import { ANNOTATIONS } from './keywords'

/** The shape of a schema: two schemas of the same shape can be compared part by part. */
export type Shape = 'object' | 'array' | 'literals' | 'anyOf' | 'oneOf' | 'allOf' | 'other'

const OBJECT_SHAPE_KEYWORDS: ReadonlySet<string> = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'minProperties',
  'maxProperties',
  'propertyNames',
])
const ARRAY_SHAPE_KEYWORDS: ReadonlySet<string> = new Set([
  'type',
  'items',
  'additionalItems',
  'minItems',
  'maxItems',
  'uniqueItems',
])
const LITERAL_KEYWORDS: ReadonlySet<string> = new Set(['type', 'enum', 'const'])

/** The keywords that restrict the accepted values. */
export function assertionsOf(schema: Fields): string[] {
  return Object.keys(schema).filter((keyword) => !ANNOTATIONS.has(keyword))
}

export function schemaShape(schema: Fields): Shape {
  const assertions = assertionsOf(schema)
  const all = (known: ReadonlySet<string>) => assertions.every((keyword) => known.has(keyword))
  if (literalsOf(schema) !== undefined) return all(LITERAL_KEYWORDS) ? 'literals' : 'other'
  if (schema.type === 'object' && all(OBJECT_SHAPE_KEYWORDS)) return 'object'
  if (schema.type === 'array' && all(ARRAY_SHAPE_KEYWORDS)) return 'array'
  const [only] = assertions
  if (assertions.length !== 1) return 'other'
  if (only !== 'anyOf' && only !== 'oneOf' && only !== 'allOf') return 'other'
  const branches = own(schema, only)
  if (!Array.isArray(branches) || !branches.every(isFields)) return 'other'
  if (only === 'anyOf' && branches.every(isLiterals)) return 'literals'
  return only
}

function isLiterals(schema: Fields): boolean {
  return literalsOf(schema) !== undefined && assertionsOf(schema).every((keyword) => LITERAL_KEYWORDS.has(keyword))
}

/**
 * The values that a schema of literals allows, each with the path of the keyword that lists it. Linear in their number:
 * a list may be as long as a document.
 */
export function valuesOf(schema: Fields): { value: unknown; path: (string | number)[] }[] {
  const isOfType = ({ value }: { value: unknown }) =>
    !Object.hasOwn(schema, 'type') || accepts({ type: schema.type }, value, schema) === true
  const listed = own(schema, 'enum')
  if (Object.hasOwn(schema, 'const')) {
    const only = { value: schema.const, path: ['const'] }
    const isListed = !Array.isArray(listed) || listed.some((value) => isEqual(value, only.value))
    return isListed && isOfType(only) ? [only] : []
  }
  if (Array.isArray(listed)) return listed.map((value, index) => ({ value, path: ['enum', index] })).filter(isOfType)
  return arrayAt(schema, 'anyOf').flatMap((branch, index) =>
    isFields(branch) ? valuesOf(branch).map(({ value, path }) => ({ value, path: ['anyOf', index, ...path] })) : [],
  )
}

/** A nullable schema without null. */
export function withoutNull(schema: Fields): { path: (string | number)[]; schema: Fields } | undefined {
  const { type } = schema
  if (Array.isArray(type) && type.includes('null') && literalsOf(schema) === undefined) {
    const others: unknown[] = type.filter((name) => name !== 'null')
    if (others.length === 0) return undefined
    return { path: [], schema: { ...schema, type: others.length === 1 ? others[0] : others } }
  }
  const branches = own(schema, 'anyOf')
  if (!Array.isArray(branches) || branches.length !== 2 || assertionsOf(schema).length !== 1) return undefined
  const index = branches.findIndex((branch) => isFields(branch) && acceptsOnlyNull(branch))
  const other: unknown = branches[1 - index]
  return index === -1 || !isFields(other) || acceptsOnlyNull(other)
    ? undefined
    : { path: ['anyOf', 1 - index], schema: other }
}

function acceptsOnlyNull(schema: Fields): boolean {
  const assertions = assertionsOf(schema)
  return (
    assertions.length === 1 && (schema.type === 'null' || (Object.hasOwn(schema, 'const') && schema.const === null))
  )
}
