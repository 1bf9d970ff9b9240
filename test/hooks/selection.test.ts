import { mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CLI } from '../cli/run'
import { FAULTY, GOOD, lintIn, PACKAGE, Repository, runProgram } from './repository'

let repository: Repository
beforeEach(() => {
  repository = new Repository()
})
afterEach(() => repository.remove())

interface Case {
  name: string
  arrange(repository: Repository): void
  args: string[]
  /** Where to stand, below the repository. */
  cwd?: string
  /** The files of the report that were linted, each with its number of findings. */
  linted: Record<string, number>
}

async function judgedBy(args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = await lintIn(cwd, [...args, '--format', 'json'])
  expect(stderr).toBe('')
  const { files } = JSON.parse(stdout) as { files: { file: string; findings: unknown[] }[] }
  const linted = Object.fromEntries(files.map(({ file, findings }) => [file, findings.length]))
  expect(status).toBe(Object.values(linted).some((count) => count > 0) ? 1 : 0)
  return linted
}

const committed = (files: Record<string, string>) => (to: Repository) => {
  to.stage(files)
  to.commit()
}

const STAGED: readonly Case[] = [
  { name: 'nothing is staged', arrange: (to) => to.write({ 'a.json': FAULTY }), args: ['--staged'], linted: {} },
  {
    name: 'the first commit',
    arrange: (to) => to.stage({ 'a.json': FAULTY }),
    args: ['--staged'],
    linted: { 'a.json': 1 },
  },
  {
    name: 'a staged fault that the work tree has mended',
    arrange(to) {
      to.stage({ 'a.json': FAULTY })
      to.write({ 'a.json': GOOD })
    },
    args: ['--staged'],
    linted: { 'a.json': 1 },
  },
  {
    name: 'a fault of the work tree that is not staged',
    arrange(to) {
      to.stage({ 'a.json': GOOD })
      to.write({ 'a.json': FAULTY })
    },
    args: ['--staged'],
    linted: { 'a.json': 0 },
  },
  {
    name: 'a staged file that the work tree has no more',
    arrange(to) {
      to.stage({ 'a.json': FAULTY })
      rmSync(join(to.root, 'a.json'))
    },
    args: ['--staged'],
    linted: { 'a.json': 1 },
  },
  {
    name: 'what the last commit holds already is left alone, and so is what goes',
    arrange(to) {
      committed({ 'old.json': FAULTY, 'gone.json': FAULTY, 'edited.jsonc': `// yes\n${GOOD}` })(to)
      to.git('rm', '--quiet', 'gone.json')
      to.stage({ 'edited.jsonc': `// no\n${FAULTY}` })
    },
    args: ['--staged'],
    linted: { 'edited.jsonc': 1 },
  },
  {
    name: 'a renamed file is linted under its new name',
    arrange(to) {
      committed({ 'old.json': FAULTY })(to)
      renameSync(join(to.root, 'old.json'), join(to.root, 'new.json'))
      to.git('add', '--all')
    },
    args: ['--staged'],
    linted: { 'new.json': 1 },
  },
  {
    name: 'what is not a definition, a symbolic link and a dependency are passed over',
    arrange(to) {
      symlinkSync('a.json', join(to.root, 'link.json'))
      to.git('add', 'link.json')
      to.stage({ 'package.json': PACKAGE, 'x/node_modules/a.json': FAULTY, 'a.txt': FAULTY, 'a.json': GOOD })
    },
    args: ['--staged'],
    linted: { 'a.json': 0 },
  },
  {
    name: 'hostile names',
    arrange: (to) =>
      to.stage({
        '-f.json': FAULTY,
        'a\nb.json': GOOD,
        '"q" \\$(id).json': GOOD,
        'ü/é.json': GOOD,
        ':(top).json': GOOD,
      }),
    args: ['--staged'],
    linted: { '"q" \\$(id).json': 0, '-f.json': 1, ':(top).json': 0, 'a\nb.json': 0, 'ü/é.json': 0 },
  },
  {
    name: 'more files than are fetched at once, each with its own content',
    arrange: (to) =>
      to.stage(
        Object.fromEntries(
          Array.from({ length: 150 }, (_, index) => [`${index}.json`, index % 2 === 0 ? GOOD : FAULTY]),
        ),
      ),
    args: ['--staged'],
    linted: Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`${index}.json`, index % 2])),
  },
  {
    name: 'the whole repository from a folder in it',
    arrange: (to) => to.stage({ 'a.json': GOOD, 'x/b.json': FAULTY }),
    args: ['--staged'],
    cwd: 'x',
    linted: { 'ROOT/a.json': 0, 'b.json': 1 },
  },
  {
    name: 'only a folder',
    arrange: (to) => to.stage({ 'a.json': GOOD, 'x/b.json': FAULTY }),
    args: ['--staged', '.'],
    cwd: 'x',
    linted: { 'b.json': 1 },
  },
  {
    name: 'only what matches',
    arrange: (to) => to.stage({ 'a.json': GOOD, 'x/b.json': GOOD }),
    args: ['--staged', '**/b.*'],
    linted: { 'x/b.json': 0 },
  },
  {
    name: 'the configuration holds by path',
    arrange(to) {
      to.write({ 'x/integration-lint.config.json': '{ "rules": { "schema/max-length": "off" } }' })
      to.stage({ 'a.json': FAULTY, 'x/b.json': FAULTY })
    },
    args: ['--staged'],
    linted: { 'a.json': 1, 'x/b.json': 0 },
  },
]

