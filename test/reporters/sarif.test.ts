import type { Report } from '../../src/findings/types'
import { formatSarif } from '../../src/reporters/sarif'
import type { ReporterOptions } from '../../src/reporters/types'
import { fileReport, finding, OPTIONS, reportOf } from './report'
import { REPORTS } from './sarif-reports'

interface Log {
  version: string
  runs: {
    tool: { driver: { rules: { id: string; [key: string]: unknown }[]; [key: string]: unknown } }
    automationDetails: { id: string }
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }[]
    columnKind: string
    results: {
      ruleId: string
      ruleIndex: number
      level: string
      message: { text: string }
      locations: {
        physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: object }
        logicalLocations: { fullyQualifiedName: string }[]
      }[]
      partialFingerprints: Record<string, string>
      suppressions?: object[]
    }[]
  }[]
}

function log(report: Report, options: Partial<ReporterOptions> = {}): Log {
  return JSON.parse(formatSarif(report, { ...OPTIONS, ...options }))
}

function run(report: Report, options: Partial<ReporterOptions> = {}) {
  const [only] = log(report, options).runs
  if (only === undefined) throw new Error('The log has no run')
  return only
}

describe('the SARIF log', () => {
  test('describes the rules that reported, and no other, as GitHub shows them', () => {
    expect(run(reportOf()).tool.driver.rules).toEqual([])
    expect(run(reportOf(fileReport({ findings: [finding()] }))).tool.driver).toEqual({
      name: 'integration-lint',
      semanticVersion: '1.2.3',
      informationUri: 'https://example.com/integration-lint',
      rules: [
        {
          id: 'schema/max-length',
          name: 'SchemaMaxLength',
          shortDescription: { text: 'schema/max-length' },
          fullDescription: {
            text: 'schema/max-length: The API refuses a longer title.\n\nIt counts code points.',
          },
          help: {
            text: expect.stringMatching(/^schema\/max-length\n\n.*longer title\.[\s\S]*Required: A string has/),
            markdown: expect.stringMatching(/^\*\*schema\/max-length\*\*\n[\s\S]*```json\n\{ "title": "CRM" \}\n```/),
          },
          helpUri: 'https://example.com/rules/schema/max-length.md',
          defaultConfiguration: { level: 'error' },
          properties: { tags: ['schema'], precision: 'very-high', 'problem.severity': 'error' },
        },
      ],
    })
  })

  test('places a result by URI, region and pointer', () => {
    const { results, columnKind } = run(reportOf(fileReport({ file: 'a b/ü#.json', findings: [finding()] })))
    expect(columnKind).toBe('utf16CodeUnits')
    expect(results).toEqual([
      {
        ruleId: 'schema/max-length',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'The title is too long.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20b/%C3%BC%23.json', uriBaseId: '%SRCROOT%' },
              region: { startLine: 4, startColumn: 12, endLine: 4, endColumn: 85 },
            },
            logicalLocations: [{ fullyQualifiedName: '/title', kind: 'value' }],
          },
        ],
        partialFingerprints: { 'integrationLintFingerprint/v1': expect.stringMatching(/^[0-9a-f]{32}$/) },
      },
    ])
  })

  test.each([
    ['below the working directory', 'a/b.json', 'packages/crm', 'packages/crm/a/b.json', '%SRCROOT%'],
    ['beside the working directory', '../b.json', 'packages/crm', 'packages/b.json', '%SRCROOT%'],
    ['in the root', './b.json', '', 'b.json', '%SRCROOT%'],
    ['with a colon that is not a scheme', 'c:b.json', '', 'c%3Ab.json', '%SRCROOT%'],
    ['elsewhere', '/tmp/b.json', 'packages/crm', 'file:///tmp/b.json', undefined],
    ['elsewhere on Windows', 'C:\\tmp\\b.json', '', 'file:///C%3A/tmp/b.json', undefined],
  ])('a file %s', (_name, file, directory, uri, uriBaseId) => {
    const { results } = run(reportOf(fileReport({ file, findings: [finding()] })), { directory })
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({ uri, uriBaseId })
  })

  test('the directory keeps the uploads of one repository apart', () => {
    expect(run(reportOf()).automationDetails.id).toBe('integration-lint/')
    expect(run(reportOf(), { directory: 'packages/crm' }).automationDetails.id).toBe('integration-lint/packages/crm/')
  })

  test('severities become levels', () => {
    const findings = (['error', 'warning', 'info'] as const).map((severity) => finding({ severity }))
    expect(run(reportOf(fileReport({ findings }))).results.map(({ level }) => level)).toEqual([
      'error',
      'warning',
      'note',
    ])
  })

  test('a fingerprint stays when lines move and differs between files', () => {
    const of = (file: string, line: number) =>
      run(reportOf(fileReport({ file, findings: [finding({ line, endLine: line })] }))).results[0]?.partialFingerprints
    expect(of('a.json', 4)).toEqual(of('a.json', 40))
    expect(of('a.json', 4)).not.toEqual(of('b.json', 4))
  })

  test('suppressed findings carry their suppressions, and the others then an empty list', () => {
    const { results } = run(REPORTS.faulty ?? reportOf())
    const external = { kind: 'external', status: 'accepted', justification: 'Agreed with the hub.' }
    expect(results.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [],
      [],
      [external],
      [external],
      [{ ...external, kind: 'inSource' }],
    ])
  })

  test('a rule that crashed is reported as a failed invocation', () => {
    expect(run(REPORTS.faulty ?? reportOf()).invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'The rule schema/max-length failed on definitions/crm.json: boom' },
            associatedRule: { id: 'schema/max-length', index: 0 },
          },
        ],
      },
    ])
  })

  test('at 25,000 results the least grave are left out, and it is said how many', () => {
    const infos = Array.from({ length: 20_000 }, () => finding({ severity: 'info' }))
    const errors = Array.from({ length: 10_000 }, () => finding())
    const { results, invocations } = run(reportOf(fileReport({ findings: [...infos, ...errors] })))
    expect(results).toHaveLength(25_000)
    expect(results.filter(({ level }) => level === 'error')).toHaveLength(10_000)
    expect(invocations[0]?.toolExecutionNotifications[0]?.message.text).toMatch(/^The 5000 least severe/)
  })

  test('a document sets no link', () => {
    const message = 'Found [click](https://evil.example).'
    expect(run(reportOf(fileReport({ findings: [finding({ message })] }))).results[0]?.message.text).toBe(
      'Found \\[click\\](https://evil.example).',
    )
  })

  test('a rule that nobody describes is listed too', () => {
    const { results, tool } = run(REPORTS.faulty ?? reportOf())
    expect(tool.driver.rules[results[1]?.ruleIndex ?? -1]?.id).toBe('from-elsewhere')
  })
})
