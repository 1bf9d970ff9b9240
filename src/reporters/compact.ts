import type { Report } from '../findings/types'
import { clip, escapeTerminal, escapeTerminalPath } from './escape'

/** One line a finding: `path:line:col: severity rule message`. */
export function formatCompact(report: Report): string {
  let text = ''
  for (const { file, findings } of report.files) {
    const path = escapeTerminalPath(file)
    for (const { line, column, severity, rule, message } of findings) {
      text += `${path}:${line}:${column}: ${severity} ${escapeTerminal(rule)} ${escapeTerminal(clip(message))}\n`
    }
  }
  return text
}
