// node scripts/compare-builds.mjs OLD NEW [--documents N] [--seed S] [--corpus DIR]
// Compares the reports of two built commands (paths of their cli.js) over the fixtures, the files of a folder, and N
// mutated documents: rule, pointer, position, severity and exit status must be equal. Wording may differ.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    documents: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    corpus: { type: 'string' },
  },
})
const [oldCli, newCli] = positionals.map((path) => resolve(path))
const documents = Number(values.documents)
const seed = Number(values.seed)
if (newCli === undefined || positionals.length > 2 || !Number.isInteger(documents) || !Number.isInteger(seed)) {
  console.error('Usage: node scripts/compare-builds.mjs OLD NEW [--documents N] [--seed S] [--corpus DIR]')
  process.exit(2)
}

/** The number of files per run: few enough for the length of a command line on every system. */
const BATCH = 500
/** The maximum number of printed differences; further ones usually have the same cause. */
const SHOWN = 20
const PRESETS = ['recommended', 'hub', 'strict', 'schema']

const folder = mkdtempSync(join(tmpdir(), 'integration-lint-compare-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const { fc, fuzzedTexts, seedsFrom } = await loadMutator()
let compared = 0
let different = 0

const sources = [resolve('fixtures'), ...(values.corpus === undefined ? [] : [resolve(values.corpus)])]
const files = sources.flatMap(filesBelow)
for (const preset of PRESETS) {
  for (let first = 0; first < files.length; first += BATCH) await compare(files.slice(first, first + BATCH), preset)
}
for (let first = 0, batch = 0; first < documents; first += BATCH, batch += 1) {
  const count = Math.min(BATCH, documents - first)
  const directory = join(folder, String(batch))
  mkdirSync(directory)
  const seeds = seedsFrom(resolve('fixtures'), 40_000, values.corpus === undefined ? undefined : resolve(values.corpus))
  const mutants = fc.sample(fuzzedTexts(seeds), { numRuns: count, seed: seed + batch })
  const names = mutants.map(({ bytes, comments }, index) => {
    const name = join(directory, `${index}.json${comments ? 'c' : ''}`)
    writeFileSync(name, bytes)
    return name
  })
  // This preset has the most rules, so it finds the most faults.
  await compare(names, PRESETS[batch % PRESETS.length])
  rmSync(directory, { recursive: true })
}
console.log(`${compared} reports compared, ${different} differ (seed ${seed}).`)
process.exitCode = different === 0 ? 0 : 1

async function compare(names, preset) {
  const config = join(folder, 'integration-lint.config.json')
  writeFileSync(config, JSON.stringify({ root: true, extends: preset }))
  const [before, after] = await Promise.all([oldCli, newCli].map((cli) => reportsOf(cli, names, config)))
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    compared += 1
    const old = before.get(name) ?? []
    const now = after.get(name) ?? []
    const gone = old.filter((one) => !now.includes(one))
    const come = now.filter((one) => !old.includes(one))
    if (gone.length + come.length === 0 && old.length === now.length) continue
    different += 1
    if (different > SHOWN) continue
    console.log(`\n${name} (${preset})${name.startsWith(folder) ? `\n  ${excerptOf(name)}` : ''}`)
    for (const one of gone.slice(0, 5)) console.log(`  - ${one}`)
    for (const one of come.slice(0, 5)) console.log(`  + ${one}`)
    if (gone.length + come.length === 0) console.log('  the number of equal findings differs')
  }
}

/** The report of a build for each file, one line for each finding. */
async function reportsOf(cli, names, config) {
  const { stdout, stderr, status } = await run(cli, ['--format', 'json', '--config', config, ...names])
  const reports = new Map([['(run)', [`exit status ${status}`]]])
  let report
  try {
    report = JSON.parse(stdout)
  } catch {
    console.error(`${cli}: no report\n${stderr.slice(0, 2000)}`)
    process.exit(2)
  }
  for (const { file, kind, findings } of report.files) {
    const lines = findings.map(
      ({ rule, severity, pointer, line, column, endLine, endColumn }) =>
        `${line}:${column}-${endLine}:${endColumn} ${severity} ${rule} ${pointer.slice(0, 200)}`,
    )
    reports.set(file, [`kind ${kind}`, ...lines])
  }
  return reports
}

function run(cli, args) {
  return new Promise((done) => {
    const options = { cwd: folder, maxBuffer: 2 ** 30, env: { ...process.env, NO_COLOR: '1' } }
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      done({ stdout, stderr, status: error === null ? 0 : error.code })
    })
  })
}

function excerptOf(name) {
  return JSON.stringify(readFileSync(name, 'utf8').slice(0, 200))
}

function filesBelow(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.jsonc?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** The mutator of the fuzzer, bundled into a file beside `dist`. */
async function loadMutator() {
  const outfile = resolve('dist', `.compare-${process.pid}.cjs`)
  process.on('exit', () => rmSync(outfile, { force: true }))
  await build({
    stdin: {
      contents: `export { default as fc } from 'fast-check'
export { fuzzedTexts } from './test/fuzz/mutator'
export { seedsFrom } from './test/fuzz/seeds'`,
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
  return createRequire(import.meta.url)(outfile)
}
