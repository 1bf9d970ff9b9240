import { existsSync, realpathSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Metafile } from 'esbuild'
import { filesOfProject } from './discover'
import { readFromDisk } from './installed'
import type { Evaluated } from './messages'
import { Compilers, upwards } from './tsconfig'

/** The files and folders on which the result of loading a project depends; absolute paths. */
export interface Dependencies {
  /** Files whose content or absence matters. */
  files: readonly string[]
  /** Folders whose list of entries or absence matters. */
  folders: readonly string[]
}

/** Modules of Node.js whose functions always return the same result for the same arguments. */
const CONSTANT = new Set([
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

/** Code whose result depends on more than its files: the environment, the clock, or modules chosen at run time. */
const VARIABLE =
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

const CODE = /\.[cm]?[jt]sx?$/

/**
 * The dependencies of a result, for a cache: the files that were read, and the paths at which a new file would be read
 * instead.
 *
 * @param graph the import graph, as esbuild reports it
 * @returns undefined if the result may change although no file has changed
 */
export function dependenciesOf(
  project: EvaluatedProject,
  graph: Metafile['inputs'],
  esbuild: string | undefined,
): Dependencies | undefined {
  const { folder, files, evaluated } = project
  if (files.some(({ path, text }) => CODE.test(path) && VARIABLE.test(text))) return undefined
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
          if (!CONSTANT.has(path.replace(/^node:/, ''))) return undefined
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

/** The paths at which modules were looked for, by the rules of Node.js and of tsconfig.json. */
class Lookups {
  readonly files = new Set<string>()
  readonly folders = new Set<string>()
  readonly #compilers = new Compilers(readFromDisk, {
    read: (path) => this.files.add(path),
    sought: (base) => this.#addCandidates(base),
    installed: (from, id) => this.addInstalled(from, id),
  })

  addImport(importer: string, id: string): void {
    const from = dirname(importer)
    if (/^\.{0,2}(?:\/|$)/.test(id) || isAbsolute(id)) {
      this.#addCandidates(resolve(from, id))
      return
    }
    this.addInstalled(from, id)
    for (const target of this.#compilers.targetsOf(from, id)) this.#addCandidates(target)
  }

  /** @returns the package.json of the package */
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

  /** Adds the file of that name with each extension, and the index file of a folder. */
  #addCandidates(base: string): void {
    this.folders.add(dirname(base))
    this.folders.add(base)
    const manifest = join(base, 'package.json')
    if (existsSync(manifest)) this.files.add(manifest)
  }
}
