import { KINDS, type Kind, SEVERITIES, type Severity } from '../findings/types'
import { FORMATS, FRAMED } from '../reporters'
import { BUILT_IN, PRESETS, type Preset } from '../rules/contract'
import type { SessionOptions } from '../run/source'
import type { Flags } from './command'
import { type Io, usageError } from './io'
import type { Output } from './outputs'

// Flags that several commands share.

/** The headings of `--help`, in their order. */
export const GROUPS = {
  requests: 'Requests:',
  versions: 'Versions:',
  selection: 'Selection:',
  rules: 'Rules:',
  fixes: 'Fixes:',
  reports: 'Reports:',
  suppressions: 'Suppressions:',
  performance: 'Performance:',
} as const

/** Accepts `warn`, the word of other linters for `warning`. */
function severityWord(word: string): string {
  return word === 'warn' ? 'warning' : word
}

/** Flags on reports and on the exit status. */
export const REPORTING_FLAGS = {
  format: {
    alias: 'f',
    type: 'string',
    array: true,
    nargs: 1,
    choices: FORMATS,
    group: GROUPS.reports,
    describe:
      'Report format (default auto: pretty, and github under GitHub Actions); may be repeated, see --output-file',
  },
  'output-file': {
    alias: 'o',
    type: 'string',
    array: true,
    nargs: 1,
    group: GROUPS.reports,
    describe: 'Write the report of the --format before it to this file',
  },
  'fail-on': {
    choices: SEVERITIES,
    coerce: severityWord,
    default: 'error',
    requiresArg: true,
    group: GROUPS.reports,
    describe: 'Lowest severity that exits with 1',
  },
  'max-warnings': {
    type: 'string',
    requiresArg: true,
    group: GROUPS.reports,
    describe: 'Exit with 1 when there are more warnings than this number',
  },
  'exit-zero': { type: 'boolean', group: GROUPS.reports, describe: 'Exit with 0 whatever is found' },
  quiet: { alias: 'q', type: 'boolean', group: GROUPS.reports, describe: 'Report errors only' },
  verbose: {
    type: 'boolean',
    group: GROUPS.reports,
    describe: 'Show every finding, and list what was skipped and why',
  },
  statistics: {
    type: 'boolean',
    group: GROUPS.reports,
    describe: 'Add a table of the findings by rule; on standard error if the format has no table',
  },
  'max-size': {
    type: 'string',
    requiresArg: true,
    group: GROUPS.reports,
    describe:
      'Maximum size of the Markdown report in bytes, for pull request comments; the least severe findings are left out',
  },
} as const satisfies Flags

export interface ReportingArguments {
  quiet?: boolean
  verbose?: boolean
  statistics?: boolean
  maxSize?: string
  failOn: Severity
  maxWarnings?: string
  exitZero?: boolean
  strictBaseline?: boolean
  forbidBreaking?: boolean
  color?: boolean
}

/** Flags that select files by their state in git. */
export const GIT_FLAGS = {
  staged: {
    type: 'boolean',
    group: GROUPS.selection,
    describe: 'Check the staged files, as the next commit will contain them',
  },
  changed: {
    type: 'boolean',
    group: GROUPS.selection,
    describe: 'Check the files that have changed since the last commit',
  },
  since: {
    type: 'string',
    group: GROUPS.selection,
    requiresArg: true,
    describe:
      'With --changed: check the files that have changed since the branch left this revision, such as origin/main',
  },
} as const satisfies Flags

export const EXEC_FLAG = {
  type: 'boolean',
  group: GROUPS.selection,
  default: true,
  describe: 'Run the definitions of projects (--no-exec: do not, for code from authors that you do not trust)',
} as const

/** With `EXEC_FLAG`, for commands that lint many files. */
export const IGNORE_UNEVALUATED_FLAG = {
  type: 'boolean',
  group: GROUPS.selection,
  describe: 'With --no-exec: do not fail because of projects that were not linted',
} as const

export const FORBID_BREAKING_FLAG = {
  type: 'boolean',
  group: GROUPS.versions,
  describe: 'Exit with 1 on any breaking change, whatever the version says',
} as const

export const WATCH_FLAG = {
  alias: 'w',
  type: 'boolean',
  group: GROUPS.performance,
  describe: 'Check again whenever files change, until Ctrl-C',
} as const

