import type { Configuration } from '../../src/settings/configuration'
import { createLayer, isExpired } from '../../src/settings/layers'
import { presetSettings } from '../../src/settings/presets'
import { SettingsResolver } from '../../src/settings/resolve'
import type { RuleFlag } from '../../src/settings/rule-flag'
import type { Settings } from '../../src/settings/types'
import { SAMPLE_RULES } from './rules'

/** The rules that are on, with their severities. */
function on({ rules }: Settings): Record<string, string> {
  return Object.fromEntries([...rules].flatMap(([id, { severity }]) => (severity === 'off' ? [] : [[id, severity]])))
}

// The layers' configurations come from tests, so that they may name the sample rules.
type Given = Omit<Configuration, 'rules' | 'overrides'> & { rules?: object; overrides?: readonly object[] }

/** A resolver over configuration files, the farthest first. */
function resolverOf(files: Readonly<Record<string, Given>>, flags: readonly RuleFlag[] = []): SettingsResolver {
  const layers = Object.entries(files).map(([file, given]) => createLayer(given as Configuration, file))
  return new SettingsResolver(layers, SAMPLE_RULES, flags)
}

const RECOMMENDED = { 'schema/max-length': 'error', 'name-format': 'error', 'key-format': 'warning' }
const HUB = { ...RECOMMENDED, 'key-format': 'error', 'icon-svg': 'error' }

describe('presets', () => {
  test.each([
    ['schema', { 'schema/max-length': 'error' }],
    ['recommended', RECOMMENDED],
    ['hub', HUB],
    ['strict', { ...RECOMMENDED, 'nested-titles': 'info' }],
  ] as const)('%s', (preset, rules) => {
    expect(on(presetSettings(preset, SAMPLE_RULES))).toEqual(rules)
    expect(on(resolverOf({ '/a/c.json': { extends: preset } }).resolve('/a/x.json').settings)).toEqual(rules)
  })

  test.each<[shows: string, files: Record<string, Given>, rules: Record<string, string>]>([
    ['recommended without any configuration', {}, RECOMMENDED],
    ['recommended when none is named', { '/c.json': {} }, RECOMMENDED],
    [
      'several turn on what any of them turns on, as severe as the strictest',
      { '/c.json': { extends: ['hub', 'strict'] } },
      { ...HUB, 'nested-titles': 'info' },
    ],
    [
      'the nearest file that names one decides',
      { '/c.json': { extends: 'hub' }, '/a/c.json': { extends: 'schema' }, '/a/b/c.json': {} },
      { 'schema/max-length': 'error' },
    ],
    [
      'rules of a farther file stay in force under a nearer preset',
      { '/c.json': { rules: { 'key-format': 'off', 'name-handle': 'info' } }, '/a/c.json': { extends: 'hub' } },
      { 'schema/max-length': 'error', 'name-format': 'error', 'icon-svg': 'error', 'name-handle': 'info' },
    ],
    [
      'an override names one for its files',
      {
        '/a/c.json': {
          extends: 'schema',
          overrides: [
            { files: 'b/**', extends: 'hub' },
            { files: 'y', extends: 'strict' },
          ],
        },
      },
      HUB,
    ],
    [
      'a nearer file wins over an override of a farther one',
      { '/a/c.json': { overrides: [{ files: 'b/**', extends: 'hub' }] }, '/a/b/c.json': { extends: 'schema' } },
      { 'schema/max-length': 'error' },
    ],
  ])('%s', (_shows, files, rules) => {
    expect(on(resolverOf(files).resolve('/a/b/x.json').settings)).toEqual(rules)
  })
})

describe('rules', () => {
  test.each<[shows: string, files: Record<string, Given>, setting: unknown]>([
    ['a preset gives the defaults of the options', {}, ['error', { pattern: '^a', words: ['aa'], limit: 3 }]],
    [
      'options replace those that differ from the defaults',
      { '/c.json': { rules: { 'name-format': ['info', { limit: 5 }] } } },
      ['info', { pattern: '^a', words: ['aa'], limit: 5 }],
    ],
    [
      'a severity alone keeps the options of a farther file',
      {
        '/c.json': { rules: { 'name-format': ['info', { limit: 5 }] } },
        '/a/c.json': { rules: { 'name-format': 'warning' } },
      },
      ['warning', { pattern: '^a', words: ['aa'], limit: 5 }],
    ],
    [
      'options replace all options of a farther file',
      {
        '/c.json': { rules: { 'name-format': ['info', { limit: 5 }] } },
        '/a/c.json': { rules: { 'name-format': ['info', { pattern: '^b' }] } },
      },
      ['info', { pattern: '^b', words: ['aa'], limit: 3 }],
    ],
    [
      'a rule that the preset leaves off has its defaults when it is turned on',
      { '/c.json': { extends: 'schema', rules: { 'name-format': 'info' } } },
      ['info', { pattern: '^a', words: ['aa'], limit: 3 }],
    ],
    [
      'an override wins over the rules of its file, and a later one over an earlier',
      {
        '/a/c.json': {
          rules: { 'name-format': 'off' },
          overrides: [
            { files: '*.json', rules: { 'name-format': 'info' } },
            { files: 'b/x.json', rules: { 'name-format': 'warning' } },
            { files: 'y.json', rules: { 'name-format': 'error' } },
          ],
        },
      },
      ['warning', { pattern: '^a', words: ['aa'], limit: 3 }],
    ],
    [
      'the rules of a nearer file win over an override of a farther one',
      {
        '/a/c.json': { overrides: [{ files: '*.json', rules: { 'name-format': 'info' } }] },
        '/a/b/c.json': { rules: { 'name-format': 'warning' } },
      },
      ['warning', { pattern: '^a', words: ['aa'], limit: 3 }],
    ],
  ])('%s', (_shows, files, setting) => {
    const { severity, options } = resolverOf(files).resolve('/a/b/x.json').settings.rules.get('name-format') ?? {}
    expect([severity, options]).toEqual(setting)
  })

  test('the command line wins over everything', () => {
    const files = { '/c.json': { overrides: [{ files: '**', rules: { 'name-format': 'off', 'key-format': 'off' } }] } }
    const flags: RuleFlag[] = [{ id: 'name-format', level: 'warning', options: { limit: 7 } }]
    const { rules } = resolverOf(files, flags).resolve('/x.json').settings
    expect(rules.get('name-format')).toEqual({
      severity: 'warning',
      options: { pattern: '^a', words: ['aa'], limit: 7 },
    })
    expect(rules.get('key-format')?.severity).toBe('off')
  })
})

