import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tryGit } from '../../src/input/git'

let top = ''

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'git-'))
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
