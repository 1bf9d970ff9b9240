import type { Options, PositionalOptions } from 'yargs'
import type { Io } from './io'

/** What a first argument means when it is not a file. */
export const COMMAND_NAMES = [
  'lint',
  'init',
  'rules',
  'explain',
  'schema',
  'print',
  'vrl',
  'lsp',
  'remote',
  'compare',
  'merge-reports',
  'completion',
  'help',
  'version',
] as const

/** Flags by their names, as yargs takes them. The only place where a flag has its default. */
export type Flags = Readonly<Record<string, Readonly<Options>>>

/** One command: what yargs needs to know of it, and what it does. */
export interface Command {
  /** The command and its positionals, `explain <rule>`; several for a command with another name. */
  usage: string | readonly string[]
  describe: string
  positionals?: Readonly<Record<string, Readonly<PositionalOptions>>>
  flags: Flags
  examples?: readonly (readonly [command: string, what: string])[]
  /** The command that it is a part of. */
  group?: { name: string; describe: string }
  /** A flag has the name `version`, so that `--version` is not the version of the tool. */
  hasOwnVersion?: true
  /**
   * Loads what the command needs, and runs it.
   *
   * @param given flags and positionals as yargs has parsed them, in camelCase; only the command knows their types
   * @returns the exit status
   */
  run(given: unknown, invocation: Invocation): Promise<number>
}

export interface Invocation {
  io: Io
  /** The arguments up to `--`. */
  argv: readonly string[]
  /** What stands after `--`: never a flag. */
  operands: readonly string[]
  /** All of the arguments, as they were typed. */
  typed: readonly string[]
}

/** The defaults of a table of flags, as yargs would set them: for a run that needs no parser. */
export function defaultsOf(flags: Flags): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(flags).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[camelCase(name), value]],
    ),
  )
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** `--output-file` for `outputFile` or `output-file`, `-o` for `o`. */
export function flagOf(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/** yargs loses a lone `-` among positionals and reads what follows `--` as flags again: both are kept from it. */
const STDIN_OPERAND = '\u0000stdin'

export function protectDash(argument: string): string {
  return argument === '-' ? STDIN_OPERAND : argument
}

/** The files that the arguments name, `-` being standard input. */
export function operandsOf(
  positionals: readonly string[] | undefined,
  { operands }: Pick<Invocation, 'operands'>,
): string[] {
  const named = (positionals ?? []).map((file) => (String(file) === STDIN_OPERAND ? '-' : String(file)))
  return [...named, ...operands]
}
