import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { definitionOf } from '../compare/compare'
import { type DecodedText, decode } from '../document/decode'
import { createValueDocument } from '../document/live'
import { Pointer } from '../document/pointer'
import type { SourceFinding } from '../engine/run-rules'
import { displayName, isWithin } from '../input/files'
import { movedTree, openRevisionTree, type RevisionTree, scopeFilter } from '../input/git'
import { decodeUtf8 } from '../input/utf8'
import { definitionIn, isDefinitionName, projectFinder, realFolder } from '../project/discover'
import { changeMessage } from '../rules/changes/changes'
import type { Cache } from './cache'
import { type ComparingSession, findChanges } from './compare'
import { loadSources } from './project-sources'
import { type DocumentSource, loadDocument, type Source } from './source'

/** The previous state of a source: a document, `new` for a new source, or why there is no document to compare with. */
export type Before =
  | { type: 'document'; source: DocumentSource; deployed: boolean }
  | { type: 'new'; deployed: boolean }
  /** The text is unchanged. */
  | { type: 'same' }
  | { type: 'failed'; message: string }

/** A previous state, a commit or what is deployed, with which every linted document is compared. */
export interface Against {
  /**
   * Fetches what the comparison needs, so that the other methods are synchronous.
   *
   * @param load returns the document of a source; undefined if it is not a definition
   */
  prepare(
    sources: readonly Source[],
    load: (source: Source) => DocumentSource | undefined,
    cache?: Cache | undefined,
  ): Promise<void>
  /** The previous state of a source; undefined if it is not compared. */
  before(source: DocumentSource): Before | undefined
  /**
   * The documents of the previous state that no longer exist.
   *
   * @param foreign the sources that turned out not to be definitions
   */
  gone(foreign: readonly Source[]): readonly DocumentSource[]
  /** The options for the same comparison in another thread; undefined if only this thread can compare. */
  forWorker(): RevisionOptions | undefined
}

/** The findings on the changes of a document, which are reported with it. */
export interface ChangesSince {
  findings: readonly SourceFinding[]
  failure?: string
}

/** The findings on the changes of a document since its previous state; undefined if it is not compared. */
export function changesSince(
  session: ComparingSession,
  now: DocumentSource,
  against: Against,
): ChangesSince | undefined {
  const before = against.before(now)
  if (before === undefined || now.recognised === undefined || now.document.value === undefined) return undefined
  if (before.type === 'same') return { findings: [] }
  if (before.type === 'failed') return { findings: [], failure: before.message }
  if (before.type === 'new') {
    const change = changeMessage('integration-added', before.deployed ? 'undeployed' : 'added', {
      name: integrationName(now) ?? now.name,
    })
    return { findings: [{ ...change, pointer: now.recognised.base, target: 'value', atMost: 'info' }] }
  }
  const found = findChanges(session, before.source, now, { deployed: before.deployed })
  if (!('reason' in found)) return found
  // The document's own findings report why it cannot be compared.
  return found.name === now.name ? undefined : { findings: [], failure: `${found.name} ${found.reason}` }
}

/** The finding on a deleted document. */
export function removalFinding(source: DocumentSource): SourceFinding {
  const pointer = source.recognised?.base ?? Pointer.root
  const data = { name: integrationName(source) ?? folderName(source) }
  const change = changeMessage('integration-removed', 'removed', data)
  return { ...change, data: { ...change.data, verdict: 'breaking' }, pointer, target: 'value' }
}

/** The name of a project's folder, or of another document in reports. */
function folderName({ path, name }: DocumentSource): string {
  return isDefinitionName(basename(path)) ? basename(dirname(path)) : name
}

