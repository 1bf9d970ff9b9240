// npm run fuzz [-- DOCUMENTS] [--seed SEED] [--corpus FOLDER]
// Lints mutated documents until one breaks a promise; see test/fuzz. Prints a reduced document, and the seed that
// reproduces it.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, corpus: { type: 'string' } },
})
const documents = Number(positionals[0] ?? 100_000)
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
if (!Number.isInteger(documents) || documents < 10 || !Number.isInteger(seed)) {
  console.error('Usage: npm run fuzz -- [DOCUMENTS] [--seed SEED] [--corpus FOLDER]')
  process.exit(2)
}

// Beside `dist`, because the module looks for the VRL compiler there.
const folder = mkdtempSync(join(tmpdir(), 'integration-lint-fuzz-'))
const outfile = resolve('dist', `.fuzz-${process.pid}.cjs`)
process.on('exit', () => rmSync(outfile, { force: true }))
await build({
  stdin: {
    contents: "export { fuzz, rememberIn } from './test/fuzz/run'\nexport { seedsFrom } from './test/fuzz/seeds'",
    resolveDir: '.',
  },
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: ['esbuild'],
  loader: { '.css': 'text', '.client.js': 'text' },
  logLevel: 'warning',
  outfile,
})
const { fuzz, rememberIn, seedsFrom } = createRequire(import.meta.url)(outfile)

console.log(`${documents} documents, seed ${seed}; the one at hand is always in ${folder}`)
const remember = rememberIn(folder)
const started = Date.now()
try {
  await fuzz({
    documents,
    seed,
    seeds: seedsFrom(resolve('fixtures'), 40_000, values.corpus === undefined ? undefined : resolve(values.corpus)),
    onDocument(done, text) {
      remember(done, text)
      if (done > 0 && done % 5000 === 0) console.log(`${done} judged, ${Math.round((Date.now() - started) / 1000)} s`)
    },
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  const corpus = values.corpus === undefined ? '' : ` --corpus ${JSON.stringify(values.corpus)}`
  console.error(`Again: npm run fuzz -- ${documents} --seed ${seed}${corpus}`)
  process.exit(1)
}
rmSync(folder, { recursive: true, force: true })
console.log(`${documents} documents judged; every promise was kept.`)
