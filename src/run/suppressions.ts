import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { decode } from '../document/decode'
import { type Baseline, formatBaseline, parseBaseline } from '../engine/baseline'
import { applySuppressions, type BaselineEntry, entryKey, type SuppressionUsage } from '../engine/suppress'
import { codeOf } from '../findings/errors'
import { shortHash } from '../findings/fingerprint'
import { helpUrl } from '../findings/help'
import type { FileReport, Finding, Range, Severity } from '../findings/types'
import { displayName, isOutside, readFailure, readInput, repositoryRoot, walk } from '../input/files'
import { statsOf } from '../input/stats'
import { BUILT_IN } from '../rules/contract'
import { BASELINE_NAME } from '../settings/configuration'
import { configurationError } from '../settings/errors'
import { type ConfiguredIgnore, isExpired } from '../settings/layers'
import type { Configurations } from '../settings/open'
import { forward, relativePath } from '../settings/patterns'
import type { ResolvedSettings } from '../settings/resolve'
import { withLock } from './lock'
import { writeWhole } from './output'
import { type LintedFile, looksLikeDefinition } from './source'

export interface SuppressionsOptions {
  cwd: string
  /** The current day in UTC, YYYY-MM-DD, for entries that expire. */
  today: string
  configurations: Configurations
  /** Path of the only baseline file to use; false for none. Default: what the configuration says. */
  baseline?: string | false | undefined
  /** Whether the baseline will be written, so that a missing one is not an error. */
  renewing?: boolean
}

/** An entry of a baseline that matches no finding any more. */
export interface StaleEntry extends BaselineEntry {
  /** The baseline file, as messages name it. */
  baseline: string
  /** The file that the entry is for, as messages name it. */
  file: string
}

/** An entry of `ignores` that matches no finding. */
export interface UnusedIgnore extends Range {
  entry: ConfiguredIgnore
  /** The configuration file, as reports name it. */
  file: string
  message: string
}

/** The change of a baseline file. */
export interface BaselineChange {
  /** The name in messages. */
  file: string
  /** The number of entries after the change. */
  entries: number
  added: number
  removed: number
}

interface BaselineFile {
  /** Absolute, forward slashes. */
  path: string
  folder: string
  /** The text that was read; undefined if the file does not exist. */
  text: string | undefined
  entries: Baseline
}

interface LintedUsage {
  usage: SuppressionUsage
  baseline: BaselineFile | undefined
}

/** Applies `ignores` and baselines to the files of a run, and records which entries were needed. */
export class Suppressions {
  readonly #options: SuppressionsOptions
  readonly #baselines = new Map<string, BaselineFile | undefined>()
  readonly #chosen = new WeakMap<ResolvedSettings, BaselineFile | undefined>()
  /** By absolute path, forward slashes. */
  readonly #linted = new Map<string, LintedUsage>()
  #known: { rules: Configurations['rules']; ids: ReadonlySet<string> } | undefined

  constructor(options: SuppressionsOptions) {
    this.#options = options
  }

  /**
   * Removes the suppressed findings from a file's report.
   *
   * @throws ERR_CONFIGURATION if the baseline cannot be read
   */
  apply(linted: LintedFile): FileReport {
    const { path, anonymous } = linted
    const { configurations, today } = this.#options
    const resolved = configurations.settingsFor(path)
    const { settings, ignores } = resolved
    if (!this.mayApply(linted)) return linted.report
    const baseline = anonymous ? undefined : this.#baselineFor(resolved)
    const file = this.#absolute(path)
    const known = this.#knownRules()
    const accepted = applySuppressions(linted.report, settings, {
      ignores,
      baseline: baseline === undefined ? undefined : (baseline.entries.get(relativePath(baseline.folder, file)) ?? []),
      today,
      known,
    })
    this.#linted.set(file, { usage: accepted.usage, baseline })
    return accepted.report
  }

