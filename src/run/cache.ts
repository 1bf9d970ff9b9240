import { createHash } from 'node:crypto'
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { MAX_BYTES } from '../document/limits'
import { type Fields, isFields } from '../document/values'
import { messageOf } from '../findings/errors'
import { TOOL_VERSION } from '../findings/help'
import { KINDS, type Kind } from '../findings/types'
import { readInput } from '../input/files'
import type { StagedTree } from '../input/git'
import { statsOf } from '../input/stats'
import type { Dependencies } from '../project/dependencies'
import type { LoadedProject } from '../project/load'
import type { Settings } from '../settings/types'
import { isScriptFile } from '../vrl/script-file'
import { writeWhole } from './output'
import type { Bytes, CachedResult, CacheEntry, LintedFile } from './source'

/** The maximum number of entries, newest last; the least recently used ones are dropped. */
const MOST_ENTRIES = 50_000

/** The maximum size of the entries of projects, in characters: they contain findings. */
const MOST_OF_PROJECTS = 2 ** 23

/** A larger file was not written by this tool, and reading it would cost memory. */
const MOST_CACHE_BYTES = 2 ** 24

/** The inputs of a cached result other than the text, the tool and the settings. */
export interface Circumstances {
  name: string
  named: boolean
  as: Kind | undefined
}

/** The findings of a project or the loaded project, and the states of files for which it is valid. */
interface ProjectEntry {
  /** Path and state of each file and each folder that it depends on. */
  states: Readonly<Record<string, string>>
  /** The findings, or the loaded project, as JSON, which is parsed only if the entry is valid. */
  content: string
  /** The hash of `content`. */
  hash: string
}

/** Where in git a project is loaded from: the index, whose content is the next commit's, or an existing commit. */
export type GitState = 'index' | 'commit'

/** The states of files and folders. */
export interface FileStates {
  /** @param name an absolute path; that of a folder ends with `FOLDER` */
  stateOf(name: string): string
  /** Whether the file may have changed after the run began: a result may then not belong to its state. */
  hasChanged(name: string): boolean
}

/** The inputs of a project's result, in addition to the files that it depends on. */
export interface ProjectCircumstances extends Omit<Circumstances, 'named'> {
  /** The folder to which names in the result are relative. */
  cwd: string
  frames: boolean
}

/**
 * Remembers texts without findings between runs, by their content, the tool and the settings. A cache that cannot be
 * read or written never makes a run fail, and a damaged entry counts as missing.
 */
export class Cache {
  readonly #file: string
  readonly #tool: string
  readonly #entries: Map<string, CachedResult>
  readonly #used = new Map<string, CachedResult>()
  readonly #projects: Map<string, ProjectEntry>
  readonly #usedProjects = new Map<string, ProjectEntry>()
  readonly #settings = new WeakMap<Settings, string>()
  #changed = false

  /** @param program the file of the program: another build does not use the entries of this one */
  constructor(file: string, program: string) {
    this.#file = file
    this.#tool = identityOf(program)
    const { entries, projects } = readStored(file, this.#tool)
    this.#entries = entries
    this.#projects = projects
  }

  /** Undefined for a text that is too large to be linted. */
  keyOf({ bytes, length }: Bytes, settings: Settings, { name, named, as }: Circumstances): string | undefined {
    if (length > MAX_BYTES) return undefined
    const circumstances = `${this.#configured(settings)}${isScriptFile(name) ? name : name.endsWith('.jsonc') ? 'c' : ''}${named ? 'n' : ''}${as ?? ''}`
    return `${hash(bytes)}${circumstances}`
  }

  #configured(settings: Settings): string {
    let configured = this.#settings.get(settings)
    if (configured === undefined) {
      configured = hash(JSON.stringify([...settings.rules].sort(([left], [right]) => (left < right ? -1 : 1))))
      this.#settings.set(settings, configured)
    }
    return configured
  }

