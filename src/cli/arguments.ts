import yargs, { type Argv } from 'yargs'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { didYouMean, suggestion } from '../findings/text'
import { type CommandContext, protectDash, type Run } from './command'
import { explainCommand } from './commands/explain'
import { initCommand } from './commands/init'
import { lintCommand } from './commands/lint'
import { mergeReportsCommand } from './commands/merge-reports'
import { remoteCommand } from './commands/remote'
import { rulesCommand } from './commands/rules'
import { schemaCommand } from './commands/schema'
import { vrlCommand } from './commands/vrl'
import { EXIT, type Io, UsageError } from './io'

/** Parses the arguments and runs the command that they name. */
export async function dispatch(argv: readonly string[], io: Io): Promise<number> {
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
