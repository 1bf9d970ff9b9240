import type { Severity } from '../../src/findings/types'
import { formatPretty } from '../../src/reporters/pretty'
import { wrapped } from '../../src/reporters/wrap'
import { fileReport, finding, OPTIONS, reportOf } from './report'

/** As many findings of a rule, each on a line of its own. */
function findingsOf(rule: string, count: number) {
  return Array.from({ length: count }, (_, index) =>
    finding({ rule, line: index + 1, message: `${rule} ${index + 1}.` }),
  )
}

function severe(severity: Severity, rule: string, count: number, file: string) {
  return Array.from({ length: count }, (_, index) =>
    finding({ severity, rule, line: index + 1, message: `${rule} ${index + 1} in ${file}.` }),
  )
}

function messagesIn(text: string): string[] {
  return [...text.matchAll(/^ {2}✖ error {2}(.*?) {2}/gm)].map(([, message = '']) => message)
}

describe('how much the report for a person shows', () => {
  test('five findings of a rule in a file, and how many more there are', () => {
    const report = reportOf(fileReport({ findings: [...findingsOf('a', 7), ...findingsOf('b', 5)] }))
    const text = formatPretty(report, OPTIONS)
    expect(messagesIn(text)).toEqual(
      [1, 2, 3, 4, 5].flatMap((n) => [`a ${n}.`]).concat([1, 2, 3, 4, 5].map((n) => `b ${n}.`)),
    )
    expect(text).toContain('\n  … and 2 more of a in this file\n')
    expect(text).not.toContain('more of b')
    expect(text).toContain('2 more findings not shown: --verbose shows all')
  })

  test('the limit of a rule is for each file', () => {
    const report = reportOf(
      fileReport({ file: 'a.json', findings: findingsOf('a', 5) }),
      fileReport({ file: 'b.json', findings: findingsOf('a', 5) }),
    )
    const text = formatPretty(report, OPTIONS)
    expect(messagesIn(text)).toHaveLength(10)
    expect(text).not.toContain('not shown')
  })

  test('a hundred findings in all, and no heading of a file without any', () => {
    const files = Array.from({ length: 30 }, (_, index) =>
      fileReport({ file: `${index}.json`, findings: findingsOf('a', 5) }),
    )
    const text = formatPretty(reportOf(...files), OPTIONS)
    expect(messagesIn(text)).toHaveLength(100)
    expect(text).toContain('\n19.json  create-body\n')
    expect(text).not.toContain('\n20.json')
    expect(text).toContain('50 more findings not shown')
    expect(text).toContain('✖ 150 findings (150 errors, 0 warnings) in 30 of 30 files')
  })

  test('an error is shown, however many warnings stand before it', () => {
    const warnings = (name: string) => ['a', 'b', 'c', 'd'].flatMap((rule) => severe('warning', rule, 6, name))
    const files = Array.from({ length: 12 }, (_, index) => {
      const name = `${String(index).padStart(2, '0')}.json`
      const error = index === 11 ? severe('error', 'last', 1, name) : []
      return fileReport({ file: name, findings: [...warnings(name), ...error] })
    })
    const text = formatPretty(reportOf(...files), OPTIONS)
    expect(text).toContain('✖ error  last 1 in 11.json.')
    expect(text.match(/^ {2}[✖▲]/gm)).toHaveLength(100)
    // The room that the error took is that of the last warning.
    expect(text).toContain('\n04.json')
    expect(text).not.toContain('▲ warning  d 5 in 04.json.')
    expect(text).not.toContain('\n05.json')
  })

  test('the gravest of a rule are shown, at the places where they stand', () => {
    const findings = [...severe('info', 'a', 5, 'a.json'), ...severe('error', 'a', 1, 'a.json')]
    const text = formatPretty(reportOf(fileReport({ findings })), OPTIONS)
    const shown = [...text.matchAll(/^ {2}[✖ℹ] (\w+) {2}a (\d)/gm)].map(([, severity, at]) => `${severity} ${at}`)
    expect(shown).toEqual(['info 1', 'info 2', 'info 3', 'info 4', 'error 1'])
    expect(text).toContain('\n  … and 1 more of a in this file\n')
  })

  test('everything when asked for', () => {
    const report = reportOf(fileReport({ findings: findingsOf('a', 150) }))
    const text = formatPretty(report, { ...OPTIONS, complete: true })
    expect(messagesIn(text)).toHaveLength(150)
    expect(text).not.toContain('not shown')
  })
})

