import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { codeOf } from '../../src/findings/errors'
import { RULES } from '../../src/rules/index.generated'
import { CONFIGURATION_NAMES } from '../../src/settings/configuration'
import type { ConfigurationError } from '../../src/settings/errors'
import { type ConfigurationOptions, openConfigurations } from '../../src/settings/open'
import { expectPlaces, marked } from '../mark'

let root = ''

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'configuration-')))
  // Whatever lies above the folder for temporary files is none of our business.
  write({ 'integration-lint.config.json': '{ "root": true }' })
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

async function open(paths: readonly string[], options: Partial<ConfigurationOptions> = {}) {
  const configurations = await openConfigurations({ cwd: root, search: true, rules: [], ...options })
  await configurations.prepare(paths)
  return configurations
}

function isConfigurationError(error: unknown): error is ConfigurationError {
  return codeOf(error) === 'ERR_CONFIGURATION'
}

/** The lines of the message, without the first line that says so. */
async function faultsOf(paths: readonly string[], options: Partial<ConfigurationOptions> = {}): Promise<string[]> {
  try {
    await open(paths, options)
  } catch (error) {
    if (!isConfigurationError(error)) throw error
    expect(error.faults.length).toBe(error.message.split('\n').length - 1)
    return error.message.split('\n').slice(1)
  }
  return []
}

async function severityOf(path: string, rule = 'key-format', options: Partial<ConfigurationOptions> = {}) {
  return (await open([path], options)).settingsFor(path).settings.rules.get(rule)?.severity
}

const keyFormat = (severity: string, more: object = {}) =>
  JSON.stringify({ rules: { 'key-format': severity }, ...more })

