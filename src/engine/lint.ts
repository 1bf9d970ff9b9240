import { describeFormat } from '../document/format'
import { frameAt } from '../document/frame'
import type { Recognised } from '../document/kind'
import { MAX_FINDINGS, MAX_REPORT_LENGTH } from '../document/limits'
import { Lines } from '../document/lines'
import { Pointer, valueAt } from '../document/pointer'
import type { Document } from '../document/types'
import { isFields, own } from '../document/values'
import { fingerprintsInOrder } from '../findings/fingerprint'
import { helpUrl } from '../findings/help'
import {
  type FileReport,
  type Finding,
  type Kind,
  type Range,
  type Severity,
  type UnusedSuppression,
  worse,
} from '../findings/types'
import { BUILT_IN, type Category, type Rule } from '../rules/contract'
import type { SchemaFault } from '../schema/explain'
import { envelopeFaults, validateKind, validateScript } from '../schema/validate'
import type { Settings } from '../settings/types'
import { withVrlBudget } from '../vrl/budget'
import type { VrlCompiler } from '../vrl/compiler'
import { Causes } from './causes'
import { type Directive, type Directives, readDirectives } from './directives'
import { maskSecrets } from './mask-secrets'
import { inTextOrder } from './order'
import { type Plan, planRules, type RawFinding, runRules, type SourceFinding } from './run-rules'
import { mergeSharedPlaces } from './shared-places'
import { isAboutSuppressions, rulesThatRan } from './suppress'

/** The comment in a definition that disables `bp lint`. */
const BP_LINT_OFF = '/* bplint-disable */'

const UNSILENCEABLE: ReadonlySet<string> = new Set<Category>(['syntax', 'document', 'suppressions'])

/**
 * A script with the usual functions, for `warmUp`: V8 compiles the functions of the script compiler at their first
 * call.
 */
const USUAL_SCRIPT = 'query = parse_query_string!(.query)\nto_string(query.state) ?? parse_json!(.body).id\n'

/** A finding before its fingerprint is known, which depends on the order of all findings. */
type UnidentifiedFinding = Omit<Finding, 'fingerprint'>

export interface LinterOptions {
  /** Every rule that can be enabled. */
  rules: readonly Rule[]
  vrl: () => VrlCompiler | undefined
  /** Whether to attach the lines around each finding. */
  frames: boolean
}

export interface LintScope {
  /** Whether to report only extra findings, without running schemas and rules. */
  extraOnly?: boolean
  /** Whether the document was compared, so that rules on changes ran. */
  compared?: boolean
}

/** What the schemas and rules have found in a document: without positions, which only `raw` needs. */
export interface Checked {
  raw: RawFinding[]
  /** Without findings. */
  report: FileReport
}

/** Lints documents. It caches data that depends only on the settings, so use one linter for many documents. */
export class Linter {
  readonly #options: LinterOptions
  readonly #plans = new WeakMap<Settings, Plan>()
  readonly #causes: Causes
  readonly #concealingRules: ReadonlySet<string>
  readonly #ids: ReadonlySet<string>
  readonly #bpLint: ReadonlySet<string>
  #vrl: () => VrlCompiler | undefined
  /** Rules whose findings comments cannot suppress, because the document cannot be parsed as it is. */
  readonly #unsilenceable: ReadonlySet<string>

