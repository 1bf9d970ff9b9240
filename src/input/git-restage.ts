import { lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative, sep } from 'node:path'
import { type GitOptions, git, gitError, openRepository, type Repository, tryGit } from './git'

/** A staged file with its new content. */
export interface Restaging {
  /** Absolute. */
  path: string
  /** The staged content and the new one, as git stores them. */
  before: Uint8Array
  after: Uint8Array
}

/** The changes of a staged file, and of the same file in the work tree. */
export interface Restaged {
  path: string
  /** Line of `git update-index --index-info`. */
  entry: Buffer
  /** The file in the work tree before and after the same changes; undefined if it does not exist. */
  work: { before: Buffer; after: Buffer } | undefined
}

/**
 * The work tree has other changes in the same lines, or the index has changed; the message is the end of a sentence.
 */
export interface RestagingConflict {
  path: string
  conflict: string
}

/**
 * Computes how to change the content of staged files while unstaged changes stay: the change is merged into the file of
 * the work tree, as `git merge-file` does. Writes nothing.
 *
 * @throws ERR_GIT
 */
export function planRestaging(
  files: readonly Restaging[],
  { cwd, env }: Pick<GitOptions, 'cwd' | 'env'>,
): (Restaged | RestagingConflict)[] {
  const repository = openRepository(cwd, env)
  return files.map((file) => plan(repository, file))
}

/** Writes the entries into the index, all or none. @throws ERR_GIT */
export function restage(restaged: readonly Restaged[], { cwd, env }: Pick<GitOptions, 'cwd' | 'env'>): void {
  const entries = Buffer.concat(restaged.map(({ entry }) => entry))
  const repository = openRepository(cwd, env)
  const waiting = waitingIndex(env)
  // Writes the index of the commit first: if a step fails, the hook fails, and git discards this index with the commit.
  const indexes = waiting === undefined ? [repository] : [{ ...repository, env: waiting }, repository]
  for (const index of indexes) git(index, ['update-index', '-z', '--index-info'], entries)
}

/**
 * The second index of `git commit PATH`, which needs the same fixes. Git creates the commit from a temporary index.
 * Before it calls the hook, it also writes the index that remains after the commit, as "index.lock", which it renames
 * later. A fix in only one of them would be undone by the next commit. See `prepare_index` in git's builtin/commit.c.
 */
function waitingIndex(env: GitOptions['env']): GitOptions['env'] | undefined {
  const { GIT_INDEX_FILE: index = '' } = env
  if (!/^next-index-\d+\.lock$/.test(basename(index))) return undefined
  return { ...env, GIT_INDEX_FILE: join(dirname(index), 'index.lock') }
}

/** Refreshes git's cached state of files that were written, so that its next command is fast. */
export function refreshIndex(paths: readonly string[], { cwd, env }: Pick<GitOptions, 'cwd' | 'env'>): void {
  const repository = openRepository(cwd, env)
  // git also reports files that are changed in the work tree, which is not a failure.
  tryGit(repository, [
    '--literal-pathspecs',
    'add',
    '--refresh',
    '--',
    ...paths.map((path) => inRepository(repository, path)),
  ])
}

function plan(repository: Repository, { path, before, after }: Restaging): Restaged | RestagingConflict {
  const name = inRepository(repository, path)
  const listed = git(repository, ['--literal-pathspecs', 'ls-files', '--cached', '--stage', '-z', '--', name])
  const [, mode, object] = /^(\d+) ([0-9a-f]+) 0\t/.exec(listed.toString('utf8')) ?? []
  if (mode === undefined || object === undefined) return { path, conflict: 'is not staged any more' }
  if (!git(repository, ['cat-file', 'blob', object]).equals(before)) {
    return { path, conflict: 'was staged again since it was read' }
  }
  const written = git(repository, ['hash-object', '-w', '--stdin'], after).toString('latin1').trim()
  const entry = Buffer.from(`${mode} ${written}\t${name}\0`)
  const stats = lstatSync(path, { throwIfNoEntry: false })
  // A file that was deleted or replaced in the work tree stays so.
  if (stats?.isFile() !== true) return { path, entry, work: undefined }
  const current = readFileSync(path)
  const checkedOut = (id: string) => git(repository, ['cat-file', '--filters', `--path=${name}`, id])
  const merged = merge(repository, current, checkedOut(object), checkedOut(written))
  if (merged === undefined) return { path, conflict: 'has changes in the same lines that are not staged' }
  return { path, entry, work: { before: current, after: merged } }
}

/** The content with the change from `base` to `other`; undefined if the same lines have other changes. */
function merge(repository: Repository, current: Buffer, base: Buffer, other: Buffer): Buffer | undefined {
  if (current.equals(base)) return other
  const folder = mkdtempSync(join(tmpdir(), 'integration-lint-'))
  try {
    const file = (name: string, content: Buffer) => {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    }
    const sides = [file('current', current), file('base', base), file('other', other)]
    const args = ['merge-file', '--stdout', '--quiet', ...sides]
    const { status, stdout, stderr } = tryGit(repository, args)
    if (status === 0) return stdout
    // The exit status is the number of conflicts; from 128 on it is an error.
    if (status === null || status > 127) throw gitError(`git merge-file failed: ${stderr}.`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function inRepository({ top }: Repository, path: string): string {
  return relative(top, path).split(sep).join('/')
}
