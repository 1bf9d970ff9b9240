import { type DecodedText, decode, tooLarge } from '../document/decode'
import { detectKind, recogniseAs } from '../document/kind'
import { parseDocument } from '../document/parse'
import type { Document } from '../document/types'
import type { Linter } from '../engine/lint'
import type { FileReport, Kind, Report, Summary } from '../findings/types'
import type { Settings } from '../settings/types'
import type { Cache } from './cache'
import {
  type Input,
  InputReader,
  isTooLarge,
  type PassedOver,
  readFailure,
  readInput,
  type TooLargeError,
} from './files'
import { decodeUtf8 } from './utf8'

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

export interface LintInputsOptions {
  linter: Linter
  settingsFor(path: string): FileSettings
  /** Overrules detection and configuration. */
  as: Kind | undefined
  /**
   * What was said of files that have not changed since, by absolute path; undefined for no definition. These are not
   * judged again, and what is judged is added.
   */
  remembered?: Map<string, FileReport | undefined> | undefined
  /** What earlier runs have found clean. */
  cache?: Cache | undefined
  /** Takes out of a file's report what is accepted. */
  accept?: (path: string, document: Document, report: FileReport) => FileReport
}

/** Judges files one after the other; of each, only its findings are kept. */
export function lintInputs(inputs: readonly Input[], options: LintInputsOptions): LintResult {
  const files: FileReport[] = []
  const skipped: SkippedFile[] = []
  const failed: FailedFile[] = []
  const reader = new InputReader()
  for (const input of inputs) {
    const { settings, as, ignored } = options.settingsFor(input.path)
    if (ignored) {
      skipped.push({ file: input.name, reason: 'ignored' })
      continue
    }
    const add = (report: FileReport | undefined) => {
      if (report === undefined) skipped.push({ file: input.name, reason: 'not-a-definition' })
      else files.push(report)
    }
    if (options.remembered?.has(input.path) === true) {
      add(options.remembered.get(input.path))
      continue
    }
    let bytes: Uint8Array
    try {
      bytes = input.read?.() ?? reader.read(input.path)
    } catch (error) {
      if (isTooLarge(error)) add(lintOversized(error, input, settings, options))
      else failed.push({ file: input.name, message: readFailure(error, input.path) })
      continue
    }
    const judged = lintCached(options.cache, options.linter, bytes, {
      name: input.name,
      named: input.named,
      as: options.as ?? as,
      settings,
      accept: (document, report) => options.accept?.(input.path, document, report) ?? report,
    })
    options.remembered?.set(input.path, judged)
    add(judged)
  }
  return { report: { files, summary: summarise(files) }, skipped, failed }
}

/** What is too large is not read, and told as the fault that it would be. */
function lintOversized(
  { length }: TooLargeError,
  { path, name, named }: Input,
  settings: Settings,
  { linter, as, accept }: LintInputsOptions,
): FileReport | undefined {
  const text = { text: '', faults: [tooLarge(length)] }
  return lintDecoded(linter, text, {
    name,
    named,
    as,
    settings,
    accept: (document, report) => accept?.(path, document, report) ?? report,
  })
}

export interface LintBytesOptions {
  name: string
  /** Judged whatever it is; otherwise only when it is recognisably a definition. */
  named: boolean
  as: Kind | undefined
  settings: Settings
  /** Takes out of the report what is accepted. */
  accept?: (document: Document, report: FileReport) => FileReport
}

function lintCached(
  cache: Cache | undefined,
  linter: Linter,
  bytes: Uint8Array,
  options: LintBytesOptions,
): FileReport | undefined {
  if (cache === undefined) return lintBytes(linter, bytes, options)
  const key = cache.keyOf(bytes, options.settings, options)
  const verdict = cache.get(key)
  if (verdict?.type === 'foreign') return undefined
  if (verdict?.type === 'clean') {
    const report: FileReport = { file: options.name, kind: verdict.kind, findings: [], suppressed: [], crashes: [] }
    return options.accept?.(cleanDocument(options.name), report) ?? report
  }
  let clean: Kind | undefined
  const judged = lintBytes(linter, bytes, {
    ...options,
    accept: (document, report) => {
      const spotless = report.findings.length + report.suppressed.length + report.crashes.length === 0
      if (spotless && document.comments === undefined) clean = report.kind
      return options.accept?.(document, report) ?? report
    },
  })
  if (judged === undefined) cache.set(key, { type: 'foreign' })
  else if (clean !== undefined) cache.set(key, { type: 'clean', kind: clean })
  return judged
}

/** What is known of a text that was clean: it can be parsed, and there is nothing in it to point at. */
function cleanDocument(name: string): Document {
  const refuse = () => {
    throw new Error(`${name} was not read: it is known to have no findings.`)
  }
  return { name, text: '', value: null, faults: [], locateAll: refuse, rangeOf: refuse }
}

/** Judges one text; undefined when it was not named and is no definition. */
export function lintBytes(linter: Linter, bytes: Uint8Array, options: LintBytesOptions): FileReport | undefined {
  return lintDecoded(linter, decode(bytes, decodeUtf8), options)
}

function lintDecoded(
  linter: Linter,
  { text, faults }: DecodedText,
  { name, named, as, settings, accept }: LintBytesOptions,
): FileReport | undefined {
  const document = parseDocument({ name, text, faults, comments: name.endsWith('.jsonc') })
  const value = document.value === undefined ? document.recovered : document.value
  const recognised = as === undefined ? detectKind(value) : recogniseAs(as, value)
  if (!named && as === undefined && recognised?.certainty !== 'certain') return undefined
  const report = linter.lint(document, recognised, settings)
  return accept === undefined ? report : accept(document, report)
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
