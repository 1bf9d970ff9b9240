import { SourceMap } from 'node:module'
import { join, resolve } from 'node:path'
import { Lines } from '../document/lines'
import type { TextSpan } from '../document/types'
import type { Range } from '../findings/types'
import type { Bundle, BundleFault, ReadSource } from './bundle'
import { type Dependencies, dependenciesOf } from './dependencies'
import { definitionIn, pipeIn, readFromDisk, realFolder, relativeName } from './discover'
import { type Ended, type EvaluationLimits, Evaluator, LIMITS, type PendingAnswers } from './evaluate'
import { esbuildManifest, findEsbuild, installedSdk } from './installed'
import type { Evaluated, EvaluateRequest, EvaluationFailure, Places, Refused } from './messages'
import type { SourceFile } from './sites'

/** A file of a project, with the text that was read. */
export interface ProjectFile {
  /** Absolute. */
  path: string
  text: string
  /** For code: the places of its comments, if one of them may be a directive for this tool. */
  comments?: readonly TextSpan[]
}

/** Why a project could not be loaded. */
export interface LoadFault {
  message: string
  data: Record<string, unknown>
  /** Absolute path of the file that has to be changed. */
  file: string
  range: Range
}

export interface LoadedProject {
  /** Absolute path of the folder. */
  folder: string
  /** Absolute path of the definition. */
  definition: string
  /** The project's own files, scripts included; the definition comes first. */
  files: readonly ProjectFile[]
  /** Absolute paths of all files that were read. */
  inputs: readonly string[]
  /** For a cache, if requested; undefined if the result may change although no file does. */
  dependencies?: Dependencies
  sdkVersion: string | undefined
  sdk: { version: string; path: string } | undefined
  evaluated: (Evaluated & Places) | undefined
  faults: readonly LoadFault[]
  /** If the places of its values are not known yet: the project with them. */
  located?: Promise<LoadedProject>
}

export interface LoadOptions {
  limits?: EvaluationLimits
  /** Reads a source file; by default from the disk. */
  read?: ReadSource
  /** The files that a definition may name and that are not as they are on the disk; as `EvaluateRequest` has them. */
  contents?: () => EvaluateRequest['contents']
  /** Whether the dependencies of the results are computed. */
  withDependencies?: boolean
  /** Stops the evaluation. */
  signal?: AbortSignal
  /** Called before each project. */
  onProgress?: (done: number, all: number, folder: string) => void
  /** Called once, when this process is idle until the first definition has been evaluated. */
  onWaiting?: () => void
  /** Whether the last project may be returned before the places of its values are known (`located`). */
  early?: boolean
}

/** The number of projects that are bundled ahead of the one that is being evaluated. */
const BUNDLED_AHEAD = 2

/**
 * Loads projects as `bp` does. A project that cannot be loaded has faults instead of a body; no definition can make
 * this function fail.
 *
 * @param folders absolute paths
 * @throws only the reason of `signal`, when it is aborted
 */
export async function loadProjects(folders: readonly string[], options: LoadOptions = {}): Promise<LoadedProject[]> {
  const { signal } = options
  const loader = new Loader(options)
  const stop = () => loader.close()
  signal?.addEventListener('abort', stop)
  const end = () => {
    signal?.removeEventListener('abort', stop)
    loader.close()
  }
  let pending: Promise<unknown> | undefined
  try {
    const bundles: Promise<Bundled>[] = []
    const projects: LoadedProject[] = []
    for (const [index, folder] of folders.entries()) {
      options.onProgress?.(index, folders.length, folder)
      for (let ahead = bundles.length; ahead < Math.min(index + BUNDLED_AHEAD, folders.length); ahead += 1) {
        bundles.push(loader.bundle(folders[ahead] ?? folder))
      }
      const bundled = await bundles[index]
      signal?.throwIfAborted()
      if (bundled !== undefined) projects.push(await loader.evaluate(bundled))
      signal?.throwIfAborted()
    }
    if (options.early === true) pending = projects.at(-1)?.located
    const loaded = await Promise.all(
      projects.map((project) => (project.located === pending ? project : (project.located ?? project))),
    )
    signal?.throwIfAborted()
    return loaded
  } finally {
    if (pending === undefined) end()
    else void pending.then(end)
  }
}

interface Bundled {
  folder: string
  entry: string
  made: Bundle | BundleFault[] | 'no-esbuild' | { pipe: string }
}

