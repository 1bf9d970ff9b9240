import { version } from '../../package.json'

export const TOOL_NAME = 'integration-lint'
export const TOOL_VERSION: string = version

const PACKAGE_URL = `https://unpkg.com/${TOOL_NAME}@${TOOL_VERSION}`

/** What the tool is, for a reader of a report. */
export const TOOL_URL = `${PACKAGE_URL}/README.md`

const OWN_FAMILIES: ReadonlySet<string> = new Set(['syntax', 'document', 'schema', 'definition'])

/** The page of a rule, as the package of this very version ships it; of somebody's own rule, how such rules are made. */
export function helpUrl(rule: string): string {
  const [family = '', rest] = rule.split('/')
  const foreign = rest !== undefined && !OWN_FAMILIES.has(family)
  return foreign ? `${PACKAGE_URL}/docs/custom-rules.md` : `${PACKAGE_URL}/docs/rules/${rule}.md`
}
