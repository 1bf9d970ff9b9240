import { counted, didYouMean, suggestion } from '../findings/text'
import type { FileReport, Report } from '../findings/types'
import { isPattern } from '../input/files'
import { escapeTerminal } from '../reporters/escape'
import type { LintResult, SettledReport } from '../run/lint-files'
import type { Selection } from '../run/select'
import type { BaselineChange, StaleEntry, UnusedIgnore } from '../run/suppressions'
import { COMMAND_NAMES } from './command'
import type { LintingArguments } from './flags'
import type { Io } from './io'

// What a run says on stderr beside its report. Every text of a document or of the file system is escaped.

/** Notes on a run over files; returns whether any of it makes the run fail. */
export function writeNotes(
  result: LintResult,
  selected: Selection,
  parsed: LintingArguments & { errorOnUnmatchedPattern: boolean },
  io: Io,
): boolean {
  const say = (line: string) => io.stderr.write(`${line}\n`)
  writeSuppressionNotes(result, parsed, io)
  let failed = false
  const fail = (line: string) => {
    say(`integration-lint: ${line}`)
    failed = true
  }
  if (result.cacheFailure !== undefined)
    say(`integration-lint: the cache cannot be written: ${escapeTerminal(result.cacheFailure)}`)
  for (const { file, message } of result.failed)
    fail(`cannot read ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
  for (const { file, message } of selected.unreadable)
    fail(`cannot look into ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
  for (const { file, reason } of selected.passedOver) {
    // A link is usual, and what it leads to is linted where it lies.
    if (reason === 'no-regular-file') say(`skipped ${escapeTerminal(file)}: it is not a regular file.`)
    else if (parsed.verbose === true) say(`skipped ${escapeTerminal(file)}: it is a symbolic link.`)
  }
  failed = writeCrashes(result.report, parsed, io) || failed
  if (parsed.errorOnUnmatchedPattern) {
    for (const argument of selected.unmatched) {
      const meant = selected.sources.length === 0 ? didYouMean(argument, COMMAND_NAMES) : undefined
      const what = isPattern(argument) ? 'nothing matches' : 'no such file:'
      fail(`${what} ${JSON.stringify(argument)}.${suggestion(meant)}`)
    }
  }
  const ignored = result.skipped.filter(({ reason }) => reason === 'ignored').length
  const foreign = result.skipped.filter(({ reason }) => reason === 'not-a-definition').length
  if (parsed.verbose === true) {
    for (const { file, reason } of result.skipped) {
      const why = reason === 'ignored' ? 'ignored by the configuration' : 'not an integration document'
      say(`skipped ${escapeTerminal(file)}: ${why}`)
    }
  } else if (foreign > 0 && parsed.quiet !== true && !selected.mayBeEmpty) {
    const files =
      foreign === 1 ? 'file that is not an integration document' : 'files that are not integration documents'
    say(`skipped ${foreign} ${files} (--verbose lists them).`)
  }
  const isEmpty = result.report.files.length === 0 && ignored === 0
  if (parsed.errorOnUnmatchedPattern && isEmpty && !selected.mayBeEmpty && !failed)
    fail('no integration document found.')
  return failed
}

/** Reports rules that crashed; returns whether any did. */
export function writeCrashes(report: Report, { verbose }: { verbose?: boolean }, io: Io): boolean {
  let crashed = false
  for (const { file, crashes } of report.files) {
    for (const { rule, message, stack } of crashes) {
      io.stderr.write(
        `integration-lint: the rule ${rule} crashed on ${escapeTerminal(file)}: ${escapeTerminal(message)}\n`,
      )
      if (verbose === true && stack !== undefined) io.stderr.write(`${escapeTerminal(stack)}\n`)
      crashed = true
    }
  }
  return crashed
}

/** What became of the baselines, and which suppressions silence nothing. */
export function writeSuppressionNotes(
  { report, unusedIgnores, staleEntries, baselineChanges }: SettledReport,
  { quiet, strictBaseline, updateBaseline }: LintingArguments,
  io: Io,
): void {
  const lines = [
    ...baselineChanges.flatMap(updateBaseline === true ? describeRenewal : describePruning),
    ...(quiet === true ? [] : [...report.files.flatMap(unusedComments), ...unusedIgnores.map(describeUnused)]),
    ...(quiet === true && strictBaseline !== true ? [] : describeStale(staleEntries)),
  ]
  for (const line of lines) io.stderr.write(`${line}\n`)
}

function describeRenewal({ file, entries, added, removed }: BaselineChange): string {
  const count = counted(entries, 'known finding')
  return `integration-lint: ${escapeTerminal(file)} has ${count} now (${added} added, ${removed} removed).`
}

function describePruning({ file, removed }: BaselineChange): string[] {
  if (removed === 0) return []
  const count = counted(removed, 'stale entry', 'stale entries')
  return [`integration-lint: removed ${count} from ${escapeTerminal(file)}.`]
}

function unusedComments({ file, unused = [] }: FileReport): string[] {
  return unused.map((one) => describeUnused({ ...one, file }))
}

function describeUnused({ file, line, column, message }: Pick<UnusedIgnore, 'file' | 'line' | 'column' | 'message'>) {
  return `integration-lint: ${escapeTerminal(file)}:${line}:${column}: ${escapeTerminal(message)}`
}

/** Nobody reads more lines than that. */
const MOST_STALE = 20

function describeStale(stale: readonly StaleEntry[]): string[] {
  if (stale.length === 0) return []
  const files = [...new Set(stale.map(({ baseline }) => escapeTerminal(baseline)))].join(', ')
  const count = `${stale.length} ${stale.length === 1 ? 'entry names a finding that is' : 'entries name findings that are'}`
  const shown = stale
    .slice(0, MOST_STALE)
    .map(
      ({ file, rule, pointer }) =>
        `  ${escapeTerminal(`${file} ${pointer === '' ? '/' : pointer}`)} ${escapeTerminal(rule)}`,
    )
  const rest = stale.length > MOST_STALE ? [`  and ${stale.length - MOST_STALE} more`] : []
  return [`integration-lint: ${files}: ${count} gone (--prune-baseline removes them):`, ...shown, ...rest]
}
