import { asFields, createError, isOwnError, messageOf } from '../findings/errors'
import { TOOL_NAME } from '../findings/help'
import { escapeTerminal } from '../reporters/escape'

/** Exit statuses: see the README. */
export const EXIT = { clean: 0, findings: 1, trouble: 2 } as const

/** Where a run writes. */
export interface OutputStream {
  write(text: string): void
  isTerminal: boolean
  /** How wide the terminal is; undefined for what is not a terminal, or does not say. */
  columns?: number | undefined
}

/** Standard input and output, and the other side of them. */
export interface ProtocolStreams {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
  /** Whether a process is there. */
  isAlive(pid: number): boolean
}

/** What a run may touch of its process; a test gives its own. */
export interface Io {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  stdout: OutputStream
  stderr: OutputStream
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>
  /** Standard input line by line, as somebody types it; to be closed by `return`. */
  readLines(): AsyncIterableIterator<string>
  /** The streams themselves, for a protocol: whatever else prints goes to stderr from then on. */
  openStreams(): ProtocolStreams
  /** Calls back at the next SIGINT (Ctrl-C), SIGTERM or SIGHUP instead of ending the process; the answer takes that back. */
  onInterrupt(stop: () => void): () => void
}

/** The user asked for something that cannot be done: exit 2 with this message. */
export function usageError(message: string): Error {
  return createError('ERR_USAGE', message)
}

/** Whether to colour what goes to a stream: NO_COLOR and FORCE_COLOR as their conventions say, else whether it is a terminal. */
export function wantsColor(env: Io['env'], isTerminal: boolean, flag?: boolean): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && env.TERM !== 'dumb'
}

/** What a terminal has that does not say how wide it is. */
const USUAL_WIDTH = 80

/** Columns that a text on standard output has; undefined where lines may have any length. `COLUMNS` wins, as in a shell. */
export function widthOf({ env, stdout }: Pick<Io, 'env' | 'stdout'>): number | undefined {
  if (!stdout.isTerminal) return undefined
  // A terminal that has no size says 0.
  return columnsOf(env) ?? (stdout.columns || USUAL_WIDTH)
}

/** The width of pages that people read, also through a pager: of a report, other programs read the lines. */
export function pageWidth(io: Pick<Io, 'env' | 'stdout'>): number | undefined {
  return columnsOf(io.env) ?? widthOf(io)
}

/** The width of what is laid out in columns wherever it goes, such as the help. */
export function helpWidth(io: Pick<Io, 'env' | 'stdout'>): number {
  return Math.min(pageWidth(io) ?? USUAL_WIDTH, WIDEST_HELP)
}

/** Longer lines of prose are hard to read. */
const WIDEST_HELP = 110

function columnsOf({ COLUMNS }: Io['env']): number | undefined {
  const columns = Number(COLUMNS)
  return Number.isInteger(columns) && columns >= 20 ? columns : undefined
}

/** Says on stderr why a command cannot go on. */
export function reportError(error: unknown, io: Io): void {
  io.stderr.write(
    isOwnError(error)
      ? `${TOOL_NAME}: ${escapeLines(error.message)}\n`
      : `${TOOL_NAME}: this is a bug of the tool, not of your files.\n${escapeLines(stackOf(error))}\n`,
  )
}

function stackOf(error: unknown): string {
  const { stack } = asFields(error)
  return typeof stack === 'string' ? stack : messageOf(error)
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeTerminal).join('\n')
}
