import { Lines } from '../src/document/lines'
import type { TextSpan } from '../src/document/types'
import type { Range } from '../src/findings/types'

export interface Marked {
  /** The text without its marks. */
  text: string
  /** The marked places, in the order in which they start. */
  ranges: Range[]
  spans: TextSpan[]
}

/** Reads a test's text in which «…» encloses each place where a finding is expected. Places may nest; «» marks a point. */
export function marked(text: string): Marked {
  const spans: TextSpan[] = []
  const open: TextSpan[] = []
  let plain = ''
  for (const part of text.split(/([«»])/)) {
    if (part === '«') {
      const span = { start: plain.length, end: -1 }
      spans.push(span)
      open.push(span)
    } else if (part === '»') {
      const span = open.pop()
      if (span === undefined) throw new Error(`A » without its «: ${text}`)
      span.end = plain.length
    } else plain += part
  }
  if (open.length > 0) throw new Error(`A « without its »: ${text}`)
  const lines = new Lines(plain)
  return { text: plain, ranges: spans.map((span) => lines.range(span)), spans }
}

/** The text with «…» around each place. */
export function withMarks(text: string, ranges: readonly Range[]): string {
  const { starts } = new Lines(text)
  const offset = (line: number, column: number) => (starts[line - 1] ?? text.length) + column - 1
  const marks = ranges.flatMap(({ line, column, endLine, endColumn }) => {
    const [start, end] = [offset(line, column), offset(endLine, endColumn)]
    if (start === end) return [{ at: start, mark: '«»', order: 1 }]
    // Where one place ends and the next starts, the end comes first.
    return [
      { at: start, mark: '«', order: 2 },
      { at: end, mark: '»', order: 0 },
    ]
  })
  let result = ''
  let done = 0
  for (const { at, mark } of marks.sort((a, b) => a.at - b.at || a.order - b.order)) {
    result += text.slice(done, at) + mark
    done = Math.max(done, at)
  }
  return result + text.slice(done)
}

/** The lines of a place with its marks and their numbers; of a long place, the first and the last line. */
export function excerpt(text: string, range: Range): string {
  const lines = withMarks(text, [range])
    .split(/\r\n|\r|\n/)
    .map((line, index) => `  ${index + 1} │ ${line}`)
    .slice(range.line - 1, range.endLine)
  return (lines.length > 3 ? [lines.at(0), '  …', lines.at(-1)] : lines).join('\n')
}

/** Expects exactly the marked places, in their order; a failure shows the text with the marks of both sides. */
export function expectPlaces(found: readonly Range[], { text, ranges }: Pick<Marked, 'text' | 'ranges'>): void {
  expect(withMarks(text, found)).toBe(withMarks(text, ranges))
  // Marks of places that overlap read alike, whichever starts with which end.
  expect(found).toEqual(ranges)
}
