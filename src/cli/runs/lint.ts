import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Linter } from '../../engine/lint'
import { didYouMean, suggestion } from '../../findings/text'
import type { FileReport } from '../../findings/types'
import { type Input, isPattern } from '../../input/files'
import { escapeTerminal } from '../../reporters/escape'
import { RULES } from '../../rules/index.generated'
import type { Cache } from '../../run/cache'
import {
  fileJudge,
  type LintInputsOptions,
  type LintResult,
  lintBytes,
  lintInputs,
  Results,
  summarise,
} from '../../run/lint-files'
import { judgeAsWorker, type Told, type WorkerData, type WorkerTask } from '../../run/lint-worker'
import type { Suppressions } from '../../run/suppressions'
import { type Configurations, openConfigurations } from '../../settings/open'
import { COMMAND_NAMES } from '../command'
import { EXIT, type Io, reportError, usageError } from '../io'
import {
  checkedCount,
  checkedKind,
  exitCode,
  type JudgingArguments,
  needsFrames,
  tellCrashes,
  writeReports,
} from '../judging'
import type { Output } from '../outputs'
import { type Selection, type SelectionArguments, selectInputs } from '../selection'
import { checkedShard, shardOf } from '../sharding'
import { configurationOptions, openSuppressions, type SuppressingArguments, settleSuppressions } from '../suppressing'
import { loadVrl } from '../vrl'

export interface LintArguments extends JudgingArguments, SelectionArguments, SuppressingArguments {
  files?: string[]
  shard?: string
  cache?: boolean
  cacheLocation?: string
  watch?: boolean
  printConfig?: string
  stdinFilename?: string
  errorOnUnmatchedPattern: boolean
}

/** Judges what the arguments name, and reports. */
export async function lint(
  files: readonly string[],
  parsed: LintArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  checkedKind(parsed.as)
  checkedShard(parsed.shard)
  checkedCount(parsed.maxWarnings, '--max-warnings')
  if (parsed.printConfig !== undefined) {
    const { configurations } = await openSession(parsed, io)
    io.stdout.write(`${await configurations.print(parsed.printConfig)}\n`)
    return EXIT.clean
  }
  if (parsed.watch === true) return watch(files, parsed, outputs, io)
  return judge(await openSession(parsed, io), files, parsed, outputs, io)
}

/** What one round of a watch leaves for the next one. */
interface Session {
  configurations: Configurations
  suppressions: Suppressions
  /** By absolute path, what was said of a file that has not changed since. */
  remembered: Map<string, FileReport | undefined> | undefined
}

async function openSession(parsed: LintArguments, io: Io): Promise<Session> {
  const configurations = await openConfigurations(configurationOptions(parsed, io))
  return { configurations, suppressions: openSuppressions(parsed, configurations, io), remembered: undefined }
}

