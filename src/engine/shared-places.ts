import type { Finding } from '../findings/types'

/**
 * Merges findings at the same place. One place of a project's source may be the origin of many values (a schema that
 * ten actions share): a fault there is one finding, with the number of values and all their pointers.
 *
 * @param findings in the order of the text
 */
export function mergeSharedPlaces<F extends Finding>(findings: readonly F[]): F[] {
  const byPlace = new Map<string, F[]>()
  for (const finding of findings) {
    const { rule, severity, file, line, column, endLine, endColumn } = finding
    const key = JSON.stringify([rule, severity, file, line, column, endLine, endColumn])
    const there = byPlace.get(key)
    if (there === undefined) byPlace.set(key, [finding])
    else there.push(finding)
  }
  const merged: F[] = []
  for (const there of byPlace.values()) {
    const [first] = there
    const pointers = [...new Set(there.map(({ pointer }) => pointer))]
    if (first === undefined || pointers.length < 2) {
      merged.push(...there)
      continue
    }
    const alike = there.every(({ message }) => message === first.message)
    const rest = alike
      ? `It concerns ${pointers.length} places of the definition.`
      : `The same holds for ${pointers.length - 1} more ${pointers.length === 2 ? 'place' : 'places'} of the definition.`
    merged.push({
      ...first,
      message: `${first.message} ${rest}`,
      data: { ...first.data, places: pointers.length, pointers },
    })
  }
  return merged
}
