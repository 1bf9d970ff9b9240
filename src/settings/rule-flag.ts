import { isFields } from '../document/values'
import { quote, suggestion } from '../findings/text'
import type { Rule } from '../rules/contract'
import { isLevel, meantRule, noSeverity } from './problem'
import type { RuleFlag } from './resolve'

/**
 * Reads `id:severity` or `id:severity:{"option": …}`. Whether there is such a rule, and what options it has,
 * only the configuration files can tell.
 *
 * @returns the setting, or what is wrong with the text
 */
export function parseRuleFlag(text: string): RuleFlag | string {
  const [, id = '', level = '', options] = /^([^:]*):([^:]*)(?::(.*))?$/s.exec(text) ?? []
  if (id === '' || level === '') return 'A rule and a severity are required, such as name-format:warning.'
  if (!isLevel(level)) return noSeverity(level)
  if (options === undefined) return { id, level }
  const parsed = parseOptions(options)
  return parsed === undefined ? `The options are no JSON object: ${quote(options)}.` : { id, level, options: parsed }
}

/** What is wrong when no rule has the id. */
export function unknownRuleFlag({ id }: RuleFlag, rules: readonly Rule[]): string | undefined {
  const ids = rules.map((rule) => rule.id)
  if (ids.includes(id)) return undefined
  return `Unknown rule ${quote(id)}.${suggestion(meantRule(id, ids))}`
}

function parseOptions(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}
