import { applyFix, fixText, lintText } from '../../src'

const TEXT =
  '{ "name": "acme/desk", "version": "v1.0.0",\r\n  "titel": "Desk", "description": "Tickets.", "actions": {}, }\r\n'

describe('fixes of the library', () => {
  test('lintText hands out fixes when it is asked to, each for itself', () => {
    const { findings } = lintText(TEXT, { fixes: true })
    expect(findings.map(({ rule, fix }) => [rule, fix?.title, fix?.safe])).toEqual([
      ['version-semver', 'Write "1.0.0" instead of "v1.0.0"', true],
      ['schema/unknown-property', 'Rename "titel" to "title"', true],
      ['syntax/trailing-comma', 'Remove the comma', true],
    ])
    const [, misspelt] = findings
    expect(misspelt?.fix === undefined ? '' : applyFix(TEXT, misspelt.fix)).toBe(TEXT.replace('titel', 'title'))
    expect(lintText(TEXT).findings.every(({ fix }) => fix === undefined)).toBe(true)
  })

  test('several fixes that do not touch each other are applied at once', () => {
    const { findings } = lintText(`\uFEFF${TEXT}`, { fixes: true })
    const edits = findings.flatMap(({ fix }) => fix?.edits ?? [])
    const ordered = edits.sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column)
    expect(applyFix(`\uFEFF${TEXT}`, { edits: ordered })).toBe(fixText(TEXT).text)
  })

  test('fixText mends a text, and says what it did and what is left', () => {
    const text = TEXT.replace('}, }', '}, "visibility": 5 }')
    const result = fixText(text)
    expect(result.text).toBe(text.replace('v1', '1').replace('titel', 'title'))
    expect(result.fixed.map(({ title }) => title)).toEqual([
      'Write "1.0.0" instead of "v1.0.0"',
      'Rename "titel" to "title"',
    ])
    expect(result.report.findings.map(({ rule }) => rule)).toEqual(['schema/enum'])
    expect(fixText(result.text).text).toBe(result.text)
  })

  test('what is unsafe is done when it is allowed', () => {
    const text = '{ "actions": { "find": null } }'
    expect(fixText(text, { as: 'update-body' }).text).toBe(text)
    expect(fixText(text, { as: 'update-body', unsafe: true }).text).toBe('{ "actions": {} }')
  })

  test('what cannot be used is refused', () => {
    // @ts-expect-error: callers without types
    expect(() => fixText({})).toThrow(new TypeError('fixText takes a text, not an object.'))
    // @ts-expect-error: callers without types
    expect(() => fixText('{}', { unsave: true })).toThrow('fixText has no option "unsave". Did you mean "unsafe"?')
    // @ts-expect-error: callers without types
    expect(() => lintText('{}', { fixes: 'all' })).toThrow('true or false')
    const edit = { file: 'a', range: { line: 9, column: 1, endLine: 9, endColumn: 1 }, text: '' }
    expect(() => applyFix('{}', { edits: [edit] })).toThrow(RangeError)
  })
})

describe('a script', () => {
  test('is linted as its name says', () => {
    const { kind, findings } = lintText('.body.team_id\n', { name: 'src/extract.vrl' })
    expect(kind).toBe('script')
    expect(findings.map(({ rule, line, column }) => [rule, line, column])).toEqual([['vrl-known-fields', 1, 7]])
  })

  test('has a byte-order mark as a file has one', () => {
    const marked = '\ufeff.path\n'
    const { findings } = lintText(marked, { name: 'extract.vrl' })
    expect(findings.map(({ rule, line, column }) => [rule, line, column])).toEqual([['syntax/byte-order-mark', 1, 1]])
    expect(fixText(marked, { name: 'extract.vrl' }).text).toBe('.path\n')
  })

  test('is fixed', () => {
    const { text, fixed } = fixText('"https://acme.com/" + to_string!(.webchookId)\n', { name: 'linkTemplate.vrl' })
    expect([text, fixed.length]).toEqual(['"https://acme.com/" + to_string!(.webhookId)\n', 1])
  })
})
