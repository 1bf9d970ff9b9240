import { SEVERITIES } from '../findings/types'
import type { Preset, Rule } from '../rules/contract'
import type { RuleSetting, Settings } from './types'

/** The preset that applies if no configuration names one. */
export const DEFAULT_PRESET: Preset = 'recommended'

/** The settings of one or several presets: a rule is on if any of them enables it, with the highest severity. */
export function presetSettings(presets: Preset | readonly Preset[], rules: readonly Rule[]): Settings {
  const wanted: readonly Preset[] = typeof presets === 'string' ? [presets] : presets
  const settings = new Map<string, RuleSetting>()
  for (const rule of rules) {
    const severities = wanted.map((preset) => rule.presets[preset])
    const severity = SEVERITIES.find((one) => severities.includes(one))
    if (severity === undefined) continue
    settings.set(rule.id, { severity, options: rule.options?.defaults })
  }
  return { rules: settings }
}
