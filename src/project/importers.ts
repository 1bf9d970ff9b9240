import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { modulesOf, type ReadSource } from './bundle'
import { findEsbuild } from './installed'

/**
 * Finds the definitions that import at least one of the given modules, such as a package of the repository that several
 * projects share.
 *
 * @param definitions absolute paths
 * @param modules absolute paths
 * @returns for each such definition, those of the modules that it imports
 */
export async function importersOf(
  definitions: readonly string[],
  modules: readonly string[],
  read?: ReadSource,
): Promise<Map<string, string[]>> {
  const wanted = modules.map((module) => ({ module, real: withoutLinks(module) }))
  const importedBy = async (definition: string): Promise<[string, string[]]> => {
    const folder = withoutLinks(dirname(definition))
    const esbuild = findEsbuild(folder)
    if (esbuild === undefined) return [definition, []]
    const found = await modulesOf(esbuild, folder, basename(definition), read)
    // esbuild resolves the symbolic links by which workspaces install their packages.
    return [definition, wanted.flatMap(({ module, real }) => (found.has(real) ? [module] : []))]
  }
  const importers = new Map<string, string[]>()
  for (let start = 0; start < definitions.length; start += AT_ONCE) {
    const batch = await Promise.all(definitions.slice(start, start + AT_ONCE).map(importedBy))
    for (const [definition, imported] of batch) if (imported.length > 0) importers.set(definition, imported)
  }
  return importers
}

/** The number of definitions that esbuild bundles at the same time. */
const AT_ONCE = 16

/** Resolves symbolic links, even for a deleted file if its folder exists. */
function withoutLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(withoutLinks(folder), basename(path))
  }
}
