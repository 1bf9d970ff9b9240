import { loadSchemas, withoutAnnotations } from './load.mjs'
import { follow, isObject, mapValues } from './references.mjs'

/**
 * Equivalent schemas for the compiler: without annotations and definitions, and split into parts, so that equal parts of
 * any definitions are shared. This halves the generated code.
 *
 * @param {readonly string[]} files relative to schemas/; their references must not be recursive
 * @param {Map<string, object>} replaced `$id` → schema that replaces the one with this `$id`
 * @returns {{ roots: string[], parts: Map<string, object> }} `$id` of the part for each file; all parts by `$id`
 */
export function shareEqualParts(files, replaced) {
  const schemas = loadSchemas()
  const byId = new Map([...schemas.values()].map((schema) => [schema.$id, withoutAnnotations(schema)]))
  for (const [id, schema] of replaced) byId.set(id, schema)
  const ids = new Map()
  const parts = new Map()

  const share = (schema, base) => {
    if (!isObject(schema)) return schema
    if (schema.$ref !== undefined) {
      const target = follow(byId, schema.$ref, base)
      return share(target.schema, target.base)
    }
    const { $id, $schema, definitions, ...rest } = schema
    const bare = mapKeywords(rest, base)
    const keywords = Object.keys(bare)
    if (keywords.length === 1 && keywords[0] === 'type') return bare
    const text = JSON.stringify(bare)
    const id = ids.get(text) ?? `part-${ids.size}`
    ids.set(text, id)
    parts.set(id, bare)
    return { $ref: id }
  }
  const mapKeywords = (schema, base) =>
    Object.fromEntries(
      Object.entries(schema).map(([keyword, value]) => {
        if (keyword === 'properties') return [keyword, mapValues(value, (child) => share(child, base))]
        if (keyword === 'additionalProperties' || keyword === 'items') return [keyword, share(value, base)]
        return [keyword, value]
      }),
    )

  const roots = files.map((file) => {
    const { $id } = schemas.get(file)
    return share(byId.get($id), $id).$ref
  })
  return { roots, parts }
}
