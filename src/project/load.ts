import { randomUUID } from 'node:crypto'
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
import {
  type BundlePosition,
  CHANNEL,
  type Evaluated,
  type EvaluateRequest,
  type EvaluationFailure,
  type Places,
  type Refused,
} from './messages'

/** A file of a project, with the text that was read. */
export interface ProjectFile {
  /** Absolute. */
  path: string
  text: string
  /** For code: the spans of its comments; empty if none can be a directive of this tool. */
  comments?: readonly TextSpan[]
}

/** A reason why a project cannot be loaded. */
export interface LoadFault {
  message: string
  data: Record<string, unknown>
  /** Absolute path of the file that has to be changed. */
  file: string
  range: Range
}

type FaultDescription = Pick<LoadFault, 'message' | 'data'>

export interface LoadedProject {
  /** Absolute path of the folder. */
  folder: string
  /** Absolute path of the definition. */
  definition: string
  /** The project's own files: the definition, its other sources, then scripts and other files. */
  files: readonly ProjectFile[]
  /** Absolute paths of all files that were read. */
  inputs: readonly string[]
  /** For a cache, if requested; undefined if the result may change although no file does. */
  dependencies?: Dependencies
  /** The installed SDK: its version, and the path of its package.json. */
  sdk: { version: string; path: string } | undefined
  evaluated: (Evaluated & Places) | undefined
  faults: readonly LoadFault[]
  /** If the places of the values are still being looked up: the project with these places. */
  located?: Promise<LoadedProject>
}

export interface LoadOptions {
  limits?: EvaluationLimits
  /** A process that was started in advance; it is closed when the projects are loaded. */
  evaluator?: Evaluator | undefined
  /** Reads a source file; by default from the disk. */
  read?: ReadSource
  /** The content of files that differ from the disk and that a definition may name, as in `EvaluateRequest`. */
  contents?: () => EvaluateRequest['contents']
  /** Whether to compute `dependencies`. */
  withDependencies?: boolean
  /** Stops the evaluation. */
  signal?: AbortSignal
  /** Called before each project. */
  onProgress?: (done: number, all: number, folder: string) => void
  /** Called once, when this process starts to wait for the first evaluation. */
  onWaiting?: () => void
  /** Whether to return the last project before the places of its values are known; `located` follows. */
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
  /** The bundle, or the reason why the definition could not be bundled. */
  made: Bundle | BundleFault[] | 'no-esbuild' | { pipe: string }
}

/** A project whose definition can be bundled, before it is evaluated. */
type BundledProject = LoadedProject & { sdk: { version: string; path: string }; evaluated: undefined }

class Loader {
  readonly #evaluator: Evaluator
  readonly #read: ReadSource
  #count = 0
  /** The last answer to the previous request, for which the next request has to wait. */
  #last: PendingAnswers['last'] | undefined

  constructor(private readonly options: LoadOptions) {
    this.#evaluator = options.evaluator ?? new Evaluator(options.limits ?? LIMITS)
    this.#read = options.read ?? readFromDisk
  }

  close(): void {
    this.#evaluator.close()
  }

