import { MAX_REPORT_VALUES } from '../document/limits'
import { createError } from '../findings/errors'
import { fingerprintsInOrder } from '../findings/fingerprint'
import { listed, quote } from '../findings/text'
import type { FileKind, FileReport, Finding, Report, Summary, SuppressedFinding } from '../findings/types'
import { BUILT_IN, type Rule } from '../rules/contract'
import { RULES } from '../rules/index.generated'
import { readOwnFile, type TextFault } from '../schema/own-files'

type JsonFinding = Omit<Finding, 'frame' | 'fingerprint'> & { fingerprint?: string }
type JsonSuppressed = JsonFinding & { suppression?: SuppressedFinding['suppression'] }

/** The output of `--format json`. */
interface JsonReport {
  tool: { version: string }
  files: { file: string; kind?: FileKind; findings: JsonFinding[]; suppressed?: JsonSuppressed[] }[]
  summary: Summary
  shard?: { index: number; count: number }
}

/** A parsed report, and the file that it was read from. */
export interface ReportPart {
  /** The name in messages. */
  name: string
  report: Report
  toolVersion: string
}

/** The maximum number of faults listed for one text; a text of another kind has hundreds. */
const MOST_LISTED_FAULTS = 5

/** Parses the output of `--format json`. */
export function readJsonReport(name: string, text: string): ReportPart | { faults: readonly TextFault[] } {
  const read = readOwnFile<JsonReport>('report', text, MAX_REPORT_VALUES)
  if (!('content' in read)) return { faults: read.faults.slice(0, MOST_LISTED_FAULTS) }
  return { name, report: fromJson(read.content), toolVersion: read.content.tool.version }
}

function fromJson({ files, summary, shard }: JsonReport): Report {
  return { files: files.map(fileFromJson), summary, ...(shard === undefined ? {} : { shard }) }
}

function fileFromJson({ file, kind, findings, suppressed = [] }: JsonReport['files'][number]): FileReport {
  // The report does not contain the value at fault, so the fingerprint uses the data of the message.
  const next = fingerprintsInOrder()
  const complete = (finding: JsonFinding): Finding => ({
    ...finding,
    fingerprint: finding.fingerprint ?? next(finding.rule, finding.pointer, undefined, finding.data),
  })
  return {
    file,
    ...(kind === undefined ? {} : { kind }),
    findings: findings.map(complete),
    suppressed: suppressed.flatMap((finding) =>
      finding.suppression === undefined ? [] : { ...complete(finding), suppression: finding.suppression },
    ),
    crashes: [],
  }
}

/** The error if reports cannot be merged: one is missing, or two cover the same files. */
function mergeError(message: string): Error {
  return createError('ERR_MERGE', message)
}

/**
 * Merges several reports, and returns our rules for describing the result. The files are sorted by name, as in a run
 * over all of them.
 *
 * @throws ERR_MERGE if a part of a run is missing or given twice, or two reports contain the same file
 */
export function mergeReports(parts: readonly ReportPart[]): { report: Report; rules: readonly Rule[] } {
  checkShards(parts)
  const files = new Map<string, { part: ReportPart; report: FileReport }>()
  for (const part of parts) {
    for (const report of part.report.files) {
      const known = files.get(report.file)
      if (known === undefined) files.set(report.file, { part, report })
      else if (reportsUnusedIgnores(known.report) && reportsUnusedIgnores(report)) {
        files.set(report.file, { part, report: united(known.report, report) })
      } else
        throw mergeError(
          `${quote(report.file)} is in ${known.part.name} and in ${part.name}; a file can be in one only.`,
        )
    }
  }
  const sorted = [...files.values()]
    .map(({ report }) => report)
    .sort((left, right) => (left.file < right.file ? -1 : 1))
  return { report: { files: sorted, summary: totalOf(sorted, parts) }, rules: RULES }
}

function checkShards(parts: readonly ReportPart[]): void {
  const sharded = parts.flatMap((part) => (part.report.shard === undefined ? [] : { part, shard: part.report.shard }))
  const [first] = sharded
  if (first === undefined) return
  const { count } = first.shard
  const byIndex = new Map<number, ReportPart>()
  for (const { part, shard } of sharded) {
    if (shard.count !== count) {
      throw mergeError(
        `${first.part.name} is part ${first.shard.index}/${count}, and ${part.name} is part ${shard.index}/${shard.count}: they belong to different runs.`,
      )
    }
    const twin = byIndex.get(shard.index)
    if (twin !== undefined) throw mergeError(`${twin.name} and ${part.name} are both part ${shard.index}/${count}.`)
    byIndex.set(shard.index, part)
  }
  const missing: string[] = []
  for (let index = 1; index <= count && missing.length < 20; index++) {
    if (!byIndex.has(index)) missing.push(`${index}/${count}`)
  }
  if (missing.length > 0) throw mergeError(`There is no report of part ${listed(missing)}.`)
}

/** Whether a report is about unused entries of a configuration file, which several parts of a run may report. */
function reportsUnusedIgnores({ findings }: FileReport): boolean {
  return findings.every(({ rule }) => rule === BUILT_IN.suppressionUsed) && findings.length > 0
}

function united(left: FileReport, right: FileReport): FileReport {
  const known = new Set(left.findings.map(({ fingerprint }) => fingerprint))
  return {
    ...left,
    findings: [...left.findings, ...right.findings.filter(({ fingerprint }) => !known.has(fingerprint))],
  }
}

function totalOf(files: readonly FileReport[], parts: readonly ReportPart[]): Summary {
  const count = (severity: Finding['severity']) =>
    files.reduce((sum, { findings }) => sum + findings.filter((finding) => finding.severity === severity).length, 0)
  return {
    files: files.length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    // The report of a run contains only their number.
    suppressed: parts.reduce((sum, { report }) => sum + report.summary.suppressed, 0),
  }
}
