import type { Fields } from '../document/values'
import type { Kind, Severity } from '../findings/types'
import { PRESETS, type Preset, type Rule } from '../rules/contract'
import type { RuleId, RuleOptionsById } from './rule-options.generated'

/** The severity of a rule's findings, or `off`. */
export type RuleLevel = Severity | 'off'

export const RULE_LEVELS = ['off', 'info', 'warning', 'error'] as const satisfies readonly RuleLevel[]

/** Names of configuration files. Those that are code are run, and may add rules. */
export const CONFIGURATION_NAMES = ['json', 'jsonc', 'js', 'mjs', 'cjs', 'ts'].map(
  (extension) => `integration-lint.config.${extension}`,
)

/**
 * The default name of the baseline, which is searched beside the nearest configuration file, or else in the working
 * directory.
 */
export const BASELINE_NAME = 'integration-lint.baseline.json'

/** Whether a file of this name contains settings for others, which are then linted again when it changes. */
export function isSettingsName(name: string): boolean {
  return CONFIGURATION_NAMES.includes(name) || name === BASELINE_NAME || name === '.gitignore'
}

export function isPreset(value: unknown): value is Preset {
  return PRESETS.some((preset) => preset === value)
}

/** Namespaces of the tool's own rules. */
export const OWN_NAMESPACES: ReadonlySet<string> = new Set(['syntax', 'document', 'schema', 'definition'])

/** The id of a custom rule: a namespace and a name, so that no later rule of the tool has the same id. */
export const CUSTOM_RULE_PATTERN = '^(?!(?:syntax|document|schema|definition)/)[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$'

/** An item of `extends` that is a path and not the name of a preset. */
export const PATH_PATTERN = '^(\\.\\.?[\\\\/]|[\\\\/]|[A-Za-z]:[\\\\/])'

/** A level as written in a configuration; `warn` is the word of other linters for `warning`. */
export type LevelWord = RuleLevel | 'warn'

export const LEVEL_WORDS = [...RULE_LEVELS, 'warn'] as const satisfies readonly LevelWord[]

/** The level of a word, of which `warn` is another name for `warning`; undefined for any other word. */
export function ruleLevelOf(word: string): RuleLevel | undefined {
  return word === 'warn' ? 'warning' : RULE_LEVELS.find((level) => level === word)
}

/** The configuration of a rule: a severity, or a severity and the rule's options. */
export type RuleEntry = LevelWord | readonly [LevelWord] | readonly [LevelWord, Fields]

type OwnRuleEntry<Id extends RuleId> =
  | LevelWord
  | readonly [LevelWord]
  | (Id extends keyof RuleOptionsById ? readonly [LevelWord, RuleOptionsById[Id]] : never)

/** Settings by rule. Custom rules have a namespace: `acme/ticket-actions`. */
export type RuleEntries = { readonly [Id in RuleId]?: OwnRuleEntry<Id> } & {
  readonly [id: `${string}/${string}`]: RuleEntry
}

/** Different settings for some files. */
export interface Override {
  /** Patterns, relative to the folder of the configuration file. */
  files: string | readonly string[]
  /** The kind of these files; replaces detection. */
  as?: Kind
  extends?: Preset | readonly Preset[]
  rules?: RuleEntries
}

/** A known finding to suppress. */
export interface IgnoreEntry {
  rule: string
  /** Patterns, relative to the folder of the configuration file; all files when absent. */
  files?: string | readonly string[]
  /** RFC 6901: the place, with everything below it; the whole document when absent. */
  pointer?: string
  /** Why the finding is accepted. Never blank. */
  reason: string
  /** The last day, in UTC, on which the entry is valid: YYYY-MM-DD. */
  expires?: string
}

/** The content of a valid configuration file. */
export interface Configuration {
  /** For editors. */
  $schema?: string
  /** Whether the search for further configuration files stops here. */
  root?: boolean
  /** Presets, and paths of configuration files that start with `./`, `../` or `/`. */
  extends?: string | readonly string[]
  rules?: RuleEntries
  overrides?: readonly Override[]
  /** Files that are not linted. */
  ignorePatterns?: readonly string[]
  ignores?: readonly IgnoreEntry[]
  /** Path of the baseline file, relative to the folder of the configuration file. */
  baseline?: string
  /** Custom rules; only in a configuration that is code. */
  customRules?: readonly Rule[]
}

/** Returns its argument, so that editors check and complete a configuration that is written as code. */
export function defineConfig(configuration: Configuration): Configuration {
  return configuration
}

/** The item or items, as a list. */
export function itemsOf<T extends string>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** Whether a configuration file is code, which is run. */
export function isCode(path: string): boolean {
  return /\.([cm]?js|ts)$/.test(path)
}
