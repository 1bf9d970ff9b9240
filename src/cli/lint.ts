import { resolve } from 'node:path'
import { definitionIn } from '../project/discover'
import type { Evaluator } from '../project/evaluate'
import type { LintResult, LintSession } from '../run/lint-files'
import { selectSources } from '../run/select'
import type { Source } from '../run/source'
import { type Command, type Flags, flagOf, type Invocation, operandsOf } from './command'
import {
  checkReporting,
  EXEC_FLAG,
  FORBID_BREAKING_FLAG,
  GIT_FLAGS,
  GROUPS,
  IGNORE_UNEVALUATED_FLAG,
  LINTING_FLAGS,
  type LintingArguments,
  lintOptions,
  NETWORK_FLAGS,
  type NetworkArguments,
  WATCH_FLAG,
} from './flags'
import { EXIT, type Io, reportError, usageError } from './io'
import { progressLine, writeNotes } from './notes'
import { type Output, pairOutputs } from './outputs'
import { exitCode, writeReports } from './reports'

const FLAGS = {
  ...LINTING_FLAGS,
  'print-config': {
    type: 'string',
    group: GROUPS.rules,
    requiresArg: true,
    describe: 'Print the configuration that applies to a file',
  },
  'stdin-filename': {
    type: 'string',
    group: GROUPS.selection,
    requiresArg: true,
    describe: 'The name of standard input in the report',
  },
  fix: {
    type: 'boolean',
    group: GROUPS.fixes,
    describe: 'Apply the safe fixes, and report the rest; with --staged, in the index as well',
  },
  'fix-unsafe': {
    type: 'boolean',
    group: GROUPS.fixes,
    describe: 'Also apply fixes that may change what the integration does, or lose a part of a text',
  },
  'fix-dry-run': {
    type: 'boolean',
    group: GROUPS.fixes,
    describe: 'Print what would be fixed as a unified diff instead of a report; write nothing',
  },
  ...GIT_FLAGS,
  'ignore-unknown': {
    type: 'boolean',
    group: GROUPS.selection,
    describe: 'Skip named files that are not integration documents, for hooks that name every JSON file',
  },
  shard: {
    type: 'string',
    group: GROUPS.performance,
    requiresArg: true,
    describe: 'Check one part of the files only, such as 1/4; merge-reports joins the JSON reports',
  },
  exec: EXEC_FLAG,
  'ignore-unevaluated': IGNORE_UNEVALUATED_FLAG,
  cache: {
    type: 'boolean',
    group: GROUPS.performance,
    describe: 'Skip files that an earlier run found clean, if nothing has changed',
  },
  'cache-location': {
    type: 'string',
    group: GROUPS.performance,
    requiresArg: true,
    describe: 'The folder of the cache',
  },
  watch: WATCH_FLAG,
  against: {
    type: 'string',
    group: GROUPS.versions,
    requiresArg: true,
    describe: 'Also compare each definition with a git revision, such as HEAD, or with "remote", the deployed version',
  },
  'forbid-breaking': FORBID_BREAKING_FLAG,
  ...NETWORK_FLAGS,
  'error-on-unmatched-pattern': {
    type: 'boolean',
    group: GROUPS.selection,
    default: true,
    describe: 'Exit with 2 when an argument matches nothing (--no-error-on-unmatched-pattern: do not)',
  },
} as const satisfies Flags

export interface LintArguments extends LintingArguments, NetworkArguments {
  against?: string
  files?: string[]
  staged?: boolean
  changed?: boolean
  since?: string
  ignoreUnknown?: boolean
  shard?: string
  cache?: boolean
  cacheLocation?: string
  watch?: boolean
  printConfig?: string
  fix?: boolean
  fixUnsafe?: boolean
  fixDryRun?: boolean
  stdinFilename?: string
  errorOnUnmatchedPattern: boolean
  exec?: boolean
  ignoreUnevaluated?: boolean
  /** Whether to report only on scripts. */
  scriptsOnly?: boolean
}

export const lintCommand: Command = {
  usage: ['$0 [files..]', 'lint [files..]'],
  describe: 'Check integration documents',
  positionals: {
    files: { type: 'string', array: true, describe: 'Files, directories, patterns, or - for standard input' },
  },
  flags: FLAGS,
  examples: [
    ['$0 definitions/', 'check every definition below a folder'],
    ['$0 integration.json --format json', 'a report for programs'],
    ['bp read --json | $0 -', 'check what would be deployed'],
    ["$0 '**/*.json' --fail-on warning", 'a strict check in CI'],
    ['$0 --staged', 'check what the next commit will contain, in a hook'],
    ['$0 --changed --since origin/main', 'check what a branch has changed'],
    ['$0 . -f sarif -o out.sarif -f pretty', 'two reports at once'],
    ['$0 definitions/ --fix-dry-run', 'what --fix would write, as a diff'],
  ],
  async run(given, invocation) {
    const parsed = given as LintArguments
    return lint(operandsOf(parsed.files, invocation), parsed, invocation)
  },
}

