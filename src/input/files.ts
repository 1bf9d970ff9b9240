import fs, { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { Entry, Options } from 'fast-glob'
import { MAX_BYTES } from '../document/limits'
import { codeOf, createError, messageOf } from '../findings/errors'
import { type IgnoreRules, parseGitIgnore } from './gitignore'
import { isFromFileSystem, statsOf } from './stats'

/** Whether a file is larger than what is read; `length` in bytes. */
export function isTooLarge(error: unknown): error is Error & { length: number } {
  return codeOf(error) === 'ERR_INPUT_TOO_LARGE'
}

/** A file to lint. */
export interface Input {
  type: 'file'
  /** Absolute. */
  path: string
  /** As reports show it: relative to the working directory, forward slashes. */
  name: string
  /** Named outright by the user, not found by a walk or a pattern. */
  named: boolean
  /** Where the content is when it is not what the path holds. */
  read?(): Uint8Array
  /** The content in the commit that it is compared with; undefined when the file is new. */
  previous?(): Uint8Array | undefined
}

/** What was found and cannot be linted. */
export interface PassedOver {
  /** As reports show it. */
  file: string
  reason: 'no-regular-file' | 'symbolic-link'
}

export interface FoundInputs {
  inputs: Input[]
  /** Arguments that matched nothing. */
  unmatched: string[]
  /** What would have been linted if it were a regular file. */
  passedOver?: PassedOver[]
  /** Folders that could not be looked into. */
  unreadable?: { file: string; message: string }[]
}

/** What a walk takes up: JSON, scripts, and the definitions of projects in TypeScript. */
const DEFINITION = /\.(?:jsonc?|vrl)$|^(?:integration|interface|bot|plugin)\.definition\.(?:m?ts|js)$/
const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git'])
// The tool's own files are neither linted nor reported as skipped.
const OWN_FILE = /^integration-lint\.(?:config|baseline)\.jsonc?$/
const NEVER = ['**/node_modules/**', '**/.git/**', '**/integration-lint.{config,baseline}.{json,jsonc}']

/**
 * What the arguments stand for: files as they are, directories walked for `*.json`, `*.jsonc`
 * and `*.vrl` without what git ignores, patterns expanded. Sorted, each file once.
 *
 * @throws ERR_INPUT when an argument that looks like a path does not exist
 */
export async function findInputs(args: readonly string[], cwd: string): Promise<FoundInputs> {
  const found = new Map<string, Input>()
  const unmatched: string[] = []
  const passedOver = new Map<string, PassedOver>()
  const unreadable = new Map<string, { file: string; message: string }>()
  const add = (path: string, named: boolean) => {
    const known = found.get(path)
    if (known === undefined) found.set(path, { type: 'file', path, name: displayName(path, cwd), named })
    else if (named) known.named = true
  }
  const addAll = (argument: string, match: Match) => {
    if (match.paths.length === 0 && match.unreadable.length === 0) unmatched.push(argument)
    for (const path of match.paths) add(path, false)
    for (const { path, reason } of match.passedOver) passedOver.set(path, { file: displayName(path, cwd), reason })
    for (const { path, error } of match.unreadable) {
      unreadable.set(path, { file: displayName(path, cwd), message: readFailure(error, path) })
    }
  }
  for (const argument of args) {
    // As of a variable that is not set; the working directory is called `.`.
    if (argument === '') {
      unmatched.push(argument)
      continue
    }
    const path = resolve(cwd, argument)
    const entry = entryAt(path)
    if (entry === 'folder') addAll(argument, walkFolder(path, cwd))
    // What cannot be examined is read like a file: the failure says why.
    else if (entry === 'file' || (entry === 'unknown' && !isPattern(argument))) add(path, true)
    else if (isPattern(argument)) addAll(argument, await expand(argument, cwd))
    else unmatched.push(argument)
  }
  return {
    inputs: [...found.values()].sort((left, right) => (left.name < right.name ? -1 : 1)),
    unmatched,
    ...(passedOver.size === 0 ? {} : { passedOver: [...passedOver.values()].sort(byFile) }),
    ...(unreadable.size === 0 ? {} : { unreadable: [...unreadable.values()].sort(byFile) }),
  }
}

function byFile(left: { file: string }, right: { file: string }): number {
  return left.file < right.file ? -1 : 1
}

function entryAt(path: string): 'folder' | 'file' | 'nothing' | 'unknown' {
  try {
    const stats = fs.statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return 'nothing'
    return stats.isDirectory() ? 'folder' : 'file'
  } catch {
    return 'unknown'
  }
}

// A pipe that nobody writes to is opened without waiting. Windows has no such flag.
const READ_NOW = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * The bytes of a file. Refuses what is not a regular file: a pipe or a device may never end.
 *
 * @param most bytes that are read
 * @throws ERR_INPUT, ERR_INPUT_TOO_LARGE, or what the file system says
 */
export function readInput(path: string | Buffer, most = MAX_BYTES): Uint8Array {
  return read(path, most, (file) => readFileSync(file))
}

/** In bytes: nearly every definition is smaller. */
const USUAL_SIZE = 256 * 1024

/**
 * Reads one file after the other into the same memory: what is done with each has to be done before the next is read.
 * Memory that is new for each file takes longer to get than the file.
 */
export class InputReader {
  readonly #memory = Buffer.allocUnsafeSlow(USUAL_SIZE)

  /**
   * The bytes of a file, until the next call. As `readInput`.
   *
   * @throws ERR_INPUT, ERR_INPUT_TOO_LARGE, or what the file system says
   */
  read(path: string): Uint8Array {
    return read(path, MAX_BYTES, (file, size) => {
      if (size >= USUAL_SIZE) return readFileSync(file)
      let length = 0
      // A file system of the network may give less than is asked for.
      for (let read = 1; read > 0 && length < USUAL_SIZE; length += read) {
        read = readSync(file, this.#memory, length, USUAL_SIZE - length, length)
        if (length + read === size) return this.#memory.subarray(0, size)
      }
      // It has grown since, or shrunk.
      return length === USUAL_SIZE ? readFileSync(file) : this.#memory.subarray(0, length)
    })
  }
}

/** The beginning of a file that is too large to be read, for what it is: `length` bytes at the most. */
export function readBeginning(path: string, length: number): Uint8Array {
  return read(path, Number.POSITIVE_INFINITY, (file) => {
    const memory = Buffer.alloc(length)
    return memory.subarray(0, readSync(file, memory, 0, length, 0))
  })
}

function read(path: string | Buffer, most: number, readAll: (file: number, size: number) => Uint8Array): Uint8Array {
  const file = openSync(path, READ_NOW)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw createError('ERR_INPUT', 'it is not a regular file')
    if (stats.size > most) {
      const message = `it is ${stats.size} bytes long; at most ${most} are read`
      throw createError('ERR_INPUT_TOO_LARGE', message, { length: stats.size })
    }
    return readAll(file, stats.size)
  } finally {
    closeSync(file)
  }
}

const READ_FAILURES: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['ENOENT', 'it is gone'],
  ['EISDIR', 'it is a directory'],
  ['ELOOP', 'too many symbolic links'],
  ['EMFILE', 'too many open files'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ENXIO', 'it is not a regular file'],
  ['EIO', 'the disk reports an error'],
  ['ERR_INVALID_ARG_VALUE', 'there is a NUL in its name'],
])

