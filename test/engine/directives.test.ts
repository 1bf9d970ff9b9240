import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import { Linter } from '../../src/engine/lint'
import type { FileReport, Range } from '../../src/findings/types'
import { RULES } from '../../src/rules/index.generated'
import { presetSettings } from '../../src/settings/presets'
import { marked } from '../mark'

const LONG = 'T'.repeat(65)
const OTHER = 'U'.repeat(65)

const linter = new Linter({ rules: RULES, vrl: () => undefined, frames: false })
const schema = presetSettings('schema', RULES)
const reporting = {
  rules: new Map([...schema.rules, ['suppression-used', { severity: 'warning', options: undefined }] as const]),
}

function lint(text: string, { comments = true, settings = schema } = {}): FileReport {
  const document = parseDocument({ name: comments ? 'a.jsonc' : 'a.json', text, comments })
  return linter.lint(document, recognise(document), settings)
}

/** A definition with two titles that are too long, and places for comments. */
function definition({ top = '', before = '', behind = '', between = '', end = '' } = {}): string {
  return `{ ${top}
  "name": "acme", "version": "1.0.0", "actions": {},
  ${before}
  "title": "${LONG}", ${behind}
  ${between}
  "description": "D", "events": { "created": { "title": "${OTHER}", "schema": {} } }
  ${end}
}`
}

const TITLE = '/title'
const EVENT = '/events/created/title'

const CASES: readonly [name: string, text: string, left: readonly string[], reasons: readonly string[]][] = [
  ['no comment', definition(), [TITLE, EVENT], []],
  [
    'the next line',
    definition({ before: '// integration-lint-disable-next-line schema/max-length -- It is called that.' }),
    [EVENT],
    ['It is called that.'],
  ],
  [
    'the next line, in a block comment of several lines with stars',
    definition({
      before: '/*\n   * integration-lint-disable-next-line schema/max-length\n   * -- It is\n   * called that.\n   */',
    }),
    [EVENT],
    ['It is called that.'],
  ],
  [
    'the next line past other comments and empty lines',
    definition({
      before:
        '// integration-lint-disable-next-line schema/max-length -- why\n\n  // prose\n  // integration-lint-disable-next-line schema/type -- other',
    }),
    [EVENT],
    ['why'],
  ],
  [
    'the next line, from behind a value',
    definition({ behind: '// integration-lint-disable-next-line schema/max-length -- why' }),
    [TITLE],
    ['why'],
  ],
  [
    'only the line after the next one has the fault',
    definition({ top: '// integration-lint-disable-next-line schema/max-length -- why' }),
    [TITLE, EVENT],
    [],
  ],
  [
    'the own line',
    definition({ behind: '// integration-lint-disable-line schema/max-length -- why' }),
    [EVENT],
    ['why'],
  ],
  [
    'from here to the end',
    definition({ between: '// integration-lint-disable schema/max-length -- why' }),
    [TITLE],
    ['why'],
  ],
  [
    'from here to there',
    definition({
      top: '/* integration-lint-disable schema/max-length -- why */',
      between: '/* integration-lint-enable schema/max-length */',
    }),
    [EVENT],
    ['why'],
  ],
  [
    'enable without a rule ends all',
    definition({
      top: '/* integration-lint-disable schema/max-length -- why */',
      between: '// integration-lint-enable',
    }),
    [EVENT],
    ['why'],
  ],
  [
    'a region that is opened again',
    definition({
      top: '/* integration-lint-disable schema/max-length -- one *//* integration-lint-enable */',
      between: '/* integration-lint-disable schema/max-length -- two */',
      end: '// integration-lint-enable schema/max-length',
    }),
    [TITLE],
    ['two'],
  ],
  [
    'a region within a region',
    definition({
      top: '/* integration-lint-disable schema/max-length -- one */',
      before: '/* integration-lint-disable schema/max-length -- two */',
    }),
    [],
    ['one', 'one'],
  ],
  [
    'enable of what was not disabled, and twice',
    definition({
      top: '/* integration-lint-enable schema/max-length *//* integration-lint-disable schema/max-length -- why */',
      between: '/* integration-lint-enable schema/max-length */',
      end: '/* integration-lint-enable schema/max-length */',
    }),
    [EVENT],
    ['why'],
  ],
  [
    'several rules, with or without a comma',
    definition({
      before: '// integration-lint-disable-next-line schema/type, schema/enum schema/max-length -- a -- b',
    }),
    [EVENT],
    ['a -- b'],
  ],
  [
    'another rule',
    definition({ before: '// integration-lint-disable-next-line schema/min-length -- why' }),
    [TITLE, EVENT],
    [],
  ],
]

