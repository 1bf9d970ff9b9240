import { MAX_RUN_FINDINGS } from '../../src/document/limits'
import type { FileReport, Finding } from '../../src/findings/types'
import { type Outcome, Results } from '../../src/run/lint-files'

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

function outcome(file: string, count: number): Outcome {
  const findings = new Array<Finding>(count).fill(FINDING)
  const report: FileReport = { file, kind: 'create-body', findings, suppressed: [], crashes: [] }
  return { type: 'judged', report }
}

test('more findings than memory holds are told by their number, file by file', () => {
  const results = new Results({})
  const counts = { a: MAX_RUN_FINDINGS - 10, b: 10, c: 0, d: 7, e: 1 }
  for (const [name, count] of Object.entries(counts)) {
    results.add({ path: `/${name}`, name, named: true }, outcome(name, count))
  }
  const { report } = results.result
  const told = (dropped: number) => ({
    rule: 'document/too-many-findings',
    severity: 'error',
    data: { dropped },
    pointer: '',
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  })
  expect(report.files.map(({ findings }) => findings.length)).toEqual([counts.a, 10, 0, 1, 1])
  expect(report.files.slice(3).map(({ findings }) => findings[0])).toMatchObject([told(7), told(1)])
  expect(report.summary).toEqual({ files: 5, errors: 2, warnings: MAX_RUN_FINDINGS, infos: 0, suppressed: 0 })
})

test('a file at the border keeps what there is room for', () => {
  const results = new Results({})
  results.add({ path: '/a', name: 'a', named: true }, outcome('a', MAX_RUN_FINDINGS - 2))
  results.add({ path: '/b', name: 'b', named: true }, outcome('b', 5))
  const [, border] = results.result.report.files
  expect(border?.findings.map(({ rule }) => rule)).toEqual(['document/too-many-findings', 'schema/type', 'schema/type'])
  expect(border?.findings[0]?.data).toEqual({ dropped: 3 })
})
