import type { Kind } from '../findings/types'
import { PROPERTY_NODES, PROPERTY_ROOTS } from './property-names.generated'

/** The properties that the schema allows in the object at a place; empty if it allows any. */
export function propertiesAt(kind: Kind, path: readonly string[]): string[] {
  let node = PROPERTY_NODES[PROPERTY_ROOTS[kind]]
  for (const key of path) {
    if (node === undefined) return []
    const { properties, each } = node
    const next: number | undefined = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : each
    node = next === undefined ? undefined : PROPERTY_NODES[next]
  }
  return Object.keys(node?.properties ?? {})
}

const ALL_NAMES: ReadonlySet<string> = new Set(PROPERTY_NODES.flatMap(({ properties = {} }) => Object.keys(properties)))

/** Whether some object of some kind of document has a property of this name. */
export function isKnownProperty(name: string): boolean {
  return ALL_NAMES.has(name)
}
