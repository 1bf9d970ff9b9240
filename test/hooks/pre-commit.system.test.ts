import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../cli/run'
import { installPacked } from '../packed'
import { FAULTY, GOOD, npmEnvironment, PACKAGE, Repository, runProgram } from './repository'

/** The files of this repository as they are now, committed or not, in a repository of their own. */
function snapshot(): Repository {
  const copy = new Repository()
  const { stdout } = runProgram('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT })
  for (const name of stdout.split('\0')) {
    if (name === '' || !existsSync(join(ROOT, name))) continue
    mkdirSync(dirname(join(copy.root, name)), { recursive: true })
    cpSync(join(ROOT, name), join(copy.root, name))
  }
  copy.git('add', '--all')
  expect(copy.commit()).toMatchObject({ status: 0 })
  return copy
}

let source: Repository
let user: Repository
beforeAll(() => {
  source = snapshot()
  user = new Repository()
  user.env = { ...npmEnvironment(), PRE_COMMIT_HOME: join(user.root, '.git/pre-commit-home') }
})
afterAll(() => {
  source.remove()
  user.remove()
})

test('the hook is declared as pre-commit wants it', () => {
  const [hook, ...others] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'))
  expect(others).toEqual([])
  expect(hook).toMatchObject({
    id: 'integration-lint',
    language: 'node',
    minimum_pre_commit_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(Object.keys(bin)).toContain(hook.entry.split(' ')[0])
  const { status, output } = runProgram('pre-commit', ['validate-manifest', join(ROOT, '.pre-commit-hooks.yaml')], {
    cwd: ROOT,
  })
  expect([status, output]).toEqual([0, ''])
})

test('pre-commit builds the hook from this repository, lets a good commit pass, and stops a faulty one', () => {
  const revision = source.git('rev-parse', 'HEAD').trim()
  user.write({
    '.pre-commit-config.yaml': `repos:\n  - repo: ${source.root}\n    rev: ${revision}\n    hooks:\n      - id: integration-lint\n`,
  })
  const installed = user.run('pre-commit', ['install'])
  expect([installed.status, installed.output]).toEqual([0, expect.stringContaining('pre-commit installed')])

  user.stage({
    '.pre-commit-config.yaml': readFileSync(join(user.root, '.pre-commit-config.yaml')),
    'a.json': GOOD,
    '--exit-zero.json': GOOD,
    'b c.jsonc': `// yes\n${GOOD}`,
    'package.json': PACKAGE,
  })
  const good = user.commit()
  expect(good.output).toMatch(/integration-lint\.+Passed/)
  expect(good.status).toBe(0)

  // What is staged is faulty; the work tree has it mended.
  user.stage({ 'a.json': FAULTY, 'b c.jsonc': `// no\n${FAULTY}` })
  user.write({ 'a.json': GOOD })
  const faulty = user.commit()
  expect(faulty.output).toMatch(/integration-lint\.+Failed[\s\S]*exit code: 1[\s\S]*a\.json:1:48[\s\S]*b c\.jsonc:2:48/)
  expect(faulty.status).toBe(1)
  expect(readFileSync(join(user.root, 'a.json'), 'utf8')).toBe(GOOD)

  // What is staged is good; the work tree has a fault.
  user.stage({ 'a.json': `${GOOD}\n`, 'b c.jsonc': GOOD })
  user.write({ 'a.json': FAULTY })
  expect(user.commit()).toMatchObject({ status: 0 })
  rmSync(join(user.root, 'a.json'))
}, 400_000)

test('pre-commit with the dependency of the project, as init and the page have it', async () => {
  const fresh = new Repository()
  try {
    fresh.env = { ...user.env, npm_config_offline: 'true' }
    installPacked(fresh.root)
    expect(await fresh.lint('init', '--yes', '--hook', 'pre-commit', '--ci', 'none')).toMatchObject({ status: 0 })
    const written = readFileSync(join(fresh.root, '.pre-commit-config.yaml'), 'utf8')
    expect(readFileSync(join(ROOT, 'docs/pre-commit.md'), 'utf8')).toContain(`\`\`\`yaml\n${written}\`\`\`\n`)

    fresh.stage({
      '.pre-commit-config.yaml': written,
      'a.json': FAULTY,
      '--exit-zero.json': GOOD,
      'package.json': PACKAGE,
    })
    fresh.write({ 'a.json': GOOD })
    expect(fresh.run('pre-commit', ['install'])).toMatchObject({ status: 0 })
    const faulty = fresh.commit()
    expect(faulty.output).toMatch(/integration-lint\.+Failed[\s\S]*a\.json:1:48/)
    expect(faulty.status).toBe(1)
    fresh.stage({ 'a.json': GOOD })
    expect(fresh.commit()).toMatchObject({ status: 0 })
  } finally {
    fresh.remove()
  }
}, 200_000)
