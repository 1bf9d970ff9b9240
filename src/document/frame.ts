import type { CodeFrame, Range } from '../findings/types'
import type { Lines } from './lines'

/** The maximum number of characters shown of a line: a minified file is one line of megabytes. */
const FRAME_WIDTH = 120
/** The number of characters shown before a finding that is far to the right. */
const LEAD = 40

/** The first line of a range with one line before and after it, cut to the width of a screen around the finding. */
export function frameAt(text: string, lines: Lines, range: Range): CodeFrame {
  const first = Math.max(1, range.line - 1)
  const cut = range.column > FRAME_WIDTH - LEAD ? range.column - 1 - LEAD : 0
  const frame: CodeFrame = { lines: [] }
  for (let number = first; number <= range.line + 1; number += 1) {
    const start = lines.startOf(number)
    if (start === undefined) break
    const next = lines.startOf(number + 1) ?? text.length
    const from = Math.min(start + cut, next)
    const shown = text.slice(from, Math.min(next, from + FRAME_WIDTH)).replace(/[\r\n]+$/, '')
    frame.lines.push({ number, text: shown, cut: shown === '' ? 0 : cut })
  }
  return frame
}
