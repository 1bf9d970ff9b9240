import { homepage, repository, version } from '../../package.json'

export const TOOL_NAME = 'integration-lint'
export const TOOL_VERSION: string = version

/** The argument of `npm install`: the repository at this version. */
export const INSTALL_SOURCE = `${repository.url}#v${TOOL_VERSION}`

// package.json alone names the repository.
const REPOSITORY_URL = repository.url.replace(/^git\+|\.git$/g, '')
const DOCS_URL = `${REPOSITORY_URL}/blob/v${TOOL_VERSION}/docs`

/** The home page of the tool, for readers of a report. */
export const TOOL_URL: string = homepage

/** The `$id` of a published schema, such as `config.schema.json`. */
export const schemaUrl = (file: string): string =>
  `${REPOSITORY_URL.replace('//github.com/', '//raw.githubusercontent.com/')}/HEAD/schemas/${file}`

const OWN_FAMILIES: ReadonlySet<string> = new Set(['syntax', 'document', 'schema', 'definition'])

/** The documentation page of a rule in this version; for a custom rule, the page on custom rules. */
export function helpUrl(rule: string): string {
  const [family = '', rest] = rule.split('/')
  const foreign = rest !== undefined && !OWN_FAMILIES.has(family)
  return foreign ? `${DOCS_URL}/custom-rules.md` : `${DOCS_URL}/rules/${rule}.md`
}
