import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findInputs } from '../../src/input/files'
import { findStaged } from '../../src/input/git'
import { LintSession, lintSources } from '../../src/run/lint-files'
import { type SelectOptions, selectSources } from '../../src/run/select'
import { findingsOf, folderWith, lintFolder, PACKAGES } from './harness'

const DEFINITION = `import { IntegrationDefinition } from '@botpress/sdk'
import { title } from './src/texts'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', title, description: 'A desk', icon: 'icon.svg',
  identifier: { extractScript: 'extract.vrl' },
})
`

const FILES = {
  'desk/integration.definition.ts': DEFINITION,
  'desk/src/texts.ts': `export const title = '${'x'.repeat(70)}'\n`,
  'desk/extract.vrl': '.path\n',
  'desk/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
  'desk/package.json': '{ "name": "desk" }\n',
  'desk/tsconfig.json': '{}\n',
  'face/interface.definition.ts': 'export default 1\n',
  'other/index.ts': 'export default 1\n',
}

const TITLE = ['desk/src/texts.ts', 'schema/max-length']

async function errorsOf(folder: string, args: readonly string[]) {
  const result = await lintFolder(folder, {}, args)
  return {
    ...result,
    found: findingsOf(result)
      .filter(({ rule }) => rule.startsWith('schema/'))
      .map(({ file, rule }) => [file, rule]),
  }
}

test.each([
  ['the folder above', ['.']],
  ['the folder', ['desk']],
  ['the definition', ['desk/integration.definition.ts']],
  ['a module that it imports', ['desk/src/texts.ts']],
  ['a script', ['desk/extract.vrl']],
  ['the icon', ['desk/icon.svg']],
  ['package.json', ['desk/package.json']],
  ['tsconfig.json', ['desk/tsconfig.json']],
  ['several of its files, once', ['desk/package.json', 'desk/extract.vrl', 'desk']],
  ['a pattern', ['**/*.ts']],
])('naming %s lints the project', async (_name, args) => {
  const { found, failed } = await errorsOf(folderWith(FILES), args)
  expect(found).toEqual([TITLE])
  expect(failed).toEqual([])
})

describe('scripts in a folder of a project', () => {
  const SCRIPTS = {
    'desk/integration.definition.ts': DEFINITION.replace('extract.vrl', 'scripts/extract.vrl').replace(
      "' },\n",
      "', fallbackHandlerScript: '../shared/fallbackHandler.vrl' },\n",
    ),
    'desk/src/texts.ts': `export const title = 'Desk'\n`,
    'desk/icon.svg': FILES['desk/icon.svg'],
    'desk/scripts/extract.vrl': '.path)\n',
    'shared/fallbackHandler.vrl': '{ "state": 200 }\n',
  }
  const EXTRACT = ['desk/scripts/extract.vrl', 'vrl-compiles']
  const FALLBACK = ['shared/fallbackHandler.vrl', 'vrl-result']

  test.each<[string, string[], string[][]]>([
    ['the folder above', ['.'], [EXTRACT, FALLBACK]],
    ['a pattern', ['**/*.vrl'], [EXTRACT, FALLBACK]],
    ['the script itself', ['desk/scripts/extract.vrl'], [EXTRACT, FALLBACK]],
    ['the script and its folder', ['desk/scripts', 'desk/scripts/extract.vrl', 'desk'], [EXTRACT, FALLBACK]],
    ['a script beside the project', ['shared/fallbackHandler.vrl'], [FALLBACK]],
  ])('are linted once, with the project: %s', async (_name, args, expected) => {
    const result = await lintFolder(folderWith(SCRIPTS), {}, args)
    const found = findingsOf(result).filter(({ rule }) => rule.startsWith('vrl-'))
    expect(found.map(({ file, rule }) => [file, rule]).sort()).toEqual(expected)
    const files = result.report.files.map(({ file }) => file)
    expect(files).toEqual([...new Set(files)])
    expect(result.failed).toEqual([])
  })
})

