import { FILES, type SchemaFile, SUBJECTS, type Subject } from './validators'

/** Where in documents a part of a schema applies. */
export interface Place {
  subject: Subject
  /** A JSON Pointer in which `*` stands for any one key. */
  pointer: string
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function follow(schemas: ReadonlyMap<string, SchemaFile>, ref: string, base: string): { node: unknown; base: string } {
  const url = new URL(ref, base)
  const steps = url.hash.slice(1).split('/').slice(1)
  url.hash = ''
  const file: unknown = [...schemas.values()].find(({ $id }) => $id === url.href)
  const node = steps.reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), file)
  if (node === undefined) throw new Error(`${base} refers to ${ref}, which does not exist`)
  return { node, base: url.href }
}

/** One place for each part of the schemas; parts that no reference reaches are missing. */
export function placesOf(schemas: ReadonlyMap<string, SchemaFile>): ReadonlyMap<object, Place> {
  const places = new Map<object, Place>()

  const visit = (node: unknown, base: string, subject: Subject, pointer: string): void => {
    if (Array.isArray(node)) {
      for (const child of node) visit(child, base, subject, pointer)
      return
    }
    if (!isObject(node) || places.has(node)) return
    places.set(node, { subject, pointer })
    if (typeof node.$ref === 'string') {
      const target = follow(schemas, node.$ref, base)
      visit(target.node, target.base, subject, pointer)
    }
    if (isObject(node.properties)) {
      for (const [name, child] of Object.entries(node.properties)) visit(child, base, subject, `${pointer}/${name}`)
    }
    visit(node.additionalProperties, base, subject, `${pointer}/*`)
    visit(node.items, base, subject, `${pointer}/*`)
    for (const same of [node.propertyNames, node.allOf, node.anyOf, node.if, node.then]) {
      visit(same, base, subject, pointer)
    }
  }

  // The definition of embedded schemas comes first: only its own cases look inside it.
  for (const subject of SUBJECTS.toReversed()) {
    const root = schemas.get(FILES[subject])
    if (root === undefined) throw new Error(`no schema for ${subject}`)
    visit(root, root.$id, subject, '')
  }
  return places
}
