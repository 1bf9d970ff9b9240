import yargs from 'yargs'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { didYouMean, suggestion } from '../findings/text'
import { escapeTerminal } from '../reporters/escape'
import { explainCommand } from './commands/explain'
import { lintCommand } from './commands/lint'
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
  run(run: Run): void
}

/** The command line. Never throws, never ends the process: the exit status is the answer. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io)
  } catch (error) {
    const expected = error instanceof UsageError || (error instanceof Error && error.name === 'ConfigurationError')
    const message = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
    io.stderr.write(
      expected
        ? `${TOOL_NAME}: ${escapeLines(message)}\n`
        : `${TOOL_NAME}: this is a bug of the tool, not of your files.\n${escapeLines(message)}\n`,
    )
    return EXIT.trouble
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.stdout.write(`${TOOL_VERSION}\n`)
    return EXIT.clean
  }
  let chosen: Run | undefined
  const context: CommandContext = {
    io,
    argv,
    run(run) {
      chosen = run
    },
  }
  const parser = yargs([])
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
    .command(rulesCommand(context))
    .command(explainCommand(context))
    .command(schemaCommand(context))
    .command(vrlCommand(context))
    .completion('completion', 'Print a completion script for bash or zsh')
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
  await parser.parseAsync([...argv], {}, (error: Error | undefined | null, _argv: unknown, text: string) => {
    if (error !== undefined && error !== null) throw error
    output = text
  })
  if (output !== '') {
    io.stdout.write(`${output}\n`)
    return EXIT.clean
  }
  return chosen === undefined ? EXIT.clean : await chosen()
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
