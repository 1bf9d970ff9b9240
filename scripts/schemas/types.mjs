import { compile } from 'json-schema-to-typescript'
import { EMBEDDED_SCHEMA_FILE, KIND_FILES, loadSchemas } from './load.mjs'
import { follow, isObject, mapValues } from './references.mjs'

const BANNER = '// Generated from schemas/ by `npm run gen`.\n'

/** 'Create action' → 'CreateAction'. */
const typeName = (title) =>
  title
    .split(/[^A-Za-z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/**
 * TypeScript types of all kinds of document and of their definitions.
 *
 * Objects with a file of their own, or in the `definitions` of a file, become types named after their title; all other
 * references are inlined. The compiler gets one document with the result.
 *
 * @returns {Promise<string>} the text of src/schema/types.generated.ts
 */
export async function renderTypes() {
  const schemas = loadSchemas()
  const byId = new Map([...schemas.values()].map((schema) => [schema.$id, schema]))
  const embedded = schemas.get(EMBEDDED_SCHEMA_FILE)
  const { keywords, zui } = embedded.definitions
  const types = {}

  const nullable = (type, reference) => (type.includes('null') ? { anyOf: [reference, { type: 'null' }] } : reference)

  const named = (schema, base) => {
    const name = typeName(schema.title)
    if (types[name] === undefined) {
      types[name] = {}
      types[name] = { ...translate({ ...schema, type: 'object' }, base), title: name, ...docs(schema) }
    }
    return nullable([schema.type].flat(), { $ref: `#/definitions/${name}` })
  }

  const reference = (ref, base) => {
    const { schema, base: home, pointer } = follow(byId, ref, base)
    if (schema === zui) return named(schema, home)
    if (home === embedded.$id) return translate(schema, home)
    const hasName = pointer === '' || /^\/definitions\/[^/]+$/.test(pointer)
    return hasName && [schema.type].flat().includes('object') ? named(schema, home) : translate(schema, home)
  }

  /** A type of draft-07 schemas: the named type of the object form, or the booleans and lists that are allowed instead. */
  const translateEmbedded = (schema, base) => {
    if (types.JSONSchema === undefined) {
      types.JSONSchema = {}
      types.JSONSchema = {
        title: 'JSONSchema',
        ...docs(embedded),
        type: 'object',
        properties: mapValues(keywords.properties, (child) => translate(child, embedded.$id)),
        additionalProperties: true,
      }
    }
    const forms = {
      object: () => ({ $ref: '#/definitions/JSONSchema' }),
      boolean: () => ({ type: 'boolean' }),
      array: () => ({ type: 'array', items: translate(schema.items, base) }),
    }
    const union = [schema.type].flat().map((type) => forms[type]())
    return union.length === 1 ? union[0] : { ...docs(schema), anyOf: union }
  }

  const docs = ({ description, deprecated }) => ({
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
  })

  const translate = (schema, base) => {
    if (!isObject(schema)) return schema
    if (schema.$ref !== undefined) return reference(schema.$ref, base)
    if (schema.allOf?.[0]?.$ref === '#/definitions/keywords') return translateEmbedded(schema, base)
    if (schema.if !== undefined) {
      const { then, items } = schema
      return { ...docs(schema), anyOf: [translate(then, base), { type: 'array', items: translate(items, base) }] }
    }
    // Inlined, since the compiler would make both an object with any properties.
    if (schema.type === undefined && schema.enum === undefined) return { ...docs(schema), tsType: 'unknown' }
    if (schema.type === 'object' && schema.properties === undefined && schema.additionalProperties === undefined) {
      return { ...docs(schema), tsType: 'Record<string, unknown>' }
    }
    const { type, enum: values, properties, required, additionalProperties, items, minItems, maxItems } = schema
    return {
      ...docs(schema),
      ...(type === undefined ? {} : { type }),
      ...(values === undefined ? {} : { enum: values }),
      ...(required === undefined ? {} : { required }),
      ...(properties === undefined ? {} : { properties: mapValues(properties, (child) => translate(child, base)) }),
      // An open object of the API can have more properties; its type has the known ones.
      ...(additionalProperties === undefined ? {} : { additionalProperties: translate(additionalProperties, base) }),
      ...(items === undefined
        ? {}
        : Array.isArray(items)
          ? { items: items.map((item) => translate(item, base)), minItems, maxItems }
          : { items: translate(items, base) }),
    }
  }

  const roots = Object.values(KIND_FILES).map((file) => named(schemas.get(file), schemas.get(file).$id))
  return compile({ title: 'IntegrationDocument', anyOf: roots, definitions: types }, 'IntegrationDocument', {
    additionalProperties: false,
    bannerComment: BANNER,
    format: true,
    maxItems: 2,
    style: { semi: false, singleQuote: true, printWidth: 120, trailingComma: 'all' },
  })
}
