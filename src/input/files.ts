import fs, { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { Entry, Options } from 'fast-glob'
import { MAX_BYTES } from '../document/limits'
import { codeOf, createError, messageOf } from '../findings/errors'
import { type IgnoreRules, parseGitIgnore } from './gitignore'
import { isFromFileSystem, statsOf } from './stats'

/** Whether a file exceeds the maximum size; `length` is in bytes. */
export function isTooLarge(error: unknown): error is Error & { length: number } {
  return codeOf(error) === 'ERR_INPUT_TOO_LARGE'
}

/** A file to lint. */
export interface Input {
  type: 'file'
  /** Absolute. */
  path: string
  /** The name in reports: relative to the working directory, forward slashes. */
  name: string
  /** Whether the user named the file, rather than a folder or a pattern. */
  named: boolean
  /** Whether the file was found in a folder or by a pattern, rather than selected by git or the user. */
  walked?: true
  /** Reads the content, if it is not that of the file at the path. */
  read?(): Uint8Array
  /** The content in the commit to compare with; undefined if the file is new. */
  previous?(): Uint8Array | undefined
}

/** A path that was found and cannot be linted. */
export interface PassedOver {
  /** The name in reports. */
  file: string
  reason: 'no-regular-file' | 'symbolic-link'
}

export interface FoundInputs {
  inputs: Input[]
  /** Arguments that matched nothing. */
  unmatched: string[]
  /** Paths that would have been linted if they were regular files. */
  passedOver?: PassedOver[]
  /** Folders that could not be read. */
  unreadable?: { file: string; message: string }[]
}

/** Files that a walk finds: JSON, scripts, and TypeScript definitions of projects. */
const FOUND_BY_WALK = /\.(?:jsonc?|vrl)$|^(?:integration|interface|bot|plugin)\.definition\.(?:m?ts|js)$/
const NEVER_ENTERED: ReadonlySet<string> = new Set(['node_modules', '.git'])
// The tool's own files are neither linted nor reported as skipped.
const OWN_FILE = /^integration-lint\.(?:config|baseline)\.jsonc?$/
const NEVER = ['**/node_modules/**', '**/.git/**', '**/integration-lint.{config,baseline}.{json,jsonc}']

/**
 * Resolves arguments to files: directories are walked for definitions, `*.json`, `*.jsonc` and `*.vrl`, without what
 * git ignores; patterns are expanded. Sorted, each file once.
 *
 * @returns also the arguments that match nothing, as `unmatched`
 * @throws ERR_INPUT for an invalid pattern
 */
export async function findInputs(args: readonly string[], cwd: string): Promise<FoundInputs> {
  const found = new Map<string, Input>()
  const unmatched: string[] = []
  const passedOver = new Map<string, PassedOver>()
  const unreadable = new Map<string, { file: string; message: string }>()
  const add = (path: string, named: boolean) => {
    const known = found.get(path)
    if (known === undefined || (named && !known.named)) {
      const walked = named ? {} : { walked: true as const }
      found.set(path, { type: 'file', path, name: displayName(path, cwd), named, ...walked })
    }
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
    // The argument may come from an unset variable; the working directory is `.`.
    if (argument === '') {
      unmatched.push(argument)
      continue
    }
    const path = resolve(cwd, argument)
    const entry = entryAt(path)
    if (entry === 'folder') addAll(argument, walkFolder(path, cwd))
    // A path that cannot be examined is read like a file: the error says why.
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

// Opens a pipe without waiting for a writer. Windows does not have this flag.
const READ_NOW = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

/**
 * The bytes of a file. Refuses files that are not regular: a pipe or a device may never end.
 *
 * @param most the maximum number of bytes
 * @throws ERR_INPUT, ERR_INPUT_TOO_LARGE, or the file system's error
 */
export function readInput(path: string | Buffer, most = MAX_BYTES): Uint8Array {
  return readRegular(path, most, (file) => readFileSync(file))
}

/** In bytes: nearly every definition is smaller. */
const USUAL_SIZE = 256 * 1024

/**
 * Reads files into the same memory, so each must be processed before the next is read. Allocating memory for each file
 * takes longer than reading it.
 */
export class InputReader {
  readonly #memory = Buffer.allocUnsafeSlow(USUAL_SIZE)

  /**
   * The bytes of a file, valid until the next call. Otherwise like `readInput`.
   *
   * @throws ERR_INPUT, ERR_INPUT_TOO_LARGE, or the file system's error
   */
  read(path: string): Uint8Array {
    return readRegular(path, MAX_BYTES, (file, size) => {
      if (size >= USUAL_SIZE) return readFileSync(file)
      let length = 0
      // A network file system may return fewer bytes than requested.
      for (let read = 1; read > 0 && length < USUAL_SIZE; length += read) {
        read = readSync(file, this.#memory, length, USUAL_SIZE - length, length)
        if (length + read === size) return this.#memory.subarray(0, size)
      }
      // The file has grown or shrunk since.
      return length === USUAL_SIZE ? readFileSync(file) : this.#memory.subarray(0, length)
    })
  }
}

/** The first `length` bytes of a file that is too large, to recognise its kind. */
export function readBeginning(path: string, length: number): Uint8Array {
  return readRegular(path, Number.POSITIVE_INFINITY, (file) => {
    const memory = Buffer.alloc(length)
    return memory.subarray(0, readSync(file, memory, 0, length, 0))
  })
}

function readRegular(
  path: string | Buffer,
  most: number,
  readAll: (file: number, size: number) => Uint8Array,
): Uint8Array {
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
  ['ENOENT', 'it no longer exists'],
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
  // Node decodes invalid UTF-8 in names to U+FFFD, and cannot open such a name.
  if (code === 'ENOENT' && path.includes('\ufffd')) return 'its name is not UTF-8'
  return READ_FAILURES.get(code) ?? messageOf(error)
}

/** Relative to the working directory, forward slashes; absolute where the file lies elsewhere. */
export function displayName(path: string, cwd: string): string {
  // Most files are below the working directory, and there are thousands of them.
  if (isNormalized(path) && path.startsWith(cwd) && path[cwd.length] === '/') return path.slice(cwd.length + 1)
  const name = relative(cwd, path)
  return (name === '' || isOutside(name) ? path : name).split(sep).join('/')
}

/** Like `resolve`; fast for a path that is already resolved. */
export function absolutePath(cwd: string, path: string): string {
  return isNormalized(path) ? path : resolve(cwd, path)
}

/** A path segment that `resolve` removes. */
const SUPERFLUOUS = /\/\.{0,2}(?:\/|$)/

/** Whether `resolve` would return the path unchanged. Always false on Windows, whose paths have more forms. */
function isNormalized(path: string): boolean {
  return sep === '/' && path.startsWith('/') && !SUPERFLUOUS.test(path)
}

/** Whether a relative path leads out of the folder that it starts in; `..json` is an ordinary name. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`)
}

/** Whether a path is that of a folder, or of something in it. Both are absolute and normalized. */
export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** Whether an argument is a pattern rather than a path. */
export function isPattern(argument: string): boolean {
  return /[*?{}[\]!()]/.test(argument)
}

/** The definitions and other JSON files below a folder, without what git ignores; absolute paths. */
export function walk(directory: string, cwd: string): string[] {
  return walkFolder(directory, cwd).paths
}

/** The paths below a folder or matching a pattern, without what git ignores; absolute. */
interface Match {
  paths: string[]
  passedOver: { path: string; reason: PassedOver['reason'] }[]
  unreadable: { path: string; error: unknown }[]
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
      if (!wasDeleted(error, folder)) match.unreadable.push({ path: folder, error })
      continue
    }
    const ignores = ignored.of(folder)
    for (const entry of entries) {
      const { name } = entry
      if (entry.isDirectory()) {
        if (!NEVER_ENTERED.has(name) && !ignores(`${name}/`)) folders.push(`${folder}${sep}${name}`)
      } else if (FOUND_BY_WALK.test(name) && !OWN_FILE.test(name) && !ignores(name)) {
        const path = `${folder}${sep}${name}`
        if (entry.isFile()) match.paths.push(path)
        else match.passedOver.push({ path, reason: entry.isSymbolicLink() ? 'symbolic-link' : 'no-regular-file' })
      }
    }
  }
  return match
}

async function expand(pattern: string, cwd: string): Promise<Match> {
  // Loaded with the first pattern.
  const { default: glob } = await import('fast-glob')
  const refused: Match['unreadable'] = []
  // On Windows a pattern may contain backslashes as separators; elsewhere a backslash escapes.
  const normal = sep === '\\' ? glob.convertPathToPattern(pattern) : pattern
  const options: Options & { objectMode: true } = {
    cwd,
    ignore: NEVER,
    dot: true,
    onlyFiles: false,
    objectMode: true,
    followSymbolicLinks: false,
    // Otherwise fast-glob stops at the first unreadable folder.
    suppressErrors: true,
    fs: { readdir: readdirReporting((path, error) => refused.push({ path, error })) },
  }
  let entries: Entry[]
  try {
    entries = await glob(normal, options)
  } catch (error) {
    // fast-glob would expand a range of millions to a list.
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

/** A `readdir` that reports unreadable folders, unless they were deleted in the meantime. */
function readdirReporting(report: (path: string, error: Error) => void): typeof fs.readdir {
  const readdir = (
    path: string,
    options: { withFileTypes: true },
    done: (error: Error | null, entries: fs.Dirent[]) => void,
  ) =>
    fs.readdir(path, options, (error, entries) => {
      if (error !== null && !wasDeleted(error, path)) report(resolve(path), error)
      done(error, entries)
    })
  return Object.assign(readdir, { __promisify__: fs.readdir.__promisify__ }) as typeof fs.readdir
}

/**
 * Whether a folder was deleted after it was seen. A folder whose name is not UTF-8 exists, but cannot be opened by
 * name.
 */
function wasDeleted(error: unknown, path: string): boolean {
  const code = codeOf(error)
  return code === 'ENOTDIR' || (code === 'ENOENT' && !path.includes('\ufffd'))
}

/** Whether git ignores an entry of a folder; the name of a folder ends with a slash. */
type Ignores = (name: string) => boolean

const IGNORES_NOTHING: Ignores = () => false

/** The `.gitignore` files from the repository's root down to each file's folder. */
class GitIgnore {
  readonly #root: string
  readonly #rules = new Map<string, IgnoreRules | undefined>()
  readonly #ignoredFolders = new Map<string, boolean>()

  constructor(directory: string, cwd: string) {
    this.#root = repositoryRoot(directory) ?? cwd
  }

  /** Whether git ignores a file, or a folder above it. */
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

  /** The test for the entries of a folder. */
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
      // A nearer file may negate a farther one.
      for (const { rules, above } of chain) ignored = rules.verdict([...above, name], isFolder) ?? ignored
      return ignored
    }
  }

  #rulesOf(folder: string): IgnoreRules | undefined {
    if (!this.#rules.has(folder)) this.#rules.set(folder, readGitIgnore(folder))
    return this.#rules.get(folder)
  }
}

/** Whether a walk would skip a file: git ignores it, or it is in a folder that is never entered. */
export function isPassedBy(path: string, cwd: string): boolean {
  return (
    relative(cwd, path)
      .split(sep)
      .some((part) => NEVER_ENTERED.has(part)) || new GitIgnore(dirname(path), cwd).ignores(path)
  )
}

/** The maximum size of a `.gitignore`. */
const MAX_GITIGNORE_BYTES = 2 ** 20

function readGitIgnore(folder: string): IgnoreRules | undefined {
  const path = join(folder, '.gitignore')
  if (!statsOf(path)?.isFile()) return undefined
  let bytes: Uint8Array
  try {
    bytes = readInput(path, MAX_GITIGNORE_BYTES)
  } catch (error) {
    // As in git, an unreadable file ignores nothing.
    if (isTooLarge(error) || isFromFileSystem(error)) return undefined
    throw error
  }
  return parseGitIgnore(Buffer.from(bytes).toString('utf8'))
}

/** The path of a folder in its repository, forward slashes; '' for the root, or outside a repository. */
export function folderInRepository(folder: string): string {
  const root = repositoryRoot(folder)
  return root === undefined ? '' : relative(root, folder).split(sep).join('/')
}

/** The root of the repository that contains a folder, if any. */
export function repositoryRoot(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (statsOf(join(folder, '.git')) !== undefined) return folder
    if (dirname(folder) === folder) return undefined
  }
}
