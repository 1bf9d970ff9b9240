import { arrayAt } from '../../document/values'
import { sliceWellFormed } from '../../findings/text'
import { SCHEMA_KEYWORDS } from '../../schema/embedded/keywords'
import type { FieldNode } from '../../schema/embedded/nodes'

/** The path of a field, by the names of the fields around it: `from.email`, `lines[].price`. */
export function fieldPath({ name, nested, pointer, embedded }: FieldNode): string {
  if (!nested) return shortName(name)
  const keys = pointer.keysBelow(embedded.pointer)
  const path: string[] = []
  let at = 0
  while (at < keys.length) {
    const keyword = keys[at] ?? ''
    const holds = SCHEMA_KEYWORDS.get(keyword)
    const key = keys[at + 1] ?? ''
    const isNamed = holds === 'map' || holds === 'schemas' || (holds === 'schemaOrSchemas' && /^\d+$/.test(key))
    if (holds === 'map') path.push(shortName(key))
    else if (ITEM_KEYWORDS.has(keyword)) path.push(`${path.pop() ?? ''}[]`)
    else if (keyword === 'additionalProperties') path.push('*')
    at += isNamed ? 2 : 1
  }
  return path.length > MAX_PATH_NAMES ? `${path[0]}.….${path.slice(1 - MAX_PATH_NAMES).join('.')}` : path.join('.')
}

const ITEM_KEYWORDS: ReadonlySet<string> = new Set(['items', 'additionalItems', 'contains'])
const MAX_PATH_NAMES = 10

/**
 * The name of a field is cut in messages: thousands of findings may be below one property with a name of a megabyte.
 */
function shortName(name: string): string {
  return name.length > MAX_SHOWN_NAME ? `${sliceWellFormed(name, MAX_SHOWN_NAME - 1)}…` : name
}

const MAX_SHOWN_NAME = 60

/**
 * Whether a field is a discriminator: it allows a single value, and its object is a branch of a union, or a definition
 * that branches may refer to.
 */
export function isBranchTag({ value, pointer }: FieldNode): boolean {
  if (!Object.hasOwn(value, 'const') && arrayAt(value, 'enum').length !== 1) return false
  const holder = pointer.parent?.parent
  const holderOf = holder?.parent
  if (typeof holder?.key === 'number') return holderOf?.key === 'anyOf' || holderOf?.key === 'oneOf'
  return holderOf?.key === 'definitions'
}