  /** @param definition absolute path */
  projectKey(definition: string, settings: Settings, { name, cwd, frames, as }: ProjectCircumstances): string {
    return hash(JSON.stringify([definition, this.#configured(settings), name, cwd, frames, as]))
  }

  /** The findings of an earlier run in a project, if none of its dependencies has changed. */
  getProject(key: string, states: FileStates): LintedFile[] | undefined {
    const files = this.#valid(key, states)
    return isLinted(files) ? files : undefined
  }

  /** Stores the findings in a project, before suppressions, unless a dependency changed while it was loaded. */
  addProject(key: string, depends: Dependencies, linted: readonly LintedFile[], states: FileStates): void {
    if (linted.every(({ report }) => report.crashes.length === 0)) this.#store(key, depends, linted, states)
  }

  /**
   * A project as an earlier run loaded it from a tree of git, if none of its dependencies has changed. The index of one
   * run may be the commit of a later one.
   */
  getLoaded(folder: string, from: GitState, states: FileStates): LoadedProject | undefined {
    for (const state of ['commit', 'index'] as const) {
      const key = `${state}:${folder}`
      const loaded = this.#valid(key, states)
      if (!isLoaded(loaded)) continue
      if (state !== from) this.#keep(`${from}:${folder}`, this.#projects.get(key))
      return loaded
    }
    return undefined
  }

  /** Stores a project that was loaded from a tree of git. */
  addLoaded({ dependencies, ...loaded }: LoadedProject, from: GitState, states: FileStates): void {
    if (dependencies !== undefined) this.#store(`${from}:${loaded.folder}`, dependencies, loaded, states)
  }

  #valid(key: string, states: FileStates): unknown {
    const entry = this.#projects.get(key)
    if (entry === undefined) return undefined
    for (const [path, state] of Object.entries(entry.states)) {
      if (states.stateOf(path) !== state) return undefined
    }
    if (hash(entry.content) !== entry.hash) return undefined
    this.#usedProjects.set(key, entry)
    return JSON.parse(entry.content)
  }

  #store(key: string, { files, folders }: Dependencies, value: unknown, states: FileStates): void {
    const valid: Record<string, string> = {}
    for (const name of [...files, ...folders.map((path) => path + FOLDER)]) {
      if (states.hasChanged(name)) return
      valid[name] = states.stateOf(name)
    }
    const content = JSON.stringify(value)
    this.#keep(key, { states: valid, content, hash: hash(content) })
  }

  #keep(key: string, entry: ProjectEntry | undefined): void {
    if (entry === undefined) return
    this.#usedProjects.set(key, entry)
    this.#changed = true
  }

  get(key: string): CachedResult | undefined {
    return this.#entries.get(key)
  }

