import { EMBEDDED_SCHEMA_FILE, KIND_FILES, loadSchemas } from './load.mjs'

/**
 * The names of the properties at every place of every kind, for "did you mean", because the compiled validators do not
 * contain them. Equal nodes are shared.
 */
export function renderPropertyNames() {
  const schemas = loadSchemas()
  const nodes = []
  const indices = new Map()

  const nodeOf = (schema, file) => {
    if (schema.$ref !== undefined) {
      const target = schema.$ref.replace(/^.*\//, '')
      // The validators of the kinds do not validate the content of embedded schemas.
      return target === EMBEDDED_SCHEMA_FILE.replace(/^.*\//, '') ? undefined : refOf(schema.$ref, file)
    }
    const node = {}
    const properties = Object.entries(schema.properties ?? {})
    if (properties.length > 0) {
      node.properties = Object.fromEntries(properties.map(([name, child]) => [name, nodeOf(child, file) ?? -1]))
    }
    if (typeof schema.additionalProperties === 'object') node.each = nodeOf(schema.additionalProperties, file)
    if (typeof schema.items === 'object') node.each = nodeOf(schema.items, file)
    if (node.properties === undefined && node.each === undefined) return undefined
    const text = JSON.stringify(node)
    if (!indices.has(text)) {
      indices.set(text, nodes.length)
      nodes.push(node)
    }
    return indices.get(text)
  }
  const refOf = (reference, file) => {
    const [path, fragment = ''] = reference.split('#')
    const target = path === '' ? file : [...schemas.keys()].find((key) => key.endsWith(path.replace(/^(\.\.?\/)+/, '')))
    let schema = schemas.get(target)
    for (const key of fragment.split('/').filter((part) => part !== '')) schema = schema[key]
    return nodeOf(schema, target)
  }

  const kinds = Object.fromEntries(
    Object.entries(KIND_FILES).map(([kind, file]) => [kind, nodeOf(schemas.get(file), file)]),
  )
  return `// Generated from schemas/ by \`npm run gen\`.
import type { Kind } from '../findings/types'

/** The properties of an object, and the node of each (-1: its content is unknown); or the node of every entry. */
export interface PropertyNode {
  properties?: Readonly<Record<string, number>>
  each?: number
}

export const PROPERTY_ROOTS: Readonly<Record<Kind, number>> = ${JSON.stringify(kinds)}

export const PROPERTY_NODES: readonly PropertyNode[] = [
${nodes.map((node) => `  ${JSON.stringify(node)},`).join('\n')}
]
`
}
