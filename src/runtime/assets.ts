import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A file that the build puts beside the bundle; run from the sources (a test), it lies in the built folder. */
export function assetPath(name: string): string {
  const beside = join(__dirname, name)
  return existsSync(beside) ? beside : join(__dirname, '../../dist', name)
}