class Loader {
  readonly #evaluator: Evaluator
  readonly #read: ReadSource
  #count = 0
  #last: PendingAnswers['last'] | undefined

  constructor(private readonly options: LoadOptions) {
    this.#evaluator = new Evaluator(options.limits ?? LIMITS)
    this.#read = options.read ?? readFromDisk
  }

  close(): void {
    this.#evaluator.close()
  }

  async bundle(given: string): Promise<Bundled> {
    const folder = realFolder(given)
    const entry = definitionIn(folder) ?? 'integration.definition.ts'
    const pipe = pipeIn(folder)
    if (pipe !== undefined) return { folder, entry, made: { pipe } }
    if (installedSdk(folder) !== undefined) this.#evaluator.start(folder)
    // The parser is loaded while the evaluating process starts.
    const { bundle } = await import('./bundle')
    const esbuild = findEsbuild(folder)
    const made = esbuild === undefined ? 'no-esbuild' : await bundle(esbuild, folder, entry, this.options.read)
    return { folder, entry, made }
  }

  async evaluate({ folder, entry, made }: Bundled): Promise<LoadedProject> {
    const definition = join(folder, entry)
    const sdk = installedSdk(folder)
    const project = { folder, definition, sdk, sdkVersion: sdk?.version, evaluated: undefined }
    const text = this.#read(definition) ?? ''
    const files = [{ path: definition, text }]
    const inputs = [definition]
    const refused = (...faults: LoadFault[]): LoadedProject => ({ ...project, files, inputs, faults })
    const atStart = (message: string, data: Record<string, unknown>) => ({
      message,
      data,
      file: definition,
      range: firstLine(text),
    })
    if (made === 'no-esbuild') {
      return refused(
        atStart(
          'esbuild is not installed, so that the definition cannot be evaluated; run "npm install --save-dev esbuild".',
          {
            reason: 'no-esbuild',
          },
        ),
      )
    }
    if ('pipe' in made) {
      const name = relativeName(folder, made.pipe)
      return refused(
        atStart(`${name} is not a regular file, so that the definition cannot be evaluated.`, { reason: 'pipe', name }),
      )
    }
    if (sdk === undefined) {
      return refused({
        ...atStart('@botpress/sdk is not installed; install the dependencies of the project first ("npm install").', {
          reason: 'not-installed',
          module: '@botpress/sdk',
        }),
        range: importRange(text, '@botpress/sdk') ?? firstLine(text),
      })
    }
    if (!isSupported(sdk.version)) {
      return refused(
        atStart(`Version ${sdk.version} of @botpress/sdk is not supported; 0.8 and later ones are.`, {
          reason: 'sdk',
          version: sdk.version,
        }),
      )
    }
    if (Array.isArray(made)) {
      const faults = await this.#explain(folder, entry, made)
      return refused(...faults.slice(0, MOST_FAULTS).map((fault) => bundleFault(fault, definition, text, folder)))
    }
    const own = made.files.map(({ path }, index) => ({
      path,
      text: made.texts[index] ?? '',
      comments: made.comments[index] ?? [],
    }))
    const loaded = { ...project, files: own, inputs: [...made.inputs, sdk.path] }
    await this.#last
    this.#count += 1
    const { first, last } = this.#evaluator.evaluate({
      id: this.#count,
      folder,
      code: made.code,
      files: made.files,
      contents: this.options.contents?.(),
    })
    this.#last = last
    if (this.#count === 1) this.options.onWaiting?.()
    const failed = async (answer: Refused | Ended): Promise<LoadedProject> => {
      if (answer.type === 'ended')
        return { ...loaded, faults: [atStart(...ending(answer, this.options.limits ?? LIMITS))] }
      const faults: LoadFault[] = []
      for (const failure of answer.failures)
        faults.push(await this.#failure(failure, folder, entry, made.files, own, sdk.version))
      return { ...loaded, faults: distinct(faults).slice(0, MOST_FAULTS) }
    }
    const answer = await first
    if (answer.type === 'evaluated') {
      const scripts = answer.read.map(({ path, text: script }) => ({ path, text: script }))
      const whole = {
        ...loaded,
        files: [...own, ...scripts],
        inputs: [...loaded.inputs, ...scripts.map(({ path }) => path)],
        evaluated: { ...answer, places: [], at: [] },
        faults: [],
      } satisfies LoadedProject
      const dependencies =
        this.options.withDependencies === true ? dependenciesOf(whole, made.graph, esbuildManifest(folder)) : undefined
      const known = dependencies === undefined ? whole : { ...whole, dependencies }
      const located = last.then((places) =>
        places.type === 'located'
          ? { ...known, evaluated: { ...answer, places: places.places, at: places.at } }
          : failed(places),
      )
      return { ...known, located }
    }
    return failed(answer)
  }

  async #explain(folder: string, entry: string, found: BundleFault[]): Promise<BundleFault[]> {
    const { explainFailure } = await import('./bundle')
    const esbuild = findEsbuild(folder)
    const plain = esbuild === undefined ? [] : await explainFailure(esbuild, folder, entry, this.options.read)
    const faults = plain.length > 0 ? plain : found
    // A missing module is missing for every file that imports it, so it is reported once.
    const kinds = new Set<string>()
    return faults.filter(({ unresolved, message }) => {
      const kind = unresolved === undefined ? message : remedyFor(unresolved).command
      if (kinds.has(kind)) return false
      kinds.add(kind)
      return true
    })
  }

  async #failure(
    failure: EvaluationFailure,
    folder: string,
    entry: string,
    sources: readonly SourceFile[],
    files: readonly ProjectFile[],
    sdkVersion: string,
  ): Promise<LoadFault> {
    const definition = join(folder, entry)
    const [first] = files
    const start = firstLine(first?.text ?? '')
    const at = failure.at
    const file = at === undefined ? undefined : files[at[0]]
    let place = { file: definition, range: start }
    if (file !== undefined && at !== undefined)
      place = { file: file.path, range: shortened(new Lines(file.text).range({ start: at[1], end: at[2] }), file.text) }
    else if (failure.bundle !== undefined)
      place = (await this.#mapped(failure.bundle, folder, entry, sources, files)) ?? place
    else if (failure.reason === 'no-default-export' || failure.reason === 'not-an-integration') {
      place = { file: definition, range: exportRange(first?.text ?? '') ?? start }
    }
    const { message, data } = describeFailure(failure, sdkVersion)
    return { message, data, ...place }
  }

  /** Maps a line of the bundle to the line of its source. */
  async #mapped(
    { line, column }: { line: number; column: number },
    folder: string,
    entry: string,
    sources: readonly SourceFile[],
    files: readonly ProjectFile[],
  ): Promise<{ file: string; range: Range } | undefined> {
    const { sourceMapOf } = await import('./bundle')
    const esbuild = findEsbuild(folder)
    const json = esbuild === undefined ? undefined : await sourceMapOf(esbuild, folder, entry, this.options.read)
    if (json === undefined) return undefined
    const found = new SourceMap(JSON.parse(json)).findEntry(line - 1, column - 1)
    if (!('originalSource' in found)) return undefined
    const path = resolve(folder, found.originalSource)
    const file = files[sources.findIndex((source) => source.path === path)]
    return file === undefined ? undefined : { file: path, range: lineRange(file.text, found.originalLine + 1) }
  }
}

