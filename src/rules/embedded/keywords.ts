import type { Fields } from '../contract'
import { isFields } from '../values'

/**
 * The keywords of draft-07 that hold schemas, by how: one schema, a list, a map from names to schemas, one schema or
 * a list. Whatever else stands in a schema is data: a `$ref` inside `default` refers to nothing.
 */
export const SCHEMA_KEYWORDS: ReadonlyMap<string, 'schema' | 'schemas' | 'map' | 'schemaOrSchemas'> = new Map([
  ['additionalItems', 'schema'],
  ['additionalProperties', 'schema'],
  ['contains', 'schema'],
  ['else', 'schema'],
  ['if', 'schema'],
  ['not', 'schema'],
  ['propertyNames', 'schema'],
  ['then', 'schema'],
  ['items', 'schemaOrSchemas'],
  ['allOf', 'schemas'],
  ['anyOf', 'schemas'],
  ['oneOf', 'schemas'],
  ['definitions', 'map'],
  ['dependencies', 'map'],
  ['patternProperties', 'map'],
  ['properties', 'map'],
])

/** Keywords whose schemas speak of the very value that the schema around them speaks of. */
export const IN_PLACE: ReadonlySet<string> = new Set([
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependencies',
])

export interface ChildSchema {
  keyword: string
  /** Keys from the parent schema to the child: the keyword, then a name or an index where there are several. */
  path: readonly (string | number)[]
  value: Fields
}

/** The schema objects directly inside a schema, in document order. */
export function childSchemas(schema: Fields): ChildSchema[] {
  const children: ChildSchema[] = []
  const add = (keyword: string, path: readonly (string | number)[], value: unknown) => {
    if (isFields(value)) children.push({ keyword, path, value })
  }
  for (const keyword of Object.keys(schema)) {
    const holds = SCHEMA_KEYWORDS.get(keyword)
    if (holds === undefined) continue
    const value = schema[keyword]
    if (Array.isArray(value)) {
      if (holds !== 'schemas' && holds !== 'schemaOrSchemas') continue
      value.forEach((item, index) => {
        add(keyword, [keyword, index], item)
      })
    } else if (isFields(value)) {
      if (holds === 'map') for (const name of Object.keys(value)) add(keyword, [keyword, name], value[name])
      else if (holds !== 'schemas') add(keyword, [keyword], value)
    }
  }
  return children
}

/** Whether a path from an embedded schema's root leads through this keyword (and not through a field of that name). */
export function leadsThrough(path: readonly string[], sought: string): boolean {
  for (let index = 0; index < path.length; index += 1) {
    const keyword = path[index] ?? ''
    if (keyword === sought) return true
    const holds = SCHEMA_KEYWORDS.get(keyword)
    if (holds === undefined) return false
    const inList = holds !== 'schema' && /^\d+$/.test(path[index + 1] ?? '')
    if (holds === 'map' || inList) index += 1
  }
  return false
}
