import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import type { Finding, Report } from '../findings/types'

/** The version of the report's shape: `schemas/report.schema.json`. */
const REPORT_VERSION = 1

/**
 * The JSON report with everything, for programs. Its shape is published as `schemas/report.schema.json`. The report of
 * a shard also contains what only other formats show, for the report that is merged from all shards.
 */
export function formatJson({ files, summary, shard }: Report): string {
  const isPart = shard !== undefined
  const document = {
    schemaVersion: REPORT_VERSION,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    files: files.map(({ file, kind, findings, suppressed }) => ({
      file,
      ...(kind === undefined ? {} : { kind }),
      findings: findings.map((finding) => publicFinding(finding, isPart)),
      ...(isPart && suppressed.length > 0
        ? {
            suppressed: suppressed.map((finding) => ({
              ...publicFinding(finding, true),
              suppression: finding.suppression,
            })),
          }
        : {}),
    })),
    summary,
    ...(isPart ? { shard } : {}),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

type PublicFinding = Omit<Finding, 'frame' | 'fingerprint'> & { fingerprint?: string }

function publicFinding(finding: Finding, withFingerprint: boolean): PublicFinding {
  const { rule, severity, message, data, pointer, line, column, endLine, endColumn, help, fingerprint, related } =
    finding
  return {
    rule,
    severity,
    message,
    data,
    pointer,
    line,
    column,
    endLine,
    endColumn,
    help,
    ...(related === undefined ? {} : { related }),
    ...(withFingerprint ? { fingerprint } : {}),
  }
}
