import { type Fields, isFields, own } from '../../document/values'

export const TYPE_NAMES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const

const KNOWN: ReadonlySet<string> = new Set(TYPE_NAMES)

export function isTypeName(value: unknown): value is string {
  return typeof value === 'string' && KNOWN.has(value)
}

/** The types that a schema names; empty when it has no `type`, or names one that does not exist. */
export function namedTypes(schema: Fields): string[] {
  const type = own(schema, 'type')
  const names = Array.isArray(type) ? type : [type]
  const types = names.filter(isTypeName)
  return types.length === names.length ? types : []
}

export function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isFields(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}
