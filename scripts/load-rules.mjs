import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'

/** The rule objects of the source tree, for what is generated from them. */
export async function loadRules() {
  const folder = mkdtempSync(join(tmpdir(), 'integration-lint-'))
  try {
    const outfile = join(folder, 'rules.cjs')
    await build({
      entryPoints: ['src/rules/index.generated.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'error',
    })
    return createRequire(import.meta.url)(outfile).RULES
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