/** Compares with a revision of git. @throws ERR_GIT */
export function againstRevision(options: RevisionOptions): Against {
  const { revision, cwd, env, exec, staged, scope } = options
  const tree = openRevisionTree(cwd, env, revision)
  let removed: readonly DocumentSource[] = []
  let replaced: (foreign: readonly Source[]) => readonly DocumentSource[] = () => []
  const moved = new Map<string, DocumentSource>()
  const unchanged = new Set<string>()
  const projects = new Map<string, DocumentSource>()
  let read: (path: string) => Uint8Array | undefined = () => undefined
  return {
    async prepare(sources, load, cache) {
      if (scope !== undefined) {
        removed = withoutMoved(await loadRemoved(tree, scopeFilter(scope, cwd), { cwd, exec, staged }), sources, load)
        replaced = (foreign) => withoutMoved(loadReplaced(tree, foreign, cwd), sources, load)
      }
      read = tree.reader(sources.flatMap(({ type, path }) => (type !== 'document' && tree.has(path) ? [path] : [])))
      const candidates = sources.filter(isProject).filter(({ path }) => exec && tree.has(path))
      if (candidates.length === 0) return
      const isChanged = changedProjects(tree.changed())
      const folders = candidates.flatMap((source) => {
        const folder = dirname(source.path)
        if (isChanged(folder, source.files)) return [folder]
        unchanged.add(source.path)
        return []
      })
      if (folders.length === 0) return
      const loaded = await loadSources(folders, {
        cwd,
        staged: false,
        revision: { name: revision, tree },
        cache,
      })
      for (const project of loaded) projects.set(project.path, project)
    },
    before(source) {
      if (source.anonymous === true || source.recognised?.kind === 'script') return undefined
      if (!tree.has(source.path)) {
        const old = moved.get(integrationName(source) ?? '')
        return old === undefined ? { type: 'new', deployed: false } : { type: 'document', source: old, deployed: false }
      }
      if (unchanged.has(source.path)) return { type: 'same' }
      const project = projects.get(source.path)
      if (project !== undefined) return { type: 'document', source: project, deployed: false }
      const bytes = read(source.path) ?? tree.read(source.path) ?? undefined
      const decoded = bytes === undefined ? undefined : decode(bytes, decodeUtf8)
      if (decoded?.text === source.document.text) return { type: 'same' }
      const old = bytes === undefined ? undefined : previousDocument(source, bytes, revision, decoded)
      return old === undefined
        ? { type: 'failed', message: `${revision}:${source.name} cannot be read` }
        : { type: 'document', source: old, deployed: false }
    },
    gone: (foreign) => [...removed, ...replaced(foreign)],
    forWorker: () => (moved.size > 0 || projects.size > 0 ? undefined : { ...options, scope: undefined }),
  }

  /**
   * The removed definitions whose name no linted definition has. If a definition in a new file has the name, it was
   * moved there; `moved` then keeps the old one for the comparison.
   */
  function withoutMoved(
    candidates: readonly DocumentSource[],
    sources: readonly Source[],
    load: (source: Source) => DocumentSource | undefined,
  ): readonly DocumentSource[] {
    if (candidates.length === 0) return candidates
    /** Whether each name is that of a definition in a new file. */
    const names = new Map<string, boolean>()
    for (const source of sources) {
      const loaded = load(source)
      const name = loaded === undefined ? undefined : integrationName(loaded)
      if (name !== undefined) names.set(name, names.get(name) === true || !tree.has(source.path))
    }
    return candidates.filter((source) => {
      const name = integrationName(source)
      const isNew = name === undefined ? undefined : names.get(name)
      if (name !== undefined && isNew === true) moved.set(name, source)
      return isNew === undefined
    })
  }
}

/** Plain data: they are also sent to a worker thread. */
export interface RevisionOptions extends AgainstOptions {
  /** As the user names it: a branch, a tag, a commit. */
  revision: string
}

export interface AgainstOptions {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Whether definitions of projects are run. */
  exec: boolean
  /** Whether the new state is that of the next commit, rather than the disk. */
  staged: boolean
  /**
   * The files, folders and patterns among which deleted documents are reported: empty for the whole repository,
   * undefined for none.
   */
  scope: readonly string[] | undefined
}

/**
 * The definitions of a commit that no longer exist. A project that cannot be evaluated has an empty body, and is named
 * after its folder.
 */
async function loadRemoved(
  tree: RevisionTree,
  isWanted: (path: string) => boolean,
  { cwd, exec, staged }: Pick<AgainstOptions, 'cwd' | 'exec' | 'staged'>,
): Promise<DocumentSource[]> {
  const paths = tree.gone(isWanted, staged)
  const definitions = paths.filter(
    (path) => isDefinitionName(basename(path)) && definitionIn(dirname(path)) === undefined,
  )
  const documents = loadDefinitions(paths, tree, cwd)
  if (definitions.length === 0) return documents
  const loaded = exec
    ? await loadRemovedProjects([...new Set(definitions.map((path) => dirname(path)))], tree, cwd)
    : []
  const evaluated = new Map(loaded.filter(({ document }) => document.value !== undefined).map((one) => [one.path, one]))
  const projects = definitions.map((path): DocumentSource => {
    const name = displayName(path, cwd)
    const document = createValueDocument({ name, value: {} })
    const recognised = { kind: 'create-body', value: {}, base: Pointer.root, certainty: 'certain' } as const
    return evaluated.get(path) ?? { type: 'document', path, name, document, recognised }
  })
  return [...documents, ...projects]
}

/**
 * Evaluates projects of a commit in a folder where their packages are installed: their own, or the one to which it was
 * renamed.
 */
