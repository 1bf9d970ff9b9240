import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Ajv from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import type { Report } from '../../src/findings/types'
import { formatSarif } from '../../src/reporters/sarif'
import { fileReport, finding, OPTIONS, reportOf } from './report'
import { REPORTS } from './sarif-reports'

// The package's main module is the path of the program, and the official schema lies beside it.
const MULTITOOL: string = require('@microsoft/sarif-multitool')

const ajv = new Ajv({ strict: false, allErrors: true })
addFormats(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(join(dirname(MULTITOOL), 'sarif-2.1.0.json'), 'utf8')))

const log = (report: Report): unknown => JSON.parse(formatSarif(report, OPTIONS))

describe('what others say of the SARIF log', () => {
  test.each(Object.keys(REPORTS))('the official 2.1.0 schema accepts the log of a %s report', (name) => {
    validate(log(REPORTS[name] ?? reportOf()))
    expect(validate.errors).toBeNull()
  })

  test('the official schema refuses a log without messages', () => {
    const broken = formatSarif(reportOf(fileReport({ findings: [finding()] })), OPTIONS).replaceAll('"message"', '"m"')
    expect(validate(JSON.parse(broken))).toBe(false)
  })

  test('the SARIF Multitool finds no error and no warning, by its rules nor by those for GitHub', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sarif-'))
    try {
      const files = Object.entries(REPORTS).map(([name, report]) => {
        const path = join(folder, `${name}.sarif`)
        writeFileSync(path, formatSarif(report, OPTIONS))
        return path
      })
      const broken = join(folder, 'broken.sarif')
      writeFileSync(
        broken,
        formatSarif(REPORTS.faulty ?? reportOf(), OPTIONS).replace('"startLine": 4', '"startLine": 0'),
      )
      const output = execFileSync(
        MULTITOOL,
        ['validate', ...files, broken, '--output', join(folder, 'validated'), '--rule-kind', 'Sarif;Ghas'].concat([
          ...['--level', 'Error;Warning', '--max-file-size-in-kb', '100000'],
        ]),
        { encoding: 'utf8' },
      )
      expect(output).toContain(`${files.length + 1} files scanned`)
      const complaints = output.split('\n').filter((line) => /: (error|warning) /.test(line))
      expect(complaints.filter((line) => !line.startsWith(broken))).toEqual([])
      expect(complaints.length).toBeGreaterThan(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 60_000)
})
