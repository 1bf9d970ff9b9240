import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../remote/harness'
import { run as runBuilt } from './run'

const CLEAN = '{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }'
const FAULTY = CLEAN.replace('"Acme"', '""')
const CACHE = '.integration-lint-cache/cache'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-cache-'))
  writeFileSync(join(folder, 'clean.json'), CLEAN)
  writeFileSync(join(folder, 'faulty.json'), FAULTY)
  writeFileSync(join(folder, 'package.json'), '{ "name": "x", "version": "1.0.0", "scripts": {} }')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lint = (...args: string[]) => run(['.', '--cache', ...args], { cwd: folder })
const entries = (): Record<string, string> => JSON.parse(readFileSync(join(folder, CACHE), 'utf8')).entries

test('a second run says the same, and remembers what is clean and what is not a definition', async () => {
  const first = await lint()
  expect(first.status).toBe(1)
  expect(Object.values(entries()).sort()).toEqual(['', 'create-body'])
  expect(await lint()).toEqual(first)
})

test('what is remembered is not linted again', async () => {
  await lint()
  // The proof that the entry is believed: a lie in it is repeated.
  const text = readFileSync(join(folder, CACHE), 'utf8')
  writeFileSync(join(folder, CACHE), text.replace('"create-body"', '"update-body"'))
  const { stdout } = await lint('--format', 'json')
  expect(JSON.parse(stdout).files[0]).toEqual({ file: 'clean.json', kind: 'update-body', findings: [] })
})

const CHANGES: [string, () => void, string[]][] = [
  ['another content', () => writeFileSync(join(folder, 'clean.json'), FAULTY), []],
  [
    'another configuration',
    () => writeFileSync(join(folder, 'integration-lint.config.json'), '{ "rules": { "name-handle": "error" } }'),
    [],
  ],
  ['another setting of the command line', () => undefined, ['--rule', 'name-handle:error']],
  ['another kind', () => undefined, ['--as', 'integration']],
]

test.each(CHANGES)('%s is linted', async (_name, change, args) => {
  await lint()
  change()
  const { stdout } = await lint('--format', 'json', ...args)
  const [file] = JSON.parse(stdout).files
  expect(file.file).toBe('clean.json')
  expect(file.findings.length).toBeGreaterThan(0)
})

test.each([
  ['a broken cache', 'not json'],
  ['a cache of something else', '[1]'],
  ['an empty cache', ''],
  [
    'names that mean something to JavaScript',
    '{ "__proto__": { "entries": {} }, "tool": { "toString": 1 }, "entries": { "__proto__": "" } }',
  ],
  ['a cache larger than any of ours', ' '.repeat(2 ** 24 + 1)],
  ['a cache with broken entries', '{ "tool": "x", "entries": { "a": 5 } }'],
])('%s is ignored and written anew', async (_name, text) => {
  mkdirSync(join(folder, '.integration-lint-cache'))
  writeFileSync(join(folder, CACHE), text)
  const { status, stderr } = await lint('--quiet')
  expect([status, stderr]).toEqual([1, ''])
  expect(Object.values(entries()).sort()).toEqual(['', 'create-body'])
})

test('a truncated cache, and one with foreign verdicts, are ignored and written anew', async () => {
  await lint()
  const text = readFileSync(join(folder, CACHE), 'utf8')
  const kept = entries()
  for (const hostile of [
    text.slice(0, -20),
    `${text}${text}`,
    text.replace('"create-body"', '"constructor"'),
    text.replace('"create-body"', '{ "type": "clean" }'),
    text.replace('"create-body"', '1e400'),
  ]) {
    writeFileSync(join(folder, CACHE), hostile)
    const { status, stderr } = await lint('--quiet')
    expect([status, stderr]).toEqual([1, ''])
    expect(entries()).toEqual(kept)
  }
})

test('a cache that cannot be written is reported, and no failure', async () => {
  rmSync(join(folder, 'faulty.json'))
  writeFileSync(join(folder, 'occupied'), '')
  const { status, stderr } = await lint('--cache-location', 'occupied')
  expect(status).toBe(0)
  expect(stderr).toMatch(/the cache cannot be written/)
})

test('two runs at once share a cache without harm', async () => {
  const runs = await Promise.all([1, 2, 3].map(() => runBuilt(['.', '--cache'], { cwd: folder })))
  expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1)
  expect(Object.values(entries()).sort()).toEqual(['', 'create-body'])
})

test('without --cache nothing is written', async () => {
  await run(['.'], { cwd: folder })
  expect(existsSync(join(folder, CACHE))).toBe(false)
})
