import type { Options, PositionalOptions } from 'yargs'
import type { Io } from './io'

/** The words that name a command, rather than a file, as the first argument. */
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

/** Flags by name, as yargs accepts them. Defaults of flags are defined only here. */
export type Flags = Readonly<Record<string, Readonly<Options>>>

/** A command: its description for yargs, and its function. */
export interface Command {
  /** The command and its positionals, such as `explain <rule>`; a list if it has an alias. */
  usage: string | readonly string[]
  describe: string
  positionals?: Readonly<Record<string, Readonly<PositionalOptions>>>
  flags: Flags
  examples?: readonly (readonly [command: string, what: string])[]
  /** The command that contains this one: `vrl` for `vrl run`. */
  group?: { name: string; describe: string }
  /** Whether the command has a flag `--version`, which then does not print the version of the tool. */
  hasOwnVersion?: true
  /**
   * Loads the code of the command and runs it.
   *
   * @param given flags and positionals as parsed by yargs, in camelCase; only the command knows their types
   * @returns the exit status
   */
  run(given: unknown, invocation: Invocation): Promise<number>
}

export interface Invocation {
  io: Io
  /** The arguments up to `--`. */
  argv: readonly string[]
  /** The arguments after `--`, which are never flags. */
  operands: readonly string[]
  /** All of the arguments, as they were typed. */
  typed: readonly string[]
}

/** The defaults of a table of flags, as yargs would set them, for a run without a parser. */
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

/** yargs drops a lone `-` among positionals, and parses flags after `--`. Placeholders prevent both. */
const STDIN_OPERAND = '\u0000stdin'

export function protectDash(argument: string): string {
  return argument === '-' ? STDIN_OPERAND : argument
}

/** The files that the arguments name; `-` is standard input. */
export function operandsOf(
  positionals: readonly string[] | undefined,
  { operands }: Pick<Invocation, 'operands'>,
): string[] {
  const named = (positionals ?? []).map((file) => (String(file) === STDIN_OPERAND ? '-' : String(file)))
  return [...named, ...operands]
}
