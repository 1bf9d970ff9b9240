import { mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { codeOf, createError } from '../findings/errors'
import { statsOf } from '../input/stats'
import { deferSignals } from './output'

/** In milliseconds. A lock is held while one small file is read and written. */
const PATIENCE = 10_000
const PAUSE = 20

/**
 * Does some synchronous work on a file while no other process does: a file beside it says so. A lock that
 * is older than anybody holds one was left behind by a process that was killed.
 *
 * @throws ERR_OUTPUT when another process does not let go, the file system's error, or what the work throws
 */
export function withLock<Result>(file: string, work: () => Result): Result {
  const present = statsOf(file)
  // A device has no folder of ours beside it, and nothing to be merged with.
  if (present !== undefined && !present.isFile()) return work()
  const path = present === undefined ? file : realpathSync(file)
  const lock = join(dirname(path), `.${basename(path)}.integration-lint-lock`)
  mkdirSync(dirname(lock), { recursive: true })
  const release = deferSignals()
  try {
    acquire(lock)
    try {
      return work()
    } finally {
      rmSync(lock, { force: true })
    }
  } finally {
    release()
  }
}

function acquire(lock: string): void {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' })
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const stats = statSync(lock, { throwIfNoEntry: false })
    if (stats !== undefined && Date.now() - stats.mtimeMs > PATIENCE) rmSync(lock, { force: true })
    else if (waited >= PATIENCE) {
      throw createError('ERR_OUTPUT', `another run holds ${lock}; remove it if there is no such run`)
    } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
  }
}
