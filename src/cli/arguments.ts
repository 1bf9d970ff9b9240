import yargs, { type Argv } from 'yargs'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { didYouMean, listed, suggestion } from '../findings/text'
import { type CommandContext, protectDash, type Run } from './command'
import { explainCommand } from './commands/explain'
import { initCommand } from './commands/init'
import { lintCommand } from './commands/lint'
import { mergeReportsCommand } from './commands/merge-reports'
import { remoteCommand } from './commands/remote'
import { rulesCommand } from './commands/rules'
import { schemaCommand } from './commands/schema'
import { vrlCommand } from './commands/vrl'
import { EXIT, type Io, usageError } from './io'

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
    .middleware((given) => checkValues(given, flags, parser), true)
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
      const misused = error === undefined || error === null || error.name === 'YError'
      throw misused ? usageError(withSuggestion(message ?? error.message, knownFlags(parser))) : error
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

/** A flag with one value is given once, and with a value; yargs would make a list of it, or an empty text. */
function checkValues(given: Readonly<Record<string, unknown>>, flags: readonly string[], parser: object): void {
  const { array, alias } = (parser as { getOptions(): FlagOptions }).getOptions()
  const several = new Set(array.flatMap((name) => [name, ...(alias[name] ?? [])]))
  const seen = new Set<string>()
  for (const flag of flags) {
    const name = /^--?([a-zA-Z][\w-]*)/.exec(flag)?.[1]
    if (name === undefined || several.has(name)) continue
    if (seen.has(name)) throw usageError(`${flagOf(name)} is given more than once.`)
    seen.add(name)
    if (given[name] === '') throw usageError(`${flagOf(name)} needs a value.`)
  }
}

interface FlagOptions {
  array: readonly string[]
  alias: Readonly<Record<string, readonly string[]>>
}

function flagOf(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** yargs names unknown flags; we add what was probably meant. */
function withSuggestion(message: string, known: readonly string[]): string {
  const valueless = /^Not enough arguments following: (.*)$/.exec(message)?.[1]
  if (valueless !== undefined) return `${flagOf(valueless)} needs a value.\nTry "${TOOL_NAME} --help".`
  const [, name, value = '', choices = ''] = /Argument: (\S+), Given: "(.*)", Choices: (.*)/s.exec(message) ?? []
  if (name !== undefined) {
    const allowed = [...choices.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice)
    const meant = suggestion(didYouMean(value, allowed))
    return `${flagOf(name)} is ${JSON.stringify(value)}; allowed are ${listed(allowed)}.${meant}`
  }
  if (/^Not enough non-option arguments/.test(message)) return `An argument is missing.\nTry "${TOOL_NAME} --help".`
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]
  if (unknown === undefined) return `${message}\nTry "${TOOL_NAME} --help".`
  return unknown
    .split(', ')
    .map((name) => {
      const meant = didYouMean(name, known)
      return `Unknown flag ${flagOf(name)}.${suggestion(meant === undefined ? undefined : flagOf(meant))}`
    })
    .join('\n')
    .concat(`\nTry "${TOOL_NAME} --help".`)
}
