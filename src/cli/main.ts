import yargs, { type Argv } from 'yargs'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { didYouMean, suggestion } from '../findings/text'
import { escapeTerminal } from '../reporters/escape'
import { explainCommand } from './commands/explain'
import { initCommand } from './commands/init'
import { lintCommand } from './commands/lint'
import { mergeReportsCommand } from './commands/merge-reports'
import { remoteCommand } from './commands/remote'
import { rulesCommand } from './commands/rules'
import { schemaCommand } from './commands/schema'
import { vrlCommand } from './commands/vrl'
import { type Io, UsageError } from './io'

/** Exit statuses: see the README. */
export const EXIT = { clean: 0, findings: 1, trouble: 2 } as const

/** The run of a command; its exit status. */
export type Run = () => Promise<number>

/** What a command needs to declare itself; it calls `run` in its handler, and main awaits it. */
export interface CommandContext {
  io: Io
  argv: readonly string[]
  /** What stands after `--`: never a flag. */
  operands: readonly string[]
  run(run: Run): void
}

/** Errors that are the user's to put right; their message says how. */
const EXPECTED: ReadonlySet<string> = new Set(['UsageError', 'ConfigurationError'])

/** The command line. Never throws, never ends the process: the exit status is the answer. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    tellError(error, io)
    return EXIT.trouble
  }
}

/** Says on stderr why a command cannot go on. */
export function tellError(error: unknown, io: Io): void {
  // By name: a part that is loaded on demand has classes of its own.
  const expected = error instanceof Error && EXPECTED.has(error.name)
  const message = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
  io.stderr.write(
    expected
      ? `${TOOL_NAME}: ${escapeLines(message)}\n`
      : `${TOOL_NAME}: this is a bug of the tool, not of your files.\n${escapeLines(message)}\n`,
  )
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.stdout.write(`${TOOL_VERSION}\n`)
    return EXIT.clean
  }
  let chosen: Run | undefined
  const { flags, operands } = splitArguments(argv)
  const context: CommandContext = {
    io,
    argv: flags,
    operands,
    run(run) {
      chosen = run
    },
  }
  const parser: Argv = yargs([])
    .scriptName(TOOL_NAME)
    .detectLocale(false)
    .exitProcess(false)
    .parserConfiguration({
      'duplicate-arguments-array': true,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .strictOptions()
    .recommendCommands()
    .command(lintCommand(context))
    .command(initCommand(context))
    .command(rulesCommand(context))
    .command(explainCommand(context))
    .command(schemaCommand(context))
    .command(vrlCommand(context))
    .command(remoteCommand(context))
    .command(mergeReportsCommand(context))
    .command(
      'completion',
      'Print a completion script for bash or zsh',
      () => undefined,
      () => {
        parser.showCompletionScript()
      },
    )
    .option('color', { type: 'boolean', description: 'Colour the output (--no-color: never)', global: true })
    .version(TOOL_VERSION)
    .alias('version', 'V')
    .help()
    .alias('help', 'h')
    .wrap(Math.min(100, Number(io.env.COLUMNS) || 100))
    .epilogue(
      'Exit status: 0 clean, 1 findings at or above --fail-on, 2 usage, configuration or I/O trouble.\nRules: integration-lint rules · Why a rule: integration-lint explain RULE',
    )
    .fail((message, error) => {
      throw error ?? new UsageError(withSuggestion(message, knownFlags(parser)))
    })

  let output = ''
  await parser.parseAsync(
    flags.map(protectDash),
    {},
    (error: Error | undefined | null, _argv: unknown, text: string) => {
      if (error !== undefined && error !== null) throw error
      output = text
    },
  )
  if (output !== '') {
    io.stdout.write(`${output}\n`)
    return EXIT.clean
  }
  return chosen === undefined ? EXIT.clean : await chosen()
}

/** yargs loses a lone `-` among positionals and reads what follows `--` as flags again: both are kept from it. */
const STDIN_OPERAND = '\u0000stdin'

function protectDash(argument: string): string {
  return argument === '-' ? STDIN_OPERAND : argument
}

/** The files that the arguments name, `-` being standard input. */
export function operandsOf(
  positionals: readonly string[] | undefined,
  context: Pick<CommandContext, 'operands'>,
): string[] {
  const named = (positionals ?? []).map((file) => (String(file) === STDIN_OPERAND ? '-' : String(file)))
  return [...named, ...context.operands]
}

function splitArguments(argv: readonly string[]): { flags: string[]; operands: string[] } {
  const end = argv.indexOf('--')
  return end === -1 ? { flags: [...argv], operands: [] } : { flags: argv.slice(0, end), operands: argv.slice(end + 1) }
}

/** The flags of the command at hand; yargs tells them, but its types do not. */
function knownFlags(parser: object): string[] {
  const { key } = (parser as { getOptions(): { key: Record<string, unknown> } }).getOptions()
  return Object.keys(key)
}

/** yargs names unknown flags; we add what was probably meant. */
function withSuggestion(message: string, known: readonly string[]): string {
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]
  if (unknown === undefined) return `${message}\nTry "${TOOL_NAME} --help".`
  return unknown
    .split(', ')
    .map((name) => {
      const flag = (text: string) => (text.length === 1 ? `-${text}` : `--${text}`)
      const meant = didYouMean(name, known)
      return `Unknown flag ${flag(name)}.${suggestion(meant === undefined ? undefined : flag(meant))}`
    })
    .join('\n')
    .concat(`\nTry "${TOOL_NAME} --help".`)
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeTerminal).join('\n')
}
