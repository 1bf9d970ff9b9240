import { mkdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { codeOf, createError } from '../findings/errors'
import { statsOf } from '../input/stats'
import { deferSignals } from './output'

/**
 * The maximum time to wait for a lock, and the age at which a lock counts as abandoned, in milliseconds. A lock is held
 * while one small file is read and written.
 */
const LOCK_TIMEOUT = 10_000
const LOCK_PAUSE = 20

/**
 * Runs synchronous work on a file while a lock file beside it keeps other processes away. A lock that is too old was
 * left behind by a process that was killed.
 *
 * @throws ERR_OUTPUT if another process does not release the lock, the file system's error, or the error of the work
 */
export function withLock<Result>(file: string, work: () => Result): Result {
  const present = statsOf(file)
  // A device needs no lock: there is nothing to merge with, and no place for a lock file.
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
  for (let waited = 0; ; waited += LOCK_PAUSE) {
    try {
      writeFileSync(lock, `${process.pid}\n`, { flag: 'wx' })
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
    const stats = statSync(lock, { throwIfNoEntry: false })
    if (stats !== undefined && Date.now() - stats.mtimeMs > LOCK_TIMEOUT) rmSync(lock, { force: true })
    else if (waited >= LOCK_TIMEOUT) {
      throw createError('ERR_OUTPUT', `another run holds ${lock}; remove that file if no other run is active`)
    } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_PAUSE)
  }
}