  constructor(options: LinterOptions) {
    this.#options = options
    this.#causes = new Causes(options.rules)
    this.#vrl = withVrlBudget(options.vrl, 'run')
    this.#ids = new Set(options.rules.map(({ id }) => id))
    this.#bpLint = new Set(options.rules.filter(({ bpLint }) => bpLint === true).map(({ id }) => id))
    this.#unsilenceable = new Set(
      options.rules.filter(({ category }) => UNSILENCEABLE.has(category)).map(({ id }) => id),
    )
    this.#concealingRules = new Set(options.rules.filter(({ conceals }) => conceals === true).map(({ id }) => id))
  }

  /** Starts a new time budget for scripts, so that earlier costly scripts do not affect later ones. */
  startRun(): void {
    this.#vrl = withVrlBudget(this.#options.vrl, 'run')
  }

  /**
   * Loads the code that the first document of a kind needs, in idle time.
   *
   * @param scripts whether it contains scripts
   */
  warmUp(kind: Kind, { scripts }: { scripts: boolean }): void {
    validateKind(kind, {})
    if (scripts) this.#options.vrl()?.run(USUAL_SCRIPT, { query: '', body: '{}' })
  }

  /**
   * The findings of the parser, the schemas and the rules on one document, in the order of the text. Findings that a
   * comment suppresses are listed separately; `applySuppressions` later applies the configuration and the baseline.
   *
   * @param recognised the kind of the document and its resource; undefined if the kind is unknown
   * @param extraFindings the findings of the document's source; reported if the document could be parsed and their
   * rules are enabled
   * @param scope whether only extra findings are reported, and whether the document was compared
   */
  lint(
    document: Document,
    recognised: Recognised | undefined,
    settings: Settings,
    extraFindings: readonly SourceFinding[] = [],
    scope: LintScope = {},
  ): FileReport {
    return this.report(document, this.check(document, recognised, settings, extraFindings, scope), settings, scope)
  }

  /** The first half of `lint`, which needs no positions. */
  check(
    document: Document,
    recognised: Recognised | undefined,
    settings: Settings,
    extraFindings: readonly SourceFinding[] = [],
    { extraOnly = false, compared = false }: LintScope = {},
  ): Checked {
    const raw: RawFinding[] = []
    const report: FileReport = { file: document.name, findings: [], suppressed: [], crashes: [] }
    if (recognised !== undefined) report.kind = recognised.kind
    if (document.value === undefined) report.unread = true
    if (compared) report.compared = true

    if (document.value !== undefined) {
      if (recognised === undefined) this.#reportUnknownKind(document, settings, raw)
      else if (!extraOnly) {
        append(raw, schemaFindings(document.value, recognised, settings))
        if (raw.length === 0) this.#reportEmpty(recognised, settings, raw)
        const { findings, crashes } = runRules(
          this.#plan(settings),
          recognised.kind,
          recognised.value,
          recognised.base,
          withVrlBudget(this.#vrl, 'document'),
          document.longWords,
          document.project,
          recognised.kind === 'script' ? recognised : undefined,
        )
        append(raw, findings)
        report.crashes = crashes
      }
      for (const finding of extraFindings) {
        const severity = severityIn(settings, finding.rule)
        if (severity !== 'off') raw.push({ ...finding, severity: milder(severity, finding.atMost) })
      }
    }
    return { raw, report }
  }

  /** The second half of `lint`: looks up positions and applies comments. It completes the report that it is given. */
  report(
    document: Document,
    { raw, report }: Checked,
    settings: Settings,
    { extraOnly = false }: LintScope = {},
  ): FileReport {
    if (
      raw.length === 0 &&
      document.faults.length === 0 &&
      document.comments === undefined &&
      document.parts === undefined
    ) {
      return report
    }

    const lossy = document.faults.some((fault) => fault.lossy === true)
    const { roots, explained } = this.#causes.of(bounded(raw, settings), lossy)
    const kept = explained.size === 0 ? roots : [...roots, ...explained.keys()]
    const found: UnidentifiedFinding[] = []
    const placed = new Map<RawFinding, UnidentifiedFinding>()
    const ranges = kept.length === 0 ? [] : document.locateAll(kept)
    for (const [index, finding] of kept.entries()) {
      const range = finding.at ?? ranges[index]
      if (range === undefined) throw new Error(`No position for ${finding.pointer}`)
      const unidentified = {
        rule: finding.rule,
        severity: finding.severity,
        ...placedInText(finding, document, range),
        pointer: finding.pointer.toString(),
        ...range,
        ...(finding.related === undefined ? {} : { related: finding.related }),
        help: helpUrl(finding.rule),
      }
      found.push(unidentified)
      if (explained.size > 0) placed.set(finding, unidentified)
    }
    if (!extraOnly) append(found, syntaxFindings(document, settings))
    const directives = readDirectives(document, this.#ids)
    const silenced = silence(found, directives, this.#unsilenceable)
    // A suppressed finding neither hides another one nor is hidden by one.
    const causes = causesAmong(explained, (raw) => {
      const finding = placed.get(raw)
      return finding === undefined || silenced.has(finding) ? undefined : finding
    })
    if (!extraOnly) append(found, invalidDirectives(directives, settings))
    const unused = extraOnly
      ? []
      : unusedDirectives(
          directives,
          new Set(silenced.values()),
          rulesThatRan(document.value !== undefined, report, settings),
        )
    const severityOfUnused = severityIn(settings, BUILT_IN.suppressionUsed)
    if (severityOfUnused !== 'off') {
      for (const one of unused) {
        found.push(directiveFinding(BUILT_IN.suppressionUsed, severityOfUnused, one, { rule: one.rule }))
      }
    } else if (unused.length > 0) report.unused = unused

    found.sort(inTextOrder)
    const fingerprint = fingerprintsInOrder()
    const concealing: Finding[] = []
    const isBpLintOff = document.project?.bpLintDisabled !== undefined
    const identified = new Map<UnidentifiedFinding, Finding>()
    for (const unidentified of found) {
      const { rule, pointer, data } = unidentified
      const finding = {
        ...unidentified,
        fingerprint: fingerprint(rule, pointer, valueAt(document.value, pointer), data),
      }
      if (causes.size > 0) identified.set(unidentified, finding)
      const reason =
        silenced.get(unidentified)?.reason ?? (isBpLintOff && this.#bpLint.has(rule) ? BP_LINT_OFF : undefined)
      if (causes.has(unidentified)) continue
      if (reason === undefined) report.findings.push(finding)
      else report.suppressed.push({ ...finding, suppression: { by: 'comment', reason } })
      if (this.#concealingRules.has(rule)) concealing.push(finding)
    }
    for (const [follower, cause] of causes) {
      const finding = identified.get(follower)
      const explainedBy = identified.get(cause)?.fingerprint
      if (finding === undefined || explainedBy === undefined) continue
      report.explained ??= []
      report.explained.push({ ...finding, explainedBy })
    }
    if (document.parts !== undefined) report.findings = mergeSharedPlaces(report.findings)
    if (this.#options.frames && report.findings.length > 0) {
      addFrames(document, [...report.findings, ...(report.explained ?? [])], concealing)
    }
    return report
  }

  #plan(settings: Settings): Plan {
    let plan = this.#plans.get(settings)
    if (plan === undefined) {
      plan = planRules(this.#options.rules, settings)
      this.#plans.set(settings, plan)
    }
    return plan
  }

  /** Adds a finding for a document without content: it would look clean, although nothing was checked. */
  #reportEmpty(recognised: Recognised, settings: Settings, raw: RawFinding[]): void {
    const severity = severityIn(settings, BUILT_IN.empty)
    const message = severity === 'off' ? undefined : emptiness(recognised)
    if (severity === 'off' || message === undefined) return
    const pointer = recognised.base
    raw.push({ rule: BUILT_IN.empty, severity, message, data: {}, pointer, target: 'value' })
  }

  #reportUnknownKind(document: Document, settings: Settings, raw: RawFinding[]): void {
    const severity = severityIn(settings, BUILT_IN.unknownKind)
    if (severity === 'off') return
    const found = describeFormat(document.value)
    raw.push({
      rule: BUILT_IN.unknownKind,
      severity,
      message:
        found === undefined
          ? 'Not a recognised integration document; pass --as KIND if it is one.'
          : `The document is ${found}; pass --as KIND if it is an integration document.`,
      data: found === undefined ? {} : { found },
      pointer: Pointer.root,
      target: 'value',
    })
  }
}

/** The part that an empty document lacks, so that nothing in it was checked; undefined for other documents. */
function emptiness({ kind, value }: Recognised): string | undefined {
  if (kind === 'integration-list') {
    const items = Array.isArray(value) ? value : isFields(value) ? own(value, 'integrations') : undefined
    const isEmpty = Array.isArray(items) && items.length === 0
    return isEmpty ? 'The list contains no integration, so nothing was checked.' : undefined
  }
  if (kind !== 'update-body' || !isFields(value)) return undefined
  return Object.keys(value).every((key) => key === '$schema')
    ? 'The body has no property, so it updates nothing and nothing was checked.'
    : undefined
}

/**
 * The cause of each finding that follows from another one.
 *
 * @param findingOf the finding for one of a rule; undefined if it takes no part
 */
function causesAmong(
  explained: ReadonlyMap<RawFinding, RawFinding>,
  findingOf: (raw: RawFinding) => UnidentifiedFinding | undefined,
): Map<UnidentifiedFinding, UnidentifiedFinding> {
  const causes = new Map<UnidentifiedFinding, UnidentifiedFinding>()
  for (const [raw, rawCause] of explained) {
    const follower = findingOf(raw)
    const cause = findingOf(rawCause)
    if (follower === undefined || cause === undefined) continue
    causes.set(follower, cause)
    cause.severity = worse(cause.severity, follower.severity)
  }
  return causes
}

/** The message and the data of a finding inside a text, with its line and column in that text. */
function placedInText(
  { message, data, pointer, span }: RawFinding,
  document: Document,
  { file = document.name }: Range,
): Pick<Finding, 'message' | 'data'> {
  // In a script file, the lines of the file are those of the text.
  if (span === undefined || file.endsWith('.vrl')) return { message, data }
  const text = valueAt(document.value, pointer.toString())
  if (typeof text !== 'string') return { message, data }
  const { line, column } = new Lines(text).position(span[0])
  const placed = { ...data, textLine: line, textColumn: column }
  // For a text of one line, the column in the file suffices.
  if (!/[\r\n]/.test(text)) return { message, data: placed }
  const what = pointer.keys().at(-1)?.endsWith('Script') === true ? 'script' : 'text'
  const place = `(line ${line}, column ${column} of the ${what})`
  return {
    message: message.endsWith('.') ? `${message.slice(0, -1)} ${place}.` : `${message} ${place}`,
    data: placed,
  }
}

/** Attaches the surrounding lines to each finding, from the file that it is in. */
function addFrames(document: Document, findings: readonly Finding[], concealing: readonly Finding[]): void {
  const shown = new Map<string | undefined, { text: string; lines: Lines }>()
  for (const finding of findings) {
    let source = shown.get(finding.file)
    if (source === undefined) {
      const part = document.parts?.find(({ file }) => file === finding.file)
      // A file that is not part of the document, such as package.json, has no frame.
      if (part === undefined && finding.file !== undefined) continue
      const text = part?.text ?? document.text
      const lines = new Lines(text)
      const hidden = concealing.filter(({ file }) => file === finding.file)
      source = { text: maskSecrets(text, lines, hidden), lines }
      shown.set(finding.file, source)
    }
    finding.frame = frameAt(source.text, source.lines, finding)
  }
}

function schemaFindings(document: unknown, recognised: Recognised, settings: Settings): RawFinding[] {
  const findings: RawFinding[] = []
  const { base } = recognised
  const report = (from: Pointer, { rule, message, data, path, target }: SchemaFault) => {
    const severity = severityIn(settings, rule)
    if (severity !== 'off') findings.push({ rule, severity, message, data, pointer: from.child(...path), target })
  }
  if (recognised.kind === 'script') {
    for (const fault of validateScript(recognised.value)) report(base, fault)
    return findings
  }
  // Not compared with `Pointer.root`, since another part of the built command has its own `Pointer.root`.
  if (base.parent !== undefined) for (const fault of envelopeFaults(document)) report(Pointer.root, fault)
  for (const fault of validateKind(recognised.kind, recognised.value, recognised.bareList)) report(base, fault)
  return findings
}

function syntaxFindings(document: Document, settings: Settings): UnidentifiedFinding[] {
  const findings: UnidentifiedFinding[] = []
  for (const fault of document.faults) {
    // A document that was not parsed must not pass, whatever the settings are.
    const severity = document.value === undefined ? 'error' : severityIn(settings, fault.rule)
    if (severity === 'off') continue
    findings.push({
      rule: fault.rule,
      // A fault that the parser considers harmless in this file (a trailing comma in .jsonc) is at most a warning.
      severity: fault.severity === 'warning' && severity === 'error' ? 'warning' : severity,
      message: fault.message,
      data: fault.data,
      pointer: Pointer.root.child(...fault.path).toString(),
      ...document.rangeOf(fault),
      help: helpUrl(fault.rule),
    })
  }
  return findings
}

/** The findings that a comment suppresses, with the comment. */
function silence(
  found: readonly UnidentifiedFinding[],
  directives: Directives,
  unsilenceable: ReadonlySet<string>,
): Map<UnidentifiedFinding, Directive> {
  const silenced = new Map<UnidentifiedFinding, Directive>()
  if (directives.all.length === 0) return silenced
  for (const finding of found) {
    const isHarmless = finding.severity !== 'error' && !isAboutSuppressions(finding.rule)
    if (unsilenceable.has(finding.rule) && !isHarmless) continue
    const directive = directives.covering(finding.rule, finding)
    if (directive !== undefined) silenced.set(finding, directive)
  }
  return silenced
}

function invalidDirectives({ faults }: Directives, settings: Settings): UnidentifiedFinding[] {
  const severity = severityIn(settings, BUILT_IN.suppressionValid)
  if (severity === 'off') return []
  return faults.map(({ message, data, range }) =>
    directiveFinding(BUILT_IN.suppressionValid, severity, { ...range, message }, data),
  )
}

function unusedDirectives(
  { all }: Directives,
  used: ReadonlySet<Directive>,
  ran: (rule: string) => boolean,
): UnusedSuppression[] {
  return all
    .filter((directive) => !used.has(directive) && ran(directive.rule))
    .map(({ rule, range }) => ({
      rule,
      message: `Unused suppression: the comment matches no finding of ${JSON.stringify(rule)}. Remove it.`,
      ...range,
    }))
}

function directiveFinding(
  rule: string,
  severity: Severity,
  { message, line, column, endLine, endColumn, file }: Range & { message: string },
  data: Record<string, unknown>,
): UnidentifiedFinding {
  // A comment is not part of the value, so it has the pointer of the root.
  const range = { line, column, endLine, endColumn, ...(file === undefined ? {} : { file }) }
  return { rule, severity, message, data, pointer: '', ...range, help: helpUrl(rule) }
}

function milder(severity: Severity, atMost: Severity | undefined): Severity {
  return atMost !== undefined && worse(severity, atMost) === severity ? atMost : severity
}

function severityIn(settings: Settings, rule: string): Severity | 'off' {
  return settings.rules.get(rule)?.severity ?? 'off'
}

/**
 * Limits the findings of a report. A further finding says that some are missing, so that the rest does not look
 * complete.
 */
function bounded(findings: readonly RawFinding[], settings: Settings): readonly RawFinding[] {
  let room = MAX_REPORT_LENGTH
  let count = 0
  for (const { pointer, message } of findings) {
    room -= message.length
    for (let at: Pointer | undefined = pointer; at !== undefined; at = at.parent) room -= String(at.key).length + 1
    if (room < 0 || count === MAX_FINDINGS) break
    count += 1
  }
  const dropped = findings.length - count
  if (dropped === 0) return findings
  const kept = findings.slice(0, count)
  const severity = severityIn(settings, BUILT_IN.tooManyFindings)
  if (severity !== 'off') {
    kept.push({
      rule: BUILT_IN.tooManyFindings,
      severity,
      message: `The document has too many findings for one report; at least ${dropped} are left out.`,
      data: { dropped },
      pointer: Pointer.root,
      target: 'value',
    })
  }
  return kept
}

/** Appends without spreading, since the number of arguments of a call is limited. */
function append<Item>(list: Item[], items: readonly Item[]): void {
  for (const item of items) list.push(item)
}
