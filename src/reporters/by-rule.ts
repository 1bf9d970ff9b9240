import type { Report, Severity } from '../findings/types'

export interface RuleCounts {
  id: string
  counts: Record<Severity, number>
  total: number
  /** In how many files. */
  files: number
}

/** The rules with findings, those with the most and the most severe findings first. */
export function rulesByCount(report: Report): RuleCounts[] {
  const rules = new Map<string, RuleCounts>()
  for (const { findings } of report.files) {
    const inFile = new Set<string>()
    for (const { rule, severity } of findings) {
      let counted = rules.get(rule)
      if (counted === undefined) {
        counted = { id: rule, counts: { error: 0, warning: 0, info: 0 }, total: 0, files: 0 }
        rules.set(rule, counted)
      }
      counted.counts[severity] += 1
      counted.total += 1
      if (!inFile.has(rule)) counted.files += 1
      inFile.add(rule)
    }
  }
  return [...rules.values()].sort(
    (a, b) =>
      b.total - a.total ||
      b.counts.error - a.counts.error ||
      b.counts.warning - a.counts.warning ||
      (a.id < b.id ? -1 : 1),
  )
}

/** The rules with findings, as a table of plain text. */
export function statisticsTable(report: Report): string[] {
  const rows = rulesByCount(report).map(({ id, counts, files }) => [
    ...[counts.error, counts.warning, counts.info, files].map(String),
    id,
  ])
  const heads = ['errors', 'warnings', 'infos', 'files', 'rule']
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  return [heads, ...rows].map((row) =>
    row.map((cell, column) => (column === heads.length - 1 ? cell : cell.padStart(widths[column] ?? 0))).join('  '),
  )
}
