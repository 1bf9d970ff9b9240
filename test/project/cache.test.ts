/**
 * When a test ends, jest takes apart what its globals reach, streams of child processes that are still closing among it.
 *
 * @jest-environment-options {"globalsCleanup": "off"}
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findInputs } from '../../src/input/files'
import { findStaged } from '../../src/input/git'
import { againstRevision } from '../../src/run/against'
import { LintSession, lintSources } from '../../src/run/lint-files'
import type { SessionOptions } from '../../src/run/source'
import { ENVIRONMENT } from '../hooks/repository'
import { findingsOf, folderWith } from './harness'

const FILES = {
  'desk/integration.definition.ts': `import { IntegrationDefinition, z } from '@botpress/sdk'
import { title } from './src/texts'
import { words } from '@shared/words'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', title, description: words, icon: 'icon.svg', readme: 'hub.md',
  secrets: { KEY: { description: 'A key' } },
  identifier: { extractScript: 'extract.vrl' },
  actions: { ping: { input: { schema: z.object({ a: z.string() }) }, output: { schema: z.object({}) } } },
})
`,
  'desk/src/texts.ts': `export const title = 'Desk'\n`,
  'desk/src/index.ts': `export const key = bp.secrets.KEY\n`,
  'desk/extract.vrl': '.path\n',
  'desk/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
  'desk/hub.md': '# Desk\n',
  'desk/package.json': '{ "name": "desk" }\n',
  'desk/tsconfig.json': '{ /* as tsc reads it */ "extends": "../base", }\n',
  'base.json': '{ "compilerOptions": { "paths": { "@shared/*": ["./gen/*", "./shared/*"] } } }\n',
  'shared/words.ts': `export const words = 'Words'\n`,
  'other/integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
export default new IntegrationDefinition({ name: 'acme/other', version: '1.0.0' })
`,
}

/** Lints with a cache, as a process that starts anew; and which projects were evaluated. */
async function lintAgain(folder: string, options: Partial<SessionOptions> = {}) {
  const evaluated: string[] = []
  const { inputs } = await findInputs(['.'], folder)
  const result = await lintSources(
    inputs,
    { cwd: folder, config: false, cache: join(folder, '.integration-lint-cache'), ...options },
    (_done, _all, project) => evaluated.push(project.slice(folder.length + 1)),
  )
  expect(result.cacheFailure).toBeUndefined()
  return { evaluated, found: findingsOf(result), report: result.report }
}

/** What has just been written might be changed again without a trace, and is not remembered. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 40))

async function cachedFolder(files: Readonly<Record<string, string>> = FILES) {
  const folder = folderWith(files)
  await settled()
  const first = await lintAgain(folder)
  return { folder, first }
}

test('what has not changed is not evaluated again, and the report is the same', async () => {
  const { folder, first } = await cachedFolder()
  expect(first.evaluated).toEqual(['desk', 'other'])
  expect(first.found.length).toBeGreaterThan(3)
  const second = await lintAgain(folder)
  expect(second.evaluated).toEqual([])
  expect(second.report).toEqual(first.report)
})

const write = (name: string, text: string) => (folder: string) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), text)
}

const append = (name: string) => (folder: string) => {
  writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')}\n`)
}

describe('one change after another', () => {
  let folder = ''
  beforeAll(async () => {
    ;({ folder } = await cachedFolder())
  })

  test.each<[string, (folder: string) => void]>([
    ['the definition', append('desk/integration.definition.ts')],
    ['an imported module', append('desk/src/texts.ts')],
    ['code that the definition does not import', append('desk/src/index.ts')],
    ['a script', append('desk/extract.vrl')],
    ['the icon', append('desk/icon.svg')],
    ['the readme', append('desk/hub.md')],
    ['package.json', append('desk/package.json')],
    ['tsconfig.json', append('desk/tsconfig.json')],
    ['what tsconfig.json extends', append('base.json')],
    ['a module outside the folder', append('shared/words.ts')],
    ['a new module that a path of tsconfig.json prefers', write('gen/words.ts', `export const words = 'Other'\n`)],
    ['a new module that an import prefers', write('desk/src/texts.tsx', `export const title = 'Other'\n`)],
    ['a new script that nothing uses', write('desk/unused.vrl', '.a\n')],
    ['a new package.json above', write('package.json', '{ "name": "root" }\n')],
    ['a script that is gone', (folder) => rmSync(join(folder, 'desk/extract.vrl'))],
    [
      'a module that has moved',
      (folder) => renameSync(join(folder, 'desk/src/texts.ts'), join(folder, 'desk/src/t.ts')),
    ],
  ])('after a change of %s, that project is evaluated again', async (_name, change) => {
    // The run after the last change is remembered.
    expect((await lintAgain(folder)).evaluated).toEqual([])
    change(folder)
    await settled()
    const { evaluated, report } = await lintAgain(folder)
    expect(evaluated.filter((name) => name !== 'other')).toEqual(['desk'])
    expect(report).toEqual((await lintAgain(folder, { cache: undefined })).report)
  })
})

