import { parsePointer } from '../../document/pointer'
import { type Fields, fieldsAt, isFields, own, stringAt } from '../../document/values'
import { childSchemas } from './keywords'

/** The target of a `$ref`: a schema in the same embedded schema, or why there is none. */
export type Resolution =
  | { to: 'schema'; schema: Fields | boolean }
  /** The fragment leads to a value that is not a schema. */
  | { to: 'data'; value: unknown }
  /** The fragment is a valid pointer, but there is no value at it. */
  | { to: 'nothing' }
  /** Another document, by a URI (`remote`) or by a relative name. */
  | { to: 'elsewhere'; remote: boolean }
  /** The fragment can be neither a JSON Pointer nor an `$id`. */
  | { to: 'malformed' }

/** Resolves a reference inside an embedded schema; never fetches anything. */
export function resolveReference(reference: string, root: Fields): Resolution {
  const hash = reference.indexOf('#')
  const document = hash === -1 ? reference : reference.slice(0, hash)
  const fragment = hash === -1 ? '' : reference.slice(hash + 1)
  if (document === '') return hash === -1 ? { to: 'malformed' } : resolveFragment(fragment, root, root)
  const target = identified(root).get(document)
  if (target !== undefined) return resolveFragment(fragment, target, root)
  return { to: 'elsewhere', remote: /^[a-z][a-z0-9+.-]*:/i.test(document) || document.startsWith('//') }
}

function resolveFragment(fragment: string, base: Fields, root: Fields): Resolution {
  if (fragment === '') return { to: 'schema', schema: base }
  if (!fragment.startsWith('/')) {
    const named = identified(root).get(`#${fragment}`)
    if (named !== undefined) return { to: 'schema', schema: named }
    return /^[a-z_][\w.-]*$/i.test(fragment) ? { to: 'nothing' } : { to: 'malformed' }
  }
  const keys = fragmentKeys(fragment)
  if (keys === undefined) return { to: 'malformed' }
  let value: unknown = base
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return { to: 'nothing' }
    if (Array.isArray(value) && !/^\d+$/.test(key)) return { to: 'nothing' }
    value = Reflect.get(value, key)
  }
  return isFields(value) || typeof value === 'boolean' ? { to: 'schema', schema: value } : { to: 'data', value }
}

/** The keys of a JSON Pointer in a URI fragment, without its `#`; undefined if the pointer is malformed. */
export function fragmentKeys(fragment: string): string[] | undefined {
  try {
    return parsePointer(decodeURIComponent(fragment))
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return undefined
    throw error
  }
}

const identifiedByRoot = new WeakMap<Fields, ReadonlyMap<string, Fields>>()

/** The schemas with an `$id`, by that ID: `#name`, or a URI. */
function identified(root: Fields): ReadonlyMap<string, Fields> {
  const known = identifiedByRoot.get(root)
  if (known !== undefined) return known
  const found = new Map<string, Fields>()
  const pending: Fields[] = [root]
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    const id = stringAt(schema, '$id')
    if (id !== undefined && id !== '' && id !== '#') found.set(id.replace(/#$/, ''), schema)
    for (const child of childSchemas(schema)) pending.push(child.value)
  }
  identifiedByRoot.set(root, found)
  return found
}

/** The maximum length of a chain of references; real ones are shorter. */
export const MAX_HOPS = 16

/**
 * Whether a reference leads back to itself through references only, and so never reaches a schema. (A recursive schema
 * has a property or an item in between.)
 */
export function isEndless(reference: string, root: Fields): boolean {
  const seen = new Set<Fields>()
  let next: string | undefined = reference
  for (let hops = 0; next !== undefined && hops < MAX_HOPS; hops += 1) {
    const resolution = resolveReference(next, root)
    if (resolution.to !== 'schema' || !isFields(resolution.schema)) return false
    if (seen.has(resolution.schema)) return true
    seen.add(resolution.schema)
    const following: unknown = own(resolution.schema, '$ref')
    next = typeof following === 'string' ? following : undefined
  }
  return false
}

/** The maximum number of names that a misspelt one is compared with. */
const MAX_NAMES = 50

const definitionsByRoot = new WeakMap<Fields, readonly string[]>()

/** References to the first entries of `definitions`, such as `#/definitions/ticket`. */
export function definitionReferences(root: Fields): readonly string[] {
  const known = definitionsByRoot.get(root)
  if (known !== undefined) return known
  const names = Object.keys(fieldsAt(root, 'definitions')).slice(0, MAX_NAMES)
  const references = names.map((name) => `#/definitions/${name}`)
  definitionsByRoot.set(root, references)
  return references
}
