// Builds dist/: the command line, the library for both module systems, its types, the VRL runtime.
// node scripts/build.mjs [--counting FOLDER]: a build for `npm run coverage`, which counts what of it runs.
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

// A command that runs meanwhile may write what it has compiled.
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
  // Only then are its tools loaded, which no ordinary build needs.
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
    // What is bundled from CommonJS asks for Node's own modules by require.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'\nimport { fileURLToPath as __fileURLToPath } from 'node:url'\nconst require = __createRequire(import.meta.url)\nconst __dirname = __fileURLToPath(new URL('.', import.meta.url))",
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
