import { messageOf } from '../findings/errors'
import { TOOL_NAME, TOOL_URL, TOOL_VERSION } from '../findings/help'
import { summarise } from '../findings/summarise'
import { counted, listed } from '../findings/text'
import type { ComparisonReport, Report, Severity, Verdict } from '../findings/types'
import { folderInRepository } from '../input/files'
import { type Format, render } from '../reporters'
import { escapeTerminal } from '../reporters/escape'
import type { ReporterOptions, RunDescription } from '../reporters/types'
import type { Rule } from '../rules/contract'
import { appendWhole, writeWhole } from '../run/output'
import { checkedCount, type ReportingArguments } from './flags'
import { EXIT, type Io, usageError, wantsColor, widthOf } from './io'
import type { Output } from './outputs'

/** Facts about a run, for reports that are read elsewhere. */
export interface RunFacts {
  /** The arguments, as they were typed. */
  argv: readonly string[]
  /** The presets in use; empty if unknown. */
  presets: readonly string[]
  /** Removes secrets from the command line. */
  redact?(text: string): string
}

/** Writes each report to its output; `auto` is `pretty`, together with `github` under GitHub Actions. */
export async function writeReports(
  { report: whole, rules }: { report: Report; rules: readonly Rule[] },
  outputs: readonly Output[],
  parsed: ReportingArguments,
  facts: RunFacts,
  io: Io,
): Promise<void> {
  const report = parsed.quiet === true ? errorsOnly(whole) : whole
  const wanted = outputs.length === 0 ? [{ format: 'auto' as const, file: undefined }] : outputs
  const common: ReporterOptions = {
    color: false,
    tool: { name: TOOL_NAME, version: TOOL_VERSION, url: TOOL_URL },
    rules() {
      const { ruleMetadata } = require('../reporters/rule-metadata') as typeof import('../reporters/rule-metadata')
      return rules.map(ruleMetadata)
    },
    directory: folderInRepository(io.cwd),
    complete: parsed.verbose === true,
    statistics: parsed.statistics === true,
    hidden: findingCount(whole) - findingCount(report),
    maxSize: checkedCount(parsed.maxSize, '--max-size'),
    // Only the HTML page shows it, and git takes a while to answer.
    run: outputs.some(({ format }) => format === 'html') ? await describeRun(facts, io) : undefined,
  }
  const onScreen: ReporterOptions = {
    ...common,
    color: wantsColor(io.env, io.stdout.isTerminal, parsed.color),
    width: widthOf(io),
    interactive: io.stdout.isTerminal,
  }
  const resolved = wanted.flatMap((output) => resolveAuto(output, io))
  for (const { format, file } of resolved) {
    const text = await render(format, report, file === undefined ? onScreen : common)
    if (file === undefined) io.stdout.write(text)
    else writeFile(file, io.cwd, text)
    if (format === 'github') await appendStepSummary(report, common, io)
  }
  // The other formats are for programs, and have no place for the table.
  if (parsed.statistics === true && !resolved.some(({ format }) => format === 'pretty')) {
    const { statisticsTable } = await import('../reporters/by-rule')
    if (findingCount(report) > 0) io.stderr.write(`${statisticsTable(report).map(escapeTerminal).join('\n')}\n`)
  }
}

async function describeRun({ argv, presets, redact = (text) => text }: RunFacts, io: Io): Promise<RunDescription> {
  const { headCommit } = await import('../input/git')
  return {
    date: new Date().toISOString(),
    command: redact([TOOL_NAME, ...argv.map(quoteArgument)].join(' ')),
    preset: presets.length === 0 ? undefined : presets.join(', '),
    commit: headCommit(io.cwd, io.env),
  }
}

/** Quotes an argument for a shell. */
function quoteArgument(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
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

/**
 * The exit status: that of a failure, otherwise that of findings at or above the threshold. If the report does not show
 * why the run fails, stderr does.
 */
export function exitCode(
  { report, staleEntries = [] }: { report: Report; staleEntries?: readonly unknown[] },
  troubles: boolean,
  parsed: ReportingArguments,
  io: Io,
): number {
  if (troubles) return EXIT.trouble
  if (parsed.exitZero === true) return EXIT.clean
  const { errors, warnings, infos } = report.summary
  const maxWarnings = checkedCount(parsed.maxWarnings, '--max-warnings') ?? Number.POSITIVE_INFINITY
  const say = (line: string) => io.stderr.write(`${TOOL_NAME}: ${line}\n`)
  let status: number = EXIT.clean
  if (errors > 0) status = EXIT.findings
  const failing = [
    ...(parsed.failOn !== 'error' && warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(parsed.failOn === 'info' && infos > 0 ? [counted(infos, 'info')] : []),
  ]
  if (failing.length > 0) {
    status = EXIT.findings
    if (parsed.quiet === true) {
      say(`--fail-on ${parsed.failOn} fails on ${listed(failing, 'and')}, which --quiet leaves out of the report.`)
    }
  }
  if (warnings > maxWarnings) {
    status = EXIT.findings
    say(`too many warnings (${warnings}, maximum ${maxWarnings}).`)
  }
  const breaking = parsed.forbidBreaking === true ? countBreaking(report) : 0
  if (breaking > 0) {
    status = EXIT.findings
    say(`--forbid-breaking fails on ${counted(breaking, 'breaking change')}.`)
  }
  return parsed.strictBaseline === true && staleEntries.length > 0 ? EXIT.findings : status
}

function countBreaking({ files }: Report): number {
  const findings = files.flatMap((file) => file.findings)
  return findings.filter(({ data }) => data.verdict === 'breaking').length
}

function errorsOnly(report: Report): Report {
  const files = report.files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ severity }) => severity === 'error'),
  }))
  const comparisons = report.comparisons?.map(severeOnly)
  return { ...report, files, summary: summarise(files), ...(comparisons === undefined ? {} : { comparisons }) }
}

/** Keeps only breaking changes and errors. A breaking change that the version announces is a warning, and is kept. */
function severeOnly(comparison: ComparisonReport): ComparisonReport {
  const isSevere = ({ severity, verdict }: { severity: Severity; verdict?: Verdict }) =>
    severity === 'error' || verdict === 'breaking'
  const changes = comparison.changes.filter(isSevere)
  const hidden = comparison.changes.length - changes.length
  return { ...comparison, changes, aboutVersion: comparison.aboutVersion.filter(isSevere), hidden }
}
