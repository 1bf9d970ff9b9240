import type { Report, Severity } from '../findings/types'
import { clip, escapeTerminal, visibleJson } from './escape'
import { reportFingerprints } from './fingerprints'
import { repositoryPath } from './paths'
import type { ReporterOptions } from './types'

const GITLAB_SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const satisfies Record<Severity, string>

/** GitLab's code quality report: one JSON array. https://docs.gitlab.com/ci/testing/code_quality/ */
export function formatGitlab(report: Report, options: ReporterOptions): string {
  const fingerprint = reportFingerprints()
  const issues = report.files.flatMap(({ file, findings }) => {
    const path = repositoryPath(file, options.directory)
    return findings.map((finding) => ({
      description: escapeTerminal(clip(finding.message)),
      check_name: finding.rule,
      fingerprint: fingerprint(path, finding),
      severity: GITLAB_SEVERITIES[finding.severity],
      location: { path, lines: { begin: finding.line, end: finding.endLine } },
    }))
  })
  return `${visibleJson(issues)}\n`
}
