import { isFields } from '../document/values'
import type { Kind } from '../findings/types'
import type { Preset, Rule } from '../rules/contract'
import type { ConfiguredIgnore, Layer, LayerOverride, LayerSetting } from './layers'
import { relativePath } from './patterns'
import { DEFAULT_PRESET, presetSettings } from './presets'
import type { RuleFlag } from './rule-flag'
import type { RuleSetting, Settings } from './types'

/** The part of the configuration that applies to one file. */
export interface ResolvedSettings {
  /** The same object for all files with the same settings. */
  settings: Settings
  presets: readonly Preset[]
  /** The kind of the file, if the configuration sets it. */
  as?: Kind
  /** Whether the configuration ignores the file. */
  ignored: boolean
  /** The accepted findings that name this file, or all files. */
  ignores: readonly ConfiguredIgnore[]
  /** The baseline of the nearest configuration file that has one: absolute, forward slashes. */
  baseline?: string
  /** The configuration files that apply, the nearest last. */
  configurationFiles: readonly string[]
}

/**
 * Determines the settings of a file. A nearer layer takes precedence: first the preset (the last one that is named),
 * then, layer by layer, its rules and those of its overrides that match the file.
 */
export class SettingsResolver {
  readonly #layers: readonly Layer[]
  readonly #rules: readonly Rule[]
  readonly #flags: readonly RuleFlag[]
  readonly #preset: Preset | undefined
  readonly #resolved = new Map<string, ResolvedSettings>()
  readonly #settings = new Map<string, Pick<ResolvedSettings, 'settings' | 'presets' | 'as'>>()

  /**
   * @param layers the farthest first
   * @param rules every rule that the layers may name
   * @param preset replaces those that the layers extend; the presets of overrides still apply
   */
  constructor(
    layers: readonly Layer[],
    rules: readonly Rule[],
    flags: readonly RuleFlag[] = [],
    preset: Preset | undefined = undefined,
  ) {
    this.#layers = layers
    this.#rules = rules
    this.#flags = flags
    this.#preset = preset
  }

  /** @param file absolute, forward slashes */
  resolve(file: string): ResolvedSettings {
    // Without layers, all files have the same settings.
    if (this.#layers.length === 0) {
      const [common] = this.#resolved.values()
      if (common !== undefined) return common
    }
    const matches = this.#layers.map((layer) => matchLayer(layer, file))
    const overridesKey = matches.map(({ overrides }) => bits(overrides)).join()
    const key = `${overridesKey};${matches.map(({ ignores, ignored }) => `${bits(ignores)}${ignored}`).join()}`
    const known = this.#resolved.get(key)
    if (known !== undefined) return known
    let settled = this.#settings.get(overridesKey)
    if (settled === undefined) {
      settled = this.#settle(matches)
      this.#settings.set(overridesKey, settled)
    }
    const resolved = { ...settled, ...this.#accepted(matches) }
    this.#resolved.set(key, resolved)
    return resolved
  }

  #settle(matches: readonly LayerMatch[]): Pick<ResolvedSettings, 'settings' | 'presets' | 'as'> {
    let presets: readonly Preset[] = [this.#preset ?? DEFAULT_PRESET]
    let as: Kind | undefined
    const layers: ReadonlyMap<string, LayerSetting>[] = []
    for (const [index, layer] of this.#layers.entries()) {
      const applied: LayerOverride[] = layer.overrides.filter((_, at) => matches[index]?.overrides[at])
      const base = this.#preset === undefined ? layer.presets : []
      for (const part of [{ ...layer, presets: base, as: undefined }, ...applied]) {
        if (part.presets.length > 0) presets = part.presets
        as = part.as ?? as
        layers.push(part.rules)
      }
    }
    layers.push(new Map(this.#flags.map(({ id, ...rule }) => [id, rule])))
    const settings = applyRules(presetSettings(presets, this.#rules), layers, this.#rules)
    return as === undefined ? { settings, presets } : { settings, presets, as }
  }

  #accepted(matches: readonly LayerMatch[]): Omit<ResolvedSettings, 'settings' | 'presets' | 'as'> {
    const nearest = this.#layers.findLast(({ baseline }) => baseline !== undefined)
    const baseline = nearest?.baseline === undefined ? undefined : absolutePathIn(nearest.folder, nearest.baseline)
    return {
      ignored: matches.findLast(({ ignored }) => ignored !== undefined)?.ignored === true,
      ignores: this.#layers.flatMap(({ ignores }, index) =>
        ignores.filter((_, at) => matches[index]?.ignores[at]).map(({ entry }) => entry),
      ),
      configurationFiles: this.#layers.map(({ file }) => file),
      ...(baseline === undefined ? {} : { baseline }),
    }
  }
}

/** The parts of a layer that match a file. */
interface LayerMatch {
  overrides: readonly boolean[]
  ignores: readonly boolean[]
  ignored: boolean | undefined
}

function matchLayer(layer: Layer, file: string): LayerMatch {
  const path = relativePath(layer.folder, file)
  return {
    overrides: layer.overrides.map(({ matches }) => matches(path)),
    ignores: layer.ignores.map(({ matches }) => matches(path)),
    ignored: layer.ignored?.(path),
  }
}

function bits(matches: readonly boolean[]): string {
  return matches.map((match) => (match ? '1' : '0')).join('')
}

/** A severity alone keeps the options that an earlier layer gave; options replace the earlier ones. */
function applyRules(
  { rules: initial }: Settings,
  layers: readonly ReadonlyMap<string, LayerSetting>[],
  known: readonly Rule[],
): Settings {
  const rules = new Map<string, RuleSetting>(initial)
  for (const rule of known) {
    for (const layer of layers) {
      const setting = layer.get(rule.id)
      if (setting === undefined) continue
      const before = rules.get(rule.id)
      const options =
        setting.options === undefined && before !== undefined ? before.options : optionsOf(rule, setting.options)
      rules.set(rule.id, { severity: setting.level, options })
    }
  }
  return { rules }
}

function optionsOf({ options }: Rule, given: Readonly<Record<string, unknown>> = {}): unknown {
  if (options === undefined) return undefined
  return isFields(options.defaults) ? { ...options.defaults, ...given } : given
}

function absolutePathIn(folder: string, path: string): string {
  const forward = path.replaceAll('\\', '/')
  if (/^(\/|[A-Za-z]:\/)/.test(forward)) return forward
  const parts = folder === '/' ? [''] : folder.split('/')
  for (const part of forward.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}
