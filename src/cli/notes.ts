import { dirname, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { counted, didYouMean, suggestion } from '../findings/text'
import type { FileReport, Report } from '../findings/types'
import { displayName, isPattern } from '../input/files'
import { statsOf } from '../input/stats'
import { escapeTerminal } from '../reporters/escape'
import type { LintResult, ProgressListener, SettledReport } from '../run/lint-files'
import type { SkippedFile } from '../run/report-builder'
import type { Selection } from '../run/select'
import type { BaselineChange, StaleEntry, UnusedIgnore } from '../run/suppressions'
import { COMMAND_NAMES } from './command'
import { GIT_FLAGS, LINTING_FLAGS, type LintingArguments } from './flags'
import type { Io } from './io'

// The notes of a run on stderr. Every text from a document or the file system is escaped.

/** Writes the notes of a run over files; returns whether one of them makes the run fail. */
export function writeNotes(
  result: LintResult,
  selected: Selection,
  parsed: LintingArguments & { errorOnUnmatchedPattern: boolean; ignoreUnevaluated?: boolean },
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
  for (const { file, message, notCompared = false } of result.failed) {
    const what = notCompared ? 'compare' : 'read'
    fail(`cannot ${what} ${escapeTerminal(file)}: ${escapeTerminal(message.replace(/\.$/, ''))}.`)
  }
  for (const file of result.unevaluated) {
    const line = `${escapeTerminal(file)} was not linted, since --no-exec forbids running it`
    if (parsed.ignoreUnevaluated === true) say(`integration-lint: ${line}.`)
    else fail(`${line} (--ignore-unevaluated: do not fail).`)
  }
  for (const { file, message } of selected.unreadable)
    fail(`cannot read the folder ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
  for (const { file, reason } of selected.passedOver) {
    // Links are common, and their targets are linted at their own path.
    if (reason === 'no-regular-file') say(`skipped ${escapeTerminal(file)}: it is not a regular file.`)
    else if (parsed.verbose === true) say(`skipped ${escapeTerminal(file)}: it is a symbolic link.`)
  }
  failed = writeCrashes(result.report, parsed, io) || failed
  if (parsed.errorOnUnmatchedPattern) {
    const [first = ''] = selected.unmatched
    const command = selected.sources.length === 0 ? didYouMean(first, COMMAND_NAMES) : undefined
    // The arguments after a misspelt command are not files either.
    if (command !== undefined && command !== first && statsOf(resolve(io.cwd, first)) === undefined)
      fail(`there is no file or command ${JSON.stringify(first)}.${suggestion(command)}`)
    else for (const argument of selected.unmatched) fail(unmatchedNote(argument, io))
  }
  const ignored = result.skipped.filter(({ reason }) => reason === 'ignored').length
  const foreign = result.skipped.filter(({ reason }) => reason === 'not-a-definition').length
  if (parsed.verbose === true) {
    for (const { file, reason } of result.skipped) {
      say(`skipped ${escapeTerminal(file)}: ${SKIPPED_BECAUSE[reason]}`)
    }
  } else if (foreign > 0 && parsed.quiet !== true && !selected.mayBeEmpty) {
    const files =
      foreign === 1 ? 'file that is not an integration document' : 'files that are not integration documents'
    say(`skipped ${foreign} ${files} (--verbose lists them).`)
  }
  const others = result.skipped.filter(({ reason }) => reason === 'other-project').length
  if (others > 0 && parsed.verbose !== true && parsed.quiet !== true && !selected.mayBeEmpty) {
    say(`skipped ${counted(others, 'definition')} of interfaces, bots or plugins (--verbose lists them).`)
  }
  if (parsed.verbose !== true && parsed.quiet !== true) writeIgnoredNote(result, selected, io)
  const isEmpty = result.report.files.length === 0 && ignored === 0 && result.unevaluated.length === 0
  if (parsed.errorOnUnmatchedPattern && isEmpty && !selected.mayBeEmpty && !failed)
    fail('no integration document found.')
  return failed
}

/**
 * Names the ignored files at a terminal only, since a hook often passes files that the configuration ignores. If all
 * files are ignored, a note is always written, because the run has checked nothing.
 */
function writeIgnoredNote({ report, skipped }: LintResult, { sources, mayBeEmpty }: Selection, io: Io): void {
  const ignored = new Set(skipped.flatMap(({ file, reason }) => (reason === 'ignored' ? file : [])))
  const named = sources.filter((source) => source.type === 'file' && source.named && ignored.has(source.name))
  if (report.files.length === 0 && ignored.size > 0 && ignored.size === sources.length && !mayBeEmpty) {
    io.stderr.write(
      `integration-lint: nothing was checked: the configuration ignores ${counted(ignored.size, 'file')}.\n`,
    )
  } else if (io.stderr.isTerminal) {
    for (const { name } of named) io.stderr.write(`skipped ${escapeTerminal(name)}: ${SKIPPED_BECAUSE.ignored}\n`)
  }
}

const SKIPPED_BECAUSE: Record<SkippedFile['reason'], string> = {
  ignored: 'ignored by the configuration',
  'not-a-definition': 'not an integration document',
  'script-cases': 'the cases of a script, which "integration-lint vrl test" runs',
  'other-project': 'the definition of an interface, a bot or a plugin',
  'no-regular-file': 'not a regular file',
  'symbolic-link': 'a symbolic link',
}

/** A progress line on a terminal that names the project being evaluated; it is cleared before the report. */
export function progressLine({ stderr, cwd }: Io): { show: ProgressListener; clear: () => void } {
  let shown = false
  return {
    show(done, all, folder) {
      // For one or two projects, the line would only flicker.
      if (all < 3 || !stderr.isTerminal) return
      shown = true
      stderr.write(`\r\u001b[K${done + 1}/${all} ${escapeTerminal(displayName(folder, cwd))}`)
    },
    clear() {
      if (shown) stderr.write('\r\u001b[K')
    },
  }
}

/** The names of flags: an argument with such a name probably lacks its dashes. */
const FLAG_NAMES: ReadonlySet<string> = new Set(Object.keys({ ...LINTING_FLAGS, ...GIT_FLAGS }))

function unmatchedNote(argument: string, { cwd }: Io): string {
  const name = JSON.stringify(argument)
  if (isPattern(argument)) return `nothing matches ${name}.`
  const isFolder = statsOf(resolve(cwd, argument))?.isDirectory() === true
  if (isFolder) return `${name} contains no JSON file, no script and no definition of a project.`
  return `no such file: ${name}.${suggestion(FLAG_NAMES.has(argument) ? `--${argument}` : undefined)}`
}

/** The place where a custom rule threw, as `file:line:column`; undefined if the stack contains only our code. */
function placeOfCrash(stack: string | undefined, cwd: string): string | undefined {
  for (const frame of stack?.split('\n') ?? []) {
    const [, written, line, column] = /^ +at (?:.*\()?(.+):(\d+):(\d+)\)?$/.exec(frame) ?? []
    if (written === undefined || written.startsWith('node:')) continue
    // `importFile` adds a query to the URL of a configuration.
    const path = written.startsWith('file:') ? fileURLToPath(written.replace(/\?.*$/, '')) : written
    if (!path.startsWith(dirname(__dirname) + sep)) return `${displayName(path, cwd)}:${line}:${column}`
  }
  return undefined
}

/** Reports rules that crashed; returns whether any did. */
export function writeCrashes(report: Report, { verbose }: { verbose?: boolean }, io: Io): boolean {
  let crashed = false
  for (const { file, crashes } of report.files) {
    for (const { rule, message, stack } of crashes) {
      const place = placeOfCrash(stack, io.cwd)
      const at = place === undefined ? '' : ` at ${escapeTerminal(place)}`
      io.stderr.write(
        `integration-lint: the rule ${rule} crashed on ${escapeTerminal(file)}${at}: ${escapeTerminal(message)}\n`,
      )
      if (verbose === true && stack !== undefined) {
        for (const line of stack.split('\n')) io.stderr.write(`${escapeTerminal(line)}\n`)
      }
      crashed = true
    }
  }
  return crashed
}

/** Writes the changes of baselines, and the suppressions that match nothing. */
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

/** The maximum number of stale entries that are listed. */
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