const CHANGED: readonly Case[] = [
  { name: 'nothing has changed', arrange: committed({ 'a.json': FAULTY }), args: ['--changed'], linted: {} },
  {
    name: 'no commit yet: staged and unknown files, not the ignored ones',
    arrange(to) {
      to.stage({ 'a.json': GOOD })
      to.write({ '.gitignore': 'out/\n', 'b.json': FAULTY, 'out/c.json': FAULTY })
    },
    args: ['--changed'],
    linted: { 'a.json': 0, 'b.json': 1 },
  },
  {
    name: 'the work tree is what is read',
    arrange(to) {
      committed({ 'a.json': GOOD, 'b.json': GOOD, 'c.json': GOOD, 'gone.json': GOOD })(to)
      to.stage({ 'a.json': FAULTY })
      to.write({ 'a.json': `${GOOD}\n`, 'b.json': FAULTY, 'new/d.json': GOOD })
      rmSync(join(to.root, 'gone.json'))
    },
    args: ['--changed'],
    linted: { 'a.json': 0, 'b.json': 1, 'new/d.json': 0 },
  },
  {
    name: 'a file that was only touched has not changed',
    arrange(to) {
      committed({ 'a.json': FAULTY })(to)
      rmSync(join(to.root, 'a.json'))
      to.write({ 'a.json': FAULTY })
    },
    args: ['--changed'],
    linted: {},
  },
  {
    name: 'since a branch left another: not what the other has changed',
    arrange(to) {
      committed({ 'a.json': GOOD, 'b.json': GOOD })(to)
      to.git('switch', '--quiet', '--create', 'topic')
      committed({ 'a.json': FAULTY })(to)
      to.git('switch', '--quiet', 'main')
      committed({ 'b.json': FAULTY })(to)
      to.git('switch', '--quiet', 'topic')
      to.write({ 'c.json': GOOD })
    },
    args: ['--changed', '--since', 'main'],
    linted: { 'a.json': 1, 'c.json': 0 },
  },
  {
    name: 'from a folder, whatever git is configured to show',
    arrange(to) {
      to.git('config', 'diff.relative', 'true')
      to.git('config', 'diff.noprefix', 'true')
      to.git('config', 'diff.external', 'false')
      committed({ 'a.json': GOOD, 'x/b.json': GOOD })(to)
      to.write({ 'a.json': FAULTY, 'x/b.json': FAULTY })
    },
    args: ['--changed'],
    cwd: 'x',
    linted: { 'ROOT/a.json': 1, 'b.json': 1 },
  },
]

