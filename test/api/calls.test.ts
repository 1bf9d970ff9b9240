import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ConfigurationError,
  type CreateIntegrationBody,
  compareDefinitions,
  defineRule,
  formatReport,
  type Integration,
  type IntegrationList,
  isConfigurationError,
  lintFiles,
  lintText,
  lintValue,
  type ParseResult,
  type PublicIntegration,
  parseCreateIntegrationBody,
  parseIntegration,
  parseIntegrationList,
  parsePublicIntegration,
  parseUpdateIntegrationBody,
  type ReportFormat,
  type UpdateIntegrationBody,
} from '../../src/index'
import { ACME } from '../remote/harness'

const BODY = { name: 'acme', version: '1.0.0', title: 'Acme', description: 'Tickets.' }
const shouting = defineRule({
  id: 'acme/quiet-title',
  category: 'documentation',
  severity: 'warning',
  summary: 'A title does not shout.',
  description: 'Nobody likes to be shouted at.',
  messages: { loud: () => 'The title shouts.' },
  visit: {
    resource({ value, pointer }, report) {
      const { title } = value
      if (typeof title === 'string' && title === title.toUpperCase())
        report({ pointer: pointer.child('title'), target: 'value' }, 'loud')
    },
  },
  examples: { bad: [{ document: { ...BODY, title: 'ACME' } }], good: [{ document: BODY }] },
})
const LOUD = { ...BODY, title: 'ACME' }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calls-'))
  writeFileSync(join(folder, 'a.json'), JSON.stringify(LOUD))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const rulesOf = (report: { findings: readonly { rule: string; severity: string }[] }) =>
  report.findings.map(({ rule, severity }) => `${rule} ${severity}`)

describe.each([
  ['lintText', async (options: object) => lintText(JSON.stringify(LOUD), options)],
  ['lintValue', async (options: object) => lintValue(LOUD, options)],
  [
    'lintFiles',
    async (options: object) => {
      const { files } = await lintFiles('a.json', { cwd: folder, config: false, ...options })
      return files[0] ?? { findings: [] }
    },
  ],
])('%s takes', (_caller, lint) => {
  test.each<[what: string, options: object, rules: string[]]>([
    ['nothing', {}, []],
    ['rules of one’s own', { customRules: [shouting] }, ['acme/quiet-title warning']],
    ['a severity', { customRules: [shouting], rules: { 'acme/quiet-title': 'error' } }, ['acme/quiet-title error']],
    ['a preset that has none of it', { customRules: [shouting], preset: 'schema' }, []],
    [
      'a configuration',
      { config: { customRules: [shouting], rules: { 'acme/quiet-title': 'warn' } } },
      ['acme/quiet-title warning'],
    ],
    [
      'settings that win over the configuration',
      {
        config: { customRules: [shouting], rules: { 'acme/quiet-title': 'error' } },
        rules: { 'acme/quiet-title': 'off' },
      },
      [],
    ],
    [
      'what a configuration accepts',
      { customRules: [shouting], config: { ignores: [{ rule: 'acme/quiet-title', reason: 'A brand.' }] } },
      [],
    ],
    [
      'a kind of an override',
      { preset: 'schema', config: { overrides: [{ files: ['**'], as: 'update-body' }] } },
      ['schema/unknown-property warning', 'schema/unknown-property warning'],
    ],
  ])('%s', async (_what, options, rules) => {
    expect(rulesOf(await lint(options))).toEqual(rules)
  })

  test.each<[what: string, options: object, message: string]>([
    ['an option that is misspelt', { prest: 'hub' }, ' has no option "prest". Did you mean "preset"?'],
    ['an option that is of no use', { verbose: true }, ' has no option "verbose".'],
  ])('not %s', async (_what, options, message) => {
    await expect(lint(options)).rejects.toThrow(TypeError)
    await expect(lint(options)).rejects.toThrow(message)
  })

  test.each<[options: object, message: RegExp]>([
    [{ customRules: {} }, /"customRules" of lint\w+ is an object; an array is required/],
    [{ rules: ['name-format'] }, /"rules" of lint\w+ is an array; an object is required/],
    [{ config: 5 }, /"config" of lint\w+ is 5; .*a configuration or false.* is required/],
    [{ preset: 'all' }, /"preset" of lint\w+ is "all"; "schema", "recommended", "hub" or "strict" is required/],
    [{ as: null }, /"as" of lint\w+ is null; "integration", /],
  ])('not %j', async (options, message) => {
    const error: unknown = await lint(options).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(TypeError)
    expect(String(error)).toMatch(message)
  })

  test.each<[what: string, options: object, message: RegExp]>([
    [
      'an invalid rule',
      { rules: { 'name-fromat': 'off' } },
      /Unknown rule "name-fromat"\. Did you mean "name-format"\?/,
    ],
    ['an invalid severity', { rules: { 'name-format': 'loud' } }, /name-format.*(?:severity|off)/s],
    ['an invalid configuration', { config: { rulse: {} } }, /the option "config": .*rulse/],
    ['a path in a value', { config: { extends: './base.json' } }, /a value can extend presets only/],
    ['a rule that is not a rule', { config: { customRules: [{}] } }, /customRules\/0: id is required/],
  ])('not %s', async (_what, options, message) => {
    const error: unknown = await lint(options).catch((thrown: unknown) => thrown)
    expect(isConfigurationError(error)).toBe(true)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'ERR_CONFIGURATION' })
    expect(String(error)).toMatch(message)
  })
})

