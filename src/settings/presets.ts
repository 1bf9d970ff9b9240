import type { Severity } from '../findings/types'
import { PRESETS, type Preset, type Rule } from '../rules/contract'
import type { RuleSetting, Settings } from './types'

/** What is in force where no configuration names a preset. */
export const DEFAULT_PRESET: Preset = 'recommended'

export function isPreset(value: unknown): value is Preset {
  return PRESETS.some((preset) => preset === value)
}

/** The settings of a preset, or of several together: what one of them turns on is on, as severe as the strictest says. */
export function presetSettings(presets: Preset | readonly Preset[], rules: readonly Rule[]): Settings {
  const wanted: readonly Preset[] = typeof presets === 'string' ? [presets] : presets
  const settings = new Map<string, RuleSetting>()
  for (const rule of rules) {
    const severities = wanted.map((preset) => rule.presets[preset])
    const severity = BY_SEVERITY.find((one) => severities.includes(one))
    if (severity === undefined) continue
    settings.set(rule.id, { severity, options: rule.options?.defaults })
  }
  return { rules: settings }
}

const BY_SEVERITY = ['error', 'warning', 'info'] as const satisfies readonly Severity[]
