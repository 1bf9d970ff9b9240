import { existsSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type * as esbuild from 'esbuild'
import type { TextSpan } from '../document/types'
import { type Fields, isEqual } from '../document/values'
import { MODULE_FILE, readFromDisk } from './discover'
import type { Esbuild } from './installed'
import type { SourceFile } from './sites'
import { Tsconfigs } from './tsconfig'

/** Not bundled: the evaluating process loads them once for all projects. */
const EXTERNAL = ['@botpress/sdk', '@bpinternal/zui', '@botpress/client']

/** The folders of installed packages, and of the code that `bp add` and `bp gen` generate. */
const NOT_OWN = /(?:^|[\\/])(?:node_modules|bp_modules|\.botpress)[\\/]/

function isOwnSource(path: string, folder: string): boolean {
  return !NOT_OWN.test(path.startsWith(folder + sep) ? path.slice(folder.length) : path)
}

export interface Bundle {
  code: string
  /** The project's own source files, the definition first. */
  files: SourceFile[]
  /** Their texts, in the same order. */
  texts: string[]
  /** The spans of the comments of each file; empty if none can be a directive of this tool. */
  comments: (readonly TextSpan[])[]
  /** Absolute paths of all bundled files. */
  inputs: string[]
  /** The import graph. */
  graph: esbuild.Metafile['inputs']
}

/** An error that esbuild reports. */
export interface BundleFault {
  message: string
  /** Absolute path; undefined if the error concerns no file. */
  file: string | undefined
  /** 1-based. */
  line: number
  /** 1-based, UTF-16 code units. */
  column: number
  length: number
  /** The name of the module, if it was not found. */
  unresolved: string | undefined
}

/** Reads a source file: null if it is not in the tree of git that is read, undefined if it cannot be read. */
export type ReadSource = (path: string) => string | null | undefined

/**
 * Bundles a definition and instruments its own sources.
 *
 * @param read undefined to read and resolve files on the disk, as esbuild does
 * @returns the errors, if it cannot be bundled
 */
export async function bundle(
  esbuild: Esbuild,
  folder: string,
  entry: string,
  read: ReadSource | undefined,
): Promise<Bundle | BundleFault[]> {
  const files: SourceFile[] = []
  const texts: string[] = []
  const comments: (readonly TextSpan[])[] = []
  const recording: esbuild.Plugin = {
    name: 'recording',
    setup(build) {
      build.onLoad({ filter: /\.(?:[cm]?[jt]sx?|json)$/ }, async ({ path }) => {
        if (!isOwnSource(path, folder)) return undefined
        const text = (read ?? readFromDisk)(path)
        if (text === undefined) return undefined
        if (text === null) return notStaged(path)
        const loader = loaderOf(path)
        const index = texts.push(text) - 1
        const { describeJson, instrument } = await parser
        try {
          if (loader === 'json') {
            files[index] = describeJson(path, text, index)
            return { contents: text, loader }
          }
          const { code, source, comments: found } = instrument(path, text, index)
          files[index] = source
          comments[index] = found
          return { contents: code, loader }
        } catch (error) {
          // esbuild reports the error, or accepts syntax that this parser does not.
          if (!(error instanceof SyntaxError)) throw error
          files[index] = emptySource(path)
          return { contents: text, loader }
        }
      })
    },
  }
  const building = esbuild.build({ ...optionsFor(folder, entry, read, recording), metafile: true })
  // The parser is loaded while the process of esbuild starts.
  const parser = import('./instrument')
  try {
    const { outputFiles, metafile } = await building
    const [output] = outputFiles ?? []
    if (output === undefined) return []
    const graph = metafile?.inputs ?? {}
    linkImports(files, graph, folder)
    const inputs = Object.keys(graph).map((name) => resolve(folder, name))
    return { code: output.text, files, texts, comments, inputs, graph }
  } catch (error) {
    return faultsOf(error, folder) ?? rethrow(error)
  }
}

/**
 * Bundles the sources as they are, for errors with the positions of the author's text: those that `bundle` returns have
 * positions in the instrumented code.
 */
export async function explainFailure(
  esbuild: Esbuild,
  folder: string,
  entry: string,
  read: ReadSource | undefined,
): Promise<BundleFault[]> {
  const reading: esbuild.Plugin = {
    name: 'reading',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, ({ path }) => {
        const text = isOwnSource(path, folder) ? read?.(path) : undefined
        if (text === null) return notStaged(path)
        return text === undefined ? undefined : { contents: text, loader: loaderOf(path) }
      })
    },
  }
  try {
    await esbuild.build(optionsFor(folder, entry, read, reading))
    return []
  } catch (error) {
    return faultsOf(error, folder) ?? rethrow(error)
  }
}

