import type { FileReport, Finding } from '../findings/types'

/** Splits the report of a project by file: each finding is listed under the file that it is in. */
export function splitByFile(report: FileReport): FileReport[] {
  const others = new Map<string, FileReport>()
  const reportOf = (file: string): FileReport => {
    let other = others.get(file)
    if (other === undefined) {
      other = { file, findings: [], suppressed: [], crashes: [] }
      others.set(file, other)
    }
    return other
  }
  const own: FileReport = { ...report, findings: [], suppressed: [] }
  for (const finding of report.findings) reportFor(finding, own, reportOf).findings.push(withoutFile(finding))
  for (const finding of report.suppressed) reportFor(finding, own, reportOf).suppressed.push(withoutFile(finding))
  if (report.explained !== undefined) {
    own.explained = []
    for (const finding of report.explained) {
      const target = reportFor(finding, own, reportOf)
      target.explained ??= []
      target.explained.push(withoutFile(finding))
    }
    if (own.explained.length === 0) delete own.explained
  }
  if (report.unused !== undefined) {
    own.unused = []
    for (const unused of report.unused) {
      const target = reportFor(unused, own, reportOf)
      target.unused = [...(target.unused ?? []), withoutFile(unused)]
    }
    if (own.unused.length === 0) delete own.unused
  }
  return [own, ...[...others.values()].sort((left, right) => (left.file < right.file ? -1 : 1))]
}

function reportFor({ file }: { file?: string }, own: FileReport, reportOf: (file: string) => FileReport): FileReport {
  return file === undefined || file === own.file ? own : reportOf(file)
}

function withoutFile<Placed extends { file?: string }>(placed: Placed): Placed {
  const { file: _, ...rest } = placed
  return rest as Placed
}

/**
 * Merges reports on the same file. Several projects may use one module, or a script that is also linted by itself; each
 * fault in it is reported once.
 *
 * @param reports in the order of the run
 */
export function joinFiles(reports: readonly FileReport[]): FileReport[] {
  const joined = new Map<string, FileReport>()
  for (const report of reports) {
    const known = joined.get(report.file)
    if (known === undefined) {
      joined.set(report.file, report)
      continue
    }
    if (known.unread !== report.unread) {
      // The reason why a file cannot be read explains all other findings in it.
      joined.set(report.file, known.unread === true ? known : report)
      continue
    }
    const findings = [...known.findings, ...without(report.findings, known.findings)]
    joined.set(report.file, {
      ...known,
      findings: findings.sort((left, right) => left.line - right.line || left.column - right.column),
      suppressed: [...known.suppressed, ...without(report.suppressed, known.suppressed)],
      crashes: [...known.crashes, ...report.crashes],
    })
  }
  return [...joined.values()]
}

function without<Found extends Finding>(findings: readonly Found[], known: readonly Finding[]): Found[] {
  const seen = new Set(known.map(placeAndMessage))
  return findings.filter((finding) => !seen.has(placeAndMessage(finding)))
}

/** Identifies a finding by its place and message, since its pointer differs between documents. */
export function placeAndMessage({ rule, line, column, endLine, endColumn, message }: Finding): string {
  return JSON.stringify([rule, line, column, endLine, endColumn, message])
}
