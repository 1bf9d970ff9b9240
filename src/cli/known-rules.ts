import type { DocumentedRule } from '../rules/contract'
import { documentedRule, severitiesOf } from '../rules/documented'
import { openConfigurations } from '../settings/open'

export { severitiesOf }

/** Our rules, and those that the configuration of a folder adds; with all that is said about them. */
export async function documentedRules(
  cwd: string,
  config: string | false | undefined,
): Promise<readonly DocumentedRule[]> {
  const configurations = await openConfigurations({
    cwd,
    file: typeof config === 'string' ? config : undefined,
    search: config !== false,
    rules: [],
  })
  await configurations.prepare([`${cwd}/any.json`])
  return configurations.rules.map(documentedRule)
}
