import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const require = createRequire(import.meta.url)

/** The exports of a module of the source tree; `path` is relative to the root of the repository. */
export function loadSource(path) {
  const folder = mkdtempSync(join(tmpdir(), 'integration-lint-'))
  try {
    const outfile = join(folder, 'source.cjs')
    const entry = fileURLToPath(new URL(`../${path}`, import.meta.url))
    buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20' })
    return require(outfile)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
