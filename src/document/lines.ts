import type { Range } from '../findings/types'
import type { TextSpan } from './types'

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** Converts offsets of a text to lines and columns, which are 1-based. Lines end at \n, \r\n or \r. */
export class Lines {
  /** The offset at which each line starts. */
  readonly starts: readonly number[]

  constructor(text: string) {
    const starts = [0]
    if (text.includes('\r')) {
      for (let offset = 0; offset < text.length; offset++) {
        const code = text.charCodeAt(offset)
        if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED)) {
          starts.push(offset + 1)
        }
      }
    } else {
      for (let offset = text.indexOf('\n'); offset !== -1; offset = text.indexOf('\n', offset + 1)) {
        starts.push(offset + 1)
      }
    }
    this.starts = starts
  }

  /** 1-based line and column (in UTF-16 code units) of an offset. */
  position(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 }
  }

  range({ start, end }: TextSpan): Range {
    const from = this.position(start)
    const to = end === start ? from : this.position(end)
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }
}