describe.each([
  ['--staged', STAGED],
  ['--changed', CHANGED],
] as const)('%s', (_flag, cases) => {
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, { arrange, args, cwd = '.', linted }) => {
    arrange(repository)
    mkdirSync(join(repository.root, cwd), { recursive: true })
    const expected = Object.entries(linted).map(([file, count]) => [
      file.replace('ROOT', realpathSync(repository.root)),
      count,
    ])
    expect(await judgedBy(args, realpathSync(join(repository.root, cwd)))).toEqual(Object.fromEntries(expected))
  })
})

test('a linked work tree has its own index, in its hooks and their folders too', async () => {
  committed({ 'x/a.json': GOOD })(repository)
  const linked = join(repository.root, 'linked')
  repository.git('worktree', 'add', '--quiet', linked)
  repository.write({ 'linked/x/a.json': FAULTY })
  repository.run('git', ['add', 'x/a.json'], linked)
  expect(await judgedBy(['--staged'], linked)).toEqual({ 'x/a.json': 1 })
  expect(await judgedBy(['--staged'], repository.root)).toEqual({})
  const hook = `#!/bin/sh\ncd x && exec "${process.execPath}" "${CLI}" --staged --format compact\n`
  writeFileSync(join(repository.root, '.git/hooks/pre-commit'), hook, { mode: 0o755 })
  const { status, output } = repository.run('git', ['commit', '--message', 'Change'], linked)
  expect(output).toMatch(/^a\.json:1:48: error schema\/max-length /)
  expect(status).toBe(1)
})

test('a commit of some files only is linted by the index that it makes', () => {
  committed({ 'a.json': GOOD, 'b.json': GOOD })(repository)
  repository.write({ 'a.json': `${GOOD}\n`, 'b.json': FAULTY })
  repository.git('add', 'b.json')
  const hook = `#!/bin/sh\nexec "${process.execPath}" "${CLI}" --staged --format compact\n`
  writeFileSync(join(repository.root, '.git/hooks/pre-commit'), hook, { mode: 0o755 })
  expect(repository.run('git', ['commit', '--quiet', '--message', 'Change', 'a.json'])).toMatchObject({ status: 0 })
  expect(repository.commit().output).toMatch(/^b\.json:1:48: error/)
})

test('a name that is not UTF-8 is read all the same', async () => {
  // Git takes any name; a shell makes the file, since a name in JavaScript is text.
  repository.write({ 'a.json': FAULTY })
  expect(repository.run('sh', ['-c', 'mv a.json "$(printf \'b\\377.json\')" && git add .']).status).toBe(0)
  expect(await judgedBy(['--staged'], repository.root)).toEqual({ 'b\ufffd.json': 1 })
  expect(await judgedBy(['--changed'], repository.root)).toEqual({ 'b\ufffd.json': 1 })
})

