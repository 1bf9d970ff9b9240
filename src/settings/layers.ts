import type { Kind, Range } from '../findings/types'
import type { Preset } from '../rules/contract'
import {
  type Configuration,
  type IgnoreEntry,
  isPreset,
  itemsOf,
  type LevelWord,
  type RuleEntry,
  type RuleLevel,
} from './configuration'
import { compilePatterns } from './patterns'

/** The setting of a rule in a layer. */
export interface LayerSetting {
  level: RuleLevel
  /** Undefined if the layer does not set options. */
  options?: Readonly<Record<string, unknown>>
}

export interface LayerOverride {
  /** The path is relative to the layer's folder. */
  matches(path: string): boolean
  as: Kind | undefined
  presets: readonly Preset[]
  rules: ReadonlyMap<string, LayerSetting>
}

/** A suppressed finding in a configuration file; one object for each entry, however many files it applies to. */
export interface ConfiguredIgnore extends Omit<IgnoreEntry, 'files'> {
  /** The configuration file: absolute, forward slashes. */
  configurationFile: string
  /** The index of the entry in `ignores`. */
  index: number
  /** The place of the entry; undefined for a configuration that is code. */
  range?: Range
}

/** The settings of one configuration file. Layers are merged, the nearest file last. */
export interface Layer {
  /** The configuration file: absolute, forward slashes. */
  file: string
  /** The folder that its patterns and paths are relative to. */
  folder: string
  presets: readonly Preset[]
  rules: ReadonlyMap<string, LayerSetting>
  overrides: readonly LayerOverride[]
  ignores: readonly { matches(path: string): boolean; entry: ConfiguredIgnore }[]
  /** True for an ignored file, false for one that a `!` pattern re-includes, undefined for all others. */
  ignored: ((path: string) => boolean | undefined) | undefined
  /** Absolute, or relative to the folder. */
  baseline: string | undefined
}

/** @param rangeOfIgnore the place of the entry of `ignores` with this index */
export function createLayer(
  configuration: Configuration,
  file: string,
  rangeOfIgnore: (index: number) => Range | undefined = () => undefined,
): Layer {
  const { ignorePatterns = [] } = configuration
  return {
    file,
    folder: file.slice(0, Math.max(1, file.lastIndexOf('/'))),
    presets: itemsOf(configuration.extends).filter(isPreset),
    rules: layerSettings(configuration.rules),
    overrides: (configuration.overrides ?? []).map((override) => ({
      matches: matcher(override.files),
      as: override.as,
      presets: itemsOf(override.extends),
      rules: layerSettings(override.rules),
    })),
    ignores: (configuration.ignores ?? []).map(({ files, ...entry }, index) => {
      const range = rangeOfIgnore(index)
      return {
        matches: files === undefined ? () => true : matcher(files),
        entry: { ...entry, configurationFile: file, index, ...(range === undefined ? {} : { range }) },
      }
    }),
    ignored: ignorePatterns.length === 0 ? undefined : compilePatterns(ignorePatterns),
    baseline: configuration.baseline,
  }
}

function matcher(files: string | readonly string[]): (path: string) => boolean {
  const verdict = compilePatterns(itemsOf(files))
  return (path) => verdict(path) === true
}

/** The settings of rules, by rule. */
export function layerSettings(rules: Configuration['rules']): ReadonlyMap<string, LayerSetting> {
  return new Map(Object.entries(rules ?? {}).map(([id, entry]) => [id, layerRule(entry)]))
}

function layerRule(entry: RuleEntry): LayerSetting {
  if (typeof entry === 'string') return { level: meant(entry) }
  const [level, options] = entry
  return options === undefined ? { level: meant(level) } : { level: meant(level), options }
}

function meant(word: LevelWord): RuleLevel {
  return word === 'warn' ? 'warning' : word
}

/** Whether an entry of `ignores` has expired. `today` is a UTC date, YYYY-MM-DD. */
export function isExpired({ expires }: Pick<IgnoreEntry, 'expires'>, today: string): boolean {
  return expires !== undefined && expires < today
}
