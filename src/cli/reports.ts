import { messageOf } from '../findings/errors'
import { TOOL_NAME, TOOL_URL, TOOL_VERSION } from '../findings/help'
import { summarise } from '../findings/summarise'
import { type Report, SEVERITIES } from '../findings/types'
import { folderInRepository } from '../input/files'
import { type Format, render } from '../reporters'
import type { ReporterOptions } from '../reporters/types'
import type { Rule } from '../rules/contract'
import { appendWhole, writeWhole } from '../run/output'
import { checkedCount, type ReportingArguments } from './flags'
import { EXIT, type Io, usageError, wantsColor } from './io'
import type { Output } from './outputs'

/** Writes each report where it belongs; `auto` is `pretty`, with `github` beside it under GitHub Actions. */
export async function writeReports(
  whole: Report,
  rules: readonly Rule[],
  outputs: readonly Output[],
  parsed: ReportingArguments,
  io: Io,
): Promise<void> {
  const report = parsed.quiet === true ? errorsOnly(whole) : whole
  const wanted = outputs.length === 0 ? [{ format: 'auto' as const, file: undefined }] : outputs
  const options: ReporterOptions = {
    color: wantsColor(io.env, io.stdout.isTerminal, parsed.color),
    tool: { name: TOOL_NAME, version: TOOL_VERSION, url: TOOL_URL },
    rules() {
      const { ruleMetadata } = require('../reporters/rule-metadata') as typeof import('../reporters/rule-metadata')
      return rules.map(ruleMetadata)
    },
    directory: folderInRepository(io.cwd),
    complete: parsed.verbose === true,
    hidden: findingCount(whole) - findingCount(report),
  }
  for (const { format, file } of wanted.flatMap((output) => resolveAuto(output, io))) {
    const text = await render(format, report, file === undefined ? options : { ...options, color: false })
    if (file === undefined) io.stdout.write(text)
    else writeFile(file, io.cwd, text)
    if (format === 'github') await appendStepSummary(report, options, io)
  }
}

function findingCount({ summary: { errors, warnings, infos } }: Report): number {
  return errors + warnings + infos
}

function resolveAuto(
  { format, file }: Output,
  io: Io,
): { format: Exclude<Format, 'auto'>; file: string | undefined }[] {
  if (format !== 'auto') return [{ format, file }]
  const pretty = { format: 'pretty', file } as const
  return io.env.GITHUB_ACTIONS === 'true' && file === undefined ? [pretty, { format: 'github', file }] : [pretty]
}

async function appendStepSummary(report: Report, options: ReporterOptions, io: Io): Promise<void> {
  const path = io.env.GITHUB_STEP_SUMMARY
  if (path === undefined || path === '') return
  const { githubStepSummary } = await import('../reporters/github')
  try {
    appendWhole(path, githubStepSummary(report, options))
  } catch (error) {
    throw usageError(`Cannot write the step summary ${path}: ${messageOf(error)}`)
  }
}

function writeFile(file: string, cwd: string, text: string): void {
  try {
    writeWhole(file, cwd, text)
  } catch (error) {
    throw usageError(`Cannot write ${file}: ${messageOf(error)}`)
  }
}

/** The exit status: trouble before findings, findings at or above the threshold before none. */
export function exitCode(
  { report, staleEntries = [] }: { report: Report; staleEntries?: readonly unknown[] },
  troubles: boolean,
  parsed: ReportingArguments,
): number {
  const maxWarnings = checkedCount(parsed.maxWarnings, '--max-warnings')
  if (troubles) return EXIT.trouble
  if (parsed.exitZero === true) return EXIT.clean
  if (parsed.strictBaseline === true && staleEntries.length > 0) return EXIT.findings
  const { errors, warnings, infos } = report.summary
  const counts = { error: errors, warning: warnings, info: infos }
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(parsed.failOn) + 1).some((severity) => counts[severity] > 0)
  return failing || (maxWarnings !== undefined && warnings > maxWarnings) ? EXIT.findings : EXIT.clean
}

function errorsOnly(report: Report): Report {
  const files = report.files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ severity }) => severity === 'error'),
  }))
  return { ...report, files, summary: summarise(files) }
}
