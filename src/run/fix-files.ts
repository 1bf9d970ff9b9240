import { dirname } from 'node:path'
import { awaitTrials, type Fixable, type FixOptions, fixAll, type Mended, runTrials } from '../fixes/fix'
import type { LintedDocument } from '../fixes/propose'
import type { Texts } from '../fixes/trial'
import type { LintSession } from './lint-files'
import { findProjects, loadSources, type ProjectSource } from './project-sources'
import type { DocumentSource, Source } from './source'

/** A file with fixes applied. */
export interface MendedFile {
  /** Absolute. */
  path: string
  /** The name in reports. */
  name: string
  /** Its text before and after, including a byte-order mark. */
  before: string
  after: string
}

/** The fixes of a document. Its files are written together or not at all. */
export interface MendedDocument {
  name: string
  files: readonly MendedFile[]
  fixed: Mended['fixed']
}

export interface FixFilesOptions {
  cwd: string
  /** Whether fixes that may change what the integration does, or lose text, are applied as well. */
  unsafe: boolean
  /** Whether definitions of projects are run. */
  exec: boolean
  /** Whether files of projects are read from the index of git. */
  staged: boolean
}

/**
 * Applies fixes to the documents of sources, without writing files. If two projects share a file, the second is fixed
 * with the changes of the first.
 *
 * @throws ERR_CONFIGURATION
 */
export async function fixFiles(
  session: LintSession,
  given: readonly Source[],
  { cwd, unsafe, exec, staged }: FixFilesOptions,
): Promise<MendedDocument[]> {
  const { sources, projects } = await findProjects(given, cwd, { exec, staged, as: session.as })
  await session.prepare(sources)
  const options: FixOptions = { rules: new Map(session.rules.map((rule) => [rule.id, rule])), unsafe }
  const mended: MendedDocument[] = []
  const written = new Map<string, string>()
  const keep = (document: MendedDocument) => {
    if (document.files.length === 0) return
    for (const { path, after } of document.files) written.set(path, after)
    mended.push(document)
  }
  // A script that a project uses is fixed as a part of the project.
  const used = new Set<string>()
  for (const { folder } of projects) {
    const [project] = await loadSources([folder], {
      cwd,
      staged,
      ...(written.size === 0 ? {} : { replacedTexts: written }),
    })
    if (project?.document.value === undefined || session.settingsFor(project.path).ignored) continue
    for (const file of project.files.keys()) used.add(file)
    keep(await mendProject(session, project, { cwd, staged, replacedTexts: written, unsafe }))
  }
  const definitions = new Set(projects.map(({ at }) => at))
  for (const [at, source] of sources.entries()) {
    if (source.type === 'document' || definitions.has(at) || used.has(source.name)) continue
    const loaded = session.load(source)
    if (loaded === undefined) continue
    const { name, path } = loaded
    const opened = openLoaded(session, loaded)
    keep(mendedDocument(name, opened.texts, runTrials(fixAll(opened, options), opened.lint), new Map([[name, path]])))
  }
  return mended
}

/** Applies the fixes of an evaluated project, without writing files. */
export async function mendProject(
  session: LintSession,
  project: ProjectSource,
  { unsafe, ...where }: OpenProjectOptions & Pick<FixFilesOptions, 'unsafe'>,
): Promise<MendedDocument> {
  const rules = new Map(session.rules.map((rule) => [rule.id, rule]))
  const opened = openProject(session, project, where)
  const trials = fixAll(opened, { rules, unsafe, trials: PROJECT_TRIALS })
  return mendedDocument(project.name, opened.texts, await awaitTrials(trials, opened.lint), project.files)
}

/** @param paths absolute paths of the files, by name */
function mendedDocument(
  name: string,
  before: Texts,
  { texts, fixed }: Mended,
  paths: ReadonlyMap<string, string>,
): MendedDocument {
  const files = [...before].flatMap(([file, text]): MendedFile[] => {
    const after = texts.get(file) ?? text
    const path = paths.get(file)
    return after === text || path === undefined ? [] : [{ path, name: file, before: text, after }]
  })
  return { name, files, fixed }
}

/** Each trial evaluates the project in another process. */
const PROJECT_TRIALS = 30

/** Lints a text that was loaded, for fixing. */
export function openLoaded(
  session: LintSession,
  loaded: DocumentSource,
): Fixable & { lint(texts: Texts): LintedDocument } {
  const { name, path, document, anonymous } = loaded
  const isMarked = document.faults.some(({ rule }) => rule === 'syntax/byte-order-mark')
  return {
    linted: session.lintLoaded(loaded),
    texts: new Map([[name, isMarked ? `\uFEFF${document.text}` : document.text]]),
    lint: (texts) => {
      const bytes = new TextEncoder().encode(texts.get(name) ?? '')
      const again = session.load({ type: 'text', path, name, bytes, anonymous: anonymous === true })
      if (again === undefined) throw new Error(`${name} was linted, but cannot be linted with its fixes.`)
      return session.lintLoaded(again)
    },
  }
}

export interface OpenProjectOptions extends Pick<FixFilesOptions, 'cwd' | 'staged'> {
  /** Texts that replace those of the files, by absolute path. */
  replacedTexts?: ReadonlyMap<string, string>
}

/** Lints an evaluated project, for fixing. Each further trial evaluates the project in another process. */
export function openProject(
  session: LintSession,
  project: ProjectSource,
  { cwd, staged, replacedTexts = new Map() }: OpenProjectOptions,
): Fixable & { lint(texts: Texts): Promise<LintedDocument> } {
  const { files, document, path } = project
  return {
    linted: session.lintLoaded(project),
    texts: new Map(document.parts?.map(({ file = document.name, text }) => [file, text])),
    lint: async (texts) => {
      const read = new Map(replacedTexts)
      for (const [file, text] of texts) {
        const place = files.get(file)
        if (place !== undefined) read.set(place, text)
      }
      const [again] = await loadSources([dirname(path)], { cwd, staged, replacedTexts: read })
      if (again === undefined) throw new Error(`${path} was a project, but cannot be loaded with its fixes.`)
      return session.lintLoaded(again)
    },
  }
}
