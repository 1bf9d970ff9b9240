import { resolve } from 'node:path'
import type { Argv, CommandModule } from 'yargs'
import { Linter } from '../../engine/lint'
import { didYouMean, suggestion } from '../../findings/text'
import { escapeTerminal } from '../../reporters/escape'
import { openConfigurations } from '../../sources/configuration'
import { type FoundInputs, findInputs, isPattern } from '../../sources/files'
import { type LintResult, lintBytes, lintInputs, summarise } from '../../sources/lint-files'
import { loadVrl } from '../../sources/vrl-runtime'
import { type Io, UsageError } from '../io'
import {
  checkedCount,
  checkedKind,
  exitCode,
  type JudgingArguments,
  judgingOptions,
  needsFrames,
  tellCrashes,
  writeReports,
} from '../judging'
import { type CommandContext, EXIT, operandsOf } from '../main'
import { type Output, pairOutputs } from '../outputs'

interface LintArguments extends JudgingArguments {
  files?: string[]
  printConfig?: string
  stdinFilename?: string
  errorOnUnmatchedPattern: boolean
}

const COMMANDS = ['rules', 'explain', 'schema', 'vrl', 'completion']

export function lintCommand(context: CommandContext): CommandModule<object, object> {
  const { io, argv, run } = context
  return {
    command: ['$0 [files..]', 'lint [files..]'],
    describe: 'Check integration documents',
    builder: options,
    handler: (given) => {
      const parsed = given as unknown as LintArguments
      run(() => lint(operandsOf(parsed.files, context), parsed, pairOutputs(argv), io))
    },
  }
}

function options(parser: Argv): Argv {
  return judgingOptions(parser)
    .positional('files', {
      type: 'string',
      array: true,
      describe: 'Files, directories, patterns, or - for standard input',
    })
    .option('print-config', {
      type: 'string',
      requiresArg: true,
      describe: 'Print the configuration that holds for a file',
    })
    .option('stdin-filename', {
      type: 'string',
      requiresArg: true,
      describe: 'What to call standard input in the report',
    })
    .option('error-on-unmatched-pattern', {
      type: 'boolean',
      default: true,
      describe: 'Exit with 2 when an argument matches nothing (--no-error-on-unmatched-pattern: do not)',
    })
    .example('$0 definitions/', 'check every definition below a folder')
    .example('$0 integration.json --format json', 'the report for machines')
    .example('bp read --json | $0 -', 'check what would be deployed')
    .example("$0 '**/*.json' --fail-on warning", 'a strict check in CI')
    .example('$0 . -f sarif -o out.sarif -f pretty', 'two reports at once')
}

async function lint(
  files: readonly string[],
  parsed: LintArguments,
  outputs: readonly Output[],
  io: Io,
): Promise<number> {
  const as = checkedKind(parsed.as)
  checkedCount(parsed.maxWarnings, '--max-warnings')
  const configurations = await openConfigurations({
    cwd: io.cwd,
    file: typeof parsed.config === 'string' ? parsed.config : undefined,
    search: parsed.config !== false,
    rules: [parsed.rule ?? []].flat(),
  })
  if (parsed.printConfig !== undefined) {
    io.stdout.write(`${await configurations.print(parsed.printConfig)}\n`)
    return EXIT.clean
  }

  if (files.length === 0) {
    throw new UsageError('No files named. Try "integration-lint .", or "integration-lint --help".')
  }
  const fromStdin = files.includes('-')
  const stdinPath = resolve(io.cwd, parsed.stdinFilename ?? 'stdin.json')
  const found = await findInputs(
    files.filter((file) => file !== '-'),
    io.cwd,
  )
  await configurations.prepare([...found.inputs.map(({ path }) => path), ...(fromStdin ? [stdinPath] : [])])
  const linter = new Linter({ rules: configurations.rules, vrl: loadVrl, frames: needsFrames(outputs) })
  const result = lintInputs(found.inputs, { linter, settingsFor: (path) => configurations.settingsFor(path), as })
  if (fromStdin) {
    const name = parsed.stdinFilename ?? '<stdin>'
    const { settings, as: configured, ignored } = configurations.settingsFor(stdinPath)
    const bytes = await io.readStdin()
    const judged = ignored ? undefined : lintBytes(linter, bytes, { name, named: true, as: as ?? configured, settings })
    if (judged === undefined) result.skipped.push({ file: name, reason: 'ignored' })
    else result.report.files.push(judged)
    result.report.summary = summarise(result.report.files)
  }

  if (result.report.files.length > 0 || outputs.length > 0)
    await writeReports(result.report, configurations.rules, outputs, parsed, io)
  const troubles = tellTroubles(result, found, parsed, io)
  return exitCode(result.report, troubles, parsed)
}

/** Tells on stderr what the report cannot say; whether any of it makes the run fail. */
function tellTroubles(result: LintResult, found: FoundInputs, parsed: LintArguments, io: Io): boolean {
  const say = (line: string) => io.stderr.write(`${line}\n`)
  let failed = false
  for (const { file, message } of result.failed) {
    say(`integration-lint: cannot read ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
    failed = true
  }
  failed = tellCrashes(result.report, parsed, io) || failed
  if (parsed.errorOnUnmatchedPattern) {
    for (const argument of found.unmatched) {
      const meant = found.inputs.length === 0 ? didYouMean(argument, COMMANDS) : undefined
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
  } else if (foreign > 0 && parsed.quiet !== true) {
    say(
      `${foreign} ${foreign === 1 ? 'file that is no integration document was' : 'files that are no integration documents were'} skipped (--verbose lists them).`,
    )
  }
  if (parsed.errorOnUnmatchedPattern && result.report.files.length === 0 && ignored === 0 && !failed) {
    say('integration-lint: no integration document found.')
    failed = true
  }
  return failed
}
