import type { Argv, CommandModule } from 'yargs'
import { Linter } from '../../engine/lint'
import { didYouMean, listed, suggestion } from '../../findings/text'
import { KINDS, type Kind, type Report, type Severity } from '../../findings/types'
import { FORMATS, render } from '../../reporters'
import { escapeTerminal } from '../../reporters/escape'
import { openConfigurations } from '../../sources/configuration'
import { type FoundInputs, findInputs } from '../../sources/files'
import { type LintResult, lintBytes, lintInputs, summarise } from '../../sources/lint-files'
import { writeWhole } from '../../sources/output'
import { loadVrl } from '../../sources/vrl-runtime'
import { type Io, UsageError, wantsColor } from '../io'
import { type CommandContext, EXIT } from '../main'
import { type Output, pairOutputs } from '../outputs'

export interface LintArguments {
  files?: string[]
  as?: string
  config?: string | false
  rule?: string | string[]
  printConfig?: string
  quiet?: boolean
  verbose?: boolean
  failOn: Severity
  maxWarnings?: string
  exitZero?: boolean
  stdinFilename?: string
  errorOnUnmatchedPattern: boolean
  color?: boolean
}

const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

const COMMANDS = ['rules', 'explain', 'schema', 'vrl', 'completion']

export function lintCommand({ io, argv, run }: CommandContext): CommandModule<object, object> {
  return {
    command: ['$0 [files..]', 'lint [files..]'],
    describe: 'Check integration documents',
    builder: options,
    handler: (parsed) => run(() => lint(parsed as unknown as LintArguments, pairOutputs(argv), io)),
  }
}

