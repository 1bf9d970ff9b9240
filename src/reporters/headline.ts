import { counted } from '../findings/text'
import type { Summary } from '../findings/types'

/** The maximum number of crashes of rules that a report lists. */
export const MOST_CRASHES = 10

/** The numbers of errors, warnings and infos, such as `2 errors`; without those that are 0. */
export function severityCounts({ errors, warnings, infos }: Summary, count = counted): string[] {
  return [
    ...(errors === 0 ? [] : [count(errors, 'error')]),
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
    ...(infos === 0 ? [] : [count(infos, 'info')]),
  ]
}

/** Says that a report lists no findings, and how many `--quiet` hides. */
export function nothingListed(hidden: number): string {
  return hidden === 0 ? 'no findings' : `no errors${hiddenNote(hidden)}`
}

/** The number of findings that `--quiet` hides, in parentheses; empty for 0. */
export function hiddenNote(hidden: number): string {
  return hidden === 0 ? '' : ` (${counted(hidden, 'warning or info', 'warnings and infos')} hidden by --quiet)`
}
