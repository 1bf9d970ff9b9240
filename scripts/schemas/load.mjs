import { readdirSync, readFileSync } from 'node:fs'
import { loadSource } from '../load-source.mjs'

const SCHEMAS = new URL('../../schemas/', import.meta.url)

const { KIND_FACTS } = loadSource('src/document/kinds.ts')

/** Kind of document (as `--as` and the reports name it) to its file in schemas/. */
export const KIND_FILES = Object.fromEntries(
  Object.entries(KIND_FACTS).map(([kind, { schema }]) => [kind, `${schema}.schema.json`]),
)

/** The schema of embedded JSON Schemas, relative to schemas/. */
export const EMBEDDED_SCHEMA_FILE = 'definitions/json-schema.schema.json'

/** Keywords that only readers and editors use; the last four are not in draft-07. */
const ANNOTATIONS = new Set([
  'title',
  'description',
  'examples',
  'markdownDescription',
  'enumDescriptions',
  'deprecated',
  'deprecationMessage',
])
const MAPS_OF_SCHEMAS = new Set(['properties', 'definitions'])

/** The schema without these keywords. */
export function withoutAnnotations(schema) {
  if (Array.isArray(schema)) return schema.map(withoutAnnotations)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema)
    .filter(([keyword]) => !ANNOTATIONS.has(keyword))
    .map(([keyword, value]) => [
      keyword,
      MAPS_OF_SCHEMAS.has(keyword)
        ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, withoutAnnotations(child)]))
        : withoutAnnotations(value),
    ])
  return Object.fromEntries(entries)
}

/** @returns {Map<string, Record<string, unknown>>} path relative to schemas/ → schema, of the kinds and their definitions. */
export function loadSchemas() {
  const definitions = readdirSync(new URL('definitions/', SCHEMAS))
    .filter((name) => name.endsWith('.schema.json'))
    .sort()
    .map((name) => `definitions/${name}`)
  const files = [...Object.values(KIND_FILES), ...definitions]
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8'))]))
}

/** The files of the tool itself, each with a published schema of that name. */
export const OWN_FILES = ['baseline', 'config', 'report']

/** @param {string} name one of OWN_FILES */
export function loadOwnSchema(name) {
  return JSON.parse(readFileSync(new URL(`${name}.schema.json`, SCHEMAS), 'utf8'))
}