/** Bundles again with a source map, which only the position of a thrown error needs. */
export async function sourceMapOf(
  esbuild: Esbuild,
  folder: string,
  entry: string,
  read: ReadSource | undefined,
): Promise<string | undefined> {
  const { instrument } = await import('./instrument')
  const recording: esbuild.Plugin = {
    name: 'recording',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, ({ path }) => {
        const text = isOwnSource(path, folder) ? (read ?? readFromDisk)(path) : undefined
        return text === undefined || text === null
          ? undefined
          : { contents: instrument(path, text, 0).code, loader: loaderOf(path) }
      })
    },
  }
  const { outputFiles } = await esbuild.build({
    ...optionsFor(folder, entry, read, recording),
    sourcemap: 'external',
    outfile: join(folder, 'bundle.js'),
  })
  return outputFiles?.find(({ path }) => path.endsWith('.map'))?.text
}

/** A tree of git, and the compiler options in it and on the disk. */
interface Tree {
  read: ReadSource
  staged: Tsconfigs
  onDisk: Tsconfigs
}

/**
 * Resolves imports to the files of a tree of git. They take precedence over those on the disk, to which imports of
 * ignored files resolve.
 */
function resolving({ read, staged, onDisk }: Tree): esbuild.Plugin {
  return {
    name: 'resolving',
    setup(build) {
      const stagedAt = (base: string): esbuild.OnResolveResult | undefined => {
        const candidates = candidatesOf(base)
        // Candidates that are not staged are passed over. If none is staged, esbuild finds the file on the disk, and
        // loading it reports that it is not staged.
        const found = candidates.find((candidate) => typeof read(candidate) === 'string')
        return found === undefined || isSameOnDisk(candidates, found) ? undefined : { path: found }
      }
      build.onResolve({ filter: /^\.{1,2}(?:\/|$)|^integration\.definition\./ }, ({ path, resolveDir }) =>
        stagedAt(resolve(resolveDir, path)),
      )
      build.onResolve({ filter: /^[^.]/ }, async ({ path, resolveDir, kind, importer, pluginData }) => {
        if (pluginData === ASKED_AGAIN || kind === 'entry-point') return undefined
        // esbuild reads the `tsconfig.json` of the disk, whose `paths` may differ from those of the staged one.
        const stagedTargets = targetsOf(staged, resolveDir, path)
        const diskTargets = targetsOf(onDisk, resolveDir, path)
        const isLeftToEsbuild =
          build.initialOptions.tsconfigRaw === undefined && stagedTargets.join('\n') === diskTargets.join('\n')
        const there = isLeftToEsbuild ? undefined : stagedTargets.find((target) => typeof read(target) === 'string')
        if (there !== undefined) return { path: there }
        const found = await build.resolve(path, { resolveDir, kind, importer, pluginData: ASKED_AGAIN })
        const isOnlyDiskTarget = !isLeftToEsbuild && diskTargets.includes(found.path)
        if (found.errors.length === 0 && !isOnlyDiskTarget && (found.external || read(found.path) !== null))
          return found
        for (const target of staged.targetsOf(resolveDir, path)) {
          const resolved = stagedAt(target)
          if (resolved !== undefined) return resolved
        }
        return isOnlyDiskTarget ? { errors: [{ text: `Could not resolve "${path}"` }] } : undefined
      })
    },
  }
}

/** The files that a module name may mean. None if a `tsconfig.json` cannot be read, which esbuild reports. */
function targetsOf(paths: Tsconfigs, from: string, id: string): string[] {
  try {
    return [...paths.targetsOf(from, id)].flatMap(candidatesOf)
  } catch {
    return []
  }
}

/** Marks a request of this plugin, which it must leave to esbuild. */
const ASKED_AGAIN = Symbol('asked again')

/** The files that an import may mean, in the order in which esbuild tries them. */
function candidatesOf(base: string): string[] {
  const [, stem = '', kind = ''] = /^(.*)\.(js|jsx|mjs|cjs)$/s.exec(base) ?? []
  const sources = (SOURCE_EXTENSIONS[kind] ?? []).map((extension) => stem + extension)
  const withExtension = [base, join(base, 'index')].flatMap((name) =>
    TRIED_EXTENSIONS.map((extension) => name + extension),
  )
  return [base, ...sources, ...withExtension]
}

/** The extensions of the source files that an import of a compiled file may mean. */
const SOURCE_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  js: ['.ts', '.tsx'],
  jsx: ['.ts', '.tsx'],
  mjs: ['.mts'],
  cjs: ['.cts'],
}

const TRIED_EXTENSIONS = ['.tsx', '.ts', '.jsx', '.js', '.json']

