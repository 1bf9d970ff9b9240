import fs from 'node:fs'
import { MAX_BYTES } from '../document/limits'
import { codeOf, messageOf } from '../findings/errors'
import { EXIT, type Io, type ProtocolStreams, reportError, usageError } from './io'
import { main } from './main'

// The program `integration-lint`: what a run may touch of its process, and at the end the run itself.

/** Signals that ask a process to end. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What a run may touch of this process. It holds the exit status, too. */
class ProcessIo implements Io {
  readonly stdout = new Stream(1)
  readonly stderr = new Stream(2)
  readonly env = process.env
  readonly cwd: string
  /** The exit status, once `main` has answered. */
  #status: number | undefined
  #hasFailed = false

  constructor() {
    this.cwd = workingDirectory(this.stderr)
    // An error that a configuration or a rule has left without a handler. The run goes on and reports what it finds, but
    // exits with 2.
    const fail = (error: unknown) => {
      this.#hasFailed = true
      reportError(error, this)
    }
    process.on('unhandledRejection', fail)
    process.on('uncaughtException', fail)
    // An event loop that runs empty emits this before, `process.exit` of a configuration or a rule does not.
    let isEmpty = false
    process.once('beforeExit', () => {
      isEmpty = true
    })
    const atEnd = () => {
      process.exitCode = this.#status ?? EXIT.trouble
      // A stream that failed has said so.
      if (this.#status !== undefined || this.stdout.hasFailed || this.stderr.hasFailed) return
      const cause = isEmpty
        ? 'it waits for something that never comes'
        : 'something ended the process, such as process.exit() in a configuration or a rule'
      this.stderr.write(`integration-lint: the run did not finish: ${cause}.\n`)
    }
    process.on('exit', atEnd)
    // The last listener has the last word on the exit status: code of a configuration may set another.
    process.on('newListener', (event, listener) => {
      if (event !== 'exit' || listener === atEnd) return
      queueMicrotask(() => process.removeListener('exit', atEnd).on('exit', atEnd))
    })
  }

  /** Ends the process with the status that `main` has answered. */
  end(status: number): void {
    // Node.js reports a rejection that nobody handles once all that could handle it has run.
    setImmediate(() => this.#end(status))
  }

  #end(status: number): void {
    this.#status = this.#hasFailed ? EXIT.trouble : status
    process.exitCode = this.#status
    // Nothing is left to do, and Node.js need not tidy up. But a slow reader is waited for, and a signal that was deferred
    // while a file was written still ends the process.
    const defersSignals = ENDING.some((signal) => process.listenerCount(signal) > 0)
    if (!this.stdout.isWaiting && !this.stderr.isWaiting && !defersSignals) process.exit()
  }

  async readStdin(): Promise<Uint8Array> {
    // Read as a stream, a directory ends at once.
    if (isDirectory(STDIN)) throw usageError('Standard input is a directory.')
    const chunks: Uint8Array[] = []
    let length = 0
    try {
      for await (const chunk of process.stdin) {
        length += chunk.length
        chunks.push(chunk)
        // It may never end.
        if (length > MAX_BYTES) break
      }
    } catch (error) {
      throw usageError(`Standard input cannot be read: ${messageOf(error)}.`)
    }
    if (length > MAX_BYTES) throw usageError(`Standard input holds more than the ${MAX_BYTES} bytes that are read.`)
    return Buffer.concat(chunks)
  }

  async *readLines(): AsyncIterableIterator<string> {
    const { createInterface } = require('node:readline') as typeof import('node:readline')
    const lines = createInterface({ input: process.stdin })
    try {
      yield* lines
    } finally {
      // A terminal that is still listened to would keep the process alive.
      lines.close()
    }
  }

  openStreams(): ProtocolStreams {
    const { Writable } = require('node:stream') as typeof import('node:stream')
    const { stdin, stdout, stderr } = process
    const write = stdout.write.bind(stdout)
    // A rule of the user's that prints would break the protocol.
    stdout.write = stderr.write.bind(stderr) as typeof stdout.write
    // One fault must not end a session of hours.
    process.on('uncaughtException', (error) => reportError(error, this))
    // A message is written as a head and a body: what is written in one turn of the event loop goes out in one piece.
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
    // Once: the next signal ends the process without waiting.
    const interrupt = () => {
      release()
      stop()
    }
    for (const signal of ENDING) process.on(signal, interrupt)
    // An endless run, such as --watch, ends when its reader is gone.
    this.stdout.onClosed = interrupt
    return release
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It is there, and somebody else's.
    return codeOf(error) === 'EPERM'
  }
}

function workingDirectory(stderr: Stream): string {
  try {
    return process.cwd()
  } catch {
    stderr.write('integration-lint: the working directory is gone, or may not be read.\n')
    process.exit(EXIT.trouble)
  }
}

/**
 * A stream of the process, written to at once: to load Node's own takes longer than to lint a file. That one is used
 * when the reader is slow and does not let us wait.
 */
class Stream {
  isWaiting = false
  /** Whether the device is full or broken. */
  hasFailed = false
  /** Called when nobody reads any more. */
  onClosed: (() => void) | undefined
  readonly #descriptor: 1 | 2
  #isClosed = false

  constructor(descriptor: 1 | 2) {
    this.#descriptor = descriptor
  }

  get isTerminal(): boolean {
    if (!mayBeTerminal(this.#descriptor)) return false
    // Loaded only for what may be a terminal: it takes as long as a small file.
    const { isatty } = require('node:tty') as typeof import('node:tty')
    return isatty(this.#descriptor)
  }

  get columns(): number | undefined {
    return this.isTerminal ? this.#stream().columns : undefined
  }

  write(text: string): void {
    if (this.#isClosed) return
    if (this.isWaiting || (process.platform === 'win32' && this.isTerminal)) {
      // Only Node's stream knows what a terminal of Windows needs.
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
    // A reader may stop early (`| head`). That is not a failure of ours, and the run ends as it would have.
    if (codeOf(error) === 'EPIPE') {
      this.#isClosed = true
      this.isWaiting = false
      this.onClosed?.()
      return
    }
    // What the device holds is not a whole report.
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
// Until `main` has answered, nothing passes for clean: it may wait for something that never comes.
process.exitCode = EXIT.trouble
main(process.argv.slice(2), io).then((status) => io.end(status))
