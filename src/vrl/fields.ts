import type { VrlReading } from './reading'

/** A field that a script reads and its event does not have. */
export interface UnknownField {
  field: string
  /** The first read. */
  span: readonly [number, number]
}

/**
 * The fields that a script reads although its event lacks them, each once. Fields that the script assigns or checks
 * with `exists` are left out, as are reads after the script has replaced the whole event.
 */
export function unknownFields(source: string, { paths }: VrlReading, known: readonly string[]): UnknownField[] {
  const accounted = new Set<unknown>(known)
  for (const { segments, assigned, tested } of paths) if (assigned || tested) accounted.add(segments[0])
  const replacedAt = paths.find(({ segments, assigned }) => assigned && segments.length === 0)?.span[0]

  const found: UnknownField[] = []
  for (const { segments, spans, span, assigned } of paths) {
    const [field] = segments
    const [place] = spans
    if (typeof field !== 'string' || place === undefined || assigned || accounted.has(field)) continue
    if (replacedAt !== undefined && isBehind(source, replacedAt, span[0])) continue
    accounted.add(field)
    found.push({ field, span: place })
  }
  return found
}

/** The right side of an assignment to the event is evaluated first, so it still reads the old event. */
function isBehind(source: string, assignment: number, offset: number): boolean {
  return offset > assignment && /[\n;]/.test(source.slice(assignment, offset))
}
