import type { Finding, Report } from '../../findings/types'
import { clip, escapeTerminal } from '../escape'

/** The data for the page's script. All texts are escaped for display. */
export interface PageData {
  /** Names of the files with findings. */
  files: string[]
  /** Ids of the rules with findings. */
  rules: string[]
  findings: PageFinding[]
}

export interface PageFinding {
  /** Index into `files`. */
  file: number
  /** Index into `rules`. */
  rule: number
  severity: Finding['severity']
  line: number
  column: number
  message: string
  pointer: string
  frame: FrameLine[]
}

/** A line's number and text; three parts of the text if the finding covers the second. */
export type FrameLine = [number: number, text: string] | [number: number, before: string, marked: string, after: string]

const LONGEST_POINTER = 300

export function pageData(report: Report, rules: readonly string[]): PageData {
  const ruleIndices = new Map(rules.map((id, index) => [id, index]))
  const data: PageData = {
    files: [],
    rules: rules.map((id) => escapeTerminal(clip(id, LONGEST_POINTER))),
    findings: [],
  }
  for (const { file, findings } of report.files) {
    if (findings.length === 0) continue
    const index = data.files.push(escapeTerminal(file)) - 1
    for (const finding of findings) {
      data.findings.push({
        file: index,
        rule: ruleIndices.get(finding.rule) ?? 0,
        severity: finding.severity,
        line: finding.line,
        column: finding.column,
        message: escapeTerminal(clip(finding.message)),
        pointer: escapeTerminal(clip(finding.pointer, LONGEST_POINTER)),
        frame: frameData(finding),
      })
    }
  }
  return data
}

function frameData(finding: Finding): FrameLine[] {
  return (finding.frame?.lines ?? []).map(({ number, text, cut }) => {
    const lead = cut > 0 ? '…' : ''
    // Of a fault that spans many lines, only the first is shown.
    if (number !== finding.line) return [number, lead + escapeExceptTabs(text)]
    const start = Math.max(0, finding.column - 1 - cut)
    const end = finding.endLine === number ? Math.max(start, finding.endColumn - 1 - cut) : text.length
    return [
      number,
      lead + escapeExceptTabs(text.slice(0, start)),
      escapeExceptTabs(text.slice(start, end)),
      escapeExceptTabs(text.slice(end)),
    ]
  })
}

function escapeExceptTabs(text: string): string {
  return text.split('\t').map(escapeTerminal).join('\t')
}
