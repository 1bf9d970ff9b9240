import type { Io } from './io'

/** What a first argument means when it is no file. */
export const COMMAND_NAMES = [
  'lint',
  'init',
  'rules',
  'explain',
  'schema',
  'vrl',
  'remote',
  'merge-reports',
  'completion',
] as const

/** The run of a command; its exit status. */
export type Run = () => Promise<number>

/** What a command needs to declare itself; it calls `run` in its handler, and who parses the arguments awaits it. */
export interface CommandContext {
  io: Io
  argv: readonly string[]
  /** What stands after `--`: never a flag. */
  operands: readonly string[]
  run(run: Run): void
}

/** yargs loses a lone `-` among positionals and reads what follows `--` as flags again: both are kept from it. */
const STDIN_OPERAND = '\u0000stdin'

export function protectDash(argument: string): string {
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
