import { basename, dirname, join, resolve } from 'node:path'
import { listed } from '../findings/text'
import { absolutePath, displayName } from '../input/files'
import { isFile, isLink, isPipe, statsOf } from '../input/stats'
import type { Preset, Rule } from '../rules/contract'
import { RULES } from '../rules/index.generated'
import { CONFIGURATION_NAMES, isCode } from './configuration'
import { type ConfigurationFault, configurationError } from './errors'
import type { ConfiguredIgnore, Layer } from './layers'
import { forward } from './patterns'
import type { ConfigurationFiles } from './read'
import { type ResolvedSettings, SettingsResolver } from './resolve'
import { parseRuleFlag, type RuleFlag } from './rule-flag'

export interface ConfigurationOptions {
  /** The folder that relative paths start from. */
  cwd: string
  /** The only configuration file to use. */
  file?: string | undefined
  /**
   * Whether to look for configuration files beside and above each file; without them, the preset `recommended` applies.
   */
  search: boolean
  /** Settings of the command line, `id:severity`, or of a call; they win over the files. */
  rules: readonly (string | RuleFlag)[]
  /** Rules of the call, in addition to those of the files. */
  customRules?: readonly Rule[] | undefined
  /** Replaces the presets that the files extend; presets of overrides still apply. */
  preset?: Preset | undefined
  /** Whether configurations that are code are run; default true. If false, they are ignored. */
  code?: boolean | undefined
}

/** Determines the settings of each file. */
export interface Configurations {
  /** The tool's own rules, and those that the prepared configuration files add. */
  readonly rules: readonly Rule[]
  /** All entries of `ignores` in the prepared configuration files, including those that match no file. */
  readonly ignores: readonly ConfiguredIgnore[]
  /** Absolute paths of all configuration files that were read, those that others extend among them. */
  readonly files: readonly string[]
  /** Absolute paths of files that are code and were not run. */
  readonly passedOver: readonly string[]
  /**
   * Reads the configuration files that apply to these files. Call it before `settingsFor`.
   *
   * @throws ERR_CONFIGURATION with all of their faults
   */
  prepare(paths: Iterable<string>): Promise<void>
  /** The settings for a file, which need not exist. */
  settingsFor(path: string): ResolvedSettings
  /** The settings for a file as JSON text. @throws ERR_CONFIGURATION */
  print(path: string): Promise<string>
}

/** @throws ERR_CONFIGURATION if a setting on the command line is invalid, or the file does not exist */
export async function openConfigurations(options: ConfigurationOptions): Promise<Configurations> {
  const flags: RuleFlag[] = []
  const faults: ConfigurationFault[] = []
  for (const given of options.rules) {
    const flag = typeof given === 'string' ? parseRuleFlag(given) : given
    if (typeof flag === 'string') faults.push({ file: `--rule ${given}`, message: flag })
    else flags.push(flag)
  }
  const file = options.file === undefined ? undefined : resolve(options.cwd, options.file)
  if (file !== undefined && !isFile(file)) {
    faults.push({ file: '--config', message: `there is no file ${displayName(file, options.cwd)}.` })
  }
  if (faults.length > 0) throw configurationError(faults)
  return new FoundConfigurations(options, file, flags)
}

/** Configurations without files: one layer at most. */
export function fixedConfigurations(
  cwd: string,
  rules: readonly Rule[],
  layers: readonly Layer[],
  resolver: SettingsResolver,
): Configurations {
  return new FoundConfigurations(
    { cwd, search: false, rules: [], customRules: rules.slice(RULES.length) },
    undefined,
    [],
    { layers, resolver },
  )
}

class FoundConfigurations implements Configurations {
  rules: readonly Rule[]
  readonly #ownRules: readonly Rule[]
  readonly #layers: readonly Layer[]
  readonly #cwd: string
  readonly #search: boolean
  readonly #file: string | undefined
  readonly #flags: readonly RuleFlag[]
  readonly #preset: Preset | undefined
  /** By folder: the nearest configuration file, in it or above. */
  readonly #nearest = new Map<string, string | undefined>()
  /** By the nearest configuration file, which determines all farther ones. */
  readonly #resolvers = new Map<string | undefined, SettingsResolver>()
  /** The faults of the search: two files in one folder, or one that cannot be read. */
  readonly #searchFaults: ConfigurationFault[] = []
  readonly #code: boolean
  readonly #passedOver = new Set<string>()
  #files: ConfigurationFiles | undefined

  constructor(
    { cwd, search, preset, customRules = [], code = true }: ConfigurationOptions,
    file: string | undefined,
    flags: readonly RuleFlag[],
    fixed?: { layers: readonly Layer[]; resolver: SettingsResolver },
  ) {
    // Without custom rules, this is the same object as `RULES`. A worker and the cache are used only then.
    this.#ownRules = customRules.length === 0 ? RULES : [...RULES, ...customRules]
    this.rules = this.#ownRules
    this.#layers = fixed?.layers ?? []
    this.#cwd = cwd
    this.#search = search
    this.#file = file
    this.#flags = flags
    this.#preset = preset
    this.#code = code
    this.#resolvers.set(undefined, fixed?.resolver ?? new SettingsResolver([], this.#ownRules, flags, preset))
  }