async function judge(
  { configurations, suppressions, remembered }: Session,
  files: readonly string[],
  parsed: LintArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  const as = checkedKind(parsed.as)
  const shard = checkedShard(parsed.shard)
  const fromStdin = files.includes('-')
  const stdinPath = resolve(io.cwd, parsed.stdinFilename ?? 'stdin.json')
  const found = await selectInputs(files, parsed, io)
  if (shard !== undefined) {
    if (fromStdin) throw usageError('--shard cannot be joined with standard input.')
    found.mayBeEmpty ||= found.inputs.length > 0
    found.inputs = shardOf(found.inputs, shard)
  }
  await configurations.prepare([...found.inputs.map(({ path }) => path), ...(fromStdin ? [stdinPath] : [])])
  const cacheFiles = parsed.cache === true ? await cacheFilesOf(parsed, configurations, io) : undefined
  const cache = cacheFiles === undefined ? undefined : await openCache(cacheFiles)
  const linter = new Linter({ rules: configurations.rules, vrl: loadVrl, frames: needsFrames(outputs) })
  const options: LintInputsOptions = {
    linter,
    settingsFor: (path) => configurations.settingsFor(path),
    as,
    accept: suppressions.accept,
    remembered,
    cache,
    ownProcess: true,
  }
  const result = isForTwo(found.inputs, configurations, remembered)
    ? await lintTogether(found.inputs, options, {
        configuration: configurationOptions(parsed, io),
        as,
        frames: needsFrames(outputs),
        cache: cacheFiles,
      })
    : lintInputs(found.inputs, options)
  const unsaved = cache?.save()
  if (unsaved !== undefined)
    io.stderr.write(`integration-lint: the cache cannot be written: ${escapeTerminal(unsaved)}\n`)
  if (fromStdin) {
    const name = parsed.stdinFilename ?? '<stdin>'
    const { settings, as: configured, ignored } = configurations.settingsFor(stdinPath)
    const bytes = await io.readStdin()
    const judged = ignored
      ? undefined
      : lintBytes(linter, bytes, {
          name,
          named: true,
          as: as ?? configured,
          settings,
        })
    if (judged === undefined) result.skipped.push({ file: name, reason: 'ignored' })
    else {
      const anonymous = parsed.stdinFilename === undefined
      result.report.files.push(suppressions.accept(stdinPath, judged, { anonymous }))
    }
    result.report.summary = summarise(result.report.files)
  }

  const seen = [...found.inputs.map(({ path }) => path), ...(fromStdin ? [stdinPath] : [])]
  const settled = await settleSuppressions(result.report, suppressions, configurations, seen, parsed)
  result.report = shard === undefined ? settled.report : { ...settled.report, shard }
  if (result.report.files.length > 0 || outputs.length > 0)
    await writeReports(result.report, configurations.rules, outputs, parsed, io)
  for (const line of settled.lines) io.stderr.write(`${line}\n`)
  const troubles = tellTroubles(result, found, parsed, io)
  const code = exitCode(result.report, troubles, parsed)
  return code === EXIT.clean && settled.failed && parsed.exitZero !== true ? EXIT.findings : code
}

type CacheFiles = readonly [file: string, program: string]

/** Undefined where rules of the user's own are on: what they look at, only they know. */
async function cacheFilesOf(parsed: LintArguments, { rules }: Configurations, io: Io): Promise<CacheFiles | undefined> {
  if (rules !== RULES) return undefined
  const { defaultCacheFile } = await import('../../run/cache')
  const folder = parsed.cacheLocation
  return [folder === undefined ? defaultCacheFile(io.cwd) : resolve(io.cwd, folder, 'cache'), __filename]
}

async function openCache(files: CacheFiles): Promise<Cache> {
  const { Cache: Opened } = await import('../../run/cache')
  return new Opened(...files)
}

/** So many files take longer than a worker thread does to start and to become as quick as we are. */
const FILES_FOR_TWO = 500

/** Whether a worker thread is of use. It cannot have what the user's own rules are, nor what is no file. */
function isForTwo(inputs: readonly Input[], { rules }: Configurations, remembered: Session['remembered']): boolean {
  if (inputs.length < FILES_FOR_TWO || rules !== RULES || remembered !== undefined) return false
  return availableParallelism() > 1 && inputs.every(({ read }) => read === undefined)
}

async function lintTogether(
  inputs: readonly Input[],
  options: LintInputsOptions,
  task: WorkerTask,
): Promise<LintResult> {
  const { judgeWithWorker } = await import('../../run/lint-parallel')
  const outcomes = await judgeWithWorker(inputs, fileJudge(options), task, join(__dirname, '../worker.js'))
  const results = new Results(options)
  for (const [index, outcome] of outcomes.entries()) {
    const input = inputs[index]
    if (input !== undefined) results.add(input, outcome)
  }
  return results.result
}

/** The worker's side. It is in the same part, so that what was compiled of that serves both. */
export function lintAsWorker(data: WorkerData, tell: (told: readonly Told[]) => void): Promise<void> {
  return judgeAsWorker(data, tell, loadVrl)
}

