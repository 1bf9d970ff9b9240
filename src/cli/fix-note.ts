import { counted } from '../findings/text'
import { fixOf } from '../fixes/propose'
import type { LintResult } from '../run/lint-files'

/**
 * Says how many findings are of rules with a fix. Whether a fix works for a finding is not known here, since each trial
 * costs a lint.
 *
 * @returns undefined if no finding is of a rule with a safe fix
 */
export function fixNote({ report, rules }: Pick<LintResult, 'report' | 'rules'>): string | undefined {
  const known = new Map(rules.map((rule) => [rule.id, rule]))
  const findings = report.files.flatMap((file) => file.findings)
  const fixable = findings.filter((finding) => fixOf(finding, known)?.safe === true).length
  if (fixable === 0) return undefined
  const what = `${fixable} of ${counted(findings.length, 'finding')} ${fixable === 1 ? 'is of a rule' : 'are of rules'}`
  return `integration-lint: ${what} with a fix: --fix-dry-run shows what --fix would change.`
}
