import { basename, dirname, extname, join } from 'node:path'
import { Pointer } from '../document/pointer'
import type { Kind } from '../findings/types'
import { displayName, type Input, InputReader, walk } from '../input/files'
import type { StagedTree } from '../input/git'
import {
  CODE_FILE,
  definitionIn,
  isDefinitionName,
  isOwnFile,
  OTHER_DEFINITION,
  projectFinder,
  readFromDisk,
  realFolder,
} from '../project/discover'
import type { LoadedProject, LoadOptions, ProjectFile } from '../project/load'
import { isScriptFile } from '../vrl/script-file'
import type { Cache, GitState } from './cache'
import type { SkippedFile } from './report-builder'
import { type DocumentSource, importableJson, roleInProject, type Source } from './source'

/** The sources of a run, in which projects have replaced their files. */
export interface FoundProjects {
  /** Each project once, at the position of its first file, and the other sources. */
  sources: Source[]
  /** The projects among them; `at` is the index in `sources`. */
  projects: { at: number; folder: string; source: Input }[]
  skipped: SkippedFile[]
  /** Definitions that are not evaluated because `exec` is false. */
  unevaluated: string[]
  /** Script files among the sources: those that no project uses are linted by themselves. */
  scripts: Input[]
  /** The folders of projects as shown in reports: skipped files in them are not counted. */
  folders: string[]
  /** The index of git, if it was read to find projects. */
  index?: StagedTree
}

/**
 * Replaces every file of a project by the definition of the project. A script also stays a source, since the definition
 * may not use it, and so does a JSON file that may be a document itself.
 *
 * @param options `exec`: whether definitions may be run; `staged`: whether files are read from the index of git; `as`: the
 * kind of all documents, if the user gave one; `jsonModules`: the JSON files outside all projects that definitions may
 * import, if they are known
 */
export async function findProjects(
  given: readonly Source[],
  cwd: string,
  {
    exec,
    staged,
    as,
    jsonModules,
  }: { exec: boolean; staged: boolean; as?: Kind | undefined; jsonModules?: ReadonlySet<Source> },
): Promise<FoundProjects> {
  const result: FoundProjects = { sources: [], projects: [], skipped: [], unevaluated: [], scripts: [], folders: [] }
  const added = new Set<string>()
  // Both are decided after all other files: modules by what definitions import, JSON by its content.
  const modules: Input[] = []
  const jsonInProjects: { at: number; source: Input; folder: string }[] = []
  const folderOf = projectFinder()
  const addProject = (folder: string, definition: string) => {
    if (added.has(folder)) return
    added.add(folder)
    const path = join(folder, definition)
    const name = displayName(path, cwd)
    result.folders.push(name.slice(0, -definition.length))
    if (exec) {
      const project: Input = { type: 'file', path, name, named: true }
      result.projects.push({ at: result.sources.push(project) - 1, folder, source: project })
    } else result.unevaluated.push(name)
  }
  const reader = new InputReader()
  const importable = jsonModules ?? importableJson(given, folderOf, reader, as)
  for (const source of given) {
    const found = source.type === 'file' ? classify(source.path, source.named, folderOf) : 'document'
    const isScript = source.type === 'file' && isScriptFile(source.path)
    if (source.type === 'file' && (found === 'module' || importable.has(source))) modules.push(source)
    else if (found === 'other-project') result.skipped.push({ file: source.name, reason: 'other-project' })
    else if (typeof found === 'object') {
      addProject(found.folder, found.definition)
      if (isScript) result.sources.push(source)
    } else if (found !== 'nothing') {
      const at = result.sources.push(source) - 1
      const folder = source.type === 'file' && source.path.endsWith('.json') ? folderOf(source.path) : undefined
      if (source.type === 'file' && folder !== undefined) jsonInProjects.push({ at, source, folder })
    }
    if (isScript) result.scripts.push(source)
  }
  for (const { at, source, folder } of jsonInProjects) {
    const definition = definitionIn(folder)
    // A file found by a walk inside a linted project is skipped if it is not a definition.
    if (definition === undefined || (added.has(folder) && !source.named)) continue
    const role = roleInProject(source, reader)
    // A file that the user named is linted as a definition unless it is certainly data.
    if (role === 'definition' || (source.named && (role === 'either' || as !== undefined))) continue
    addProject(folder, definition)
    if (role === 'data') result.sources[at] = { ...source, named: false }
  }
  if (modules.length > 0) {
    const paths = modules.map(({ path }) => path)
    if (staged) result.index = await stagedTree(cwd)
    const importers = await importersOfModules(paths, cwd, result.index)
    for (const definition of importers.keys()) addProject(dirname(definition), basename(definition))
    const used = new Set([...importers.values()].flat())
    // A file that the user named and no definition imports is linted by itself, and so is JSON, to be counted as skipped.
    result.sources.push(...modules.filter(({ named, path }) => !used.has(path) && (named || path.endsWith('.json'))))
  }
  return result
}

