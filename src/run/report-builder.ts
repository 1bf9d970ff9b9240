import { MAX_RUN_FINDINGS } from '../document/limits'
import { fingerprintsInOrder } from '../findings/fingerprint'
import { helpUrl } from '../findings/help'
import type { FileReport, Finding } from '../findings/types'
import type { PassedOver } from '../input/files'
import { BUILT_IN } from '../rules/contract'

export interface SkippedFile {
  file: string
  reason: 'ignored' | 'not-a-definition' | 'script-cases' | 'other-project' | PassedOver['reason']
}

export interface FailedFile {
  file: string
  message: string
  /** The file was linted, and could not be compared. */
  notCompared?: true
}

/** Collects the results of a run's sources, in order, up to a maximum number of findings. */
export class ReportBuilder {
  readonly files: FileReport[] = []
  readonly skipped: SkippedFile[] = []
  readonly failed: FailedFile[] = []
  #room = MAX_RUN_FINDINGS

  addReports(reports: readonly FileReport[]): void {
    for (const report of reports) {
      this.files.push(report.findings.length > this.#room ? cutReport(report, this.#room) : report)
      this.#room -= Math.min(this.#room, report.findings.length)
    }
  }

  addSkipped(file: string, reason: SkippedFile['reason']): void {
    this.skipped.push({ file, reason })
  }

  addFailed(file: string, message: string): void {
    this.failed.push({ file, message })
  }

  addNotCompared(file: string, message: string): void {
    this.failed.push({ file, message, notCompared: true })
  }
}

/** Truncates a report, and adds a finding that says so, which cannot be disabled. */
function cutReport(report: FileReport, room: number): FileReport {
  const rule = BUILT_IN.tooManyFindings
  const dropped = report.findings.length - room
  const finding: Finding = {
    rule,
    severity: 'error',
    message: `There are more findings than a report can contain; ${dropped} of this file are not listed.`,
    data: { dropped },
    pointer: '',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    help: helpUrl(rule),
    fingerprint: fingerprintsInOrder()(rule, '', undefined, { dropped }),
  }
  return { ...report, findings: [finding, ...report.findings.slice(0, room)] }
}