/** Flags of all commands that lint documents. */
export const LINTING_FLAGS = {
  ...REPORTING_FLAGS,
  as: {
    choices: KINDS,
    requiresArg: true,
    group: GROUPS.selection,
    describe: 'Lint as this kind of document, without detection',
  },
  preset: {
    choices: PRESETS,
    requiresArg: true,
    group: GROUPS.rules,
    describe: 'Start from this preset (default recommended), instead of those that the configuration extends',
  },
  config: {
    alias: 'c',
    string: true,
    group: GROUPS.rules,
    describe: 'Use this configuration file only (--no-config: none)',
  },
  rule: {
    type: 'string',
    array: true,
    nargs: 1,
    group: GROUPS.rules,
    describe: 'Set the severity of a rule, as ID:SEVERITY or ID:off; overrides the configuration; may be repeated',
  },
  baseline: {
    string: true,
    group: GROUPS.suppressions,
    describe: 'Use this baseline, a file of known findings (--no-baseline: none)',
  },
  'update-baseline': {
    type: 'boolean',
    group: GROUPS.suppressions,
    describe: 'Write the findings of the checked files into the baseline, and remove stale entries',
  },
  'prune-baseline': {
    type: 'boolean',
    group: GROUPS.suppressions,
    describe: 'Remove stale entries from the baseline',
  },
  'strict-baseline': {
    type: 'boolean',
    group: GROUPS.suppressions,
    describe: 'Exit with 1 when the baseline has stale entries',
  },
  'report-unused': {
    type: 'boolean',
    group: GROUPS.suppressions,
    describe: `Report unused suppressions, as warnings of ${BUILT_IN.suppressionUsed}`,
  },
} as const satisfies Flags

export interface LintingArguments extends ReportingArguments {
  as?: Kind
  preset?: Preset
  config?: string | false
  rule?: string | string[]
  baseline?: string | false
  updateBaseline?: boolean
  pruneBaseline?: boolean
  reportUnused?: boolean
}

const request = (describe: string) => ({ type: 'string', requiresArg: true, group: GROUPS.requests, describe }) as const

/** Flags of every command that asks the API. */
export const NETWORK_FLAGS = {
  profile: request('The profile of `bp` to use'),
  'token-stdin': { type: 'boolean', group: GROUPS.requests, describe: 'Read the token from standard input' },
  'workspace-id': request('The workspace (default: BP_WORKSPACE_ID, then the login of `bp`)'),
  'api-url': request('The URL of the API (default: BP_API_URL, then the login of `bp`)'),
  timeout: { ...request('Maximum time for one request: 30 or 30s, 1500ms, 2m'), default: '30' },
  retries: {
    ...request('How often to repeat a request after 429, 5xx or a lost connection'),
    default: '3',
  },
  concurrency: { ...request('Maximum number of concurrent requests'), default: '4' },
  'max-answer': { ...request('Maximum size of an answer, in MB'), default: '32' },
  ca: request('Trust the certificate authorities in this PEM file, too'),
} as const satisfies Flags

export interface NetworkArguments {
  profile?: string
  tokenStdin?: boolean
  workspaceId?: string
  apiUrl?: string
  timeout: string
  retries: string
  concurrency: string
  maxAnswer: string
  ca?: string
}

/** Derives the lint options from the flags. @throws ERR_USAGE for flags that contradict each other */
export function lintOptions(parsed: LintingArguments, outputs: readonly Output[], { cwd }: Io): SessionOptions {
  const { baseline, updateBaseline = false, pruneBaseline = false, strictBaseline = false } = parsed
  if (baseline === false && (updateBaseline || pruneBaseline || strictBaseline)) {
    throw usageError('--no-baseline cannot be combined with the other flags on the baseline.')
  }
  const rules = [parsed.rule ?? []].flat()
  return {
    cwd,
    config: parsed.config,
    // The later setting of a rule wins, so `--rule` takes precedence.
    rules: parsed.reportUnused === true ? [`${BUILT_IN.suppressionUsed}:warning`, ...rules] : rules,
    as: parsed.as,
    preset: parsed.preset,
    frames: outputs.length === 0 || outputs.some(({ format }) => FRAMED.has(format)),
    baseline,
    updateBaseline,
    pruneBaseline,
    ownProcess: true,
  }
}

/** @throws ERR_USAGE for options that are not numbers, before anything is linted */
export function checkReporting({ maxWarnings, maxSize }: ReportingArguments): void {
  checkedCount(maxWarnings, '--max-warnings')
  checkedCount(maxSize, '--max-size')
}

/** @throws ERR_USAGE unless the text is a whole number */
export function checkedCount(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw usageError(`${flag} takes a whole number, not ${JSON.stringify(value)}.`)
}
