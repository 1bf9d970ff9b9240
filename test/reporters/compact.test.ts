import { formatCompact } from '../../src/reporters/compact'
import { fileReport, finding, reportOf } from './report'

describe('compact', () => {
  test('one line a finding, in the order of the report', () => {
    const report = reportOf(
      fileReport({ findings: [finding(), finding({ severity: 'info', line: 9, column: 1, message: 'Second.' })] }),
      fileReport({ file: 'b.json', findings: [finding({ severity: 'warning' })] }),
    )
    expect(formatCompact(report)).toBe(
      [
        'definitions/crm.json:4:12: error schema/max-length The title is too long.',
        'definitions/crm.json:9:1: info schema/max-length Second.',
        'b.json:4:12: warning schema/max-length The title is too long.',
        '',
      ].join('\n'),
    )
  })

  test('clean files say nothing', () => {
    expect(formatCompact(reportOf(fileReport()))).toBe('')
  })

  test('no line can be forged by a file name or a message', () => {
    const report = reportOf(
      fileReport({ file: 'a\nb.json:1:1: error', findings: [finding({ message: 'x\r\nok.json:1:1: error' })] }),
    )
    expect(formatCompact(report)).toBe(
      'a\\u{a}b.json:1:1: error:4:12: error schema/max-length x\\u{d}\\u{a}ok.json:1:1: error\n',
    )
  })
})
