import { readdirSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { Linter, type LintScope } from '../engine/lint'
import { acceptAll } from '../engine/suppress'
import { createError, messageOf } from '../findings/errors'
import { summarise } from '../findings/summarise'
import type { FileReport, Kind, Report } from '../findings/types'
import type { LintedDocument } from '../fixes/propose'
import { displayName, type Input, InputReader } from '../input/files'
import type { Dependencies } from '../project/dependencies'
import { projectFinder } from '../project/discover'
import type { LoadOptions } from '../project/load'
import type { Rule } from '../rules/contract'
import { RULES } from '../rules/index.generated'
import { SparingOptimisation } from '../runtime/sparing-optimisation'
import { type Configurations, openConfigurations } from '../settings/open'
import type { ResolvedSettings } from '../settings/resolve'
import { isScriptFile, SCRIPT_CASES } from '../vrl/script-file'
import type { Against } from './against'
import type { Cache } from './cache'
import type { FoundProjects } from './project-sources'
import { type FailedFile, ReportBuilder, type SkippedFile } from './report-builder'
import {
  type CachedResult,
  type DocumentSource,
  importableJson,
  type LintedFile,
  loadDocument,
  readSource,
  type SessionOptions,
  type Source,
  type SourceResult,
  type TextSource,
  type Unlinted,
  wasDefinition,
} from './source'
import { joinFiles, splitByFile } from './split-files'
import {
  type BaselineChange,
  type StaleEntry,
  Suppressions,
  type UnusedIgnore,
  unusedIgnoreReports,
} from './suppressions'

/** A report, and the result of applying suppressions. */
export interface SettledReport {
  /** In the order of the sources, after suppressions, with the findings about suppressions themselves. */
  report: Report
  /** The rules that can be enabled: ours, and those of the configuration files. */
  rules: readonly Rule[]
  /** Entries of `ignores` that match no finding, unless `suppression-used` reports them. */
  unusedIgnores: UnusedIgnore[]
  /** Entries of the baselines that match no finding any more. */
  staleEntries: StaleEntry[]
  /** The effect of `updateBaseline` or `pruneBaseline`, by file. */
  baselineChanges: BaselineChange[]
}

export interface LintResult extends SettledReport {
  skipped: SkippedFile[]
  /** Sources that could not be read; the others are linted. */
  failed: FailedFile[]
  /** Definitions of projects that were not linted, because `exec` is false. */
  unevaluated: string[]
  /** Why the cache could not be written; undefined if it was. */
  cacheFailure?: string
}

/**
 * Lints sources. The command, `init`, the library and the language server all make their reports here.
 *
 * @throws an error with a code of ours (see `findings/errors.ts`) if a configuration or a baseline is invalid; the
 *   faults of sources are in the result
 */
export async function lintSources(
  sources: readonly Source[],
  options: SessionOptions,
  onProgress?: ProgressListener,
): Promise<LintResult> {
  return (await LintSession.open(options)).lint(sources, onProgress)
}

/** The sources after projects were loaded or found in the cache. */
interface LoadedProjects extends Pick<FoundProjects, 'skipped' | 'unevaluated' | 'folders'> {
  sources: readonly Source[]
  /** The cached findings of projects, before suppressions, by the path of the definition. */
  known: ReadonlyMap<string, readonly LintedFile[]>
  /** Whether any project was loaded. */
  loaded: boolean
  /** Stores the findings of a project in the cache; does nothing for other sources. */
  keep(source: Source, files: readonly LintedFile[]): void
}

/** Called before each project is loaded. */
export type ProgressListener = (done: number, all: number, folder: string) => void

/** Files that may belong to a project in TypeScript. */
export const MAY_BE_OF_PROJECT = /\.(?:[cm]?[jt]sx?|vrl|svg|md)$|(?:^|[\\/])package\.json$/

/** The definition of a project. */
const PROJECT_DEFINITION = /\.definition\.(?:m?ts|js)$/

/**
 * Configuration, rules and suppressions, opened once for one run, for the rounds of a watch, or for answers as they
 * arrive.
 */
export class LintSession {
  readonly #options: SessionOptions
  readonly #configurations: Configurations
  readonly #suppressions: Suppressions
  readonly #reader = new InputReader()
  /** The reports of unchanged sources, by path; an empty list for a source that is not a definition. */
  readonly #remembered: Map<string, FileReport[]> | undefined
  /** The script files that a remembered project uses, by the path of its definition. */
  readonly #scripts = new Map<string, readonly string[]>()
  #linter: { rules: readonly Rule[]; linter: Linter } | undefined
  #cache: Cache | undefined
  /** The cache, if results of this run may be taken from it. */
  #results: Cache | undefined
  #against: Against | undefined
  /** The sources of this run that are not definitions. */
  #foreign: Source[] = []

  /** @throws ERR_CONFIGURATION when a setting of the command line cannot be read, or there is no such file */
  static async open(options: SessionOptions): Promise<LintSession> {
    const { cwd, config, rules = [], preset, configurationCode: code } = options
    const file = typeof config === 'string' ? config : undefined
    const configurations = await openConfigurations({ cwd, file, search: config !== false, rules, preset, code })
    return new LintSession(options, configurations)
  }

  /** Creates a session with settings that were opened before. */
  static over(options: SessionOptions, configurations: Configurations): LintSession {
    return new LintSession(options, configurations)
  }

  private constructor(options: SessionOptions, configurations: Configurations) {
    this.#options = options
    this.#configurations = configurations
    this.#suppressions = new Suppressions({
      cwd: options.cwd,
      today: new Date().toISOString().slice(0, 10),
      configurations,
      baseline: options.baseline,
      renewing: options.updateBaseline === true,
    })
    this.#remembered = options.remember === true ? new Map() : undefined
  }

  /** Compares every document with a previous state from now on. Results remembered before lack the changes. */
  compareWith(against: Against): void {
    this.#against = against
  }

  /** The rules that can be enabled: ours, and those of the configuration files read so far. */
  get rules(): readonly Rule[] {
    return this.#configurations.rules
  }

  /** The kind that the options give for every source. */
  get as(): Kind | undefined {
    return this.#options.as
  }

  /** Absolute paths of configuration files that are code and were not run. */
  get passedOver(): readonly string[] {
    return this.#configurations.passedOver
  }

  /** Absolute paths of the configuration and baseline files that were read. */
  get files(): readonly string[] {
    return [...this.#configurations.files, ...this.#suppressions.files]
  }

  /** Starts a new time budget for the scripts of the documents that are linted from now on. */
  startRun(): void {
    this.#linter?.linter.startRun()
    this.#foreign = []
  }

  /**
   * Starts a run over sources: reads their configurations and previous states.
   *
   * @throws ERR_CONFIGURATION, ERR_GIT
   */
  async begin(sources: readonly Source[]): Promise<void> {
    this.startRun()
    await this.prepare(sources)
    const load = (source: Source) => (source.type === 'document' ? source : this.load(source))
    await this.#against?.prepare(sources, load, this.#cache)
  }

  /**
   * Lints sources and settles their suppressions.
   *
   * @param evaluator a process that was started in advance, to evaluate the projects among them
   */
  async lint(
    given: readonly Source[],
    onProgress?: ProgressListener,
    evaluator?: LoadOptions['evaluator'],
  ): Promise<LintResult> {
    const projects = await this.#loadProjects(given, onProgress, evaluator)
    const { sources, known } = projects
    await this.begin(sources)
    const builder = new ReportBuilder()
    builder.skipped.push(...projects.skipped)
    if (known.size === 0 && (await this.#isWorthWorker(sources))) {
      const { lintWithWorker } = await import('./parallel')
      const job = { options: this.#options, against: this.#against?.forWorker() }
      const results = await lintWithWorker(sources, (source) => this.lintSource(source), job)
      for (const { source, result } of results) this.#add(builder, source, result)
    } else {
      const optimisation = this.#options.ownProcess === true ? new SparingOptimisation() : undefined
      try {
        for (const source of sources) {
          const remembered = this.#remembered?.get(source.path)
          const cached = source.type === 'file' ? known.get(source.path) : undefined
          if (cached !== undefined) this.#addLinted(builder, source.path, cached, true)
          else if (remembered === undefined) {
            const result = await this.#lintLocating(source)
            if (result.type === 'linted') projects.keep(source, result.files)
            this.#add(builder, source, result)
          } else if (remembered.length > 0) builder.addReports(remembered)
          else this.#addForeign(builder, source)
          optimisation?.linted()
        }
      } finally {
        optimisation?.end()
      }
    }
    builder.addReports(await this.#gone())
    const cacheFailure = this.#cache?.save()
    const { failed } = builder
    const isWithin = (file: string) => projects.folders.some((folder) => file.startsWith(folder))
    const skipped = builder.skipped.filter(({ file, reason }) => reason !== 'not-a-definition' || !isWithin(file))
    const files = projects.loaded ? joinFiles(builder.files) : builder.files
    const settled = await this.settle(files, sources)
    const { unevaluated } = projects
    return { ...settled, skipped, failed, unevaluated, ...(cacheFailure === undefined ? {} : { cacheFailure }) }
  }

  /**
   * Replaces the files of projects by the projects' documents. The code for projects is loaded only if there are any.
   */
  async #loadProjects(
    given: readonly Source[],
    onProgress: ProgressListener | undefined,
    evaluator: LoadOptions['evaluator'],
  ): Promise<LoadedProjects> {
    const folderOf = projectFinder()
    const mayBelongToProject = (source: Source) =>
      (isScriptText(source) && folderOf(source.path) !== undefined) ||
      (source.type === 'file' &&
        (MAY_BE_OF_PROJECT.test(source.path) || (source.path.endsWith('.json') && folderOf(source.path) !== undefined)))
    const jsonModules = importableJson(given, folderOf, this.#reader, this.as)
    if (jsonModules.size === 0 && !given.some(mayBelongToProject)) {
      return { sources: given, known: new Map(), skipped: [], unevaluated: [], folders: [], loaded: false, keep() {} }
    }
    const { findProjects, loadSources } = await import('./project-sources')
    const { realFolder } = await import('../project/discover')
    const { cwd, exec = true, staged = false, frames = false } = this.#options
    const found = await findProjects(given, cwd, { exec, staged, as: this.as, jsonModules })
    await this.prepare(found.projects.map(({ source }) => source))
    // Results in the cache belong to files on the disk, which may differ from those in the index.
    const cache = staged ? undefined : this.#results
    const disk = cache === undefined ? undefined : new (await import('./cache')).DiskStates()
    const known = new Map<string, LintedFile[]>()
    const keys = new Map<string, string>()
    const wanted = found.projects.filter(({ source: { path, name } }) => {
      const { settings, as, ignored } = this.#configurations.settingsFor(path)
      if (ignored || this.#remembered?.has(path) === true) return false
      if (cache === undefined || disk === undefined) return true
      const key = cache.projectKey(path, settings, { name, cwd, frames, as: this.#options.as ?? as })
      keys.set(path, key)
      const cached = cache.getProject(key, disk)
      if (cached !== undefined) known.set(path, cached)
      return cached === undefined
    })
    const sources = [...found.sources]
    const dependencies = new Map<string, Dependencies>()
    const documents =
      wanted.length === 0
        ? []
        : await loadSources(
            wanted.map(({ folder }) => folder),
            {
              cwd,
              staged,
              index: found.index,
              cache: this.#cache,
              withDependencies: cache !== undefined,
              evaluator,
              early: this.#against === undefined && given.length < SOURCES_FOR_WORKER,
              onWaiting: () => this.#warmUp(wanted.map(({ folder }) => folder)),
              ...(onProgress === undefined ? {} : { onProgress }),
            },
          )
    for (const [index, { dependencies: depends, ...document }] of documents.entries()) {
      sources[wanted[index]?.at ?? -1] = document
      this.#scripts.set(document.path, document.scripts ?? [])
      if (depends !== undefined) dependencies.set(document.path, depends)
    }
    for (const [path, files] of known)
      this.#scripts.set(
        path,
        files.flatMap(({ scripts = [] }) => scripts),
      )
    // A script of a project is linted with the project, which determines its type. Without a loaded project, it is linted by
    // itself.
    const used = new Set(found.projects.flatMap(({ source: { path } }) => this.#scripts.get(path) ?? []))
    const linted = new Set<Source>(
      used.size === 0 ? [] : found.scripts.filter(({ path }) => used.has(realFolder(path))),
    )
    const replaced: Source[][] = []
    for (const one of sources) {
      if (linted.has(one)) replaced.push(this.#encodingOf(one))
      else if (isScriptText(one)) replaced.push(await this.#inProject(one, folderOf(one.path), found.unevaluated))
      else replaced.push([one])
    }
    return {
      ...found,
      sources: replaced.flat(),
      known,
      loaded: true,
      keep(source, files) {
        // The result for a text that differs from the disk does not apply to the file.
        if (source.type === 'document' && source.only !== undefined) return
        const depends = dependencies.get(source.path)
        const key = keys.get(source.path)
        if (depends !== undefined && key !== undefined && disk !== undefined)
          cache?.addProject(key, depends, files, disk)
      },
    }
  }

  /**
   * The source for a script on standard input that belongs to a project: the project, loaded with this text in place of
   * the file. If the definition cannot be loaded or does not use the script, the script is linted by itself.
   */
  async #inProject(source: TextSource, folder: string | undefined, unevaluated: string[]): Promise<Source[]> {
    const { definitionIn, realFolder } = await import('../project/discover')
    const definition = folder === undefined ? undefined : definitionIn(folder)
    if (folder === undefined || definition === undefined) return [source]
    const { cwd, staged = false, exec = true } = this.#options
    if (!exec) {
      unevaluated.push(displayName(join(folder, definition), cwd))
      return [source]
    }
    const { loadSources } = await import('./project-sources')
    const path = join(realFolder(dirname(source.path)), basename(source.path))
    const text = source.text ?? Buffer.from(source.bytes).toString('utf8')
    const [project] = await loadSources([folder], { cwd, staged, replacedTexts: new Map([[path, text]]) })
    if (project === undefined) return [source]
    await this.prepare([project])
    if (project.document.value === undefined) return [project, source]
    const isUsed = project.scripts?.includes(path) === true
    return isUsed ? [{ ...project, only: displayName(source.path, cwd) }, ...this.#encodingOf(source)] : [source]
  }

  /** Loads the code that lints projects while the first project is evaluated. */
  #warmUp(folders: readonly string[]): void {
    this.#linterOf(this.rules).warmUp('create-body', { scripts: folders.some(hasScript) })
  }

  /** The source for the encoding faults of a script that a project uses, since the project reads any bytes as text. */
  #encodingOf(source: Source): Source[] {
    const content = readSource(source, this.#reader)
    if (content.type !== 'bytes') return [source]
    const document = loadDocument(source.name, content, undefined, true)?.document
    if (document === undefined || document.faults.length === 0) return []
    return [
      {
        type: 'document',
        path: source.path,
        name: source.name,
        document: { ...document, value: undefined },
        recognised: undefined,
      },
    ]
  }

  #add(builder: ReportBuilder, source: Source, result: SourceResult): void {
    if (result.type === 'failed') {
      builder.addFailed(source.name, result.message)
      return
    }
    if (result.entry !== undefined) this.#cache?.add(result.entry)
    if (result.type === 'linted') this.#addLinted(builder, source.path, result.files, isEvaluatedProject(source))
    else if (result.reason === 'not-a-definition') this.#addForeign(builder, source)
    else builder.addSkipped(source.name, result.reason)
  }

  #addForeign(builder: ReportBuilder, source: Source): void {
    this.#remembered?.set(source.path, [])
    this.#foreign.push(source)
    builder.addSkipped(source.name, 'not-a-definition')
  }

  #addLinted(builder: ReportBuilder, path: string, files: readonly LintedFile[], ofProject: boolean): void {
    const reports = this.#reportsOf(files, ofProject)
    this.#remembered?.set(path, reports)
    builder.addReports(reports)
    for (const { report, notCompared } of files) {
      if (notCompared !== undefined) builder.addNotCompared(report.file, notCompared)
    }
  }

  #reportsOf(files: readonly LintedFile[], ofProject: boolean): FileReport[] {
    if (!ofProject) return this.suppress(files)
    return files.flatMap((file) => {
      const reports = this.suppress([file]).flatMap(splitByFile)
      const { only } = file
      if (only === undefined) return reports
      const report = reports.find((one) => one.file === only) ?? { file: only, findings: [], suppressed: [] }
      return [{ ...report, kind: 'script', crashes: reports.flatMap(({ crashes }) => crashes) }]
    })
  }

  /**
   * Lints one source for an editor: with its suppressions, but without findings that need a run over many files.
   *
   * @throws ERR_CONFIGURATION
   */
  async lintOne(source: Source): Promise<{ type: 'linted'; reports: FileReport[] } | Unlinted> {
    await this.prepare([source])
    this.startRun()
    const result = this.lintSource(source)
    if (result.type !== 'linted') return result
    return { type: 'linted', reports: this.#reportsOf(result.files, isEvaluatedProject(source)) }
  }

  /** Lints a source again in the next round. */
  forget(path: string): void {
    this.#remembered?.delete(path)
    const isJson = path.endsWith('.json')
    if (isJson || MAY_BE_OF_PROJECT.test(path)) {
      const projects = [...(this.#remembered?.keys() ?? [])].filter((known) => PROJECT_DEFINITION.test(known))
      const around = projects.filter((known) => path.startsWith(dirname(known) + sep))
      // A file outside all projects, such as a shared script, may be used by any of them.
      for (const known of around.length > 0 || isJson ? around : projects) this.#remembered?.delete(known)
    }
    this.#suppressions.forget(path)
  }

  /**
   * Reads the configuration files that apply to the sources. To be called before `lintSource`.
   *
   * @throws ERR_CONFIGURATION
   */
  async prepare(sources: readonly Pick<Source, 'path'>[]): Promise<void> {
    await this.#configurations.prepare(sources.map(({ path }) => path))
    const { cache, cwd } = this.#options
    if (cache === undefined) return
    this.#cache ??= (await import('./cache')).openCache(cache, cwd, __filename)
    // Custom rules may depend on anything, and changes depend on another state.
    this.#results = this.rules === RULES && this.#against === undefined ? this.#cache : undefined
  }

  /** Lints one source, before suppressions. Synchronous, so that a worker and the main thread share the sources. */
  lintSource(source: Source): SourceResult {
    const { settings, as: configured, ignored } = this.#configurations.settingsFor(source.path)
    if (ignored) return { type: 'skipped', reason: 'ignored' }
    if (source.type !== 'document' && source.named === false && SCRIPT_CASES.test(source.path)) {
      return { type: 'skipped', reason: 'script-cases' }
    }
    const content = readSource(source, this.#reader)
    if (content.type === 'failed') return content
    if (content.type === 'document') return { type: 'linted', files: [this.#lintCompared(content)] }

    const { path, name } = source
    const whereabouts = { path, name, anonymous: source.type === 'text' && source.anonymous === true }
    const as = this.#options.as ?? configured
    const named = source.type === 'document' || source.named !== false
    const key = this.#results?.keyOf(content, settings, { name, named, as })
    const cached = key === undefined ? undefined : this.#results?.get(key)
    const entryOf = (found: CachedResult) => (key === undefined ? {} : { entry: { key, result: found } })
    if (cached?.type === 'foreign' && !wasDefinition(source))
      return { type: 'skipped', reason: 'not-a-definition', ...entryOf(cached) }
    if (cached?.type === 'clean') {
      const report = { file: name, kind: cached.kind, findings: [], suppressed: [], crashes: [] }
      return { type: 'linted', files: [{ ...whereabouts, report }], ...entryOf(cached) }
    }
    const loaded =
      loadDocument(name, content, as, named) ??
      (wasDefinition(source) ? loadDocument(name, content, as, true) : undefined)
    if (loaded === undefined) return { type: 'skipped', reason: 'not-a-definition', ...entryOf({ type: 'foreign' }) }
    const linted = this.#lintCompared({ type: 'document', ...whereabouts, ...loaded })
    const { kind, findings, suppressed, crashes } = linted.report
    // A comment may suppress the finding of another rule.
    const isClean = findings.length + suppressed.length + crashes.length === 0 && loaded.document.comments === undefined
    return {
      type: 'linted',
      files: [linted],
      ...(isClean && kind !== undefined ? entryOf({ type: 'clean', kind }) : {}),
    }
  }

  /** Lints a document, and compares it if requested. */
  #lintCompared(source: DocumentSource): LintedFile {
    if (this.#against === undefined) return this.lintDocument(source)
    const { changesSince } = require('./against') as typeof import('./against')
    const changes = changesSince(this, source, this.#against)
    if (changes === undefined) return this.lintDocument(source)
    const { findings, failure } = changes
    const extraFindings = [...(source.extraFindings ?? []), ...findings]
    const linted = this.lintDocument({ ...source, extraFindings }, { compared: failure === undefined })
    return failure === undefined ? linted : { ...linted, notCompared: failure }
  }

  /** The findings for documents that exist only in the previous state. */
  async #gone(): Promise<FileReport[]> {
    const sources = this.#against?.gone(this.#foreign) ?? []
    if (sources.length === 0) return []
    await this.prepare(sources)
    const { removalFinding } = require('./against') as typeof import('./against')
    const wanted = sources.filter(({ path }) => !this.#configurations.settingsFor(path).ignored)
    const scope = { extraOnly: true, compared: true }
    return this.suppress(
      wanted.map((source) => this.lintDocument({ ...source, extraFindings: [removalFinding(source)] }, scope)),
    ).filter(({ findings, suppressed }) => findings.length + suppressed.length > 0)
  }

  /** Lints a document that is loaded, even one that the configuration ignores; before suppressions. */
  lintDocument(source: Omit<DocumentSource, 'type'>, scope?: LintScope): LintedFile {
    const { document, recognised, extraFindings } = source
    const { settings } = this.#configurations.settingsFor(source.path)
    const report = this.#linterOf(this.rules).lint(document, recognised, settings, extraFindings, scope)
    return this.#lintedFile(source, report)
  }

  /**
   * Lints a source. A project is linted while the positions of its values are still looked up, and the lookup is
   * awaited only if there is a finding.
   */
  async #lintLocating(source: Source): Promise<SourceResult> {
    if (source.type !== 'document' || source.located === undefined) return this.lintSource(source)
    const { settings } = this.#configurations.settingsFor(source.path)
    const linter = this.#linterOf(this.rules)
    const checked = linter.check(source.document, source.recognised, settings, source.extraFindings)
    const located = checked.raw.length === 0 ? source : await source.located
    // The evaluating process may have failed in the meantime.
    if (located.document.value === undefined) return this.lintSource(located)
    const report = linter.report(located.document, checked, settings)
    return { type: 'linted', files: [this.#lintedFile(located, report)] }
  }

  #lintedFile(
    { path, isExpected, anonymous = false, scripts, only }: Omit<DocumentSource, 'type'>,
    report: FileReport,
  ): LintedFile {
    if (isExpected !== undefined) report.findings = report.findings.filter((finding) => !isExpected(finding))
    return {
      report,
      path,
      anonymous,
      ...(scripts === undefined ? {} : { scripts }),
      ...(only === undefined ? {} : { only }),
    }
  }

  /**
   * The document of a source that is a text, as `lintSource` would lint it; undefined if the source is ignored, cannot
   * be read, or is not a definition. Its settings must have been prepared.
   */
  load(source: Input | TextSource): DocumentSource | undefined {
    const { settings: _, as: configured, ignored } = this.#configurations.settingsFor(source.path)
    const content = ignored ? undefined : readSource(source, this.#reader)
    if (content?.type !== 'bytes') return undefined
    const as = this.#options.as ?? configured
    const { path, name } = source
    const named = source.named !== false || wasDefinition(source)
    const loaded = loadDocument(name, content, as, named)
    const anonymous = source.type === 'text' && source.anonymous === true
    return loaded === undefined ? undefined : { type: 'document', path, name, anonymous, ...loaded }
  }

  /** Lints a loaded document and applies suppressions. Each call has a full budget for scripts. */
  lintLoaded(source: DocumentSource): LintedDocument {
    this.startRun()
    const linted = this.lintDocument(source)
    const [report = linted.report] = this.suppress([linted])
    return { document: source.document, recognised: source.recognised, report }
  }

  #linterOf(rules: readonly Rule[]): Linter {
    const { frames = false, ownProcess = false } = this.#options
    if (this.#linter?.rules !== rules) {
      // The compiler and the modules of Node.js that it needs are loaded for the first script.
      const vrl = () =>
        (require('../runtime/vrl-runtime') as typeof import('../runtime/vrl-runtime')).loadVrl({ ownProcess })
      this.#linter = { rules, linter: new Linter({ rules, vrl, frames }) }
    }
    return this.#linter.linter
  }

  /** Whether a comment, the configuration or a baseline may suppress findings of a document. */
  maySuppress({ document, path, anonymous = false }: DocumentSource): boolean {
    const hasComments = document.comments !== undefined || document.parts !== undefined
    return hasComments || this.#suppressions.mayApply({ path, anonymous })
  }

  /**
   * Applies the configuration's `ignores` and the baselines.
   *
   * @throws ERR_CONFIGURATION when a baseline cannot be read
   */
  suppress(files: readonly LintedFile[]): FileReport[] {
    return files.map((file) => this.#suppressions.apply(file))
  }

  /**
   * Writes the baselines if requested, and finds unused suppressions.
   *
   * @param files after suppressions, in the order of the report
   * @param sources all sources of the run
   * @throws ERR_OUTPUT when a baseline cannot be written
   */
  async settle(files: readonly FileReport[], sources: readonly Pick<Source, 'path'>[]): Promise<SettledReport> {
    const { updateBaseline = false, pruneBaseline = false } = this.#options
    const baselineChanges = [
      ...(updateBaseline ? writingBaseline(() => this.#suppressions.renew()) : []),
      ...(pruneBaseline ? writingBaseline(() => this.#suppressions.prune()) : []),
    ]
    const unused = await this.#suppressions.unusedIgnores(sources.map(({ path }) => path))
    const { reports, others } = unusedIgnoreReports(unused, this.#configurations)
    const all = withAdded(updateBaseline ? files.map(acceptAll) : files, reports)
    return {
      report: { files: all, summary: summarise(all) },
      rules: this.rules,
      unusedIgnores: others,
      staleEntries: this.#suppressions.stale(),
      baselineChanges,
    }
  }

  /** The settings of a path, which must have been prepared. */
  settingsFor(path: string): ResolvedSettings {
    return this.#configurations.settingsFor(path)
  }

  /** The configuration that applies to a file, as JSON text. @throws ERR_CONFIGURATION */
  printConfiguration(path: string): Promise<string> {
    return this.#configurations.print(path)
  }

  async #isWorthWorker(sources: readonly Source[]): Promise<boolean> {
    if (this.#options.ownProcess !== true || this.#remembered !== undefined) return false
    // A worker cannot receive custom rules.
    if (sources.length < SOURCES_FOR_WORKER || this.rules !== RULES) return false
    if (this.#against !== undefined && this.#against.forWorker() === undefined) return false
    return (await import('./parallel')).shouldUseWorker(sources)
  }
}

/** Whether a project probably has a script: nearly all scripts are beside the definition. */
function hasScript(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.vrl'))
  } catch {
    // The fault is reported when the file is loaded.
    return false
  }
}

/** A script on standard input that has a file name, and so may belong to a project. */
function isScriptText(source: Source): source is TextSource {
  return source.type === 'text' && source.anonymous !== true && isScriptFile(source.path)
}

function isEvaluatedProject(source: Source): boolean {
  return source.type === 'document' && source.document.parts !== undefined
}

/** For fewer sources, starting a worker thread takes longer than it saves. */
const SOURCES_FOR_WORKER = 500

function writingBaseline(write: () => BaselineChange[]): BaselineChange[] {
  try {
    return write()
  } catch (error) {
    throw createError('ERR_OUTPUT', `Cannot write the baseline: ${messageOf(error)}`)
  }
}

/** Adds reports, and merges them with those of configuration files that were linted themselves. */
function withAdded(files: readonly FileReport[], added: readonly FileReport[]): FileReport[] {
  if (added.length === 0) return [...files]
  const byName = new Map(files.map((file) => [file.file, file]))
  for (const report of added) {
    const known = byName.get(report.file)
    const findings = [...(known?.findings ?? []), ...report.findings]
    byName.set(report.file, { ...(known ?? report), findings })
  }
  return [...byName.values()]
}
