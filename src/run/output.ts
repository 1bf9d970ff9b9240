import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { codeOf } from '../findings/errors'
import { statsOf } from '../input/stats'

export interface WriteOptions {
  /**
   * Whether a link stays one and what it leads to is written, and a device or a pipe is written to: the user named it.
   * Otherwise only a regular file is replaced.
   */
  through?: boolean
}

/**
 * Writes a file whole or not at all: beside its place first, then renamed. A signal that comes meanwhile ends the process
 * afterwards.
 *
 * @throws the file system's error, or an Error that says what is in the way; no half file is left
 */
export function writeWhole(
  file: string,
  cwd: string,
  content: string | Uint8Array,
  { through = true }: WriteOptions = {},
): void {
  const named = resolve(cwd, file)
  const present = through ? statsOf(named) : lstatSync(named, { throwIfNoEntry: false })
  if (present !== undefined && !present.isFile()) {
    if (!through) throw new Error(`${file} is ${present.isSymbolicLink() ? 'a link' : 'not a regular file'}`)
    // To put a file in the place of a device or a pipe would be harm.
    writeStream(named, constants.O_WRONLY, content)
    return
  }
  const path = present === undefined || !through ? named : realpathSync(named)
  const directory = dirname(path)
  mkdirSync(directory, { recursive: true })
  const beside = join(directory, `.integration-lint-${process.pid}-${Date.now()}.tmp`)
  const release = deferSignals()
  try {
    writeFileSync(beside, content, { flag: 'wx', mode: present === undefined ? 0o666 : present.mode & 0o777 })
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  } finally {
    release()
  }
}

/**
 * Adds to the end of a file, which may be a device or a pipe.
 *
 * @throws the file system's error
 */
export function appendWhole(path: string, content: string): void {
  writeStream(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, content)
}

/** A pipe whose reader takes nothing for so long, in milliseconds, is given up. */
const PATIENCE = 10_000
const PAUSE = 10

/**
 * Writes without waiting for a reader: a pipe without a reader is an error (ENXIO), not an endless wait.
 *
 * @throws the file system's error
 */
function writeStream(path: string, flags: number, content: string | Uint8Array): void {
  // Windows has no such flag, and no such pipes.
  const file = openSync(path, flags | (constants.O_NONBLOCK ?? 0), 0o666)
  try {
    let rest: Uint8Array = Buffer.from(content)
    let waited = 0
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(file, rest))
        waited = 0
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN' || waited >= PATIENCE) throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
        waited += PAUSE
      }
    }
  } finally {
    closeSync(file)
  }
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

declare global {
  var integrationLintDeferral: Deferral | undefined
}

/**
 * The listeners that defer signals while files are written. Node.js reports a signal between two turns of the event loop,
 * and not at all when no listener is left. So one listener serves all writes, and stays until two turns after the last.
 */
class Deferral {
  /** Writes that are under way, or ended less than two turns ago. */
  #writing = 0
  readonly #listeners = new Map<NodeJS.Signals, () => void>()

  begin(): void {
    this.#writing += 1
    for (const signal of ENDING) {
      if (process.listenerCount(signal) > 0) continue
      const end = () => {
        process.removeListener(signal, end)
        this.#listeners.delete(signal)
        // The write was synchronous, so that it is over.
        process.kill(process.pid, signal)
      }
      this.#listeners.set(signal, end)
      process.on(signal, end)
    }
  }

  end(): void {
    setImmediate(() =>
      setImmediate(() => {
        this.#writing -= 1
        if (this.#writing > 0) return
        for (const [signal, end] of this.#listeners) process.removeListener(signal, end)
        this.#listeners.clear()
      }),
    )
  }
}

/**
 * Defers SIGINT, SIGTERM and SIGHUP, unless somebody listens to them already. The returned function restores them; a
 * signal that arrived ends the process then.
 */
export function deferSignals(): () => void {
  // One for the process: this module is in several parts of the built command.
  globalThis.integrationLintDeferral ??= new Deferral()
  const deferral = globalThis.integrationLintDeferral
  deferral.begin()
  return () => deferral.end()
}
