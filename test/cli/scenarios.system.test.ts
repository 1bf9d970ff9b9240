import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './run'
import { GOOD, testScenarios, writeFiles } from './scenarios'

testScenarios(run)

describe('full sizes', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'integration-lint-cli-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('a file of 100 MB is linted', async () => {
    writeFiles(folder, { 'a.json': GOOD.replace('Tickets.', 'x'.repeat(100_000_000)) })
    const { status, stdout } = await run(['a.json'], { cwd: folder })
    expect(stdout).toMatch(/description is 100000000 characters long; at most 256 are allowed/)
    expect(stdout.length).toBeLessThan(2000)
    expect(status).toBe(1)
  }, 60_000)

  test('10,000 arguments', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `${index}.json`)
    writeFiles(folder, Object.fromEntries(names.map((name) => [name, GOOD])))
    expect(await run(names, { cwd: folder })).toMatchObject({
      status: 0,
      stdout: '✔ 10000 files checked, no findings\n',
      stderr: '',
    })
  }, 60_000)
})