  /**
   * Whether the configuration or a baseline may suppress findings of a file.
   *
   * @throws ERR_CONFIGURATION if the baseline cannot be read
   */
  mayApply({ path, anonymous }: Pick<LintedFile, 'path' | 'anonymous'>): boolean {
    const { configurations } = this.#options
    if (configurations.ignores.length > 0) return true
    return !anonymous && this.#baselineFor(configurations.settingsFor(path)) !== undefined
  }

  /** Absolute paths of the baseline files in use. */
  get files(): readonly string[] {
    return [...this.#usedBaselines()].map(({ path }) => path)
  }

  /** Drops the usage of a file that was deleted. */
  forget(path: string): void {
    this.#linted.delete(this.#absolute(path))
  }

  /** Entries of the baselines that match no finding any more: for linted files, and for deleted files. */
  stale(): StaleEntry[] {
    const stale: StaleEntry[] = []
    for (const baseline of this.#usedBaselines()) {
      const add = (file: string, entries: readonly BaselineEntry[]) => {
        for (const entry of entries) {
          stale.push({ ...entry, baseline: this.#display(baseline.path), file: this.#display(file) })
        }
      }
      for (const [name, entries] of baseline.entries) {
        const file = this.#absolute(resolve(baseline.folder, name))
        const usage = this.#linted.get(file)?.usage
        if (usage !== undefined) {
          const gone = new Set(usage.stale)
          add(
            file,
            entries.filter((entry) => gone.has(entry)),
          )
        } else if (isGone(name, file)) add(file, entries)
      }
    }
    return stale
  }

  /**
   * Rewrites the baselines for the linted files, and keeps the entries for other files.
   *
   * @throws the file system's error
   */
  renew(): BaselineChange[] {
    return this.#write((baseline, entries) => {
      for (const [file, { usage, baseline: own }] of this.#linted) {
        if (own === baseline) entries.set(relativePath(baseline.folder, file), usage.renewed)
      }
    })
  }

  /**
   * Removes stale entries from the baselines.
   *
   * @throws the file system's error
   */
  prune(): BaselineChange[] {
    return this.#write((baseline, entries) => {
      for (const [name, known] of [...entries]) {
        const file = this.#absolute(resolve(baseline.folder, name))
        const usage = this.#linted.get(file)?.usage
        if (usage !== undefined) {
          const stale = new Set(usage.stale.map(entryKey))
          entries.set(
            name,
            known.filter((entry) => !stale.has(entryKey(entry))),
          )
        } else if (isGone(name, file)) entries.delete(name)
      }
    })
  }

  /**
   * The entries of `ignores` that match no finding, and those that have expired. An entry is reported only if its rule
   * has checked every definition that its pattern matches, so that a run over some of the files reports nothing wrong.
   *
   * @param seen absolute paths of all files in the run
   */
  async unusedIgnores(seen: readonly string[]): Promise<UnusedIgnore[]> {
    const { configurations, today } = this.#options
    if (configurations.ignores.length === 0) return []
    const matched = new Set<ConfiguredIgnore>()
    const doubtful = new Set<ConfiguredIgnore>()
    for (const [file, { usage }] of this.#linted) {
      const decided = new Set([...usage.matched, ...usage.unmatched])
      for (const entry of usage.matched) matched.add(entry)
      for (const entry of configurations.settingsFor(file).ignores) if (!decided.has(entry)) doubtful.add(entry)
    }
    const unused: UnusedIgnore[] = []
    const candidates = new Set<ConfiguredIgnore>()
    for (const entry of configurations.ignores) {
      if (matched.has(entry)) {
        if (isExpired(entry, today)) {
          unused.push(
            this.#unused(entry, `expired on ${entry.expires}: findings of ${quoted(entry.rule)} are reported again.`),
          )
        }
      } else if (!doubtful.has(entry) && this.#isWithinReach(entry)) candidates.add(entry)
    }
    await this.#dropUnproven(candidates, new Set(seen.map((path) => this.#absolute(path))))
    for (const entry of candidates) {
      unused.push(this.#unused(entry, `matches no finding of ${quoted(entry.rule)}. Remove it.`))
    }
    return unused
  }

  #unused(entry: ConfiguredIgnore, what: string): UnusedIgnore {
    const range = entry.range ?? { line: 1, column: 1, endLine: 1, endColumn: 1 }
    return { entry, file: this.#display(entry.configurationFile), message: `The entry of "ignores" ${what}`, ...range }
  }

  /** Whether the files of an entry are in a folder that this run may search. */
  #isWithinReach({ configurationFile }: ConfiguredIgnore): boolean {
    const { cwd } = this.#options
    const folder = dirname(configurationFile)
    if (isOutside(relative(repositoryRoot(cwd) ?? cwd, folder))) return false
    return [...this.#linted.keys()].some((file) => !isOutside(relative(folder, file)))
  }

  /** Drops the entries whose pattern matches a definition that is not in this run. */
  async #dropUnproven(candidates: Set<ConfiguredIgnore>, seen: ReadonlySet<string>): Promise<void> {
    const { configurations, cwd } = this.#options
    for (const folder of outermost([...candidates].map(({ configurationFile }) => dirname(configurationFile)))) {
      const unseen = walk(folder, cwd).filter((path) => !seen.has(this.#absolute(path)))
      try {
        await configurations.prepare(unseen)
      } catch (error) {
        // An invalid configuration in another folder does not concern this run.
        if (codeOf(error) !== 'ERR_CONFIGURATION') throw error
        candidates.clear()
        return
      }
      for (const path of unseen) {
        if (candidates.size === 0) return
        const { ignored, ignores, as } = configurations.settingsFor(path)
        const named = ignores.filter((entry) => candidates.has(entry))
        if (ignored || named.length === 0 || (as === undefined && !looksLikeDefinition(path))) continue
        for (const entry of named) candidates.delete(entry)
      }
    }
  }

  /** Another run may have written a baseline since it was read, so the change is applied to the current file. */
  #write(change: (baseline: BaselineFile, entries: Map<string, readonly BaselineEntry[]>) => void): BaselineChange[] {
    return [...this.#usedBaselines()].map((baseline) =>
      withLock(baseline.path, () => {
        const { text: written, entries: known } = this.#readAgain(baseline)
        const entries = new Map(known)
        change(baseline, entries)
        const text = formatBaseline(entries)
        if (text !== written) writeWhole(baseline.path, this.#options.cwd, text)
        baseline.text = text
        baseline.entries = entries
        const before = entryKeys(known)
        const after = entryKeys(entries)
        return {
          file: this.#display(baseline.path),
          entries: after.size,
          added: [...after].filter((key) => !before.has(key)).length,
          removed: [...before].filter((key) => !after.has(key)).length,
        }
      }),
    )
  }

  #readAgain(baseline: BaselineFile): Pick<BaselineFile, 'text' | 'entries'> {
    return statsOf(baseline.path)?.isFile() === true ? (this.#readFile(baseline.path, true) ?? baseline) : baseline
  }

  #usedBaselines(): Set<BaselineFile> {
    return new Set([...this.#linted.values()].flatMap(({ baseline }) => baseline ?? []))
  }

  #baselineFor(resolved: ResolvedSettings): BaselineFile | undefined {
    if (!this.#chosen.has(resolved)) this.#chosen.set(resolved, this.#chooseBaseline(resolved))
    return this.#chosen.get(resolved)
  }

  #chooseBaseline(resolved: ResolvedSettings): BaselineFile | undefined {
    const { baseline, cwd } = this.#options
    if (baseline === false) return undefined
    if (baseline !== undefined) return this.#read(resolve(cwd, baseline), true)
    if (resolved.baseline !== undefined) return this.#read(resolved.baseline, true)
    const nearest = resolved.configurationFiles.at(-1)
    return this.#read(resolve(nearest === undefined ? cwd : dirname(nearest), BASELINE_NAME), false)
  }

  #read(path: string, named: boolean): BaselineFile | undefined {
    const known = this.#baselines.get(path)
    if (known !== undefined || this.#baselines.has(path)) return known
    const baseline = this.#readFile(forward(path), named)
    this.#baselines.set(path, baseline)
    return baseline
  }

  #readFile(path: string, named: boolean): BaselineFile | undefined {
    const { renewing = false } = this.#options
    const file = this.#display(path)
    const folder = forward(dirname(path))
    if (!existsSync(path)) {
      if (renewing) return { path, folder, text: undefined, entries: new Map() }
      if (!named) return undefined
      throw configurationError([{ file, message: 'there is no such baseline file; --update-baseline writes one.' }])
    }
    let bytes: Uint8Array
    try {
      bytes = readInput(path)
    } catch (error) {
      throw configurationError([{ file, message: `cannot be read: ${readFailure(error, path)}.` }])
    }
    const { text } = decode(bytes)
    const parsed = parseBaseline(text)
    if ('baseline' in parsed) return { path, folder, text, entries: parsed.baseline }
    throw configurationError(parsed.faults.map((fault) => ({ file, ...fault })))
  }

  #knownRules(): ReadonlySet<string> {
    const { rules } = this.#options.configurations
    if (this.#known?.rules !== rules) this.#known = { rules, ids: new Set(rules.map(({ id }) => id)) }
    return this.#known.ids
  }

  #absolute(path: string): string {
    return forward(resolve(this.#options.cwd, path))
  }

  #display(path: string): string {
    return displayName(path, this.#options.cwd)
  }
}

/**
 * Reports unused entries as findings of the configuration files, if the rule `suppression-used` is enabled for them.
 */
export function unusedIgnoreReports(
  unused: readonly UnusedIgnore[],
  configurations: Configurations,
): { reports: FileReport[]; others: UnusedIgnore[] } {
  const reports = new Map<string, FileReport>()
  const others: UnusedIgnore[] = []
  for (const one of unused) {
    const severity = severityFor(one.entry.configurationFile, configurations)
    if (severity === undefined) {
      others.push(one)
      continue
    }
    const report = reports.get(one.file) ?? { file: one.file, findings: [], suppressed: [], crashes: [] }
    reports.set(one.file, report)
    report.findings.push(findingOfIgnore(one, severity))
  }
  for (const { findings } of reports.values()) {
    findings.sort((left, right) => left.line - right.line || left.column - right.column)
  }
  return { reports: [...reports.values()], others }
}

function severityFor(file: string, configurations: Configurations): Severity | undefined {
  const severity = configurations.settingsFor(file).settings.rules.get(BUILT_IN.suppressionUsed)?.severity ?? 'off'
  return severity === 'off' ? undefined : severity
}

function findingOfIgnore(
  { entry, message, line, column, endLine, endColumn }: UnusedIgnore,
  severity: Severity,
): Finding {
  const pointer = `/ignores/${entry.index}`
  const { rule, reason, expires, pointer: place } = entry
  const data = {
    rule,
    reason,
    ...(place === undefined ? {} : { pointer: place }),
    ...(expires === undefined ? {} : { expires }),
  }
  return {
    rule: BUILT_IN.suppressionUsed,
    severity,
    message,
    data,
    pointer,
    line,
    column,
    endLine,
    endColumn,
    help: helpUrl(BUILT_IN.suppressionUsed),
    fingerprint: shortHash([BUILT_IN.suppressionUsed, pointer, JSON.stringify(data)]),
  }
}

/** Whether a file was deleted; false for a URL, since only a run that fetches it shows whether the document exists. */
function isGone(name: string, file: string): boolean {
  return !/(?:^|\/)https?:\//.test(name) && !existsSync(file)
}

function entryKeys(baseline: Baseline): Set<string> {
  return new Set(
    [...baseline].flatMap(([file, entries]) =>
      entries.map(({ rule, pointer, hash }) => JSON.stringify([file, rule, pointer, hash])),
    ),
  )
}

/** The outermost of some folders. */
function outermost(folders: readonly string[]): string[] {
  const distinct = [...new Set(folders)]
  return distinct.filter((folder) => distinct.every((other) => other === folder || isOutside(relative(other, folder))))
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
