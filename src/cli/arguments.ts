import yargs, { type Argv, type CommandModule } from 'yargs'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { didYouMean, listed, suggestion } from '../findings/text'
import { type Command, flagOf, protectDash } from './command'
import { explainCommand } from './explain'
import { initCommand } from './init'
import { EXIT, type Io, usageError } from './io'
import { lintCommand } from './lint'
import { mergeReportsCommand } from './merge-reports'
import { printCommand } from './print'
import { remoteCommand } from './remote'
import { rulesCommand } from './rules'
import { schemaCommand } from './schema'
import { vrlCommands } from './vrl'

const COMMANDS: readonly Command[] = [
  lintCommand,
  initCommand,
  rulesCommand,
  explainCommand,
  schemaCommand,
  printCommand,
  ...vrlCommands,
  remoteCommand,
  mergeReportsCommand,
]

/** Parses the arguments and runs the command that they name. */
export async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  let chosen: { command: Command; given: unknown } | undefined
  const { flags, operands } = splitArguments(argv)
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
  for (const commands of inGroups(COMMANDS)) {
    parser.command(
      groupModule(commands, (command, given) => {
        chosen = { command, given }
      }),
    )
  }
  parser
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
      const isMisuse = error === undefined || error === null || error.name === 'YError'
      throw isMisuse ? usageError(withSuggestion(message ?? error.message, knownFlags(parser))) : error
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
  return chosen === undefined ? EXIT.clean : chosen.command.run(chosen.given, { io, argv: flags, operands })
}

type Choose = (command: Command, given: unknown) => void

/** The commands in their order, those of one group together. */
function inGroups(commands: readonly Command[]): Command[][] {
  const groups = new Map<string | Command, Command[]>()
  for (const command of commands) {
    const key = command.group?.name ?? command
    groups.set(key, [...(groups.get(key) ?? []), command])
  }
  return [...groups.values()]
}

/** A command as yargs takes it, or a group, `vrl`, with its commands within. */
function groupModule(commands: readonly Command[], choose: Choose): CommandModule {
  const [first] = commands
  const modules = commands.map((command) => commandModule(command, choose))
  const [only] = modules
  if (first?.group === undefined) {
    if (only === undefined) throw new Error('There is no command.')
    return only
  }
  const { name, describe } = first.group
  const names = commands.map(({ usage }) => String(usage).split(' ')[0] ?? '')
  return {
    command: `${name} <command>`,
    describe,
    builder: (parser) => {
      for (const module of modules) parser.command(module)
      return parser.demandCommand(1, `Name a command: ${listed(names.map((one) => `"${name} ${one}"`))}.`)
    },
    handler: () => undefined,
  }
}

function commandModule(command: Command, choose: Choose): CommandModule {
  const { usage, describe, flags, positionals = {}, examples = [], hasOwnVersion } = command
  return {
    command: usage,
    describe,
    builder(parser) {
      if (hasOwnVersion === true) parser.version(false)
      for (const [name, positional] of Object.entries(positionals)) parser.positional(name, positional)
      for (const [line, what] of examples) parser.example(line, what)
      return parser.options(flags)
    },
    handler: (given) => choose(command, given),
  }
}

function splitArguments(argv: readonly string[]): { flags: string[]; operands: string[] } {
  const end = argv.indexOf('--')
  return end === -1 ? { flags: [...argv], operands: [] } : { flags: argv.slice(0, end), operands: argv.slice(end + 1) }
}

/** The flags of the command at hand; yargs has them, but its types do not show it. */
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
