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
   * Whether to write to the target of a link, to a device or to a pipe, because the user named it. Otherwise only a
   * regular file is replaced.
   */
  through?: boolean
}

/**
 * Writes a file atomically: to a temporary file beside it, which is then renamed. A signal that arrives during the
 * write ends the process after it.
 *
 * @throws the file system's error, or an Error that says why the path cannot be written; no partial file is left
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
    // A device or a pipe must not be replaced by a regular file.
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
 * Appends to a file, which may be a device or a pipe.
 *
 * @throws the file system's error
 */
export function appendWhole(path: string, content: string): void {
  writeStream(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, content)
}

/** The maximum time to wait for the reader of a pipe, in milliseconds. */
const PIPE_TIMEOUT = 10_000
const PIPE_PAUSE = 10

/**
 * Writes without waiting for a reader: a pipe without a reader is an error (ENXIO).
 *
 * @throws the file system's error
 */
function writeStream(path: string, flags: number, content: string | Uint8Array): void {
  // Windows has neither this flag nor such pipes.
  const file = openSync(path, flags | (constants.O_NONBLOCK ?? 0), 0o666)
  try {
    let rest: Uint8Array = Buffer.from(content)
    let waited = 0
    while (rest.length > 0) {
      try {
        rest = rest.subarray(writeSync(file, rest))
        waited = 0
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN' || waited >= PIPE_TIMEOUT) throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PIPE_PAUSE)
        waited += PIPE_PAUSE
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
 * The listeners that defer signals while files are written. Node.js reports a signal between two turns of the event
 * loop, and drops it if no listener is left. So one listener serves all writes, and stays until two turns after the
 * last.
 */
class Deferral {
  /** Writes in progress, or completed less than two turns ago. */
  #writing = 0
  readonly #listeners = new Map<NodeJS.Signals, () => void>()

  begin(): void {
    this.#writing += 1
    for (const signal of ENDING) {
      if (process.listenerCount(signal) > 0) continue
      const end = () => {
        process.removeListener(signal, end)
        this.#listeners.delete(signal)
        // Writes are synchronous, so the write is complete.
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
 * Defers SIGINT, SIGTERM and SIGHUP, unless they have listeners already. The returned function restores them; a signal
 * that arrived then ends the process.
 */
export function deferSignals(): () => void {
  // Global, since the build puts this module into several parts, and all need the same listener.
  globalThis.integrationLintDeferral ??= new Deferral()
  const deferral = globalThis.integrationLintDeferral
  deferral.begin()
  return () => deferral.end()
}
