import { type FileReport, type Finding, type Report, SEVERITIES } from '../findings/types'

export interface Placed<F extends Finding = Finding> {
  file: FileReport
  finding: F
}

/** The findings with their files, errors first, otherwise as the report has them: what a limit cuts off is the least grave. */
export function gravestFirst(report: Report): Placed[] {
  const placed = report.files.flatMap((file) => file.findings.map((finding) => ({ file, finding })))
  return SEVERITIES.flatMap((severity) => placed.filter(({ finding }) => finding.severity === severity))
}
