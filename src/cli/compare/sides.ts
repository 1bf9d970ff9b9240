import { resolve } from 'node:path'
import { displayName } from '../../input/files'
import { openRevisionTree } from '../../input/git'
import { statsOf } from '../../input/stats'
import { definitionIn, isDefinitionName } from '../../project/discover'
import type { LintSession } from '../../run/lint-files'
import { loadSources } from '../../run/project-sources'
import { type DocumentSource, loadDocument, type TextSource } from '../../run/source'
import { type Io, usageError } from '../io'
import type { Deployed } from '../remote/deployed'

/** One side of a comparison, as named in the arguments. */
export type SideArgument =
  | { type: 'file'; path: string }
  | { type: 'stdin' }
  | { type: 'git'; revision: string; path: string }
  | { type: 'remote'; target: string }

/** Parses an argument. A file whose name starts with such a prefix is written with `./` before it. */
export function parseSide(text: string): SideArgument {
  if (text === '-') return { type: 'stdin' }
  const [, revision, path] = /^git:([^:]+):(.*)$/s.exec(text) ?? []
  if (revision !== undefined && path !== undefined) return { type: 'git', revision, path }
  if (text.startsWith('git:')) {
    throw usageError(`${JSON.stringify(text)} does not name a file of a revision: git:REF:PATH is expected.`)
  }
  return text.startsWith('remote:')
    ? { type: 'remote', target: text.slice('remote:'.length) }
    : { type: 'file', path: text }
}

export interface SideContext {
  session: LintSession
  io: Io
  exec: boolean
  /** Opens the connection to the API, once for both sides. */
  deployed(): Promise<Deployed>
}

/**
 * The document of a side.
 *
 * @throws ERR_USAGE if the file or project does not exist, ERR_GIT if the revision does not exist
 */
export async function loadSide(side: SideArgument, context: SideContext): Promise<DocumentSource> {
  switch (side.type) {
    case 'file':
      return loadPath(side.path, context)
    case 'stdin':
      return loadStdin(context)
    case 'git':
      return loadRevision(side, context)
    case 'remote':
      return loadRemote(side.target, context)
  }
}

async function loadPath(name: string, { session, io, exec }: SideContext): Promise<DocumentSource> {
  const path = resolve(io.cwd, name)
  const stats = statsOf(path)
  if (stats === undefined) throw usageError(`No such file or folder: ${JSON.stringify(name)}.`)
  const folder = folderOfProject(path, stats.isDirectory())
  if (folder !== undefined) {
    refuseUnlessExec(exec, name)
    const [project] = await loadSources([folder], { cwd: io.cwd, staged: false })
    if (project !== undefined) return prepared(session, project)
  }
  if (stats.isDirectory())
    throw usageError(`The folder ${JSON.stringify(name)} contains no definition of an integration.`)
  return loadInSession(session, { type: 'file', path, name: displayName(path, io.cwd), named: true }, name)
}

async function loadStdin({ session, io }: SideContext): Promise<DocumentSource> {
  const bytes = await io.readStdin()
  const path = resolve(io.cwd, 'stdin.json')
  return loadInSession(session, { type: 'text', path, name: '<stdin>', bytes, anonymous: true }, 'standard input')
}

type Loadable = Parameters<LintSession['load']>[0]

async function loadInSession(
  session: LintSession,
  source: Loadable | TextSource,
  name: string,
): Promise<DocumentSource> {
  await session.prepare([source])
  const loaded = session.load(source)
  if (loaded === undefined) throw usageError(`${name} cannot be read, or the configuration ignores it.`)
  return loaded
}

async function loadRevision(
  { revision, path: named }: Extract<SideArgument, { type: 'git' }>,
  { session, io, exec }: SideContext,
): Promise<DocumentSource> {
  const tree = openRevisionTree(io.cwd, io.env, revision)
  const path = tree.resolve(named === '' ? '.' : named)
  const folder = folderOfProject(path, !tree.has(path))
  if (folder !== undefined) {
    const definition = definitionIn(folder)
    if (definition !== undefined && tree.has(resolve(folder, definition))) {
      refuseUnlessExec(exec, `git:${revision}:${named}`)
      const [project] = await loadSources([folder], { cwd: io.cwd, staged: false, revision: { name: revision, tree } })
      if (project !== undefined) return prepared(session, project)
    }
  }
  const bytes = tree.has(path) ? tree.read(path) : undefined
  if (bytes === undefined || bytes === null) {
    throw usageError(`There is no ${JSON.stringify(named)} in the revision ${JSON.stringify(revision)}.`)
  }
  const name = `${revision}:${displayName(path, io.cwd)}`
  await session.prepare([{ path }])
  const loaded = loadDocument(name, { type: 'bytes', bytes, length: bytes.length }, session.settingsFor(path).as, true)
  if (loaded === undefined) throw usageError(`${name} cannot be read.`)
  return { type: 'document', path, name, ...loaded }
}

async function loadRemote(target: string, { session, deployed }: SideContext): Promise<DocumentSource> {
  const api = await deployed()
  const answer = await api.answerTo(target)
  if ('failure' in answer) throw usageError(answer.failure)
  return prepared(session, answer.source)
}

async function prepared(session: LintSession, source: DocumentSource): Promise<DocumentSource> {
  await session.prepare([source])
  return source
}

function folderOfProject(path: string, isFolder: boolean): string | undefined {
  if (isFolder) return definitionIn(path) === undefined ? undefined : path
  return isDefinitionName(path.slice(path.search(/[^\\/]*$/))) ? resolve(path, '..') : undefined
}

function refuseUnlessExec(exec: boolean, name: string): void {
  if (!exec) throw usageError(`${name} is a project, and --no-exec does not run its definition.`)
}
