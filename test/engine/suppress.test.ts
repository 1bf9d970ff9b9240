import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import { Linter } from '../../src/engine/lint'
import { acceptAll, applySuppressions, type BaselineEntry, type FileSuppressions } from '../../src/engine/suppress'
import { RULES } from '../../src/rules/index.generated'
import type { ConfiguredIgnore } from '../../src/settings/layers'
import { presetSettings } from '../../src/settings/presets'

const linter = new Linter({ rules: RULES, vrl: () => undefined, frames: true })
const settings = presetSettings('schema', RULES)
const known = new Set(RULES.map(({ id }) => id))
const TODAY = '2027-01-15'

function lintSuppressed(text: string, acceptance: Partial<FileSuppressions> = {}, used = settings) {
  const document = parseDocument({ name: 'a.json', text, comments: false })
  const value = document.value === undefined ? document.recovered : document.value
  const report = linter.lint(document, recognise({ value }) ?? recognise({ value }, 'create-body'), used)
  return applySuppressions(report, used, {
    ignores: [],
    baseline: undefined,
    today: TODAY,
    known,
    ...acceptance,
  })
}

function ignore(entry: Partial<ConfiguredIgnore>): ConfiguredIgnore {
  return { rule: 'schema/max-length', reason: 'known', configurationFile: '/c.json', index: 0, ...entry }
}

const LONG = 'T'.repeat(65)
const TEXT = JSON.stringify({
  name: 'acme',
  version: '1.0.0',
  title: LONG,
  actions: {
    sync: { title: LONG, input: { schema: {} }, output: { schema: {} } },
    syncAll: { title: LONG, input: { schema: {} }, output: { schema: {} } },
  },
})
const ALL = ['/title', '/actions/sync/title', '/actions/syncAll/title']

describe('ignores', () => {
  const CASES: readonly [name: string, entry: Partial<ConfiguredIgnore>, left: readonly string[]][] = [
    ['without a pointer: the whole document', {}, []],
    ['the empty pointer: the whole document', { pointer: '' }, []],
    ['a place', { pointer: '/title' }, ALL.slice(1)],
    [
      'all below a place, but no place whose name only begins alike',
      { pointer: '/actions/sync' },
      ['/title', '/actions/syncAll/title'],
    ],
    ['a place below the finding', { pointer: '/title/0' }, ALL],
    ['another rule', { rule: 'schema/type' }, ALL],
    ['on its last day', { expires: TODAY }, []],
    ['on the day after', { expires: '2027-01-14' }, ALL],
  ]

  test.each(CASES)('%s', (_name, entry, left) => {
    const { report } = lintSuppressed(TEXT, { ignores: [ignore(entry)] })
    expect(report.findings.map(({ pointer }) => pointer)).toEqual(left)
    expect(report.suppressed.map(({ pointer }) => pointer)).toEqual(ALL.filter((at) => !left.includes(at)))
    for (const { suppression, frame } of report.suppressed) {
      expect(suppression).toEqual({ by: 'configuration', reason: 'known' })
      expect(frame).toBeUndefined()
    }
  })

  test('tells which entries were needed; one that expired but matches was, one whose rule did not run is neither', () => {
    const needed = ignore({ pointer: '/title' })
    const alsoNeeded = ignore({ pointer: '' })
    const expired = ignore({ expires: '2020-01-01' })
    const unneeded = ignore({ pointer: '/events' })
    const notRun = ignore({ rule: 'key-format' })
    const { usage } = lintSuppressed(TEXT, { ignores: [needed, alsoNeeded, expired, unneeded, notRun] })
    expect(new Set(usage.matched)).toEqual(new Set([needed, alsoNeeded, expired]))
    expect(usage.unmatched).toEqual([unneeded])
  })

  test('a document without an acceptance is left as it is', () => {
    const { report } = lintSuppressed(TEXT)
    expect(report.findings).toHaveLength(3)
    expect(report.suppressed).toEqual([])
  })
})

