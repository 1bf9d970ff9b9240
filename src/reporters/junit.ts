import type { CodeFrame, Crash, FileReport, Finding, Report } from '../findings/types'
import { clip, escapeTerminal } from './escape'
import type { ReporterOptions } from './types'

/**
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each file, a failed case for each finding, an erroneous case
 * for each crashed rule, and a passed case for a clean file.
 */
export function formatJunit(report: Report, options: ReporterOptions): string {
  // Under `--quiet`, the file may have warnings that are left out.
  const clean = (options.hidden ?? 0) > 0 ? 'No errors' : 'No findings'
  const suites = report.files.map((file) => suite(file, clean))
  const total = (count: 'tests' | 'failures' | 'errors') => suites.reduce((sum, one) => sum + one[count], 0)
  const counts = { tests: total('tests'), failures: total('failures'), errors: total('errors') }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes({ name: options.tool.name, ...counts, time: 0 })}>`,
    ...suites.flatMap(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n')
}

interface Suite {
  tests: number
  failures: number
  errors: number
  xml: string[]
}

function suite({ file, findings, crashes }: FileReport, clean: string): Suite {
  // Readers of the format treat the part after the last full stop as the name of a class.
  const classname = file.replace(/\.\w+$/, '')
  const cases = [
    ...findings.map((finding) => failingCase(file, classname, finding)),
    ...crashes.map((crash) => crashedCase(classname, crash)),
  ]
  if (cases.length === 0) cases.push([`    <testcase${xmlAttributes({ name: clean, classname, time: 0 })}/>`])
  const counts = { tests: cases.length, failures: findings.length, errors: crashes.length }
  return {
    ...counts,
    xml: [
      `  <testsuite${xmlAttributes({ name: file, ...counts, skipped: 0, time: 0 })}>`,
      ...cases.flat(),
      '  </testsuite>',
    ],
  }
}

function failingCase(file: string, classname: string, finding: Finding): string[] {
  const { rule, pointer, severity, line, column, help, frame } = finding
  const message = clip(finding.message)
  const text = [`${file}:${line}:${column}`, message, ...(frame === undefined ? [] : plainFrame(frame)), help]
  return [
    // The name contains no line number: readers use it to follow a case from one build to the next.
    `    <testcase${xmlAttributes({ name: `${rule} at ${clip(pointer, 200) || 'the root'}`, classname, time: 0 })}>`,
    `      <failure${xmlAttributes({ message, type: severity })}>${text.map(xmlText).join('\n')}</failure>`,
    '    </testcase>',
  ]
}

function crashedCase(classname: string, { rule, message, stack }: Crash): string[] {
  const text = (stack ?? message).split('\n').map((line) => xmlText(clip(line)))
  return [
    `    <testcase${xmlAttributes({ name: `${rule} runs`, classname, time: 0 })}>`,
    `      <error${xmlAttributes({ message: clip(message), type: 'crash' })}>${text.join('\n')}</error>`,
    '    </testcase>',
  ]
}

function plainFrame({ lines }: CodeFrame): string[] {
  return lines.map(({ number, text, cut }) => `${number} | ${cut > 0 ? '…' : ''}${text}`)
}

export function xmlAttributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('')
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/**
 * Characters that XML 1.0 cannot represent, not even as a reference, are among those that `escapeTerminal` replaces.
 */
export function xmlText(text: string): string {
  return escapeTerminal(text).replace(/[&<>"']/g, (character) => XML_ENTITIES[character] ?? '')
}