/** The maximum number of faults: many faults usually have one cause, and a list of a hundred does not help. */
const MOST_FAULTS = 20

function bundleFault(fault: BundleFault, definition: string, text: string, folder: string): LoadFault {
  const file = fault.file ?? definition
  const range =
    fault.file === undefined
      ? firstLine(text)
      : { line: fault.line, column: fault.column, endLine: fault.line, endColumn: fault.column + fault.length }
  if (fault.unresolved === undefined) {
    return {
      message: `The definition cannot be bundled: ${sentence(fault.message)}`,
      data: { reason: 'syntax' },
      file,
      range,
    }
  }
  const { command, remedy } = remedyFor(fault.unresolved, folder)
  return {
    message: `${JSON.stringify(fault.unresolved)} cannot be found; ${remedy}.`,
    data: { reason: 'unresolved', module: fault.unresolved, command },
    file,
    range,
  }
}

/** How to install or generate an imported module. */
function remedyFor(module: string, folder?: string): { command: string; remedy: string } {
  if (/(?:^|\/)bp_modules\//.test(module))
    return {
      command: 'bp add',
      remedy: 'run "bp add" (or "bp install"), which fetches what bpDependencies of package.json name',
    }
  if (/(?:^|\/)\.botpress(?:\/|$)/.test(module) || /(?:^|\/)src\/gen(?:\/|$)|^\.{1,2}\/gen(?:\/|$)/.test(module)) {
    return { command: 'bp gen', remedy: 'run "bp gen", which writes it' }
  }
  if (/^\.{0,2}\//.test(module)) return { command: module, remedy: 'there is no such file' }
  const name = module.startsWith('@') ? module.split('/').slice(0, 2).join('/') : (module.split('/')[0] ?? module)
  return {
    command: `install ${name}`,
    remedy:
      folder === undefined
        ? 'install it'
        : 'install the dependencies of the project ("npm install"), or correct the path',
  }
}

function ending(
  { how, code, signal, message = '' }: Ended,
  limits: EvaluationLimits,
): [string, Record<string, unknown>] {
  if (how === 'time-out') {
    return [
      `The definition was still running after ${limits.time / 1000} seconds, and was stopped.`,
      { reason: 'time-out', limit: limits.time },
    ]
  }
  if (how === 'memory')
    return [
      `The definition needs more than ${limits.memory} MiB of memory.`,
      { reason: 'memory', limit: limits.memory },
    ]
  if (how === 'not-started')
    return [`The process that evaluates the definition could not be started: ${sentence(message)}`, { reason: how }]
  return [
    `The definition has ended the process that evaluates it (${signal ?? `exit status ${code}`}).`,
    { reason: 'died' },
  ]
}

function describeFailure(
  { reason, message, pointer }: EvaluationFailure,
  sdkVersion: string,
): { message: string; data: Record<string, unknown> } {
  const data: Record<string, unknown> = { reason, ...(pointer === undefined ? {} : { pointer }) }
  switch (reason) {
    case 'threw':
      return { message: `The definition throws: ${sentence(message)}`, data }
    case 'exits':
      return { message: `The definition ends the process (${message}), so that nothing can be deployed.`, data }
    case 'no-default-export':
      return {
        message: 'The definition has no default export; write "export default new IntegrationDefinition({ … })".',
        data,
      }
    case 'not-an-integration':
      return { message: `The default export is ${message}, not an IntegrationDefinition.`, data }
    case 'part':
      return { message: `${pathOf(pointer ?? '')} is ${message}.${remedyOfPart(pointer ?? '', message)}`, data }
    case 'schema':
      return { message: `The schema cannot be written as JSON Schema: ${sentence(message)}`, data }
    case 'sdk':
      return {
        message:
          message === ''
            ? `Version ${sdkVersion} of @botpress/sdk has no way to JSON Schema that is known.`
            : `@botpress/sdk ${sdkVersion} cannot be loaded: ${sentence(message)}`,
        data,
      }
  }
}

/** A pointer as messages show it. */
function pathOf(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
}

/** A hint for a message definition that is undefined: the SDK's own ones differ between its versions. */
function remedyOfPart(pointer: string, message: string): string {
  return /^\/channels\/[^/]+\/messages\/[^/]+$/.test(pointer) && message.startsWith('undefined')
    ? ' If it is one of the messages of the SDK, the installed version does not have it.'
    : ''
}

/** The first line of a message, with a full stop. */
function sentence(message: string): string {
  const [line = ''] = message.split('\n')
  const text = line.trim().slice(0, 500)
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function distinct(faults: readonly LoadFault[]): LoadFault[] {
  const known = new Set<string>()
  return faults.filter(({ file, range, message }) => {
    const key = JSON.stringify([file, range, message])
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}

function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 0 || minor >= 8
}

function firstLine(text: string): Range {
  return lineRange(text, 1)
}

function lineRange(text: string, line: number): Range {
  const content = text.split(/\r\n|\r|\n/)[line - 1] ?? ''
  const indent = content.length - content.trimStart().length
  return { line, column: indent + 1, endLine: line, endColumn: content.trimEnd().length + 1 }
}

/** A range cut at the end of its first line, since a call may extend over a hundred lines. */
function shortened(range: Range, text: string): Range {
  return range.endLine === range.line ? range : { ...lineRange(text, range.line), column: range.column }
}

function importRange(text: string, module: string): Range | undefined {
  const start = text.search(new RegExp(`(['"])${module.replaceAll('/', '\\/')}\\1`))
  return start === -1 ? undefined : new Lines(text).range({ start, end: start + module.length + 2 })
}

function exportRange(text: string): Range | undefined {
  const found = /^export\s+default\b.*$/m.exec(text)
  return found === null
    ? undefined
    : new Lines(text).range({ start: found.index, end: found.index + found[0].trimEnd().length })
}
