import { formatPointer, valueAt } from './pointer'
import { type Edit, repair } from './repair'
import { isFields } from './values'

/** The keys from the root of a document to a value; indices of arrays as decimal strings. */
export type Path = readonly string[]

/** A change of a document's value. */
export type Change =
  | { type: 'replace'; path: Path; value: unknown }
  /** Renames a property, and keeps its position. */
  | { type: 'rename'; path: Path; key: string }
  /** Removes a property or an item. */
  | { type: 'remove'; path: Path }
  /** Adds a property, which `path` names, to the end of its object. */
  | { type: 'insert'; path: Path; value: unknown }
  /** Replaces a part of a string: offsets in UTF-16 code units, end exclusive. */
  | { type: 'splice'; path: Path; span: readonly [number, number]; text: string }

/** Changes of one value. All paths are those before any change. */
export class Changes {
  /** By pointer. */
  readonly #at = new Map<string, Change[]>()
  readonly #inserts = new Map<string, { key: string; value: unknown }[]>()
  /** Indices of removed items, by the pointer of the array; each once. */
  readonly #removals = new Map<string, number[]>()
  /** Pointers of values that contain a change. */
  readonly #touched = new Set<string>()
  readonly #changes: readonly Change[]

  constructor(changes: readonly Change[]) {
    this.#changes = changes
    for (const change of changes) {
      const { path } = change
      for (let length = 0; length <= path.length; length += 1) this.#touched.add(formatPointer(path.slice(0, length)))
      if (change.type === 'insert') {
        const key = path.at(-1)
        if (key !== undefined) addTo(this.#inserts, formatPointer(path.slice(0, -1)), { key, value: change.value })
        continue
      }
      if (change.type === 'remove' && !this.#isRemoved(path)) {
        addTo(this.#removals, formatPointer(path.slice(0, -1)), Number(path.at(-1)))
      }
      addTo(this.#at, formatPointer(path), change)
    }
  }

  /**
   * Whether each change has a place in the value. A quick check; only `applyTo` finds changes that contradict each
   * other.
   */
  fit(root: unknown): boolean {
    return this.#changes.every((change) => {
      const { path } = change
      const exists = valueAt(root, formatPointer(path)) !== undefined
      if (change.type === 'insert') return !exists
      if (change.type !== 'rename') return exists
      return exists && valueAt(root, formatPointer([...path.slice(0, -1), change.key])) === undefined
    })
  }

  /**
   * The changed value; undefined if the changes contradict each other or the value. The original value is not modified.
   */
  applyTo(root: unknown): unknown {
    if (!this.fit(root)) return undefined
    try {
      return this.#changed(root, [])
    } catch (error) {
      if (error instanceof ImpossibleChange) return undefined
      throw error
    }
  }

  #changed(value: unknown, path: Path): unknown {
    const pointer = formatPointer(path)
    if (!this.#touched.has(pointer)) return value
    const own = this.#at.get(pointer) ?? []
    const replacement = own.find((change) => change.type === 'replace')
    if (replacement !== undefined) return replacement.value
    const splices = own.filter((change) => change.type === 'splice')
    if (splices.length > 0) return spliced(value, splices)
    const inserts = this.#inserts.get(pointer) ?? []
    if (Array.isArray(value)) {
      if (inserts.length > 0) throw new ImpossibleChange()
      return value.flatMap((item: unknown, index) => {
        const at = [...path, String(index)]
        return this.#isRemoved(at) ? [] : [this.#changed(item, at)]
      })
    }
    if (!isFields(value)) {
      if (inserts.length > 0) throw new ImpossibleChange()
      return value
    }
    const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      const at = [...path, key]
      return this.#isRemoved(at) ? [] : [[this.#keyOf(at) ?? key, this.#changed(item, at)]]
    })
    for (const { key, value: added } of inserts) entries.push([key, added])
    const keys = new Set(entries.map(([key]) => key))
    if (keys.size < entries.length) throw new ImpossibleChange()
    return Object.fromEntries(entries)
  }

  /** The path of a value after the changes; undefined if it was removed. */
  moved(root: unknown, path: Path): string[] | undefined {
    const moved: string[] = []
    let container: unknown = root
    for (const [index, key] of path.entries()) {
      const at = path.slice(0, index + 1)
      if (this.#isRemoved(at)) return undefined
      moved.push(Array.isArray(container) ? this.#shifted(path.slice(0, index), key) : (this.#keyOf(at) ?? key))
      const isContainer = typeof container === 'object' && container !== null && Object.hasOwn(container, key)
      container = isContainer ? Reflect.get(container ?? {}, key) : undefined
    }
    return moved
  }

  #shifted(array: Path, key: string): string {
    const removed = this.#removals.get(formatPointer(array)) ?? []
    return String(Number(key) - removed.filter((index) => index < Number(key)).length)
  }

  #isRemoved(path: Path): boolean {
    return this.#at.get(formatPointer(path))?.some(({ type }) => type === 'remove') === true
  }

  #keyOf(path: Path): string | undefined {
    const renamed = this.#at.get(formatPointer(path))?.find((change) => change.type === 'rename')
    return renamed?.key
  }
}

/** Thrown if the changes cannot be made. */
class ImpossibleChange extends Error {}

function spliced(value: unknown, splices: readonly (Change & { type: 'splice' })[]): string {
  if (typeof value !== 'string') throw new ImpossibleChange()
  const edits = splices.map(({ span: [start, end], text }): Edit => ({ start, end, replacement: text }))
  const ordered = inOrder(edits)
  if (ordered === undefined) throw new ImpossibleChange()
  return repair(value, ordered).text
}

/** Edits in the order of the text; undefined where two of them overlap. Equal edits count once. */
export function inOrder(edits: readonly Edit[]): Edit[] | undefined {
  const sorted = [...edits].sort((left, right) => left.start - right.start || left.end - right.end)
  const distinct = sorted.filter((edit, index) => {
    const before = sorted[index - 1]
    return before === undefined || !isSame(before, edit)
  })
  const overlaps = distinct.some((edit, index) => {
    const before = distinct[index - 1]
    return before !== undefined && (edit.start < before.end || (edit.start === before.start && edit.end === before.end))
  })
  return overlaps ? undefined : distinct
}

/** Whether two edits are equal. */
export function isSame(one: Edit, other: Edit): boolean {
  return one.start === other.start && one.end === other.end && one.replacement === other.replacement
}

function addTo<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}
