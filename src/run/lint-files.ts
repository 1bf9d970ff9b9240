import { type DecodedText, decode, tooLarge } from '../document/decode'
import { detectKind, recogniseAs } from '../document/kind'
import { MAX_BYTES, MAX_RUN_FINDINGS } from '../document/limits'
import { parseDocument } from '../document/parse'
import type { Linter } from '../engine/lint'
import { type Judged, judgedFrom } from '../engine/suppress'
import { fingerprintsInOrder } from '../findings/fingerprint'
import { helpUrl } from '../findings/help'
import type { FileReport, Finding, Kind, Report, Summary } from '../findings/types'
import {
  type Input,
  InputReader,
  isTooLarge,
  type PassedOver,
  readBeginning,
  readFailure,
  readInput,
} from '../input/files'
import { decodeUtf8 } from '../input/utf8'
import { BUILT_IN } from '../rules/contract'
import type { Settings } from '../settings/types'
import type { Cache, Verdict } from './cache'

/** How a file is to be judged. */
export interface FileSettings {
  settings: Settings
  /** The kind that the configuration says the file is. */
  as?: Kind
  /** The configuration leaves the file out. */
  ignored: boolean
}

export interface SkippedFile {
  file: string
  reason: 'ignored' | 'not-a-definition' | PassedOver['reason']
}

export interface FailedFile {
  file: string
  message: string
}

export interface LintResult {
  report: Report
  skipped: SkippedFile[]
  /** Files that could not be read; the others are judged all the same. */
  failed: FailedFile[]
}

export interface JudgingOptions {
  linter: Linter
  settingsFor(path: string): FileSettings
  /** Overrules detection and configuration. */
  as: Kind | undefined
  /** What earlier runs have found clean. */
  cache?: Cache | undefined
}

export interface LintInputsOptions extends JudgingOptions {
  /** Whether nobody else is in this process whom the flags of its compiler concern. */
  ownProcess?: boolean
  /**
   * What was said of files that have not changed since, by absolute path; undefined for no definition. These are not
   * judged again, and what is judged is added.
   */
  remembered?: Map<string, FileReport | undefined> | undefined
  /** Takes out of a file's report what is accepted. */
  accept?: (path: string, judged: Judged) => FileReport
}

/** Of a text. */
export interface JudgedText extends Judged {
  /** Whether it holds comments, which may silence what another rule would find. */
  commented: boolean
}

/** What became of a file. Plain data. */
export type Outcome =
  | { type: 'ignored' }
  | { type: 'not-a-definition'; learnt?: Learnt }
  | { type: 'failed'; message: string }
  | ({ type: 'judged'; learnt?: Learnt } & Judged)

/** What the cache is told of a file. */
export interface Learnt {
  key: string
  verdict: Verdict
}

/** Judges files one after the other; of each, only its findings are kept. */
export function lintInputs(inputs: readonly Input[], options: LintInputsOptions): LintResult {
  const judge = fileJudge(options)
  const results = new Results(options)
  const compiling = new Compiling()
  try {
    for (const input of inputs) {
      if (results.recall(input)) continue
      results.add(input, judge(input))
      if (options.ownProcess === true) compiling.judged()
    }
  } finally {
    compiling.end()
  }
  return results.result
}

/** Files from which on the way in which our code is compiled matters; by then, all of it that they need is loaded. */
const FEW = 10

/** Sees to it that a run over many files spends its time on them, and not on optimising our code. */
export class Compiling {
  #count = 0
  #restore: (() => void) | undefined

  judged(): void {
    this.#count += 1
    if (this.#count !== FEW) return
    const { optimiseSparingly } = require('../runtime/compiler-flags') as typeof import('../runtime/compiler-flags')
    this.#restore = optimiseSparingly()
  }

  end(): void {
    this.#restore?.()
  }
}

/** Puts together what became of the files of a run. */
export class Results {
  readonly #options: Pick<LintInputsOptions, 'remembered' | 'accept' | 'cache'>
  readonly #files: FileReport[] = []
  readonly #skipped: SkippedFile[] = []
  readonly #failed: FailedFile[] = []
  #room = MAX_RUN_FINDINGS

  constructor(options: Pick<LintInputsOptions, 'remembered' | 'accept' | 'cache'>) {
    this.#options = options
  }

  /** Takes what was said of a file before, when it was judged and has not changed; whether it was. */
  recall({ path, name }: Input): boolean {
    const { remembered } = this.#options
    if (remembered?.has(path) !== true) return false
    this.#addReport(name, remembered.get(path))
    return true
  }

  add({ path, name }: Input, outcome: Outcome): void {
    const { remembered, accept, cache } = this.#options
    if (outcome.type === 'ignored') this.#skipped.push({ file: name, reason: 'ignored' })
    else if (outcome.type === 'failed') this.#failed.push({ file: name, message: outcome.message })
    else {
      if (outcome.learnt !== undefined) cache?.learn(outcome.learnt.key, outcome.learnt.verdict)
      const report = outcome.type === 'judged' ? (accept?.(path, outcome) ?? outcome.report) : undefined
      remembered?.set(path, report)
      this.#addReport(name, report)
    }
  }

