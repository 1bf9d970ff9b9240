import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findStaged, tryGit } from '../../src/input/git'

let top = ''

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'git-')))
  execFileSync('git', ['init', '--quiet'], { cwd: top })
})

afterEach(() => rmSync(top, { recursive: true, force: true }))

test.each(['.git/HEAD', '.git/index', '.gitignore'])('git is not waited for when %s is a pipe', (name) => {
  rmSync(join(top, name), { force: true })
  execFileSync('mkfifo', [join(top, name)])
  const ask = () => tryGit({ top, env: process.env }, ['status', '--porcelain'], '', 300)
  expect(ask).toThrow(
    expect.objectContaining({ code: 'ERR_GIT', message: expect.stringMatching(/^git status did not end within/) }),
  )
})

test.each(['without a commit', 'after one'])('a file of `git add -N` is not staged, %s', (when) => {
  const run = (...args: string[]) => execFileSync('git', args, { cwd: top })
  const names = () => findStaged({ cwd: top, env: process.env, scope: [] }).map(({ name }) => name)
  if (when === 'after one')
    run('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--allow-empty', '-m', 'a')
  writeFileSync(join(top, 'announced.json'), '{}')
  writeFileSync(join(top, 'staged.json'), '{}')
  run('add', '-N', 'announced.json')
  run('add', 'staged.json')
  expect(names()).toEqual(['staged.json'])
  run('add', 'announced.json')
  expect(names()).toEqual(['announced.json', 'staged.json'])
})
