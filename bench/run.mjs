// Whole processes, interleaved, medians: ours beside the floor and the peers. Usage: npm run bench -- [--rounds N]
// [--scale F] [--only S,M,L,XL] [--no-peers] [--slow-peers]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { definition, writeCorpora } from './corpora.mjs'
import { interleave, measure, median } from './measure.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string', default: 'S,M,L,XL,growth' },
    'no-peers': { type: 'boolean', default: false },
    'slow-peers': { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const scale = Number(values.scale)
const only = new Set(values.only.split(','))

const folder = join(tmpdir(), 'integration-lint-bench')
const corpora = join(folder, 'corpora')
mkdirSync(folder, { recursive: true })
execFileSync('node', ['scripts/build.mjs'], { stdio: 'inherit' })
const { large } = writeCorpora(corpora, scale)
const cli = resolve('dist/cli.js')
const node = process.execPath
const plain = (...args) => [node, cli, ...args]

const PEERS = {
  'ajv-cli': '5.0.0',
  'ajv-formats': '2.1.1',
  '@sourcemeta/jsonschema': '16.11.0',
  '@biomejs/biome': '2.6.8',
  '@stoplight/spectral-cli': '6.16.3',
}
const peerFolder = join(folder, 'peers')
if (!values['no-peers']) installPeers()
const schema = resolve('dist/schemas/create-integration.schema.json')

function installPeers() {
  mkdirSync(peerFolder, { recursive: true })
  writeFileSync(join(peerFolder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }))
  if (Object.keys(PEERS).every((name) => existsSync(join(peerFolder, 'node_modules', name)))) return
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund'], { cwd: peerFolder, stdio: 'inherit' })
}

function peers(pattern, folderOfIt) {
  if (values['no-peers']) return []
  const bin = (name) => join(peerFolder, 'node_modules/.bin', name)
  const slow = values['slow-peers']
  const ruleset = join(peerFolder, 'ruleset.json')
  writeFileSync(ruleset, JSON.stringify(spectralRules()))
  return [
    {
      name: 'ajv-cli',
      command: [bin('ajv'), 'validate', '--strict=false', '-c', 'ajv-formats', '-s', schema, '-d', pattern],
    },
    { name: 'sourcemeta', command: [bin('jsonschema'), 'validate', schema, folderOfIt, '--extension', '.json'] },
    { name: 'biome (syntax)', command: [bin('biome'), 'lint', '--files-max-size=100000000', folderOfIt] },
    ...(slow || !pattern.includes('/l/')
      ? [
          {
            name: 'spectral',
            command: [bin('spectral'), 'lint', '--quiet', '-r', ruleset, pattern],
            once: pattern.includes('/l/'),
          },
        ]
      : []),
  ]
}

/** The schema, and rules of the sort that `bp lint` has, 36 of them. */
function spectralRules() {
  const places = [
    '$',
    '$.actions[*]',
    '$.events[*]',
    '$.channels[*]',
    '$.configurations[*]',
    '$.user.tags[*]',
    '$.actions[*].input.schema.properties[*]',
    '$.actions[*].output.schema.properties[*]',
    '$.events[*].schema.properties[*]',
    '$.states[*].schema.properties[*]',
    '$.entities[*]',
    '$.configuration.schema.properties[*]',
  ]
  const fields = ['title', 'description', 'x-zui']
  return {
    rules: {
      schema: {
        given: '$',
        severity: 'error',
        // biome-ignore lint/suspicious/noThenProperty: the rule's format has it
        then: { function: 'schema', functionOptions: { schema: JSON.parse(readFileSync(schema, 'utf8')) } },
      },
      ...Object.fromEntries(
        places.flatMap((given, index) =>
          fields.map((field) => [
            `rule-${index}-${field}`,
            // biome-ignore lint/suspicious/noThenProperty: the rule's format has it
            { given, severity: 'warn', then: { field, function: 'truthy' } },
          ]),
        ),
      ),
    },
  }
}

const floor = { name: 'node -e 0', command: [node, '-e', '0'] }
const parseOnly = (path) => ({ name: 'parse only', command: [node, resolve('bench/parse-only.cjs'), path] })
const rows = []

