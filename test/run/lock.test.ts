import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from '../../src/run/lock'
import { run } from '../cli/run'

const BASELINE = 'integration-lint.baseline.json'
const bad = (name: string) =>
  JSON.stringify({ name, version: '1.0.0', title: 'T'.repeat(71), description: 'Tickets.', actions: {} })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lockOf = (file: string) => join(folder, `.${file}.integration-lint-lock`)

test('runs at the same time that renew one baseline lose nothing of each other', async () => {
  const names = Array.from({ length: 6 }, (_, index) => `a${index}.json`)
  for (const name of names) writeFileSync(join(folder, name), bad(name.slice(0, 2)))
  const results = await Promise.all(names.map((name) => run([name, '--update-baseline'], { cwd: folder })))
  expect(results.map(({ status }) => status)).toEqual(names.map(() => 0))
  expect(Object.keys(JSON.parse(readFileSync(join(folder, BASELINE), 'utf8')).files).sort()).toEqual(names)
  expect(readdirSync(folder).sort()).toEqual([...names, BASELINE].sort())
})

test('pruning keeps what another run has added meanwhile, and takes out what is gone', async () => {
  for (const name of ['a.json', 'b.json']) writeFileSync(join(folder, name), bad('acme'))
  await run(['a.json', '--update-baseline'], { cwd: folder })
  writeFileSync(join(folder, 'a.json'), bad('acme').replace(/T{71}/, 'Acme'))
  await Promise.all([
    run(['a.json', '--prune-baseline'], { cwd: folder }),
    run(['b.json', '--update-baseline'], { cwd: folder }),
  ])
  expect(Object.keys(JSON.parse(readFileSync(join(folder, BASELINE), 'utf8')).files)).toEqual(['b.json'])
})

test('a lock that a killed process left behind is taken over', () => {
  const lock = lockOf('x')
  writeFileSync(lock, '1\n')
  utimesSync(lock, 1, 1)
  expect(withLock(join(folder, 'x'), () => 'done')).toBe('done')
  expect(existsSync(lock)).toBe(false)
})

test('a lock that is held is waited for, and then it is an error', () => {
  const lock = lockOf('x')
  writeFileSync(lock, '1\n')
  const later = Date.now() / 1000 + 60
  utimesSync(lock, later, later)
  const wait = jest.spyOn(Atomics, 'wait').mockReturnValue('timed-out')
  expect(() => withLock(join(folder, 'x'), () => 'done')).toThrow(/another run holds .*integration-lint-lock/)
  const waited = wait.mock.calls.reduce((sum, [, , , time = 0]) => sum + time, 0)
  wait.mockRestore()
  expect(waited).toBe(10_000)
})

test('work that throws lets go of the lock', () => {
  expect(() =>
    withLock(join(folder, 'x'), () => {
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(existsSync(lockOf('x'))).toBe(false)
})
