import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { FileReport, Finding } from '../findings/types'
import { displayName } from '../input/files'
import type { ProjectSource } from '../run/project-sources'
import { placeAndMessage } from '../run/split-files'
import type { LintedText, Workspace } from './workspace'

/** The result of evaluating and linting a project. */
export interface LintedProject {
  /** Absolute. */
  folder: string
  source: ProjectSource
  /** By absolute path. */
  findings: ReadonlyMap<string, readonly Finding[]>
  /** The texts of the files that the project consists of, as they were read, by absolute path. */
  texts: ReadonlyMap<string, string>
  /** Whether the definition could be loaded. */
  isLoaded: boolean
  generation: number
}

export interface ProjectsOptions {
  workspace: Workspace
  /** Runs work while the client shows a progress notification, which can cancel it. */
  withProgress<T>(title: string, signal: AbortController, work: () => Promise<T>): Promise<T>
  /** Called when the findings of some files have changed; absolute paths. */
  onChange(paths: ReadonlySet<string>): void
  onFailure(error: unknown, folder: string): void
}

/** The delay between a saved file and the evaluation, in milliseconds: saving several files is one change. */
const PROJECT_DELAY = 150

/** The projects of the workspace. Each is evaluated again when one of its files is saved; the last result is kept. */
export class Projects {
  readonly #options: ProjectsOptions
  /** By folder. */
  readonly #results = new Map<string, LintedProject>()
  /** The last result whose definition could be loaded, by folder. */
  readonly #loaded = new Map<string, LintedProject>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  readonly #running = new Map<string, { stop: AbortController; done: Promise<void> }>()

  constructor(options: ProjectsOptions) {
    this.#options = options
  }

  /** Schedules an evaluation of a project, and cancels the one that is running. */
  schedule(folder: string): void {
    clearTimeout(this.#timers.get(folder))
    this.#running.get(folder)?.stop.abort()
    this.#timers.set(
      folder,
      setTimeout(() => {
        this.#timers.delete(folder)
        void this.#run(folder)
      }, PROJECT_DELAY),
    )
  }

