import type { Fields } from '../../document/values'

/** The document of an example: an integration whose configuration has these fields. */
export function withConfiguration(properties: Fields, more: Fields = {}): Fields {
  const schema = { type: 'object', properties, ...more }
  return { name: 'acme', version: '1.0.0', configuration: { schema } }
}
