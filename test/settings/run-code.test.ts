import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { CLI, ROOT } from '../cli/run'

// Code is imported by Node itself, which a test runner that replaces the module system cannot show: the built command
// is run, from a folder without esbuild and from one with it.
let tools = ''
let root = ''

beforeAll(() => {
  tools = realpathSync(mkdtempSync(join(tmpdir(), 'configuration-code-')))
  for (const folder of ['alone', 'with-esbuild'])
    for (const part of ['cli.js', 'chunks'])
      cpSync(join(dirname(CLI), part), join(tools, folder, part), { recursive: true })
  mkdirSync(join(tools, 'with-esbuild/node_modules'))
  symlinkSync(join(ROOT, 'node_modules/esbuild'), join(tools, 'with-esbuild/node_modules/esbuild'))
})

afterAll(() => rmSync(tools, { recursive: true, force: true }))

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'configuration-')))
  write({ 'integration-lint.config.json': '{ "root": true }', 'package.json': '{}' })
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

/** What the command prints; what is wrong, without the command's name. */
async function print(path: string, folder: 'alone' | 'with-esbuild' = 'alone'): Promise<string> {
  const args = [join(tools, folder, 'cli.js'), '--print-config', path]
  return await promisify(execFile)(process.execPath, args, { cwd: root }).then(
    ({ stdout }) => stdout,
    ({ code, stderr }: { code: number; stderr: string }) => {
      expect(code).toBe(2)
      return stderr.replace(/^integration-lint: /, '')
    },
  )
}

async function printed(path: string, folder: 'alone' | 'with-esbuild' = 'alone') {
  const text = await print(path, folder)
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(text)
  }
}

const RULE = `{
  id: 'acme/verbs', category: 'names', severity: 'warning', presets: { recommended: 'warning' }, summary: 'Verbs.', description: 'Why.',
  messages: { verb: () => 'Verb.' }, visit: { action() {} }, examples: { bad: [], good: [] },
}`

describe('what is wrong with the code is reported with its place', () => {
  test.each([
    ['.mjs', 'export default {\n  rules: { a b },\n}\n', ':2:14: cannot be loaded: '],
    ['.cjs', 'module.exports = {\n  rules: { a b },\n}\n', ':2:14: cannot be loaded: '],
    ['.ts', 'export default {\n  rules: { a b },\n}\n', ':2:14: cannot be loaded: '],
    ['.mjs', "const x = 1\nthrow new Error('boom')\n", ':2:7: cannot be loaded: boom'],
  ])('%s: %j', async (ending, text, expected) => {
    write({ [`a/integration-lint.config${ending}`]: text })
    expect(await print('a/x.json', 'with-esbuild')).toContain(`a/integration-lint.config${ending}${expected}`)
  })
})

test('a promise that never settles ends with 2 and a message, without waiting for it', async () => {
  write({ 'a/integration-lint.config.mjs': 'export default new Promise(() => {})\n' })
  expect(await print('a/x.json')).toContain(
    'a/integration-lint.config.mjs: cannot be loaded: it exports a promise, or waits for one, that never settles.',
  )
})