/** Why a file could not be read, in a few words. */
export function readFailure(error: unknown, path = ''): string {
  const code = codeOf(error) ?? ''
  // Node shows bytes that are no UTF-8 as U+FFFD, and finds nothing under that name.
  if (code === 'ENOENT' && path.includes('\ufffd')) return 'its name is not UTF-8'
  return READ_FAILURES.get(code) ?? messageOf(error)
}

/** Relative to the working directory, forward slashes; absolute where the file lies elsewhere. */
export function displayName(path: string, cwd: string): string {
  // Mostly it lies below, and there are thousands of files.
  if (isResolved(path) && path.startsWith(cwd) && path[cwd.length] === '/') return path.slice(cwd.length + 1)
  const name = relative(cwd, path)
  return (name === '' || isOutside(name) ? path : name).split(sep).join('/')
}

/** As `resolve`; fast for a path that is resolved already. */
export function absolutePath(cwd: string, path: string): string {
  return isResolved(path) ? path : resolve(cwd, path)
}

/** A segment of a path that resolving takes away. */
const SUPERFLUOUS = /\/\.{0,2}(?:\/|$)/

/** Whether `resolve` would leave a path as it is. On Windows there is more to say than this knows. */
function isResolved(path: string): boolean {
  return sep === '/' && path.startsWith('/') && !SUPERFLUOUS.test(path)
}