/**
 * The definitions that import modules outside all projects, and these modules. The whole repository is searched, or the
 * working directory if it is not in one.
 *
 * @param modules absolute paths
 * @param tree what files are read from, if not from the disk
 */
export async function importersOfModules(
  modules: readonly string[],
  cwd: string,
  tree: StagedTree | undefined,
): Promise<Map<string, string[]>> {
  const { findDefinitions } = await import('../input/git')
  const found = findDefinitions(cwd, process.env) ?? walk(cwd, cwd)
  const definitions = found.filter((path) => isDefinitionName(basename(path)))
  if (definitions.length === 0) return new Map()
  const { importersOf } = await import('../project/importers')
  return importersOf(definitions, modules, tree === undefined ? undefined : (await filesOfTree(tree)).read)
}

export interface LoadSourcesOptions extends LoadOptions {
  cwd: string
  /** Whether files are read from the index of git instead of the work tree. */
  staged: boolean
  /** The index, if it was read before. */
  index?: StagedTree | undefined
  /** The commit that files are read from. */
  revision?: {
    tree: StagedTree
    /** The prefix of the names of its files in reports. */
    name?: string
    /** The path that reports show for a path, if they differ. */
    pathOf?: (path: string) => string
  }
  /** Texts that replace those of the files, by absolute path. */
  replacedTexts?: ReadonlyMap<string, string>
  /** Stores projects of the index or of a commit. */
  cache?: Cache | undefined
}

/**
 * Evaluates projects.
 *
 * @param folders absolute paths
 * @returns the documents of their definitions, in the same order
 */
export async function loadSources(
  folders: readonly string[],
  { cwd, staged, index, revision, replacedTexts, cache, ...options }: LoadSourcesOptions,
): Promise<ProjectSource[]> {
  const { projectDocument, withText } = await import('../project/document')
  const { projectFacts } = await import('../project/facts')
  const tree = revision?.tree ?? (staged ? (index ?? (await stagedTree(cwd))) : undefined)
  const filesInTree = tree === undefined ? undefined : await filesOfTree(tree)
  const files = replacedTexts === undefined ? filesInTree : await filesWithTexts(replacedTexts, filesInTree)
  const loading = { ...options, ...files }
  const projects =
    cache === undefined || tree === undefined || replacedTexts !== undefined
      ? await load(folders, loading)
      : await loadCached(folders, loading, { cache, tree, from: revision === undefined ? 'index' : 'commit' })
  return projects.map((project, at) => {
    const folder = folders[at] ?? project.folder
    // Reports show the folder as the user named it; the loaded files have paths without symbolic links.
    const real = realFolder(folder)
    const prefix = revision?.name === undefined ? '' : `${revision.name}:`
    const pathOf = revision?.pathOf ?? ((path: string) => path)
    const nameOf = (path: string) =>
      `${prefix}${displayName(pathOf(path.startsWith(real) ? folder + path.slice(real.length) : path), cwd)}`
    const facts = project.evaluated === undefined ? undefined : projectFacts(project, nameOf, files?.filesOf)
    const sourceOf = (loaded: LoadedProject): ProjectSource => {
      const document = projectDocument(loaded, nameOf, facts)
      const pathsByName = new Map(loaded.files.map(({ path }) => [nameOf(path), path]))
      return {
        type: 'document',
        path: join(folder, basename(loaded.definition)),
        name: document.name,
        document,
        files: pathsByName,
        recognised:
          document.value === undefined
            ? undefined
            : { kind: 'create-body', value: document.value, base: Pointer.root, certainty: 'certain' },
        scripts: loaded.evaluated?.read.flatMap(({ path }) => (isScriptFile(path) ? [path] : [])) ?? [],
        ...(loaded.dependencies === undefined ? {} : { dependencies: loaded.dependencies }),
        withScript: (name, text) => ({ ...sourceOf(withText(loaded, pathsByName.get(name) ?? '', text)), only: name }),
        ...(loaded.located === undefined ? {} : { located: loaded.located.then(sourceOf) }),
      }
    }
    return sourceOf(project)
  })
}

async function load(folders: readonly string[], options: LoadOptions): Promise<LoadedProject[]> {
  const { loadProjects } = await import('../project/load')
  return loadProjects(folders, options)
}

