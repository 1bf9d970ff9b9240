import type { DocumentedRule, Rule } from './contract'
import { RULES } from './index.generated'

const OWN: ReadonlyMap<string, DocumentedRule> = new Map(RULES.map((rule) => [rule.id, rule]))

/** A rule with the texts that explain it. One of the user's has them of itself. */
export function documentedRule(rule: Rule): DocumentedRule {
  const found = isDocumented(rule) ? rule : OWN.get(rule.id)
  if (found === undefined) throw new TypeError(`The rule ${rule.id} lacks its texts.`)
  return found
}

function isDocumented(rule: Rule): rule is DocumentedRule {
  return 'summary' in rule && 'description' in rule && 'examples' in rule
}
