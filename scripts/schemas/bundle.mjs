import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KIND_FILES, loadSchemas } from './load.mjs'
import { follow, isObject } from './references.mjs'

/** Where the bundled schemas are published. */
const BUNDLED_BASE = 'https://raw.githubusercontent.com/-OWNER-/integration-lint/HEAD/dist/schemas/'

const definitionName = (id) => id.slice(id.lastIndexOf('/') + 1).replace('.schema.json', '')

function visitReferences(schema, visit) {
  if (typeof schema !== 'object' || schema === null) return schema
  if (Array.isArray(schema)) return schema.map((child) => visitReferences(child, visit))
  if (typeof schema.$ref === 'string') return { ...schema, $ref: visit(schema.$ref) }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, visitReferences(value, visit)]))
}

/**
 * Bundles the schema of a kind into one document. The parts of other files that it refers to are in `definitions`, named
 * by file and place.
 *
 * @param {string} kind a key of KIND_FILES; throws otherwise
 * @returns {Record<string, unknown>} a draft-07 schema whose references all begin with `#`
 */
export function bundleSchema(kind) {
  const file = Object.hasOwn(KIND_FILES, kind) ? KIND_FILES[kind] : undefined
  if (file === undefined) throw new Error(`"${kind}" is no kind of document`)
  const byId = new Map([...loadSchemas().values()].map((schema) => [schema.$id, schema]))
  const root = [...byId.values()].find((schema) => schema.$id.endsWith(`/schemas/${file}`))

  const definitions = {}
  const included = new Set()
  /** Copies the target of a reference from the file `base`, and returns the reference inside the bundle. */
  const include = (base) => (ref) => {
    const { schema: part, base: id, pointer, steps } = follow(byId, ref, base)
    if (id === root.$id) throw new Error(`${base} refers to ${ref}: a bundle cannot refer to its own root`)
    const name = definitionName(id)
    if (!included.has(id + pointer)) {
      included.add(id + pointer)
      const { $schema, $id, definitions: inner, ...bare } = part
      place(definitions, [name, ...steps], visitReferences(bare, include(id)))
    }
    return `#/definitions/${name}${pointer}`
  }

  const body = visitReferences(root, include(root.$id))
  const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...body, $id: BUNDLED_BASE + file, definitions: sorted }
}

/** If a part is inside another part, both are kept. */
function place(tree, steps, part) {
  let parent = tree
  for (const step of steps.slice(0, -1)) {
    parent[step] ??= {}
    parent = parent[step]
  }
  const last = steps.at(-1)
  parent[last] = merge(parent[last], part)
}

function merge(present, added) {
  if (!isObject(present)) return added
  const merged = { ...present, ...added }
  for (const key of Object.keys(present)) if (Object.hasOwn(added, key)) merged[key] = merge(present[key], added[key])
  return merged
}

/** Writes `<directory>/<kind's file>` for each kind, indented by two spaces. */
export function writeBundledSchemas(directory) {
  mkdirSync(directory, { recursive: true })
  for (const [kind, file] of Object.entries(KIND_FILES)) {
    writeFileSync(join(directory, file), `${JSON.stringify(bundleSchema(kind), null, 2)}\n`)
  }
}