describe('which files hold', () => {
  test.each([
    ['the one in the folder', { 'a/integration-lint.config.json': keyFormat('info') }, 'info'],
    ['one in a folder above', { 'integration-lint.config.json': keyFormat('info', { root: true }) }, 'info'],
    [
      'the nearer one, where both say something',
      {
        'integration-lint.config.json': keyFormat('info', { root: true }),
        'a/integration-lint.config.json': keyFormat('warning'),
      },
      'warning',
    ],
    [
      'the farther one, where the nearer one says nothing',
      {
        'integration-lint.config.json': keyFormat('info', { root: true }),
        'a/integration-lint.config.json': '{ "rules": { "name-format": "off" } }',
      },
      'info',
    ],
    [
      'none above one that is the root',
      {
        'integration-lint.config.json': keyFormat('info', { root: true }),
        'a/integration-lint.config.json': '{ "root": true }',
      },
      'error',
    ],
    ['none below', { 'a/b/integration-lint.config.json': keyFormat('info') }, 'error'],
    ['one with comments', { 'a/integration-lint.config.jsonc': `// why\n${keyFormat('info')}` }, 'info'],
    [
      'no folder of that name',
      { 'a/integration-lint.config.json/x': '', 'integration-lint.config.json': keyFormat('info', { root: true }) },
      'info',
    ],
  ])('%s', async (_shows, files, severity) => {
    write(files)
    expect(await severityOf('a/x.json')).toBe(severity)
  })

  test('files of many folders have what is nearest to each', async () => {
    write({
      'integration-lint.config.json': keyFormat('info', { root: true }),
      'a/integration-lint.config.json': keyFormat('warning'),
      'a/b/integration-lint.config.json': '{ "root": true, "extends": "schema" }',
    })
    const paths = ['x.json', 'a/x.json', 'a/c/x.json', 'a/b/x.json', 'a/b/c/x.json']
    const configurations = await open(paths)
    const severities = paths.map((path) => configurations.settingsFor(path).settings.rules.get('key-format')?.severity)
    expect(severities).toEqual(['info', 'warning', 'warning', undefined, undefined])
    expect(configurations.settingsFor('a/x.json').settings).toBe(configurations.settingsFor('a/c/x.json').settings)
    expect(configurations.settingsFor('a/x.json').configurationFiles).toEqual([
      join(root, 'integration-lint.config.json'),
      join(root, 'a/integration-lint.config.json'),
    ])
  })

  test('the search stops at the root of a repository', async () => {
    write({ 'integration-lint.config.json': keyFormat('info'), 'a/.git/HEAD': '', 'a/b/x.json': '{}' })
    expect(await severityOf('a/b/x.json')).toBe('error')
    expect(await severityOf('c/x.json')).toBe('info')
    write({ 'a/integration-lint.config.json': keyFormat('warning') })
    expect(await severityOf('a/b/x.json')).toBe('warning')
    expect(await severityOf('a/b/x.json', 'key-format', { file: 'integration-lint.config.json' })).toBe('info')
  })

  test('two in one folder are a fault', async () => {
    write({ 'a/integration-lint.config.json': '{}', 'a/integration-lint.config.jsonc': '{}' })
    expect(await faultsOf(['a/x.json', 'a/y.json'])).toEqual([
      'a: there are integration-lint.config.json and integration-lint.config.jsonc in one folder; keep one of them.',
    ])
  })

  test('a link that leads nowhere is a fault, a folder of that name is none', async () => {
    write({ 'a/x.json': '{}', 'b/integration-lint.config.json/x.json': '{}' })
    symlinkSync('nowhere', join(root, 'a/integration-lint.config.json'))
    expect(await faultsOf(['a/x.json', 'b/x.json'])).toEqual([
      'a/integration-lint.config.json: is a pipe, a device or a link that leads nowhere; remove it, or make it a regular file.',
    ])
  })

  test('--config uses one and no other, with patterns relative to it', async () => {
    write({
      'a/integration-lint.config.json': keyFormat('info'),
      'ci/only.json': JSON.stringify({
        overrides: [
          { files: '../a/*.json', rules: { 'key-format': 'warning' } },
          { files: '**/b/*.json', rules: { 'name-format': 'off' } },
        ],
      }),
    })
    expect(await severityOf('a/x.json', 'key-format', { file: 'ci/only.json' })).toBe('warning')
    expect(await severityOf('b/x.json', 'key-format', { file: 'ci/only.json' })).toBe('error')
    expect(await severityOf('b/x.json', 'name-format', { file: 'ci/only.json' })).toBe('off')
  })

  test('--config of a file that is not there is a fault', async () => {
    expect(await faultsOf(['x.json'], { file: 'ci/none.json' })).toEqual(['--config: there is no file ci/none.json.'])
  })

  test('--no-config uses none, not even a broken one', async () => {
    write({ 'integration-lint.config.json': '{{{' })
    expect(await severityOf('x.json', 'key-format', { search: false })).toBe('error')
  })

  test('names of configuration files', () => {
    expect(CONFIGURATION_NAMES).toEqual([
      'integration-lint.config.json',
      'integration-lint.config.jsonc',
      'integration-lint.config.js',
      'integration-lint.config.mjs',
      'integration-lint.config.cjs',
      'integration-lint.config.ts',
    ])
  })

  test('a path that was not prepared is refused where a configuration holds, so that none is passed over', async () => {
    write({ 'a/integration-lint.config.json': '{}' })
    const configurations = await open(['x.json'])
    expect(() => configurations.settingsFor('a/x.json')).toThrow('a/x.json has not been prepared')
    await configurations.prepare(['a/x.json'])
    expect(configurations.settingsFor('a/x.json').ignored).toBe(false)
  })
})

