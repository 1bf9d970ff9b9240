import stringWidth from 'string-width'
import type { Drift } from '../../remote/drift'
import { clip, escapeTerminal } from '../../reporters/escape'

const HEADINGS = ['PROPERTY', 'DIFFERENCE', 'TIMES', 'EXAMPLE'] as const

/** The differences as a table for people: property, what differs, how often, an example. Ends with a newline. */
export function driftTable(drift: Drift): string {
  const rows = drift.rows()
  const answers = `${drift.answers} ${drift.answers === 1 ? 'answer' : 'answers'}`
  if (drift.answers === 0) return 'Nothing was linted, so the drift is unknown.\n'
  if (rows.length === 0) return `No drift: ${answers} matched the schemas.\n`
  const cells = rows.map(({ property, difference, count, example }) => [
    cellText(property),
    cellText(difference),
    String(count),
    cellText(`${example.url}#${example.pointer}`, 300),
  ])
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => stringWidth(row[column] ?? ''))),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell : `${cell}${' '.repeat((widths[column] ?? 0) - stringWidth(cell))}`,
      )
      .join('  ')
      .trimEnd()
  const rest = drift.omitted === 0 ? '' : `… and ${drift.omitted} more differences.\n`
  return `Drift: differences between ${answers} and the schemas.\n\n${[HEADINGS, ...cells].map(line).join('\n')}\n${rest}`
}

function cellText(text: string, longest = 80): string {
  return escapeTerminal(clip(text, longest))
}
