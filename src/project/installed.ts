import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as esbuild from 'esbuild'
import { readFromDisk } from './discover'

export type Esbuild = typeof esbuild

/**
 * Finds esbuild: the one that this package depends on, otherwise the project's own, otherwise that of its
 * `@botpress/cli`.
 *
 * @returns undefined if none is installed
 */
export function findEsbuild(folder: string): Esbuild | undefined {
  for (const user of esbuildUsers(folder)) {
    const found = requireOptional(user, 'esbuild')
    if (found !== undefined) return found
  }
  return undefined
}

/** The package.json of the esbuild that `findEsbuild` finds. */
export function esbuildManifest(folder: string): string | undefined {
  for (const user of esbuildUsers(folder)) {
    const found = resolveFrom(user, 'esbuild/package.json')
    if (found !== undefined) return found
  }
  return undefined
}

/** The modules from which the name `esbuild` is resolved, in the order of precedence. */
function* esbuildUsers(folder: string): Generator<string> {
  const manifest = join(folder, 'package.json')
  yield __filename
  yield manifest
  const cli = resolveFrom(manifest, '@botpress/cli/package.json')
  if (cli !== undefined) yield cli
}

function resolveFrom(user: string, id: string): string | undefined {
  try {
    return createRequire(user).resolve(id)
  } catch {
    return undefined
  }
}

function requireOptional(user: string, id: string): Esbuild | undefined {
  try {
    return createRequire(user)(id) as Esbuild
  } catch {
    return undefined
  }
}

/** The SDK that is installed for a project: its version and the path of its package.json. */
export function installedSdk(folder: string): { version: string; path: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', '@botpress', 'sdk', 'package.json')
    try {
      const { version } = JSON.parse(readFromDisk(path) ?? '') as { version?: unknown }
      return typeof version === 'string' ? { version, path } : undefined
    } catch {
      if (dirname(at) === at) return undefined
    }
  }
}
