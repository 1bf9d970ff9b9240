import type { Readable } from 'node:stream'
import { createError, isOwnError, messageOf, stackOf } from '../findings/errors'
import { TOOL_NAME } from '../findings/help'
import { escapeTerminal } from '../reporters/escape'

/** Exit statuses: see the README. */
export const EXIT = { clean: 0, findings: 1, trouble: 2 } as const

/** An output stream of a run. */
export interface OutputStream {
  write(text: string): void
  isTerminal: boolean
  /** The width of the terminal; undefined if the stream is not a terminal, or the width is unknown. */
  columns?: number | undefined
}

/** The streams of a protocol over standard input and output. */
export interface ProtocolStreams {
  input: Readable
  output: NodeJS.WritableStream
  /** Whether a process is running. */
  isAlive(pid: number): boolean
}

/** The process functions that a run uses; tests replace them. */
export interface Io {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  stdout: OutputStream
  stderr: OutputStream
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>
  /** Standard input line by line, for interactive answers; call `return` to close it. */
  readLines(): AsyncIterableIterator<string>
  /** The raw streams for a protocol; other output goes to stderr from then on. */
  openStreams(): ProtocolStreams
  /**
   * Calls back at the next SIGINT (Ctrl-C), SIGTERM or SIGHUP, which then does not end the process. The returned
   * function removes the callback.
   */
  onInterrupt(stop: () => void): () => void
}

/** The command was used in a wrong way: exit 2 with this message. */
export function usageError(message: string): Error {
  return createError('ERR_USAGE', message)
}

/**
 * Whether to colour the output of a stream: decided by NO_COLOR and FORCE_COLOR by their conventions, otherwise by
 * whether it is a terminal.
 */
export function wantsColor(env: Io['env'], isTerminal: boolean, flag?: boolean): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && env.TERM !== 'dumb'
}

/** The width of a terminal that does not report one. */
const USUAL_WIDTH = 80

/**
 * The width of standard output in columns; undefined if lines may have any length. `COLUMNS` takes precedence, as in a
 * shell.
 */
export function widthOf({ env, stdout }: Pick<Io, 'env' | 'stdout'>): number | undefined {
  if (!stdout.isTerminal) return undefined
  // A terminal of unknown size reports 0.
  return columnsOf(env) ?? (stdout.columns || USUAL_WIDTH)
}

/** The width of pages for people, also in a pager. Reports are not wrapped there, since programs read their lines. */
export function pageWidth(io: Pick<Io, 'env' | 'stdout'>): number | undefined {
  return columnsOf(io.env) ?? widthOf(io)
}

/** The width of output that is always laid out in columns, such as the help. */
export function helpWidth(io: Pick<Io, 'env' | 'stdout'>): number {
  return Math.min(pageWidth(io) ?? USUAL_WIDTH, WIDEST_HELP)
}

/** The maximum width: longer lines of prose are hard to read. */
const WIDEST_HELP = 110

function columnsOf({ COLUMNS }: Io['env']): number | undefined {
  const columns = Number(COLUMNS)
  return Number.isInteger(columns) && columns >= 20 ? columns : undefined
}

/** Writes an error that ends the command to stderr. */
export function reportError(error: unknown, io: Io): void {
  io.stderr.write(
    isOwnError(error)
      ? `${TOOL_NAME}: ${escapeLines(error.message)}\n`
      : `${TOOL_NAME}: this is a bug in the tool, not in your files.\n${escapeLines(stackOf(error) ?? messageOf(error))}\n`,
  )
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeTerminal).join('\n')
}
