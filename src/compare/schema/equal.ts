import { isEqual, isFields } from '../../document/values'
import { canonical } from '../../findings/canonical'
import { UNORDERED } from './keywords'

/**
 * Whether two schemas are equal, apart from the order of keys and of lists that are sets. True is certain only if
 * neither has a `$ref`; false does not mean that they accept different values.
 */
export function isEqualSchema(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (!isFields(one) || !isFields(other)) return isEqual(one, other)
  let count = 0
  for (const key in one) {
    if (!Object.hasOwn(other, key)) return false
    const left = one[key]
    const right = other[key]
    if (UNORDERED.has(key) ? !isEqualSet(left, right) : !isEqualPart(left, right)) return false
    count += 1
  }
  for (const _ in other) count -= 1
  return count === 0
}

function isEqualPart(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isEqualSchema(item, other[index]))
  }
  return isEqualSchema(one, other)
}

function isEqualSet(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return isEqual(one, other)
  if (one.length !== other.length) return false
  if (one.every((item, index) => isEqualSchema(item, other[index]))) return true
  const texts = one.map(orderedText).sort()
  const others = other.map(orderedText).sort()
  return texts.every((text, index) => text === others[index])
}

/** A text that is equal for schemas that differ only in order. */
function orderedText(schema: unknown): string {
  return canonical(withSortedSets(schema))
}

function withSortedSets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedSets)
  if (!isFields(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const inner = withSortedSets(item)
      return [key, UNORDERED.has(key) && Array.isArray(inner) ? inner.map((one) => canonical(one)).sort() : inner]
    }),
  )
}

export const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$recursiveRef', '$dynamicRef'])

/** Whether a schema contains a reference: equal texts in two documents may then have different meanings. */
export function hasReference(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(hasReference)
  for (const key in value) {
    if (REFERENCES.has(key) || hasReference(Reflect.get(value, key))) return true
  }
  return false
}
