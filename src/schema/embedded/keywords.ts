import { type Fields, isFields } from '../../document/values'

/** What the value of a keyword is: one schema, a list of schemas, a map from names to schemas, a schema or a list. */
type Holding = 'schema' | 'schemas' | 'map' | 'schemaOrSchemas'

/** The form of a keyword's value, apart from the schemas in it. */
export type ValueForm =
  | 'schemas'
  | 'types'
  | 'text'
  | 'zui'
  | 'names'
  | 'anything'
  | 'list'
  | 'size'
  | 'number'
  | 'positive'
  | 'flag'
  | 'discriminator'

export interface Keyword {
  form: ValueForm
  /** Set if the value contains schemas. */
  holds: Holding | undefined
}

const holding = (holds: Holding): Keyword => ({ form: 'schemas', holds })
const of = (form: ValueForm): Keyword => ({ form, holds: undefined })

/**
 * The keywords of draft-07 and those of the platform. An unknown keyword has no meaning, so its value is not checked.
 */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map([
  ['additionalItems', holding('schema')],
  ['additionalProperties', holding('schema')],
  ['contains', holding('schema')],
  ['else', holding('schema')],
  ['if', holding('schema')],
  ['not', holding('schema')],
  ['propertyNames', holding('schema')],
  ['then', holding('schema')],
  ['items', holding('schemaOrSchemas')],
  ['allOf', holding('schemas')],
  ['anyOf', holding('schemas')],
  ['oneOf', holding('schemas')],
  ['definitions', holding('map')],
  ['dependencies', holding('map')],
  ['patternProperties', holding('map')],
  ['properties', holding('map')],
  ['type', of('types')],
  ['title', of('text')],
  ['description', of('text')],
  ['format', of('text')],
  ['pattern', of('text')],
  ['$ref', of('text')],
  ['$id', of('text')],
  ['$schema', of('text')],
  ['$comment', of('text')],
  ['contentEncoding', of('text')],
  ['contentMediaType', of('text')],
  ['x-zui', of('zui')],
  ['required', of('names')],
  ['default', of('anything')],
  ['const', of('anything')],
  ['enum', of('list')],
  ['examples', of('list')],
  ['minLength', of('size')],
  ['maxLength', of('size')],
  ['minItems', of('size')],
  ['maxItems', of('size')],
  ['minProperties', of('size')],
  ['maxProperties', of('size')],
  ['minimum', of('number')],
  ['maximum', of('number')],
  ['exclusiveMinimum', of('number')],
  ['exclusiveMaximum', of('number')],
  ['multipleOf', of('positive')],
  ['uniqueItems', of('flag')],
  ['readOnly', of('flag')],
  ['writeOnly', of('flag')],
  ['discriminator', of('discriminator')],
])

/**
 * The keywords of draft-07 that contain schemas, and how. Other values in a schema are data: a `$ref` inside `default`
 * is not a reference.
 */
export const SCHEMA_KEYWORDS: ReadonlyMap<string, Holding> = new Map(
  [...KEYWORDS].flatMap(([name, { holds }]) => (holds === undefined ? [] : [[name, holds] as const])),
)

/** Keywords whose schemas apply to the same value as the schema around them. */
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

/** The keywords with a list of schemas for the same value. */
export const BRANCH_KEYWORDS: ReadonlySet<string> = new Set(['anyOf', 'allOf', 'oneOf'])

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