describe('the last lines', () => {
  const few = reportOf(
    fileReport({ findings: [finding(), finding({ severity: 'info', rule: 'b' })] }),
    fileReport({ file: 'b.json', findings: [finding({ severity: 'warning', rule: 'b' })] }),
  )

  test('a table by rule when something was cut, or when it was asked for', () => {
    expect(formatPretty(few, OPTIONS)).not.toContain('errors  warnings')
    const table = [
      'errors  warnings  infos  files  rule',
      '     0         1      1      2  b',
      '     1         0      0      1  schema/max-length',
    ].join('\n')
    expect(formatPretty(few, { ...OPTIONS, statistics: true })).toContain(`\n${table}\n\n`)
    expect(formatPretty(reportOf(fileReport({ findings: findingsOf('a', 6) })), OPTIONS)).toContain('errors  warnings')
  })

  test('how to ask for an explanation, where somebody can type', () => {
    expect(formatPretty(few, { ...OPTIONS, interactive: true })).toMatch(/\nWhy a rule: integration-lint explain b\n$/)
    expect(formatPretty(few, OPTIONS)).not.toContain('explain')
    expect(formatPretty(reportOf(fileReport()), { ...OPTIONS, interactive: true })).not.toContain('explain')
  })

  test('never "no findings" where some were left out', () => {
    const text = formatPretty(reportOf(fileReport()), { ...OPTIONS, hidden: 3 })
    expect(text).toBe('✔ 1 file checked, no errors (3 warnings and infos hidden by --quiet)\n')
  })
})

describe('lines within the width of the terminal', () => {
  test('a long message goes on, indented, and the rule stands at its end', () => {
    const report = reportOf(fileReport({ findings: [finding({ message: 'word '.repeat(30).trim() })] }))
    const lines = formatPretty(report, { ...OPTIONS, width: 60 }).split('\n')
    expect(lines.every((line) => line.length <= 60)).toBe(true)
    expect(lines.slice(2, 6)).toEqual([
      `  ✖ error  ${'word '.repeat(10).trim()}`,
      `           ${'word '.repeat(10).trim()}`,
      `           ${'word '.repeat(10).trim()}`,
      '           schema/max-length',
    ])
  })

  test.each([
    ['a line that fits', 'as it is', 10, ['as it is']],
    ['no width', 'as long as it likes', undefined, ['as long as it likes']],
    ['words', 'one two three', 7, ['one two', 'three']],
    ['a word that is longer than the line', 'a extraordinarily b', 5, ['a', 'extraordinarily', 'b']],
    ['characters of two columns', '日本 日本 日本', 9, ['日本 日本', '日本']],
  ])('%s', (_, text, width, lines) => {
    expect(wrapped(text, width)).toEqual(lines)
  })
})

describe('a frame in a narrow terminal', () => {
  const long = `  "title": "${'x'.repeat(50)}", "description": "here", "more": "${'y'.repeat(100)}"`
  const frameOf = (text: string, column: number, endColumn: number, width: number) => {
    const place = { line: 2, column, endLine: 2, endColumn }
    const frame = {
      lines: [
        { number: 1, text: '{', cut: 0 },
        { number: 2, text, cut: 0 },
      ],
    }
    const report = reportOf(fileReport({ findings: [finding({ ...place, frame })] }))
    const lines = formatPretty(report, { ...OPTIONS, width }).split('\n')
    const at = lines.findIndex((line) => line.includes('> 2 │'))
    const [shown = '', marks = ''] = lines.slice(at, at + 2)
    return { shown, marked: shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1), marks }
  }
  const start = long.indexOf('"here"')

  test.each([40, 60, 80, 100])('of %d columns shows the fault', (width) => {
    const { shown, marked, marks } = frameOf(long, start + 1, start + 7, width)
    expect(marked).toBe('"here"')
    expect(Math.max(shown.length, marks.length)).toBeLessThanOrEqual(width)
    expect(shown).toMatch(/…$/)
  })

  test('shows the beginning of a fault that is longer than it', () => {
    const { shown, marked } = frameOf(long, 12, 64, 40)
    expect(marked).toBe(shown.slice(shown.indexOf('"xx')))
    expect(shown).toHaveLength(39)
  })

  test('leaves lines alone that fit', () => {
    expect(frameOf('  "a": 1', 3, 6, 40)).toMatchObject({ shown: '    > 2 │   "a": 1', marked: '"a"' })
  })
})
