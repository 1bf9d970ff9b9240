// Type guards for values of documents, which may have any shape.

/** A JSON object of unknown shape. Documents are hostile: check each value's type before you use it. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value is an object or an array. */
export function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** The value if it is an object, otherwise an empty object. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : EMPTY
}

/** The own property, if any. Inherited ones do not count: an action may be called `constructor`. */
export function own(value: Fields, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** The object at an own property, or an empty one. */
export function fieldsAt(value: Fields, key: string): Fields {
  return fieldsOf(own(value, key))
}

/** The string at an own property. */
export function stringAt(value: Fields, key: string): string | undefined {
  const child = own(value, key)
  return typeof child === 'string' ? child : undefined
}

/** The array at an own property, or an empty one. */
export function arrayAt(value: Fields, key: string): readonly unknown[] {
  const child = own(value, key)
  return Array.isArray(child) ? child : NO_ITEMS
}

const EMPTY: Fields = Object.freeze({})
const NO_ITEMS: readonly unknown[] = Object.freeze([])

// White space, control characters, and characters that Unicode allows a renderer to ignore: zero-width spaces and
// joiners, the byte-order mark, direction marks, Hangul fillers, variation selectors. U+2800 is a Braille pattern
// without dots.
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u

/** Whether a reader would see nothing. */
export function isBlank(text: string): boolean {
  // Nearly every text starts with an ASCII character, which decides at once.
  const first = text.charCodeAt(0)
  return !((first > 0x20 && first < 0x7f) || VISIBLE.test(text))
}

/** Whether two JSON values are equal, whatever the order of their keys. */
export function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false
    for (let index = 0; index < one.length; index += 1) if (!isEqual(one[index], other[index])) return false
    return true
  }
  if (!isFields(one) || !isFields(other)) return false
  let count = 0
  for (const key in one) {
    if (!Object.hasOwn(other, key) || !isEqual(one[key], other[key])) return false
    count += 1
  }
  for (const _ in other) count -= 1
  return count === 0
}
