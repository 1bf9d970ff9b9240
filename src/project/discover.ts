import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { isPipe, manifestPipe } from '../input/stats'

/** The names under which `bp` finds the definition of an integration. */
const DEFINITION_NAMES = [
  'integration.definition.ts',
  'integration.definition.mts',
  'integration.definition.js',
] as const

/** The definitions of other kinds of project, which are reported as skipped. */
export const OTHER_DEFINITION = /^(interface|bot|plugin)\.definition\.(?:m?ts|js)$/

export function isDefinitionName(name: string): boolean {
  return (DEFINITION_NAMES as readonly string[]).includes(name)
}

/** The name of the definition in a folder; undefined if the folder is not a project. */
export function definitionIn(folder: string): string | undefined {
  return DEFINITION_NAMES.find((name) => existsSync(join(folder, name)))
}

export const CODE_FILE = /\.[cm]?[jt]sx?$/

/** The files that a definition can import. */
export const MODULE_FILE = /\.(?:[cm]?[jt]sx?|json)$/

/**
 * The extensions of files that may belong to a project: those that a definition can import or name, and those that `bp
 * deploy` reads.
 */
const MAY_BELONG = new Set([
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.json',
  '.vrl',
  '.svg',
  '.md',
])

/**
 * The project that a file belongs to: the nearest folder above it that holds a definition.
 *
 * @returns the absolute path of the folder
 */
export function projectOf(path: string): string | undefined {
  return projectFinder()(path)
}

/** `projectOf` for many files: it looks into each folder only once. */
export function projectFinder(): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  const find = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder)
    const isLast = dirname(folder) === folder || existsSync(join(folder, '.git'))
    const found = definitionIn(folder) !== undefined ? folder : isLast ? undefined : find(dirname(folder))
    known.set(folder, found)
    return found
  }
  return (path) => {
    const mayBelong = MAY_BELONG.has(extname(path).toLowerCase()) && !/[\\/]node_modules[\\/]/.test(path)
    return mayBelong ? find(dirname(path)) : undefined
  }
}

/**
 * All files of a project that its author has written, without those of nested projects; absolute paths.
 *
 * @param onFolder called with each folder that is read
 * @param onOther called with each link, pipe or device that has the extension of such a file
 */
export function filesOfProject(
  folder: string,
  onFolder?: (path: string) => void,
  onOther?: (path: string) => void,
): string[] {
  const files: string[] = []
  const folders = [folder]
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    let entries: Dirent[]
    onFolder?.(at)
    try {
      entries = readdirSync(at, { withFileTypes: true })
    } catch {
      // A folder without permission to read is ignored.
      continue
    }
    // A nested project is not part of this one.
    if (at !== folder && entries.some(({ name }) => isDefinitionName(name))) continue
    for (const entry of entries) {
      const path = join(at, entry.name)
      if (entry.isDirectory()) {
        if (!FOREIGN_FOLDERS.has(entry.name)) folders.push(path)
      } else if (MAY_BELONG.has(extname(entry.name).toLowerCase())) {
        if (entry.isFile()) files.push(path)
        else onOther?.(path)
      }
    }
    if (files.length > MOST_FILES) return files
  }
  return files.sort()
}

/** Whether `filesOfProject` would list a path; the file need not exist. */
export function isOwnFile(path: string, folder: string): boolean {
  if (!MAY_BELONG.has(extname(path).toLowerCase())) return false
  for (let at = dirname(path); at.length > folder.length; at = dirname(at)) {
    if (FOREIGN_FOLDERS.has(basename(at)) || definitionIn(at) !== undefined) return false
  }
  return true
}

/** Folders in a project whose files its author has not written. */
const FOREIGN_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  'bp_modules',
  '.botpress',
  'dist',
  'coverage',
])

/** The search stops at this number of files, which no real project reaches. */
const MOST_FILES = 20_000

/** The path of a folder without symbolic links; as given if it does not exist. */
export function realFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

/** The text of a file; undefined if it is not a regular file or cannot be read. */
export function readFromDisk(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** The first file of a project that is a pipe or a device, on which Node.js and esbuild would wait forever. */
export function pipeIn(folder: string): string | undefined {
  const manifest = manifestPipe(folder)
  if (manifest !== undefined) return manifest
  const others: string[] = []
  filesOfProject(folder, undefined, (path) => others.push(path))
  return others.find(isPipe)
}

/** A path as messages show it: relative to the project. */
export function relativeName(folder: string, path: string): string {
  const name = relative(folder, path)
  return name.startsWith('..') ? basename(path) : name.split(sep).join('/')
}
