import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CLI, ROOT } from './run'

const FOLDERS = ['a', 'b'] as const
const FILES = 270

/** A definition that nothing is wrong with, without scripts: the compiler is not the point here. */
const CLEAN: Record<string, unknown> = JSON.parse(readFileSync(join(ROOT, 'fixtures/valid/desk.create.json'), 'utf8'))
delete CLEAN.identifier
delete CLEAN.configuration

/** What a file holds, by its number: clean, with findings, broken, concealed, foreign, left out, unreadable, too large. */
const CONTENTS: readonly ((number: number) => string)[] = [
  (number) => JSON.stringify({ ...CLEAN, name: `acme/desk-${number}` }),
  (number) => JSON.stringify({ name: 'acme', version: '1.0.0', title: 'T'.repeat(65 + (number % 9)), actions: {} }),
  () => '{ "name": "acme", "version": "1.0.0", "title": "Acme", "actions": { }, }',
  () => '{ "name": "acme", "version": "1.0.0", "actions": { "a": { "input": [ }',
  (number) => JSON.stringify({ name: 'acme', version: '1.0.0', actions: {}, secrets: { API_KEY: `s3cr3t-${number}` } }),
  () => JSON.stringify({ compilerOptions: {} }),
  (number) => JSON.stringify({ name: 'acme', version: `${number}`, actions: {}, events: {} }),
]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-parallel-'))
  for (const name of FOLDERS) {
    mkdirSync(join(folder, name))
    for (let number = 0; number < FILES; number += 1) {
      const content = CONTENTS[number % CONTENTS.length]?.(number) ?? ''
      writeFileSync(join(folder, name, `${String(number).padStart(3, '0')}.json`), content)
    }
    truncateSync(join(folder, name, '100.json'), 2 ** 28 + 1)
    rmSync(join(folder, name, '101.json'))
    mkdirSync(join(folder, name, 'deep'))
    writeFileSync(join(folder, name, 'deep/left-out.json'), '{')
  }
  writeFileSync(
    join(folder, 'integration-lint.config.json'),
    JSON.stringify({
      ignorePatterns: ['deep/**'],
      ignores: [{ rule: 'schema/max-length', files: 'b/*', reason: 'known' }],
      overrides: [{ files: ['a/*'], rules: { 'version-semver': 'warning' } }],
    }),
  )
  writeFileSync(
    join(folder, 'seen.cjs'),
    `const { isMainThread } = require('node:worker_threads')
     if (!isMainThread) require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'workers'))}, 'one\\n')`,
  )
})
afterAll(() => {
  execFileSync('chmod', ['-R', 'u+rwX', folder])
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => rmSync(join(folder, 'workers'), { force: true }))

interface Run {
  report: { files: { findings: { rule: string }[] }[]; summary: Record<string, number> }
  stderr: string
  status: number | null
}

function lint(args: readonly string[], cli = CLI): Run {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--require', join(folder, 'seen.cjs'), cli, ...args, '--format', 'json'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (stdout === '') throw new Error(`${status}: ${stderr}`)
  return { report: JSON.parse(stdout), stderr, status }
}

const rulesOf = ({ report }: Run) => new Set(report.files.flatMap(({ findings }) => findings.map(({ rule }) => rule)))

const workers = () => (existsSync(join(folder, 'workers')) ? readFileSync(join(folder, 'workers'), 'utf8') : '')

/** The two halves, each too small for a worker. */
function halves(more: readonly string[]): Run[] {
  const runs = FOLDERS.map((name) => lint([name, ...more]))
  expect(workers()).toBe('')
  return runs
}

let plainHalves: Run[] = []
beforeAll(() => {
  plainHalves = halves([])
})

function expectSame(whole: Run, parts: readonly Run[]): void {
  expect(whole.report.files).toEqual(parts.flatMap(({ report }) => report.files))
  expect(whole.report.files.length).toBeGreaterThan(FILES)
  for (const [name, count] of Object.entries(whole.report.summary)) {
    expect([name, count]).toEqual([name, parts.reduce((sum, { report }) => sum + (report.summary[name] ?? 0), 0)])
  }
}

describe('with a worker thread', () => {
  test('a report is the one of a run without', () => {
    const whole = lint([...FOLDERS])
    expect(workers()).toBe('one\n')
    expectSame(whole, plainHalves)
    expect(whole.report.summary.suppressed).toBeGreaterThan(30)
    expect(whole.status).toBe(1)
    expect(whole.stderr).toMatch(/^skipped \d+ files that are not integration documents/)
  })

  test('so it is with a baseline, which holds the findings of both', () => {
    const written = lint([...FOLDERS, '--update-baseline'])
    // A baseline accepts all findings but those on documents that cannot be read.
    expect(written.status).toBe(1)
    const baseline = readFileSync(join(folder, 'integration-lint.baseline.json'), 'utf8')
    for (const name of FOLDERS) expect(baseline).toContain(`"${name}/001.json"`.replace('b/001', 'b/002'))
    const known = lint([...FOLDERS])
    expect(known.status).toBe(1)
    expect(rulesOf(known)).toEqual(new Set(['syntax/mismatched-bracket', 'syntax/too-large']))
    rmSync(join(folder, 'integration-lint.baseline.json'))
  })

  test('so it is with the cache, which learns from both and serves both', () => {
    const cache = ['--cache', '--cache-location', 'cache']
    const first = lint([...FOLDERS, ...cache])
    const { entries } = JSON.parse(readFileSync(join(folder, 'cache/cache'), 'utf8'))
    // Of equal texts there is one entry.
    expect(Object.keys(entries).length).toBeGreaterThan(FILES / CONTENTS.length)
    expectSame(lint([...FOLDERS, ...cache]), [first])
    expect(readdirSync(join(folder, 'cache'))).toEqual(['cache'])
  })

  test('so it is with a comparison, also for what cannot be compared', () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' })
    const committed = FOLDERS.flatMap((name) => [`${name}/0*.json`, `${name}/2*.json`])
    git('init', '--quiet')
    git('add', '--', ...committed)
    git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '-m', 'Before')
    const changed = FOLDERS.flatMap((name) =>
      ['000', '003', '252', '255'].map((number) => join(folder, name, `${number}.json`)),
    )
    const before = new Map(changed.map((path) => [path, readFileSync(path)]))
    for (const path of changed) writeFileSync(path, JSON.stringify({ ...CLEAN, title: 'Another title' }))
    const parts = halves(['--against', 'HEAD'])
    const whole = lint([...FOLDERS, '--against', 'HEAD'])
    expect(workers()).toBe('one\n')
    expectSame(whole, parts)
    expect([...rulesOf(whole)]).toEqual(expect.arrayContaining(['version-bumped', 'title-changed']))
    expect(whole.stderr.match(/cannot be compared/g)).toHaveLength(4)
    expect(whole.status).toBe(2)
    for (const [path, content] of before) writeFileSync(path, content)
    rmSync(join(folder, '.git'), { recursive: true })
  })

  test('what cannot be read is reported, by either thread', () => {
    const unreadable = FOLDERS.flatMap((name) => [join(folder, name, '007.json'), join(folder, name, '260.json')])
    const before = new Map(unreadable.map((path) => [path, readFileSync(path)]))
    for (const path of unreadable) {
      rmSync(path)
      execFileSync('mkfifo', [path])
    }
    const { stderr, status } = lint(
      FOLDERS.flatMap((name) => [name, ...unreadable.filter((path) => path.includes(name))]),
    )
    expect(stderr.match(/cannot read .*: it is not a regular file\./g)).toHaveLength(unreadable.length)
    expect(status).toBe(2)
    for (const [path, content] of before) {
      rmSync(path)
      writeFileSync(path, content)
    }
  })

  test('a worker that cannot start, or dies, leaves its files to the main thread', () => {
    const program = join(folder, 'dist')
    mkdirSync(program)
    for (const name of ['cli.js', 'chunks']) cpSync(join(dirname(CLI), name), join(program, name), { recursive: true })
    for (const worker of [undefined, 'process.exit(3)', 'throw new Error("dead")']) {
      if (worker !== undefined) writeFileSync(join(program, 'worker.js'), worker)
      expectSame(lint([...FOLDERS], join(program, 'cli.js')), plainHalves)
    }
  })

  test("rules of the user's own run in the main thread alone", () => {
    writeFileSync(join(folder, 'own.config.cjs'), 'module.exports = { customRules: [] }')
    chmodSync(join(folder, 'own.config.cjs'), 0o644)
    lint([...FOLDERS, '--config', 'own.config.cjs'])
    expect(workers()).toBe('one\n')
    writeFileSync(
      join(folder, 'own.config.cjs'),
      `module.exports = { customRules: [{
        id: 'acme/named', category: 'names', severity: 'error', presets: { recommended: 'error' }, summary: 'Named.',
        description: 'Named.', messages: { named: () => 'It has a name.' },
        visit: { resource({ pointer }, report) { report(pointer, 'named') } }, examples: { bad: [], good: [] },
      }] }`,
    )
    rmSync(join(folder, 'workers'), { force: true })
    const { report } = lint([...FOLDERS, '--config', 'own.config.cjs'])
    expect(workers()).toBe('')
    expect(report.summary.errors).toBeGreaterThan(FILES)
  })
})
