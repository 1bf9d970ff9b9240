import yargs, { type Argv, type CommandModule } from 'yargs'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import { didYouMean, listed, suggestion } from '../findings/text'
import { COMMAND_NAMES, type Command, flagOf, protectDash } from './command'
import { COMMANDS } from './commands'
import { helpOfCommand, helpOfGroup, usageOf } from './help'
import { EXIT, helpWidth, type Io, usageError } from './io'

/** Parses the arguments and runs the command that they name. */
export async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  let chosen: { command: Command; given: Record<string, unknown> } | undefined
  // yargs requires flags before it handles --help, so the intended command is recorded here.
  let meant: Command | string | undefined
  const { flags, operands } = splitArguments(withoutHelpWord(argv))
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
  for (const commands of inGroups(COMMANDS)) {
    parser.command(
      groupModule(commands, {
        choose: (command, given) => {
          chosen = { command, given }
        },
        mean: (command) => {
          meant = command
        },
      }),
    )
  }
  parser
    .option('color', { type: 'boolean', global: true })
    .version(TOOL_VERSION)
    .alias('version', ['V', 'v'])
    .help()
    .alias('help', 'h')
    .fail((message, error) => {
      const isMisuse = error === undefined || error === null || error.name === 'YError'
      throw isMisuse ? usageError(misuse(message ?? error.message, flags, parser)) : error
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
    io.stdout.write(`${output === TOOL_VERSION ? output : help(meant, helpWidth(io))}\n`)
    return EXIT.clean
  }
  if (chosen === undefined) throw usageError(commandsOfGroup(flags) ?? `No command was named.\n${TRY_HELP}`)
  const { command, given } = chosen
  checkSurplus(command, given)
  return command.run(given, { io, argv: flags, operands, typed: argv })
}

/** The help for a command, a group by its name, or the tool. */
function help(meant: Command | string | undefined, width: number): string {
  if (typeof meant === 'string') return helpOfGroup(meant, COMMANDS, width)
  const [first] = COMMANDS
  const command = meant ?? first
  return command === undefined ? '' : helpOfCommand(command, COMMANDS, width)
}

const TRY_HELP = `Try "${TOOL_NAME} --help".`

/**
 * Rewrites the word `help` to the flag, `help explain` to `explain --help`, `vrl help run` to `vrl run --help`, and
 * `version` to the flag.
 */
function withoutHelpWord(argv: readonly string[]): readonly string[] {
  const [word, ...rest] = argv
  if (word === 'version') return ['--version', ...rest]
  const [second, ...others] = rest
  const isGroup = word !== undefined && COMMANDS.some(({ group }) => group?.name === word)
  if (isGroup && second === 'help') return [word, ...others, '--help']
  if (word !== 'help') return argv
  const [command] = rest
  if (command !== undefined && !command.startsWith('-') && !isCommand(command)) {
    throw usageError(
      `There is no command ${JSON.stringify(command)}; there are ${listed(COMMAND_NAMES, 'and')}.${suggestion(didYouMean(command, COMMAND_NAMES))}`,
    )
  }
  return command === 'help' || command === 'version' ? ['--help'] : [...rest, '--help']
}

function isCommand(word: string): boolean {
  return COMMAND_NAMES.some((name) => name === word)
}

/** Lists the commands of a group; undefined if the arguments name no group. */
function commandsOfGroup(flags: readonly string[]): string | undefined {
  const [name = '', word] = flags.filter((flag) => !flag.startsWith('-'))
  const known = COMMANDS.flatMap((command) =>
    command.group?.name === name ? [commandWords(command).at(-1) ?? ''] : [],
  )
  if (known.length === 0) return undefined
  const meant = word === undefined ? '' : suggestion(didYouMean(word, known))
  return `Name a command: ${listed(known.map((one) => `"${name} ${one}"`))}.${meant}`
}

/** Refuses surplus operands, which yargs keeps in `_`. */
function checkSurplus(command: Command, given: Record<string, unknown>): void {
  const words = given._
  const own = commandWords(command).length
  if (!Array.isArray(words) || words.length <= own) return
  const surplus: string[] = words.slice(own).map((word) => JSON.stringify(String(word)))
  const usage = usageOf(command)
  throw usageError(
    `Too many arguments: ${listed(surplus, 'and')}. Usage: ${TOOL_NAME} ${usage}\nTry "${TOOL_NAME} ${commandWords(command).join(' ')} --help".`,
  )
}

