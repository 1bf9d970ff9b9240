import { type DocumentedRule, PRESETS, type Rule } from './contract'
import { RULES } from './index.generated'

const OWN: ReadonlyMap<string, DocumentedRule> = new Map(RULES.map((rule) => [rule.id, rule]))

/** A rule with its documentation. A custom rule already contains it. */
export function documentedRule(rule: Rule): DocumentedRule {
  const found = isDocumented(rule) ? rule : OWN.get(rule.id)
  if (found === undefined) throw new TypeError(`The rule ${rule.id} lacks its texts.`)
  return found
}

function isDocumented(rule: Rule): rule is DocumentedRule {
  return 'summary' in rule && 'description' in rule && 'examples' in rule
}

/** The presets that enable a rule, with its severity in each, such as `warning in recommended; error in hub`. */
export function severitiesOf({ presets, severity }: Rule): string {
  const on = PRESETS.filter((preset) => presets[preset] !== undefined)
  if (on.length === 0) return `off unless turned on; then ${severity}`
  const groups = [...new Set(on.map((preset) => presets[preset]))].map(
    (level) => `${level} in ${on.filter((preset) => presets[preset] === level).join(', ')}`,
  )
  return groups.join('; ')
}