describe('the baseline', () => {
  const entriesOf = (text: string): readonly BaselineEntry[] => lintSuppressed(text, { baseline: [] }).usage.renewed

  test('holds rule, place and hash of every finding', () => {
    expect(entriesOf(TEXT)).toEqual(
      ALL.map((pointer) => ({ rule: 'schema/max-length', pointer, hash: expect.stringMatching(/^[0-9a-f]{32}$/) })),
    )
  })

  const CASES: readonly [name: string, now: string, left: readonly string[], stale: readonly string[]][] = [
    ['the same', TEXT, [], []],
    [
      'other lines and other order',
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(TEXT)).reverse()), null, 4),
      [],
      [],
    ],
    ['another fault at the same place is new', TEXT.replace(LONG, 'U'.repeat(65)), ['/title'], ['/title']],
    [
      'a fault that moved is new',
      TEXT.replace('"syncAll"', '"syncMost"'),
      ['/actions/syncMost/title'],
      ['/actions/syncAll/title'],
    ],
    [
      'a new fault beside the old ones',
      TEXT.replace('"name"', `"description":"${'D'.repeat(257)}","name"`),
      ['/description'],
      [],
    ],
    ['a fault that is gone', TEXT.replace(LONG, 'Acme'), [], ['/title']],
  ]

  test.each(CASES)('%s', (_name, now, left, stale) => {
    const { report, usage } = lintSuppressed(now, { baseline: entriesOf(TEXT) })
    expect(report.findings.map(({ pointer }) => pointer)).toEqual(left)
    expect(usage.stale.map(({ pointer }) => pointer)).toEqual(stale)
    for (const { suppression } of report.suppressed) expect(suppression.by).toBe('baseline')
  })

  test('does not hold what the configuration accepts', () => {
    const { usage } = lintSuppressed(TEXT, { baseline: [], ignores: [ignore({ pointer: '/actions' })] })
    expect(usage.renewed.map(({ pointer }) => pointer)).toEqual(['/title'])
  })

  test('an entry that the configuration accepts meanwhile is not stale, and goes when it is renewed', () => {
    const { report, usage } = lintSuppressed(TEXT, {
      baseline: entriesOf(TEXT),
      ignores: [ignore({ pointer: '/title' })],
    })
    expect(report.suppressed.map(({ suppression }) => suppression.by)).toEqual([
      'configuration',
      'baseline',
      'baseline',
    ])
    expect(usage.stale).toEqual([])
    expect(usage.renewed.map(({ pointer }) => pointer)).toEqual(ALL.slice(1))
  })

  test('of a rule that did not run is kept and not stale', () => {
    const off = { rules: new Map([...settings.rules].filter(([id]) => id !== 'schema/max-length')) }
    const { usage } = lintSuppressed(TEXT, { baseline: entriesOf(TEXT) }, off)
    expect(usage.stale).toEqual([])
    expect(usage.renewed).toEqual(entriesOf(TEXT))
  })

  test('of a rule that is no more is stale', () => {
    const entry = { rule: 'old-rule', pointer: '', hash: '0'.repeat(32) }
    const { usage } = lintSuppressed(TEXT, { baseline: [...entriesOf(TEXT), entry] })
    expect(usage.stale).toEqual([entry])
  })

  test('two equal findings are two entries', () => {
    const twice = '{ "name": "a", "version": "1.0.0", "actions": {}, "actions": {}, "actions": {} }'
    expect(entriesOf(twice)).toHaveLength(2)
    const { report, usage } = lintSuppressed(twice.replace('"actions": {}, ', ''), { baseline: entriesOf(twice) })
    expect(report.findings).toEqual([])
    expect(usage.stale).toHaveLength(1)
  })

  test('nothing accepts that a text cannot be parsed', () => {
    const broken = TEXT.slice(0, -1)
    expect(entriesOf(broken)).toEqual([])
    const [finding] = lintSuppressed(broken).report.findings
    const entry = { rule: 'syntax/truncated', pointer: '', hash: finding?.fingerprint ?? '' }
    const off = { rules: new Map([...settings.rules].filter(([id]) => !id.startsWith('syntax/'))) }
    for (const acceptance of [{ baseline: [entry] }, { ignores: [ignore({ rule: 'syntax/truncated' })] }]) {
      for (const used of [settings, off]) {
        const { report, usage } = lintSuppressed(broken, acceptance, used)
        expect(report.findings).toMatchObject([{ rule: 'syntax/truncated', severity: 'error' }])
        expect(usage.renewed).toEqual([])
        expect(acceptAll(report).findings).toHaveLength(1)
      }
    }
    // What was known of the parsed text is not forgotten meanwhile.
    const { usage } = lintSuppressed(broken, { baseline: entriesOf(TEXT) })
    expect(usage.stale).toEqual([])
    expect(usage.renewed).toEqual(expect.arrayContaining([...entriesOf(TEXT)]))
  })

  test('all of a report is accepted once the baseline is renewed', () => {
    const { report } = lintSuppressed(TEXT, { baseline: [], ignores: [ignore({ pointer: '/title' })] })
    const { findings, suppressed } = acceptAll(report)
    expect(findings).toEqual([])
    expect(suppressed.map(({ suppression }) => suppression.by)).toEqual(['configuration', 'baseline', 'baseline'])
  })
})
