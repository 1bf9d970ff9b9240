import type { FileReport, Finding, Report, Summary } from '../../src/findings/types'
import type { ReporterOptions, RuleMetadata } from '../../src/reporters/types'

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'schema/max-length',
    severity: 'error',
    message: 'The title is too long.',
    data: {},
    pointer: '/title',
    line: 4,
    column: 12,
    endLine: 4,
    endColumn: 85,
    help: 'https://example.com/rules/schema/max-length.md',
    fingerprint: '0123456789abcdef0123456789abcdef',
    ...overrides,
  }
}

export function fileReport(overrides: Partial<FileReport> = {}): FileReport {
  return { file: 'definitions/crm.json', kind: 'create-body', findings: [], suppressed: [], crashes: [], ...overrides }
}

export function reportOf(...files: FileReport[]): Report {
  return { files, summary: summaryOf(files) }
}

function summaryOf(files: readonly FileReport[]): Summary {
  const findings = files.flatMap((file) => file.findings)
  const count = (severity: Finding['severity']) => findings.filter((one) => one.severity === severity).length
  return {
    files: files.length,
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    suppressed: files.reduce((sum, file) => sum + file.suppressed.length, 0),
  }
}

export function ruleMetadata(overrides: Partial<RuleMetadata> = {}): RuleMetadata {
  return {
    id: 'schema/max-length',
    category: 'schema',
    severity: 'error',
    summary: 'A string has at most as many characters as the API stores.',
    description: 'The API refuses a longer `title`.\n\nIt counts code points.',
    helpUrl: 'https://example.com/rules/schema/max-length.md',
    examples: { bad: ['{ "title": "…" }'], good: ['{ "title": "CRM" }'] },
    ...overrides,
  }
}

export const OPTIONS: ReporterOptions = {
  color: false,
  tool: { name: 'integration-lint', version: '1.2.3', url: 'https://example.com/integration-lint' },
  rules: () => [ruleMetadata()],
}
