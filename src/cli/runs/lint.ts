import { resolve } from 'node:path'
import { didYouMean, suggestion } from '../../findings/text'
import { isPattern } from '../../input/files'
import { escapeTerminal } from '../../reporters/escape'
import type { LintResult, LintSession } from '../../run/lint-files'
import type { Source } from '../../run/source'
import { COMMAND_NAMES } from '../command'
import { EXIT, type Io, reportError, usageError } from '../io'
import { checkedCount, exitCode, type JudgingArguments, reportCrashes, writeReports } from '../judging'
import type { Output } from '../outputs'
import { type Selection, type SelectionArguments, selectInputs } from '../selection'
import { checkedShard, shardOf } from '../sharding'
import { lintOptions, type SuppressingArguments, suppressionLines } from '../suppressing'

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

/** Lints what the arguments name, and reports. */
export async function lint(
  files: readonly string[],
  parsed: LintArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  checkedShard(parsed.shard)
  checkedCount(parsed.maxWarnings, '--max-warnings')
  if (parsed.watch === true) return watch(files, parsed, outputs, io)
  const session = await openSession(parsed, outputs, io)
  if (parsed.printConfig !== undefined) {
    io.stdout.write(`${await session.printConfiguration(parsed.printConfig)}\n`)
    return EXIT.clean
  }
  return lintOnce(session, files, parsed, outputs, io)
}

async function openSession(parsed: LintArguments, outputs: readonly Output[], io: Io): Promise<LintSession> {
  const { LintSession: Session } = await import('../../run/lint-files')
  return Session.open({
    ...lintOptions(parsed, outputs, io),
    cache: parsed.cache === true ? (parsed.cacheLocation ?? true) : undefined,
    remember: parsed.watch === true,
  })
}

async function lintOnce(
  session: LintSession,
  files: readonly string[],
  parsed: LintArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  const shard = checkedShard(parsed.shard)
  const found = await selectInputs(files, parsed, io)
  const sources: Source[] = shard === undefined ? [...found.inputs] : shardOf(found.inputs, shard)
  if (files.includes('-')) {
    if (shard !== undefined) throw usageError('--shard cannot be joined with standard input.')
    sources.push(await stdinSource(parsed.stdinFilename, io))
  }
  const result = await session.lint(sources)
  if (shard !== undefined) result.report.shard = shard
  if (result.report.files.length > 0 || outputs.length > 0)
    await writeReports(result.report, result.rules, outputs, parsed, io)
  for (const line of suppressionLines(result, parsed)) io.stderr.write(`${line}\n`)
  const mayBeEmpty = found.mayBeEmpty || (shard !== undefined && found.inputs.length > 0)
  const troubles = reportTroubles(result, { ...found, mayBeEmpty }, parsed, io)
  return exitCode(result, troubles, parsed)
}

async function stdinSource(filename: string | undefined, io: Io): Promise<Source> {
  return {
    type: 'text',
    path: resolve(io.cwd, filename ?? 'stdin.json'),
    name: filename ?? '<stdin>',
    bytes: await io.readStdin(),
    anonymous: filename === undefined,
  }
}

/** Lints again what changes, until Ctrl-C; a watch that its user ends has not failed. */
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
  let session: LintSession | undefined
  const settings = new Set<string>()
  const { watchFiles } = await import('../watching')
  await watchFiles(
    {
      args: files,
      settings,
      written: outputs.flatMap(({ file }) => (file === undefined ? [] : resolve(io.cwd, file))),
      judge: async (changes) => {
        if (changes?.everything === true) session = undefined
        for (const path of changes?.files ?? []) session?.forget(path)
        try {
          session ??= await openSession(parsed, outputs, io)
          await lintOnce(session, files, parsed, outputs, io)
        } catch (error) {
          // Whoever watches is about to put it right; what cannot work at all is told before anything is watched.
          if (changes === undefined) throw error
          session = undefined
          reportError(error, io)
        }
        // Kept when a round fails: the file that is at fault is the one to look at.
        for (const file of session?.files ?? []) settings.add(file)
      },
    },
    io,
  )
  return EXIT.clean
}

/** Reports on stderr what the report itself cannot say; whether any of it makes the run fail. */
function reportTroubles(result: LintResult, found: Selection, parsed: LintArguments, io: Io): boolean {
  const say = (line: string) => io.stderr.write(`${line}\n`)
  let failed = false
  if (result.cacheFailure !== undefined)
    say(`integration-lint: the cache cannot be written: ${escapeTerminal(result.cacheFailure)}`)
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
  failed = reportCrashes(result.report, parsed, io) || failed
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
