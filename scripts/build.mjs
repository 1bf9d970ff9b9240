// Builds dist/: the command, the library for both module systems, its types, and the VRL compiler.
// node scripts/build.mjs [--counting FOLDER]: an instrumented build for `npm run coverage`.
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'
import { bundleCommand } from './command-bundle.mjs'
import { writeBundledSchemas } from './schemas/bundle.mjs'
import { OWN_FILES } from './schemas/load.mjs'
import { buildValidators } from './schemas/validators.mjs'
import { writeThirdParty } from './third-party.mjs'
import { extractVrl } from './vrl/extract.mjs'

const { values: flags } = parseArgs({ options: { counting: { type: 'string' } } })

// Retries, because a command that is running may write its compiled code there meanwhile.
rmSync('dist', { recursive: true, force: true, maxRetries: 5 })
mkdirSync('dist')
await buildValidators()
await writeBundledSchemas('dist/schemas')
for (const name of OWN_FILES) copyFileSync(`schemas/${name}.schema.json`, `dist/schemas/${name}.schema.json`)
await extractVrl('dist')

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  external: ['esbuild'],
  loader: { '.css': 'text', '.client.js': 'text' },
  metafile: true,
  // Imported on demand: an ordinary build does not have its packages.
  plugins:
    flags.counting === undefined ? [] : [(await import('./coverage/esbuild-plugin.mjs')).counting(flags.counting)],
}

const [command, ...libraries] = await Promise.all([
  bundleCommand(common),
  build({ ...common, entryPoints: ['src/index.ts'], outfile: 'dist/index.cjs', format: 'cjs' }),
  build({
    ...common,
    entryPoints: ['src/index.ts'],
    outfile: 'dist/index.mjs',
    format: 'esm',
    // Bundled packages in CommonJS, and our own sources, use these names.
    banner: {
      js: `import { createRequire as __createRequire } from 'node:module'
import { dirname as __directoryOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __directoryOf(__filename)`,
    },
  }),
  bundleTypes(),
])
writeThirdParty([...command, ...libraries.flatMap((built) => built?.metafile ?? [])], 'dist/THIRD-PARTY.txt')
chmodSync('dist/cli.js', 0o755)

async function bundleTypes() {
  const bundle = await rollup({ input: 'src/index.ts', plugins: [dts({ respectExternal: false })], logLevel: 'silent' })
  await bundle.write({ file: 'dist/index.d.ts', format: 'es' })
  await bundle.close()
  copyFileSync('dist/index.d.ts', 'dist/index.d.mts')
}