function options(parser: Argv): Argv {
  return parser
    .positional('files', {
      type: 'string',
      array: true,
      describe: 'Files, directories, patterns, or - for standard input',
    })
    .option('format', {
      alias: 'f',
      type: 'string',
      array: true,
      nargs: 1,
      describe: `Report format: ${FORMATS.join(', ')}; repeat it, each with its own --output-file`,
      default: undefined,
    })
    .option('output-file', {
      alias: 'o',
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Write the report of the --format before it to a file',
    })
    .option('as', { type: 'string', requiresArg: true, describe: `Judge as this kind: ${KINDS.join(', ')}` })
    .option('config', { alias: 'c', describe: 'Use this configuration file only (--no-config: none)', string: true })
    .option('rule', {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'Set a rule, as id:severity; wins over the configuration',
    })
    .option('print-config', {
      type: 'string',
      requiresArg: true,
      describe: 'Print the configuration that holds for a file',
    })
    .option('fail-on', {
      choices: SEVERITIES,
      default: 'error' as const,
      requiresArg: true,
      describe: 'Lowest severity that exits with 1',
    })
    .option('max-warnings', {
      type: 'string',
      requiresArg: true,
      describe: 'Exit with 1 when there are more warnings than this',
    })
    .option('exit-zero', { type: 'boolean', describe: 'Exit with 0 whatever is found' })
    .option('quiet', { alias: 'q', type: 'boolean', describe: 'Report errors only' })
    .option('verbose', { type: 'boolean', describe: 'List what was skipped, and why' })
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

async function lint(parsed: LintArguments, outputs: readonly Output[], io: Io): Promise<number> {
  const as = checkedKind(parsed.as)
  const maxWarnings = checkedCount(parsed.maxWarnings, '--max-warnings')
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

  const files = (parsed.files ?? []).map(String)
  if (files.length === 0) {
    throw new UsageError('No files named. Try "integration-lint .", or "integration-lint --help".')
  }
  const fromStdin = files.includes('-')
  const found = await findInputs(
    files.filter((file) => file !== '-'),
    io.cwd,
  )
  await configurations.prepare(found.inputs.map(({ path }) => path))
  const linter = new Linter({ rules: configurations.rules, vrl: loadVrl, frames: needsFrames(outputs) })
  const result = lintInputs(found.inputs, { linter, settingsFor: (path) => configurations.settingsFor(path), as })
  if (fromStdin) {
    const name = parsed.stdinFilename ?? '<stdin>'
    const { settings, as: configured } = configurations.settingsFor(name)
    const judged = lintBytes(linter, await io.readStdin(), { name, named: true, as: as ?? configured, settings })
    if (judged !== undefined) result.report.files.push(judged)
    result.report.summary = summarise(result.report.files)
  }

  const report = parsed.quiet === true ? errorsOnly(result.report) : result.report
  await write(report, outputs, parsed, io)
  const troubles = tellTroubles(result, found, parsed, io)
  return exitCode(result.report, troubles, parsed, maxWarnings)
}

async function write(report: Report, outputs: readonly Output[], parsed: LintArguments, io: Io): Promise<void> {
  const color = wantsColor(io.env, io.stdout.isTerminal, parsed.color)
  for (const { format, file } of outputs.length === 0 ? [{ format: 'auto' as const, file: undefined }] : outputs) {
    const text = await render(format, report, { color: file === undefined && color, env: io.env })
    if (file === undefined) io.stdout.write(text)
    else writeWhole(file, io.cwd, text)
  }
}

/** Tells on stderr what the report cannot say; whether any of it makes the run fail. */
function tellTroubles(result: LintResult, found: FoundInputs, parsed: LintArguments, io: Io): boolean {
  const say = (line: string) => io.stderr.write(`${line}\n`)
  let failed = false
  for (const { file, message } of result.failed) {
    say(`integration-lint: cannot read ${escapeTerminal(file)}: ${escapeTerminal(message)}.`)
    failed = true
  }
  for (const { file, crashes } of result.report.files) {
    for (const crash of crashes) {
      say(
        `integration-lint: the rule ${crash.rule} crashed on ${escapeTerminal(file)}: ${escapeTerminal(crash.message)}`,
      )
      if (parsed.verbose === true && crash.stack !== undefined) say(crash.stack)
      failed = true
    }
  }
  if (parsed.errorOnUnmatchedPattern) {
    for (const argument of found.unmatched) {
      const meant = found.inputs.length === 0 ? didYouMean(argument, COMMANDS) : undefined
      say(`integration-lint: nothing matches ${JSON.stringify(argument)}.${suggestion(meant)}`)
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

function exitCode(report: Report, troubles: boolean, parsed: LintArguments, maxWarnings: number | undefined): number {
  if (troubles) return EXIT.trouble
  if (parsed.exitZero === true) return EXIT.clean
  const { errors, warnings, infos } = report.summary
  const counts = { error: errors, warning: warnings, info: infos }
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(parsed.failOn) + 1).some((severity) => counts[severity] > 0)
  return failing || (maxWarnings !== undefined && warnings > maxWarnings) ? EXIT.findings : EXIT.clean
}

function errorsOnly(report: Report): Report {
  const files = report.files.map((file) => ({
    ...file,
    findings: file.findings.filter(({ severity }) => severity === 'error'),
  }))
  return { files, summary: summarise(files) }
}

function needsFrames(outputs: readonly Output[]): boolean {
  return outputs.length === 0 || outputs.some(({ format }) => ['auto', 'pretty', 'html', 'markdown'].includes(format))
}

export function checkedKind(value: string | undefined): Kind | undefined {
  if (value === undefined) return undefined
  const kind = KINDS.find((candidate) => candidate === value)
  if (kind !== undefined) return kind
  throw new UsageError(
    `Unknown kind ${JSON.stringify(value)}; there are ${listed(KINDS, 'and')}.${suggestion(didYouMean(value, KINDS))}`,
  )
}

function checkedCount(value: string | undefined, flag: string): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value)
  throw new UsageError(`${flag} takes a whole number, not ${JSON.stringify(value)}.`)
}