  /** Evaluates a project unless the last result is still valid, and waits for the result. */
  async lint(folder: string, signal?: AbortSignal): Promise<void> {
    const isScheduled = this.#timers.has(folder)
    clearTimeout(this.#timers.get(folder))
    this.#timers.delete(folder)
    const running = this.#running.get(folder)
    if (running !== undefined && !isScheduled) return running.done
    const known = this.#results.get(folder)
    if (!isScheduled && known !== undefined && this.#isFresh(known)) return
    await this.#run(folder, signal)
  }

  has(folder: string): boolean {
    return this.#results.has(folder) || this.#running.has(folder) || this.#timers.has(folder)
  }

  /** The last result whose definition could be loaded. */
  definitionOf(folder: string): LintedProject | undefined {
    return this.#loaded.get(folder) ?? this.#results.get(folder)
  }

  /** The findings of a file in all projects that use it; undefined if none does. */
  findingsOf(path: string): readonly Finding[] | undefined {
    const found = [...this.#results.values()].flatMap(({ findings }) => findings.get(path) ?? [])
    const isUsed = [...this.#results.values()].some(({ findings, texts }) => findings.has(path) || texts.has(path))
    return isUsed ? distinct(found) : undefined
  }

  /**
   * Lints a text in place of a script, in each project that uses the script, without evaluating the projects again;
   * undefined if no project uses it.
   *
   * @throws ERR_CONFIGURATION
   */
  async lintScript(path: string, text: string): Promise<LintedText | undefined> {
    const users = [...this.#loaded.values()].filter(({ texts }) => texts.has(path))
    if (users.length === 0) return undefined
    const reports: FileReport[] = []
    for (const { folder, source } of users) {
      const root = await this.#options.workspace.open(resolve(folder, 'integration.definition.ts'))
      const result = await root.session.lintOne(source.withScript(displayName(path, root.folder), text))
      if (result.type === 'linted') reports.push(...result.reports)
    }
    return {
      type: 'findings',
      findings: distinct(reports.flatMap(({ findings }) => findings)),
      crashes: reports.flatMap(({ crashes }) => crashes),
    }
  }

  /** The text of a file at the time when a project that uses it was evaluated. */
  textOf(path: string): string | undefined {
    for (const { texts } of this.#results.values()) {
      const text = texts.get(path)
      if (text !== undefined) return text
    }
    return undefined
  }

  /** The folders of the projects that use a file. */
  usersOf(path: string): string[] {
    return [...this.#results.values()].flatMap(({ folder, texts }) => (texts.has(path) ? [folder] : []))
  }

  /** The folders of projects that were evaluated, are being evaluated, or are scheduled. */
  get folders(): readonly string[] {
    return [...new Set([...this.#results.keys(), ...this.#running.keys(), ...this.#timers.keys()])]
  }

  get paths(): ReadonlySet<string> {
    return new Set([...this.#results.values()].flatMap(({ findings }) => [...findings.keys()]))
  }

  /** Removes a project whose definition was deleted. */
  forget(folder: string): void {
    clearTimeout(this.#timers.get(folder))
    this.#timers.delete(folder)
    this.#running.get(folder)?.stop.abort()
    const known = this.#results.get(folder)
    this.#results.delete(folder)
    this.#loaded.delete(folder)
    if (known !== undefined) this.#options.onChange(new Set(known.findings.keys()))
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    for (const { stop } of this.#running.values()) stop.abort()
  }

  async #run(folder: string, signal?: AbortSignal): Promise<void> {
    this.#running.get(folder)?.stop.abort()
    const stop = new AbortController()
    const forward = () => stop.abort()
    signal?.addEventListener('abort', forward)
    const done = this.#evaluate(folder, stop)
    const running = { stop, done }
    this.#running.set(folder, running)
    try {
      await done
    } finally {
      signal?.removeEventListener('abort', forward)
      if (this.#running.get(folder) === running) this.#running.delete(folder)
    }
  }

  async #evaluate(folder: string, stop: AbortController): Promise<void> {
    const { withProgress, onChange, onFailure } = this.#options
    try {
      const linted = await withProgress(`Linting ${folder}`, stop, () => this.#lint(folder, stop.signal))
      if (stop.signal.aborted) return
      const before = this.#results.get(folder)
      const kept = this.#withLastGood(linted)
      this.#results.set(folder, kept)
      if (linted.isLoaded) this.#loaded.set(folder, linted)
      onChange(new Set([...(before?.findings.keys() ?? []), ...kept.findings.keys()]))
    } catch (error) {
      if (!stop.signal.aborted) onFailure(error, folder)
    }
  }

  async #lint(folder: string, signal: AbortSignal): Promise<LintedProject> {
    const { workspace } = this.#options
    const { generation } = workspace
    const root = await workspace.open(resolve(folder, 'integration.definition.ts'))
    const { loadSources } = await import('../run/project-sources')
    const [source] = await loadSources([folder], { cwd: root.folder, staged: false, signal })
    if (source === undefined) throw new Error(`No project was loaded from ${folder}.`)
    const result = await root.session.lintOne(source)
    const findings = new Map<string, readonly Finding[]>()
    const pathOf = (name: string) => resolve(root.folder, name)
    if (result.type === 'linted') {
      for (const report of result.reports) findings.set(pathOf(report.file), report.findings)
    }
    const texts = new Map<string, string>()
    for (const { file = source.name, text } of source.document.parts ?? []) texts.set(pathOf(file), text)
    return { folder, source, findings, texts, isLoaded: source.document.value !== undefined, generation }
  }

  /** Adds the previous findings of unchanged files if the definition cannot be loaded. */
  #withLastGood(linted: LintedProject): LintedProject {
    const last = this.#loaded.get(linted.folder)
    if (linted.isLoaded || last === undefined) return linted
    const findings = new Map(linted.findings)
    for (const [path, kept] of last.findings) {
      if (last.texts.get(path) !== readText(path)) continue
      findings.set(path, [...(linted.findings.get(path) ?? []), ...kept])
    }
    return { ...linted, findings }
  }

  #isFresh({ isLoaded, texts, generation }: LintedProject): boolean {
    if (!isLoaded || generation !== this.#options.workspace.generation) return false
    return [...texts].every(([path, text]) => readText(path) === text)
  }
}

/** The folder of a project that a file belongs to; undefined for other files. */
export async function projectFolderOf(path: string): Promise<string | undefined> {
  const { projectOf } = await import('../project/discover')
  return projectOf(path)
}

/** The folder of a project, if the path is that of its definition file; the file need not exist. */
export async function definitionFolder(path: string): Promise<string | undefined> {
  const { isDefinitionName } = await import('../project/discover')
  const name = path.slice(dirname(path).length + 1)
  return isDefinitionName(name) ? dirname(path) : undefined
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Removes duplicates: a module that two projects share is reported once. */
function distinct(findings: readonly Finding[]): Finding[] {
  const known = new Map<string, Finding>()
  for (const finding of findings) {
    const key = placeAndMessage(finding)
    if (!known.has(key)) known.set(key, finding)
  }
  return [...known.values()]
}
