import Ajv from 'ajv'
import type { Report } from '../../src/findings/types'
import { formatGitlab } from '../../src/reporters/gitlab'
import { HOSTILE_TEXTS, hostileReport, hostileReportOfAll } from './hostile'
import { fileReport, finding, OPTIONS, reportOf } from './report'

// The table of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
const validate = new Ajv({ allErrors: true }).compile({
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'location', 'severity'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./|/)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
})

interface Issue {
  description: string
  check_name: string
  fingerprint: string
  severity: string
  location: { path: string; lines: { begin: number; end: number } }
}

function issues(report: Report): Issue[] {
  return JSON.parse(formatGitlab(report, OPTIONS))
}

describe("GitLab's code quality report", () => {
  test('a finding', () => {
    expect(issues(reportOf(fileReport({ findings: [finding()] })))).toEqual([
      {
        description: 'The title is too long.',
        check_name: 'schema/max-length',
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: 'major',
        location: { path: 'definitions/crm.json', lines: { begin: 4, end: 4 } },
      },
    ])
  })

  test.each([
    ['error', 'major'],
    ['warning', 'minor'],
    ['info', 'info'],
  ] as const)('the severity %s becomes %s', (severity, expected) => {
    expect(issues(reportOf(fileReport({ findings: [finding({ severity })] })))[0]?.severity).toBe(expected)
  })

  test.each([
    ['a clean report', reportOf(fileReport())],
    ['a report on no file', reportOf()],
  ])('%s is an empty array', (_name, report) => {
    expect(formatGitlab(report, OPTIONS)).toBe('[]\n')
  })

  test('paths start at the root of the repository', () => {
    const report = reportOf(fileReport({ file: './a.json', findings: [finding()] }))
    expect(formatGitlab(report, { ...OPTIONS, directory: 'packages/crm' })).toContain('"packages/crm/a.json"')
  })

  test('a fingerprint stays when lines move', () => {
    const of = (line: number) => issues(reportOf(fileReport({ findings: [finding({ line })] })))[0]?.fingerprint
    expect(of(4)).toBe(of(40))
  })

  test('fingerprints are unique across files and when findings repeat', () => {
    const file = fileReport({ findings: [finding(), finding({ line: 9 })] })
    const found = issues(reportOf(file, file, { ...file, file: 'b.json' })).map(({ fingerprint }) => fingerprint)
    expect(new Set(found).size).toBe(6)
  })

  test('hostile texts fit the documented shape', () => {
    validate(issues(hostileReportOfAll()))
    expect(validate.errors).toBeNull()
  })

  test.each(HOSTILE_TEXTS)('%s adds no issue', (_attempt, text) => {
    expect(issues(hostileReport(text)).map(({ severity }) => severity)).toEqual(['major', 'minor', 'major'])
  })
})
