import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv'
import reportSchema from '../../schemas/report.schema.json'
import { COMMAND_NAMES } from '../../src/cli/command'
import { run as runInProcess } from '../remote/harness'
import { CLI, ROOT, resultOf, run } from './run'
import { GOOD, LONG_TITLE, testScenarios, WARNING, writeFiles } from './scenarios'

const validateReport = new Ajv({ allErrors: true }).compile(reportSchema)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (files: Record<string, string | Uint8Array>) => writeFiles(folder, files)

// `scenarios.system.test.ts` runs the built command through all of them.
testScenarios(runInProcess)

describe('the JSON report', () => {
  test('has the published shape and lists clean files', async () => {
    write({ 'a.json': GOOD, 'b.json': LONG_TITLE, 'c.json': '{"nme"', 'd.json': WARNING })
    const { stdout, status } = await run(['.', 'c.json', 'd.json', '-f', 'json'], { cwd: folder })
    const report = JSON.parse(stdout)
    expect(validateReport(report) ? [] : validateReport.errors).toEqual([])
    expect(status).toBe(1)
    expect(report.files.map(({ file, kind }: { file: string; kind?: string }) => [file, kind])).toEqual([
      ['a.json', 'create-body'],
      ['b.json', 'create-body'],
      ['c.json', undefined],
      ['d.json', 'create-body'],
    ])
    expect(report.files[0].findings).toEqual([])
    expect(report.files[1].findings[0]).toMatchObject({
      rule: 'schema/max-length',
      severity: 'error',
      message: 'title is 71 characters long; at most 64 are allowed.',
      data: { limit: 64, length: 71 },
      pointer: '/title',
      line: 1,
      column: 48,
      endLine: 1,
      endColumn: 121,
    })
    expect(report.summary).toMatchObject({ files: 4, warnings: 1 })
  })

  test('is written whole to a file', async () => {
    write({ 'a.json': GOOD })
    await run(['a.json', '-f', 'json', '--output-file', 'r.json', '-f', 'pretty'], { cwd: folder })
    expect(validateReport(JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')))).toBe(true)
  })
})

describe('the file system', () => {
  test('a folder named like a file, a loop of links and a broken link are no trouble', async () => {
    write({ 'a.json': GOOD, 'x.json/b.json': GOOD })
    symlinkSync('.', join(folder, 'loop'))
    symlinkSync('gone.json', join(folder, 'broken.json'))
    const { status, stdout } = await run(['.'], { cwd: folder })
    expect(stdout).toMatch(/2 files checked/)
    expect(status).toBe(0)
  })

  test('an unreadable file is reported, and the others are linted', async () => {
    write({ 'a.json': GOOD, 'b.json': LONG_TITLE })
    chmodSync(join(folder, 'b.json'), 0)
    // The superuser reads everything; then the file is linted.
    const superuser = process.getuid?.() === 0
    const { status, stdout, stderr } = await run(['.'], { cwd: folder })
    expect(status).toBe(superuser ? 1 : 2)
    if (superuser) expect(stdout).toMatch(/max-length/)
    else expect(stderr).toMatch(/cannot read b\.json: permission denied/)
  })
})

test('a reader that stops early is not a crash', async () => {
  write({
    'a.json': GOOD.replace(
      '"actions": {}',
      `"actions": {${Array.from({ length: 2000 }, (_, i) => `"a${i}": 5`).join()}}`,
    ),
  })
  const { spawn } = require('node:child_process') as typeof import('node:child_process')
  const child = spawn('sh', ['-c', `"${process.execPath}" "${CLI}" a.json | head -n 1`], { cwd: folder })
  expect((await resultOf(child)).stderr).toBe('')
})

// The built command lints 100 MB in `scenarios.system.test.ts`.
test('a file of 10 MB is linted', async () => {
  write({ 'a.json': GOOD.replace('Tickets.', 'x'.repeat(10_000_000)) })
  const { status, stdout } = await run(['a.json'], { cwd: folder })
  expect(stdout).toMatch(/description is 10000000 characters long; at most 256 are allowed/)
  expect(stdout.length).toBeLessThan(2000)
  expect(status).toBe(1)
}, 60_000)

test('the main job runs on the shipped fixtures', async () => {
  const { status, stdout } = await run(['fixtures', '--exit-zero'], { cwd: ROOT })
  expect(status).toBe(0)
  expect(stdout).toMatch(/schema\/max-length/)
})

test('every command of the help is known to be no file', async () => {
  const { stdout } = await run(['--help'])
  const listed = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Arguments:'))
  const shown = [...listed.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name)
  // The help of the help is the help.
  expect(shown).toEqual(COMMAND_NAMES.filter((name) => name !== 'help' && name !== 'version'))
})