  /** Adds an entry, or marks it as used. */
  add({ key, result }: CacheEntry): void {
    this.#used.set(key, result)
    if (!this.#entries.has(key)) this.#changed = true
  }

  /** Writes the entries if there are new ones. Returns the reason if the cache could not be written. */
  save(): string | undefined {
    if (!this.#changed) return undefined
    // Reading a pipe would block.
    if (statsOf(this.#file)?.isFile() === false) return `${this.#file} is not a regular file`
    // Another run may have written the cache since it was read, so its entries are merged.
    const { entries: merged, projects } = readStored(this.#file, this.#tool)
    for (const key of this.#usedProjects.keys()) projects.delete(key)
    for (const [key, entry] of this.#usedProjects) projects.set(key, entry)
    for (const key of this.#used.keys()) merged.delete(key)
    for (const [key, result] of this.#used) merged.set(key, result)
    const entries = [...merged]
      .slice(-MOST_ENTRIES)
      .map(([key, result]) => [key, result.type === 'clean' ? result.kind : ''])
    try {
      const content = { tool: this.#tool, entries: Object.fromEntries(entries), projects: newest(projects) }
      writeWhole(this.#file, '/', `${JSON.stringify(content)}\n`)
      return undefined
    } catch (error) {
      return messageOf(error)
    }
  }
}

/** @param folder true for the default folder */
export function openCache(folder: string | true, cwd: string, program: string): Cache {
  return new Cache(folder === true ? defaultCacheFile(cwd) : resolve(cwd, folder, 'cache'), program)
}

/** The default path of the cache: in `node_modules/.cache` if there is a `node_modules`, as with other tools. */
function defaultCacheFile(cwd: string): string {
  const shared = statSync(join(cwd, 'node_modules'), { throwIfNoEntry: false })?.isDirectory() === true
  return join(cwd, shared ? 'node_modules/.cache/integration-lint/cache' : '.integration-lint-cache/cache')
}

function readStored(
  file: string,
  tool: string,
): { entries: Map<string, CachedResult>; projects: Map<string, ProjectEntry> } {
  const entries = new Map<string, CachedResult>()
  const projects = new Map<string, ProjectEntry>()
  let content: unknown
  try {
    content = JSON.parse(Buffer.from(readInput(file, MOST_CACHE_BYTES)).toString('utf8'))
  } catch {
    // The cache is missing, unreadable or damaged: everything is linted, and a new cache is written.
    return { entries, projects }
  }
  if (!isFields(content) || content.tool !== tool) return { entries, projects }
  for (const [key, written] of Object.entries(isFields(content.entries) ? content.entries : {})) {
    const result = readResult(written)
    if (result !== undefined) entries.set(key, result)
  }
  for (const [key, written] of Object.entries(isFields(content.projects) ? content.projects : {})) {
    if (isProjectEntry(written)) projects.set(key, written)
  }
  return { entries, projects }
}

/** The most recently used entries that fit. */
function newest(projects: ReadonlyMap<string, ProjectEntry>): Record<string, ProjectEntry> {
  const kept: [string, ProjectEntry][] = []
  let room = MOST_OF_PROJECTS
  for (const [key, entry] of [...projects].reverse()) {
    room -= entry.content.length + Object.keys(entry.states).reduce((sum, path) => sum + path.length + STATE_LENGTH, 0)
    if (room < 0) break
    kept.push([key, entry])
  }
  return Object.fromEntries(kept.reverse())
}

/** The length of a hash with its JSON syntax. */
const STATE_LENGTH = 34

function isProjectEntry(value: unknown): value is ProjectEntry & Fields {
  return (
    isFields(value) &&
    typeof value.content === 'string' &&
    typeof value.hash === 'string' &&
    isFields(value.states) &&
    Object.values(value.states).every((state) => typeof state === 'string')
  )
}

/** A shallow check suffices: the hash shows that this program wrote the value. */
function isLinted(value: unknown): value is LintedFile[] {
  return (
    Array.isArray(value) &&
    value.every((file) => isFields(file) && typeof file.path === 'string' && isFields(file.report))
  )
}

function isLoaded(value: unknown): value is LoadedProject {
  return isFields(value) && typeof value.folder === 'string' && Array.isArray(value.files)
}

/** The end of the name of a folder. The state of a folder is the list of its entries. */
const FOLDER = '/*'

/** The clock of a file system may be behind that of the process by this much; in milliseconds. */
const CLOCK_MARGIN = 20

/** Names of modules, scripts and assets; other entries of a folder are ignored. */
const MATTERS = /\.(?:[cm]?[jt]sx?|json|vrl|svg|png|md|css|txt)$/i

/** The state of files and folders during one run; each is read once. To be created before anything is loaded. */
export class DiskStates implements FileStates {
  readonly #states = new Map<string, string>()
  readonly #began = Date.now()

  stateOf(name: string): string {
    let state = this.#states.get(name)
    if (state === undefined) {
      state = name.endsWith(FOLDER) ? folderState(name.slice(0, -FOLDER.length)) : fileState(name)
      this.#states.set(name, state)
    }
    return state
  }

  /** Whether the content, the owner or the permissions changed after the run began. */
  hasChanged(name: string): boolean {
    const path = name.endsWith(FOLDER) ? name.slice(0, -FOLDER.length) : name
    return (statsOf(path)?.ctimeMs ?? 0) > this.#began - CLOCK_MARGIN
  }
}

/** The state of files and folders in a tree of git; on the disk for files that git ignores, such as packages. */
export class TreeStates implements FileStates {
  readonly #disk = new DiskStates()
  readonly #tree: StagedTree

  constructor(tree: StagedTree) {
    this.#tree = tree
  }

  stateOf(name: string): string {
    if (name.endsWith(FOLDER)) {
      const names = this.#tree.namesIn(name.slice(0, -FOLDER.length))
      return hash([this.#disk.stateOf(name), ...names].sort().join('\n'))
    }
    const object = this.#tree.objectOf(name)
    return object === null ? UNTRACKED : (object ?? this.#disk.stateOf(name))
  }

  hasChanged(name: string): boolean {
    return this.#disk.hasChanged(name)
  }
}

const ABSENT = '-'
const UNTRACKED = '?'

function fileState(path: string): string {
  try {
    const state = hash(readInput(path))
    // An installed package may be a symbolic link.
    return path.includes('node_modules') ? hash(`${state}${realpathSync(path)}`) : state
  } catch {
    return ABSENT
  }
}

function folderState(path: string): string {
  try {
    const names = readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile()
        ? MATTERS.test(extname(entry.name))
          ? [entry.name]
          : []
        : isOurs(entry.name)
          ? []
          : [`${entry.name}/`],
    )
    return hash(names.sort().join('\n'))
  } catch {
    return ABSENT
  }
}

/** Whether a name is that of the cache's own folder. */
function isOurs(name: string): boolean {
  return name === '.integration-lint-cache'
}

/** A stored result is the kind of the clean document, or an empty text. */
function readResult(written: unknown): CachedResult | undefined {
  if (written === '') return { type: 'foreign' }
  const kind = [...KINDS, 'script' as const].find((candidate) => candidate === written)
  return kind === undefined ? undefined : { type: 'clean', kind }
}

/** Identifies the version and the build: during development, rules change while the version stays the same. */
function identityOf(program: string): string {
  const { size, mtimeMs } = statSync(program)
  return `${TOOL_VERSION} ${process.version} ${size} ${mtimeMs}`
}

function hash(data: string | Uint8Array): string {
  return createHash('sha1').update(data).digest('base64url')
}
