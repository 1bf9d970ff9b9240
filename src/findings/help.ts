import { version } from '../../package.json'

export const TOOL_NAME = 'integration-lint'
export const TOOL_VERSION: string = version

const PACKAGE_URL = `https://unpkg.com/${TOOL_NAME}@${TOOL_VERSION}`

/** What the tool is, for a reader of a report. */
export const TOOL_URL = `${PACKAGE_URL}/README.md`

/** The page of a rule, as the package of this very version ships it. */
export function helpUrl(rule: string): string {
  return `${PACKAGE_URL}/docs/rules/${rule}.md`
}
