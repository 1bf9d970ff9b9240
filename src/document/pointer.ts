/**
 * An RFC 6901 JSON Pointer as a linked list: a child costs one small object, and the text is built on demand, for
 * findings only.
 */
export class Pointer {
  static readonly root = new Pointer(undefined, '')

  private constructor(
    readonly parent: Pointer | undefined,
    readonly key: string | number,
  ) {}

  /** The pointer of a descendant; an array index may be a number. */
  child(...keys: readonly (string | number)[]): Pointer {
    let pointer: Pointer = this
    for (const key of keys) pointer = new Pointer(pointer, key)
    return pointer
  }

  /** The pointer of a child; faster than `child`, for visiting every value of a document. */
  at(key: string | number): Pointer {
    return new Pointer(this, key)
  }

  /** The keys from the root to here, unescaped; array indices as decimal strings. */
  keys(): string[] {
    const keys: string[] = []
    for (let pointer: Pointer = this; pointer.parent !== undefined; pointer = pointer.parent) {
      keys.push(String(pointer.key))
    }
    return keys.reverse()
  }

  /** The keys from an ancestor to here. */
  keysBelow(ancestor: Pointer): string[] {
    return this.keys().slice(ancestor.keys().length)
  }

  toString(): string {
    return formatPointer(this.keys())
  }
}

export function escapePointerKey(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

export function formatPointer(keys: readonly string[]): string {
  let text = ''
  for (const key of keys) text += `/${escapePointerKey(key)}`
  return text
}

/** The unescaped keys of an RFC 6901 pointer. Throws a TypeError for a text that is not one. */
export function parsePointer(text: string): string[] {
  if (text === '') return []
  if (!text.startsWith('/') || /~(?![01])/.test(text))
    throw new TypeError(`Not a JSON Pointer: ${JSON.stringify(text)}`)
  return text
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at an RFC 6901 pointer, by own properties only; undefined where there is none. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value: unknown = root
  for (const key of parsePointer(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