test('a change of one project leaves the others alone', async () => {
  const { folder } = await cachedFolder()
  append('desk/src/texts.ts')(folder)
  expect((await lintAgain(folder)).evaluated).toEqual(['desk'])
})

test('other settings ask again', async () => {
  const { folder } = await cachedFolder()
  const { evaluated, found } = await lintAgain(folder, { rules: ['action-description-present:off'] })
  expect(evaluated).toEqual(['desk', 'other'])
  expect(found.map(({ rule }) => rule)).not.toContain('action-description-present')
})

test.each([
  ['the environment', 'process.env.TITLE ?? "a"'],
  ['the clock', 'new Date().toISOString()'],
  ['the disk', 'require("node:fs").readFileSync(__dirname + "/title.bin", "utf8")'],
])('a definition that looks at %s is evaluated each time', async (_name, title) => {
  const { folder, first } = await cachedFolder({
    'integration.definition.ts': FILES['other/integration.definition.ts'].replace(
      "version: '1.0.0'",
      `version: '1.0.0', title: ${title}`,
    ),
    'title.bin': 'a',
  })
  expect(first.found.map(({ rule }) => rule)).not.toContain('definition/loads')
  expect((await lintAgain(folder)).evaluated).toHaveLength(1)
})

test('what cannot be loaded is tried again', async () => {
  const { folder, first } = await cachedFolder({ ...FILES, 'shared/words.ts': 'throw new Error()' })
  expect(first.found.map(({ rule }) => rule)).toContain('definition/loads')
  expect((await lintAgain(folder)).evaluated).toEqual(['desk'])
})

test.each([
  ['no JSON', () => '{'],
  ['another result', (text: string) => text.replaceAll('action-', 'other-')],
  ['something else', (text: string) => text.replace(/"states":\{/g, '"states":null,"s":{')],
])('a cache that holds %s is not believed', async (_name, spoil) => {
  const { folder, first } = await cachedFolder()
  const file = join(folder, '.integration-lint-cache/cache')
  writeFileSync(file, spoil(readFileSync(file, 'utf8')))
  const { report, evaluated } = await lintAgain(folder)
  expect(evaluated).toContain('desk')
  expect(report).toEqual(first.report)
})

/** Runs the hook `--staged --against HEAD`; and how many processes evaluated a project. */
async function runHook(folder: string, cache: string | undefined) {
  const where = { cwd: folder, env: ENVIRONMENT }
  const spawn = jest.spyOn(jest.requireActual<typeof import('node:child_process')>('node:child_process'), 'spawn')
  const session = await LintSession.open({ cwd: folder, config: false, cache, staged: true })
  session.compareWith(againstRevision({ revision: 'HEAD', exec: true, staged: true, scope: [], ...where }))
  const { report, cacheFailure } = await session.lint(findStaged({ ...where, scope: [] }))
  const processes = spawn.mock.calls.filter(([, args]) => String(args).includes('evaluator')).length
  spawn.mockRestore()
  expect(cacheFailure).toBeUndefined()
  return { report, processes }
}

test('a hook evaluates no state of a project that an earlier run has evaluated', async () => {
  const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n.integration-lint-cache\n' })
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, env: ENVIRONMENT })
  const commit = () => {
    git('add', '.')
    git('commit', '-q', '-m', 'Change')
  }
  const stage = (name: string, text: string) => {
    write(name, text)(folder)
    git('add', '.')
  }
  const cache = join(folder, '.integration-lint-cache')
  const hook = async () => {
    await settled()
    const { report, processes } = await runHook(folder, cache)
    expect(report).toEqual((await runHook(folder, undefined)).report)
    const changes = report.files.flatMap(({ findings }) => findings).filter(({ related }) => related !== undefined)
    return { processes, changes: changes.map(({ rule }) => rule) }
  }
  git('init', '-q')
  commit()
  stage('desk/src/texts.ts', `export const title = 'Help desk'\n`)
  expect(await hook()).toEqual({ processes: 2, changes: ['title-changed'] })
  expect(await hook()).toEqual({ processes: 0, changes: ['title-changed'] })
  // What is not staged does not matter.
  write('desk/src/texts.ts', `export const title = 'Not staged'\n`)(folder)
  expect(await hook()).toEqual({ processes: 0, changes: ['title-changed'] })
  write('desk/src/texts.ts', `export const title = 'Help desk'\n`)(folder)
  commit()
  // What was staged is the commit now.
  stage('desk/extract.vrl', '.method\n')
  expect(await hook()).toEqual({ processes: 1, changes: ['script-changed'] })
  // A new file may be one that git ignores, which counts for each state.
  stage('desk/src/texts.tsx', `export const title = 'Preferred'\n`)
  expect(await hook()).toEqual({ processes: 2, changes: ['script-changed', 'title-changed'] })
})