test.each(CASES)('%s', (_name, text, left, reasons) => {
  const { findings, suppressed } = lint(text)
  expect(findings.map(({ rule, pointer }) => [rule, pointer])).toEqual(left.map((at) => ['schema/max-length', at]))
  expect(suppressed.map(({ suppression }) => suppression)).toEqual(reasons.map((reason) => ({ by: 'comment', reason })))
})

const INVALID: readonly [name: string, comment: string, messages: readonly string[]][] = [
  ['no reason', '// integration-lint-disable-next-line schema/max-length', ['gives no reason']],
  ['an empty reason', '// integration-lint-disable-next-line schema/max-length --  ', ['gives no reason']],
  ['one dash', '// integration-lint-disable-next-line schema/max-length - why', ['gives no reason']],
  ['no rule', '// integration-lint-disable-next-line -- why', ['names no rule']],
  [
    'a rule that does not exist',
    '// integration-lint-disable-next-line schema/max-lenght -- why',
    ['Did you mean "schema/max-length"?'],
  ],
  [
    'a rule without its family',
    '// integration-lint-disable-next-line max-length -- why',
    ['Did you mean "schema/max-length"?'],
  ],
  [
    'two rules that do not exist',
    '// integration-lint-disable-next-line one, two -- why',
    ['Unknown rule "one".', 'Unknown rule "two".'],
  ],
  [
    'a comment that does not exist',
    '// integration-lint-disable-nextline schema/max-length -- why',
    ['Did you mean "integration-lint-disable-next-line"?'],
  ],
  ['nothing after the name of the tool', '// integration-lint-', ['is not a known comment']],
  [
    'more rules than anybody writes',
    `// integration-lint-disable ${Array.from({ length: 60 }, (_, index) => `r${index}`).join(' ')} -- why`,
    ['names 60 rules'],
  ],
  [
    'enable with a rule that does not exist',
    '// integration-lint-enable schema/lenght',
    ['Unknown rule "schema/lenght".'],
  ],
  [
    'names of the prototype',
    '// integration-lint-disable-next-line constructor, __proto__ -- why',
    ['Unknown rule "constructor".', 'Unknown rule "__proto__".'],
  ],
]

test.each(INVALID)('%s is reported at the comment and silences nothing', (_name, comment, messages) => {
  const { text, ranges } = marked(definition({ before: `«${comment}»\n` }))
  const { findings, suppressed } = lint(text)
  const reported = findings.filter(({ rule }) => rule === 'suppression-valid')
  expect(reported.map(({ message }) => message)).toEqual(messages.map((message) => expect.stringContaining(message)))
  expect(reported.map(rangeOf)).toEqual(messages.map(() => ranges[0]))
  expect(reported.map(({ severity }) => severity)).toEqual(messages.map(() => 'warning'))
  expect(suppressed).toEqual([])
})

test.each([
  ['a comment that only speaks of it', '// see integration-lint-disable-next-line'],
  ['another tool', '// eslint-disable-next-line -- why'],
])('%s is left alone', (_name, comment) => {
  expect(lint(definition({ before: comment })).findings.map(({ rule }) => rule)).toEqual([
    'schema/max-length',
    'schema/max-length',
  ])
})

test('comments of a .json file silence nothing', () => {
  const { findings, suppressed } = lint(
    definition({ before: '// integration-lint-disable-next-line schema/max-length, syntax/comment -- why' }),
    { comments: false },
  )
  expect(findings.map(({ rule }) => rule)).toEqual(['syntax/comment', 'schema/max-length', 'schema/max-length'])
  expect(suppressed).toEqual([])
})

