// Measures whole processes, interleaved: our command, the lower bound and other tools. Usage: npm run bench -- [--rounds N]
// [--scale F] [--only S,M,L,C,XL,R,P] [--no-peers] [--slow-peers] [--corpus DIR: that folder alone]
// [--old CLI: an older build beside it]
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeCorpora, writePairs } from './corpora.mjs'
import { growth } from './growth.mjs'
import { interleave } from './measure.mjs'
import { installPeers, peersOn } from './peers.mjs'
import { installSpectral, touch, writeProjects } from './projects.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: 'S,M,L,C,XL,R,P,growth' },
    corpus: { type: 'string' },
    old: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    'slow-peers': { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const scale = Number(values.scale)
const only = new Set(values.corpus === undefined ? values.only.split(',') : [])

const folder = join(tmpdir(), 'integration-lint-bench')
const corpora = join(folder, 'corpora')
mkdirSync(folder, { recursive: true })
execFileSync('node', ['scripts/build.mjs'], { stdio: 'inherit' })
const { large } = writeCorpora(corpora, scale)
const cli = resolve('dist/cli.js')
const node = process.execPath
const plain = (...args) => [node, cli, ...args]

const peerFolder = join(folder, 'peers')
const schema = resolve('dist/schemas/create-integration.schema.json')
if (!values['no-peers']) installPeers(peerFolder, schema)

/** The other tools on a corpus. Those that take minutes run once, and only with `--slow-peers`. */
function peers(pattern, below, slow = []) {
  if (values['no-peers']) return []
  return Object.entries(peersOn(peerFolder, schema, pattern, below))
    .filter(([name]) => values['slow-peers'] || !slow.includes(name))
    .map(([name, command]) => ({ name, command, once: slow.includes(name) }))
}

const floor = { name: 'node -e 0', command: [node, '-e', '0'] }
const parseOnly = (path) => ({ name: 'parse only', command: [node, resolve('bench/parse-only.cjs'), path] })
const rows = []

/** Adds the same command of an older build to each of ours without a cache, whose entries are valid for one build only. */
function withOld(commands) {
  const old = commands
    .filter(({ name, command }) => name === 'ours' && !command.includes('--cache'))
    .map(({ command }) => ({
      name: 'before',
      command: command.map((part) => (part === cli ? resolve(values.old) : part)),
    }))
  return [...commands, ...old]
}

async function compare(title, commands, given, times = rounds) {
  const targets = { ...given, before: 1.05 }
  console.log(`\n## ${title}\n`)
  const results = await interleave(values.old === undefined ? commands : withOld(commands), times, folder)
  const own = results.get('ours')
  console.log('| command | seconds | of the processor | peak MiB | ours is |\n|---|---|---|---|---|')
  for (const [name, { seconds, cpu, peak, status }] of results) {
    const ratio = name === 'ours' ? '' : `${(own.seconds / seconds).toFixed(2)} × it`
    console.log(
      `| ${name}${status === 0 || name.startsWith('ours') ? '' : ` (exit ${status})`} | ${seconds.toFixed(3)} | ${cpu.toFixed(2)} | ${peak.toFixed(0)} | ${ratio} |`,
    )
  }
  for (const [name, limit] of Object.entries(targets)) {
    if (name === 'cpu') {
      const ratio = own.cpu / results.get('parse only').cpu
      rows.push([title, 'parse only, processor', ratio.toFixed(2), limit, ratio <= limit])
    } else if (name === 'peak') rows.push([title, 'peak MiB', own.peak.toFixed(0), limit, own.peak <= limit])
    else if (name === 'seconds of the processor') rows.push([title, name, own.cpu.toFixed(2), limit, own.cpu <= limit])
    else if (results.has(name)) {
      const ratio = own.seconds / results.get(name).seconds
      rows.push([title, name, ratio.toFixed(2), limit, ratio <= limit])
    }
  }
}

if (only.has('S')) {
  const s = join(corpora, 's/desk.json')
  await compare('S: one file of 22 KB', [{ name: 'ours', command: plain(s) }, floor, ...peers(s, s)], {
    'node -e 0': 1.35,
    'ajv-cli': 0.35,
    spectral: 0.11,
    sourcemeta: 1,
    'biome (syntax)': 1,
    eslint: 1,
  })
  await compare('S with findings', [{ name: 'ours', command: plain(join(corpora, 'findings/desk.json')) }, floor], {
    'node -e 0': 1.5,
  })
  await compare('--version', [{ name: 'ours', command: plain('--version') }, floor], { 'node -e 0': 1.35 })
  await compare('--help', [{ name: 'ours', command: plain('--help') }, floor], { 'node -e 0': 1.35 })
  await compare('S with three scripts', [{ name: 'ours', command: plain(join(corpora, 'scripts/desk.json')) }, floor], {
    'node -e 0': 2.4,
  })
  const cache = join(folder, 'cache-s')
  rmSync(cache, { recursive: true, force: true })
  await compare(
    'S with three scripts, judged before (--cache)',
    [{ name: 'ours', command: plain('--cache', '--cache-location', cache, join(corpora, 'scripts/desk.json')) }, floor],
    { 'node -e 0': 1.5 },
  )
}
if (only.has('M')) {
  const m = join(corpora, 'm')
  await compare(
    'M: 100 files, 2.9 MB',
    [{ name: 'ours', command: plain(m) }, parseOnly(m), ...peers(`${m}/*.json`, m)],
    { 'parse only': 1.6, 'ajv-cli': 0.4, spectral: 0.035, sourcemeta: 1, 'biome (syntax)': 1, eslint: 1 },
  )
}
if (only.has('L')) {
  const l = join(corpora, 'l')
  const few = Math.min(rounds, 5)
  await compare(
    `L: ${large} files`,
    [{ name: 'ours', command: plain(l) }, parseOnly(l), ...peers(`${l}/**/*.json`, l, ['spectral', 'eslint'])],
    { 'parse only': 1.5, 'ajv-cli': 0.9, spectral: 0.01, sourcemeta: 1, 'biome (syntax)': 1, eslint: 1, peak: 160 },
    few,
  )
  const cache = join(folder, 'cache-l')
  rmSync(cache, { recursive: true, force: true })
  const ajv = peers(`${l}/**/*.json`, l).filter(({ name }) => name === 'ajv-cli')
  await compare(
    'L again, unchanged (--cache)',
    [{ name: 'ours', command: plain('--cache', '--cache-location', cache, l) }, ...ajv],
    { 'ajv-cli': 0.25 },
    few,
  )
}
if (only.has('C')) {
  const pairs = join(folder, 'pairs')
  writePairs(join(corpora, 'l'), pairs)
  await compare(
    `C: ${large} pairs, compared with a revision`,
    [
      { name: 'ours', command: plain(pairs, '--against', 'HEAD', '--exit-zero'), cwd: pairs },
      { name: 'lint alone', command: plain(pairs, '--exit-zero'), cwd: pairs },
    ],
    // A run lints and compares: the lint takes 1, the comparison 2.5.
    { 'lint alone': 3.5 },
    Math.min(rounds, 3),
  )
}
if (only.has('XL')) {
  const xl = join(corpora, 'xl/desk.json')
  await compare(
    'XL: one file of 20 MB',
    [{ name: 'ours', command: plain(xl) }, parseOnly(xl), ...peers(xl, xl, ['spectral', 'eslint'])],
    { 'parse only': 1.7, 'ajv-cli': 1, spectral: 1, eslint: 1, peak: 150 },
    Math.min(rounds, 5),
  )
}
/** As in a pipeline: a JSON report, and exit status 0 whatever is found. */
const asPipeline = (path) => ({ name: 'ours', command: plain('--format', 'json', '--exit-zero', path) })
const REALISTIC = { 'parse only': 2.5, cpu: 4 }
if (only.has('R')) {
  const r = join(corpora, 'r')
  await compare('R: files as they are in life', [asPipeline(r), parseOnly(r)], REALISTIC, Math.min(rounds, 5))
}
/** As many projects as the largest known monorepo. */
const PROJECTS = 80
if (only.has('P')) {
  const { one, six, scripts, many, projects } = writeProjects(
    join(folder, 'projects'),
    Math.max(5, Math.round(PROJECTS * scale)),
  )
  const script = (name, ...args) => [node, resolve('bench', name), ...args]
  const spectral = join(folder, 'spectral')
  const hasSpectral = !values['no-peers'] && installSpectral(spectral)
  const others = (project) => [
    { name: 'bare script', command: script('bare.cjs', project) },
    ...(hasSpectral ? [{ name: 'as bp lint', command: script('bp-lint-way.cjs', project, spectral) }] : []),
  ]
  const targets = { 'bare script': 1.25, 'as bp lint': 0.35 }
  await compare('P: a project of one file', [{ name: 'ours', command: plain(one) }, ...others(one)], targets)
  await compare(
    'P: a project of six files and four interfaces',
    [{ name: 'ours', command: plain(six) }, ...others(six)],
    targets,
  )
  await compare(
    'P: a project with two scripts',
    [{ name: 'ours', command: plain(scripts) }, ...others(scripts)],
    targets,
  )
  const cached = (name, path) => plain('--cache', '--cache-location', join(folder, `cache-${name}`), path)
  for (const name of ['one', 'many']) rmSync(join(folder, `cache-${name}`), { recursive: true, force: true })
  await compare('P: of one file, unchanged (--cache)', [{ name: 'ours', command: cached('one', one) }, floor], {
    'node -e 0': 1.6,
  })
  const few = Math.min(rounds, 3)
  await compare(
    `P: a monorepo of ${projects.length}`,
    [
      { name: 'ours', command: plain(many) },
      { name: 'bare script, one by one', command: script('each.cjs', ...projects), once: true },
      { name: 'bare script, in one process', command: script('bare.cjs', ...projects) },
    ],
    { 'bare script, one by one': 0.5, peak: 1024 },
    few,
  )
  await compare('P: the monorepo, unchanged (--cache)', [{ name: 'ours', command: cached('many', many) }, floor], {
    'seconds of the processor': 1,
  })
  await compare(
    'P: the monorepo, one file changed (--cache)',
    [
      { name: 'ours', command: cached('many', many), before: () => touch(projects[0]) },
      ...others(projects[0]).slice(0, 1),
    ],
    {},
  )
}
if (values.corpus !== undefined) {
  const path = resolve(values.corpus)
  await compare(path, [asPipeline(path), parseOnly(path)], REALISTIC)
}
if (only.has('growth')) {
  const folders = readdirSync(join(corpora, 'l')).map((name) => join(corpora, 'l', name))
  const files = readdirSync(folders[0]).length
  console.log('\n## Growth\n\n| of | sizes | seconds | exponent |\n|---|---|---|---|')
  for (const [name, sizes, seconds, exponent] of await growth(plain(), folder, { folders, files }, scale)) {
    const shown = seconds.map((one) => one.toFixed(2)).join(', ')
    console.log(`| ${name} | ${sizes.join(', ')} | ${shown} | ${exponent.toFixed(2)} |`)
  }
}

/** The size of the installed package, without its compile cache. */
function sizeOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.compile-cache'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

const wasm = statSync('dist/vrl.wasm').size
const installed = sizeOf('dist') + sizeOf('schemas') + sizeOf('docs')
const beyond = (installed - wasm) / 1e6
rows.push(['Installed', 'MB beyond the VRL compiler', beyond.toFixed(1), 30, beyond <= 30])

console.log('\n## Against the targets\n\n| what | against | ratio | target | |\n|---|---|---|---|---|')
for (const [title, name, ratio, limit, holds] of rows)
  console.log(`| ${title} | ${name} | ${ratio} | ≤ ${limit} | ${holds ? 'holds' : 'MISSED'} |`)
console.log(
  `\nInstalled: ${(installed / 1e6).toFixed(1)} MB, of which the VRL compiler ${(wasm / 1e6).toFixed(1)} MB. ${cpus().length} cores, Node ${process.version}, ${rounds} rounds.`,
)
