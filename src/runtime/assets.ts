import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The path of a file that the build puts beside the bundle; in tests, which run from source, that in the built folder.
 */
export function assetPath(name: string): string {
  const beside = join(__dirname, name)
  return existsSync(beside) ? beside : join(__dirname, '../../dist', name)
}