describe('extends', () => {
  test('a file lies below the one that extends it, and of several the later wins', async () => {
    write({
      'a/integration-lint.config.json':
        '{ "extends": ["../shared/one.json", "../shared/two.json"], "rules": { "dates-ordered": "info" } }',
      'shared/one.json':
        '{ "extends": "hub", "rules": { "key-format": "off", "name-format": "off", "dates-ordered": "off" } }',
      'shared/two.json': '{ "extends": ["./three.json"], "rules": { "name-format": "info" } }',
      'shared/three.json': '{ "rules": { "key-format": "warning", "name-format": "off" } }',
    })
    const configurations = await open(['a/x.json'])
    const { settings, presets, configurationFiles } = configurations.settingsFor('a/x.json')
    const severities = ['key-format', 'name-format', 'dates-ordered'].map((id) => settings.rules.get(id)?.severity)
    expect(severities).toEqual(['warning', 'info', 'info'])
    expect(presets).toEqual(['hub'])
    expect(configurationFiles.map((file) => file.slice(root.length + 1))).toEqual([
      'integration-lint.config.json',
      'shared/one.json',
      'shared/three.json',
      'shared/two.json',
      'a/integration-lint.config.json',
    ])
  })

  test('patterns and the baseline of a file are relative to its own folder', async () => {
    write({
      'a/integration-lint.config.json': '{ "extends": "../shared/base.json" }',
      'shared/base.json': '{ "baseline": "./base.baseline.json", "ignorePatterns": ["draft.json", "/x.json"] }',
    })
    const configurations = await open(['a/x.json'])
    expect(configurations.settingsFor('a/x.json').baseline).toBe(join(root, 'shared/base.baseline.json'))
    expect(configurations.settingsFor('a/draft.json').ignored).toBe(true)
    expect(configurations.settingsFor('a/x.json').ignored).toBe(false)
  })

  test('root counts only in a file that was found', async () => {
    write({
      'integration-lint.config.json': keyFormat('info', { root: true }),
      'a/integration-lint.config.json': '{ "extends": "./base.json" }',
      'a/base.json': '{ "root": true }',
    })
    expect(await severityOf('a/x.json')).toBe('info')
  })

  test.each([
    [
      'a file that is not there',
      { 'a/integration-lint.config.json': '{ "extends": ["hub", «"./none.json"»] }' },
      ['There is no file "a/none.json".'],
    ],
    [
      'a file that extends itself',
      { 'a/integration-lint.config.json': '{ "extends": «"./integration-lint.config.json"» }' },
      ['The file extends itself: a/integration-lint.config.json → a/integration-lint.config.json.'],
    ],
    [
      'files that extend each other',
      {
        'a/base.json': '{ "extends": «"./integration-lint.config.json"» }',
        'a/integration-lint.config.json': '{ "extends": "./base.json" }',
      },
      ['The file extends itself: a/integration-lint.config.json → a/base.json → a/integration-lint.config.json.'],
    ],
  ])('%s is a fault at its place', async (_shows, files, messages) => {
    const expected: string[] = []
    for (const [name, text] of Object.entries(files)) {
      const { text: plain, ranges } = marked(text)
      write({ [name]: plain })
      for (const [index, { line, column }] of ranges.entries())
        expected.push(`${name}:${line}:${column}: ${messages[index]}`)
    }
    expect(await faultsOf(['a/x.json'])).toEqual(expected)
  })
})

describe('faults', () => {
  test('all faults of all files are reported at once, each once, in the order of the text', async () => {
    write({
      'integration-lint.config.json': '{\n  "root": true,\n  "rulez": {}\n}\n',
      'a/integration-lint.config.json':
        '{\n  "rules": {\n    "key-fromat": "off",\n    "name-format": ["error", { "patern": "^a" }],\n    "dates-ordered": "warnign"\n  },\n  "extends": "recomended"\n}\n',
      'b/integration-lint.config.jsonc': '{\n  // comments are fine\n  "extends": "./base.json",\n}\n',
      'b/base.json': '{ "root": 1 }',
    })
    expect(await faultsOf(['a/x.json', 'b/x.json'])).toEqual([
      'integration-lint.config.json:3:3: Unknown property "rulez". Did you mean "rules"?',
      'a/integration-lint.config.json:3:5: Unknown rule "key-fromat". Did you mean "key-format"?',
      'a/integration-lint.config.json:4:32: Unknown property "patern" in rules.name-format[1]. Did you mean "pattern"?',
      'a/integration-lint.config.json:5:22: rules.dates-ordered is "warnign"; allowed are "off", "info", "warning", "error" or "warn". Did you mean "warning"?',
      'a/integration-lint.config.json:7:14: Unknown preset "recomended"; allowed are "schema", "recommended", "hub" or "strict", and paths that start with "./" or "../". Did you mean "recommended"?',
      'b/base.json:1:11: root is a number (1); a boolean is required.',
    ])
  })

  test.each([
    ['a comment where none may be', '{ // why\n}', /^integration-lint\.config\.json:1:3: .*comment/i],
    ['a trailing comma', '{ "root": true, }', /^integration-lint\.config\.json:1:15: /],
    ['a key twice', '{ "rules": {}, "rules": {} }', /^integration-lint\.config\.json:1:16: /],
    ['an empty file', '', /^integration-lint\.config\.json:1:1: /],
  ])('%s is reported', async (_shows, text, fault) => {
    write({ 'integration-lint.config.json': text })
    const faults = await faultsOf(['x.json'])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(fault)
  })

  test('a file that cannot be read is reported', async () => {
    // A regular file that nobody, whatever his rights, reads from its beginning.
    const faults = await faultsOf(['x.json'], { file: '/proc/self/mem' })
    expect(faults).toEqual([expect.stringMatching(/^\/proc\/self\/mem: cannot be read: /)])
  })
})

