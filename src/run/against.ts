import { basename, dirname } from 'node:path'
import { decode } from '../document/decode'
import type { SourceFinding } from '../engine/run-rules'
import { openRevisionTree } from '../input/git'
import { isDefinitionName } from '../project/discover'
import { changeMessage } from '../rules/changes/changes'
import { type ComparingSession, findChanges } from './compare'
import { loadSources } from './project-sources'
import { type DocumentSource, loadDocument, type Source } from './source'

/** What a source is compared with: the document before it, nothing since it is new, or nothing that could be had. */
export type Before =
  | { type: 'document'; source: DocumentSource; deployed: boolean }
  | { type: 'new'; deployed: boolean }
  /** The very same text. */
  | { type: 'same' }
  | { type: 'failed'; message: string }

/** A state that everything is compared with which is linted. */
export interface Against {
  /** Fetches what has to be waited for; `load` gives the document that a source stands for, if it is one. */
  prepare(sources: readonly Source[], load: (source: Source) => DocumentSource | undefined): Promise<void>
  /** Undefined for what is not compared. */
  before(source: DocumentSource): Before | undefined
}

/** What changes say of a document, to be reported with it. */
export interface ChangesOf {
  findings: readonly SourceFinding[]
  failure?: string
}

/** The findings on the changes between a document and the one before it. */
export function changesOf(session: ComparingSession, now: DocumentSource, against: Against): ChangesOf | undefined {
  const before = against.before(now)
  if (before === undefined || now.recognised === undefined || now.document.value === undefined) return undefined
  if (before.type === 'same') return { findings: [] }
  if (before.type === 'failed') return { findings: [], failure: before.message }
  if (before.type === 'new') {
    const said = changeMessage('integration-added', before.deployed ? 'undeployed' : 'added', { name: nameOf(now) })
    return { findings: [{ ...said, pointer: now.recognised.base, target: 'value', atMost: 'info' }] }
  }
  const found = findChanges(session, before.source, now, { deployed: before.deployed })
  if (!('reason' in found)) return found
  // What is at fault in the document itself, its own findings say.
  return found.name === now.name ? undefined : { findings: [], failure: `${found.name} ${found.reason}` }
}

/** Compares with a revision of git. @throws ERR_GIT */
export function againstRevision(revision: string, { cwd, env, exec }: AgainstOptions): Against {
  const tree = openRevisionTree(cwd, env, revision)
  const projects = new Map<string, DocumentSource>()
  let read: (path: string) => Uint8Array | undefined = () => undefined
  return {
    async prepare(sources) {
      read = tree.reader(sources.flatMap(({ type, path }) => (type !== 'document' && tree.has(path) ? [path] : [])))
      const folders = sources.flatMap((source) =>
        exec && isProject(source) && tree.has(source.path) ? [dirname(source.path)] : [],
      )
      if (folders.length === 0) return
      const loaded = await loadSources(folders, { cwd, staged: false, revision: { name: revision, tree } })
      for (const project of loaded) projects.set(project.path, project)
    },
    before(source) {
      if (source.anonymous === true || source.recognised?.kind === 'script') return undefined
      if (!tree.has(source.path)) return { type: 'new', deployed: false }
      const project = projects.get(source.path)
      if (project !== undefined) return { type: 'document', source: project, deployed: false }
      const bytes = read(source.path) ?? tree.read(source.path)
      if (bytes !== undefined && bytes !== null && decode(bytes).text === source.document.text) return { type: 'same' }
      const old = bytes === undefined || bytes === null ? undefined : documentOf(source, bytes, revision)
      return old === undefined
        ? { type: 'failed', message: `${revision}:${source.name} cannot be read` }
        : { type: 'document', source: old, deployed: false }
    },
  }
}

export interface AgainstOptions {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Whether definitions of projects are run. */
  exec: boolean
}

function isProject(source: Source): boolean {
  return source.type === 'document' && source.document.parts !== undefined && isDefinitionName(basename(source.path))
}

function documentOf({ path, name }: DocumentSource, bytes: Uint8Array, revision: string): DocumentSource | undefined {
  const shown = `${revision}:${name}`
  const loaded = loadDocument(shown, { type: 'bytes', bytes, length: bytes.length }, undefined, true)
  if (loaded === undefined) return undefined
  return { type: 'document', path, name: shown, ...loaded }
}

/** What is deployed of an integration; undefined where its name cannot be asked for. */
export type FetchDeployed = (name: string) => Promise<Before | undefined>

/** Compares with what is deployed: one request for each integration, several at the same time. */
export function againstDeployed(fetch: FetchDeployed, concurrency: number): Against {
  const known = new Map<string, Before | undefined>()
  return {
    async prepare(sources, load) {
      const names = new Set<string>()
      for (const source of sources) {
        const loaded = load(source)
        const name = loaded === undefined ? undefined : ownName(loaded)
        if (name !== undefined) names.add(name)
      }
      const waiting = [...names]
      const work = async () => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) known.set(name, await fetch(name))
      }
      await Promise.all(Array.from({ length: Math.min(concurrency, waiting.length) }, work))
    },
    before(source) {
      const name = ownName(source)
      return name === undefined ? undefined : known.get(name)
    },
  }
}

function ownName({ recognised }: DocumentSource): string | undefined {
  const value = recognised?.kind === 'script' ? undefined : recognised?.value
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined
}

function nameOf(source: DocumentSource): string {
  return ownName(source) ?? source.name
}
