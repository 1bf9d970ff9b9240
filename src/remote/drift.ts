import type { Recognition } from '../document/kind'
import { formatPointer } from '../document/pointer'
import type { SourceFinding } from '../engine/run-rules'
import { propertiesAt } from '../schema/property-names'
import { validateKind } from '../schema/validate'

/** One difference between the live API and the schemas. */
export interface DriftRow {
  /** The path, with `*` for names that authors choose: `actions.*.cacheable`. */
  property: string
  /** What differs: the property is unknown, absent, or breaks a keyword of the schema. */
  difference: string
  count: number
  /** The first occurrence. */
  example: { url: string; pointer: string }
}

/** The maximum number of rows: a hostile API could invent properties without end. */
const MOST_ROWS = 1000

/** Collects the differences between all answers and the schemas, one row for each difference. */
export class Drift {
  readonly #rows = new Map<string, DriftRow>()
  answers = 0
  /** The number of differences that were not recorded. */
  omitted = 0

  add(url: string, recognised: Recognition | undefined, extraFindings: readonly SourceFinding[]): void {
    this.answers += 1
    for (const { rule, data, pointer, target } of extraFindings) {
      const named = typeof data.property === 'string' ? data.property : ''
      if (rule === 'response-complete') this.#count(named, 'absent', url, pointer.toString())
      else if (rule === 'response-envelope-closed' && target === 'key')
        this.#count(`(envelope).${named}`, 'unknown', url, pointer.toString())
      else if (rule === 'response-envelope') this.#count('(envelope).integration', 'absent', url, pointer.toString())
    }
    if (recognised === undefined) return
    const { kind, base, value } = recognised
    for (const { rule, path, data } of validateKind(kind, value)) {
      const pointer = formatPointer([...base.keys(), ...path])
      const place = generalise(kind, path)
      if (rule === 'schema/required') {
        const missing = typeof data.property === 'string' ? data.property : '?'
        this.#count([...place, missing].join('.'), 'absent', url, pointer)
      } else if (rule === 'schema/unknown-property') this.#count(place.join('.'), 'unknown', url, pointer)
      else this.#count(place.join('.'), rule, url, pointer)
    }
  }

  /** The most frequent first. */
  rows(): DriftRow[] {
    return [...this.#rows.values()].sort(
      (left, right) =>
        right.count - left.count || (left.property < right.property ? -1 : Number(left.property > right.property)),
    )
  }

  #count(property: string, difference: string, url: string, pointer: string): void {
    const key = JSON.stringify([property, difference])
    const row = this.#rows.get(key)
    if (row !== undefined) row.count += 1
    else if (this.#rows.size < MOST_ROWS)
      this.#rows.set(key, { property, difference, count: 1, example: { url, pointer } })
    else this.omitted += 1
  }
}

/** The path with `*` instead of each index and of each name that an author chose. */
function generalise(kind: Recognition['kind'], path: readonly string[]): string[] {
  return path.map((key, index) => (propertiesAt(kind, path.slice(0, index)).length > 0 ? key : '*'))
}
