import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { blocks, CheckedOut } from '../ci/runner'
import { CLI, ROOT } from '../cli/run'
import { Repository } from './repository'

/** Three scripts: one does not compile, one gives what it should not, one is right. */
const BROKEN = {
  'scripts/extract.vrl': 'body = parse_json(.body)\nbody.team\n',
  'scripts/fallbackHandler.vrl':
    'q = parse_query_string!(.query)\nif q.challenge != null {\n  { "status": 200, "body": q.code }\n} else {\n  {}\n}\n',
  'scripts/linkTemplate.vrl': 'id = to_string!(.webhookId)\n"https://acme.com/install?state={{ id }}"\n',
}
const testsOf = (event: unknown, expect: unknown) => JSON.stringify({ cases: [{ name: 'works', event, expect }] })
const TESTS = {
  'scripts/extract.vrl.test.json': testsOf({ body: '{"team":"T1"}' }, 'T1'),
  'scripts/fallbackHandler.vrl.test.json': testsOf({ query: 'challenge=5&code=6' }, { status: 200, body: '5' }),
  'scripts/linkTemplate.vrl.test.jsonc': testsOf({ webhookId: 'w1' }, 'https://acme.com/install?state=w1'),
}
const COMPILES = { 'scripts/extract.vrl': BROKEN['scripts/extract.vrl'].replace('parse_json(', 'parse_json!(') }
const MENDED = { 'scripts/fallbackHandler.vrl': BROKEN['scripts/fallbackHandler.vrl'].replace('q.code', 'q.challenge') }

/** The commands that the page shows. */
function shown(mark: string): string {
  const found = blocks('vrl.md', 'sh').find((block) => block.includes(mark))
  if (found === undefined) throw new Error(`vrl.md shows nothing with ${mark}.`)
  return found
}

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

  test('is red, is mended, is green in CI', () => {
    const checkedOut = new CheckedOut()
    try {
      const job = shown('integration-lint .\n')
      checkedOut.write({ ...BROKEN, ...TESTS })
      const uncompiled = checkedOut.shell(job)
      expect(uncompiled.output).toMatch(/does not compile[\s\S]*vrl-compiles\n +scripts\/extract\.vrl:1:8/)
      expect(uncompiled.status).toBe(1)
      checkedOut.write(COMPILES)
      const failing = checkedOut.shell(job)
      expect(failing.output).toMatch(/✗ works/)
      expect(failing.status).toBe(1)
      checkedOut.write(MENDED)
      expect(checkedOut.shell(job)).toMatchObject({ status: 0 })
    } finally {
      checkedOut.remove()
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