/** Whether a relative path leads out of where it starts; `..json` is a name like any other. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`)
}

/** Whether an argument is a pattern rather than a path. */
export function isPattern(argument: string): boolean {
  return /[*?{}[\]!()]/.test(argument)
}

/** The definitions and other JSON files below a folder, without what git ignores; absolute paths. */
export function walk(directory: string, cwd: string): string[] {
  return walkFolder(directory, cwd).paths
}

/** What is below a folder or matches a pattern, without what git ignores; absolute paths. */
interface Match {
  paths: string[]
  passedOver: { path: string; reason: PassedOver['reason'] }[]
  unreadable: { path: string; error: Error }[]
}

function walkFolder(directory: string, cwd: string): Match {
  const ignored = new GitIgnore(directory, cwd)
  const match: Match = { paths: [], passedOver: [], unreadable: [] }
  const folders = [directory]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: fs.Dirent[]
    try {
      entries = fs.readdirSync(folder, { withFileTypes: true })
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if (!isGone(error, folder)) match.unreadable.push({ path: folder, error })
      continue
    }
    const ignores = ignored.of(folder)
    for (const entry of entries) {
      const { name } = entry
      if (entry.isDirectory()) {
        if (!NEVER_ENTERED.has(name) && !ignores(`${name}/`)) folders.push(`${folder}${sep}${name}`)
      } else if (DEFINITION.test(name) && !OWN_FILE.test(name) && !ignores(name)) {
        const path = `${folder}${sep}${name}`
        if (entry.isFile()) match.paths.push(path)
        else match.passedOver.push({ path, reason: entry.isSymbolicLink() ? 'symbolic-link' : 'no-regular-file' })
      }
    }
  }
  return match
}

async function expand(pattern: string, cwd: string): Promise<Match> {
  // Loaded with the first pattern: a folder needs none.
  const { default: glob } = await import('fast-glob')
  const refused: { path: string; error: Error }[] = []
  // On Windows a pattern may come with backslashes; elsewhere a backslash escapes.
  const normal = sep === '\\' ? glob.convertPathToPattern(pattern) : pattern
  const options: Options & { objectMode: true } = {
    cwd,
    ignore: NEVER,
    dot: true,
    onlyFiles: false,
    objectMode: true,
    followSymbolicLinks: false,
    // Otherwise fast-glob stops at the first folder that it may not read.
    suppressErrors: true,
    fs: { readdir: readdirReporting((path, error) => refused.push({ path, error })) },
  }
  let entries: Entry[]
  try {
    entries = await glob(normal, options)
  } catch (error) {
    // Of a range of millions it makes a list, or tries to.
    throw createError(
      'ERR_INPUT',
      `The pattern ${JSON.stringify(pattern)} cannot be used: ${messageOf(error).replace(/\.$/, '')}.`,
    )
  }
  const ignored = new GitIgnore(cwd, cwd)
  const match: Match = { paths: [], passedOver: [], unreadable: [] }
  for (const { path: written, dirent } of entries) {
    const path = resolve(cwd, written)
    if (dirent.isDirectory() || ignored.ignores(path)) continue
    if (dirent.isFile()) match.paths.push(path)
    else match.passedOver.push({ path, reason: dirent.isSymbolicLink() ? 'symbolic-link' : 'no-regular-file' })
  }
  match.unreadable = refused.filter(({ path }) => !ignored.ignores(join(path, 'whatever is in it')))
  return match
}

/** `readdir` that reports folders that it cannot read, unless they are gone by now. */
function readdirReporting(report: (path: string, error: Error) => void): typeof fs.readdir {
  const readdir = (
    path: string,
    options: { withFileTypes: true },
    done: (error: Error | null, entries: fs.Dirent[]) => void,
  ) =>
    fs.readdir(path, options, (error, entries) => {
      if (error !== null && !isGone(error, path)) report(resolve(path), error)
      done(error, entries)
    })
  return Object.assign(readdir, { __promisify__: fs.readdir.__promisify__ }) as typeof fs.readdir
}