  async bundle(folderAsGiven: string): Promise<Bundled> {
    const folder = realFolder(folderAsGiven)
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
    const project = { folder, definition, sdk, evaluated: undefined }
    const text = this.#read(definition) ?? ''
    const files = [{ path: definition, text }]
    const inputs = [definition]
    const withFaults = (...faults: LoadFault[]): LoadedProject => ({ ...project, files, inputs, faults })
    const atStart = (description: FaultDescription) => ({ ...description, file: definition, range: firstLine(text) })
    if (made === 'no-esbuild') {
      return withFaults(
        atStart({
          message:
            'esbuild is not installed, so the definition cannot be evaluated; run "npm install --save-dev esbuild".',
          data: { reason: 'no-esbuild' },
        }),
      )
    }
    if ('pipe' in made) {
      const name = relativeName(folder, made.pipe)
      return withFaults(
        atStart({
          message: `${name} is not a regular file, so the definition cannot be evaluated.`,
          data: { reason: 'pipe', name },
        }),
      )
    }
    if (sdk === undefined) {
      return withFaults({
        ...atStart({
          message: '@botpress/sdk is not installed; install the dependencies of the project first ("npm install").',
          data: { reason: 'not-installed', module: '@botpress/sdk' },
        }),
        range: importRange(text, '@botpress/sdk') ?? firstLine(text),
      })
    }
    if (!isSupported(sdk.version)) {
      return withFaults(
        atStart({
          message: `Version ${sdk.version} of @botpress/sdk is not supported; the oldest supported version is 0.8.`,
          data: { reason: 'sdk', version: sdk.version },
        }),
      )
    }
    if (Array.isArray(made)) {
      const faults = await this.#explainBundleFaults(folder, entry, made)
      return withFaults(...faults.slice(0, MOST_FAULTS).map((fault) => toLoadFault(fault, definition, text, folder)))
    }
    const sources = made.files.map(({ path }, index) => ({
      path,
      text: made.texts[index] ?? '',
      comments: made.comments[index] ?? [],
    }))
    return this.#run(made, entry, { ...project, sdk, files: sources, inputs: [...made.inputs, sdk.path], faults: [] })
  }

  /** Evaluates a bundled project. */
  async #run(made: Bundle, entry: string, project: BundledProject): Promise<LoadedProject> {
    await this.#last
    this.#count += 1
    const { first, last } = this.#evaluator.evaluate({
      id: randomUUID(),
      folder: project.folder,
      code: made.code,
      files: made.files,
      contents: this.options.contents?.(),
    })
    this.#last = last
    if (this.#count === 1) this.options.onWaiting?.()
    const answer = await first
    if (answer.type !== 'evaluated') return this.#withFailures(answer, entry, project, made.graph)
    const scripts = answer.read.map(({ path, text }) => ({ path, text }))
    const evaluated = {
      ...project,
      files: [...project.files, ...scripts],
      inputs: [...project.inputs, ...scripts.map(({ path }) => path)],
      evaluated: { ...answer, places: [], at: [] },
    }
    const dependencies =
      this.options.withDependencies === true
        ? dependenciesOf(evaluated, made.graph, esbuildManifest(project.folder))
        : undefined
    const loaded = dependencies === undefined ? evaluated : { ...evaluated, dependencies }
    const located = last.then((places) =>
      places.type === 'located'
        ? { ...loaded, evaluated: { ...answer, places: places.places, at: places.at } }
        : this.#withFailures(places, entry, project, made.graph),
    )
    return { ...loaded, located }
  }

  async #withFailures(
    answer: Refused | Ended,
    entry: string,
    project: BundledProject,
    graph: Bundle['graph'],
  ): Promise<LoadedProject> {
    if (answer.type === 'ended') {
      const { definition, files } = project
      const range = firstLine(files[0]?.text ?? '')
      return {
        ...project,
        faults: [{ ...describeEnd(answer, this.options.limits ?? LIMITS), file: definition, range }],
      }
    }
    const faults: LoadFault[] = []
    for (const failure of answer.failures) {
      const place = await this.#placeOfFailure(failure, entry, project, graph)
      faults.push({ ...describeFailure(failure, project.sdk.version), ...place })
    }
    return { ...project, faults: distinctFaults(faults).slice(0, MOST_FAULTS) }
  }

  /** The faults with positions in the sources, each cause once. */
  async #explainBundleFaults(folder: string, entry: string, found: BundleFault[]): Promise<BundleFault[]> {
    const { explainFailure } = await import('./bundle')
    const esbuild = findEsbuild(folder)
    const explained = esbuild === undefined ? [] : await explainFailure(esbuild, folder, entry, this.options.read)
    const faults = explained.length > 0 ? explained : found
    // Several files may import the same missing module.
    const causes = new Set<string>()
    return faults.filter(({ unresolved, message }) => {
      const cause = unresolved === undefined ? message : remedyFor(unresolved).command
      if (causes.has(cause)) return false
      causes.add(cause)
      return true
    })
  }

  async #placeOfFailure(
    { at, bundle = [], reason }: EvaluationFailure,
    entry: string,
    { folder, definition, files }: BundledProject,
    graph: Bundle['graph'],
  ): Promise<{ file: string; range: Range }> {
    const text = files[0]?.text ?? ''
    const start = { file: definition, range: firstLine(text) }
    const file = at === undefined ? undefined : files[at[0]]
    const linesOf = bundle.length === 0 ? undefined : await this.#sourceMap(folder, entry)
    const [thrower, ...callers] = bundle.map((position) => linesOf?.(position))
    const placeOfLine = (found: SourceLine | undefined) => {
      const source = files.find(({ path }) => path === found?.path)
      return source === undefined || found === undefined
        ? undefined
        : { file: source.path, range: lineRange(source.text, found.line) }
    }
    // The code of a package may be bundled as well, and is not the project's own.
    const thrown = placeOfLine(thrower)
    if (thrown !== undefined) return thrown
    if (file !== undefined && at !== undefined) {
      const range = new Lines(file.text).range({ start: at[1], end: at[2] })
      return { file: file.path, range: onFirstLine(range, file.text) }
    }
    for (const caller of callers) {
      const called = placeOfLine(caller)
      if (called !== undefined) return called
    }
    const imported = thrower === undefined ? undefined : placeOfImport(thrower.path, graph, folder, files)
    if (imported !== undefined) return imported
    return reason === 'no-default-export' || reason === 'not-an-integration'
      ? { file: definition, range: exportRange(text) ?? start.range }
      : start
  }

  /** Maps positions in the bundle to lines of its sources. */
  async #sourceMap(
    folder: string,
    entry: string,
  ): Promise<((position: BundlePosition) => SourceLine | undefined) | undefined> {
    const { sourceMapOf } = await import('./bundle')
    const esbuild = findEsbuild(folder)
    const json = esbuild === undefined ? undefined : await sourceMapOf(esbuild, folder, entry, this.options.read)
    if (json === undefined) return undefined
    const map = new SourceMap(JSON.parse(json))
    return ({ line, column }) => {
      const found = map.findEntry(line - 1, column - 1)
      if (!('originalSource' in found)) return undefined
      return { path: resolve(folder, found.originalSource), line: found.originalLine + 1 }
    }
  }
}

