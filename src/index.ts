import { withoutByteOrderMark } from './document/decode'
import { recognise } from './document/kind'
import { createValueDocument } from './document/live'
import { parseDocument } from './document/parse'
import { Pointer } from './document/pointer'
import type { Document } from './document/types'
import { isFields } from './document/values'
import { TOOL_NAME, TOOL_URL, TOOL_VERSION } from './findings/help'
import { summarise } from './findings/summarise'
import { didYouMean, listed, quote, suggestion, typeName } from './findings/text'
import {
  type ComparisonReport,
  type FileReport,
  type Finding,
  type Fix,
  KINDS,
  type Kind,
  type Report,
} from './findings/types'
import { fixAll, fixesOf, runTrials } from './fixes/fix'
import { applyPlacedEdits, type Texts } from './fixes/trial'
import { findInputs } from './input/files'
import { FORMATS, type Format, render } from './reporters'
import { ruleMetadata } from './reporters/rule-metadata'
import { PRESETS, type Preset, type Rule } from './rules/contract'
import { RULES } from './rules/index.generated'
import { LintSession } from './run/lint-files'
import type { FailedFile, SkippedFile } from './run/report-builder'
import type { DocumentSource, LoadedDocument } from './run/source'
import type { StaleEntry, UnusedIgnore } from './run/suppressions'
import type {
  CreateIntegrationBody,
  Integration,
  IntegrationList,
  PublicIntegration,
  UpdateIntegrationBody,
} from './schema/types.generated'
import { hasShape } from './schema/validate'
import type { Configuration, RuleEntries } from './settings/configuration'
import { type Configurations, openConfigurations } from './settings/open'
import { ruleFlags, valueConfigurations } from './settings/value'
import { isScriptFile, scriptDocument } from './vrl/script-file'

