import { basename, dirname, extname, join } from 'node:path'
import { Pointer } from '../document/pointer'
import { displayName } from '../input/files'
import { openStagedTree } from '../input/git'
import { readFromDisk } from '../project/bundle'
import { definitionIn, isDefinitionName, OTHER_DEFINITION, projectOf, realFolder } from '../project/discover'
import { projectDocument } from '../project/document'
import { projectFacts } from '../project/facts'
import { type LoadedProject, type LoadOptions, loadProjects } from '../project/load'
import type { SkippedFile } from './report-builder'
import type { DocumentSource, Source } from './source'

/** What became of the sources that belong to projects. */
export interface ProjectSources {
  /** Each project once, as the document that its definition is evaluated to; other sources as they were. */
  sources: Source[]
  skipped: SkippedFile[]
  /** Definitions that were not evaluated since that was refused. */
  unevaluated: string[]
  /** Folders of projects as reports show them: what else lies there is not worth a word. */
  folders: string[]
}

export interface ProjectSourceOptions extends LoadOptions {
  cwd: string
  /** Whether definitions may be run. */
  exec: boolean
  /** Whether the index of git is meant, and not the work tree. */
  staged?: boolean
  /** A definition that need not be looked at again. */
  isKnown?(path: string): boolean
}

/** Puts, for every file that belongs to a project, the project in its place. */
export async function withProjects(given: readonly Source[], options: ProjectSourceOptions): Promise<ProjectSources> {
  const { cwd, exec } = options
  const result: ProjectSources = { sources: [], skipped: [], unevaluated: [], folders: [] }
  /** Positions in `sources` by folder. */
  const positions = new Map<string, number>()
  const folders: string[] = []
  for (const source of given) {
    const found = source.type === 'file' ? classify(source.path, source.named) : 'document'
    if (found === 'document') result.sources.push(source)
    else if (found === 'other-project') result.skipped.push({ file: source.name, reason: 'other-project' })
    else if (found !== 'nothing') {
      const { folder, definition } = found
      if (positions.has(folder)) continue
      const path = join(folder, definition)
      const name = displayName(path, cwd)
      result.folders.push(name.slice(0, -definition.length))
      if (!exec) {
        positions.set(folder, -1)
        result.unevaluated.push(name)
        continue
      }
      positions.set(folder, result.sources.push({ type: 'file', path, name, named: true }) - 1)
      if (options.isKnown?.(path) !== true) folders.push(folder)
    }
  }
  const projects = await loadProjects(folders, { ...options, ...(options.staged === true ? stagedFiles(cwd) : {}) })
  for (const [index, project] of projects.entries()) {
    const folder = folders[index] ?? project.folder
    result.sources[positions.get(folder) ?? -1] = documentSource(project, folder, cwd)
  }
  return result
}

/** Reads the files of projects from the index. What git ignores, such as generated code, is read from the disk. */
function stagedFiles(cwd: string): Pick<LoadOptions, 'read' | 'contents'> {
  const tree = openStagedTree(cwd, process.env)
  return {
    read(path) {
      const bytes = tree.read(path)
      return bytes === null ? null : bytes === undefined ? readFromDisk(path) : Buffer.from(bytes).toString('utf8')
    },
    contents: (folder) =>
      Object.fromEntries(
        tree.below(folder).flatMap((path) => {
          const bytes = ASSET.test(path) ? tree.read(path) : undefined
          return bytes === undefined || bytes === null ? [] : [[path, Buffer.from(bytes).toString('base64')]]
        }),
      ),
  }
}

/** What a definition names as a file. */
const ASSET = /\.(?:vrl|svg|md|png|txt)$/i

/** What a file is for us: part of a project, something else, or nothing that is linted. */
function classify(
  path: string,
  named: boolean,
): 'document' | 'other-project' | 'nothing' | { folder: string; definition: string } {
  const name = basename(path)
  if (isDefinitionName(name)) return { folder: dirname(path), definition: definitionIn(dirname(path)) ?? name }
  if (OTHER_DEFINITION.test(name)) return 'other-project'
  const extension = extname(name).toLowerCase()
  if (extension === '.json' || extension === '.jsonc') {
    if (name !== 'package.json') return 'document'
    const definition = definitionIn(dirname(path))
    return definition === undefined ? 'document' : { folder: dirname(path), definition }
  }
  const folder = projectOf(path)
  const definition = folder === undefined ? undefined : definitionIn(folder)
  if (folder !== undefined && definition !== undefined) return { folder, definition }
  return named || extension === '.vrl' ? 'document' : 'nothing'
}

function documentSource(project: LoadedProject, folder: string, cwd: string): DocumentSource {
  // Files are shown below the folder as it was named, wherever its links lead.
  const real = realFolder(folder)
  const nameOf = (path: string) => displayName(path.startsWith(real) ? folder + path.slice(real.length) : path, cwd)
  const facts = project.evaluated === undefined ? undefined : projectFacts(project, nameOf)
  const document = projectDocument(project, nameOf, facts)
  return {
    type: 'document',
    path: join(folder, basename(project.definition)),
    name: document.name,
    document,
    recognised:
      document.value === undefined
        ? undefined
        : { kind: 'create-body', value: document.value, base: Pointer.root, certainty: 'certain' },
  }
}