interface SourceLine {
  /** Absolute. */
  path: string
  /** 1-based. */
  line: number
}

/** The import in a file of the project by which a file of a package was bundled. */
function placeOfImport(
  target: string,
  graph: Bundle['graph'],
  folder: string,
  files: readonly ProjectFile[],
): { file: string; range: Range } | undefined {
  const own = new Map(files.map((file) => [file.path, file]))
  const leads = (name: string, seen: Set<string>): boolean => {
    const path = resolve(folder, name)
    if (path === target) return true
    if (own.has(path) || seen.has(path)) return false
    seen.add(path)
    return graph[name]?.imports.some((imported) => leads(imported.path, seen)) === true
  }
  for (const [name, { imports }] of Object.entries(graph)) {
    const file = own.get(resolve(folder, name))
    if (file === undefined) continue
    const { original } = imports.find(({ path }) => leads(path, new Set())) ?? {}
    const range = original === undefined ? undefined : importRange(file.text, original)
    if (range !== undefined) return { file: file.path, range }
  }
  return undefined
}

/** The maximum number of faults of a project: many faults usually have one cause. */
const MOST_FAULTS = 20

function toLoadFault(fault: BundleFault, definition: string, text: string, folder: string): LoadFault {
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
      remedy: 'run "bp add" (or "bp install"), which fetches the "bpDependencies" of package.json',
    }
  if (/(?:^|\/)\.botpress(?:\/|$)/.test(module) || /(?:^|\/)src\/gen(?:\/|$)|^\.{1,2}\/gen(?:\/|$)/.test(module)) {
    return { command: 'bp gen', remedy: 'run "bp gen", which generates it' }
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

function describeEnd({ how, code, signal, message = '' }: Ended, limits: EvaluationLimits): FaultDescription {
  switch (how) {
    case 'time-out':
      return {
        message: `The definition was still running after ${limits.time / 1000} seconds, and was stopped.`,
        data: { reason: how, limit: limits.time },
      }
    case 'memory':
      return {
        message: `The definition needs more than ${limits.memory} MiB of memory.`,
        data: { reason: how, limit: limits.memory },
      }
    case 'not-started':
      return {
        message: `The process that evaluates the definition could not be started: ${sentence(message)}`,
        data: { reason: how },
      }
    case 'channel':
      return {
        message: `The definition uses file descriptor ${CHANNEL}, on which the process that evaluates it sends its answer.`,
        data: { reason: how },
      }
    case 'died':
      return {
        message: `The definition ended the process that evaluates it (${signal ?? `exit status ${code}`}).`,
        data: { reason: how },
      }
  }
}

function describeFailure({ reason, message, pointer }: EvaluationFailure, sdkVersion: string): FaultDescription {
  const data: Record<string, unknown> = { reason, ...(pointer === undefined ? {} : { pointer }) }
  switch (reason) {
    case 'threw':
      return { message: `The definition throws: ${sentence(message)}`, data }
    case 'exits':
      return { message: `The definition ends the process (${message}), so it cannot be deployed.`, data }
    case 'no-default-export':
      return {
        message: 'The definition has no default export; write "export default new IntegrationDefinition({ … })".',
        data,
      }
    case 'not-an-integration':
      return { message: `The default export is ${message}, not an IntegrationDefinition.`, data }
    case 'part':
      return { message: `${dottedPath(pointer ?? '')} is ${message}.${remedyOfPart(pointer ?? '', message)}`, data }
    case 'schema':
      return { message: `The schema cannot be written as JSON Schema: ${sentence(message)}`, data }
    case 'sdk':
      return {
        message:
          message === ''
            ? `Version ${sdkVersion} of @botpress/sdk has no known function that converts schemas to JSON Schema.`
            : `@botpress/sdk ${sdkVersion} cannot be loaded: ${sentence(message)}`,
        data,
      }
  }
}

/** A pointer as messages show it: `actions.send.input`. */
function dottedPath(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~')
}

/** A hint for an undefined message definition: which ones the SDK exports depends on its version. */
function remedyOfPart(pointer: string, message: string): string {
  return /^\/channels\/[^/]+\/messages\/[^/]+$/.test(pointer) && message.startsWith('undefined')
    ? ' If it is a message definition of the SDK, the installed version does not have it.'
    : ''
}

/** The first line of a message, with a full stop; the whole message if that line only introduces the others. */
function sentence(message: string): string {
  const [line = ''] = message.trimStart().split('\n')
  const text = (/[:[{(,]\s*$/.test(line) ? message.slice(0, 2000).replace(/\s+/g, ' ') : line).trim().slice(0, 500)
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function distinctFaults(faults: readonly LoadFault[]): LoadFault[] {
  const known = new Set<string>()
  return faults.filter(({ file, range, message }) => {
    const key = JSON.stringify([file, range, message])
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}

/** Whether this tool can evaluate definitions for a version of the SDK. */
function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 0 || minor >= 8
}

function firstLine(text: string): Range {
  return lineRange(text, 1)
}

/** The range of a line without its indentation. */
function lineRange(text: string, line: number): Range {
  const content = text.split(/\r\n|\r|\n/)[line - 1] ?? ''
  const indent = content.length - content.trimStart().length
  return { line, column: indent + 1, endLine: line, endColumn: content.trimEnd().length + 1 }
}

/** The part of a range on its first line: a call may extend over a hundred lines. */
function onFirstLine(range: Range, text: string): Range {
  return range.endLine === range.line ? range : { ...lineRange(text, range.line), column: range.column }
}

/** The range of a module name in an import. */
function importRange(text: string, module: string): Range | undefined {
  const start = Math.max(text.indexOf(`'${module}'`), text.indexOf(`"${module}"`))
  return start === -1 ? undefined : new Lines(text).range({ start, end: start + module.length + 2 })
}

/** The range of the line that begins the default export. */
function exportRange(text: string): Range | undefined {
  const found = /^export\s+default\b.*$/m.exec(text)
  return found === null
    ? undefined
    : new Lines(text).range({ start: found.index, end: found.index + found[0].trimEnd().length })
}
