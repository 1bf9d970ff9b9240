import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as esbuild from 'esbuild'
import { readText } from './discover'

export type Esbuild = typeof esbuild

/**
 * Finds esbuild: the one that this package depends on, otherwise the project's own, otherwise that of its
 * `@botpress/cli`.
 *
 * @returns undefined if none is installed
 */
export function findEsbuild(folder: string): Esbuild | undefined {
  for (const place of esbuildPlaces(folder)) {
    const found = requireFrom(place, 'esbuild')
    if (found !== undefined) return found
  }
  return undefined
}

/** The package.json of the esbuild that `findEsbuild` finds. */
export function esbuildManifest(folder: string): string | undefined {
  for (const place of esbuildPlaces(folder)) {
    const found = resolveFrom(place, 'esbuild/package.json')
    if (found !== undefined) return found
  }
  return undefined
}

function* esbuildPlaces(folder: string): Generator<string> {
  const manifest = join(folder, 'package.json')
  yield __filename
  yield manifest
  const cli = resolveFrom(manifest, '@botpress/cli/package.json')
  if (cli !== undefined) yield cli
}

function resolveFrom(place: string, id: string): string | undefined {
  try {
    return createRequire(place).resolve(id)
  } catch {
    return undefined
  }
}

function requireFrom(place: string, id: string): Esbuild | undefined {
  try {
    return createRequire(place)(id) as Esbuild
  } catch {
    return undefined
  }
}

/** Reads a source file of the work tree. */
export function readFromDisk(path: string): string | undefined {
  return readText(path)
}

/** The version of the SDK that a project has installed; undefined if it has none. */
export function installedSdk(folder: string): { version: string; path: string } | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'node_modules', '@botpress', 'sdk', 'package.json')
    try {
      const { version } = JSON.parse(readText(path) ?? '') as { version?: unknown }
      return typeof version === 'string' ? { version, path } : undefined
    } catch {
      if (dirname(at) === at) return undefined
    }
  }
}
