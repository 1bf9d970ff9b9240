/** A replacement of a part of the source text. */
export interface Edit {
  start: number
  end: number
  replacement: string
}

/** Strict JSON made from a faulty text, with a mapping of positions to the source. */
export interface Repaired {
  text: string
  /** Offsets of the repaired text → offsets of the source. */
  toSource(span: { start: number; end: number }): { start: number; end: number }
}

/** Applies edits that are in order and do not overlap. */
export function repair(source: string, edits: readonly Edit[]): Repaired {
  const parts: string[] = []
  // Where each edit's replacement starts in the repaired text.
  const starts: number[] = []
  let sourceOffset = 0
  let length = 0
  for (const edit of edits) {
    const kept = source.slice(sourceOffset, edit.start)
    parts.push(kept, edit.replacement)
    starts.push(length + kept.length)
    length += kept.length + edit.replacement.length
    sourceOffset = edit.end
  }
  parts.push(source.slice(sourceOffset))

  /** How many edits start before the offset (or at it, when `inclusive`). */
  const countBefore = (offset: number, inclusive: boolean) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const start = starts[middle] ?? 0
      if (start < offset || (inclusive && start === offset)) low = middle + 1
      else high = middle
    }
    return low
  }
  const sourceOf = (offset: number, side: 'start' | 'end') => {
    const index = countBefore(offset, side === 'start') - 1
    const edit = edits[index]
    if (edit === undefined) return offset
    const past = offset - (starts[index] ?? 0) - edit.replacement.length
    if (past >= 0) return edit.end + past
    return side === 'start' ? edit.start : edit.end
  }
  return {
    text: parts.join(''),
    toSource: ({ start, end }) => ({ start: sourceOf(start, 'start'), end: sourceOf(end, 'end') }),
  }
}
