import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CLI } from '../cli/run'
import { Repository } from '../hooks/repository'
import { run } from '../remote/harness'

let repository: Repository
beforeEach(() => {
  repository = new Repository()
})
afterEach(() => repository.remove())

const lines = (version: string, title: string, last = '"url": "https://acme.example/"') => `{
  "name": "acme/desk",
  "version": "${version}",
  "description": "Tickets of the desk.",
  "actions": {},
  "events": {},
  "states": {},
  "title": "${title}",
  ${last}
}
`

/** In this process, with the surroundings of the repository's git. */
const fix = (...args: string[]) =>
  run(['--staged', '--fix', '-f', 'compact', ...args], {
    cwd: repository.root,
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  })
const staged = (name = 'a.json') => repository.git('cat-file', 'blob', `:${name}`)
const work = (name = 'a.json') => readFileSync(join(repository.root, name), 'utf8')

describe('--staged --fix: what is not staged stays as it is', () => {
  test('a file that is staged as a whole is fixed in the index and in the work tree', async () => {
    repository.stage({ 'a.json': lines('v1.0.0', 'Desk') })
    expect(await fix()).toMatchObject({ status: 0, stderr: 'integration-lint: fixed 1 finding in 1 file.\n' })
    expect([staged(), work()]).toEqual([lines('1.0.0', 'Desk'), lines('1.0.0', 'Desk')])
    expect(repository.git('status', '--porcelain')).toBe('A  a.json\n')
    expect((await fix()).stderr).toBe('')
  })

  test('a file of which one hunk is staged, as with "git add -p"', async () => {
    repository.stage({ 'a.json': lines('1.0.0', 'Desk') })
    repository.commit()
    const both = lines('v1.1.0', 'Desk of Acme ')
    repository.write({ 'a.json': both })
    const answer = repository.run(
      'git',
      ['-c', 'interactive.singleKey=false', 'add', '-p', 'a.json'],
      undefined,
      's\ny\nn\n',
    )
    expect(answer.status).toBe(0)
    expect(staged()).toBe(lines('v1.1.0', 'Desk'))

    expect(await fix()).toMatchObject({ status: 0 })
    expect(staged()).toBe(lines('1.1.0', 'Desk'))
    expect(work()).toBe(lines('1.1.0', 'Desk of Acme '))
    // The hunk that was not staged is all that is not staged.
    const diff = repository.git('diff', '--unified=0')
    expect(diff.split('\n').filter((line) => /^[-+] /.test(line))).toEqual([
      '-  "title": "Desk",',
      '+  "title": "Desk of Acme ",',
    ])
    expect(repository.git('ls-files', '--stage')).toMatch(/^100644 /)
  })

  test('a change in the same line, which is not staged, keeps the document from being fixed', async () => {
    repository.stage({ 'a.json': lines('v1.0.0', 'Desk') })
    const mine = lines('v1.0.1', 'Desk')
    repository.write({ 'a.json': mine })
    const { status, stderr, stdout } = await fix()
    expect(status).toBe(1)
    expect(stderr).toBe(
      'integration-lint: a.json was not fixed: it has changes in the same lines that are not staged.\n',
    )
    expect(stdout).toContain('version-semver')
    expect([staged(), work()]).toEqual([lines('v1.0.0', 'Desk'), mine])
  })

  test('a change beside the fix with which the file would not be JSON any more', async () => {
    const text = (last: string) =>
      `{\n  "name": "acme/desk",\n  "version": "1.0.0",\n  "actions": {},\n  "title": "Desk",\n${last}}\n`
    repository.stage({ 'a.json': text('') })
    const mine = text('\n\n\n\n  "description": "Tickets."\n')
    repository.write({ 'a.json': mine })
    const { stderr } = await fix()
    expect(stderr).toContain('a.json was not fixed')
    expect([staged(), work()]).toEqual([text(''), mine])
  })

  test('a file that is deleted in the work tree, or something else there, is fixed in the index alone', async () => {
    repository.stage({ 'a.json': lines('v1.0.0', 'Desk') })
    rmSync(join(repository.root, 'a.json'))
    expect(await fix()).toMatchObject({ status: 0 })
    expect(staged()).toBe(lines('1.0.0', 'Desk'))
    expect(existsSync(join(repository.root, 'a.json'))).toBe(false)
  })

  test('where git converts the ends of lines, each side keeps its own', async () => {
    repository.git('config', 'core.autocrlf', 'true')
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    repository.stage({ 'a.json': crlf(lines('v1.0.0', 'Desk')) })
    repository.write({ 'a.json': crlf(lines('v1.0.0', 'Desk of Acme')) })
    expect(await fix()).toMatchObject({ status: 0 })
    expect([staged(), work()]).toEqual([lines('1.0.0', 'Desk'), crlf(lines('1.0.0', 'Desk of Acme'))])
  })

  test('names of any kind, modes, and files that are staged beside them', async () => {
    repository.stage({ 'a [b] *.json': lines('v1.0.0', 'Desk'), 'ä/c.json': lines('v2.0.0', 'Other'), 'd.txt': 'd\n' })
    chmodSync(join(repository.root, 'ä/c.json'), 0o755)
    repository.git('add', 'ä/c.json')
    repository.write({ 'd.txt': 'e\n' })
    expect(await fix()).toMatchObject({ status: 0, stderr: 'integration-lint: fixed 2 findings in 2 files.\n' })
    expect([staged('a [b] *.json'), staged('ä/c.json')]).toEqual([lines('1.0.0', 'Desk'), lines('2.0.0', 'Other')])
    expect(repository.git('-c', 'core.quotePath=false', 'status', '--porcelain')).toBe(
      'A  "a [b] *.json"\nAM d.txt\nA  ä/c.json\n',
    )
    expect(repository.git('ls-files', '--stage', 'ä')).toMatch(/^100755 /)
  })

  test('"git commit PATH", which has an index of its own, leaves the fix in both of its indexes', async () => {
    repository.stage({ 'a.json': lines('1.0.0', 'Desk'), 'b.json': lines('1.0.0', 'Other') })
    repository.commit()
    const hook = `#!/bin/sh\nexec "${process.execPath}" "${CLI}" --staged --fix\n`
    repository.write({ '.git/hooks/pre-commit': hook })
    chmodSync(join(repository.root, '.git/hooks/pre-commit'), 0o755)
    repository.write({ 'a.json': lines('v1.1.0', 'Desk') })
    repository.stage({ 'b.json': lines('v2.0.0', 'Other') })
    const { status, output } = repository.run('git', ['commit', '--quiet', '--message', 'One', '--', 'a.json'])
    expect([status, output]).toEqual([0, expect.stringMatching(/^integration-lint: fixed 1 finding in 1 file\.\n/)])
    expect(repository.git('show', 'HEAD:a.json')).toBe(lines('1.1.0', 'Desk'))
    // Of the file that the commit does not have, nothing is changed; the other one is as committed everywhere.
    expect(repository.git('status', '--porcelain')).toBe('M  b.json\n')
    expect(staged('b.json')).toBe(lines('v2.0.0', 'Other'))
  })

  test('a dry run changes neither', async () => {
    repository.stage({ 'a.json': lines('v1.0.0', 'Desk') })
    const { stdout } = await run(['--staged', '--fix-dry-run'], { cwd: repository.root, env: process.env })
    expect(stdout).toContain('+  "version": "1.0.0",')
    expect([staged(), work()]).toEqual([lines('v1.0.0', 'Desk'), lines('v1.0.0', 'Desk')])
  })
})
