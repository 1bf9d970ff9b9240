import type { Argv } from 'yargs'
import { acceptAll } from '../engine/suppress'
import { messageOf } from '../findings/errors'
import type { FileReport, Report } from '../findings/types'
import { escapeTerminal } from '../reporters/escape'
import { BUILT_IN } from '../rules/contract'
import { summarise } from '../run/lint-files'
import {
  type BaselineChange,
  type StaleEntry,
  Suppressions,
  type UnusedIgnore,
  unusedIgnoreReports,
} from '../run/suppressions'
import type { ConfigurationOptions, Configurations } from '../settings/open'
import { type Io, usageError } from './io'
import type { JudgingArguments } from './judging'

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

/** Where the settings of a command that judges come from. */
export function configurationOptions(
  parsed: SuppressingArguments & Pick<JudgingArguments, 'config' | 'rule'>,
  io: Io,
): ConfigurationOptions {
  return {
    cwd: io.cwd,
    file: typeof parsed.config === 'string' ? parsed.config : undefined,
    search: parsed.config !== false,
    rules: rulesOf(parsed),
  }
}

/** The settings of the command line, with that of `--report-unused` before those that `--rule` gives. */
function rulesOf(parsed: SuppressingArguments & Pick<JudgingArguments, 'rule'>): string[] {
  const given = [parsed.rule ?? []].flat()
  return parsed.reportUnused === true ? [`${BUILT_IN.suppressionUsed}:warning`, ...given] : given
}

export function openSuppressions(parsed: SuppressingArguments, configurations: Configurations, io: Io): Suppressions {
  const writes = parsed.updateBaseline === true || parsed.pruneBaseline === true
  if (parsed.baseline === false && (writes || parsed.strictBaseline === true)) {
    throw usageError('--no-baseline cannot be joined with the other flags on the baseline.')
  }
  return new Suppressions({
    cwd: io.cwd,
    today: new Date().toISOString().slice(0, 10),
    configurations,
    baseline: parsed.baseline,
    renewing: parsed.updateBaseline === true,
  })
}

/** What is left to say of suppressions once the files are judged. */
export interface Settled {
  report: Report
  /** For stderr. */
  lines: string[]
  /** Something makes the run exit with 1, whatever is found. */
  failed: boolean
}

/**
 * Writes the baselines where that is asked for, and finds what silences nothing.
 *
 * @param seen absolute paths of the files that the run looked at
 */
export async function settleSuppressions(
  judged: Report,
  suppressions: Suppressions,
  configurations: Configurations,
  seen: readonly string[],
  parsed: SuppressingArguments & { quiet?: boolean },
): Promise<Settled> {
  const lines: string[] = []
  if (parsed.updateBaseline === true) lines.push(...writing(() => suppressions.renew()).map(describeRenewal))
  if (parsed.pruneBaseline === true) lines.push(...writing(() => suppressions.prune()).flatMap(describePruning))
  const unused = await suppressions.unusedIgnores(seen)
  const { reports, told } = unusedIgnoreReports(unused, configurations)
  const files = parsed.updateBaseline === true ? judged.files.map(acceptAll) : judged.files
  const stale = suppressions.stale()
  if (parsed.quiet !== true) {
    lines.push(...files.flatMap(unusedComments), ...told.map(describeUnused))
  }
  if (parsed.quiet !== true || parsed.strictBaseline === true) lines.push(...describeStale(stale))
  const all = joined(files, reports)
  return {
    report: { ...judged, files: all, summary: summarise(all) },
    lines,
    failed: parsed.strictBaseline === true && stale.length > 0,
  }
}

function writing(write: () => BaselineChange[]): BaselineChange[] {
  try {
    return write()
  } catch (error) {
    throw usageError(`Cannot write the baseline: ${messageOf(error)}`)
  }
}

/** A configuration file that was judged itself is in the report once. */
function joined(files: readonly FileReport[], added: readonly FileReport[]): FileReport[] {
  const byName = new Map(files.map((file) => [file.file, file]))
  for (const { file, ...report } of added) {
    const known = byName.get(file)
    byName.set(
      file,
      known === undefined ? { file, ...report } : { ...known, findings: [...known.findings, ...report.findings] },
    )
  }
  return [...byName.values()]
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
