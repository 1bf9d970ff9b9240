import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * Writes a file whole or not at all: beside its place first, then renamed.
 *
 * @throws the file system's error; no half file is left
 */
export function writeWhole(file: string, cwd: string, content: string | Uint8Array): void {
  const path = resolve(cwd, file)
  const directory = dirname(path)
  mkdirSync(directory, { recursive: true })
  const beside = join(directory, `.${basename(path)}.${process.pid}.tmp`)
  try {
    writeFileSync(beside, content, { flag: 'wx' })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
