import { Pointer } from '../document/pointer'
import type { Document, LocateRequest } from '../document/types'
import { arrayAt, fieldsAt, isFields, own } from '../document/values'
import { walkResource } from '../engine/walk'
import type { Range } from '../findings/types'
import { COLLECTION_WORDS, MAPPED_PARTS } from '../rules/collection-words'
import type { Node } from '../schema/embedded/nodes'
import { readScript } from '../vrl/reading'

/** A name that something else in the definition refers to, with all places where it occurs. */
export interface NameUse {
  kind: 'tag' | 'secret' | 'entity' | 'action' | 'event' | 'channel'
  name: string
  /** The place of the declaration; undefined for a name that is not declared. */
  declaration: LocateRequest | undefined
  references: readonly LocateRequest[]
}

/** The names of a definition that are referred to within it. */
export function nameUsesOf(resource: unknown, base: Pointer): NameUse[] {
  if (!isFields(resource)) return []
  const uses: NameUse[] = []
  const secrets = new Map<string, { declaration: LocateRequest | undefined; references: LocateRequest[] }>()
  const mapped = new Map<string, NameUse & { references: LocateRequest[] }>()
  const secretOf = (name: string) => {
    const known = secrets.get(name) ?? { declaration: undefined, references: [] }
    secrets.set(name, known)
    return known
  }
  for (const part of MAPPED_PARTS) {
    for (const name of Object.keys(fieldsAt(resource, part))) {
      const declaration: LocateRequest = { pointer: base.child(part, name), target: 'key' }
      mapped.set(`${part}/${name}`, { kind: COLLECTION_WORDS[part], name, declaration, references: [] })
    }
  }
  walkResource(resource, base, 'create', {
    keywords: undefined,
    visitSchema: () => undefined,
    visit(name, node) {
      if (name === 'taggedObject') uses.push(...tagsOf(node as Node))
      else if (name === 'secret') {
        const { name: secret, pointer, target } = node as Node & { name: string; target: 'key' | 'value' }
        secretOf(secret).declaration ??= { pointer, target }
      } else if (name === 'script') {
        const { source, pointer } = node as Node & { source: string }
        for (const { name: secret, span } of secretsIn(source)) {
          secretOf(secret).references.push({ pointer, target: 'value', span })
        }
      } else if (name === 'interface') {
        const { value, pointer } = node as Node
        for (const part of MAPPED_PARTS) {
          for (const [key, mapping] of Object.entries(fieldsAt(value, part))) {
            const target = isFields(mapping) ? own(mapping, 'name') : undefined
            if (typeof target !== 'string') continue
            const known = mapped.get(`${part}/${target}`) ?? {
              kind: COLLECTION_WORDS[part],
              name: target,
              declaration: undefined,
              references: [],
            }
            mapped.set(`${part}/${target}`, known)
            known.references.push({ pointer: pointer.child(part, key, 'name'), target: 'value' })
          }
        }
      }
    },
  })
  for (const [name, { declaration, references }] of secrets)
    uses.push({ kind: 'secret', name, declaration, references })
  return [...uses, ...mapped.values()]
}

/** The secrets that a script reads, one entry for each occurrence. */
function secretsIn(source: string): { name: string; span: readonly [number, number] }[] {
  return (readScript(source)?.paths ?? []).flatMap(({ segments: [root, name], spans: [, span] }) =>
    root === 'secrets' && typeof name === 'string' && span !== undefined ? [{ name, span }] : [],
  )
}

function tagsOf({ value, pointer }: Node): NameUse[] {
  const tags = fieldsAt(value, 'tags')
  const references = new Map<string, LocateRequest[]>()
  arrayAt(fieldsAt(value, 'creation'), 'requiredTags').forEach((tag, index) => {
    if (typeof tag !== 'string') return
    const at = pointer.child('creation', 'requiredTags', index)
    references.set(tag, [...(references.get(tag) ?? []), { pointer: at, target: 'value' }])
  })
  return [...new Set([...Object.keys(tags), ...references.keys()])].map((name) => ({
    kind: 'tag',
    name,
    declaration: Object.hasOwn(tags, name) ? { pointer: pointer.child('tags', name), target: 'key' } : undefined,
    references: references.get(name) ?? [],
  }))
}

/** The range of a name, without quotes; undefined if the document does not know its place. */
export function locate(document: Document, request: LocateRequest): Range | undefined {
  try {
    return document.locateAll([request])[0]
  } catch {
    // The CLI added this value, so it has no place in the source.
    return undefined
  }
}

/** The name at a place, and all places of it. */
export function nameAt(
  uses: readonly NameUse[],
  document: Document,
  isThere: (range: Range) => boolean,
): NameUse | undefined {
  return uses.find(({ declaration, references }) =>
    [...(declaration === undefined ? [] : [declaration]), ...references].some((request) => {
      const range = locate(document, request)
      return range !== undefined && isThere(range)
    }),
  )
}

/** The pointer of a path. */
export function pointerOfPath(path: readonly (string | number)[]): Pointer {
  return Pointer.root.child(...path)
}