describe('what else holds for a file', () => {
  test.each([
    ['the last override that names the file', '/a/x.update.json', 'update-body'],
    ['no override', '/a/x.json', 'create-body'],
    ['nothing at all', '/b/x.json', undefined],
  ])('its kind is that of %s', (_shows, file, kind) => {
    const overrides = [
      { files: 'a/**', as: 'create-body' },
      { files: '*.update.json', as: 'update-body' },
    ]
    expect(resolverOf({ '/c.json': { overrides } }).resolve(file).as).toBe(kind)
  })

  test.each([
    ['a file that is named', '/a/gen/x.json', true],
    ['a file that the same list takes back', '/a/gen/keep.json', false],
    ['a file that a nearer file takes back', '/a/gen/b/mine.json', false],
    ['a file that a nearer file names', '/a/gen/b/theirs.json', true],
    ['any other', '/a/x.json', false],
  ])('%s is left out or not', (_shows, file, ignored) => {
    const resolver = resolverOf({
      '/a/c.json': { ignorePatterns: ['gen/', '!keep.json'] },
      '/a/gen/b/c.json': { ignorePatterns: ['!mine.json'] },
    })
    expect(resolver.resolve(file).ignored).toBe(ignored)
  })

  test('accepted findings are those of all layers that name the file; each entry is one object', () => {
    const resolver = resolverOf({
      '/c.json': { ignores: [{ rule: 'key-format', reason: 'all' }] },
      '/a/c.json': {
        ignores: [
          { rule: 'key-format', files: 'b/**', reason: 'some', pointer: '/actions', expires: '2027-01-01' },
          { rule: 'name-format', files: ['*.json', '!x.json'], reason: 'others' },
        ],
      },
    })
    const inB = resolver.resolve('/a/b/x.json').ignores
    const inA = resolver.resolve('/a/y.json').ignores
    expect(inB).toEqual([
      { rule: 'key-format', reason: 'all', configurationFile: '/c.json', index: 0 },
      {
        rule: 'key-format',
        reason: 'some',
        pointer: '/actions',
        expires: '2027-01-01',
        configurationFile: '/a/c.json',
        index: 0,
      },
    ])
    expect(inA.map(({ reason }) => reason)).toEqual(['all', 'others'])
    expect(inA[0]).toBe(inB[0])
  })

  test.each([
    ['relative', './base.json', '/a/b/base.json'],
    ['above', '../base.json', '/a/base.json'],
    ['absolute', '/base.json', '/base.json'],
    ['with backslashes', '..\\base.json', '/a/base.json'],
  ])('the baseline of the nearest file that names one, %s', (_shows, baseline, path) => {
    const resolver = resolverOf({
      '/c.json': { baseline: 'far.json' },
      '/a/b/c.json': { baseline },
      '/a/b/d/c.json': {},
    })
    expect(resolver.resolve('/a/b/d/x.json').baseline).toBe(path)
  })

  test('a baseline beside a file at the root', () => {
    expect(resolverOf({ '/c.json': { baseline: 'b.json' } }).resolve('/x.json').baseline).toBe('/b.json')
  })
})

describe('settings are shared', () => {
  const resolver = resolverOf({
    '/c.json': {
      overrides: [{ files: 'a/**', rules: { 'key-format': 'off' } }],
      ignorePatterns: ['ignored.json'],
      ignores: [{ rule: 'key-format', files: 'known.json', reason: 'x' }],
    },
  })

  test('files to which the same applies have the very same result', () => {
    expect(resolver.resolve('/a/x.json')).toBe(resolver.resolve('/a/y.json'))
    expect(resolver.resolve('/x.json')).toBe(resolver.resolve('/b/y.json'))
  })

  test('the settings are the same object even where only accepted findings differ', () => {
    expect(resolver.resolve('/known.json').settings).toBe(resolver.resolve('/x.json').settings)
    expect(resolver.resolve('/known.json').ignores).toHaveLength(1)
    expect(resolver.resolve('/ignored.json').settings).toBe(resolver.resolve('/x.json').settings)
    expect(resolver.resolve('/ignored.json').ignored).toBe(true)
  })

  test('files of another override have others', () => {
    expect(resolver.resolve('/a/x.json').settings).not.toBe(resolver.resolve('/x.json').settings)
  })
})

test.each([
  ['the day before', '2026-12-30', false],
  ['the last day', '2026-12-31', false],
  ['the day after', '2027-01-01', true],
])('on %s an entry has expired or not', (_shows, today, expired) => {
  expect(isExpired({ expires: '2026-12-31' }, today)).toBe(expired)
  expect(isExpired({}, today)).toBe(false)
})
