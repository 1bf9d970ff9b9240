import { MAX_RUN_FINDINGS } from '../../src/document/limits'
import { summarise } from '../../src/findings/summarise'
import type { FileReport, Finding } from '../../src/findings/types'
import { ReportBuilder } from '../../src/run/report-builder'

const FINDING: Finding = {
  rule: 'schema/type',
  severity: 'warning',
  message: 'It is a number.',
  data: {},
  pointer: '/a',
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 4,
  help: '',
  fingerprint: '',
}

function report(file: string, count: number): FileReport {
  const findings = new Array<Finding>(count).fill(FINDING)
  return { file, kind: 'create-body', findings, suppressed: [], crashes: [] }
}

test('more findings than memory holds are reported by their number, file by file', () => {
  const builder = new ReportBuilder()
  const counts = { a: MAX_RUN_FINDINGS - 10, b: 10, c: 0, d: 7, e: 1 }
  for (const [name, count] of Object.entries(counts)) builder.addReports([report(name, count)])
  const { files } = builder
  const reported = (dropped: number) => ({
    rule: 'document/too-many-findings',
    severity: 'error',
    data: { dropped },
    pointer: '',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  })
  expect(files.map(({ findings }) => findings.length)).toEqual([counts.a, 10, 0, 1, 1])
  expect(files.slice(3).map(({ findings }) => findings[0])).toMatchObject([reported(7), reported(1)])
  expect(summarise(files)).toEqual({ files: 5, errors: 2, warnings: MAX_RUN_FINDINGS, infos: 0, suppressed: 0 })
})

test('a file at the border keeps what there is room for', () => {
  const builder = new ReportBuilder()
  builder.addReports([report('a', MAX_RUN_FINDINGS - 2)])
  builder.addReports([report('b', 5)])
  const [, border] = builder.files
  expect(border?.findings.map(({ rule }) => rule)).toEqual(['document/too-many-findings', 'schema/type', 'schema/type'])
  expect(border?.findings[0]?.data).toEqual({ dropped: 3 })
})
