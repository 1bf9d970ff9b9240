/** The text of a create body whose configuration has this schema. */
export function configured(schema: string): string {
  return `{ "name": "acme", "version": "1.0.0", "configuration": { "schema": ${schema} } }`
}

/** The text of a create body whose configuration has one field with this schema. */
export function configuredField(schema: string): string {
  return configured(`{ "type": "object", "properties": { "field": ${schema} } }`)
}
