import type { Fields } from './contract'

/** Type guards for values of documents, whose shape nobody has promised. */

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The own property, if there is one: `actions.constructor` is a name like any other. */
export function own(value: Fields, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** The object at an own property, or an empty one. */
export function fieldsAt(value: Fields, key: string): Fields {
  const child = own(value, key)
  return isFields(child) ? child : EMPTY
}

/** The string at an own property. */
export function stringAt(value: Fields, key: string): string | undefined {
  const child = own(value, key)
  return typeof child === 'string' ? child : undefined
}

/** The array at an own property, or an empty one. */
export function arrayAt(value: Fields, key: string): readonly unknown[] {
  const child = own(value, key)
  return Array.isArray(child) ? child : NOTHING
}

const EMPTY: Fields = Object.freeze({})
const NOTHING: readonly unknown[] = Object.freeze([])
