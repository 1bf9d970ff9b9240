import { summarise } from '../../findings/summarise'
import type { Finding, Report } from '../../findings/types'
import type { Rule } from '../../rules/contract'

/**
 * Removes findings that do not concern scripts. For documents, it keeps the findings of rules on scripts, those on
 * documents or projects that cannot be read, and secrets in scripts.
 */
export function onlyScripts(report: Report, rules: readonly Rule[]): Report {
  const aboutScripts = new Set(rules.filter(({ category }) => category === 'scripts').map(({ id }) => id))
  const isKept = ({ rule, pointer, severity }: Finding) =>
    aboutScripts.has(rule) ||
    (severity === 'error' && UNREAD.test(rule)) ||
    (rule.startsWith('schema/') ? HOLDS_SCRIPTS.test(pointer) : pointer.endsWith('Script'))
  const files = report.files.map((file) => {
    if (file.kind === 'script') return file
    return { ...file, findings: file.findings.filter(isKept), suppressed: file.suppressed.filter(isKept) }
  })
  return { ...report, files, summary: summarise(files) }
}

/** Rules whose findings mean that scripts may not have been found. */
const UNREAD = /^(?:syntax|document|definition)\//

/** The pointer of a script, or of a value that must be an object containing one. */
const HOLDS_SCRIPTS = /(?:Script|\/identifier|\/sandbox|\/configurations?)$/
