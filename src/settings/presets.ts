import { PRESETS, type Preset, type Rule } from '../rules/contract'
import type { RuleSetting, Settings } from './types'

/** What is in force where no configuration names a preset. */
export const DEFAULT_PRESET: Preset = 'recommended'

export function isPreset(value: unknown): value is Preset {
  return PRESETS.some((preset) => preset === value)
}

/** The settings of a preset, or of several together: what any of them turns on is on. */
export function presetSettings(presets: Preset | readonly Preset[], rules: readonly Rule[]): Settings {
  const wanted: readonly Preset[] = typeof presets === 'string' ? [presets] : presets
  const settings = new Map<string, RuleSetting>()
  for (const rule of rules) {
    if (!rule.presets.some((preset) => wanted.includes(preset))) continue
    settings.set(rule.id, { severity: rule.severity, options: rule.options?.defaults })
  }
  return { rules: settings }
}
