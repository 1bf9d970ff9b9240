import { recognise } from './document/kind'
import { createValueDocument } from './document/live'
import { parseDocument } from './document/parse'
import { Pointer } from './document/pointer'
import type { Document } from './document/types'
import { Linter } from './engine/lint'
import { listed, quote, typeName } from './findings/text'
import { type FileReport, type Finding, KINDS, type Kind, type Report } from './findings/types'
import { findInputs } from './input/files'
import { PRESETS, type Preset } from './rules/contract'
import { RULES } from './rules/index.generated'
import { lintFiles as lint } from './run/lint-files'
import type { FailedFile, SkippedFile } from './run/report-builder'
import type { StaleEntry, UnusedIgnore } from './run/suppressions'
import { loadVrl } from './runtime/vrl-runtime'
import type {
  CreateIntegrationBody,
  Integration,
  IntegrationList,
  PublicIntegration,
  UpdateIntegrationBody,
} from './schema/types.generated'
import { hasShape } from './schema/validate'
import { presetSettings } from './settings/presets'
import type { Settings } from './settings/types'

export type { Fields } from './document/values'
export type {
  FileReport,
  Finding,
  Kind,
  Range,
  Report,
  Severity,
  Summary,
  SuppressedFinding,
  UnusedSuppression,
} from './findings/types'
export type {
  Example,
  Messages,
  Nodes,
  Place,
  Preset,
  Rule,
  RuleContext,
  RuleDefinition,
  RuleOptions,
  RuleReport,
  Visitors,
} from './rules/contract'
export { defineRule } from './rules/define-rule'
export type { FailedFile, SkippedFile } from './run/report-builder'
export type { StaleEntry, UnusedIgnore } from './run/suppressions'
export type * from './schema/types.generated'
export type { Configuration } from './settings/configuration'
export { defineConfig } from './settings/configuration'

export interface LintOptions {
  /** What the document is; recognised when absent. */
  as?: Kind
  /** Which rules are on: `schema` is the shape alone. Default `recommended`. */
  preset?: Preset
}

export interface LintTextOptions extends LintOptions {
  /** How the report calls the document; a name that ends in `.jsonc` allows comments. Default `<text>`. */
  name?: string
}

export interface LintValueOptions extends LintOptions {
  /** How the report calls the document. Default `<value>`. */
  name?: string
}

export interface LintFilesOptions {
  /** Where relative paths and patterns start. Default: the working directory of the process. */
  cwd?: string
  /** What every file is, whatever it looks like. */
  as?: Kind
  /** Path of the only configuration file to use; false for none. Default: the nearest one of each file. */
  config?: string | false
  /** Path of the only baseline file to use; false for none. Default: what the configuration says. */
  baseline?: string | false
}

export interface LintFilesResult extends Report {
  /** Files that were found and left out. */
  skipped: SkippedFile[]
  /** Files and folders that could not be read. */
  failed: FailedFile[]
  /** Arguments that matched nothing. */
  unmatched: string[]
  /** Entries of `ignores` that silence nothing, unless they are findings of `suppression-used`. */
  unusedIgnores: UnusedIgnore[]
  /** Entries of the baselines that name no finding any more. */
  staleEntries: StaleEntry[]
}

/**
 * Lints a text. Positions are 1-based, columns in UTF-16 code units, ends exclusive. Comments of a `.jsonc` text
 * that silence rules are honoured.
 *
 * @throws TypeError for options that do not exist; never for what the text holds: a syntax error is a finding
 */
export function lintText(text: string, options: LintTextOptions = {}): FileReport {
  if (typeof text !== 'string')
    throw new TypeError(`lintText takes a text, not ${typeName(text)}; lintValue takes a value.`)
  const name = checkedText('The option "name"', options.name ?? '<text>')
  return lintDocument(parseDocument({ name, text, comments: name.endsWith('.jsonc') }), options)
}

/**
 * Lints a value that is already parsed, such as the body of a response. Positions are those in
 * `JSON.stringify(value, null, 2)`.
 */
export function lintValue(value: unknown, options: LintValueOptions = {}): FileReport {
  return lintDocument(
    createValueDocument({ name: checkedText('The option "name"', options.name ?? '<value>'), value }),
    options,
  )
}

/**
 * Lints files, directories and patterns as the command line does, with the configuration files that
 * hold for them, and with what these and the baseline accept.
 *
 * @throws an error with the code `ERR_CONFIGURATION` when a configuration file or a baseline is at fault
 */
