import { lstatSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The stats of a path's target; undefined if it does not exist or may not be seen by this user. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (isFromFileSystem(error)) return undefined
    throw error
  }
}

/** Whether an error is due to permissions, a loop of links, a name that is too long, or a NUL in it. */
export function isFromFileSystem(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false
  return 'syscall' in error || error.code === 'ERR_INVALID_ARG_VALUE'
}

/** Files that Node.js and esbuild look for in a source folder and in all folders above it. */
const MANIFESTS = ['package.json', 'tsconfig.json', 'jsconfig.json']

/** Whether a path leads to a pipe or a device, which must not be waited for. */
export function isPipe(path: string): boolean {
  const stats = statsOf(path)
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/** The first manifest in a folder or above it that is a pipe, for which Node.js and esbuild would wait forever. */
export function manifestPipe(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = MANIFESTS.map((name) => join(at, name)).find(isPipe)
    if (found !== undefined || dirname(at) === at) return found
  }
}

/** Whether the path is a regular file, or a link to one. */
export function isFile(path: string): boolean {
  return statsOf(path)?.isFile() === true
}

/** Whether a path is a symbolic link, even a broken one. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  } catch (error) {
    if (isFromFileSystem(error)) return false
    throw error
  }
}
