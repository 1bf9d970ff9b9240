import { decode } from '../../src/document/decode'
import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import { Linter } from '../../src/engine/lint'
import { applySuppressions, type BaselineEntry } from '../../src/engine/suppress'
import type { Kind } from '../../src/findings/types'
import { RULES } from '../../src/rules/index.generated'
import { presetSettings } from '../../src/settings/presets'
import type { Settings } from '../../src/settings/types'
import { marked } from '../mark'

const linter = new Linter({ rules: RULES, vrl: () => undefined, frames: false })
const recommended = presetSettings('recommended', RULES)
const known = new Set(RULES.map(({ id }) => id))

interface Accepted {
  settings?: Settings
  ignores?: { rule: string; pointer?: string }[]
  baseline?: BaselineEntry[]
}

function lintSuppressed(text: string, as: Kind, { settings = recommended, ignores = [], baseline }: Accepted = {}) {
  const document = parseDocument({ name: 'a.jsonc', text, comments: true })
  const report = linter.lint(document, recognise(document, as), settings)
  return applySuppressions(report, settings, {
    ignores: ignores.map((one) => ({ ...one, reason: 'known', configurationFile: '/c.json', index: 0 })),
    baseline,
    today: '2027-01-15',
    known,
  })
}

function lines(text: string, as: Kind, accepted?: Accepted): string[] {
  return lintSuppressed(text, as, accepted).report.findings.map(
    ({ severity, rule, pointer }) => `${severity} ${rule} ${pointer}`,
  )
}

const action = (properties: string) =>
  `{ "name": "acme", "version": "1.0.0", "title": "T", "description": "D", "actions": { "sync": { "title": "T", ${properties} } } }`
const IO = '"input": { "schema": {} }, "output": { "schema": {} }'
const BODY = '{ "name": "acme", «"versoin"»: "1.0.0", "title": "T", "description": "D" }'

describe('a misspelt property that is missing now is one finding, as grave as what is missing', () => {
  test.each<[what: string, as: Kind, text: string, severity: string]>([
    ['of a body', 'create-body', BODY, 'error'],
    [
      'of an action',
      'create-body',
      action(`"description": "D", «"inputs"»: { "schema": {} }, "output": { "schema": {} }`),
      'error',
    ],
    ['of a list', 'integration-list', '{ "integrations": [], «"eta"»: {} }', 'error'],
    ['a description that the preset demands', 'create-body', action(`«"descripton"»: "D", ${IO}`), 'error'],
    [
      'a property that nothing demands',
      'create-body',
      '{ "name": "acme", "version": "1.0.0", "title": "T", "description": "D", «"secret"»: {} }',
      'warning',
    ],
  ])('%s', (_what, as, source, severity) => {
    const { text, ranges } = marked(source)
    const { findings } = lintSuppressed(text, as, { settings: presetSettings('hub', RULES) }).report
    const one = findings.filter(({ rule }) => rule.startsWith('schema/') || rule.endsWith('-description-present'))
    expect(one).toMatchObject([{ rule: 'schema/unknown-property', severity, ...ranges[0] }])
  })
})

describe('what is missing is reported by itself', () => {
  const text = marked(BODY).text
  const missing = ['error schema/required ']

  test('when the other rule is off', () => {
    const rules = new Map(recommended.rules)
    rules.delete('schema/unknown-property')
    expect(lines(text, 'create-body', { settings: { rules } })).toEqual(missing)
  })

  test('when the misspelt property is accepted by the configuration', () => {
    expect(lines(text, 'create-body', { ignores: [{ rule: 'schema/unknown-property' }] })).toEqual(missing)
  })

  test('when it is accepted by a baseline that knows nothing else', () => {
    const { renewed } = lintSuppressed(text, 'create-body', { baseline: [] }).usage
    expect(renewed.map(({ rule }) => rule).sort()).toEqual(['schema/required', 'schema/unknown-property'])
    const baseline = renewed.filter(({ rule }) => rule === 'schema/unknown-property')
    expect(lines(text, 'create-body', { baseline })).toEqual(missing)
    // A baseline that was written now holds both, and is content.
    expect(lines(text, 'create-body', { baseline: [...renewed] })).toEqual([])
  })

  test('when a comment silences the misspelt property', () => {
    const commented = text.replace(
      '"versoin"',
      '// integration-lint-disable-next-line schema/unknown-property -- why\n"versoin"',
    )
    expect(lines(commented, 'create-body')).toEqual(missing)
  })

  test('not when it is accepted itself', () => {
    const ignores = [{ rule: 'schema/required' }, { rule: 'schema/unknown-property' }]
    expect(lines(text, 'create-body', { ignores })).toEqual([])
  })
})

test('what follows from a key that could not be decoded is not reported: the encoding is', () => {
  const { text, faults } = decode(Buffer.from('{ "name": "acme", "version": "1.0.0", "titl\xe9": "T" }', 'latin1'))
  const document = parseDocument({ name: 'a.json', text, faults, comments: false })
  const { findings, explained } = linter.lint(document, recognise(document, 'create-body'), recommended)
  expect(findings.filter(({ pointer, data }) => pointer.includes('titl') || data.property === 'title')).toEqual([])
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'syntax/encoding', severity: 'error' }))
  expect(explained).toBeUndefined()
})

test('a finding that supersedes another is as grave as that', () => {
  const rules = new Map(recommended.rules).set('read-only-in-body', { severity: 'info', options: undefined })
  const text =
    '{ "name": "acme", "version": "1.0.0", "title": "T", "description": "D", "createdAt": "2026-01-01T00:00:00Z" }'
  expect(lines(text, 'create-body', { settings: { rules } })).toEqual(['warning read-only-in-body /createdAt'])
})

describe('no comment silences that the document cannot be read as it stands', () => {
  const disable = (rule: string) => `// integration-lint-disable ${rule} -- r\n`
  test.each([
    ['syntax/truncated', '{ "name": "acme", "version": "1.0.0", "actions": {'],
    ['syntax/duplicate-key', '{ "name": "acme", "name": "acme", "version": "1.0.0", "actions": {} }'],
    ['document/unknown-kind', '{ "a": 1 }'],
  ])('%s', (rule, text) => {
    const document = parseDocument({ name: 'a.jsonc', text: disable(rule) + text, comments: true })
    const report = linter.lint(document, recognise(document), recommended)
    expect(report.findings).toContainEqual(expect.objectContaining({ rule, severity: 'error' }))
    expect(report.suppressed).toEqual([])
  })

  test('but what the parser calls harmless', () => {
    const text = `${disable('syntax/trailing-comma')}{ "name": "acme", "version": "1.0.0", "title": "T", "description": "D", }`
    expect(lines(text, 'create-body')).toEqual([])
  })
})

describe('envelopes', () => {
  const inner = '"name": "acme", "version": "1.0.0", "title": "T", "description": "D"'

  test('a body has none', () => {
    expect(lines(`{ "integration": { ${inner} } }`, 'create-body').filter((line) => line.startsWith('error'))).toEqual(
      expect.arrayContaining(['error schema/required ']),
    )
  })

  test('one with anything else in it', () => {
    expect(lines(`{ "integration": { ${inner} }, "extra": 1 }`, 'integration')).toContain(
      'warning schema/unknown-property /extra',
    )
  })
})