test('a configuration error is known by its code, whichever copy of the class made it', () => {
  expect(Object.assign(new Error(), { code: 'ERR_CONFIGURATION' })).toBeInstanceOf(ConfigurationError)
  expect(new Error()).not.toBeInstanceOf(ConfigurationError)
  expect(null).not.toBeInstanceOf(ConfigurationError)
})

test('a file is read by lintFiles alone', () => {
  expect(() => Reflect.apply(lintText, undefined, ['{}', { config: 'a.json' }])).toThrow(
    new TypeError(
      'The option "config" of lintText is "a.json"; a configuration or false (lintFiles alone reads files) is required.',
    ),
  )
})

test('files have the settings of the call over those of their configuration', async () => {
  writeFileSync(join(folder, 'integration-lint.config.json'), '{ "root": true, "extends": "hub" }')
  const severity = async (options: object) => {
    const { files } = await lintFiles('a.json', { cwd: folder, customRules: [shouting], ...options })
    return files.flatMap(rulesOf).filter((found) => found.startsWith('acme/'))
  }
  expect(await severity({})).toEqual(['acme/quiet-title warning'])
  expect(await severity({ rules: { 'acme/quiet-title': ['info'] } })).toEqual(['acme/quiet-title info'])
  expect(await severity({ preset: 'schema' })).toEqual([])
})

describe('parse', () => {
  test('gives a value its type', () => {
    const result: ParseResult<CreateIntegrationBody> = parseCreateIntegrationBody(BODY)
    expect(result).toEqual({ success: true, data: BODY })
    if (result.success) {
      const name: string = result.data.name
      expect(name).toBe('acme')
    }
  })

  test('lists what is wrong', () => {
    const result = parseCreateIntegrationBody({ name: 5 })
    if (result.success) throw new Error('That is not a body.')
    expect(result.findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
      'schema/required ',
      'schema/type /name',
    ])
  })

  test('of each kind', () => {
    const integration: ParseResult<Integration> = parseIntegration(ACME)
    const hub: ParseResult<PublicIntegration> = parsePublicIntegration(ACME)
    const list: ParseResult<IntegrationList> = parseIntegrationList({ integrations: [], meta: {} })
    const update: ParseResult<UpdateIntegrationBody> = parseUpdateIntegrationBody({ title: 5 })
    expect([integration, hub, list, update].map(({ success }) => success)).toEqual([true, false, true, false])
  })
})

