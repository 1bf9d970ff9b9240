import fs from 'node:fs'
import { MAX_BYTES } from '../document/limits'
import { codeOf, messageOf } from '../findings/errors'
import { EXIT, usageError } from './io'
import { main } from './main'

/**
 * Runs the command line in this process, and ends it.
 *
 * @param beforeExit called when all has been said, unless the command could not do its work
 */
export function runProcess(beforeExit: () => unknown): void {
  const stdout = new Output(1)
  const stderr = new Output(2)
  main(process.argv.slice(2), {
    cwd: workingDirectory(stderr),
    env: process.env,
    stdout,
    stderr,
    readStdin,
    readLines,
    onInterrupt(stop) {
      // The next signal ends the process: who sends two does not want to wait.
      const release = () => {
        for (const signal of ENDING) process.removeListener(signal, interrupt)
        stdout.onClosed = undefined
      }
      const interrupt = () => {
        release()
        stop()
      }
      for (const signal of ENDING) process.on(signal, interrupt)
      // What would go on for ever ends when nobody reads it any more.
      stdout.onClosed = interrupt
      return release
    },
  }).then((code) => {
    if (code !== EXIT.trouble) beforeExit()
    process.exitCode = code
    // Nothing is left to do, and the runtime need not tidy up after itself; but a slow reader is waited for, and a signal
    // that was held while a file was written ends the process yet.
    const holdsSignals = ENDING.some((signal) => process.listenerCount(signal) > 0)
    if (!stdout.isWaiting && !stderr.isWaiting && !holdsSignals) process.exit()
  })
}

/** Signals that ask a process to end. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

function workingDirectory(stderr: Output): string {
  try {
    return process.cwd()
  } catch {
    // No path can be told from where nothing is.
    stderr.write('integration-lint: the working directory is gone, or may not be read.\n')
    process.exit(EXIT.trouble)
  }
}

/**
 * A stream of the process, written to at once: Node's own takes longer to load than a file to judge. It is used when
 * whoever reads is slow and does not want us to wait.
 */
class Output {
  isWaiting = false
  /** Called when nobody reads any more. */
  onClosed: (() => void) | undefined
  readonly #descriptor: 1 | 2
  #isClosed = false

  constructor(descriptor: 1 | 2) {
    this.#descriptor = descriptor
  }

  get isTerminal(): boolean {
    if (!mayBeTerminal(this.#descriptor)) return false
    // Loaded for what may be one: it takes as long as a small file.
    const { isatty } = require('node:tty') as typeof import('node:tty')
    return isatty(this.#descriptor)
  }

  write(text: string): void {
    if (this.#isClosed) return
    if (this.isWaiting || (process.platform === 'win32' && this.isTerminal)) {
      // What a terminal of Windows needs, only the stream knows.
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
    // Whoever reads us may stop early (`| head`); that is no failure of ours, and the run ends as it would have.
    if (codeOf(error) === 'EPIPE') {
      this.#isClosed = true
      this.isWaiting = false
      this.onClosed?.()
      return
    }
    // Where the report goes is full or broken: what is there is no whole report.
    if (this.#descriptor === 1) new Output(2).write(`integration-lint: cannot write the report: ${messageOf(error)}\n`)
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

/** A pipe, a file and the null device are none. */
function mayBeTerminal(descriptor: number): boolean {
  try {
    const stats = fs.fstatSync(descriptor)
    return stats.isCharacterDevice() && stats.rdev !== fs.statSync('/dev/null', { throwIfNoEntry: false })?.rdev
  } catch {
    // Closed: nobody reads it.
    return false
  }
}

async function readStdin(): Promise<Uint8Array> {
  // Read as a stream, it ends at once.
  if (isDirectory(STDIN)) throw usageError('Standard input is a directory.')
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of process.stdin) {
      length += chunk.length
      chunks.push(chunk)
      // It need not end.
      if (length > MAX_BYTES) break
    }
  } catch (error) {
    throw usageError(`Standard input cannot be read: ${messageOf(error)}.`)
  }
  if (length > MAX_BYTES) throw usageError(`Standard input holds more than the ${MAX_BYTES} bytes that are read.`)
  return Buffer.concat(chunks)
}

async function* readLines(): AsyncIterableIterator<string> {
  const { createInterface } = require('node:readline') as typeof import('node:readline')
  const lines = createInterface({ input: process.stdin })
  try {
    yield* lines
  } finally {
    // A terminal that is still listened to would keep the process alive.
    lines.close()
  }
}
