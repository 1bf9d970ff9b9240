import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../cli/run'
import { FAULTY, GOOD, npmEnvironment, PACKAGE, Repository, runProgram } from './repository'

// As their users have them. They are not among the dependencies of this repository: lefthook would install
// itself into its hooks.
const MANAGERS = ['husky@9.1.7', 'lint-staged@16.3.4', 'lefthook@2.2.2']

let repository: Repository

beforeAll(() => {
  repository = new Repository()
  repository.env = { ...npmEnvironment(), CI: 'true' }
  repository.write({ '.gitignore': 'node_modules/\n*.tgz\n', 'package.json': PACKAGE })
  // The package as it is published, without building it anew.
  const packed = repository.run('npm', ['pack', '--ignore-scripts', '--pack-destination', repository.root], ROOT)
  const tarball = packed.stdout.trim().split('\n').at(-1) ?? ''
  expect([packed.status, tarball]).toEqual([0, expect.stringMatching(/^integration-lint-.*\.tgz$/)])
  const installed = repository.run('npm', ['install', '--save-dev', '--save-exact', ...MANAGERS, `./${tarball}`])
  if (installed.status !== 0) throw new Error(`npm cannot install ${MANAGERS.join(', ')}:\n${installed.output}`)
  repository.git('add', '.')
  repository.commit('Start')
}, 200_000)
afterAll(() => repository.remove())

/** The block of a page that is named by the file it is for. */
function shown(page: string, file: string): string {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8')
  const block = text.split(`\n\`${file}\`:\n\n`)[1]?.match(/^```\w*\n([\s\S]*?)^```$/m)?.[1]
  if (block === undefined) throw new Error(`${page} does not show ${file}.`)
  return block
}

/** Commits of content that differs from the work tree, both ways round. */
function tryCommits(): void {
  repository.stage({ 'a.json': FAULTY, 'extract.vrl': '.path)\n', 'tsconfig.json': '{ "compilerOptions": {} }\n' })
  repository.write({ 'a.json': GOOD })
  const before = repository.git('rev-parse', 'HEAD')
  const faulty = repository.commit()
  expect(faulty.output).toMatch(/a\.json:1:48/)
  expect(faulty.output).toMatch(/extract\.vrl:1:6/)
  expect(faulty.output).not.toMatch(/tsconfig/)
  expect(faulty.status).not.toBe(0)
  expect(repository.git('rev-parse', 'HEAD')).toBe(before)
  expect(readFileSync(join(repository.root, 'a.json'), 'utf8')).toBe(GOOD)

  repository.stage({ 'a.json': GOOD, 'extract.vrl': '.path\n' })
  repository.write({ 'a.json': FAULTY })
  const good = repository.commit()
  expect([good.status, good.output]).toEqual([0, expect.not.stringContaining('a.json:1:48')])
  expect(repository.git('show', 'HEAD:a.json')).toBe(GOOD)
  expect(readFileSync(join(repository.root, 'a.json'), 'utf8')).toBe(FAULTY)

  repository.git('rm', '--quiet', '--force', 'a.json', 'extract.vrl', 'tsconfig.json')
  expect(repository.commit('End')).toMatchObject({ status: 0 })
}

test('husky runs lint-staged, which names the staged files', () => {
  const manifest = JSON.parse(readFileSync(join(repository.root, 'package.json'), 'utf8'))
  const addition = JSON.parse(shown('lint-staged-husky.md', 'package.json'))
  writeFileSync(join(repository.root, 'package.json'), JSON.stringify({ ...manifest, ...addition }))
  expect(repository.run('npx', ['--no-install', 'husky'])).toMatchObject({ status: 0 })
  repository.stage({
    '.husky/pre-commit': shown('lint-staged-husky.md', '.husky/pre-commit'),
    'package.json': readFileSync(join(repository.root, 'package.json')),
  })
  expect(repository.commit('Use husky').status).toBe(0)
  tryCommits()
}, 60_000)

test('husky without lint-staged, as init writes it', () => {
  repository.git('rm', '--quiet', '--force', '.husky/pre-commit')
  expect(
    repository.run('npx', ['--no-install', 'integration-lint', 'init', '--yes', '--hook', 'husky', '--ci', 'none']),
  ).toMatchObject({ status: 0 })
  repository.git('add', '.')
  expect(repository.commit('Use husky alone').status).toBe(0)
  tryCommits()
}, 60_000)

test('lefthook, as init and the page have it', () => {
  repository.git('config', '--unset-all', 'core.hooksPath')
  expect(
    repository.run('npx', ['--no-install', 'integration-lint', 'init', '--yes', '--hook', 'lefthook', '--ci', 'none']),
  ).toMatchObject({ status: 0 })
  expect(readFileSync(join(repository.root, 'lefthook.yml'), 'utf8')).toBe(shown('lefthook.md', 'lefthook.yml'))
  expect(repository.run('npx', ['--no-install', 'lefthook', 'install', '--force'])).toMatchObject({ status: 0 })
  repository.git('add', '.')
  expect(repository.commit('Use lefthook').status).toBe(0)
  tryCommits()
}, 60_000)

test('git alone, with the hook of the page', () => {
  repository.git('config', 'core.hooksPath', '.git/hooks')
  const hook = shown('lint-staged-husky.md', '.git/hooks/pre-commit')
  writeFileSync(join(repository.root, '.git/hooks/pre-commit'), hook, { mode: 0o755 })
  tryCommits()
}, 60_000)

test('the tool is there as it was packed', () => {
  const { status, stdout } = runProgram('npx', ['--no-install', 'integration-lint', '--version'], {
    cwd: repository.root,
    env: repository.env,
  })
  expect([status, stdout.trim()]).toEqual([0, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version])
})
