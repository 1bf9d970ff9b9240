import type { Pointer } from '../../document/pointer'
import { arrayAt, type Fields, isBlank, isFields, own } from '../../document/values'

export const PROPERTIES = ['title', 'description'] as const
export type Property = (typeof PROPERTIES)[number]

/**
 * How a title or description is missed: it is not there, or it is there and shows nothing.
 * `undefined` where there is one, and where its value is no string, which is the schema layer's to tell.
 */
export type Lack = { how: 'missing' } | { how: 'blank'; text: string; pointer: Pointer } | undefined

/** Whether a value is a text of which something can be seen. */
export function shows(value: unknown): boolean {
  return typeof value === 'string' && !isBlank(value)
}

type Path = readonly string[]

/** Where a field of an embedded schema carries the text; `x-zui.title` is where the SDK writes a title. */
const FIELD_PATHS = {
  title: [['x-zui', 'title'], ['title']],
  description: [['description']],
} as const satisfies Record<Property, readonly Path[]>

/** Looks for the text on an object of the definition: an action, a tag … */
export function lackOf(property: Property, value: Fields, pointer: Pointer): Lack {
  return judge([{ value, pointer }], [[property]])
}

/**
 * Looks for the text on a field of an embedded schema, or in one of its branches, which is where it
 * ends up when `.nullable()` or a union wraps a documented schema.
 */
export function lackOfField(property: Property, schema: Fields, pointer: Pointer): Lack {
  return judge(withBranches(schema, pointer), FIELD_PATHS[property])
}

/** Whether a field itself carries the text, which most do: no look at its branches is needed. */
export function showsOnField(property: Property, schema: Fields): boolean {
  return FIELD_PATHS[property].some((path) => shows(read(schema, path)))
}

interface Holder {
  value: Fields
  pointer: Pointer
}

function judge(holders: Iterable<Holder>, paths: readonly Path[]): Lack {
  let blank: Lack
  let malformed = false
  for (const { value, pointer } of holders) {
    for (const path of paths) {
      const text = read(value, path)
      if (typeof text === 'string') {
        if (!isBlank(text)) return undefined
        blank ??= { how: 'blank', text, pointer: pointer.child(...path) }
      } else if (text !== undefined) malformed = true
    }
  }
  if (malformed) return undefined
  return blank ?? { how: 'missing' }
}

function read(value: Fields, path: Path): unknown {
  let current: unknown = value
  for (const key of path) current = isFields(current) ? own(current, key) : undefined
  return current
}

const BRANCHES = ['anyOf', 'allOf', 'oneOf'] as const

// Breadth first and without recursion: branches may be nested deeper than the call stack is.
function* withBranches(schema: Fields, pointer: Pointer): Generator<Holder> {
  const queue: Holder[] = [{ value: schema, pointer }]
  for (const holder of queue) {
    yield holder
    for (const keyword of BRANCHES) {
      arrayAt(holder.value, keyword).forEach((branch, index) => {
        if (isFields(branch)) queue.push({ value: branch, pointer: holder.pointer.child(keyword, index) })
      })
    }
  }
}
