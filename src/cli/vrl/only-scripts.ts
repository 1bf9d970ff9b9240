import { summarise } from '../../findings/summarise'
import type { Finding, Report } from '../../findings/types'
import type { Rule } from '../../rules/contract'

/**
 * A report without what does not concern scripts. Of script files everything is kept, of documents what the rules on
 * scripts say, what keeps a document or a project from being read, and secrets in a script.
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

/** Rules that find what keeps scripts from being found. */
const UNREAD = /^(?:syntax|document|definition)\//

/** The place of a script, or of what must be an object that holds one. */
const HOLDS_SCRIPTS = /(?:Script|\/identifier|\/sandbox|\/configurations?)$/
