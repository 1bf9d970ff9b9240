/**
 * JSON with sorted keys: two values have the same text exactly if they are equal.
 *
 * @param deepest the number of nested containers that are compared; deeper parts are left out
 */
export function canonical(value: unknown, deepest = Number.POSITIVE_INFINITY): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  if (deepest === 0) return Array.isArray(value) ? '[…]' : '{…}'
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, deepest - 1)).join()}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, deepest - 1)}`).join()}}`
}
