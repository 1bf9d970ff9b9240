import type { Argv } from 'yargs'
import { TOOL_NAME, TOOL_URL, TOOL_VERSION } from '../findings/help'
import { summarise } from '../findings/summarise'
import { didYouMean, listed, suggestion } from '../findings/text'
import { KINDS, type Kind, type Report, SEVERITIES, type Severity } from '../findings/types'
import { folderInRepository } from '../input/files'
import { FORMATS, type Format, FRAMED, render } from '../reporters'
import { escapeTerminal } from '../reporters/escape'
import type { ReporterOptions } from '../reporters/types'
import type { Rule } from '../rules/contract'
import { appendWhole, writeWhole } from '../run/output'
import { EXIT, type Io, usageError, wantsColor } from './io'
import type { Output } from './outputs'

/** The flags of every command that judges documents and reports. */
export interface JudgingArguments {
  as?: string
  config?: string | false
  rule?: string | string[]
  quiet?: boolean
  verbose?: boolean
  failOn: Severity
  maxWarnings?: string
  exitZero?: boolean
  color?: boolean
}

export function judgingOptions(parser: Argv): Argv {
  return reportingOptions(parser)
    .option('as', { type: 'string', requiresArg: true, describe: `Judge as this kind: ${KINDS.join(', ')}` })
    .option('config', {
      alias: 'c',
      string: true,
      describe: 'Use this configuration file only (--no-config: none)',
    })
    .option('rule', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Set a rule, as id:severity; wins over the configuration',
    })
    .option('verbose', { type: 'boolean', describe: 'List what was skipped, and why' })
}

/** The flags on the reports of findings and on the exit status. */
export function reportingOptions(parser: Argv): Argv {
  return parser
    .option('format', {
      alias: 'f',
      type: 'string',
      array: true,
      nargs: 1,
      describe: `Report format: ${FORMATS.join(', ')}; repeat it, each with its own --output-file`,
      default: undefined,
    })
    .option('output-file', {
      alias: 'o',
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Write the report of the --format before it to a file',
    })
    .option('fail-on', {
      choices: SEVERITIES,
      default: 'error' as const,
      requiresArg: true,
      describe: 'Lowest severity that exits with 1',
    })
    .option('max-warnings', {
      type: 'string',
      requiresArg: true,
      describe: 'Exit with 1 when there are more warnings than this',
    })
    .option('exit-zero', { type: 'boolean', describe: 'Exit with 0 whatever is found' })
    .option('quiet', { alias: 'q', type: 'boolean', describe: 'Report errors only' })
}

/** Writes each report where it belongs; `auto` is `pretty`, with `github` beside it under GitHub Actions. */
export async function writeReports(
  judged: Report,
  rules: readonly Rule[],
  outputs: readonly Output[],
  parsed: JudgingArguments,
  io: Io,
): Promise<void> {
  const report = parsed.quiet === true ? errorsOnly(judged) : judged
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
    hidden: findingCount(judged) - findingCount(report),
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
    throw usageError(`Cannot write the step summary ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

function writeFile(file: string, cwd: string, text: string): void {
  try {
    writeWhole(file, cwd, text)
  } catch (error) {
    throw usageError(`Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Reports rules that crashed on stderr; whether any did. */
export function reportCrashes(report: Report, parsed: JudgingArguments, io: Io): boolean {
  let crashed = false
  for (const { file, crashes } of report.files) {
    for (const crash of crashes) {
      io.stderr.write(
        `integration-lint: the rule ${crash.rule} crashed on ${escapeTerminal(file)}: ${escapeTerminal(crash.message)}\n`,
      )
      if (parsed.verbose === true && crash.stack !== undefined) io.stderr.write(`${escapeTerminal(crash.stack)}\n`)
      crashed = true
    }
  }
  return crashed
}

/** The exit status: trouble before findings, findings at or above the threshold before none. */
export function exitCode(
  { report, staleEntries = [] }: { report: Report; staleEntries?: readonly unknown[] },
  troubles: boolean,
  parsed: JudgingArguments & { strictBaseline?: boolean },
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

/** Whether any of the reports shows code. */
export function needsFrames(outputs: readonly Output[]): boolean {
  return outputs.length === 0 || outputs.some(({ format }) => FRAMED.has(format))
}

export function checkedKind(value: string | undefined): Kind | undefined {
  if (value === undefined) return undefined
  const kind = KINDS.find((candidate) => candidate === value)
  if (kind !== undefined) return kind
  throw usageError(
    `Unknown kind ${JSON.stringify(value)}; there are ${listed(KINDS, 'and')}.${suggestion(didYouMean(value, KINDS))}`,
  )
}

/** @throws ERR_USAGE unless the text is a whole number */
export function checkedCount(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw usageError(`${flag} takes a whole number, not ${JSON.stringify(value)}.`)
}