/** Judges again what changes, until Ctrl-C: a watch that its user ends has not failed. */
async function watch(
  files: readonly string[],
  parsed: LintArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  const other = (['staged', 'changed', 'shard', 'updateBaseline', 'pruneBaseline'] as const).find(
    (flag) => parsed[flag],
  )
  if (other !== undefined) {
    const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    throw usageError(`--watch cannot be joined with --${flag}.`)
  }
  if (files.includes('-')) throw usageError('--watch cannot be joined with standard input.')
  let session: Session | undefined
  const settings = new Set<string>()
  const { watchFiles } = await import('../watching')
  await watchFiles(
    {
      args: files,
      settings,
      written: outputs.flatMap(({ file }) => (file === undefined ? [] : resolve(io.cwd, file))),
      judge: async (changes) => {
        if (changes?.everything === true) session = undefined
        for (const path of changes?.files ?? []) {
          session?.remembered?.delete(path)
          session?.suppressions.forget(path)
        }
        try {
          session ??= { ...(await openSession(parsed, io)), remembered: new Map() }
          await judge(session, files, parsed, outputs, io)
        } catch (error) {
          // Whoever watches is about to put it right; what cannot work at all is told before anything is watched.
          if (changes === undefined) throw error
          session = undefined
          reportError(error, io)
        }
        // Kept when a round fails: the file that is at fault is the one to look at.
        for (const file of session?.configurations.files ?? []) settings.add(file)
        for (const file of session?.suppressions.files ?? []) settings.add(file)
      },
    },
    io,
  )
  return EXIT.clean
}

/** Tells on stderr what the report cannot say; whether any of it makes the run fail. */
function tellTroubles(result: LintResult, found: Selection, parsed: LintArguments, io: Io): boolean {
  const say = (line: string) => io.stderr.write(`${line}\n`)
  let failed = false
  for (const { file, message } of result.failed) {
    say(`integration-lint: cannot read ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
    failed = true
  }
  for (const { file, message } of found.unreadable ?? []) {
    say(`integration-lint: cannot look into ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
    failed = true
  }
  for (const { file, reason } of found.passedOver ?? []) {
    // A link is usual, and what it leads to is judged where it lies.
    if (reason === 'no-regular-file') say(`skipped ${escapeTerminal(file)}: it is not a regular file.`)
    else if (parsed.verbose === true) say(`skipped ${escapeTerminal(file)}: it is a symbolic link.`)
  }
  failed = tellCrashes(result.report, parsed, io) || failed
  if (parsed.errorOnUnmatchedPattern) {
    for (const argument of found.unmatched) {
      const meant = found.inputs.length === 0 ? didYouMean(argument, COMMAND_NAMES) : undefined
      const what = isPattern(argument) ? 'nothing matches' : 'no definition is at'
      say(`integration-lint: ${what} ${JSON.stringify(argument)}.${suggestion(meant)}`)
      failed = true
    }
  }
  const ignored = result.skipped.filter(({ reason }) => reason === 'ignored').length
  const foreign = result.skipped.filter(({ reason }) => reason === 'not-a-definition').length
  if (parsed.verbose === true) {
    for (const { file, reason } of result.skipped) {
      say(
        `skipped ${escapeTerminal(file)}: ${reason === 'ignored' ? 'ignored by the configuration' : 'no integration document'}`,
      )
    }
  } else if (foreign > 0 && parsed.quiet !== true && !found.mayBeEmpty) {
    say(
      `${foreign} ${foreign === 1 ? 'file that is no integration document was' : 'files that are no integration documents were'} skipped (--verbose lists them).`,
    )
  }
  const isEmpty = result.report.files.length === 0 && ignored === 0
  if (parsed.errorOnUnmatchedPattern && isEmpty && !found.mayBeEmpty && !failed) {
    say('integration-lint: no integration document found.')
    failed = true
  }
  return failed
}
