import type { Fields } from '../rules/contract'
import { isFields, stringAt } from '../rules/values'

// Errors of Node.js are told by their properties: an `instanceof` fails for those of another realm.

export function asFields(error: unknown): Fields {
  return isFields(error) ? error : {}
}

/** The code that Node.js gives its errors: `ECONNRESET`. */
export function codeOf(error: unknown): string | undefined {
  return stringAt(asFields(error), 'code')
}

export function messageOf(error: unknown): string {
  return stringAt(asFields(error), 'message') ?? String(error)
}
