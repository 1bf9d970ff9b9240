import { Lines } from '../src/document/lines'
import type { TextSpan } from '../src/document/types'
import type { Range } from '../src/findings/types'

/**
 * A test's text in which «…» encloses each place where a finding is expected, without the marks, and the
 * places in the order in which they start. Places may stand within each other; «» marks a point.
 */
export function marked(text: string): { text: string; ranges: Range[]; spans: TextSpan[] } {
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
