import fs from 'node:fs'
import { MAX_BYTES } from '../document/limits'
import { codeOf, messageOf } from '../findings/errors'
import { EXIT, type Io, type ProtocolStreams, reportError, usageError } from './io'
import { main } from './main'

// The program `integration-lint`: the process functions that a run uses, and the run itself.

/** Signals that ask a process to end. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The process functions that a run uses. Also keeps the exit status. */
class ProcessIo implements Io {
  readonly stdout = new Stream(1)
  readonly stderr = new Stream(2)
  readonly env = process.env
  readonly cwd: string
  /** The exit status that `main` returned. */
  #status: number | undefined
  #hasFailed = false

  constructor() {
    this.cwd = workingDirectory(this.stderr)
    // An unhandled error from the code of a configuration or a rule. The run continues and reports its findings, but
    // exits with 2.
    const fail = (error: unknown) => {
      this.#hasFailed = true
      reportError(error, this)
    }
    process.on('unhandledRejection', fail)
    process.on('uncaughtException', fail)
    // Node.js emits this when the event loop is empty, but not when a configuration or a rule calls `process.exit`.
    let isEmpty = false
    process.once('beforeExit', () => {
      isEmpty = true
    })
    const atEnd = () => {
      process.exitCode = this.#status ?? EXIT.trouble
      // A failed stream has reported its error.
      if (this.#status !== undefined || this.stdout.hasFailed || this.stderr.hasFailed) return
      const cause = isEmpty
        ? 'it waits for an event that can no longer happen'
        : 'something ended the process, such as process.exit() in a configuration or a rule'
      this.stderr.write(`integration-lint: the run did not finish: ${cause}.\n`)
    }
    process.on('exit', atEnd)
    // The last listener determines the exit status, and the code of a configuration may add one, so this one moves to
    // the end.
    process.on('newListener', (event, listener) => {
      if (event !== 'exit' || listener === atEnd) return
      queueMicrotask(() => process.removeListener('exit', atEnd).on('exit', atEnd))
    })
  }

  /** Ends the process with the status that `main` returned. */
  end(status: number): void {
    // Node.js reports an unhandled rejection only after all microtasks have run.
    setImmediate(() => this.#end(status))
  }

  #end(status: number): void {
    this.#status = this.#hasFailed ? EXIT.trouble : status
    process.exitCode = this.#status
    // Nothing is left to do, so the process ends without Node.js's cleanup. It first waits for a slow reader, and for a
    // signal that was deferred while a file was written.
    const defersSignals = ENDING.some((signal) => process.listenerCount(signal) > 0)
    if (!this.stdout.isWaiting && !this.stderr.isWaiting && !defersSignals) process.exit()
  }

  async readStdin(): Promise<Uint8Array> {
    // A directory that is read as a stream ends at once.
    if (isDirectory(STDIN)) throw usageError('Standard input is a directory.')
    const chunks: Uint8Array[] = []
    let length = 0
    try {
      for await (const chunk of process.stdin) {
        length += chunk.length
        chunks.push(chunk)
        // The input may be endless.
        if (length > MAX_BYTES) break
      }
    } catch (error) {
      throw usageError(`Standard input cannot be read: ${messageOf(error)}.`)
    }
    if (length > MAX_BYTES) throw usageError(`Standard input is longer than ${MAX_BYTES} bytes, the maximum.`)
    return Buffer.concat(chunks)
  }

  async *readLines(): AsyncIterableIterator<string> {
    const { createInterface } = require('node:readline') as typeof import('node:readline')
    const lines = createInterface({ input: process.stdin })
    try {
      yield* lines
    } finally {
      // An open terminal listener would keep the process alive.
      lines.close()
    }
  }

  openStreams(): ProtocolStreams {
    const { Writable } = require('node:stream') as typeof import('node:stream')
    const { stdin, stdout, stderr } = process
    const write = stdout.write.bind(stdout)
    // Output of a custom rule would break the protocol.
    stdout.write = stderr.write.bind(stderr) as typeof stdout.write
    // One error must not end a long session.
    process.on('uncaughtException', (error) => reportError(error, this))
    // A message consists of a head and a body; both are written in one piece.
    const pending: Uint8Array[] = []
    const flush = () => write(Buffer.concat(pending.splice(0)))
    const output = new Writable({
      write(chunk: Uint8Array, _encoding, done) {
        if (pending.push(chunk) === 1) setImmediate(flush)
        done()
      },
    })
    stdout.on('error', (error) => output.destroy(error))
    return { input: stdin, output, isAlive }
  }

  onInterrupt(stop: () => void): () => void {
    const release = () => {
      for (const signal of ENDING) process.removeListener(signal, interrupt)
      this.stdout.onClosed = undefined
    }
    // Removed after the first call, so that the next signal ends the process at once.
    const interrupt = () => {
      release()
      stop()
    }
    for (const signal of ENDING) process.on(signal, interrupt)
    // An endless run, such as --watch, ends when the reader of its output closes the pipe.
    this.stdout.onClosed = interrupt
    return release
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // The process exists, and belongs to another user.
    return codeOf(error) === 'EPERM'
  }
}

function workingDirectory(stderr: Stream): string {
  try {
    return process.cwd()
  } catch {
    stderr.write('integration-lint: the working directory was deleted or cannot be read.\n')
    process.exit(EXIT.trouble)
  }
}

/**
 * An output stream that is written to synchronously: loading Node's own streams takes longer than linting a file.
 * Node's stream is used if the reader is slow and the descriptor is non-blocking.
 */
class Stream {
  isWaiting = false
  /** Whether the device is full or broken. */
  hasFailed = false
  /** Called when the reader has closed the pipe. */
  onClosed: (() => void) | undefined
  readonly #descriptor: 1 | 2
  #isClosed = false