test('a text in a string is not a comment', () => {
  const text = definition().replace('"D"', '"// integration-lint-disable-next-line schema/max-length -- why"')
  expect(lint(text).suppressed).toEqual([])
})

test('a fault of the syntax is silenced, too', () => {
  const { findings, suppressed } = lint(
    '{ "name": "acme", "version": "1.0.0",\n  // integration-lint-disable-next-line syntax/trailing-comma -- why\n  "actions": {},\n}',
  )
  expect([...findings, ...suppressed].map(({ rule }) => rule)).toEqual(['syntax/trailing-comma'])
  expect(suppressed).toHaveLength(1)
})

describe('a comment that silences nothing', () => {
  const { text, ranges } = marked(
    definition({
      before: '// integration-lint-disable-next-line schema/max-length -- needed',
      between: '«// integration-lint-disable-next-line schema/type, schema/enum -- not»',
      end: '«// integration-lint-disable schema/max-length -- too late»',
    }),
  )

  test('is reported beside the findings', () => {
    const { findings, unused = [] } = lint(text)
    expect(findings.map(({ pointer }) => pointer)).toEqual([EVENT])
    expect(unused.map(({ rule, message }) => [rule, message])).toEqual([
      ['schema/type', 'Unused suppression: the comment matches no finding of "schema/type". Remove it.'],
      ['schema/enum', 'Unused suppression: the comment matches no finding of "schema/enum". Remove it.'],
      ['schema/max-length', 'Unused suppression: the comment matches no finding of "schema/max-length". Remove it.'],
    ])
    expect(unused.map(rangeOf)).toEqual([ranges[0], ranges[0], ranges[1]])
  })

  test('is a finding where the rule is on', () => {
    const { findings, unused } = lint(text, { settings: reporting })
    const reported = findings.filter(({ rule }) => rule === 'suppression-used')
    expect(reported.map(rangeOf)).toEqual([ranges[0], ranges[0], ranges[1]])
    expect(new Set(reported.map(({ fingerprint }) => fingerprint)).size).toBe(3)
    expect(unused).toBeUndefined()
  })

  test('is not reported when its rule did not run', () => {
    const off = new Map([...schema.rules].filter(([id]) => id !== 'schema/type'))
    expect(lint(text, { settings: { rules: off } }).unused?.map(({ rule }) => rule)).toEqual([
      'schema/enum',
      'schema/max-length',
    ])
    // Without a value no rule but those of the syntax has looked at anything.
    expect(lint(text.slice(0, -1)).unused).toBeUndefined()
  })

  test('is reported for the second of two that mean one place', () => {
    const twice = definition({
      before:
        '// integration-lint-disable-next-line schema/max-length -- one\n// integration-lint-disable-next-line schema/max-length -- two',
    })
    const { unused, suppressed } = lint(twice)
    expect(suppressed.map(({ suppression }) => suppression.reason)).toEqual(['one'])
    expect(unused?.map(({ line }) => line)).toEqual([4])
  })
})

test('no comment silences the rules on comments', () => {
  const text = definition({
    before:
      '// integration-lint-disable-next-line suppression-valid -- why\n// integration-lint-disable-next-line schema/max-length',
  })
  expect(lint(text).findings.map(({ rule }) => rule)).toContain('suppression-valid')
})

test('fingerprints do not depend on what is silenced', () => {
  const plain = lint(definition())
  const silenced = lint(definition({ before: '// integration-lint-disable-next-line schema/max-length -- why' }))
  const marks = ({ findings, suppressed }: FileReport) =>
    [...findings, ...suppressed].map(({ fingerprint }) => fingerprint).sort()
  expect(marks(silenced)).toEqual(marks(plain))
})

test('ten thousand comments in a row are read in one pass', () => {
  const comments = Array.from(
    { length: 10_000 },
    () => '// integration-lint-disable-next-line schema/max-length -- why',
  )
  const { findings, unused } = lint(definition({ before: comments.join('\n') }))
  expect(findings.map(({ pointer }) => pointer)).toEqual([EVENT])
  expect(unused).toHaveLength(9_999)
})

function rangeOf({ line, column, endLine, endColumn }: Range): Range {
  return { line, column, endLine, endColumn }
}