/** Lints files as the command `lint` does. */
export function lint(files: readonly string[], parsed: LintArguments, invocation: Invocation): Promise<number> {
  return new LintCommand(files, parsed, invocation).run()
}

/** Lints the named files once, or whenever they change, and reports. */
class LintCommand {
  readonly #files: readonly string[]
  readonly #parsed: LintArguments
  readonly #argv: readonly string[]
  readonly #outputs: readonly Output[]
  readonly #io: Io

  constructor(files: readonly string[], parsed: LintArguments, { argv, typed, io }: Invocation) {
    this.#files = files
    this.#parsed = parsed
    this.#argv = typed
    this.#outputs = pairOutputs(argv)
    this.#io = io
  }

  async run(): Promise<number> {
    const { watch, printConfig } = this.#parsed
    checkReporting(this.#parsed)
    if (watch === true) return this.#watch()
    if (this.#fixes) return this.#fix()
    if (printConfig !== undefined) {
      this.#io.stdout.write(`${await (await this.#openSession()).printConfiguration(printConfig)}\n`)
      return EXIT.clean
    }
    const evaluator = await this.#startEvaluator()
    try {
      return await this.#lint(await this.#openSession(), undefined, evaluator)
    } finally {
      evaluator?.close()
    }
  }

  /**
   * Starts the process that evaluates a definition if the only operand is a project: it loads the SDK while this
   * process loads the rules. It is not started with a cache, which may make it superfluous.
   */
  async #startEvaluator(): Promise<Evaluator | undefined> {
    const { exec, cache, staged, changed, scriptsOnly } = this.#parsed
    const [operand, ...others] = this.#files
    if (operand === undefined || others.length > 0) return undefined
    if (exec === false || cache === true || staged === true || changed === true || scriptsOnly === true)
      return undefined
    const folder = resolve(this.#io.cwd, operand)
    if (definitionIn(folder) === undefined) return undefined
    const { startEvaluator } = await import('../project/evaluate')
    return startEvaluator(folder)
  }

  get #fixes(): boolean {
    const { fix, fixUnsafe, fixDryRun } = this.#parsed
    return fix === true || fixUnsafe === true || fixDryRun === true
  }

  /** Applies fixes, then lints the result. */
  async #fix(): Promise<number> {
    const { fixDryRun = false, printConfig } = this.#parsed
    if (printConfig !== undefined) throw usageError('--print-config cannot be combined with the flags on fixes.')
    const isPiped = this.#files.includes('-')
    if (isPiped && !fixDryRun) {
      throw usageError('Standard input cannot be written; --fix-dry-run prints what would be fixed.')
    }
    if (fixDryRun && this.#outputs.length > 0)
      throw usageError('--fix-dry-run prints a diff instead of a report, so that it cannot be combined with --format.')
    // This session does not write a baseline, since the fixes remove findings first.
    const unfixed = await this.#openSession()
    const { sources } = await selectSources(this.#files, this.#parsed, this.#io)
    const { fix } = await import('./fix')
    const stdin = isPiped ? await this.#stdinSource() : undefined
    const all = stdin === undefined ? sources : [...sources, stdin]
    const hasFailed = await fix(unfixed, all, this.#parsed, this.#io)
    const status = await this.#lint(await this.#openSession(), stdin)
    return hasFailed ? EXIT.trouble : status
  }

  async #openSession(): Promise<LintSession> {
    const { cache, cacheLocation, watch } = this.#parsed
    const options = lintOptions(this.#parsed, this.#outputs, this.#io)
    const { LintSession: Session } = await import('../run/lint-files')
    return Session.open({
      ...options,
      cache: cache === true ? (cacheLocation ?? true) : undefined,
      remember: watch === true,
      exec: this.#parsed.exec !== false,
      staged: this.#parsed.staged === true,
    })
  }

  async #lint(session: LintSession, stdin?: Source, evaluator?: Evaluator): Promise<number> {
    const parsed = this.#parsed
    const io = this.#io
    const selected = await selectSources(this.#files, parsed, io)
    const sources: Source[] = [...selected.sources]
    if (this.#files.includes('-')) sources.push(stdin ?? (await this.#stdinSource()))
    const compared = await this.#compareWith(session)
    const progress = progressLine(io)
    const result = await session.lint(sources, progress.show, evaluator).finally(compared)
    progress.clear()
    if (parsed.scriptsOnly === true) {
      const { onlyScripts } = await import('./vrl/only-scripts')
      result.report = onlyScripts(result.report, result.rules)
    }
    if (selected.shard !== undefined) result.report.shard = selected.shard
    // In a dry run, standard output contains the diff.
    if (parsed.fixDryRun !== true && (result.report.files.length > 0 || this.#outputs.length > 0))
      await writeReports(result, this.#outputs, parsed, { argv: this.#argv, presets: presetsOf(sources, session) }, io)
    const hasTrouble = writeNotes(result, selected, parsed, io)
    await this.#writeFixNote(result)
    return exitCode(result, hasTrouble, parsed, io)
  }

  /** Notes at a terminal which findings can be fixed, unless the input cannot be written or fixes were just applied. */
  async #writeFixNote(result: LintResult): Promise<void> {
    const { quiet, scriptsOnly } = this.#parsed
    const isPiped = this.#files.includes('-')
    if (!this.#io.stderr.isTerminal || quiet === true || scriptsOnly === true || isPiped || this.#fixes) return
    const { fixNote } = await import('./fix-note')
    const note = fixNote(result)
    if (note !== undefined) this.#io.stderr.write(`${note}\n`)
  }

  /** Makes the session compare what it lints; the returned function releases the resources. */
  async #compareWith(session: LintSession): Promise<() => void> {
    const { against, exec = true, staged = false, changed = false, shard, forbidBreaking = false } = this.#parsed
    if (against === undefined) {
      if (forbidBreaking) throw usageError('--forbid-breaking requires --against.')
      return () => undefined
    }
    const { openAgainst } = await import('./compare/against')
    const named = this.#files.filter((file) => file !== '-')
    // Only the first shard reports deleted documents.
    const isMeant = (named.length > 0 || staged || changed) && (shard === undefined || shard.startsWith('1/'))
    const scope = isMeant ? named : undefined
    const { state, close } = await openAgainst(against, this.#parsed, { exec, staged, scope }, this.#io)
    session.compareWith(state)
    return close
  }

  async #stdinSource(): Promise<Source> {
    const { stdinFilename, scriptsOnly } = this.#parsed
    const bytes = await this.#io.readStdin()
    const name = stdinFilename ?? (scriptsOnly === true ? await scriptName(bytes) : undefined)
    return {
      type: 'text',
      path: resolve(this.#io.cwd, name ?? 'stdin.json'),
      name: name ?? '<stdin>',
      bytes,
      anonymous: stdinFilename === undefined,
    }
  }

  /** Lints changed files until Ctrl-C, which is not a failure. */
  async #watch(): Promise<number> {
    const io = this.#io
    const unwatched = [
      ...(['staged', 'changed', 'shard', 'updateBaseline', 'pruneBaseline'] as const),
      ...(['fix', 'fixUnsafe', 'fixDryRun'] as const),
    ]
    const other = unwatched.find((flag) => this.#parsed[flag])
    if (other !== undefined) throw usageError(`--watch cannot be combined with ${flagOf(other)}.`)
    if (this.#files.includes('-')) throw usageError('--watch cannot be combined with standard input.')
    let session: LintSession | undefined
    const settings = new Set<string>()
    const { watchFiles } = await import('../run/watch')
    await watchFiles(
      {
        args: this.#files,
        settings,
        written: this.#outputs.flatMap(({ file }) => (file === undefined ? [] : resolve(io.cwd, file))),
        lint: async (changes) => {
          if (changes?.everything === true) session = undefined
          for (const path of changes?.files ?? []) session?.forget(path)
          try {
            session ??= await this.#openSession()
            await this.#lint(session)
          } catch (error) {
            // The user will correct the fault. A failure in the first round is reported before anything is watched.
            if (changes === undefined) throw error
            session = undefined
            reportError(error, io)
          }
          // Also recorded when a round fails, since the faulty file must be watched.
          for (const file of session?.files ?? []) settings.add(file)
        },
      },
      io,
    )
    return EXIT.clean
  }
}

/** The name for a script on standard input; undefined for a definition. */
async function scriptName(bytes: Uint8Array): Promise<string | undefined> {
  if (bytes.length === 0) throw usageError('Standard input is empty.')
  const { isDefinitionText } = await import('../run/source')
  return isDefinitionText(bytes) ? undefined : 'stdin.vrl'
}

/** The presets in use, without duplicates: overrides may select others for some of the files. */
function presetsOf(sources: readonly Source[], session: LintSession): string[] {
  return [...new Set(sources.map(({ path }) => session.settingsFor(path).presets.join(' and ')))]
}