describe('JavaScript', () => {
  test.each([
    [
      '.mjs',
      { 'a/integration-lint.config.mjs': `import 'node:fs'\nexport default { rules: { 'key-format': 'info' } }` },
    ],
    [
      '.cjs',
      { 'a/integration-lint.config.cjs': `require('node:fs')\nmodule.exports = { rules: { 'key-format': 'info' } }` },
    ],
    [
      '.js in a package of CommonJS',
      { 'a/integration-lint.config.js': `module.exports = { rules: { 'key-format': 'info' } }` },
    ],
    [
      '.js in a package of modules',
      {
        'a/package.json': '{ "type": "module" }',
        'a/integration-lint.config.js': `export default { rules: { 'key-format': 'info' } }`,
      },
    ],
    [
      'a promise',
      { 'a/integration-lint.config.mjs': `export default Promise.resolve({ rules: { 'key-format': 'info' } })` },
    ],
    [
      'CommonJS that was compiled from a module',
      {
        'a/integration-lint.config.cjs': `exports.__esModule = true\nexports.default = { rules: { 'key-format': 'info' } }`,
      },
    ],
    [
      'a name with characters that mean something in a URL',
      { 'a/b#?%20/integration-lint.config.mjs': `export default { rules: { 'key-format': 'info' } }` },
    ],
  ])('%s', async (_shows, files) => {
    write(files)
    const folder = dirname(Object.keys(files).at(-1) ?? '')
    expect((await printed(`${folder}/x.json`)).rules['key-format']).toBe('info')
  })

  test('adds rules, which all files in force may set, and which are on as their presets say', async () => {
    write({
      'integration-lint.config.mjs': `export default { root: true, customRules: [${RULE}] }`,
      'a/integration-lint.config.json': '{ "rules": { "acme/verbs": "error" } }',
      'b/integration-lint.config.json': '{ "extends": "schema" }',
    })
    rmSync(join(root, 'integration-lint.config.json'))
    expect((await printed('x.json')).rules['acme/verbs']).toBe('warning')
    expect((await printed('a/x.json')).rules['acme/verbs']).toBe('error')
    expect((await printed('b/x.json')).rules['acme/verbs']).toBe('off')
  })

  test('JSON may extend code, and code JSON', async () => {
    write({
      'a/integration-lint.config.json': '{ "extends": "./rules.mjs" }',
      'a/rules.mjs': `export default { extends: './base.json', customRules: [${RULE}] }`,
      'a/base.json': '{ "rules": { "key-format": "info", "acme/verbs": "info" } }',
    })
    expect((await printed('a/x.json')).rules).toMatchObject({ 'key-format': 'info', 'acme/verbs': 'info' })
  })

  test.each([
    ['what it throws', `throw new Error('no network today')`, 'cannot be loaded: no network today'],
    [
      'a misspelt rule',
      `export default { rules: { 'key-fromat': 'off' } }`,
      '/rules/key-fromat: Unknown rule "key-fromat". Did you mean "key-format"?',
    ],
    ['no default export', `export const rules = {}`, 'cannot be loaded: it has no default export.'],
    ['nothing', ``, 'cannot be loaded: it has no default export.'],
    [
      'two faults, each at its place in the value',
      `export default { rulez: {}, rules: { 'key-format': 'eror' } }`,
      '/rulez: Unknown property "rulez". Did you mean "rules"?\n/rules/key-format: rules.key-format is "eror"',
    ],
    ['a function', `export default () => ({})`, 'The document is a function; an object is required.'],
    [
      'a rule with a misspelt node',
      `export default { customRules: [{ ...${RULE}, visit: { acton() {} } }] }`,
      '/customRules/0/visit/acton: A rule cannot visit "acton"',
    ],
    [
      'two rules of one id',
      `export default { customRules: [${RULE}, ${RULE}] }`,
      '/customRules/1: A rule with the id "acme/verbs" already exists.',
    ],
  ])('%s is reported', async (_shows, text, faults) => {
    write({ 'a/integration-lint.config.mjs': text })
    const [first, ...reported] = (await print('a/x.json')).trimEnd().split('\n')
    expect(first).toBe('the configuration is invalid.')
    const wanted = faults.split('\n').map((fault) => expect.stringContaining(fault))
    expect(reported).toEqual(wanted)
    for (const one of reported) expect(/^a\/integration-lint\.config\.mjs(?::\d+:\d+)?: /.test(one)).toBe(true)
  })
})

describe('TypeScript', () => {
  const files = {
    'a/words.ts': `export enum Word { format = 'key-format' }`,
    'a/integration-lint.config.ts': `import { dirname } from 'node:path'
      import { Word } from './words'
      const base: string = '../' + dirname(import.meta.url).split('/').length * 0 + 'base.json'
      export default { extends: base.replace('0', ''), rules: { [Word.format]: 'info' } } satisfies object`,
    'base.json': '{ "extends": "hub" }',
  }

  test('is compiled by esbuild, with what it imports', async () => {
    write(files)
    const { presets, rules } = await printed('a/x.json', 'with-esbuild')
    expect(presets).toEqual(['hub'])
    expect(rules['key-format']).toBe('info')
  })

  test('a fault of its syntax is reported with its line', async () => {
    write({ 'a/integration-lint.config.ts': 'export default {\n  rules: {,\n}\n' })
    const text = await print('a/x.json', 'with-esbuild')
    expect(text).toMatch(
      /a\/integration-lint\.config\.ts:2:11: cannot be loaded: [\s\S]*integration-lint\.config\.ts:2:10: ERROR/,
    )
  })

  test('without esbuild, Node runs what needs no compiler, or the message says what to do', async () => {
    write({ 'a/integration-lint.config.ts': `export default { rules: { 'key-format': 'info' as const } }` })
    const text = await print('a/x.json')
    if (Reflect.get(process.features, 'typescript')) expect(JSON.parse(text).rules['key-format']).toBe('info')
    else expect(text).toContain('needs Node.js 22.18 or later, or esbuild: run "npm install --save-dev esbuild"')
  })
})
