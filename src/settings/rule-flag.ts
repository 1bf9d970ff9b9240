import { isFields } from '../document/values'
import { didYouMean, listed, quote, suggestion } from '../findings/text'
import { RULE_LEVELS, ruleLevelOf } from './configuration'
import type { LayerSetting } from './layers'

/** A setting from the command line, which wins over all files. */
export interface RuleFlag extends LayerSetting {
  id: string
  /** The source of the setting for messages; `--rule` if undefined. */
  source?: string
}

/**
 * Parses `id:severity` or `id:severity:{"option": …}`. Whether the rule and its options exist is checked after the
 * configuration files are read.
 *
 * @returns the setting, or the fault of the text
 */
export function parseRuleFlag(text: string): RuleFlag | string {
  const [, id = '', word = '', options] = /^([^:]*):([^:]*)(?::(.*))?$/s.exec(text) ?? []
  if (id === '' || word === '') return 'A rule and a severity are required, such as name-format:warning.'
  const level = ruleLevelOf(word)
  if (level === undefined) {
    return `${quote(word)} is not a severity; allowed are ${listed(RULE_LEVELS.map(quote))}.${suggestion(didYouMean(word, RULE_LEVELS))}`
  }
  if (options === undefined) return { id, level }
  const parsed = parseOptions(options)
  return parsed === undefined ? `The options are not a JSON object: ${quote(options)}.` : { id, level, options: parsed }
}

function parseOptions(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}
