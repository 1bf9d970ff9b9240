import type { DocumentedRule } from '../rules/contract'
import { documentedRule, severitiesOf } from '../rules/documented'
import { openConfigurations } from '../settings/open'

export { severitiesOf }

/** Our rules and the custom rules of a folder's configuration, with their documentation. */
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