describe('what cannot be answered exits with 2', () => {
  const TROUBLES: readonly [name: string, args: string[], message: RegExp][] = [
    [
      'an unknown revision',
      ['--changed', '--since', 'nowhere'],
      /^integration-lint: --changed: There is no commit "nowhere" in this repository\.\n$/,
    ],
    ['a revision that is a flag', ['--changed', '--since=--output=pwned'], /There is no commit "--output=pwned"/],
    ['a range', ['--changed', '--since', 'HEAD..HEAD'], /There is no commit "HEAD\.\.HEAD"/],
    ['a history without a commit in common', ['--changed', '--since', 'other'], /have no commit in common\./],
    ['both at once', ['--staged', '--changed'], /Only one of/],
    ['--since alone', ['--since', 'main', '.'], /--since requires --changed/],
    ['standard input', ['--staged', '-'], /standard input/],
    ['a folder that is nowhere', ['--staged', 'definitons'], /no such file: "definitons"/],
  ]
  describe('in a repository with two histories', () => {
    let histories: Repository
    beforeAll(() => {
      histories = new Repository()
      committed({ 'a.json': GOOD })(histories)
      histories.git('switch', '--quiet', '--orphan', 'other')
      committed({ 'b.json': GOOD })(histories)
      histories.git('switch', '--quiet', 'main')
    })
    afterAll(() => histories.remove())

    test.each(TROUBLES)('%s', async (_name, args, message) => {
      const { status, stdout, stderr } = await histories.lint(...args)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(message)
      expect(histories.git('status', '--porcelain')).toBe('')
    })
  })

  test('a branch without a commit, and one to compare it with', async () => {
    committed({ 'a.json': GOOD })(repository)
    repository.git('switch', '--quiet', '--orphan', 'other')
    const { status, stderr } = await repository.lint('--changed', '--since', 'main')
    expect(stderr).toBe('integration-lint: --changed: The repository has no commit to compare with.\n')
    expect(status).toBe(2)
  })

  test('a shallow clone, whose history has to be fetched first', async () => {
    committed({ 'a.json': GOOD })(repository)
    const first = repository.git('rev-parse', 'HEAD').trim()
    committed({ 'a.json': FAULTY })(repository)
    repository.git('clone', '--quiet', '--depth', '1', `file://${repository.root}`, 'clone')
    const cwd = join(repository.root, 'clone')
    const lint = () => lintIn(cwd, ['--changed', '--since', first, '-f', 'compact'])
    const { status, stderr } = await lint()
    expect(stderr).toBe(
      `integration-lint: --changed: There is no commit "${first}" in this repository. The clone is shallow. To fetch the history of all branches:
  git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'
  GitHub Actions: "fetch-depth: 0" for actions/checkout
  GitLab CI: the variable "GIT_DEPTH: 0"\n`,
    )
    expect(status).toBe(2)
    runProgram('git', ['fetch', '--quiet', '--unshallow', 'origin', '+refs/heads/*:refs/remotes/origin/*'], { cwd })
    expect(await lint()).toMatchObject({ status: 1, stdout: expect.stringMatching(/^a\.json:/) })
  })

  test('a staged file whose content git has lost', async () => {
    repository.stage({ 'a.json': FAULTY, 'b.json': GOOD })
    const object = repository.git('rev-parse', ':a.json').trim()
    rmSync(join(repository.root, '.git/objects', object.slice(0, 2), object.slice(2)))
    const { status, stdout, stderr } = await repository.lint('--staged', '--format', 'json')
    expect(stderr).toContain('a.json: git does not have its content')
    expect(JSON.parse(stdout).files.map(({ file }: { file: string }) => file)).toEqual(['b.json'])
    expect(status).toBe(2)
  })

  test('no repository', async () => {
    const { status, stderr } = await lintIn(tmpdir(), ['--staged'], { env: { GIT_CEILING_DIRECTORIES: '/' } })
    expect(stderr).toMatch(/^integration-lint: --staged: This needs a git repository with a work tree: fatal: /)
    expect(status).toBe(2)
  })

  test('a bare repository', async () => {
    repository.git('clone', '--quiet', '--bare', '.', 'bare.git')
    const { status, stderr } = await lintIn(join(repository.root, 'bare.git'), ['--changed'])
    expect(stderr).toMatch(/needs a git repository with a work tree/)
    expect(status).toBe(2)
  })

  test('no git', async () => {
    const { status, stderr } = await lintIn(repository.root, ['--staged'], { env: { PATH: '/nowhere' } })
    expect([status, stderr]).toEqual([2, 'integration-lint: --staged: git is not on the PATH.\n'])
  })
})

test('--ignore-unknown skips named files that are not definitions, in silence', async () => {
  repository.write({ 'package.json': PACKAGE, 'a.json': FAULTY })
  expect((await repository.lint('package.json')).status).toBe(1)
  expect(await repository.lint('--ignore-unknown', 'package.json')).toMatchObject({ status: 0, output: '' })
  expect(
    await repository.lint('--ignore-unknown', '--format', 'compact', '--', 'package.json', 'a.json'),
  ).toMatchObject({
    status: 1,
    stderr: '',
  })
  expect((await repository.lint('--ignore-unknown', 'gone.json')).status).toBe(2)
})
