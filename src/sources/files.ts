import { readFileSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Ignore } from 'ignore'

/** A path that a run cannot use at all: exit 2. */
export class InputError extends Error {}

/** A file to judge. */
export interface Input {
  /** Absolute. */
  path: string
  /** As reports show it: relative to the working directory, forward slashes. */
  name: string
  /** Named outright by the user, not found by a walk or a pattern. */
  named: boolean
  /** Where the content is when it is not what the path holds. */
  read?(): Uint8Array
}

export interface FoundInputs {
  inputs: Input[]
  /** Arguments that matched nothing. */
  unmatched: string[]
}

const DEFINITION_PATTERN = '**/*.{json,jsonc}'
// The tool's own files are none that it judges, nor worth a word.
const NEVER = ['**/node_modules/**', '**/.git/**', '**/integration-lint.{config,baseline}.{json,jsonc}']

/**
 * What the arguments stand for: files as they are, directories walked for `*.json` and `*.jsonc`
 * without what git ignores, patterns expanded. Sorted, each file once.
 *
 * @throws InputError when an argument that looks like a path does not exist
 */
export async function findInputs(args: readonly string[], cwd: string): Promise<FoundInputs> {
  const found = new Map<string, Input>()
  const unmatched: string[] = []
  const add = (path: string, named: boolean) => {
    const known = found.get(path)
    if (known === undefined) found.set(path, { path, name: displayName(path, cwd), named })
    else if (named) known.named = true
  }
  for (const argument of args) {
    const path = resolve(cwd, argument)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isDirectory()) {
      const paths = await walk(path, cwd)
      if (paths.length === 0) unmatched.push(argument)
      for (const each of paths) add(each, false)
    } else if (stats !== undefined) {
      add(path, true)
    } else if (isPattern(argument)) {
      const paths = await expand(argument, cwd)
      if (paths.length === 0) unmatched.push(argument)
      for (const each of paths) add(each, false)
    } else unmatched.push(argument)
  }
  return { inputs: [...found.values()].sort((left, right) => (left.name < right.name ? -1 : 1)), unmatched }
}

/** The bytes of a file. Refuses what is no regular file: a pipe or a device may never end. */
export function readInput(path: string | Buffer): Uint8Array {
  const stats = statSync(path)
  if (!stats.isFile()) throw new InputError('it is no regular file')
  return readFileSync(path)
}

/** Relative to the working directory, forward slashes; absolute where the file lies elsewhere. */
export function displayName(path: string, cwd: string): string {
  const name = relative(cwd, path)
  return (name === '' || name.startsWith('..') ? path : name).split(sep).join('/')
}

/** Whether an argument is a pattern and no path. */
export function isPattern(argument: string): boolean {
  return /[*?{}[\]!()]/.test(argument)
}

/** The definitions and other JSON files below a folder, without what git ignores; absolute paths, sorted. */
export async function walk(directory: string, cwd: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob')
  const names = await glob(DEFINITION_PATTERN, {
    cwd: directory,
    ignore: NEVER,
    dot: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    suppressErrors: true,
  })
  const ignored = new GitIgnore(directory, cwd)
  return names
    .map((name) => join(directory, name))
    .filter((path) => !ignored.ignores(path))
    .sort()
}

async function expand(pattern: string, cwd: string): Promise<string[]> {
  const { default: glob } = await import('fast-glob')
  // On Windows a pattern may come with backslashes; elsewhere a backslash escapes.
  const normal = sep === '\\' ? glob.convertPathToPattern(pattern) : pattern
  const names = await glob(normal, {
    cwd,
    ignore: NEVER,
    dot: true,
    onlyFiles: true,
    absolute: true,
    followSymbolicLinks: false,
    suppressErrors: true,
  })
  const ignored = new GitIgnore(cwd, cwd)
  return names.filter((path) => !ignored.ignores(path)).sort()
}

/** What the `.gitignore` files name, from the repository's root down to each file's folder. */
class GitIgnore {
  readonly #root: string
  readonly #byFolder = new Map<string, Ignore | undefined>()

  constructor(directory: string, cwd: string) {
    this.#root = repositoryRoot(directory) ?? cwd
  }

  ignores(path: string): boolean {
    const inRoot = relative(this.#root, path)
    if (inRoot.startsWith('..')) return false
    const parts = inRoot.split(sep)
    let ignored = false
    for (let depth = 0; depth < parts.length; depth += 1) {
      const rules = this.#rulesOf(join(this.#root, ...parts.slice(0, depth)))
      if (rules === undefined) continue
      // A nearer file may take back what a farther one says.
      const { ignored: names, unignored } = rules.test(parts.slice(depth).join('/'))
      if (names) ignored = true
      else if (unignored) ignored = false
    }
    return ignored
  }

  #rulesOf(folder: string): Ignore | undefined {
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, readGitIgnore(folder))
    return this.#byFolder.get(folder)
  }
}

function readGitIgnore(folder: string): Ignore | undefined {
  const path = join(folder, '.gitignore')
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined
  const ignore = require('ignore') as typeof import('ignore')
  return ignore().add(readFileSync(path, 'utf8'))
}

/** Where a folder lies in its repository, forward slashes; '' at its root, or outside of any. */
export function folderInRepository(folder: string): string {
  const root = repositoryRoot(folder)
  return root === undefined ? '' : relative(root, folder).split(sep).join('/')
}

/** The nearest folder above that git keeps, if there is one. */
export function repositoryRoot(directory: string): string | undefined {
  for (let folder = directory; ; folder = join(folder, '..')) {
    if (statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return folder
    if (resolve(folder, '..') === folder) return undefined
  }
}