describe('a module beside all projects', () => {
  const SHARED = {
    'desk/integration.definition.ts': DEFINITION.replace('./src/texts', '../shared/texts'),
    'desk/extract.vrl': '.path\n',
    'desk/icon.svg': FILES['desk/icon.svg'],
    'crm/integration.definition.ts': DEFINITION.replace('./src/texts', '@acme/texts'),
    'crm/extract.vrl': '.path\n',
    'crm/icon.svg': FILES['desk/icon.svg'],
    'crm/tsconfig.json': '{ "compilerOptions": { "paths": { "@acme/*": ["../shared/*"] } } }\n',
    'broken/integration.definition.ts': `import x from './bp_modules/x'\nimport { title } from '../shared/texts'\nexport default x(title)\n`,
    'other/integration.definition.ts': DEFINITION.replace('./src/texts', '../other/texts'),
    'other/texts.ts': FILES['desk/src/texts.ts'],
    'shared/texts.ts': FILES['desk/src/texts.ts'],
    'shared/unused.ts': 'export {}\n',
  }
  const FOUND = [
    ['broken/integration.definition.ts', 'definition/loads'],
    ['shared/texts.ts', 'schema/max-length'],
  ]
  const found = (result: Awaited<ReturnType<typeof lintFolder>>) =>
    findingsOf(result)
      .filter(({ rule }) => /^(?:schema|definition)\//.test(rule))
      .map(({ file, rule }) => [file, rule])
      .sort()

  test.each([
    ['it is named', ['shared/texts.ts']],
    ['it is named beside a project that is made of it', ['desk', 'shared/texts.ts']],
    ['a pattern finds it', ['shared/*.ts']],
  ])('is linted with the projects that are made of it: %s', async (_name, args) => {
    const result = await lintFolder(folderWith(SHARED), {}, args)
    expect(found(result)).toEqual(FOUND)
    expect(result.report.files.map(({ file }) => file)).not.toContain('other/texts.ts')
  })

  test('that no definition is made of is a document, and none that is known', async () => {
    const { report } = await lintFolder(folderWith(SHARED), {}, ['shared/unused.ts'])
    expect(findingsOf({ report }).map(({ file }) => file)).toEqual(['shared/unused.ts'])
  })

  test('names the projects where nothing may run', async () => {
    const { unevaluated } = await lintFolder(folderWith(SHARED), { exec: false }, ['shared/texts.ts'])
    expect(unevaluated.sort()).toEqual(['broken', 'crm', 'desk'].map((name) => `${name}/integration.definition.ts`))
  })
})

test('a package of a workspace whose main is TypeScript is the source of its texts', async () => {
  const folder = folderWith(
    {
      'pnpm-workspace.yaml': 'packages: [integrations/*, packages/*]\n',
      'packages/texts/package.json': '{ "name": "@acme/texts", "main": "src/index.ts" }\n',
      'packages/texts/src/index.ts': `export * from './title'\n`,
      'packages/texts/src/title.ts': FILES['desk/src/texts.ts'],
      'integrations/desk/integration.definition.ts': DEFINITION.replace('./src/texts', '@acme/texts'),
      'integrations/desk/extract.vrl': '.path\n',
      'integrations/desk/icon.svg': FILES['desk/icon.svg'],
      'integrations/desk/node_modules/@acme/.keep': '',
    },
    null,
  )
  const modules = join(folder, 'integrations/desk/node_modules')
  symlinkSync('../../../../packages/texts', join(modules, '@acme/texts'))
  symlinkSync(join(PACKAGES, '@botpress'), join(modules, '@botpress'))
  for (const args of [['integrations'], ['packages/texts/src/title.ts']]) {
    const { found } = await errorsOf(folder, args)
    expect(found).toEqual([['packages/texts/src/title.ts', 'schema/max-length']])
  }
})

describe('scripts that no definition uses are linted as what their names say', () => {
  const SCRIPTS = {
    'desk/integration.definition.ts': DEFINITION.replace("identifier: { extractScript: 'extract.vrl' }", ''),
    'desk/src/texts.ts': `export const title = 'Desk'\n`,
    'desk/icon.svg': FILES['desk/icon.svg'],
    'desk/s/extract.vrl': '.body.team\n',
    'desk/s/handler.vrl': '.path)\n',
    'desk/beside.vrl': '.body.id\n',
  }
  const EXTRACT = ['desk/s/extract.vrl', 'vrl-known-fields']
  const HANDLER = ['desk/s/handler.vrl', 'vrl-compiles']
  const BESIDE = ['desk/beside.vrl', 'vrl-known-fields']
  const USED = DEFINITION.replace("'extract.vrl'", "'s/extract.vrl'")

  const scriptFindings = (result: Awaited<ReturnType<typeof lintFolder>>) =>
    findingsOf(result).flatMap(({ file, rule }) => (rule.startsWith('vrl-') ? [[file, rule]] : []))

  test.each<[string, Record<string, string>, string[], string[][]]>([
    ['the definition names none', {}, ['.'], [BESIDE, EXTRACT, HANDLER]],
    ['one is named', {}, ['desk/s/handler.vrl'], [HANDLER]],
    ['both are named', {}, ['desk/s/handler.vrl', 'desk/s/extract.vrl'], [EXTRACT, HANDLER]],
    ['a pattern', {}, ['**/*.vrl'], [BESIDE, EXTRACT, HANDLER]],
    ['the definition names one of them', { 'desk/integration.definition.ts': USED }, ['.'], [BESIDE, EXTRACT, HANDLER]],
    ['the definition throws', { 'desk/src/texts.ts': 'throw new Error()\n' }, ['.'], [BESIDE, EXTRACT, HANDLER]],
    [
      'the definition cannot be read',
      { 'desk/integration.definition.ts': 'export default (' },
      ['desk'],
      [BESIDE, EXTRACT, HANDLER],
    ],
    ['a module is missing', { 'desk/src/texts.ts': "import 'nowhere'\n" }, ['desk/s'], [EXTRACT, HANDLER]],
  ])('%s', async (_name, changed, args, expected) => {
    const result = await lintFolder(folderWith({ ...SCRIPTS, ...changed }), {}, args)
    expect(scriptFindings(result).sort()).toEqual(expected)
    const files = result.report.files.map(({ file }) => file)
    expect(files).toEqual([...new Set(files)])
  })

  test('what a definition uses a script for counts, and not its name', async () => {
    const folder = folderWith({
      ...SCRIPTS,
      'desk/beside.vrl': '.path\n',
      'desk/integration.definition.ts': DEFINITION.replace('extractScript', 'fallbackHandlerScript').replace(
        "'extract.vrl'",
        "'s/extract.vrl'",
      ),
      'desk/s/extract.vrl': '{ "status": 200 }\n',
      'desk/s/handler.vrl': '.path\n',
    })
    expect(scriptFindings(await lintFolder(folder))).toEqual([])
    // So it is when it is linted by another name of its folder.
    symlinkSync(folder, `${folder}-link`)
    try {
      expect(scriptFindings(await lintFolder(`${folder}-link`))).toEqual([])
    } finally {
      rmSync(`${folder}-link`)
    }
  })

  test('the encoding of one that a definition uses is checked, too', async () => {
    const folder = folderWith({ ...SCRIPTS, 'desk/integration.definition.ts': USED, 'desk/beside.vrl': '.path\n' })
    writeFileSync(join(folder, 'desk/s/extract.vrl'), Buffer.from('# caf\xe9\n.path\n', 'latin1'))
    writeFileSync(join(folder, 'desk/s/handler.vrl'), '.path\n')
    const found = findingsOf(await lintFolder(folder)).filter(({ file }) => file.endsWith('.vrl'))
    expect(found.filter(({ rule }) => !rule.startsWith('script-'))).toMatchObject([
      { file: 'desk/s/extract.vrl', rule: 'syntax/encoding', range: { line: 1, column: 6 } },
    ])
  })

  test('when the definition begins to use one, and ceases to', async () => {
    const folder = folderWith({
      ...SCRIPTS,
      'desk/beside.vrl': '.path\n',
      'desk/s/handler.vrl': '.path\n',
      'desk/s/extract.vrl': '{ "status": 20 }',
    })
    const { inputs } = await findInputs(['.'], folder)
    const session = await LintSession.open({ cwd: folder, config: false, remember: true })
    const definition = join(folder, 'desk/integration.definition.ts')
    const scriptMessages = (result: Awaited<ReturnType<typeof lintFolder>>) =>
      findingsOf(result).flatMap(({ rule, message }) => (rule === 'vrl-result' ? [message] : []))
    const round = async (text: string) => {
      writeFileSync(definition, text)
      session.forget(definition)
      return scriptFindings(await session.lint(inputs))
    }
    const asExtract = [['desk/s/extract.vrl', 'vrl-result']]
    expect(await round(SCRIPTS['desk/integration.definition.ts'])).toEqual(asExtract)
    const asFallback = USED.replace('extractScript', 'fallbackHandlerScript')
    expect(await round(asFallback)).toEqual(asExtract)
    expect(scriptMessages(await session.lint(inputs))).toEqual([
      'identifier.fallbackHandlerScript: 20 is not an HTTP status; it must be a number from 100 to 599.',
    ])
    expect(await round('export default (')).toEqual(asExtract)
  })

  test('what the cache remembers of a project says which scripts it uses', async () => {
    const folder = folderWith({
      ...SCRIPTS,
      'desk/beside.vrl': '.path\n',
      'desk/integration.definition.ts': USED.replace('extractScript', 'fallbackHandlerScript'),
      'desk/s/extract.vrl': '{ "status": 200 }\n',
      'desk/s/handler.vrl': '.path)\n',
    })
    const cached = { cache: join(folder, 'cache') }
    const first = scriptFindings(await lintFolder(folder, cached))
    expect(first).toEqual([HANDLER])
    expect(scriptFindings(await lintFolder(folder, cached))).toEqual(first)
    renameSync(join(folder, 'desk/s/handler.vrl'), join(folder, 'desk/s/extractScript.vrl'))
    expect(scriptFindings(await lintFolder(folder, cached))).toEqual([['desk/s/extractScript.vrl', 'vrl-compiles']])
  })
})

test('a project is linted again when a script beside it changes', async () => {
  const folder = folderWith({
    'desk/integration.definition.ts': DEFINITION.replace("'extract.vrl'", "'../shared/extract.vrl'"),
    'desk/src/texts.ts': `export const title = 'Desk'\n`,
    'desk/icon.svg': FILES['desk/icon.svg'],
    'shared/extract.vrl': '.path\n',
  })
  const { inputs } = await findInputs(['desk'], folder)
  const session = await LintSession.open({ cwd: folder, config: false, remember: true })
  const found = async () =>
    findingsOf(await session.lint(inputs)).flatMap(({ file, rule }) => (rule === 'vrl-compiles' ? [file] : []))
  expect(await found()).toEqual([])
  const script = join(folder, 'shared/extract.vrl')
  writeFileSync(script, '.path)\n')
  session.forget(script)
  expect(await found()).toEqual(['shared/extract.vrl'])
})

test('definitions of other kinds are counted as skipped', async () => {
  const { skipped } = await lintFolder(folderWith(FILES))
  expect(skipped).toEqual([{ file: 'face/interface.definition.ts', reason: 'other-project' }])
})

test('without exec nothing runs, and what was not linted is named', async () => {
  const folder = folderWith({
    ...FILES,
    'desk/src/texts.ts': `require('node:fs').writeFileSync(__dirname + '/ran', '')\nexport const title = 'x'\n`,
  })
  const { unevaluated, report } = await lintFolder(folder, { exec: false })
  expect(unevaluated).toEqual(['desk/integration.definition.ts'])
  expect(existsSync(join(folder, 'desk/src/ran'))).toBe(false)
  // A script needs nothing of its project to be compiled.
  expect(report.files).toMatchObject([{ file: 'desk/extract.vrl', kind: 'script', findings: [] }])
})

test('a JSON definition in a project is linted as a document of its own', async () => {
  const folder = folderWith({
    ...FILES,
    'desk/old.json': '{ "name": "acme/desk", "version": "1.0.0", "actions": {}, "title": "" }',
  })
  const { report } = await lintFolder(folder)
  expect(report.files.map(({ file }) => file)).toContain('desk/old.json')
})

describe('JSON that belongs to a project', () => {
  const WITH_JSON = {
    ...FILES,
    'desk/integration.definition.ts': DEFINITION.replace("'./src/texts'", "'./src/texts.json'"),
    'desk/src/texts.json': JSON.stringify({ title: 'x'.repeat(70), other: 1 }),
  }
  const FOUND = [['desk/src/texts.json', 'schema/max-length']]

  test.each([
    ['alone', ['desk/src/texts.json']],
    ['beside the definition', ['desk/integration.definition.ts', 'desk/src/texts.json']],
    ['that a walk of its folder finds', ['desk/src']],
  ])('stands for it: %s', async (_name, args) => {
    const { report, failed } = await lintFolder(folderWith(WITH_JSON), {}, args)
    const found = findingsOf({ report }).filter(({ rule }) => /^(?:schema|document)\//.test(rule))
    expect(found.map(({ file, rule }) => [file, rule])).toEqual(FOUND)
    expect(failed).toEqual([])
  })

  test.each([
    ['cannot be parsed', '{ "name": "desk", "actions": {', {}, 'syntax/truncated'],
    ['may be a definition', '{ "name": "desk", "title": "Desk" }', {}, 'schema/required'],
    ['is said to be one', '{ "unknown": true }', { as: 'create-body' as const }, 'schema/required'],
  ])('that %s is a document when it is named', async (_name, text, options, rule) => {
    const folder = folderWith({ ...WITH_JSON, 'desk/loose.json': text })
    const { report } = await lintFolder(folder, options, ['desk/loose.json'])
    expect(report.files.map(({ file }) => file)).toEqual(['desk/loose.json'])
    expect(findingsOf({ report }).map(({ rule: found }) => found)).toContain(rule)
  })
})

describe('--staged', () => {
  const git = (folder: string, ...args: string[]) => {
    const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], {
      cwd: folder,
    })
    if (status !== 0) throw new Error(String(stderr))
  }

  async function stagedErrors(folder: string) {
    const inputs = findStaged({ cwd: folder, env: process.env, scope: [] })
    const result = await lintSources(inputs, { cwd: folder, config: false, staged: true })
    return findingsOf(result).filter(({ rule }) => /^(?:schema|definition)\//.test(rule) || rule === 'vrl-compiles')
  }

  /** A repository with a commit of these files. */
  function repositoryWith(files: Record<string, string>): string {
    const folder = folderWith({ ...files, '.gitignore': 'node_modules\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'commit', '-q', '--no-verify', '-m', 'all')
    return folder
  }

  async function selectedRules(folder: string, options: { staged?: boolean; changed?: boolean }) {
    const { sources, unmatched } = await selectSources([], options, { cwd: folder, env: process.env })
    expect(unmatched).toEqual([])
    const result = await lintSources(sources, { cwd: folder, config: false, staged: options.staged === true })
    return findingsOf(result).filter(({ rule }) => /^(?:schema|definition|asset|document)/.test(rule))
  }

  test('lints the project of a module of JSON', async () => {
    const folder = repositoryWith({
      ...FILES,
      'desk/integration.definition.ts': DEFINITION.replace("'./src/texts'", "'./src/texts.json'"),
      'desk/src/texts.json': '{ "title": "Desk" }',
    })
    writeFileSync(join(folder, 'desk/src/texts.json'), JSON.stringify({ title: 'x'.repeat(70) }))
    git(folder, 'add', '.')
    const found = await selectedRules(folder, { staged: true })
    expect(found.map(({ file, rule }) => [file, rule])).toEqual([['desk/src/texts.json', 'schema/max-length']])
  })

  test.each([
    ['src/texts.ts', 'definition/loads'],
    ['extract.vrl', 'asset-exists'],
    ['icon.svg', 'asset-exists'],
  ])('and --changed lint a project that has lost %s', async (name, rule) => {
    const folder = repositoryWith({ ...FILES, 'desk/src/texts.ts': `export const title = 'Desk'\n` })
    git(folder, 'rm', '-q', `desk/${name}`)
    for (const options of [{ staged: true }, { changed: true }]) {
      const found = await selectedRules(folder, options)
      expect(found.map(({ rule: found }) => found)).toEqual([rule])
    }
  })

  test.each([
    ['texts.ts', '../shared/texts', `export const title = 'Desk'\n`],
    ['texts.json', '../shared/texts.json', '{ "title": "Desk" }\n'],
  ])('and --changed lint the projects that imported the deleted %s', async (name, imported, text) => {
    const folder = repositoryWith({
      ...FILES,
      'desk/integration.definition.ts': DEFINITION.replace('./src/texts', imported),
      'crm/integration.definition.ts': DEFINITION.replace(/^import .*texts'$/m, `const title = 'CRM'`),
      [`shared/${name}`]: text,
      'shared/unused.ts': 'export {}\n',
    })
    git(folder, 'rm', '-q', 'shared/unused.ts')
    expect(await selectedRules(folder, { staged: true })).toEqual([])
    git(folder, 'rm', '-q', `shared/${name}`)
    for (const options of [{ staged: true }, { changed: true }]) {
      const found = await selectedRules(folder, options)
      expect(found.map(({ file, rule }) => [file, rule])).toEqual([
        ['desk/integration.definition.ts', 'definition/loads'],
      ])
    }
  })

  test.each(['icon.svg', 'extract.vrl'])('misses %s in the index, though it is on the disk', async (name) => {
    const folder = repositoryWith({ ...FILES, 'desk/src/texts.ts': `export const title = 'Desk'\n` })
    git(folder, 'rm', '-q', '--cached', `desk/${name}`)
    const found = await selectedRules(folder, { staged: true })
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining(`"${name}", a file that is not staged; run "git add" on it.`),
    ])
  })

  test('lints what the index holds, not the work tree', async () => {
    const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    writeFileSync(join(folder, 'desk/src/texts.ts'), `export const title = 'short'\n`)
    writeFileSync(join(folder, 'desk/extract.vrl'), '.path)\n')
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([TITLE])
    git(folder, 'add', '.')
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([
      ['desk/extract.vrl', 'vrl-compiles'],
    ])
  })

  test.each(['--assume-unchanged', '--skip-worktree'])('lints what the index holds of a file with %s', async (flag) => {
    const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'update-index', flag, 'desk/src/texts.ts')
    writeFileSync(join(folder, 'desk/src/texts.ts'), `export const title = 'short'\n`)
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([TITLE])
  })

  test('lints a project of which any file is staged', async () => {
    const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'all')
    expect(await stagedErrors(folder)).toEqual([])
    writeFileSync(join(folder, 'desk/extract.vrl'), '.path # more\n')
    git(folder, 'add', '.')
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([TITLE])
  })

  test('compiles a staged script whatever becomes of its definition', async () => {
    const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n', 'desk/s/other.vrl': '.path\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'all')
    writeFileSync(join(folder, 'desk/s/other.vrl'), '.path)\n')
    git(folder, 'add', '.')
    writeFileSync(join(folder, 'desk/s/other.vrl'), '.path\n')
    const other = ['desk/s/other.vrl', 'vrl-compiles']
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([other, TITLE])
    writeFileSync(join(folder, 'desk/integration.definition.ts'), 'export default (')
    git(folder, 'add', 'desk/integration.definition.ts')
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([
      ['desk/integration.definition.ts', 'definition/loads'],
      other,
    ])
  })

  test('reports a module that is not staged', async () => {
    const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'rm', '-q', '--cached', 'desk/src/texts.ts')
    expect((await stagedErrors(folder)).map(({ rule }) => rule)).toEqual(['definition/loads'])
    rmSync(join(folder, 'desk/src/texts.ts'))
    expect((await stagedErrors(folder)).map(({ rule }) => rule)).toEqual(['definition/loads'])
  })

  test.each([
    ['other paths than the work tree', { '@texts': ['./src/texts.ts'] }, { '@texts': ['./src/other.ts'] }, TITLE],
    ['paths that the work tree lacks', { '@texts': ['./src/texts.ts'] }, {}, TITLE],
    ['no paths', {}, { '@texts': ['./src/texts.ts'] }, ['desk/integration.definition.ts', 'definition/loads']],
  ])('resolves names by the staged tsconfig.json, which has %s', async (_name, staged, now, expected) => {
    const compilers = (paths: object) => JSON.stringify({ compilerOptions: { paths } })
    const folder = folderWith({
      ...FILES,
      '.gitignore': 'node_modules\n',
      'desk/integration.definition.ts': DEFINITION.replace('./src/texts', '@texts'),
      'desk/src/other.ts': `export const title = 'short'\n`,
      'desk/tsconfig.json': compilers(staged),
    })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    writeFileSync(join(folder, 'desk/tsconfig.json'), compilers(now))
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([expected])
  })

  test.each([
    ['the options', './src/texts', (options: object) => ({ 'desk/tsconfig.json': { compilerOptions: options } })],
    [
      'the extended options, for names that it maps itself',
      '@/texts',
      (options: object) => ({
        'desk/tsconfig.json': { extends: '../base', compilerOptions: { paths: { '@/*': ['./src/*'] } } },
        'base.json': { compilerOptions: options },
      }),
    ],
  ])('compiles with %s of the staged tsconfig.json', async (_name, module, configs) => {
    const writeConfigs = (isDefined: boolean, folder: string) => {
      for (const [name, config] of Object.entries(configs({ useDefineForClassFields: isDefined })))
        writeFileSync(join(folder, name), JSON.stringify(config))
    }
    const folder = folderWith({
      ...FILES,
      '.gitignore': 'node_modules\n',
      'desk/integration.definition.ts': DEFINITION.replace('./src/texts', module),
      'desk/src/texts.ts': `class Texts {
  constructor() { Object.assign(this, { title: 'x'.repeat(70) }) }
}
class OwnTexts extends Texts { title?: string }
export const { title = 'Desk' } = new OwnTexts()
`,
    })
    writeConfigs(false, folder)
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    writeConfigs(true, folder)
    const staged = async () => (await stagedErrors(folder)).map(({ rule }) => rule)
    expect(await staged()).toEqual(['schema/max-length'])
    git(folder, 'add', '.')
    expect(await staged()).toEqual([])
    // What is not staged does not matter.
    writeConfigs(false, folder)
    expect(await staged()).toEqual([])
  })

  test('finds what is staged and gone from the work tree', async () => {
    const folder = folderWith({ ...FILES, '.gitignore': 'node_modules\n' })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    rmSync(join(folder, 'desk/src/texts.ts'))
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([TITLE])
    rmSync(join(folder, 'desk/integration.definition.ts'))
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([TITLE])
    rmSync(join(folder, 'desk'), { recursive: true })
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([TITLE])
  })

  test('lints the projects that are made of a staged module beside them', async () => {
    const folder = folderWith({
      ...FILES,
      '.gitignore': 'node_modules\n',
      'desk/integration.definition.ts': DEFINITION.replace('./src/texts', '../shared/texts'),
      'shared/texts.ts': `export const title = 'Desk'\n`,
    })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    git(folder, 'commit', '-qm', 'all')
    writeFileSync(join(folder, 'shared/texts.ts'), FILES['desk/src/texts.ts'])
    git(folder, 'add', '.')
    writeFileSync(join(folder, 'shared/texts.ts'), `export const title = 'short'\n`)
    expect((await stagedErrors(folder)).map(({ file, rule }) => [file, rule])).toEqual([
      ['shared/texts.ts', 'schema/max-length'],
    ])
  })

  test('lints the projects that import JSON beside them, however it was selected', async () => {
    const long = JSON.stringify({ title: 'x'.repeat(70), more: [] })
    const folder = repositoryWith({
      ...FILES,
      'desk/integration.definition.ts': DEFINITION.replace(
        "import { title } from './src/texts'",
        "import { title } from '../shared/texts.json'",
      ),
      'shared/texts.json': '{ "title": "Desk" }\n',
      'shared/unused.json': '{}\n',
    })
    writeFileSync(join(folder, 'shared/texts.json'), long)
    writeFileSync(join(folder, 'shared/unused.json'), '{ "a": 1 }\n')
    const expected = [['shared/texts.json', 'schema/max-length']]
    const lint = async (files: readonly string[], options: SelectOptions) => {
      const { sources } = await selectSources(files, options, { cwd: folder, env: process.env })
      const result = await lintSources(sources, { cwd: folder, config: false, staged: options.staged === true })
      const found = findingsOf(result).map(({ file, rule }) => [file, rule])
      return {
        found: found.filter(([, rule = '']) => /^(?:schema|definition|document)\//.test(rule)),
        skipped: result.skipped.map(({ file }) => file),
      }
    }
    const names = ['shared/texts.json', 'shared/unused.json']
    const skipped = ['shared/unused.json']
    expect(await lint([], { changed: true })).toEqual({ found: expected, skipped })
    expect(await lint(names, { ignoreUnknown: true })).toEqual({ found: expected, skipped })
    expect(await lint(names, {})).toEqual({
      found: [...expected, ['shared/unused.json', 'document/unknown-kind']],
      skipped: [],
    })
    expect(await lint(['shared'], {})).toEqual({ found: [], skipped: names })
    git(folder, 'add', '.')
    writeFileSync(join(folder, 'shared/texts.json'), '{ "title": "short" }\n')
    expect(await lint([], { staged: true })).toEqual({ found: expected, skipped })
    // This may be an update body as well.
    writeFileSync(join(folder, 'shared/texts.json'), long.replace(',"more":[]', ''))
    git(folder, 'add', '.')
    expect(await lint([], { staged: true })).toEqual({ found: expected, skipped })
  })

  test('finds modules by the index, whatever lies beside them on the disk', async () => {
    const folder = folderWith({
      ...FILES,
      '.gitignore': 'node_modules\n',
      'desk/tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
      'desk/integration.definition.ts': DEFINITION.replace('./src/texts', '@/texts'),
    })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    const staged = async () => (await stagedErrors(folder)).map(({ file, rule }) => [file, rule])
    // esbuild prefers it; it is not part of the commit.
    writeFileSync(join(folder, 'desk/src/texts.tsx'), `export const title = 'short'\n`)
    expect(await staged()).toEqual([TITLE])
    rmSync(join(folder, 'desk/src/texts.ts'))
    expect(await staged()).toEqual([TITLE])
    rmSync(join(folder, 'desk/src/texts.tsx'))
    expect(await staged()).toEqual([TITLE])
  })

  test('looks for uses and for the name of the package in the index', async () => {
    const rules = ['secret-used', 'name-matches-package']
    const folder = folderWith({
      '.gitignore': 'node_modules\n',
      'integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', secrets: { KEY: { description: 'A key' } },
})
`,
      'package.json': '{ "name": "@acme/other" }\n',
      'src/index.ts': 'export const other = 1\n',
    })
    git(folder, 'init', '-q')
    git(folder, 'add', '.')
    const found = async () => {
      const inputs = findStaged({ cwd: folder, env: process.env, scope: [] })
      const result = await lintSources(inputs, { cwd: folder, config: false, staged: true })
      return findingsOf(result).flatMap(({ rule }) => (rules.includes(rule) ? [rule] : []))
    }
    const before = await found()
    expect(before).toContain('secret-used')
    writeFileSync(join(folder, 'src/index.ts'), 'export const key = bp.secrets.KEY\n')
    writeFileSync(join(folder, 'package.json'), '{ "name": "acme/desk" }\n')
    expect(await found()).toEqual(before)
    git(folder, 'add', '.')
    expect(await found()).toEqual([])
  })
})

describe('a script on standard input with the name of a file', () => {
  const PROJECT = {
    'desk/integration.definition.ts': DEFINITION.replace('extract.vrl', 'who.vrl').replace('src/texts', 'texts'),
    'desk/texts.ts': `export const title = '${'x'.repeat(70)}'\n`,
    'desk/icon.svg': FILES['desk/icon.svg'],
    'desk/who.vrl': '.path\n',
  }
  const SECRET = '.secrets.NOPE\n'

  async function lintStdin(text: string, name = 'desk/who.vrl', files: Readonly<Record<string, string>> = PROJECT) {
    const folder = folderWith(files)
    const source = { type: 'text', path: join(folder, name), name, bytes: Buffer.from(text) } as const
    const result = await lintSources([source], { cwd: folder, config: false })
    return { found: findingsOf(result).map(({ file, rule }) => [file, rule]), files: result.report.files, result }
  }

  test('is what the definition says, with its secrets, and nothing else of the project is reported', async () => {
    const { found, files } = await lintStdin(`${SECRET}{}\n`)
    expect(found).toEqual([
      ['desk/who.vrl', 'vrl-declared-secrets'],
      ['desk/who.vrl', 'vrl-result'],
    ])
    expect(files.map(({ file }) => file)).toEqual(['desk/who.vrl'])
  })

  test('is reported as checked when nothing is found', async () => {
    const { found, files } = await lintStdin('parse_json!(.body).team_id\n')
    expect(found).toEqual([])
    expect(files.map(({ file }) => file)).toEqual(['desk/who.vrl'])
  })

  test('is what its name says if the definition does not use it', async () => {
    const { found } = await lintStdin('{}\n', 'desk/fallback/extract.vrl')
    expect(found).toEqual([['desk/fallback/extract.vrl', 'vrl-result']])
  })

  test('is what its name says if the definition does not load, which is reported as well', async () => {
    const files = { ...PROJECT, 'desk/texts.ts': 'export const title = \n' }
    const { found } = await lintStdin('.path)\n', 'desk/who.vrl', files)
    expect(found).toEqual([
      ['desk/texts.ts', 'definition/loads'],
      ['desk/who.vrl', 'vrl-compiles'],
    ])
  })

  test('with a byte-order mark has one finding', async () => {
    const { found } = await lintStdin('\uFEFF.path\n')
    expect(found).toEqual([['desk/who.vrl', 'syntax/byte-order-mark']])
  })

  test('names the definition that was not run', async () => {
    const folder = folderWith(PROJECT)
    const source = {
      type: 'text',
      path: join(folder, 'desk/who.vrl'),
      name: 'who.vrl',
      bytes: Buffer.from('.a\n'),
    } as const
    const { unevaluated } = await lintSources([source], { cwd: folder, config: false, exec: false })
    expect(unevaluated).toEqual(['desk/integration.definition.ts'])
  })
})

test('a byte-order mark in a script of a project is one finding', async () => {
  const folder = folderWith({
    ...FILES,
    'desk/src/texts.ts': `export const title = 'Desk'\n`,
    'desk/extract.vrl': '\uFEFF.path\n',
  })
  const found = findingsOf(await lintFolder(folder, {}, ['desk'])).filter(({ file }) => file === 'desk/extract.vrl')
  expect(found.map(({ rule }) => rule)).toEqual(['syntax/byte-order-mark'])
})
