import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { KIND_FACTS } from '../document/kinds'
import { type Fields, fieldsOf, isFields, own } from '../document/values'
import type { Kind } from '../findings/types'
import { assetPath } from '../runtime/assets'

/** A property that the schemas allow in an object. */
export interface KnownProperty {
  name: string
  schemas: readonly Fields[]
  required: boolean
}

/** The tool's own files by name, and the published schema of each. */
const SCHEMAS_OF_OWN_FILES: readonly (readonly [name: RegExp, schema: string])[] = [
  [/^integration-lint\.config\.jsonc?$/, 'config'],
  [/^integration-lint\.baseline\.json$/, 'baseline'],
]

/** Looks up the properties and values that the published schemas allow at a place, with their descriptions. */
export class SchemaGuide {
  readonly #read = new Map<string, Fields>()

  /** The schema of a document: by its kind, or by its name for the tool's own files. */
  schemaOf(path: string, kind: Kind | undefined): Fields | undefined {
    const own = SCHEMAS_OF_OWN_FILES.find(([name]) => name.test(basename(path)))?.[1]
    const file = own ?? (kind === undefined ? undefined : KIND_FACTS[kind].schema)
    return file === undefined ? undefined : this.#open(file)
  }

  /** All schemas that may apply to the value at a path, those of every alternative included. */
  at(root: Fields, path: readonly (string | number)[]): Fields[] {
    let found = this.#expanded(root, [root])
    for (const key of path)
      found = this.#expanded(
        root,
        found.flatMap((schema) => below(schema, key)),
      )
    return found
  }

  /** The properties that an object at a path may have. */
  propertiesAt(root: Fields, path: readonly (string | number)[]): KnownProperty[] {
    const known = new Map<string, { schemas: Fields[]; required: boolean }>()
    for (const schema of this.at(root, path)) {
      const required = listFrom(own(schema, 'required'))
      for (const [name, property] of Object.entries(fieldsOf(own(schema, 'properties')))) {
        const entry = known.get(name) ?? { schemas: [], required: false }
        known.set(name, entry)
        if (required.includes(name)) entry.required = true
        if (isFields(property)) entry.schemas.push(...this.#expanded(root, [property]))
      }
    }
    // A property whose only schema is `false` is forbidden.
    return [...known].flatMap(([name, { schemas, required }]) =>
      schemas.length === 0 ? [] : [{ name, schemas, required }],
    )
  }

  /** The values allowed at a path, if the schemas list them. */
  valuesAt(root: Fields, path: readonly (string | number)[]): { value: unknown; description: string | undefined }[] {
    const values = new Map<string, { value: unknown; description: string | undefined }>()
    for (const schema of this.at(root, path)) {
      const descriptions = listFrom(own(schema, 'enumDescriptions'))
      const listed = Object.hasOwn(schema, 'const') ? [schema.const] : listFrom(own(schema, 'enum'))
      for (const [index, value] of listed.entries()) {
        const description = descriptions[index]
        const known = { value, description: typeof description === 'string' ? description : undefined }
        if (!values.has(JSON.stringify(value))) values.set(JSON.stringify(value), known)
      }
      if (own(schema, 'type') === 'boolean') {
        for (const value of [true, false]) values.set(String(value), { value, description: undefined })
      }
    }
    return [...values.values()]
  }

  #open(name: string): Fields {
    let schema = this.#read.get(name)
    if (schema === undefined) {
      const parsed: unknown = JSON.parse(readFileSync(assetPath(`schemas/${name}.schema.json`), 'utf8'))
      schema = fieldsOf(parsed)
      this.#read.set(name, schema)
    }
    return schema
  }

  /** Adds the schemas that some schemas refer to or are composed of. */
  #expanded(root: Fields, schemas: readonly Fields[]): Fields[] {
    const found = new Set<Fields>()
    const pending = [...schemas]
    for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
      if (found.has(schema)) continue
      found.add(schema)
      const reference = own(schema, '$ref')
      if (typeof reference === 'string') pending.push(...resolved(root, reference))
      for (const keyword of ['allOf', 'anyOf', 'oneOf', 'then', 'else']) {
        pending.push(...[own(schema, keyword)].flat().filter(isFields))
      }
    }
    return [...found]
  }
}

/** The title and description of schemas, as Markdown; undefined if they have neither. */
export function describeSchemas(schemas: readonly Fields[]): string | undefined {
  const texts = new Set<string>()
  for (const schema of schemas) {
    const text = own(schema, 'markdownDescription') ?? own(schema, 'description')
    if (typeof text === 'string') texts.add(text)
  }
  return texts.size === 0 ? undefined : [...texts].join('\n\n')
}

/** The allowed types of a value, such as `string` or `object or null`. */
export function allowedTypes(schemas: readonly Fields[]): string[] {
  const types = schemas.flatMap((schema) => {
    const type = own(schema, 'type')
    return typeof type === 'string' ? [type] : listFrom(type).filter((each) => typeof each === 'string')
  })
  return [...new Set(types)]
}

function below(schema: Fields, key: string | number): Fields[] {
  const next: unknown[] = []
  if (typeof key === 'number') {
    const items = own(schema, 'items')
    next.push(Array.isArray(items) ? items[key] : items)
  } else {
    const property = own(fieldsOf(own(schema, 'properties')), key)
    if (property !== undefined) next.push(property)
    else {
      for (const [pattern, each] of Object.entries(fieldsOf(own(schema, 'patternProperties')))) {
        if (new RegExp(pattern, 'u').test(key)) next.push(each)
      }
      next.push(own(schema, 'additionalProperties'))
    }
  }
  return next.filter(isFields)
}

function resolved(root: Fields, reference: string): Fields[] {
  if (!reference.startsWith('#')) return []
  let at: unknown = root
  for (const key of reference.slice(1).split('/').slice(1)) {
    at = isFields(at) ? own(at, decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')) : undefined
  }
  return isFields(at) ? [at] : []
}

function listFrom(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
