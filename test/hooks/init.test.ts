import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv'
import { parse } from 'yaml'
import configurationSchema from '../../schemas/config.schema.json'
import { CLI, ROOT } from '../cli/run'
import { FAULTY, GOOD, lintIn, PACKAGE, Repository } from './repository'

const CONFIGURATION = 'integration-lint.config.json'
const WORKFLOW = '.github/workflows/integration-lint.yml'

let repository: Repository
beforeEach(() => {
  repository = new Repository()
  // The tool is installed in the project.
  mkdirSync(join(repository.root, 'node_modules/.bin'), { recursive: true })
  symlinkSync(CLI, join(repository.root, 'node_modules/.bin/integration-lint'))
  repository.write({ '.gitignore': 'node_modules/\n' })
})
afterEach(() => repository.remove())

const read = (name: string) => readFileSync(join(repository.root, name), 'utf8')
const answer = (lines: string[], ...args: string[]) =>
  lintIn(repository.root, ['init', ...args], { stdin: lines.map((line) => `${line}\n`).join('') })

test('a newcomer comes from faulty definitions to a failing commit, then a baseline, then a passing one, and a new fault still fails', async () => {
  repository.write({ 'crm.json': FAULTY, 'desk.json': FAULTY, 'x/mail.json': FAULTY, 'package.json': PACKAGE })
  const init = await repository.lint('init', '--yes')
  expect(init).toMatchObject({ status: 0, stderr: '' })
  expect(init.stdout.split('\n')).toEqual([
    'Found 3 integration documents in JSON.',
    `Wrote ${CONFIGURATION}`,
    'Wrote .git/hooks/pre-commit',
    `Wrote ${WORKFLOW}`,
    expect.stringMatching(/^Install the tool, if you have not yet: npm install --save-dev git\+https:.*#v\d/),
    '3 findings in 3 files; "integration-lint ." shows them.',
    'Fix them, or accept them as known, so that only new findings are reported: integration-lint . --update-baseline',
    '',
  ])

  repository.git('add', '.')
  const refused = repository.commit()
  expect(refused.output).toMatch(/crm\.json:1:48 {2}\/title[\s\S]*3 findings \(3 errors/)
  expect(refused.status).not.toBe(0)
  expect(repository.run('git', ['rev-parse', '--verify', '--quiet', 'HEAD']).status).not.toBe(0)

  expect(await repository.lint('.', '--update-baseline')).toMatchObject({ status: 0 })
  repository.git('add', '.')
  expect(repository.commit()).toMatchObject({ status: 0 })
  expect(repository.git('ls-files').split('\n')).toContain('integration-lint.baseline.json')

  repository.stage({ 'new.json': FAULTY })
  const again = repository.commit()
  expect(again.output).toMatch(/new\.json:1:48/)
  expect(again.output).not.toMatch(/crm\.json/)
  expect(again.status).not.toBe(0)
  repository.stage({ 'new.json': GOOD })
  expect(repository.commit()).toMatchObject({ status: 0 })
})

test('a TypeScript project gets a script, a hook that lints it whatever is staged, and a job', async () => {
  repository.write({
    'integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
import { title } from './src/title'
export default new IntegrationDefinition({ name: 'acme', version: '1.0.0', title, description: 'Tickets.' })
`,
    'src/title.ts': `export const title = 'Acme'\n`,
    'package.json': `${JSON.stringify({ name: 'acme', scripts: { build: 'bp build' } }, null, 2)}\n`,
  })
  symlinkSync(join(ROOT, 'node_modules/@botpress'), join(repository.root, 'node_modules/@botpress'))
  const init = await repository.lint('init', '--yes')
  expect(init.stderr).toBe('')
  expect(init.stdout).toMatch(
    /^Found 1 TypeScript project\.[\s\S]*\nAdded the script "lint:integration" to package\.json\n/,
  )
  expect(read('package.json')).toBe(
    `${JSON.stringify({ name: 'acme', scripts: { build: 'bp build', 'lint:integration': 'integration-lint .' } }, null, 2)}\n`,
  )
  repository.git('add', '.')
  expect(repository.commit()).toMatchObject({ status: 0 })
  repository.stage({ 'src/title.ts': `export const title = '${'T'.repeat(71)}'\n` })
  const refused = repository.commit()
  expect(refused.output).toContain('src/title.ts:1:22')
  expect(refused.status).not.toBe(0)
  repository.stage({ 'src/title.ts': `export const title = 'Acme Desk'\n` })
  expect(repository.commit()).toMatchObject({ status: 0 })
})

test('a manifest that a script would change elsewhere is left alone', async () => {
  const manifest = '{ "name": "acme", "dependencies": {} }\n'
  repository.write({ 'integration.definition.ts': 'export default 1\n', 'package.json': manifest })
  expect((await repository.lint('init', '--yes')).stdout).toContain(
    "To add a script: npm pkg set 'scripts.lint:integration=integration-lint .'",
  )
  expect(read('package.json')).toBe(manifest)
})

test('what it writes is well formed', async () => {
  await repository.lint('init', '--yes', '--hook', 'pre-commit', '--preset', 'hub')
  const configuration = JSON.parse(read(CONFIGURATION))
  const validate = new Ajv({ strict: false, logger: false }).compile(configurationSchema)
  expect(validate(configuration) ? [] : validate.errors).toEqual([])
  expect(configuration).toMatchObject({
    $schema: './node_modules/integration-lint/schemas/config.schema.json',
    extends: 'hub',
  })
  expect(parse(read(WORKFLOW)).jobs['integration-lint'].steps.at(-1).run).toMatch(/^npx --no -- integration-lint \.$/)
  expect(parse(read('.pre-commit-config.yaml')).repos[0].hooks[0]).toMatchObject({
    id: 'integration-lint',
    language: 'system',
  })
  expect(await repository.lint('--print-config', 'a.json')).toMatchObject({ status: 0, stderr: '' })
})

interface Given {
  name: string
  files?: Record<string, string>
  args: string[]
  /** The files that there are afterwards, each with what stands in it. */
  written: Record<string, RegExp>
  stdout?: RegExp
}

const LINE = /^integration-lint --staged$/m
const CASES: readonly Given[] = [
  { name: 'husky', args: ['--hook', 'husky'], written: { '.husky/pre-commit': LINE }, stdout: /npx husky/ },
  {
    name: 'husky is noticed',
    files: { 'package.json': '{ "devDependencies": { "husky": "9" } }' },
    args: [],
    written: { '.husky/pre-commit': LINE },
  },
  {
    name: 'lefthook',
    args: ['--hook', 'lefthook'],
    written: { 'lefthook.yml': /run: npx --no -- integration-lint --staged/ },
    stdout: /npx lefthook install/,
  },
  {
    name: 'a configuration of lefthook is kept, whatever its name, and what to add is shown',
    files: { '.lefthook.yaml': 'pre-push: {}\n' },
    args: [],
    written: { '.lefthook.yaml': /^pre-push: \{\}\n$/ },
    stdout:
      /Kept \.lefthook\.yaml, which already exists\nTo run the check in \.lefthook\.yaml, add:\n\n {4}pre-commit:\n/,
  },
  {
    name: 'a configuration of pre-commit is kept',
    files: { '.pre-commit-config.yaml': 'repos: []\n' },
    args: [],
    written: { '.pre-commit-config.yaml': /^repos: \[\]\n$/ },
    stdout: /add:\n\n {6}- repo: local\n/,
  },
  {
    name: 'a hook is kept',
    files: { '.git/hooks/pre-commit': '#!/bin/sh\ntrue\n' },
    args: [],
    written: { '.git/hooks/pre-commit': /^#!\/bin\/sh\ntrue\n$/ },
    stdout: /Kept \.git\/hooks\/pre-commit[\s\S]*add:\n\n {4}# Checks/,
  },
  {
    name: 'GitLab',
    args: ['--ci', 'gitlab'],
    written: { '.gitlab-ci.yml': /codequality: gl-code-quality-report\.json/ },
  },
  {
    name: 'jobs on GitLab are kept',
    files: { '.gitlab-ci.yml': 'test: { script: [true] }\n' },
    args: [],
    written: { '.gitlab-ci.yml': /^test: \{ script: \[true\] \}\n$/ },
    stdout: /To run the check in \.gitlab-ci\.yml, add:\n\n {4}integration-lint:\n/,
  },
  {
    name: 'a configuration is kept, also as code',
    files: { 'integration-lint.config.mjs': 'export default {}\n' },
    args: ['--preset', 'strict'],
    written: { 'integration-lint.config.mjs': /^export default \{\}\n$/ },
    stdout: /Kept integration-lint\.config\.mjs/,
  },
  {
    name: 'findings are accepted when asked to',
    files: { 'a.json': FAULTY },
    args: ['--baseline'],
    written: { 'integration-lint.baseline.json': /max-length/ },
    stdout: /Accepted them/,
  },
]

test.each(CASES.map((one) => [one.name, one] as const))('%s', async (_name, { files = {}, args, written, stdout }) => {
  repository.write(files)
  const init = await repository.lint('init', '--yes', ...args)
  expect(init).toMatchObject({ status: 0, stderr: '' })
  for (const [name, content] of Object.entries(written)) expect(read(name)).toMatch(content)
  if (stdout !== undefined) expect(init.stdout).toMatch(stdout)
})

test('a second time nothing is written, and nothing is said to be missing', async () => {
  repository.write({ 'package.json': '{ "devDependencies": { "integration-lint": "*" } }' })
  expect((await repository.lint('init', '--yes')).stdout).not.toMatch(/npm install/)
  repository.git('add', '.')
  const { status, stdout } = await repository.lint('init', '--yes')
  expect(stdout).toMatch(
    /^Found no integration definition yet\.\nKept [^\n]*\nKept [^\n]*\nKept [^\n]*\nNo findings in 0 files\.\n$/,
  )
  expect(status).toBe(0)
  expect(repository.git('diff')).toBe('')
})

test('below the top of a repository it says where the tool is needed', async () => {
  const manifest = '{ "devDependencies": { "integration-lint": "*" } }'
  repository.write({ 'desk/a.json': GOOD, 'desk/package.json': manifest })
  const init = async () => (await lintIn(join(repository.root, 'desk'), ['init', '--yes'])).stdout.split('\n')
  expect(await init()).toContainEqual(
    expect.stringMatching(/^Install the tool in \/.*[^k], where the check starts, if you have not yet: npm install/),
  )
  repository.write({ 'package.json': manifest })
  expect((await init()).join('\n')).not.toContain('npm install')
})

test('hooks of all repositories are not touched', async () => {
  const shared = join(repository.root, '..', `${repository.root.split('/').at(-1)}-hooks`)
  repository.git('config', 'core.hooksPath', shared)
  expect((await repository.lint('init', '--yes')).stdout).toMatch(/nothing is written there[\s\S]*To run the check in/)
  expect(statSync(shared, { throwIfNoEntry: false })).toBeUndefined()
})

test('outside a repository a workflow is written for who names the service', async () => {
  const outside = join(repository.root, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'integration.definition.ts'), '')
  const env = { GIT_CEILING_DIRECTORIES: repository.root }
  const { stdout } = await lintIn(outside, ['init', '--yes', '--ci', 'gitlab', '--hook', 'none'], { env })
  expect(stdout).toMatch(/^Found 1 TypeScript project\.\n/)
  expect(stdout).toContain('Wrote .gitlab-ci.yml\n')
  expect(stdout).toContain('This is not a git repository: no commit hook is written.\n')
})

describe('questions', () => {
  test('the beginning of an answer will do', async () => {
    repository.write({ 'crm.json': FAULTY })
    expect(await answer(['h', 'n', 'gitl', 'y'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Accepted them'),
    })
    expect(read(CONFIGURATION)).toContain('"hub"')
  })

  test('answers are taken, asked again when they are none, and empty ones mean what is usual', async () => {
    repository.write({ 'a.json': FAULTY })
    const { status, stderr } = await answer(['hubb', 'hub', 'husky', '', 'yes'])
    expect(stderr).toMatch(
      /^Which rules\?\n {2}schema {7}the shape alone.*\n {2}recommended {2}what .*\n {2}hub {10}as strict.*\n {2}strict {7}the rules of recommended, and.*\n\[recommended\] "hubb" is not one of these\. Did you mean "hub"\?\n\[recommended\] What should run/,
    )
    expect(stderr).toContain('\n  husky       husky, by .husky/pre-commit\n')
    expect(stderr).toContain('\n  gitlab  GitLab CI, by .gitlab-ci.yml\n')
    expect(JSON.parse(read(CONFIGURATION)).extends).toBe('hub')
    expect(read('.husky/pre-commit')).toMatch(LINE)
    expect(read(WORKFLOW)).toMatch(/integration-lint/)
    expect(read('integration-lint.baseline.json')).toMatch(/max-length/)
    expect(status).toBe(0)
  })

  test('flags answer beforehand; a baseline that is declined is not written', async () => {
    repository.write({ 'a.json': FAULTY })
    const { stderr, stdout } = await answer(['no'], '--preset', 'schema', '--hook', 'none', '--ci', 'none')
    expect(stderr).toBe(
      [
        'Accept the findings as known, so that only new findings are reported?',
        '  yes  write them into a baseline file, to be committed',
        '  no   report them until they are fixed',
        '[yes] ',
      ].join('\n'),
    )
    expect(stdout).toMatch(/--update-baseline/)
    expect(statSync(join(repository.root, 'integration-lint.baseline.json'), { throwIfNoEntry: false })).toBeUndefined()
  })

  test('the last answer ends it, though standard input stays open as a terminal does', async () => {
    const child = spawn(process.execPath, [CLI, 'init'], { cwd: repository.root, stdio: ['pipe', 'ignore', 'ignore'] })
    child.stdin.write('schema\nnone\nnone\n')
    expect(await new Promise((done) => child.on('exit', done))).toBe(0)
    child.stdin.destroy()
  })

  test('nobody to answer: nothing is written', async () => {
    expect(await answer([])).toMatchObject({
      status: 2,
      stdout: 'Found no integration definition yet.\n',
      stderr: expect.stringContaining('--yes'),
    })
    expect(repository.git('status', '--porcelain')).toBe('?? .gitignore\n')
  })
})

test('outside a repository there is a configuration, and no hook', async () => {
  const outside = join(repository.root, 'outside')
  mkdirSync(outside)
  const env = { GIT_CEILING_DIRECTORIES: repository.root }
  const hooked = await lintIn(outside, ['init', '--yes', '--hook', 'husky'], { env })
  expect(hooked).toMatchObject({ status: 2, stderr: expect.stringContaining('git init') })
  const plain = await lintIn(outside, ['init', '--yes'], { env })
  expect(plain.stdout).toMatch(
    /^Found no integration definition yet\.\nWrote integration-lint\.config\.json\nThis is not a git repository: no commit hook and no CI workflow are written\.\n/,
  )
})

test('a place that cannot be written exits with 2', async () => {
  writeFileSync(join(repository.root, '.github'), '')
  const { status, stderr } = await repository.lint('init', '--yes')
  expect(stderr).toMatch(/^integration-lint: Cannot write .*integration-lint\.yml: /)
  expect(status).toBe(2)
})
