import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { modulesOf, type ReadSource } from './bundle'
import { findEsbuild, readFromDisk } from './installed'

/**
 * The definitions that are made of any of some modules, such as one of a package that several projects of a repository share.
 *
 * @param definitions absolute paths
 * @param modules absolute paths
 * @returns of these definitions, those that are, each with the modules
 */
export async function importersOf(
  definitions: readonly string[],
  modules: readonly string[],
  read: ReadSource = readFromDisk,
): Promise<Map<string, string[]>> {
  const importers = new Map<string, string[]>()
  for (const definition of definitions) {
    const folder = withoutLinks(dirname(definition))
    const esbuild = findEsbuild(folder)
    if (esbuild === undefined) continue
    const found = await modulesOf(esbuild, folder, basename(definition), read)
    // esbuild follows links, by which a workspace has its packages.
    const imported = modules.filter((module) => found.has(withoutLinks(module)))
    if (imported.length > 0) importers.set(definition, imported)
  }
  return importers
}

/** Also of a file that is gone, whose folder may be there. */
function withoutLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(withoutLinks(folder), basename(path))
  }
}