async function loadRemovedProjects(
  folders: readonly string[],
  tree: RevisionTree,
  cwd: string,
): Promise<DocumentSource[]> {
  const existing = folders.filter((folder) => existsSync(folder))
  const loaded: DocumentSource[] =
    existing.length === 0 ? [] : await loadSources(existing, { cwd, staged: false, revision: { tree } })
  if (existing.length === folders.length) return loaded
  const newFolders = new Map(
    [...tree.moves()].flatMap(([old, now]) => (isDefinitionName(basename(old)) ? [[dirname(old), dirname(now)]] : [])),
  )
  for (const from of folders) {
    const to = newFolders.get(from)
    if (to === undefined || existing.includes(from) || !existsSync(to)) continue
    const pathOf = (path: string) => (isWithin(to, path) ? from + path.slice(to.length) : path)
    const revision = { tree: movedTree(tree, from, to), pathOf }
    const projects = await loadSources([to], { cwd, staged: false, revision })
    loaded.push(...projects.map((project) => ({ ...project, path: pathOf(project.path) })))
  }
  return loaded
}

/** The definitions of a commit whose files still exist, but no longer contain a definition. */
function loadReplaced(tree: RevisionTree, foreign: readonly Source[], cwd: string): DocumentSource[] {
  const paths = foreign.flatMap(({ path }) => (/\.jsonc?$/.test(path) && tree.has(path) ? [path] : []))
  const changed = paths.length === 0 ? new Set<string>() : tree.changed()
  const replaced = paths.filter((path) => changed.has(path))
  return loadDefinitions(replaced, tree, cwd)
}

/** The definitions among JSON files of a commit. */
function loadDefinitions(paths: readonly string[], tree: RevisionTree, cwd: string): DocumentSource[] {
  const read = tree.reader(paths)
  return paths.flatMap((path): DocumentSource[] => {
    const bytes = /\.jsonc?$/.test(path) ? read(path) : undefined
    if (bytes === undefined) return []
    const name = displayName(path, cwd)
    const loaded = loadDocument(name, { type: 'bytes', bytes, length: bytes.length }, undefined, false)
    return loaded === undefined || definitionOf(loaded.recognised) === undefined
      ? []
      : [{ type: 'document', path, name, ...loaded }]
  })
}

/**
 * Returns a function that decides whether a project may have changed: by a file in its folder, one that it imports, or
 * one outside all projects, such as a tsconfig.json, on which module resolution may depend.
 */
function changedProjects(
  changed: ReadonlySet<string>,
): (folder: string, files: ReadonlyMap<string, string> | undefined) => boolean {
  const folderOf = projectFinder()
  const folders = new Set<string>()
  let isShared = false
  for (const path of changed) {
    const folder = folderOf(path)
    if (folder === undefined) isShared = true
    else folders.add(realFolder(folder))
  }
  const real = new Set([...changed].map((path) => join(realFolder(dirname(path)), basename(path))))
  return (folder, files) => {
    const own = realFolder(folder)
    const contains = [...folders].some((one) => isWithin(own, one))
    return isShared || contains || files === undefined || [...files.values()].some((path) => real.has(path))
  }
}

function isProject(source: Source): source is DocumentSource {
  return source.type === 'document' && source.document.parts !== undefined && isDefinitionName(basename(source.path))
}

/** The previous state of a source, from the content of its file in a revision. */
function previousDocument(
  { path, name }: DocumentSource,
  bytes: Uint8Array,
  revision: string,
  decoded: DecodedText | undefined,
): DocumentSource | undefined {
  const previousName = `${revision}:${name}`
  const text = decoded?.faults.length === 0 ? { text: decoded.text } : {}
  const loaded = loadDocument(previousName, { type: 'bytes', bytes, length: bytes.length, ...text }, undefined, true)
  if (loaded === undefined) return undefined
  return { type: 'document', path, name: previousName, ...loaded }
}

/** Fetches the deployed version of an integration; undefined if its name cannot be part of a request. */
export type FetchDeployed = (name: string) => Promise<Before | undefined>

/**
 * Compares with the deployed versions.
 *
 * @param ask called once for each integration
 * @param concurrency the maximum number of requests at the same time
 */
export function againstDeployed(ask: FetchDeployed, concurrency: number): Against {
  const known = new Map<string, Before | undefined>()
  return {
    async prepare(sources, load) {
      const names = new Set<string>()
      for (const source of sources) {
        const loaded = load(source)
        const name = loaded === undefined ? undefined : integrationName(loaded)
        if (name !== undefined) names.add(name)
      }
      const waiting = [...names]
      const work = async () => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) known.set(name, await ask(name))
      }
      await Promise.all(Array.from({ length: Math.min(concurrency, waiting.length) }, work))
    },
    before(source) {
      const name = integrationName(source)
      return name === undefined ? undefined : known.get(name)
    },
    // Other integrations of the workspace may come from other repositories, so they are not requested.
    gone: () => [],
    // Only this thread has the answers.
    forWorker: () => undefined,
  }
}

function integrationName({ recognised }: DocumentSource): string | undefined {
  const value = recognised?.kind === 'script' ? undefined : recognised?.value
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined
}
