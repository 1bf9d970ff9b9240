import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import type { Finding, Report } from '../findings/types'

/** The version of the report's shape: `schemas/report.schema.json`. */
const SCHEMA_VERSION = 1

/** The JSON report: everything, for machines. Its shape is published as `schemas/report.schema.json`. */
export function formatJson(report: Report): string {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: TOOL_NAME, version: TOOL_VERSION },
    files: report.files.map(({ file, kind, findings }) => ({
      file,
      ...(kind === undefined ? {} : { kind }),
      findings: findings.map(publicFinding),
    })),
    summary: report.summary,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function publicFinding(finding: Finding): Omit<Finding, 'frame' | 'fingerprint'> {
  const { rule, severity, message, data, pointer, line, column, endLine, endColumn, help } = finding
  return { rule, severity, message, data, pointer, line, column, endLine, endColumn, help }
}