/** Whether a folder that was just seen is no more. One whose name is not UTF-8 is there, and cannot be named. */
function isGone(error: NodeJS.ErrnoException, path: string): boolean {
  return error.code === 'ENOTDIR' || (error.code === 'ENOENT' && !path.includes('\ufffd'))
}

/** Whether git ignores an entry of a folder; the name of a folder ends with a slash. */
type Ignores = (name: string) => boolean

const IGNORES_NOTHING: Ignores = () => false

/** What the `.gitignore` files name, from the repository's root down to each file's folder. */
class GitIgnore {
  readonly #root: string
  readonly #rules = new Map<string, IgnoreRules | undefined>()
  readonly #ignoredFolders = new Map<string, boolean>()

  constructor(directory: string, cwd: string) {
    this.#root = repositoryRoot(directory) ?? cwd
  }

  /** Whether git ignores a file, or a folder on the way to it. */
  ignores(path: string): boolean {
    const folder = dirname(path)
    return this.#ignoresFolder(folder) || this.of(folder)(basename(path))
  }

  #ignoresFolder(folder: string): boolean {
    if (folder === this.#root || folder === dirname(folder)) return false
    const known = this.#ignoredFolders.get(folder)
    if (known !== undefined) return known
    const above = dirname(folder)
    const ignored = this.#ignoresFolder(above) || this.of(above)(`${basename(folder)}/`)
    this.#ignoredFolders.set(folder, ignored)
    return ignored
  }

  /** For the entries of a folder. */
  of(folder: string): Ignores {
    const inRoot = relative(this.#root, folder)
    if (isOutside(inRoot)) return IGNORES_NOTHING
    const parts = inRoot === '' ? [] : inRoot.split(sep)
    const chain: { rules: IgnoreRules; above: string[] }[] = []
    for (let depth = 0; depth <= parts.length; depth += 1) {
      const rules = this.#rulesOf(join(this.#root, ...parts.slice(0, depth)))
      if (rules !== undefined) chain.push({ rules, above: parts.slice(depth) })
    }
    if (chain.length === 0) return IGNORES_NOTHING
    return (entry) => {
      const isFolder = entry.endsWith('/')
      const name = isFolder ? entry.slice(0, -1) : entry
      let ignored = false
      // A nearer file may take back what a farther one says.
      for (const { rules, above } of chain) ignored = rules.verdict([...above, name], isFolder) ?? ignored
      return ignored
    }
  }

  #rulesOf(folder: string): IgnoreRules | undefined {
    if (!this.#rules.has(folder)) this.#rules.set(folder, readGitIgnore(folder))
    return this.#rules.get(folder)
  }
}

/** Whether a walk would pass a file by: git ignores it, or it lies in a folder that is never entered. */
export function isPassedBy(path: string, cwd: string): boolean {
  return (
    relative(cwd, path)
      .split(sep)
      .some((part) => NEVER_ENTERED.has(part)) || new GitIgnore(dirname(path), cwd).ignores(path)
  )
}

/** More than any that people write. */
const MAX_GITIGNORE_BYTES = 2 ** 20

function readGitIgnore(folder: string): IgnoreRules | undefined {
  const path = join(folder, '.gitignore')
  if (!statsOf(path)?.isFile()) return undefined
  let bytes: Uint8Array
  try {
    bytes = readInput(path, MAX_GITIGNORE_BYTES)
  } catch (error) {
    // As git does: what may not be read ignores nothing.
    if (isTooLarge(error) || isFromFileSystem(error)) return undefined
    throw error
  }
  return parseGitIgnore(Buffer.from(bytes).toString('utf8'))
}

/** Where a folder lies in its repository, forward slashes; '' at its root, or outside of any. */
export function folderInRepository(folder: string): string {
  const root = repositoryRoot(folder)
  return root === undefined ? '' : relative(root, folder).split(sep).join('/')
}

/** The nearest folder above that git keeps, if there is one. */
export function repositoryRoot(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (statsOf(join(folder, '.git')) !== undefined) return folder
    if (dirname(folder) === folder) return undefined
  }
}