export async function lintFiles(
  files: string | readonly string[],
  options: LintFilesOptions = {},
): Promise<LintFilesResult> {
  const cwd = options.cwd ?? process.cwd()
  const named = [files].flat().map((file) => checkedText('A file', file))
  const { inputs, unmatched, passedOver = [], unreadable = [] } = await findInputs(named, cwd)
  const { as, config, baseline } = options
  const result = await lint(inputs, { cwd, as, config, baseline })
  return {
    ...result.report,
    skipped: [...passedOver, ...result.skipped],
    failed: [...unreadable, ...result.failed],
    unmatched,
    unusedIgnores: result.unusedIgnores,
    staleEntries: result.staleEntries,
  }
}

/** A value is not of the kind that was asserted. */
export class InvalidDocumentError extends Error {
  override readonly name = 'InvalidDocumentError'
  readonly kind: Kind
  /** What is wrong with its shape. Positions are those in `JSON.stringify(value, null, 2)`. */
  readonly findings: readonly Finding[]

  constructor(kind: Kind, findings: readonly Finding[]) {
    const [first] = findings
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''
    super(
      `Not a valid ${kind}: ${first === undefined ? 'unknown reason' : `${first.pointer || '/'}: ${first.message}`}${more}`,
    )
    this.kind = kind
    this.findings = findings
  }
}

/** Whether the value, without its envelope, has the shape of an integration. Unknown properties are allowed: the API grows. */
export function isIntegration(value: unknown): value is Integration {
  return hasShape('integration', value)
}

/** Whether the value, without its envelope, has the shape of an integration of the hub. */
export function isPublicIntegration(value: unknown): value is PublicIntegration {
  return hasShape('public-integration', value)
}

/** Whether the value has the shape of a list response: `{ integrations, meta }`. */
export function isIntegrationList(value: unknown): value is IntegrationList {
  return !Array.isArray(value) && hasShape('integration-list', value)
}

/** Whether the value has the shape of the body of a create request. */
export function isCreateIntegrationBody(value: unknown): value is CreateIntegrationBody {
  return hasShape('create-body', value)
}

/** Whether the value has the shape of the body of an update request. */
export function isUpdateIntegrationBody(value: unknown): value is UpdateIntegrationBody {
  return hasShape('update-body', value)
}

/** @throws InvalidDocumentError with the findings, unless the value has the shape of an integration */
export function assertIntegration(value: unknown): asserts value is Integration {
  assertShape('integration', value)
}

/** @throws InvalidDocumentError with the findings, unless the value has the shape of an integration of the hub */
export function assertPublicIntegration(value: unknown): asserts value is PublicIntegration {
  assertShape('public-integration', value)
}

/** @throws InvalidDocumentError with the findings, unless the value has the shape of a list response */
export function assertIntegrationList(value: unknown): asserts value is IntegrationList {
  assertShape('integration-list', value)
}

/** @throws InvalidDocumentError with the findings, unless the value has the shape of the body of a create request */
export function assertCreateIntegrationBody(value: unknown): asserts value is CreateIntegrationBody {
  assertShape('create-body', value)
}

/** @throws InvalidDocumentError with the findings, unless the value has the shape of the body of an update request */
export function assertUpdateIntegrationBody(value: unknown): asserts value is UpdateIntegrationBody {
  assertShape('update-body', value)
}

function assertShape(kind: Kind, value: unknown): void {
  if (hasShape(kind, value)) return
  const document = createValueDocument({ name: '<value>', value })
  const { findings } = linter().lint(
    document,
    { kind, base: Pointer.root, value, certainty: 'certain' },
    settingsOf('schema'),
  )
  const errors = findings.filter(({ severity }) => severity === 'error')
  // The published schemas refuse what the rule on `x-zui` merely warns of.
  throw new InvalidDocumentError(kind, errors.length > 0 ? errors : findings)
}

let sharedLinter: Linter | undefined

// Made at the first use: importing the package does nothing.
function linter(): Linter {
  sharedLinter ??= new Linter({ rules: RULES, vrl: () => loadVrl(), frames: false })
  return sharedLinter
}

const settingsByPreset = new Map<Preset, Settings>()

function settingsOf(preset: Preset): Settings {
  let settings = settingsByPreset.get(preset)
  if (settings === undefined) {
    settings = presetSettings(preset, RULES)
    settingsByPreset.set(preset, settings)
  }
  return settings
}

/** For callers without types. */
function checkedText(what: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`${what} is ${typeName(value)}; a text is required.`)
}

/** For callers without types. */
function checkChoice(option: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return
  throw new TypeError(`The option "${option}" is ${quote(value)}; there are ${listed(choices.map(quote), 'and')}.`)
}

function lintDocument(document: Document, { as, preset = 'recommended' }: LintOptions): FileReport {
  if (as !== undefined) checkChoice('as', as, KINDS)
  checkChoice('preset', preset, PRESETS)
  return linter().lint(document, recognise(document, as), settingsOf(preset))
}