/** Loads projects of a tree of git, from the cache if it has them. */
async function loadCached(
  folders: readonly string[],
  options: LoadOptions,
  { cache, tree, from }: { cache: Cache; tree: StagedTree; from: GitState },
): Promise<LoadedProject[]> {
  const { TreeStates } = await import('./cache')
  const states = new TreeStates(tree)
  const known = folders.map((folder) => cache.getLoaded(realFolder(folder), from, states))
  const missing = folders.filter((_, at) => known[at] === undefined)
  const loaded = missing.length === 0 ? [] : await load(missing, { ...options, withDependencies: true })
  for (const project of loaded) cache.addLoaded(project, from, states)
  return known.flatMap((project) => project ?? loaded.shift() ?? [])
}

/** The document of a project, and its dependencies. */
export type ProjectSource = DocumentSource &
  Required<Pick<DocumentSource, 'files'>> &
  Pick<LoadedProject, 'dependencies'> & {
    /** The project with another text of a script that it uses; only findings in that script are reported. */
    withScript(name: string, text: string): ProjectSource
  }

/** Reads the files of projects. */
interface ProjectFiles extends Required<Pick<LoadOptions, 'read' | 'contents'>> {
  /** All files that the author has written. */
  filesOf(folder: string): ProjectFile[]
}

async function filesWithTexts(
  texts: ReadonlyMap<string, string>,
  others: ProjectFiles | undefined,
): Promise<ProjectFiles> {
  const { filesOnDisk } = await import('../project/facts')
  const read = others?.read ?? readFromDisk
  const filesOf = others?.filesOf ?? filesOnDisk
  return {
    read: (path) => texts.get(path) ?? read(path),
    contents: () => ({
      ...others?.contents(),
      ...Object.fromEntries([...texts].map(([path, text]) => [path, Buffer.from(text).toString('base64')])),
    }),
    filesOf: (folder) => filesOf(folder).map((file) => ({ ...file, text: texts.get(file.path) ?? file.text })),
  }
}

async function stagedTree(cwd: string): Promise<StagedTree> {
  const { openStagedTree } = await import('../input/git')
  return openStagedTree(cwd, process.env)
}

/** Reads the files of projects from a tree of git. Ignored files, such as generated code, are read from the disk. */
async function filesOfTree(tree: StagedTree): Promise<ProjectFiles> {
  const texts = new Map<string, string | null | undefined>()
  let contents: Record<string, string | null> | undefined
  const textOf = (path: string) => {
    const bytes = tree.read(path)
    return bytes === null ? null : bytes === undefined ? readFromDisk(path) : Buffer.from(bytes).toString('utf8')
  }
  return {
    read(path) {
      const text = texts.has(path) ? texts.get(path) : textOf(path)
      texts.set(path, text)
      return text
    },
    contents() {
      contents ??= Object.fromEntries(
        [...tree.differing((path) => ASSET.test(path))].map(([path, bytes]) => [
          path,
          bytes === null ? null : Buffer.from(bytes).toString('base64'),
        ]),
      )
      return contents
    },
    // Without ignored files: a secret, state or script that only generated code mentions counts as unused.
    filesOf: (folder) =>
      [...tree.below(folder, (path) => isOwnFile(path, folder))].map(([path, bytes]) => ({
        path,
        text: Buffer.from(bytes).toString('utf8'),
      })),
  }
}

/** Files whose content a definition can include in its body. */
const ASSET = /\.(?:vrl|svg|md|png|txt)$/i

/**
 * The role of a file: part of a project, a module that projects may import, a document, or a file that is not linted.
 */
function classify(
  path: string,
  named: boolean,
  folderOf: (path: string) => string | undefined,
): 'document' | 'other-project' | 'module' | 'nothing' | { folder: string; definition: string } {
  const name = basename(path)
  if (isDefinitionName(name)) return { folder: dirname(path), definition: definitionIn(dirname(path)) ?? name }
  if (OTHER_DEFINITION.test(name)) return 'other-project'
  const extension = extname(name).toLowerCase()
  if (extension === '.json' || extension === '.jsonc') {
    if (name !== 'package.json') return 'document'
    const definition = definitionIn(dirname(path))
    return definition === undefined ? 'document' : { folder: dirname(path), definition }
  }
  const folder = folderOf(path)
  const definition = folder === undefined ? undefined : definitionIn(folder)
  if (folder !== undefined && definition !== undefined) return { folder, definition }
  if (CODE_FILE.test(extension)) return 'module'
  return named || extension === '.vrl' ? 'document' : 'nothing'
}
