import type { Document } from '../../src/document/types'
import { withMarks } from '../mark'

/** A parsed text with its faults marked, its value or what can be guessed of it, and all that is said of each fault. */
export function outcome({ text, value, recovered, faults, rangeOf }: Document): string {
  const shown = [
    JSON.stringify(withMarks(text, faults.map(rangeOf))),
    value === undefined ? `perhaps ${JSON.stringify(recovered)}` : JSON.stringify(value),
    ...faults.map((fault) => {
      const { rule, severity = 'error', message, data, path } = fault
      const { line, column, endLine, endColumn } = rangeOf(fault)
      const at = `${line}:${column}-${endLine}:${endColumn}`
      return `${at} ${severity} ${rule} /${path.join('/')} ${message} ${JSON.stringify(data)}`
    }),
  ]
  return shown.map((line) => line.replace(/[\n\r]/g, (end) => JSON.stringify(end).slice(1, -1))).join('\n')
}