function commandWords(command: Command): string[] {
  // The default command may be omitted.
  if (typeof command.usage !== 'string') return ['lint']
  return usageOf(command)
    .split(' ')
    .filter((word) => !/^[<[]/.test(word))
}

interface Listener {
  /** A command was selected. */
  choose(command: Command, given: Record<string, unknown>): void
  /** The arguments name a command or a group. */
  mean(what: Command | string): void
}

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
function groupModule(commands: readonly Command[], listener: Listener): CommandModule {
  const [first] = commands
  const modules = commands.map((command) => commandModule(command, listener))
  const [only] = modules
  if (first?.group === undefined) {
    if (only === undefined) throw new Error('There is no command.')
    return only
  }
  const { name, describe } = first.group
  return {
    command: `${name} <command>`,
    describe,
    builder: (parser) => {
      listener.mean(name)
      for (const module of modules) parser.command(module)
      return parser
    },
    handler: () => undefined,
  }
}

function commandModule(command: Command, listener: Listener): CommandModule {
  const { usage, describe, flags, positionals = {}, hasOwnVersion } = command
  return {
    command: usage,
    describe,
    builder(parser) {
      listener.mean(command)
      if (hasOwnVersion === true) parser.version(false)
      // yargs lays out its own help for every command that runs, although it is never printed. Hidden flags cost no
      // time.
      for (const [name, positional] of Object.entries(positionals))
        parser.positional(name, { ...positional, hidden: true })
      for (const [name, flag] of Object.entries(flags)) parser.option(name, { ...flag, hidden: true })
      return parser
    },
    handler: (given) => listener.choose(command, given),
  }
}

function splitArguments(argv: readonly string[]): { flags: string[]; operands: string[] } {
  const end = argv.indexOf('--')
  return end === -1 ? { flags: [...argv], operands: [] } : { flags: argv.slice(0, end), operands: argv.slice(end + 1) }
}

/** The flags of the current command; yargs knows them, but its types do not declare that. */
function knownFlags(parser: object): string[] {
  const { key } = (parser as { getOptions(): { key: Record<string, unknown> } }).getOptions()
  return Object.keys(key)
}

/** Requires a value for each flag, and refuses a repeated flag; yargs would return a list or an empty text. */
function checkValues(given: Readonly<Record<string, unknown>>, flags: readonly string[], parser: object): void {
  const { array, alias } = (parser as { getOptions(): FlagOptions }).getOptions()
  const several = new Set(array.flatMap((name) => [name, ...(alias[name] ?? [])]))
  const seen = new Set<string>()
  for (const flag of flags) {
    const name = /^--?([a-zA-Z][\w-]*)/.exec(flag)?.[1]
    if (name === undefined || several.has(name)) continue
    if (seen.has(name)) throw usageError(`${flagOf(name)} is given more than once.`)
    seen.add(name)
    if (given[name] === '' && !MAY_BE_EMPTY.has(name)) throw usageError(`${flagOf(name)} needs a value.`)
  }
}

/** Values that may be empty: parts of a request. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['body', 'query'])

interface FlagOptions {
  array: readonly string[]
  alias: Readonly<Record<string, readonly string[]>>
}

/** Rewords an error of yargs about invalid arguments, with a suggestion. */
function misuse(message: string, flags: readonly string[], parser: object): string {
  const valueless = /^Not enough arguments following: (.*)$/.exec(message)?.[1]
  if (valueless !== undefined) return `${flagOf(valueless)} needs a value.\n${TRY_HELP}`
  const [, name, value = '', choices = ''] = /Argument: (\S+), Given: "(.*)", Choices: (.*)/s.exec(message) ?? []
  if (name !== undefined) {
    const allowed = [...choices.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice)
    const meant = suggestion(didYouMean(value, allowed))
    const isOperand = COMMANDS.some(({ positionals = {} }) => Object.hasOwn(positionals, name))
    return `${isOperand ? `The argument <${name}>` : flagOf(name)} is ${JSON.stringify(value)}; allowed are ${listed(allowed)}.${meant}`
  }
  if (/^Not enough non-option arguments/.test(message)) return missingArgument(flags)
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]
  if (unknown === undefined) return `${message}\n${TRY_HELP}`
  // yargs treats an unknown word as a value of the group's own `<command>`.
  if (unknown === 'command') return commandsOfGroup(flags) ?? TRY_HELP
  const [first = ''] = flags
  const command = first.startsWith('-') || isCommand(first) ? undefined : didYouMean(first, COMMAND_NAMES)
  const known = knownFlags(parser)
  return unknown
    .split(', ')
    .map((name) => {
      // For an unknown letter there is no sensible suggestion.
      if (name.length === 1) return `Unknown flag ${flagOf(name)}; there are ${listed(shortFlags(known), 'and')}.`
      const meant = didYouMean(name, known)
      return `Unknown flag ${flagOf(name)}.${suggestion(meant === undefined ? undefined : flagOf(meant))}`
    })
    .concat(command === undefined ? [] : [`${JSON.stringify(first)} is not a command either.${suggestion(command)}`])
    .concat(TRY_HELP)
    .join('\n')
}

function shortFlags(known: readonly string[]): string[] {
  return known.filter((name) => name.length === 1).map(flagOf)
}

/** Names the missing argument and its position. */
function missingArgument(flags: readonly string[]): string {
  const words = flags.filter((flag) => !flag.startsWith('-'))
  const command = COMMANDS.find((candidate) => commandWords(candidate).every((word, index) => words[index] === word))
  // Only required arguments are in angle brackets.
  const name = command === undefined ? undefined : /<([^>.]+)/.exec(usageOf(command))?.[1]
  if (command === undefined || name === undefined)
    return commandsOfGroup(flags) ?? `An argument is missing.\n${TRY_HELP}`
  const what = command.positionals?.[name]?.describe
  return `The argument <${name}> is missing${what === undefined ? '' : ` (${what})`}: ${TOOL_NAME} ${usageOf(command)}\nTry "${TOOL_NAME} ${commandWords(command).join(' ')} --help".`
}
