import type { Range } from '../findings/types'
import { CARRIAGE_RETURN, LINE_FEED } from './characters'
import type { TextSpan } from './types'

/** Converts offsets of a text to lines and columns, which are 1-based. Lines end at \n, \r\n or \r. */
export class Lines {
  readonly #text: string
  readonly #hasReturns: boolean
  /** The offset at which each line starts, of the lines that were needed so far. */
  readonly #starts = [0]
  /** All lines that start up to this offset are in the list. */
  #known = 0

  constructor(text: string) {
    this.#text = text
    this.#hasReturns = text.includes('\r')
  }

  /** The offset at which each line starts. */
  get starts(): readonly number[] {
    this.#extend(this.#text.length)
    return this.#starts
  }

  /** The offset at which a line starts, which is 1-based; undefined for a line that the text does not have. */
  startOf(line: number): number | undefined {
    while (this.#starts.length < line && this.#known < this.#text.length)
      this.#extend(Math.min(this.#known + 256, this.#text.length))
    return this.#starts[line - 1]
  }

  /** 1-based line and column (in UTF-16 code units) of an offset. */
  position(offset: number): { line: number; column: number } {
    this.#extend(offset)
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 }
  }

  range({ start, end }: TextSpan): Range {
    const from = this.position(start)
    const to = end === start ? from : this.position(end)
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
  }

  #extend(to: number): void {
    if (to <= this.#known) return
    const text = this.#text
    if (this.#hasReturns) {
      for (let offset = this.#known; offset < to; offset++) {
        const code = text.charCodeAt(offset)
        if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED)) {
          this.#starts.push(offset + 1)
        }
      }
      this.#known = to
    } else {
      let at = text.indexOf('\n', this.#known)
      for (; at !== -1 && at < to; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
      // A search that went further is not repeated: a text may be one line.
      this.#known = at === -1 ? text.length : at
    }
  }
}
