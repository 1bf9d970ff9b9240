import type { Pointer } from '../../document/pointer'
import { arrayAt, type Fields, isBlank, isFields, own } from '../../document/values'
import { BRANCH_KEYWORDS } from '../../schema/embedded/keywords'
import { resolveReference } from '../../schema/embedded/references'

export const PROPERTIES = ['title', 'description'] as const
export type Property = (typeof PROPERTIES)[number]

/**
 * The fault of a title or description: absent, or blank. `undefined` for a visible text, and for a value that is not a
 * string, which the schema layer reports.
 */
export type Lack = { how: 'missing' } | { how: 'blank'; text: string; pointer: Pointer } | undefined

/** Whether a value is a text with a visible character. */
export function shows(value: unknown): boolean {
  return typeof value === 'string' && !isBlank(value)
}

/** The place of the text in a field of an embedded schema; the SDK writes a title to `x-zui.title`. */
const FIELD_PATHS = {
  title: [['x-zui', 'title'], ['title']],
  description: [['description']],
} as const satisfies Record<Property, readonly (readonly string[])[]>

/** Looks for the text on an object of the definition: an action, a tag … */
export function lackOf(property: Property, value: Fields, pointer: Pointer): Lack {
  return lackIn([{ value, pointer }], [[property]])
}

/**
 * Looks for the text on a field of an embedded schema and in its branches: `.nullable()` and unions put a documented
 * schema into a branch. References within the embedded schema are followed.
 */
export function lackOfField(property: Property, schema: Fields, pointer: Pointer, root: Fields = schema): Lack {
  return lackIn(textHolders(schema, pointer, root), FIELD_PATHS[property])
}

/** Whether the field itself has the text, as most have; its branches are then not searched. */
export function showsOnField(property: Property, schema: Fields): boolean {
  if (shows(own(schema, property))) return true
  if (property === 'description') return false
  const zui = own(schema, 'x-zui')
  return isFields(zui) && shows(own(zui, 'title'))
}

interface TextHolder {
  value: Fields
  pointer: Pointer
  /** The `$ref` that leads to the schema: a fault in its text is reported there. */
  reference?: Pointer
}

function lackIn(holders: Iterable<TextHolder>, paths: readonly (readonly string[])[]): Lack {
  let blank: Lack
  let malformed = false
  for (const { value, pointer, reference } of holders) {
    for (const path of paths) {
      const text = memberAt(value, path)
      if (typeof text === 'string') {
        if (!isBlank(text)) return undefined
        blank ??= { how: 'blank', text, pointer: reference ?? pointer.child(...path) }
      } else if (text !== undefined) malformed = true
    }
  }
  if (malformed) return undefined
  return blank ?? { how: 'missing' }
}

function memberAt(value: Fields, path: readonly string[]): unknown {
  let current: unknown = value
  for (const key of path) current = isFields(current) ? own(current, key) : undefined
  return current
}

/**
 * The maximum number of schemas that are searched for one field. Real fields have fewer; without a limit, many
 * references to one large schema would take too long.
 */
const MAX_HOLDERS = 200

// Breadth first and without recursion: nested branches could overflow the call stack, and references may form circles.
function* textHolders(schema: Fields, pointer: Pointer, root: Fields): Generator<TextHolder> {
  const queue: TextHolder[] = [{ value: schema, pointer }]
  const referred = new Set<Fields>()
  for (const holder of queue) {
    yield holder
    if (referred.size > 0 && queue.length > MAX_HOLDERS) continue
    const via = holder.reference === undefined ? {} : { reference: holder.reference }
    for (const keyword of BRANCH_KEYWORDS) {
      arrayAt(holder.value, keyword).forEach((branch, index) => {
        if (isFields(branch)) queue.push({ value: branch, pointer: holder.pointer.child(keyword, index), ...via })
      })
    }
    const reference = own(holder.value, '$ref')
    const target = typeof reference === 'string' ? resolveReference(reference, root) : undefined
    if (target?.to !== 'schema' || !isFields(target.schema) || referred.has(target.schema)) continue
    referred.add(target.schema)
    const at = holder.reference ?? holder.pointer.child('$ref')
    queue.push({ value: target.schema, pointer: at, reference: at })
  }
}
