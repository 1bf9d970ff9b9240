import { type FileReport, type Finding, type Report, SEVERITIES, type Severity } from '../findings/types'

export interface FindingInFile<F extends Finding = Finding> {
  file: FileReport
  finding: F
}

/** The findings with their files, highest severity first, so that a limit drops the least severe ones. */
export function mostSevereFirst(report: Report): FindingInFile[] {
  const placed = report.files.flatMap((file) => file.findings.map((finding) => ({ file, finding })))
  return ordered(placed, ({ finding }) => finding.severity)
}

/** The findings, the most severe first. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return ordered(findings, ({ severity }) => severity)
}

/** Errors, then warnings, then infos; the order within a severity stays. */
function ordered<Item>(items: readonly Item[], severityOf: (item: Item) => Severity): Item[] {
  return SEVERITIES.flatMap((severity) => items.filter((item) => severityOf(item) === severity))
}
