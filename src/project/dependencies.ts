import { existsSync, realpathSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'
import { CODE_FILE, filesOfProject, readFromDisk } from './discover'
import type { Evaluated } from './messages'
import { Tsconfigs, upwards } from './tsconfig'

/** The files and folders on which the result of loading a project depends; absolute paths. */
export interface Dependencies {
  /** Files whose content or absence matters. */
  files: readonly string[]
  /** Folders whose list of entries or absence matters. */
  folders: readonly string[]
}

/** Modules of Node.js whose functions return the same result for the same arguments. */
const PURE_MODULES = new Set([
  'assert',
  'buffer',
  'events',
  'path',
  'punycode',
  'querystring',
  'string_decoder',
  'url',
  'util',
])

/** Code whose result may depend on more than files: on the environment, the clock, or modules chosen at run time. */
const IMPURE_CODE =
  /\bprocess\s*(?:\?\.|\.(?=\w)|\[)|=\s*(?:process|require)\b|\bDate\s*\.\s*now\b|\bnew\s+Date\b(?!\s*\(\s*['"\d])|\bMath\s*\.\s*random\b|\brandomUUID\b|\brequire\s*[(.]|\bimport\s*\(|\beval\s*\(|\bglobalThis\b|\bimport\.meta\b|\bfetch\s*\(/

/** A project that was evaluated. */
export interface EvaluatedProject {
  /** Absolute. */
  folder: string
  /** Absolute. */
  definition: string
  files: readonly { path: string; text: string }[]
  evaluated: Evaluated
}

/**
 * The dependencies of a result, for a cache: the files that were read, and the paths at which a new file would be read
 * instead of one of them.
 *
 * @param graph the import graph, as esbuild reports it
 * @param esbuild the path of the package.json of esbuild
 * @returns undefined if the result may change although no file has changed
 */
export function dependenciesOf(
  project: EvaluatedProject,
  graph: Metafile['inputs'],
  esbuild: string | undefined,
): Dependencies | undefined {
  const { folder, files, evaluated } = project
  if (files.some(({ path, text }) => CODE_FILE.test(path) && IMPURE_CODE.test(text))) return undefined
  const found = new Lookups()
  for (const path of filesOfProject(folder, (at) => found.folders.add(at))) found.files.add(path)
  for (const { path } of evaluated.read) found.files.add(path)
  for (const path of evaluated.assets) found.files.add(path)
  for (const { name } of evaluated.missing) found.files.add(isAbsolute(name) ? name : resolve(folder, name))
  for (const at of upwards(folder)) found.files.add(join(at, 'package.json'))
  if (esbuild !== undefined) found.files.add(esbuild)
  try {
    const main = createRequire(project.definition).resolve('@botpress/sdk')
    found.addInstalled(folder, '@botpress/sdk')
    found.files.add(main)
    for (const id of ['@bpinternal/zui', '@botpress/client']) {
      for (const from of [dirname(main), folder]) {
        const path = found.addInstalled(from, id)
        if (path !== undefined) found.files.add(createRequire(path).resolve(id))
      }
    }
    for (const [name, { imports }] of Object.entries(graph)) {
      const importer = resolve(folder, name)
      found.files.add(importer)
      found.folders.add(dirname(importer))
      for (const { path, original = path, external } of imports) {
        if (external === true && isBuiltin(path)) {
          if (!PURE_MODULES.has(path.replace(/^node:/, ''))) return undefined
        } else found.addImport(importer, original)
      }
    }
  } catch {
    // A module that cannot be resolved here makes the result uncacheable.
    return undefined
  }
  return { files: [...found.files].sort(), folders: [...found.folders].sort() }
}

function isBuiltin(id: string): boolean {
  return id.startsWith('node:') || builtinModules.includes(id)
}

/** Collects the paths at which Node.js and `tsconfig.json` look for modules. */
class Lookups {
  readonly files = new Set<string>()
  readonly folders = new Set<string>()
  readonly #tsconfigs = new Tsconfigs(readFromDisk, {
    onRead: (path) => this.files.add(path),
    onCandidate: (base) => this.#addCandidates(base),
    onPackage: (from, id) => this.addInstalled(from, id),
  })

  addImport(importer: string, id: string): void {
    const from = dirname(importer)
    if (/^\.{0,2}(?:\/|$)/.test(id) || isAbsolute(id)) {
      this.#addCandidates(resolve(from, id))
      return
    }
    this.addInstalled(from, id)
    for (const target of this.#tsconfigs.targetsOf(from, id)) this.#addCandidates(target)
  }

  /**
   * Adds the paths at which Node.js looks for the package.json of an installed package.
   *
   * @returns the one that exists, without symbolic links
   */
  addInstalled(from: string, id: string): string | undefined {
    const name = id
      .split('/')
      .slice(0, id.startsWith('@') ? 2 : 1)
      .join('/')
    for (const folder of upwards(from)) {
      const path = join(folder, 'node_modules', name, 'package.json')
      this.files.add(path)
      if (existsSync(path)) return realpathSync(path)
    }
    return undefined
  }

  /** Adds the folders whose entries decide which file, with which extension, an import of this path means. */
  #addCandidates(base: string): void {
    this.folders.add(dirname(base))
    this.folders.add(base)
    const manifest = join(base, 'package.json')
    if (existsSync(manifest)) this.files.add(manifest)
  }
}
