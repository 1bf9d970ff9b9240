import { isSame } from '../document/changes'
import type { Edit } from '../document/repair'

/** Edits of one text that do not touch each other, in order. */
export class Intervals {
  readonly #edits: Edit[] = []

  /** Whether an edit overlaps another one or begins where it ends. Equal edits do not touch: they count once. */
  touches(edit: Edit): boolean {
    const at = this.#placeOf(edit)
    // The edits are in order and do not overlap, so only the neighbours can touch the new one.
    return [this.#edits[at - 1], this.#edits[at], this.#edits[at + 1]].some(
      (other) => other !== undefined && edit.start <= other.end && edit.end >= other.start && !isSame(edit, other),
    )
  }

  add(edit: Edit): void {
    const at = this.#placeOf(edit)
    const other = this.#edits[at]
    if (other === undefined || !isSame(other, edit)) this.#edits.splice(at, 0, edit)
  }

  /** The index of the first edit that does not begin before this one. */
  #placeOf({ start }: Edit): number {
    let low = 0
    let high = this.#edits.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#edits[middle]?.start ?? 0) < start) low = middle + 1
      else high = middle
    }
    return low
  }
}
