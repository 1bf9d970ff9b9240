/**
 * JSON whose keys are in order, so that equal values have equal texts, and no others have.
 *
 * @param deepest levels of containers that count; what is below them is cut off
 */
export function canonical(value: unknown, deepest = Number.POSITIVE_INFINITY): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  if (deepest === 0) return Array.isArray(value) ? '[…]' : '{…}'
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, deepest - 1)).join()}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, deepest - 1)}`).join()}}`
}
