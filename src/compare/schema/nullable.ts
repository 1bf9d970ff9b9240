import { type Fields, isFields, own } from '../../document/values'
import { SCHEMA_KEYWORDS } from '../../schema/embedded/keywords'
import type { Schema } from './context'

/**
 * Replaces `nullable: true`, which OpenAPI and Ajv know, by the further type `null`. Everything keeps its place, and a
 * schema without the keyword is returned as it is.
 */
export function withNullType(schema: Schema): Schema {
  return isFields(schema) ? withRewrittenTypes(schema) : schema
}

function withRewrittenTypes(schema: Fields): Fields {
  const changed = new Map<string, unknown>()
  for (const [keyword, value] of Object.entries(schema)) {
    // `$defs` belongs to a later draft, so the table does not have it.
    const holds = keyword === '$defs' ? 'map' : SCHEMA_KEYWORDS.get(keyword)
    if (Array.isArray(value) && (holds === 'schemas' || holds === 'schemaOrSchemas')) {
      const items = value.map(rewrittenPart)
      if (items.some((item, index) => item !== value[index])) changed.set(keyword, items)
    } else if (isFields(value) && (holds === 'schema' || holds === 'schemaOrSchemas')) {
      const inner = withRewrittenTypes(value)
      if (inner !== value) changed.set(keyword, inner)
    } else if (isFields(value) && holds === 'map') {
      const entries = Object.entries(value).map(([name, item]): [string, unknown] => [name, rewrittenPart(item)])
      if (entries.some(([name, item]) => item !== own(value, name))) changed.set(keyword, Object.fromEntries(entries))
    }
  }
  const result = changed.size === 0 ? schema : { ...schema, ...Object.fromEntries(changed) }
  const type = own(schema, 'type')
  if (own(schema, 'nullable') !== true || type === undefined) return result
  const { nullable: _, ...rest } = result
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  return { ...rest, type: types.includes('null') ? type : [...types, 'null'] }
}

function rewrittenPart(value: unknown): unknown {
  return isFields(value) ? withRewrittenTypes(value) : value
}