async function compare(title, commands, targets, times = rounds) {
  console.log(`\n## ${title}\n`)
  const results = await interleave(commands, times, folder)
  const own = results.get('ours')
  console.log('| command | seconds | peak MiB | ours is |\n|---|---|---|---|')
  for (const [name, { seconds, peak, status }] of results) {
    const ratio = name === 'ours' ? '' : `${(own.seconds / seconds).toFixed(2)} × it`
    console.log(
      `| ${name}${status === 0 || name.startsWith('ours') ? '' : ` (exit ${status})`} | ${seconds.toFixed(3)} | ${peak.toFixed(0)} | ${ratio} |`,
    )
  }
  for (const [name, limit] of Object.entries(targets)) {
    if (name === 'peak') rows.push([title, 'peak MiB', own.peak.toFixed(0), limit, own.peak <= limit])
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
    { 'parse only': 1.6, 'ajv-cli': 0.4, spectral: 0.035, sourcemeta: 1, 'biome (syntax)': 1 },
  )
}
if (only.has('L')) {
  const l = join(corpora, 'l')
  const few = Math.min(rounds, 3)
  await compare(
    `L: ${large} files`,
    [{ name: 'ours', command: plain(l) }, parseOnly(l), ...peers(`${l}/**/*.json`, l)],
    { 'parse only': 1.5, 'ajv-cli': 0.9, spectral: 0.01, peak: 160 },
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
if (only.has('XL')) {
  const xl = join(corpora, 'xl/desk.json')
  await compare(
    'XL: one file of 20 MB',
    [{ name: 'ours', command: plain(xl) }, parseOnly(xl), ...peers(xl, xl).filter(({ name }) => name !== 'spectral')],
    { 'parse only': 1.7, 'ajv-cli': 1, peak: 150 },
    Math.min(rounds, 5),
  )
}
if (only.has('growth')) await growth()

/** The exponent with which time grows: the slope of log(seconds above the floor) over log(size). */
async function growth() {
  console.log('\n## Growth\n\n| of | sizes | seconds | exponent |\n|---|---|---|---|')
  const base = median(
    (await Promise.all(Array.from({ length: 5 }, () => measure([node, cli, '--version'], folder)))).map(
      ({ seconds }) => seconds,
    ),
  )
  const series = {
    bytes: [4e6, 8e6, 16e6, 32e6].map((bytes) => [bytes, definition(bytes * scale, 7)]),
    findings: [12_500, 25_000, 50_000, 100_000].map((count) => [count, findings(count * scale)]),
    depth: [60, 120, 240, 480].map((depth) => [depth, nested(depth)]),
    scripts: [50, 100, 200, 400].map((count) => [count, scripts(count)]),
  }
  for (const [name, sizes] of Object.entries(series)) {
    const points = []
    for (const [size, text] of sizes) {
      const path = join(folder, `growth-${name}.json`)
      writeFileSync(path, text)
      const seconds = []
      for (let run = 0; run < 3; run += 1) seconds.push((await measure([node, cli, path], folder)).seconds)
      points.push([size, Math.max(0.001, median(seconds) - base)])
    }
    const [first, last] = [points[0], points.at(-1)]
    const exponent = Math.log(last[1] / first[1]) / Math.log(last[0] / first[0])
    console.log(
      `| ${name} | ${points.map(([size]) => size).join(', ')} | ${points.map(([, seconds]) => seconds.toFixed(2)).join(', ')} | ${exponent.toFixed(2)} |`,
    )
  }
}

function findings(count) {
  const entries = Array.from({ length: count }, (_, index) => `    "act${index}": 5`)
  return `{\n  "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.",\n  "actions": {\n${entries.join(',\n')}\n  }\n}\n`
}

function nested(depth) {
  let schema = { type: 'string' }
  for (let level = 0; level < depth / 2 - 10; level += 1) schema = { type: 'object', properties: { a: schema } }
  return JSON.stringify({
    name: 'acme',
    version: '1.0.0',
    title: 'Acme',
    description: 'Tickets.',
    states: { session: { type: 'user', schema: { type: 'object', properties: { a: schema } } } },
  })
}

function scripts(count) {
  const configurations = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `setup${index}`,
      {
        title: 'Setup',
        description: 'A way to connect',
        schema: { type: 'object', properties: {} },
        identifier: {
          required: true,
          linkTemplateScript: `"https://acme.example/${index}?id={{ webhookId }}"`.replace('{{ webhookId }}', index),
        },
      },
    ]),
  )
  return JSON.stringify(
    { name: 'acme', version: '1.0.0', title: 'Acme', description: 'Tickets.', configurations },
    null,
    2,
  )
}

function sizeOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

console.log('\n## Against the targets\n\n| what | against | ratio | target | |\n|---|---|---|---|---|')
for (const [title, name, ratio, limit, holds] of rows)
  console.log(`| ${title} | ${name} | ${ratio} | ≤ ${limit} | ${holds ? 'holds' : 'MISSED'} |`)
const dist = sizeOf('dist')
const wasm = statSync('dist/vrl.wasm').size
console.log(
  `\nInstalled: ${(dist / 1e6).toFixed(1)} MB, of which the VRL compiler ${(wasm / 1e6).toFixed(1)} MB. ${cpus().length} cores, Node ${process.version}, ${rounds} rounds.`,
)
