import { type Stats, statSync } from 'node:fs'

/** What a path leads to; undefined when there is nothing, or nothing that this user may see. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (error) {
    if (isFromFileSystem(error)) return undefined
    throw error
  }
}

/** No permission, a loop of links, a name that is too long, a NUL in it. */
export function isFromFileSystem(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false
  return 'syscall' in error || error.code === 'ERR_INVALID_ARG_VALUE'
}

/** Whether there is a regular file, or a link to one. */
export function isFile(path: string): boolean {
  return statsOf(path)?.isFile() === true
}