  get result(): LintResult {
    const files = this.#files
    return { report: { files, summary: summarise(files) }, skipped: this.#skipped, failed: this.#failed }
  }

  #addReport(name: string, report: FileReport | undefined): void {
    if (report === undefined) this.#skipped.push({ file: name, reason: 'not-a-definition' })
    else {
      const kept = report.findings.length > this.#room ? shortened(report, this.#room) : report
      this.#room -= Math.min(this.#room, report.findings.length)
      this.#files.push(kept)
    }
  }
}

/**
 * A report with the first of its findings, and with one that says that there are more: many files can hold more than
 * memory does. No setting takes that one away, so that nothing passes for clean.
 */
function shortened(report: FileReport, room: number): FileReport {
  const rule = BUILT_IN.tooManyFindings
  const dropped = report.findings.length - room
  const finding: Finding = {
    rule,
    severity: 'error',
    message: `There are more findings than a report of all files holds; ${dropped} of this file are not listed.`,
    data: { dropped },
    pointer: '',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    help: helpUrl(rule),
    fingerprint: fingerprintsInOrder()(rule, '', undefined, { dropped }),
  }
  return { ...report, findings: [finding, ...report.findings.slice(0, room)] }
}

/** What judges the files of a run, one at a time. */
export function fileJudge({ linter, settingsFor, as: kind, cache }: JudgingOptions): (input: Input) => Outcome {
  const reader = new InputReader()
  return ({ path, name, named, read }) => {
    const { settings, as: configured, ignored } = settingsFor(path)
    if (ignored) return { type: 'ignored' }
    const options = { name, named, as: kind ?? configured, settings }
    let bytes: Uint8Array
    try {
      bytes = read?.() ?? reader.read(path)
    } catch (error) {
      if (!isTooLarge(error)) return { type: 'failed', message: readFailure(error, path) }
      return outcomeOf(lintOversized(linter, error.length, () => readBeginning(path, BEGINNING), options))
    }
    if (bytes.length > MAX_BYTES) return outcomeOf(lintOversized(linter, bytes.length, () => bytes, options))
    return cache === undefined
      ? outcomeOf(lintBytes(linter, bytes, options))
      : lintCached(cache, linter, bytes, options)
  }
}

function outcomeOf(judged: JudgedText | undefined): Outcome {
  return judged === undefined ? { type: 'not-a-definition' } : { type: 'judged', ...judged }
}

/** Bytes that tell what a file is. */
const BEGINNING = 2 ** 20

/** What is too large is not read, and told as the fault that it would be, if it begins as a definition does. */
function lintOversized(
  linter: Linter,
  length: number,
  begin: () => Uint8Array,
  options: LintBytesOptions,
): JudgedText | undefined {
  const { name, named, as } = options
  if (!named && as === undefined) {
    const { text, faults } = decode(begin().subarray(0, BEGINNING), decodeUtf8)
    const { value, recovered } = parseDocument({ name, text, faults, comments: name.endsWith('.jsonc') })
    if (detectKind(value === undefined ? recovered : value)?.certainty !== 'certain') return undefined
  }
  return lintDecoded(linter, { text: '', faults: [tooLarge(length)] }, { ...options, named: true })
}

export interface LintBytesOptions {
  name: string
  /** Judged whatever it is; otherwise only when it is recognisably a definition. */
  named: boolean
  as: Kind | undefined
  settings: Settings
}

function lintCached(cache: Cache, linter: Linter, bytes: Uint8Array, options: LintBytesOptions): Outcome {
  const key = cache.keyOf(bytes, options.settings, options)
  const known = cache.get(key)
  if (known?.type === 'foreign') return { type: 'not-a-definition', learnt: { key, verdict: known } }
  if (known?.type === 'clean') {
    const report: FileReport = { file: options.name, kind: known.kind, findings: [], suppressed: [], crashes: [] }
    return { type: 'judged', report, learnt: { key, verdict: known } }
  }
  const judged = lintBytes(linter, bytes, options)
  if (judged === undefined) return { type: 'not-a-definition', learnt: { key, verdict: { type: 'foreign' } } }
  const { kind, findings, suppressed, crashes } = judged.report
  const spotless = findings.length + suppressed.length + crashes.length === 0
  return spotless && kind !== undefined && !judged.commented
    ? { type: 'judged', ...judged, learnt: { key, verdict: { type: 'clean', kind } } }
    : { type: 'judged', ...judged }
}

/** Judges one text; undefined when it was not named and is no definition. */
export function lintBytes(linter: Linter, bytes: Uint8Array, options: LintBytesOptions): JudgedText | undefined {
  return lintDecoded(linter, decode(bytes, decodeUtf8), options)
}

function lintDecoded(
  linter: Linter,
  { text, faults }: DecodedText,
  { name, named, as, settings }: LintBytesOptions,
): JudgedText | undefined {
  const document = parseDocument({ name, text, faults, comments: name.endsWith('.jsonc') })
  const value = document.value === undefined ? document.recovered : document.value
  const recognised = as === undefined ? detectKind(value) : recogniseAs(as, value)
  if (!named && as === undefined && recognised?.certainty !== 'certain') return undefined
  const report = linter.lint(document, recognised, settings)
  return { ...judgedFrom(document, report), commented: document.comments !== undefined }
}

/** Whether a file that was only found is judged: it is recognisably a definition. */
export function isDefinition(path: string): boolean {
  let bytes: Uint8Array
  try {
    bytes = readInput(path)
  } catch {
    // What cannot be read may be one.
    return true
  }
  const { text, faults } = decode(bytes)
  const document = parseDocument({ name: path, text, faults, comments: path.endsWith('.jsonc') })
  return detectKind(document.value === undefined ? document.recovered : document.value)?.certainty === 'certain'
}

export function summarise(files: readonly FileReport[]): Summary {
  const summary: Summary = { files: files.length, errors: 0, warnings: 0, infos: 0, suppressed: 0 }
  for (const { findings, suppressed } of files) {
    summary.suppressed += suppressed.length
    for (const { severity } of findings) {
      if (severity === 'error') summary.errors += 1
      else if (severity === 'warning') summary.warnings += 1
      else summary.infos += 1
    }
  }
  return summary
}
