import { didYouMean, listed, suggestion } from '../findings/text'
import { KINDS, type Kind, SEVERITIES, type Severity } from '../findings/types'
import { FORMATS, FRAMED } from '../reporters'
import { BUILT_IN } from '../rules/contract'
import type { LintOptions } from '../run/source'
import type { Flags } from './command'
import { type Io, usageError } from './io'
import type { Output } from './outputs'

// Flags that several commands have, and what they mean.

/** Flags on reports and on the exit status. */
export const REPORTING_FLAGS = {
  format: {
    alias: 'f',
    type: 'string',
    array: true,
    nargs: 1,
    describe: `Report format: ${FORMATS.join(', ')}; repeat it, each with its own --output-file`,
  },
  'output-file': {
    alias: 'o',
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Write the report of the --format before it to a file',
  },
  'fail-on': {
    choices: SEVERITIES,
    default: 'error',
    requiresArg: true,
    describe: 'Lowest severity that exits with 1',
  },
  'max-warnings': {
    type: 'string',
    requiresArg: true,
    describe: 'Exit with 1 when there are more warnings than this',
  },
  'exit-zero': { type: 'boolean', describe: 'Exit with 0 whatever is found' },
  quiet: { alias: 'q', type: 'boolean', describe: 'Report errors only' },
} as const satisfies Flags

export interface ReportingArguments {
  quiet?: boolean
  verbose?: boolean
  failOn: Severity
  maxWarnings?: string
  exitZero?: boolean
  strictBaseline?: boolean
  color?: boolean
}

/** Flags of every command that lints documents. */
export const LINTING_FLAGS = {
  ...REPORTING_FLAGS,
  as: { type: 'string', requiresArg: true, describe: `Lint as this kind: ${KINDS.join(', ')}` },
  config: { alias: 'c', string: true, describe: 'Use this configuration file only (--no-config: none)' },
  rule: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'Set a rule, as id:severity; wins over the configuration',
  },
  verbose: { type: 'boolean', describe: 'List what was skipped, and why' },
  baseline: { string: true, describe: 'Use this file of known findings (--no-baseline: none)' },
  'update-baseline': {
    type: 'boolean',
    describe: 'Write the findings of the checked files into the baseline, and remove those that are gone',
  },
  'prune-baseline': { type: 'boolean', describe: 'Remove stale entries from the baseline' },
  'strict-baseline': { type: 'boolean', describe: 'Exit with 1 when the baseline has stale entries' },
  'report-unused': {
    type: 'boolean',
    describe: `Report suppressions that silence nothing, as warnings of ${BUILT_IN.suppressionUsed}`,
  },
} as const satisfies Flags

export interface LintingArguments extends ReportingArguments {
  as?: string
  config?: string | false
  rule?: string | string[]
  baseline?: string | false
  updateBaseline?: boolean
  pruneBaseline?: boolean
  reportUnused?: boolean
}

/** How a command lints what its arguments name. @throws ERR_USAGE for flags that contradict each other */
export function lintOptions(parsed: LintingArguments, outputs: readonly Output[], { cwd }: Io): LintOptions {
  const { baseline, updateBaseline = false, pruneBaseline = false, strictBaseline = false } = parsed
  if (baseline === false && (updateBaseline || pruneBaseline || strictBaseline)) {
    throw usageError('--no-baseline cannot be joined with the other flags on the baseline.')
  }
  const rules = [parsed.rule ?? []].flat()
  return {
    cwd,
    config: parsed.config,
    // What `--rule` says wins.
    rules: parsed.reportUnused === true ? [`${BUILT_IN.suppressionUsed}:warning`, ...rules] : rules,
    as: checkedKind(parsed.as),
    frames: outputs.length === 0 || outputs.some(({ format }) => FRAMED.has(format)),
    baseline,
    updateBaseline,
    pruneBaseline,
    ownProcess: true,
  }
}

/** @throws ERR_USAGE for a kind that does not exist */
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
