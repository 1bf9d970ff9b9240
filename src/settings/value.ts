import { Pointer } from '../document/pointer'
import { quote } from '../findings/text'
import type { Preset, Rule } from '../rules/contract'
import { RULES } from '../rules/index.generated'
import type { Problem } from '../schema/own-files'
import { type Configuration, isPreset, itemsOf, type RuleEntries } from './configuration'
import { configurationError } from './errors'
import { createLayer, layerSettings } from './layers'
import { type Configurations, fixedConfigurations } from './open'
import { forward } from './patterns'
import { SettingsResolver } from './resolve'
import type { RuleFlag } from './rule-flag'
import { validateConfiguration } from './validate'

/** Settings that a caller of the library gives in addition to configuration files, or instead of them. */
export interface CallSettings {
  preset?: Preset | undefined
  /** They win over the preset and the configuration. */
  rules?: RuleEntries | undefined
  customRules?: readonly Rule[] | undefined
}

/**
 * The settings of a call whose configuration is a value or missing. No file is read, so they are available
 * synchronously.
 *
 * @throws ERR_CONFIGURATION with all faults of the settings
 */
export function valueConfigurations(
  cwd: string,
  { preset, rules = {}, customRules = [] }: CallSettings,
  configuration: Configuration = {},
): Configurations {
  const known = [...RULES, ...customRules, ...(configuration.customRules ?? [])]
  const own = { rules, ...(customRules.length === 0 ? {} : { customRules }) }
  const faults = [
    ...problemsOf(own, known, 'the options'),
    ...problemsOf(configuration, known, 'the option "config"'),
    ...itemsOf(configuration.extends)
      .filter((item) => !isPreset(item))
      .map((item) => ({
        file: 'the option "config"',
        message: `extends names ${quote(item)}; a value can extend presets only.`,
      })),
  ]
  if (faults.length > 0) throw configurationError(faults)
  const layer = createLayer(configuration, `${forward(cwd)}/integration-lint.config`)
  const resolver = new SettingsResolver([layer], known, ruleFlags(rules), preset)
  return fixedConfigurations(cwd, known, [layer], resolver)
}

/** Converts the settings of a call to those of the command line. */
export function ruleFlags(rules: RuleEntries): RuleFlag[] {
  return [...layerSettings(rules)].map(([id, rule]) => ({ id, ...rule, source: 'the option "rules"' }))
}

function problemsOf(value: unknown, rules: readonly Rule[], file: string) {
  const problems: readonly Problem[] = validateConfiguration(value, { rules, code: true }).problems
  return problems.map(({ pointer, message }) => ({
    file,
    message: pointer === Pointer.root ? message : `${pointer}: ${message}`,
  }))
}