  constructor(descriptor: 1 | 2) {
    this.#descriptor = descriptor
  }

  get isTerminal(): boolean {
    if (!mayBeTerminal(this.#descriptor)) return false
    // Loaded only if the descriptor may be a terminal, since loading takes as long as linting a small file.
    const { isatty } = require('node:tty') as typeof import('node:tty')
    return isatty(this.#descriptor)
  }

  get columns(): number | undefined {
    return this.isTerminal ? this.#stream().columns : undefined
  }

  write(text: string): void {
    if (this.#isClosed) return
    if (this.isWaiting || (process.platform === 'win32' && this.isTerminal)) {
      // A Windows terminal needs Node's stream.
      this.#stream().write(text)
      return
    }
    let rest: Uint8Array = Buffer.from(text)
    try {
      while (rest.length > 0) rest = rest.subarray(fs.writeSync(this.#descriptor, rest))
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') {
        this.isWaiting = true
        this.#stream()
          .on('error', (failure) => this.#fail(failure))
          .write(rest)
      } else this.#fail(error)
    }
  }

  #stream(): NodeJS.WriteStream {
    return this.#descriptor === 1 ? process.stdout : process.stderr
  }

  #fail(error: unknown): void {
    // The reader may stop early, as `head` does. This is not an error, and the exit status stays the same.
    if (codeOf(error) === 'EPIPE') {
      this.#isClosed = true
      this.isWaiting = false
      this.onClosed?.()
      return
    }
    // The device did not receive the whole report.
    this.hasFailed = true
    if (this.#descriptor === 1) new Stream(2).write(`integration-lint: cannot write the report: ${messageOf(error)}\n`)
    process.exit(EXIT.trouble)
  }
}

const STDIN = 0

function isDirectory(descriptor: number): boolean {
  try {
    return fs.fstatSync(descriptor).isDirectory()
  } catch {
    // Closed: there is nothing to read.
    return false
  }
}

/** A pipe, a file and the null device are not terminals. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const stats = fs.fstatSync(descriptor)
    return stats.isCharacterDevice() && stats.rdev !== fs.statSync('/dev/null', { throwIfNoEntry: false })?.rdev
  } catch {
    // Closed: there is no reader.
    return false
  }
}

const io = new ProcessIo()
// Until `main` returns, the status is that of a failure: it may wait for something that never happens.
process.exitCode = EXIT.trouble
main(process.argv.slice(2), io).then((status) => io.end(status))