describe('formatReport', () => {
  const report = () => lintValue({ name: 5 }, { as: 'create-body', preset: 'schema' })

  test.each<[ReportFormat, RegExp]>([
    ['pretty', /✖ error .*schema\/type/],
    ['compact', /^<value>:2:11: /m],
    ['json', /"rule": "schema\/type"/],
    ['sarif', /"ruleId": "schema\/type"/],
    ['junit', /^<\?xml/],
    ['markdown', /^## integration-lint/],
    ['html', /^<!doctype html>/],
    ['github', /^::error /m],
    ['gitlab', /"check_name": "schema\/type"/],
  ])('%s', async (format, text) => {
    expect(await formatReport(report(), format)).toMatch(text)
  })

  test('one answer, several, and that of lintFiles', async () => {
    const files = await lintFiles('a.json', { cwd: folder, config: false })
    expect(await formatReport(files, 'pretty')).toBe('✔ 1 file checked, no findings\n')
    expect(await formatReport([report(), report()], 'pretty')).toMatch(/in 2 of 2 files\n$/)
  })

  test('not in an invalid format, nor with an invalid option', async () => {
    const call = (...args: unknown[]) => Reflect.apply(formatReport, undefined, [report(), ...args])
    await expect(call('jsn')).rejects.toThrow(/format is "jsn"; .*Did you mean "json"\?/)
    await expect(call('json', { colour: true })).rejects.toThrow(
      new TypeError('formatReport has no option "colour". Did you mean "color"?'),
    )
  })

  test.each<[what: string, given: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'report'],
    ['no object of a report', {}],
    ['a report without its files', { files: 5, summary: {} }],
    ['a list with something else in it', [{ file: 'a', findings: [] }, 5]],
  ])('not of %s', async (_what, given) => {
    await expect(Reflect.apply(formatReport, undefined, [given, 'json'])).rejects.toThrow(
      /^formatReport takes the result of lintFiles, or /,
    )
  })

  test.each<[options: object, message: string]>([
    [{ width: '60' }, 'The option "width" of formatReport is "60"; a whole number above 0 is required.'],
    [{ width: 0 }, 'The option "width" of formatReport is 0; a whole number above 0 is required.'],
    [{ maxSize: -1 }, 'The option "maxSize" of formatReport is -1; a whole number above 0 is required.'],
    [{ maxSize: Number.NaN }, 'The option "maxSize" of formatReport is NaN; a whole number above 0 is required.'],
    [{ color: 'always' }, 'The option "color" of formatReport is "always"; true or false is required.'],
    [{ customRules: {} }, 'The option "customRules" of formatReport is an object; an array is required.'],
    [{ directory: 5 }, 'The option "directory" of formatReport is 5; a text is required.'],
  ])('not with %j', async (options, message) => {
    await expect(Reflect.apply(formatReport, undefined, [report(), 'json', options])).rejects.toThrow(
      new TypeError(message),
    )
  })
})

describe('compareDefinitions', () => {
  const event = (schema: object) => ({ ...BODY, events: { opened: { title: 'Opened', description: 'It.', schema } } })
  const OLD = event({ type: 'object', properties: { id: { type: 'string' } }, required: ['id'] })
  const NOW = {
    ...event({ type: 'object', properties: { id: { type: 'number' } }, required: ['id'] }),
    version: '1.1.0',
  }

  test('gives each change with its verdict and places, and the version that they demand', () => {
    const { changes, version, aboutVersion, ...rest } = compareDefinitions(OLD, NOW, { newName: 'new.json' })
    expect(rest).toEqual({ name: 'acme', old: '<old>', new: 'new.json' })
    const pointer = '/events/opened/schema/properties/id/type'
    expect(changes).toMatchObject([
      {
        verdict: 'breaking',
        places: [
          { side: 'old', file: '<old>' },
          { side: 'new', file: 'new.json' },
        ],
      },
    ])
    expect(pointer.startsWith(changes[0]?.pointer ?? 'none')).toBe(true)
    expect(version).toEqual({ old: '1.0.0', new: '1.1.0', required: 'major', sufficient: false, suggested: '2.0.0' })
    expect(rulesOf({ findings: aboutVersion })).toEqual(['version-sufficient error'])
    expect(compareDefinitions(OLD, OLD).changes).toEqual([])
  })

  test('takes settings, and refuses what it cannot compare', () => {
    const rules = { 'values-replaced': 'off', 'values-narrowed': 'off', 'values-widened': 'off' } as const
    expect(compareDefinitions(OLD, NOW, { rules }).changes).toEqual([])
    for (const value of [[1], null, 'text', undefined])
      expect(() => compareDefinitions(OLD, value)).toThrow(/^<new> cannot be compared/)
    const misspelt: object = { newname: 'a' }
    expect(() => compareDefinitions(OLD, NOW, misspelt)).toThrow('Did you mean "newName"?')
  })
})
