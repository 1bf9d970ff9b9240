import type { Argv } from 'yargs'
import type { FileReport } from '../findings/types'
import { escapeTerminal } from '../reporters/escape'
import { BUILT_IN } from '../rules/contract'
import type { SettledReport } from '../run/lint-files'
import type { LintOptions } from '../run/source'
import type { BaselineChange, StaleEntry, UnusedIgnore } from '../run/suppressions'
import { type Io, usageError } from './io'
import { checkedKind, type JudgingArguments, needsFrames } from './judging'
import type { Output } from './outputs'

/** The flags on what is known and accepted. */
export interface SuppressingArguments {
  baseline?: string | false
  updateBaseline?: boolean
  pruneBaseline?: boolean
  strictBaseline?: boolean
  reportUnused?: boolean
}

export function suppressingOptions(parser: Argv): Argv {
  return parser
    .option('baseline', {
      string: true,
      describe: 'Use this file of known findings (--no-baseline: none)',
    })
    .option('update-baseline', {
      type: 'boolean',
      describe: 'Write the findings of the checked files into the baseline, and take out those that are gone',
    })
    .option('prune-baseline', { type: 'boolean', describe: 'Take out of the baseline what is found no more' })
    .option('strict-baseline', {
      type: 'boolean',
      describe: 'Exit with 1 when the baseline has what is found no more',
    })
    .option('report-unused', {
      type: 'boolean',
      describe: `Report suppressions that silence nothing, as warnings of ${BUILT_IN.suppressionUsed}`,
    })
}

/** How a command lints what its arguments name. @throws ERR_USAGE for flags that contradict each other */
export function lintOptions(
  parsed: SuppressingArguments & Pick<JudgingArguments, 'as' | 'config' | 'rule'>,
  outputs: readonly Output[],
  io: Io,
): LintOptions {
  const { baseline, updateBaseline = false, pruneBaseline = false, strictBaseline = false } = parsed
  if (baseline === false && (updateBaseline || pruneBaseline || strictBaseline)) {
    throw usageError('--no-baseline cannot be joined with the other flags on the baseline.')
  }
  const rules = [parsed.rule ?? []].flat()
  return {
    cwd: io.cwd,
    config: parsed.config,
    // What `--rule` says wins.
    rules: parsed.reportUnused === true ? [`${BUILT_IN.suppressionUsed}:warning`, ...rules] : rules,
    as: checkedKind(parsed.as),
    frames: needsFrames(outputs),
    baseline,
    updateBaseline,
    pruneBaseline,
    ownProcess: true,
  }
}

/** Lines for stderr on suppressions: what became of the baselines, and what silences nothing. */
export function suppressionLines(
  { report, unusedIgnores, staleEntries, baselineChanges }: SettledReport,
  { quiet, strictBaseline, updateBaseline }: SuppressingArguments & { quiet?: boolean },
): string[] {
  return [
    ...baselineChanges.flatMap(updateBaseline === true ? describeRenewal : describePruning),
    ...(quiet === true ? [] : [...report.files.flatMap(unusedComments), ...unusedIgnores.map(describeUnused)]),
    ...(quiet === true && strictBaseline !== true ? [] : describeStale(staleEntries)),
  ]
}

function describeRenewal({ file, entries, added, removed }: BaselineChange): string {
  const count = `${entries} known ${entries === 1 ? 'finding' : 'findings'}`
  return `integration-lint: ${escapeTerminal(file)} has ${count} now (${added} added, ${removed} taken out).`
}

function describePruning({ file, removed }: BaselineChange): string[] {
  if (removed === 0) return []
  const count = `${removed} stale ${removed === 1 ? 'entry' : 'entries'}`
  return [`integration-lint: ${count} taken out of ${escapeTerminal(file)}.`]
}

function unusedComments({ file, unused = [] }: FileReport): string[] {
  return unused.map((one) => describeUnused({ ...one, file }))
}

function describeUnused({ file, line, column, message }: Pick<UnusedIgnore, 'file' | 'line' | 'column' | 'message'>) {
  return `integration-lint: ${escapeTerminal(file)}:${line}:${column}: ${escapeTerminal(message)}`
}

/** More lines than anybody reads say less. */
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
  return [`integration-lint: ${files}: ${count} gone (--prune-baseline takes them out):`, ...shown, ...rest]
}
