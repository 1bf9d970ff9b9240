import { spawnSync } from 'node:child_process'
import { lstatSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import { codeOf, createError } from '../findings/errors'
import { displayName, type Input, isPattern, isWithin, readInput } from './files'

/** An error for the user if git cannot answer: there is no repository, no such revision, or no git. */
export function gitError(message: string): Error {
  return createError('ERR_GIT', message)
}

export interface GitOptions {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Files, folders and patterns that limit the answer; empty for the whole repository. */
  scope: readonly string[]
}

/**
 * The documents of the next commit that differ from the last one, read from the index rather than the work tree.
 *
 * @param onDeleted called with the absolute path of each document that the next commit deletes
 * @throws ERR_GIT
 */
export function findStaged({ cwd, env, scope }: GitOptions, onDeleted?: (path: string) => void): Input[] {
  const repository = openRepository(cwd, env)
  const base = commitOf(repository, 'HEAD') ?? emptyTree(repository)
  // `git add -N` announces a file, whose content is not a part of the commit.
  const flags = ['--cached', '--ita-invisible-in-index', '--raw', '-z', '--no-renames', '--diff-filter=AMTD']
  const listed = git(repository, ['diff-index', ...flags, base])
  const entries = rawEntries(listed).filter(({ name }) => isDocument(name))
  const isWanted = scopeFilter(scope, cwd)
  for (const path of deletedPaths(repository, entries)) if (isWanted(path)) onDeleted?.(path)
  const wanted = entries
    .filter(({ mode }) => isRegular(mode))
    .map((entry) => ({ ...entry, path: resolve(repository.top, entry.name.toString('utf8')) }))
    .filter(({ path }) => isWanted(path))
  const contents = new GitContents(
    repository,
    wanted.map(({ object }) => object),
  )
  const previous = new GitContents(
    repository,
    wanted.map(({ oldObject }) => oldObject),
  )
  return sorted(
    wanted.map(({ path }, position) => ({
      type: 'file' as const,
      path,
      name: displayName(path, cwd),
      named: false,
      read: () => contents.read(position),
      previous: () => previous.find(position),
    })),
  )
}

/** The files of the next commit, and untracked files. */
export interface StagedTree {
  /** The staged content of a file; null for a new one that is not staged, undefined for a file that git ignores. */
  read(path: string): Uint8Array | null | undefined
  /** The files whose staged content differs from the disk, by absolute path; null for one that is not staged. */
  differing(isWanted: (path: string) => boolean): ReadonlyMap<string, Uint8Array | null>
  /** Staged files below a folder, by absolute path. */
  below(folder: string, isWanted: (path: string) => boolean): ReadonlyMap<string, Uint8Array>
  /** The name of the object that is a file's content; null and undefined as from `read`. */
  objectOf(path: string): string | null | undefined
  /** The names of the files and folders in a folder. */
  namesIn(folder: string): readonly string[]
}

/** The tags of `git ls-files -t` for a file that was changed or removed in the work tree. */
const CHANGED_TAGS = ['C', 'R']

/** @throws ERR_GIT */
export function openStagedTree(cwd: string, env: GitOptions['env']): StagedTree {
  const repository = openRepository(cwd, env)
  const objects = new Map<string, string>()
  const asOnDisk = new Set<string>()
  const changed = new Set<string>()
  const isNew = new Set<string>()
  // One process: starting git for each question, or for each file, would take most of the time of a commit.
  const states = ['--cached', '--modified', '--deleted', '--others', '--exclude-standard']
  for (const entry of split(git(repository, ['ls-files', ...states, '--stage', '-v', '-z']))) {
    const text = entry.toString('utf8')
    if (text.startsWith('? ')) {
      isNew.add(resolve(repository.top, text.slice(2)))
      continue
    }
    const [, tag = '', mode = '', object = '', name = ''] = /^(\S) (\d+) ([0-9a-f]+) 0\t(.*)$/s.exec(text) ?? []
    if (!isRegular(mode)) continue
    const path = resolve(repository.top, name)
    objects.set(path, object)
    // A changed file is listed twice. The other tags make git skip the comparison of the file with the disk.
    if (tag === 'H') asOnDisk.add(path)
    else if (CHANGED_TAGS.includes(tag)) changed.add(path)
  }
  for (const path of changed) asOnDisk.delete(path)
  return {
    read(path) {
      const object = objects.get(path)
      if (object === undefined) return isNew.has(path) ? null : undefined
      return asOnDisk.has(path) ? readInput(path) : git(repository, ['cat-file', 'blob', object])
    },
    differing(isWanted) {
      const differing = contentsOf(repository, objects, (path) => !asOnDisk.has(path) && isWanted(path))
      return new Map([...nothingAt([...isNew].filter(isWanted)), ...differing])
    },
    below: (folder, isWanted) =>
      contentsOf(repository, objects, (path) => path.startsWith(folder + sep) && isWanted(path)),
    objectOf: (path) => objects.get(path) ?? (isNew.has(path) ? null : undefined),
    namesIn: folderListing(objects.keys()),
  }
}

/** A tree in which one folder is read as if it were at another path. */
export function movedTree(tree: StagedTree, from: string, to: string): StagedTree {
  const old = (path: string) => (isWithin(to, path) ? from + path.slice(to.length) : path)
  const today = (path: string) => to + path.slice(from.length)
  const filesBelow = (folder: string, isWanted: (path: string) => boolean) =>
    [...tree.below(old(folder), (path) => isWanted(today(path)))].map(([path, bytes]) => [today(path), bytes] as const)
  return {
    read: (path) => tree.read(old(path)) ?? tree.read(path),
    differing: (isWanted) => new Map([...tree.differing(isWanted), ...filesBelow(to, isWanted)]),
    below: (folder, isWanted) =>
      new Map(isWithin(to, folder) ? filesBelow(folder, isWanted) : tree.below(folder, isWanted)),
    objectOf: (path) => tree.objectOf(old(path)) ?? tree.objectOf(path),
    namesIn: (folder) => [...tree.namesIn(old(folder)), ...tree.namesIn(folder)],
  }
}

/** Lists folders of a tree, given the paths of its files. */
function folderListing(paths: Iterable<string>): (folder: string) => readonly string[] {
  let folders: Map<string, Set<string>> | undefined
  const listed = () => {
    const found = new Map<string, Set<string>>()
    for (const path of paths) {
      for (let at = path, up = dirname(at); up !== at; at = up, up = dirname(at)) {
        const names = found.get(up) ?? new Set()
        const isKnown = names.has(basename(at))
        found.set(up, names.add(basename(at)))
        if (isKnown) break
      }
    }
    return found
  }
  return (folder) => {
    folders ??= listed()
    return [...(folders.get(folder) ?? [])]
  }
}

function contentsOf(
  repository: Repository,
  objects: ReadonlyMap<string, string>,
  isWanted: (path: string) => boolean,
): Map<string, Uint8Array> {
  const wanted = [...objects].filter(([path]) => isWanted(path))
  const contents = new GitContents(
    repository,
    wanted.map(([, object]) => object),
  )
  return new Map(wanted.map(([path], position) => [path, contents.read(position)]))
}

function nothingAt(paths: readonly string[]): (readonly [string, null])[] {
  return paths.map((path) => [path, null])
}

/** The files of a commit. */
export interface RevisionTree extends StagedTree {
  /** The path relative to the top of the repository; with `./` before it, relative to the working directory. */
  resolve(path: string): string
  /** Whether the commit contains the file. */
  has(path: string): boolean
  /** The documents of this commit that the next commit (if `staged`) or the disk lacks; absolute paths. */
  gone(isWanted: (path: string) => boolean, staged: boolean): string[]
  /** The files that differ in the work tree or the index, including new and deleted ones; absolute paths. */
  changed(): ReadonlySet<string>
  /** The new paths of files of this commit that git considers renamed in the index; absolute paths. */
  moves(): ReadonlyMap<string, string>
  /** Reads files of the commit, fastest in the order of the paths: git is started once for many of them. */
  reader(paths: readonly string[]): (path: string) => Uint8Array | undefined
}

/**
 * @param revision as the user names it: a branch, a tag, a commit
 * @throws ERR_GIT if there is no such commit
 */
export function openRevisionTree(cwd: string, env: GitOptions['env'], revision: string): RevisionTree {
  const repository = openRepository(cwd, env)
  const commit = commitOf(repository, revision)
  if (commit === undefined) {
    throw gitError(`There is no commit ${JSON.stringify(revision)} in this repository.${deepening(repository)}`)
  }
  const objects = new Map<string, string>()
  for (const entry of split(git(repository, ['ls-tree', '-r', '-z', '--full-tree', commit]))) {
    // Links and submodules are left out: their targets are not in the commit.
    const [, mode = '', object = '', name = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(entry.toString('utf8')) ?? []
    if (isRegular(mode)) objects.set(resolve(repository.top, name), object)
  }
  // Files that git tracks today and the commit lacks count as missing; ignored files are read from the disk.
  const pathOf = (name: Buffer) => resolve(repository.top, name.toString('utf8'))
  const indexed = new Set(split(git(repository, ['ls-files', '--cached', '-z'])).map(pathOf))
  const isNew = new Set([...indexed, ...untracked(repository).map(({ name }) => pathOf(name))])
  const differingFrom = (...flags: string[]) => {
    const command = ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', ...flags, commit, '--']
    return split(git(repository, command)).map(pathOf)
  }
  return {
    read(path) {
      const object = objects.get(path)
      if (object === undefined) return isNew.has(path) ? null : undefined
      return git(repository, ['cat-file', 'blob', object])
    },
    gone(isWanted, staged) {
      const isThere = staged
        ? (path: string) => indexed.has(path)
        : (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined
      return [...objects.keys()].filter((path) => isDocument(Buffer.from(path)) && isWanted(path) && !isThere(path))
    },
    changed() {
      const isOther = [...isNew].filter((path) => !objects.has(path))
      return new Set([...differingFrom(), ...differingFrom('--cached'), ...isOther])
    },
    differing(isWanted) {
      const changed = new Set(differingFrom())
      const differing = contentsOf(repository, objects, (path) => changed.has(path) && isWanted(path))
      return new Map([...nothingAt([...isNew].filter((path) => !objects.has(path) && isWanted(path))), ...differing])
    },
    below: (folder, isWanted) =>
      contentsOf(repository, objects, (path) => path.startsWith(folder + sep) && isWanted(path)),
    objectOf: (path) => objects.get(path) ?? (isNew.has(path) ? null : undefined),
    namesIn: folderListing(objects.keys()),
    moves() {
      const flags = ['--name-status', '-z', '--find-renames', '--diff-filter=R', '--no-ext-diff', '--cached']
      const parts = split(git(repository, ['diff', ...flags, commit, '--']))
      const moved = new Map<string, string>()
      for (let index = 1; index + 1 < parts.length; index += 3) {
        moved.set(pathOf(parts[index] ?? Buffer.alloc(0)), pathOf(parts[index + 1] ?? Buffer.alloc(0)))
      }
      return moved
    },
    resolve: (path) => (/^\.{1,2}(?:\/|$)/.test(path) ? resolve(cwd, path) : resolve(repository.top, path)),
    has: (path) => objects.has(path),
    reader(paths) {
      const positions = new Map(paths.map((path, position) => [path, position]))
      const contents = new GitContents(
        repository,
        paths.map((path) => objects.get(path) ?? ''),
      )
      return (path) => {
        const position = positions.get(path)
        return position === undefined ? undefined : contents.find(position)
      }
    },
  }
}

/**
 * The definitions of all projects of a repository, without what git ignores; absolute paths.
 *
 * @returns undefined outside a repository
 */
export function findDefinitions(cwd: string, env: GitOptions['env']): string[] | undefined {
  try {
    const repository = openRepository(cwd, env)
    const flags = ['--cached', '--others', '--exclude-standard', '--full-name', '-z']
    const names = split(git(repository, ['ls-files', ...flags, '--', ':(glob)**/integration.definition.*']))
    return names.map((name) => resolve(repository.top, name.toString('utf8'))).sort()
  } catch (error) {
    if (codeOf(error) === 'ERR_GIT') return undefined
    throw error
  }
}

/**
 * The documents that differ from the last commit, or from the merge base with `since`, including untracked files.
 *
 * @param onDeleted called with the absolute path of each deleted document
 * @throws ERR_GIT
 */
export function findChanged(
  { cwd, env, scope }: GitOptions,
  since?: string,
  onDeleted?: (path: string) => void,
): Input[] {
  const repository = openRepository(cwd, env)
  const isWanted = scopeFilter(scope, cwd)
  const differing = changedSince(repository, baseOf(repository, since))
  for (const path of deletedPaths(repository, differing)) if (isWanted(path)) onDeleted?.(path)
  const changed = [...differing.filter(({ mode }) => isRegular(mode)), ...untracked(repository)]
  const wanted = changed
    .filter(({ name }) => isDocument(name))
    // A name may be invalid UTF-8: the file is opened by its bytes, and shown with U+FFFD.
    .map(({ name, oldObject }) => ({
      path: resolve(repository.top, name.toString('utf8')),
      bytes: Buffer.concat([Buffer.from(`${repository.top}/`), name]),
      oldObject,
    }))
    .filter(({ path, bytes }) => isWanted(path) && lstatSync(bytes, { throwIfNoEntry: false })?.isFile() === true)
  const previous = new GitContents(
    repository,
    wanted.map(({ oldObject }) => oldObject),
  )
  return sorted(
    wanted.map(({ path, bytes }, position) => ({
      type: 'file' as const,
      path,
      name: displayName(path, cwd),
      named: false,
      read: () => readInput(bytes),
      previous: () => previous.find(position),
    })),
  )
}

/** The location of a repository's hooks. */
export interface HookPlace {
  /** The top of the work tree. */
  top: string
  /** The folder from `core.hooksPath`. */
  folder: string
  /** Whether the folder belongs to this repository alone. */
  own: boolean
}

/** @returns undefined outside a repository */
export function hookPlace(cwd: string, env: GitOptions['env']): HookPlace | undefined {
  let repository: Repository
  try {
    repository = openRepository(cwd, env)
  } catch (error) {
    if (codeOf(error) === 'ERR_GIT') return undefined
    throw error
  }
  const { top } = repository
  const ask = (...args: string[]) => resolve(top, withoutNewline(git(repository, ['rev-parse', ...args])))
  const folder = ask('--git-path', 'hooks')
  const own = [top, ask('--git-common-dir')].some((outer) => folder.startsWith(outer + sep))
  return { top, folder, own }
}

/** The abbreviated commit that is checked out; undefined outside a repository and before its first commit. */
export function headCommit(cwd: string, env: GitOptions['env']): string | undefined {
  try {
    const { status, stdout } = tryGit({ top: cwd, env }, ['rev-parse', '--verify', '--quiet', '--short=12', 'HEAD'])
    return status === 0 ? withoutNewline(stdout) : undefined
  } catch (error) {
    // A machine without git has no repositories.
    if (codeOf(error) === 'ERR_GIT') return undefined
    throw error
  }
}

/** The URL that the repository was cloned from. */
export function originUrl(top: string, env: GitOptions['env']): string | undefined {
  const { status, stdout } = tryGit({ top, env }, ['config', '--get', 'remote.origin.url'])
  return status === 0 ? withoutNewline(stdout) : undefined
}

export interface Repository {
  /** The top of the work tree. */
  top: string
  env: GitOptions['env']
}

export function openRepository(cwd: string, env: GitOptions['env']): Repository {
  // In the hooks of a linked work tree, GIT_DIR is set, and git then treats any folder as the top.
  const { GIT_DIR: gitDir, ...discovering } = env
  const fixed = gitDir === undefined || env.GIT_WORK_TREE !== undefined
  const question = ['rev-parse', '--is-inside-work-tree', '--show-cdup']
  const found = fixed ? undefined : tryGit({ top: cwd, env: discovering }, question)
  const { status, stdout, stderr } = found?.status === 0 ? found : tryGit({ top: cwd, env }, question)
  const [inside, climb = ''] = stdout.toString('utf8').split(/\r?\n/)
  if (status !== 0 || inside !== 'true') {
    throw gitError(`This needs a git repository with a work tree${stderr === '' ? '' : `: ${stderr}`}.`)
  }
  // `--show-cdup` keeps the user's spelling of a path with symbolic links; `--show-toplevel` does not.
  return { top: resolve(cwd, climb), env }
}

/**
 * The last commit, or the merge base with `since`; undefined before the first commit.
 *
 * @throws ERR_GIT
 */
export function baseCommit(cwd: string, env: GitOptions['env'], since?: string): string | undefined {
  return baseOf(openRepository(cwd, env), since)
}

function baseOf(repository: Repository, since: string | undefined): string | undefined {
  const head = commitOf(repository, 'HEAD')
  if (since === undefined) return head
  const commit = commitOf(repository, since)
  if (commit === undefined) {
    throw gitError(`There is no commit ${JSON.stringify(since)} in this repository.${deepening(repository)}`)
  }
  if (head === undefined) throw gitError('The repository has no commit to compare with.')
  const { status, stdout } = tryGit(repository, ['merge-base', head, commit])
  if (status === 0) return withoutNewline(stdout)
  throw gitError(`HEAD and ${JSON.stringify(since)} have no commit in common.${deepening(repository)}`)
}

/** How to fetch the history that a shallow clone lacks. */
function deepening(repository: Repository): string {
  const { stdout } = tryGit(repository, ['rev-parse', '--is-shallow-repository'])
  if (withoutNewline(stdout) !== 'true') return ''
  return [
    ' The clone is shallow. To fetch the history of all branches:',
    "  git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'",
    '  GitHub Actions: "fetch-depth: 0" for actions/checkout',
    '  GitLab CI: the variable "GIT_DEPTH: 0"',
  ].join('\n')
}

function commitOf(repository: Repository, revision: string): string | undefined {
  // A revision cannot begin with a dash, which would be a flag for git.
  if (revision.startsWith('-')) return undefined
  const { status, stdout } = tryGit(repository, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
  return status === 0 ? withoutNewline(stdout) : undefined
}

function emptyTree(repository: Repository): string {
  return withoutNewline(git(repository, ['hash-object', '-t', 'tree', '--stdin']))
}

/** A changed file and its previous object; zeros for a new file. */
type ChangedFile = Pick<RawEntry, 'mode' | 'name' | 'oldObject'>

const NO_OBJECT = '0'

const NEW_FILE = '100644'

/** The mode on a side without a file. */
const NO_MODE = '000000'

function changedSince(repository: Repository, base: string | undefined): ChangedFile[] {
  if (base === undefined) return newFiles(git(repository, ['ls-files', '-z', '--cached']))
  // `git diff` rather than `diff-index`: it compares contents if only the time of a file has changed.
  const flags = ['--raw', '--no-abbrev', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--diff-filter=AMTD']
  return rawEntries(git(repository, ['diff', ...flags, base, '--']))
}

function untracked(repository: Repository): ChangedFile[] {
  return newFiles(git(repository, ['ls-files', '-z', '--others', '--exclude-standard']))
}

function newFiles(names: Buffer): ChangedFile[] {
  return split(names).map((name) => ({ mode: NEW_FILE, name, oldObject: NO_OBJECT }))
}

/** The deleted documents among these. */
function deletedPaths({ top }: Repository, entries: readonly ChangedFile[]): string[] {
  return entries
    .filter(({ mode, name }) => mode === NO_MODE && isDocument(name))
    .map(({ name }) => resolve(top, name.toString('utf8')))
}

interface RawEntry {
  mode: string
  /** The object names of the old and the new content. Git writes zeros for content that does not exist. */
  oldObject: string
  object: string
  name: Buffer
}

/** Parses `:oldmode mode oldobject object status NUL name NUL …`, see git-diff-index(1). */
function rawEntries(output: Buffer): RawEntry[] {
  const parts = split(output)
  const entries: RawEntry[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, mode = '', oldObject = '', object = ''] = (parts[index] ?? '').toString('latin1').split(' ')
    entries.push({ mode, oldObject, object, name: parts[index + 1] ?? Buffer.alloc(0) })
  }
  return entries
}

/** Whether this is a regular file rather than a symbolic link or a submodule. */
function isRegular(mode: string): boolean {
  return mode.startsWith('100')
}

/** Whether a walk would find the file, or it may belong to a project. */
function isDocument(name: Buffer): boolean {
  const text = name.toString('latin1')
  return /\.(?:jsonc?|[cm]?[jt]sx?|vrl|svg|md)$/.test(text) && !/(?:^|\/)node_modules\//.test(text)
}

/** Whether a path is named, is below a named folder, or matches a pattern; every path if nothing is named. */
export function scopeFilter(scope: readonly string[], cwd: string): (path: string) => boolean {
  if (scope.length === 0) return () => true
  const tests = scope.map((argument) => {
    const path = resolve(cwd, argument)
    const matches = isPattern(argument) ? picomatch(argument.replace(/^\.\//, ''), { dot: true }) : () => false
    return (candidate: string) => isWithin(path, candidate) || matches(relative(cwd, candidate).split(sep).join('/'))
  })
  return (path) => tests.some((test) => test(path))
}

function sorted(inputs: Input[]): Input[] {
  return inputs.sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** The number of contents that are fetched at once, which bounds both processes and memory. */
const BATCH = 64

/** The contents of objects, fetched from git in batches. */
class GitContents {
  readonly #repository: Repository
  readonly #objects: readonly string[]
  readonly #fetched = new Map<number, Uint8Array | undefined>()

  constructor(repository: Repository, objects: readonly string[]) {
    this.#repository = repository
    this.#objects = objects
  }

  /** @throws ERR_INPUT if git does not have the object */
  read(position: number): Uint8Array {
    const content = this.find(position)
    if (content === undefined) throw createError('ERR_INPUT', 'git does not have its content')
    return content
  }

  /** Undefined for zeros, and for an object that git does not have. */
  find(position: number): Uint8Array | undefined {
    if (/^0*$/.test(this.#objects[position] ?? '')) return undefined
    if (!this.#fetched.has(position)) this.#fetch(position)
    const content = this.#fetched.get(position)
    this.#fetched.delete(position)
    return content
  }

  #fetch(from: number): void {
    this.#fetched.clear()
    const objects = this.#objects.slice(from, from + BATCH)
    const output = git(this.#repository, ['cat-file', '--batch'], `${objects.join('\n')}\n`)
    let at = 0
    for (const [index] of objects.entries()) {
      const end = output.indexOf('\n', at)
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1]
      at = end + 1
      this.#fetched.set(from + index, size === undefined ? undefined : output.subarray(at, at + Number(size)))
      if (size !== undefined) at += Number(size) + 1
    }
  }
}

export interface GitAnswer {
  status: number | null
  stdout: Buffer
  stderr: string
}

export function git(repository: Repository, args: readonly string[], stdin: string | Uint8Array = ''): Buffer {
  const { status, stdout, stderr } = tryGit(repository, args, stdin)
  if (status !== 0) throw gitError(`git ${args[0]} failed: ${stderr}.`)
  return stdout
}

/** The timeout of a git command in milliseconds: git would wait forever for a pipe in place of a file. */
export const GIT_TIMEOUT = 120_000

/** @throws ERR_GIT if git is not installed, or exceeds the timeout */
export function tryGit(
  { top, env }: Repository,
  args: readonly string[],
  stdin: string | Uint8Array = '',
  timeout = GIT_TIMEOUT,
): GitAnswer {
  // `diff.relative` would leave out files outside the current folder.
  const { status, stdout, stderr, error } = spawnSync('git', ['-c', 'diff.relative=false', ...args], {
    cwd: top,
    // Otherwise git would refresh the index, and might block another git process.
    env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
    input: stdin,
    maxBuffer: Number.POSITIVE_INFINITY,
    timeout,
    killSignal: 'SIGKILL',
  })
  if (error !== undefined) {
    if (codeOf(error) === 'ETIMEDOUT') {
      throw gitError(
        `git ${args[0]} did not end within ${timeout / 1000} seconds; look for a pipe among its files (.git, .gitignore), or for a file system that hangs.`,
      )
    }
    const missing = codeOf(error) === 'ENOENT'
    throw gitError(missing ? 'git is not on the PATH.' : `git cannot be run: ${error.message}`)
  }
  return { status, stdout, stderr: stderr.toString('utf8').trim().replace(/\.$/, '') }
}

function split(output: Buffer): Buffer[] {
  const parts: Buffer[] = []
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0, at)
    parts.push(output.subarray(at, end))
    at = end + 1
  }
  return parts
}

function withoutNewline(output: Buffer): string {
  return output.toString('utf8').replace(/\r?\n$/, '')
}
