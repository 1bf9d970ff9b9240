import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { CLI, ROOT } from '../cli/run'
import { Repository } from './repository'
import { BROKEN, COMPILES, MENDED, shown, TESTS } from './three-scripts'

describe('a repository with three scripts and their tests', () => {
  test('is red, is mended, is green in the hook', async () => {
    const repository = new Repository()
    try {
      mkdirSync(join(repository.root, 'node_modules/.bin'), { recursive: true })
      symlinkSync(CLI, join(repository.root, 'node_modules/.bin/integration-lint'))
      repository.write({ '.gitignore': 'node_modules/\n' })
      expect(await repository.lint('init', '--yes', '--hook', 'git', '--ci', 'none')).toMatchObject({ status: 0 })
      const hook = join(repository.root, '.git/hooks/pre-commit')
      writeFileSync(hook, readFileSync(hook, 'utf8') + shown('vrl test || exit'))
      chmodSync(hook, 0o755)

      repository.stage({ ...BROKEN, ...TESTS })
      const uncompiled = repository.commit()
      expect(uncompiled.output).toMatch(/does not compile[\s\S]*vrl-compiles\n +scripts\/extract\.vrl:1:8/)
      expect(uncompiled.status).not.toBe(0)

      repository.stage(COMPILES)
      const failing = repository.commit()
      expect(failing.output).toMatch(
        /scripts\/fallbackHandler\.vrl\n {2}✗ works[\s\S]*3 cases of 3 scripts: 2 passed, 1 failed/,
      )
      expect(failing.status).not.toBe(0)

      repository.stage(MENDED)
      expect(repository.commit()).toMatchObject({ status: 0 })
    } finally {
      repository.remove()
    }
  })

  // `services.system.test.ts` runs the job as the page shows it, with npm.
  test('is red, is mended, is green in CI', () => {
    const repository = new Repository()
    try {
      const job = shown('integration-lint .\n')
      expect(job).toMatch(/^npx --no -- integration-lint /)
      const commands = job.replaceAll('npx --no -- integration-lint', `'${CLI}'`)
      const inCi = () => repository.run('bash', ['-eo', 'pipefail', '-c', commands])
      repository.write({ ...BROKEN, ...TESTS })
      const uncompiled = inCi()
      expect(uncompiled.output).toMatch(/does not compile[\s\S]*vrl-compiles\n +scripts\/extract\.vrl:1:8/)
      expect(uncompiled.output).not.toContain('✗')
      expect(uncompiled.status).toBe(1)
      repository.write(COMPILES)
      const failing = inCi()
      expect(failing.output).toMatch(/✗ works/)
      expect(failing.status).toBe(1)
      repository.write(MENDED)
      expect(inCi()).toMatchObject({ status: 0 })
    } finally {
      repository.remove()
    }
  })
})

describe('git decides which scripts are checked', () => {
  let repository: Repository
  beforeEach(() => {
    repository = new Repository()
  })
  afterEach(() => repository.remove())

  const checked = async (...args: string[]) => {
    const { stdout, status } = await repository.lint(...args, '--format', 'compact')
    return { status, files: [...stdout.matchAll(/^(\S+\.vrl):\d+:\d+: error/gm)].map(([, file]) => file) }
  }

  test.each([[[]], [['vrl', 'check']]])('%j --staged: what the index holds, not the work tree', async (command) => {
    repository.stage({ 'extract.vrl': '.path)\n', 'other.vrl': '.path\n' })
    repository.write({ 'extract.vrl': '.path\n', 'other.vrl': '.path)\n', 'new.vrl': '.path)\n' })
    expect(await checked(...command, '--staged')).toEqual({ status: 1, files: ['extract.vrl'] })
    repository.git('add', 'extract.vrl')
    expect(await checked(...command, '--staged')).toEqual({ status: 0, files: [] })
  })

  test.each([[[]], [['vrl', 'check']]])('%j --changed: what the work tree has changed', async (command) => {
    repository.stage({ 'old.vrl': '.path)\n', 'extract.vrl': '.path\n' })
    repository.commit()
    expect(await checked(...command, '--changed')).toEqual({ status: 0, files: [] })
    repository.write({ 'extract.vrl': '.path)\n', 'new.vrl': '.path)\n' })
    expect(await checked(...command, '--changed')).toEqual({ status: 1, files: ['extract.vrl', 'new.vrl'] })
  })

  test('warnings stop a commit where that is wanted', async () => {
    repository.stage({ 'extract.vrl': '{ "id": .path }\n' })
    expect(await repository.lint('--staged')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('vrl-result'),
    })
    expect(await repository.lint('--staged', '--max-warnings', '0')).toMatchObject({ status: 1 })
  })

  test('the entry of pre-commit takes staged scripts', async () => {
    const [{ entry, args, files }] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'))
    repository.stage({ 'extract.vrl': '.path)\n', 'package.json': '{}' })
    const staged = repository.git('diff', '--cached', '--name-only').split('\n')
    const named = staged.filter((name) => name !== '' && new RegExp(files).test(name))
    expect(named).toEqual(['extract.vrl', 'package.json'])
    const [, ...flags] = entry.split(' ')
    const { output, status } = await repository.lint(...flags, ...args, ...named)
    expect(output).toMatch(/extract\.vrl:1:6/)
    expect(status).toBe(1)
  })
})

test.each([
  ['lefthook.md', /glob: '\*\.\{json,jsonc,(?:[^}]*,)?vrl[,}]/],
  ['lint-staged-husky.md', /"\*\.\{json,jsonc,(?:[^}]*,)?vrl[,}][^"]*": "integration-lint --ignore-unknown"/],
  ['pre-commit.md', /files: \\\.\([^\n]*\|vrl[|)]/],
])('the pattern of %s takes scripts', (page, pattern) => {
  expect(readFileSync(join(ROOT, 'docs', page), 'utf8')).toMatch(pattern)
})