/** Whether esbuild would find the same file on the disk. */
function isSameOnDisk(candidates: readonly string[], staged: string): boolean {
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile()) === staged
}

/**
 * The files that a definition consists of, as absolute paths without symbolic links. If it cannot be bundled, those
 * that were found before the error.
 */
export async function modulesOf(
  esbuild: Esbuild,
  folder: string,
  entry: string,
  read: ReadSource | undefined,
): Promise<Set<string>> {
  const modules = new Set<string>()
  const listing: esbuild.Plugin = {
    name: 'listing',
    setup(build) {
      build.onLoad({ filter: MODULE_FILE }, ({ path }) => {
        modules.add(path)
        const text = read?.(path)
        return typeof text === 'string' ? { contents: text, loader: loaderOf(path) } : undefined
      })
    },
  }
  try {
    await esbuild.build(optionsFor(folder, entry, read, listing))
  } catch (error) {
    // The error is reported when the project is linted.
    if (faultsOf(error, folder) === undefined) throw error
  }
  return modules
}

function notStaged(path: string): esbuild.OnLoadResult {
  return {
    errors: [
      {
        text: 'This file is not staged; run "git add" on it',
        location: { file: path, line: 1, column: 0, length: 0, lineText: '' },
      },
    ],
  }
}

/**
 * The compiler options for esbuild, if those in the tree of git differ from those on the disk. They then apply to all
 * files, and esbuild ignores the `paths` on the disk as well.
 */
function compilerOptionsIn({ staged, onDisk }: Tree, folder: string): Pick<esbuild.BuildOptions, 'tsconfigRaw'> {
  let compilerOptions: Fields
  try {
    compilerOptions = staged.optionsFor(folder)
  } catch {
    return {}
  }
  try {
    if (isEqual(compilerOptions, onDisk.optionsFor(folder))) return {}
  } catch {
    // The one on the disk cannot be read.
  }
  return { tsconfigRaw: { compilerOptions } }
}

/** @param loading the plugin that reads the files */
function optionsFor(
  folder: string,
  entry: string,
  read: ReadSource | undefined,
  loading: esbuild.Plugin,
): esbuild.BuildOptions {
  const tree =
    read === undefined ? undefined : { read, staged: new Tsconfigs(read), onDisk: new Tsconfigs(readFromDisk) }
  return {
    ...(tree === undefined ? {} : compilerOptionsIn(tree, folder)),
    plugins: tree === undefined ? [loading] : [resolving(tree), loading],
    absWorkingDir: folder,
    entryPoints: [entry],
    outfile: join(folder, 'bundle.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2020',
    // As `bp` does: some schemas contain the source of a function, which this option changes.
    keepNames: true,
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
    external: EXTERNAL,
  }
}

/** Fills `imports` of the files. */
function linkImports(files: readonly SourceFile[], graph: Bundle['graph'], folder: string): void {
  const indices = new Map(files.map(({ path }, index) => [path, index]))
  for (const [name, { imports }] of Object.entries(graph)) {
    const file = files[indices.get(resolve(folder, name)) ?? -1]
    if (file === undefined) continue
    for (const { path: imported, original } of imports) {
      const index = indices.get(resolve(folder, imported))
      if (original !== undefined && index !== undefined) file.imports[original] = index
    }
  }
}

/** @returns undefined if the error is not one of esbuild */
function faultsOf(error: unknown, folder: string): BundleFault[] | undefined {
  if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) return undefined
  const messages: esbuild.Message[] = error.errors
  return messages.map(({ text, location }) => ({
    message: text,
    file: location === null ? undefined : resolve(folder, location.file),
    line: location?.line ?? 1,
    column: location === null ? 1 : utf16Length(location.lineText, location.column) + 1,
    length:
      location === null
        ? 0
        : utf16Length(location.lineText.slice(utf16Length(location.lineText, location.column)), location.length),
    unresolved: /^Could not resolve "(.*)"$/s.exec(text)?.[1],
  }))
}

/** The number of UTF-16 code units in the first bytes of a line. */
function utf16Length(line: string, bytes: number): number {
  return Buffer.from(line, 'utf8').subarray(0, bytes).toString('utf8').length
}

function rethrow(error: unknown): never {
  throw error
}

function loaderOf(path: string): esbuild.Loader {
  if (/\.[cm]?ts$/.test(path)) return 'ts'
  if (path.endsWith('.json')) return 'json'
  if (path.endsWith('.tsx')) return 'tsx'
  return path.endsWith('.jsx') ? 'jsx' : 'js'
}

function emptySource(path: string): SourceFile {
  return { path, expressions: [], sites: [], bindings: [], exports: {}, stars: [], literals: [], imports: {} }
}