describe('--rule', () => {
  test('wins over the configuration, with and without one', async () => {
    write({ 'a/integration-lint.config.json': keyFormat('off') })
    const rules = ['key-format:info', 'name-format:warning:{"pattern":"^acme"}']
    for (const path of ['a/x.json', 'x.json']) {
      const { settings } = (await open([path], { rules })).settingsFor(path)
      expect(settings.rules.get('key-format')?.severity).toBe('info')
      expect(settings.rules.get('name-format')).toMatchObject({ severity: 'warning', options: { pattern: '^acme' } })
    }
  })

  test.each([
    ['an unknown rule', 'key-fromat:off', 'Unknown rule "key-fromat". Did you mean "key-format"?'],
    [
      'an unknown severity',
      'key-format:of',
      '"of" is not a severity; allowed are "off", "info", "warning" or "error". Did you mean "off"?',
    ],
    [
      'an unknown option',
      'name-format:error:{"patern":"a"}',
      'Unknown property "patern" in rules.name-format[1]. Did you mean "pattern"?',
    ],
    [
      'a wrong option',
      'name-format:error:{"pattern":5}',
      'rules.name-format[1].pattern is a number (5); a string is required.',
    ],
    ['options of a rule without any', 'key-format:error:{"a":5}', 'Rule "key-format" has no options.'],
  ])('%s is a fault', async (_shows, flag, message) => {
    const [rule, severity] = flag.split(':')
    const faults = await faultsOf(['x.json'], { rules: [flag] })
    expect(faults).toEqual([expect.stringContaining(`--rule ${rule}:${severity}`)])
    expect(faults[0]?.endsWith(`: ${message}`)).toBe(true)
  })
})

test('accepted findings know where they stand', async () => {
  const expected = marked(`{ "root": true, "ignores": [
    «{ "rule": "key-format", "reason": "old" }»,
    «{ "rule": "name-format", "files": "a/", "reason": "new" }»
  ] }`)
  write({ 'integration-lint.config.json': expected.text })
  const configurations = await open(['x.json', 'a/x.json'])
  expectPlaces(
    configurations.ignores.flatMap(({ range }) => range ?? []),
    expected,
  )
  expect(configurations.settingsFor('x.json').ignores).toEqual(configurations.ignores.slice(0, 1))
  expect(configurations.settingsFor('a/x.json').ignores[1]).toBe(configurations.ignores[1])
})

test('--print-config shows every rule as it holds, and where that comes from', async () => {
  write({
    'a/integration-lint.config.json': JSON.stringify({
      extends: 'hub',
      baseline: 'known.json',
      rules: { 'name-format': ['warning', { pattern: '^acme' }], 'key-format': 'off' },
      overrides: [{ files: '*.update.json', as: 'update-body' }],
      ignores: [{ rule: 'dates-ordered', reason: 'x' }],
    }),
  })
  const configurations = await openConfigurations({ cwd: root, search: true, rules: ['dates-ordered:info'] })
  const printed = JSON.parse(await configurations.print('a/x.update.json'))
  expect(printed).toMatchObject({
    file: 'a/x.update.json',
    configurationFiles: ['integration-lint.config.json', 'a/integration-lint.config.json'],
    presets: ['hub'],
    as: 'update-body',
    ignored: false,
    baseline: 'a/known.json',
    ignores: [{ rule: 'dates-ordered', reason: 'x', configurationFile: 'a/integration-lint.config.json' }],
  })
  expect(Object.keys(printed.rules)).toEqual(RULES.map(({ id }) => id))
  expect(printed.rules).toMatchObject({
    'name-format': ['warning', { pattern: '^acme' }],
    'key-format': 'off',
    'dates-ordered': 'info',
    'schema/max-length': 'error',
  })
})