  get ignores(): readonly ConfiguredIgnore[] {
    return this.#files?.ignores ?? this.#layers.flatMap(({ ignores }) => ignores.map(({ entry }) => entry))
  }

  get files(): readonly string[] {
    return this.#files?.files ?? []
  }

  get passedOver(): readonly string[] {
    return [...this.#passedOver]
  }

  async prepare(paths: Iterable<string>): Promise<void> {
    const unread = new Set<string>()
    for (const path of paths) {
      const nearest = this.#nearestTo(dirname(absolutePath(this.#cwd, path)))
      if (nearest !== undefined && !this.#resolvers.has(nearest)) unread.add(nearest)
    }
    if (unread.size === 0 && this.#flags.length === 0 && this.#searchFaults.length === 0) return
    // Without a configuration, the code that reads it is not loaded.
    const { ConfigurationFiles } = await import('./read')
    this.#files ??= new ConfigurationFiles(this.#cwd, this.#ownRules, this.#code)
    for (const nearest of unread) {
      const { layers, rules } = await this.#files.load(await this.#chain(nearest, this.#files))
      this.#resolvers.set(nearest, new SettingsResolver(layers, rules, this.#flags, this.#preset))
    }
    const faults = [...this.#searchFaults, ...this.#files.faults, ...this.#files.checkFlags(this.#flags)]
    if (faults.length > 0) throw configurationError(faults)
    this.rules = this.#files.rules
  }

  settingsFor(path: string): ResolvedSettings {
    const file = absolutePath(this.#cwd, path)
    const resolver = this.#resolvers.get(this.#nearestTo(dirname(file)))
    if (resolver === undefined) throw new Error(`The configuration of ${path} has not been prepared.`)
    return resolver.resolve(forward(file))
  }

  async print(path: string): Promise<string> {
    await this.prepare([path])
    const { settings, configurationFiles, baseline, ignores, ...more } = this.settingsFor(path)
    const rules = this.rules.map(({ id }) => {
      const { severity, options } = settings.rules.get(id) ?? { severity: 'off', options: undefined }
      return [id, options === undefined ? severity : [severity, options]]
    })
    const display = (file: string) => displayName(file, this.#cwd)
    const printed = {
      file: display(resolve(this.#cwd, path)),
      configurationFiles: configurationFiles.map(display),
      ...more,
      ...(baseline === undefined ? {} : { baseline: display(baseline) }),
      ignores: ignores.map((entry) => ({ ...entry, configurationFile: display(entry.configurationFile) })),
      rules: Object.fromEntries(rules),
    }
    return JSON.stringify(printed, null, 2)
  }

  /**
   * The configuration files that apply if `nearest` is the nearest one, farthest first; the search ends at a file with
   * `root`.
   */
  async #chain(nearest: string, files: ConfigurationFiles): Promise<string[]> {
    const chain = [nearest]
    if (this.#file !== undefined) return chain
    for (let file: string | undefined = nearest; file !== undefined && !(await files.isRoot(file)); ) {
      const above = folderAbove(dirname(file))
      file = above === undefined ? undefined : this.#nearestTo(above)
      if (file !== undefined) chain.unshift(file)
    }
    return chain
  }

  #nearestTo(folder: string): string | undefined {
    if (this.#file !== undefined) return this.#file
    if (!this.#search) return undefined
    if (this.#nearest.has(folder)) return this.#nearest.get(folder)
    const [own, ...others] = CONFIGURATION_NAMES.map((name) => join(folder, name)).filter((path) => {
      if (!isFile(path)) {
        if (isUnreadableEntry(path))
          this.#searchFaults.push({ file: displayName(path, this.#cwd), message: UNREADABLE })
        return false
      }
      if (this.#code || !isCode(path)) return true
      this.#passedOver.add(path)
      return false
    })
    if (own !== undefined && others.length > 0) {
      const names = listed(
        [own, ...others].map((file) => basename(file)),
        'and',
      )
      this.#searchFaults.push({
        file: displayName(folder, this.#cwd),
        message: `there are ${names} in one folder; keep one of them.`,
      })
    }
    const above = folderAbove(folder)
    const nearest = own ?? (above === undefined ? undefined : this.#nearestTo(above))
    this.#nearest.set(folder, nearest)
    return nearest
  }
}

const UNREADABLE = 'is a pipe, a device or a link that leads nowhere; remove it, or make it a regular file.'

/** Whether a path exists but cannot be read as a configuration. A folder of that name does not count. */
function isUnreadableEntry(path: string): boolean {
  return isPipe(path) || (isLink(path) && statsOf(path) === undefined)
}

/**
 * The next folder of the search. It ends at the root of a repository, so that results do not depend on where that was
 * cloned.
 */
function folderAbove(folder: string): string | undefined {
  const above = dirname(folder)
  return above === folder || statsOf(join(folder, '.git')) !== undefined ? undefined : above
}