export type { Change } from './document/changes'
export type { Fields } from './document/values'
export type { ErrorCode } from './findings/errors'
export type {
  ChangePlace,
  ComparisonReport,
  FileReport,
  Finding,
  Fix,
  FixEdit,
  Kind,
  Level,
  Range,
  Report,
  ReportedChange,
  Severity,
  Summary,
  SuppressedFinding,
  UnusedSuppression,
  Verdict,
  VersionReport,
} from './findings/types'
export type {
  Example,
  FixContext,
  FixDefinition,
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
export type { Configuration, RuleEntries } from './settings/configuration'
export { defineConfig } from './settings/configuration'
export type { ConfigurationFault } from './settings/errors'
export { ConfigurationError, isConfigurationError } from './settings/errors'

export interface LintOptions {
  /** The kind of the document; recognised if undefined. */
  as?: Kind
  /**
   * The enabled rules: `schema` checks only the shape. Default: the preset that the configuration extends, otherwise
   * `recommended`.
   */
  preset?: Preset
  /** Settings by rule, as in a configuration; they win over the preset and the configuration. */
  rules?: RuleEntries
  /** Custom rules, made by `defineRule`. The preset and `rules` enable them. */
  customRules?: readonly Rule[]
  /** A configuration as a value, such as `defineConfig` returns; false for none, which is the default. */
  config?: Configuration | false
}

export interface LintTextOptions extends LintOptions {
  /**
   * The name of the document in the report. `.jsonc` at its end allows comments; `.vrl` marks a script. Default
   * `<text>`.
   */
  name?: string
  /**
   * Whether to add a `fix` to each fixable finding; default false. Each fix was tried: it removes the finding and
   * causes no new one. So the text is linted once more for each.
   */
  fixes?: boolean
}

export interface FixTextOptions extends Omit<LintTextOptions, 'fixes'> {
  /** Whether to apply fixes that may change what the integration does, or lose a part of a text; default false. */
  unsafe?: boolean
}

export interface FixTextResult {
  /** The text, in which everything else kept its bytes. */
  text: string
  /** The report of the fixed text. */
  report: FileReport
  /** The fixes that were applied, in order. */
  fixed: { finding: Finding; title: string }[]
}

export interface LintValueOptions extends LintOptions {
  /** The name of the document in the report. Default `<value>`. */
  name?: string
}

export interface CompareOptions extends Omit<LintOptions, 'as'> {
  /** The name of the old document in the report. Default `<old>`. */
  oldName?: string
  /** The name of the new document in the report. Default `<new>`. */
  newName?: string
}

export interface LintFilesOptions extends Omit<LintOptions, 'config'> {
  /** The folder that relative paths and patterns start from. Default: the working directory of the process. */
  cwd?: string
  /**
   * Path of the only configuration file to use, or a configuration as a value; false for none. Default: the nearest
   * files of each document.
   */
  config?: string | Configuration | false
  /** Path of the only baseline file to use; false for none. Default: what the configuration says. */
  baseline?: string | false
  /**
   * Whether the definitions of TypeScript projects are run, as `bp` runs them. Default true. Use false for projects of
   * authors that you do not trust, together with `config: false` or your own configuration, since a configuration may
   * be code as well.
   */
  exec?: boolean
}

export interface LintFilesResult extends Report {
  /** Files that were found and left out. */
  skipped: SkippedFile[]
  /** Files and folders that could not be read. */
  failed: FailedFile[]
  /** Arguments that matched nothing. */
  unmatched: string[]
  /** Definitions that were not linted because `exec` is false. */
  unevaluated: string[]
  /** Entries of `ignores` that match no finding, unless `suppression-used` reports them. */
  unusedIgnores: UnusedIgnore[]
  /** Entries of the baselines that match no finding any more. */
  staleEntries: StaleEntry[]
}

/**
 * Lints a text. Positions are 1-based, columns in UTF-16 code units, ends exclusive. Suppression comments of a `.jsonc`
 * text are honoured, and so are the `ignores` of a configuration; its `ignorePatterns` are not, since the caller asked
 * to lint this text.
 *
 * @throws TypeError for options that do not exist or have a wrong type, ConfigurationError for settings that are wrong;
 *   never for the content of the text: a syntax error is a finding
 */
export function lintText(text: string, options: LintTextOptions = {}): FileReport {
  if (typeof text !== 'string')
    throw new TypeError(`lintText takes a text, not ${typeName(text)}; lintValue takes a value.`)
  checkOptions('lintText', options, TEXT_OPTIONS)
  const { name = '<text>' } = options
  if (options.fixes !== true) return lintLoaded(name, options, (kind) => loadText(name, text, kind))
  const { linted, texts, lint, rules } = lintForFixes(text, name, options)
  const fixes = runTrials(fixesOf({ linted, texts }, linted.report.findings, { rules, unsafe: true }), lint)
  const findings = linted.report.findings.map((finding) => {
    const fix = fixes.get(finding)
    return fix === undefined ? finding : { ...finding, fix }
  })
  return { ...linted.report, findings }
}

/**
 * Applies the fixes of a text, as `--fix` of the command does. A second call changes nothing.
 *
 * @throws as `lintText` does
 */
export function fixText(text: string, options: FixTextOptions = {}): FixTextResult {
  if (typeof text !== 'string') throw new TypeError(`fixText takes a text, not ${typeName(text)}.`)
  checkOptions('fixText', options, FIX_OPTIONS)
  const { name = '<text>' } = options
  const { linted, texts, lint, rules } = lintForFixes(text, name, options)
  const mended = runTrials(fixAll({ linted, texts }, { rules, unsafe: options.unsafe === true }), lint)
  return { text: mended.texts.get(name) ?? text, report: mended.linted.report, fixed: mended.fixed }
}

/**
 * A text with the edits of one of its fixes, or of several that do not touch each other.
 *
 * @throws RangeError when the text is not the one that was linted
 */
export function applyFix(text: string, { edits }: Pick<Fix, 'edits'>): string {
  return applyPlacedEdits(text, edits)
}

/**
 * Lints a value that is already parsed, such as the body of a response. Positions are those in
 * `JSON.stringify(value, null, 2)`.
 *
 * @throws as `lintText` does
 */
export function lintValue(value: unknown, options: LintValueOptions = {}): FileReport {
  checkOptions('lintValue', options, DOCUMENT_OPTIONS)
  const { name = '<value>' } = options
  return lintLoaded(name, options, (kind) => {
    const document = createValueDocument({ name, value })
    return { document, recognised: recognise(document, kind) }
  })
}

/**
 * Compares two versions of a definition, each of them a value that is already parsed: an answer of the API, or a body.
 * Changes whose rule the settings turn off are left out, also for the required version. Positions are those in
 * `JSON.stringify(value, null, 2)`.
 *
 * @returns each change with its verdict and its places in both documents, the version that the changes require, and in
 *   `aboutVersion` the findings on the new version
 * @throws as `lintValue` does, and a TypeError for a value that is not the definition of an integration
 */
export function compareDefinitions(old: unknown, now: unknown, options: CompareOptions = {}): ComparisonReport {
  checkOptions('compareDefinitions', options, COMPARE_OPTIONS)
  const { oldName = '<old>', newName = '<new>' } = options
  const session = sessionOf(options)
  const source = (name: string, value: unknown): DocumentSource => {
    const document = createValueDocument({ name, value })
    return { type: 'document', path: name, name, document, recognised: recognise(document), anonymous: true }
  }
  const { compareDocuments } = require('./run/compare') as typeof import('./run/compare')
  const pair = compareDocuments(session, source(oldName, old), source(newName, now))
  if ('reason' in pair) throw new TypeError(`${pair.name} ${pair.reason}.`)
  return pair.comparison
}

/**
 * Lints files, directories and patterns as the command line does, with the configuration files that apply to them, and
 * with the suppressions of these and of the baselines.
 *
 * @throws TypeError for options that do not exist or have a wrong type, ConfigurationError when a setting, a
 *   configuration file or a baseline is at fault
 */
export async function lintFiles(
  files: string | readonly string[],
  options: LintFilesOptions = {},
): Promise<LintFilesResult> {
  checkOptions('lintFiles', options, FILES_OPTIONS)
  const cwd = options.cwd ?? process.cwd()
  const named = [files].flat().map((file) => checkedText('A file', file))
  const { inputs, unmatched, passedOver = [], unreadable = [] } = await findInputs(named, cwd)
  const { as, baseline, exec } = options
  const session = LintSession.over({ cwd, as, baseline, exec }, await configurationsOf(options, cwd))
  const result = await session.lint(inputs)
  return {
    ...result.report,
    skipped: [...passedOver, ...result.skipped],
    failed: [...unreadable, ...result.failed],
    unmatched,
    unevaluated: [...result.unevaluated],
    unusedIgnores: result.unusedIgnores,
    staleEntries: result.staleEntries,
  }
}

async function configurationsOf(options: LintFilesOptions, cwd: string): Promise<Configurations> {
  const { config, preset, rules = {}, customRules } = options
  if (config === false) return valueConfigurations(cwd, options)
  if (typeof config === 'object') return valueConfigurations(cwd, options, config)
  return openConfigurations({ cwd, file: config, search: true, rules: ruleFlags(rules), customRules, preset })
}

/** The options of `formatReport`. */
export interface FormatOptions {
  /** Whether the text may carry ANSI colours. Default false. */
  color?: boolean
  /** The maximum number of columns of a line, for `pretty`. Default: unlimited. */
  width?: number
  /** Whether `pretty` shows every finding; it truncates long lists otherwise. */
  complete?: boolean
  /** Whether `pretty` adds a table of the findings by rule. */
  statistics?: boolean
  /** The maximum size of the report in bytes, for `markdown`. */
  maxSize?: number
  /**
   * The path of the folder that file names are relative to, from the root of the repository: code hosts need paths from
   * there.
   */
  directory?: string
  /** The custom rules that reported findings, so that `sarif` and `html` can describe them. */
  customRules?: readonly Rule[]
}

/** The formats of `formatReport`. */
export type ReportFormat = Exclude<Format, 'auto'>

/**
 * A report as text, as the command line writes it. Nothing is read or written.
 *
 * @param report the result of `lintFiles`, or one or several results of `lintText` and `lintValue`
 * @throws TypeError for a report, a format or an option that is not one
 */
export async function formatReport(
  report: Report | FileReport | readonly FileReport[],
  format: ReportFormat,
  options: FormatOptions = {},
): Promise<string> {
  checkFormat(format)
  checkOptions('formatReport', options, FORMAT_OPTIONS)
  const { customRules = [], color = false, ...more } = options
  return render(format, wholeReport(report), {
    ...more,
    color,
    tool: { name: TOOL_NAME, version: TOOL_VERSION, url: TOOL_URL },
    rules: () => [...RULES, ...customRules].map(ruleMetadata),
  })
}

function wholeReport(given: Report | FileReport | readonly FileReport[]): Report {
  if (isReport(given)) return given
  const files = isReportList(given) ? [...given] : [given]
  if (files.every(isFileReport)) return { files, summary: summarise(files) }
  throw new TypeError(
    'formatReport takes the result of lintFiles, or one or several results of lintText and lintValue: objects with "files", or with "file" and "findings".',
  )
}

function isReport(value: unknown): value is Report {
  return isFields(value) && Array.isArray(value.files) && value.files.every(isFileReport) && isFields(value.summary)
}

function isFileReport(value: unknown): value is FileReport {
  return isFields(value) && typeof value.file === 'string' && Array.isArray(value.findings)
}

function isReportList(value: FileReport | Report | readonly FileReport[]): value is readonly FileReport[] {
  return Array.isArray(value)
}

/** Thrown if a value does not have the asserted shape. */
export class InvalidDocumentError extends Error {
  override readonly name = 'InvalidDocumentError'
  readonly kind: Kind
  /** The faults of its shape. Positions are those in `JSON.stringify(value, null, 2)`. */
  readonly findings: readonly Finding[]

  constructor(kind: Kind, findings: readonly Finding[]) {
    const [first] = findings
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''
    super(
      `Not a valid ${kind}: ${first === undefined ? 'its JSON differs from its properties' : `${first.pointer || '/'}: ${first.message}`}${more}`,
    )
    this.kind = kind
    this.findings = findings
  }
}

/**
 * Whether the value, without its envelope, has the shape of an integration. Unknown properties are allowed, since the
 * API grows.
 */
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

/**
 * A value of the requested kind, or the faults of its shape. `data` is a copy, made with `JSON.stringify`, so that
 * getters and `toJSON` cannot change it later. A value that is not JSON (a cycle, a BigInt, a function, a Map, a getter
 * that throws) is a finding of `syntax/invalid-json`. Positions are those in `JSON.stringify(value, null, 2)`.
 */
export type ParseResult<T> = { success: true; data: T } | { success: false; findings: readonly Finding[] }

/** The value as an integration, without its envelope, or the findings. */
export function parseIntegration(value: unknown): ParseResult<Integration> {
  return parsed('integration', isIntegration, value)
}

/** The value as an integration of the hub, without its envelope, or the findings. */
export function parsePublicIntegration(value: unknown): ParseResult<PublicIntegration> {
  return parsed('public-integration', isPublicIntegration, value)
}

/** The value as a list response, or the findings. */
export function parseIntegrationList(value: unknown): ParseResult<IntegrationList> {
  return parsed('integration-list', isIntegrationList, value)
}

/** The value as the body of a create request, or the findings. */
export function parseCreateIntegrationBody(value: unknown): ParseResult<CreateIntegrationBody> {
  return parsed('create-body', isCreateIntegrationBody, value)
}

/** The value as the body of an update request, or the findings. */
export function parseUpdateIntegrationBody(value: unknown): ParseResult<UpdateIntegrationBody> {
  return parsed('update-body', isUpdateIntegrationBody, value)
}

function parsed<T>(kind: Kind, is: (value: unknown) => value is T, value: unknown): ParseResult<T> {
  const document = createValueDocument({ name: '<value>', value })
  return is(document.value)
    ? { success: true, data: document.value }
    : { success: false, findings: shapeFindings(kind, document) }
}

function assertShape(kind: Kind, value: unknown): void {
  const document = createValueDocument({ name: '<value>', value })
  const { value: plain } = document
  // Both must have the shape: the caller reads the value itself, not the result of its `toJSON`.
  if (hasShape(kind, plain) && hasShape(kind, value)) return
  throw new InvalidDocumentError(kind, shapeFindings(kind, document))
}

function shapeFindings(kind: Kind, document: Document): readonly Finding[] {
  const { name, value } = document
  const { report } = sessionOf({ preset: 'schema' }).lintDocument({
    path: name,
    name,
    document,
    // A list response is the envelope: an array is not one here.
    recognised: { kind, base: Pointer.root, value, certainty: 'certain' },
  })
  const errors = report.findings.filter(({ severity }) => severity === 'error')
  // The published schemas refuse values for which the rule on `x-zui` only reports a warning.
  return errors.length > 0 ? errors : report.findings
}

const sessionsByPreset = new Map<Preset | undefined, LintSession>()

/** The session with the settings of a call. Created on first use, so that importing the package has no effects. */
function sessionOf({ preset, rules, customRules, config }: LintOptions): LintSession {
  const isUsual = rules === undefined && customRules === undefined && (config === undefined || config === false)
  const known = isUsual ? sessionsByPreset.get(preset) : undefined
  if (known !== undefined) {
    // A long-lived program calls often, so each call gets its own time budget for scripts.
    known.startRun()
    return known
  }
  const cwd = process.cwd()
  const settings = { preset, rules, customRules }
  const configurations = valueConfigurations(cwd, settings, config === false ? undefined : config)
  const session = LintSession.over({ cwd, baseline: false }, configurations)
  if (isUsual) sessionsByPreset.set(preset, session)
  return session
}

function lintLoaded(name: string, options: LintOptions, load: (kind: Kind | undefined) => LoadedDocument): FileReport {
  const session = sessionOf(options)
  const loaded = load(options.as ?? session.settingsFor(name).as)
  return session.lintLoaded({ type: 'document', path: name, name, anonymous: true, ...loaded }).report
}

function loadText(name: string, text: string, kind: Kind | undefined): LoadedDocument {
  if (isScriptFile(name)) return scriptDocument(name, withoutByteOrderMark(text))
  const document = parseDocument({ name, text, comments: name.endsWith('.jsonc') })
  return { document, recognised: recognise(document, kind) }
}

/** Lints a text so that its findings can be fixed. */
function lintForFixes(text: string, name: string, options: LintOptions) {
  const session = sessionOf(options)
  const kind = options.as ?? session.settingsFor(name).as
  const lint = (texts: Texts) => {
    const loaded = loadText(name, texts.get(name) ?? '', kind)
    return session.lintLoaded({ type: 'document', path: name, name, anonymous: true, ...loaded })
  }
  const texts: Texts = new Map([[name, text]])
  return { linted: lint(texts), texts, lint, rules: new Map(session.rules.map((rule) => [rule.id, rule])) }
}

/** The description of an option's type, and the check of a value. */
interface OptionType {
  required: string
  holds(value: unknown): boolean
}

const TEXT_TYPE: OptionType = { required: 'a text', holds: (value) => typeof value === 'string' }
const YES_OR_NO: OptionType = { required: 'true or false', holds: (value) => typeof value === 'boolean' }
const SIZE: OptionType = {
  required: 'a whole number above 0',
  holds: (value) => Number.isSafeInteger(value) && Number(value) > 0,
}
const LIST: OptionType = { required: 'an array', holds: Array.isArray }
const OBJECT: OptionType = { required: 'an object', holds: isFields }
const oneOf = (choices: readonly string[]): OptionType => ({
  required: listed(choices.map(quote)),
  holds: (value) => choices.some((choice) => choice === value),
})

const COMMON_OPTIONS = {
  as: oneOf(KINDS),
  preset: oneOf(PRESETS),
  rules: OBJECT,
  customRules: LIST,
} satisfies Record<Exclude<keyof LintOptions, 'config'>, OptionType>

const CONFIGURATION_VALUE: OptionType = {
  required: 'a configuration or false (lintFiles alone reads files)',
  holds: (value) => value === false || isFields(value),
}

const DOCUMENT_OPTIONS: Readonly<Record<string, OptionType>> = {
  ...COMMON_OPTIONS,
  config: CONFIGURATION_VALUE,
  name: TEXT_TYPE,
} satisfies Record<keyof LintValueOptions, OptionType>

const TEXT_OPTIONS: Readonly<Record<string, OptionType>> = { ...DOCUMENT_OPTIONS, fixes: YES_OR_NO }

const FIX_OPTIONS: Readonly<Record<string, OptionType>> = { ...DOCUMENT_OPTIONS, unsafe: YES_OR_NO }

const COMPARE_OPTIONS: Readonly<Record<string, OptionType>> = {
  preset: COMMON_OPTIONS.preset,
  rules: COMMON_OPTIONS.rules,
  customRules: COMMON_OPTIONS.customRules,
  config: CONFIGURATION_VALUE,
  oldName: TEXT_TYPE,
  newName: TEXT_TYPE,
} satisfies Record<keyof CompareOptions, OptionType>

const FILES_OPTIONS: Readonly<Record<string, OptionType>> = {
  ...COMMON_OPTIONS,
  config: {
    required: 'a path, a configuration or false',
    holds: (value) => value === false || typeof value === 'string' || isFields(value),
  },
  cwd: TEXT_TYPE,
  baseline: { required: 'a path or false', holds: (value) => value === false || typeof value === 'string' },
  exec: YES_OR_NO,
} satisfies Record<keyof LintFilesOptions, OptionType>

const FORMAT_OPTIONS: Readonly<Record<string, OptionType>> = {
  color: YES_OR_NO,
  width: SIZE,
  complete: YES_OR_NO,
  statistics: YES_OR_NO,
  maxSize: SIZE,
  directory: TEXT_TYPE,
  customRules: LIST,
} satisfies Record<keyof FormatOptions, OptionType>

const REPORT_FORMATS = FORMATS.filter((format) => format !== 'auto')

/** Checks options for callers without types, and for misspelt options, which types do not detect. */
function checkOptions(caller: string, options: object, types: Readonly<Record<string, OptionType>>): void {
  if (!isFields(options))
    throw new TypeError(`The options of ${caller} are ${typeName(options)}; an object is required.`)
  const known = Object.keys(types)
  for (const [name, value] of Object.entries(options)) {
    const type = Object.hasOwn(types, name) ? types[name] : undefined
    if (type === undefined)
      throw new TypeError(`${caller} has no option ${quote(name)}.${suggestion(didYouMean(name, known))}`)
    if (value === undefined || type.holds(value)) continue
    throw new TypeError(`The option "${name}" of ${caller} is ${shownValue(value)}; ${type.required} is required.`)
  }
}

/**
 * A value as messages show it: a string or a number, which may be mistyped, is quoted; of other values, the type is
 * named.
 */
function shownValue(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? quote(value) : typeName(value)
}

/** Checks the type of a text, for callers without types. */
function checkedText(what: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError(`${what} is ${typeName(value)}; a text is required.`)
}

/** Checks the name of a format, for callers without types. */
function checkFormat(format: string): void {
  if (REPORT_FORMATS.some((one) => one === format)) return
  throw new TypeError(
    `The format is ${shownValue(format)}; there are ${listed(REPORT_FORMATS.map(quote), 'and')}.${suggestion(didYouMean(String(format), REPORT_FORMATS))}`,
  )
}
