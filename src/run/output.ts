import { mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { statsOf } from '../input/stats'

/**
 * Writes a file whole or not at all: beside its place first, then renamed. A link stays one, and a device or a pipe is
 * written to as it is; to put a file in its place would be harm. A signal that comes meanwhile ends the process
 * afterwards.
 *
 * @throws the file system's error; no half file is left
 */
export function writeWhole(file: string, cwd: string, content: string | Uint8Array): void {
  const named = resolve(cwd, file)
  const present = statsOf(named)
  if (present !== undefined && !present.isFile()) {
    writeFileSync(named, content)
    return
  }
  const path = present === undefined ? named : realpathSync(named)
  const directory = dirname(path)
  mkdirSync(directory, { recursive: true })
  const beside = join(directory, `.integration-lint-${process.pid}-${Date.now()}.tmp`)
  const release = holdSignals()
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

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Keeps signals from ending the process at once; a function that lets them, those that have come meanwhile as well. */
function holdSignals(): () => void {
  const held = ENDING.flatMap((signal) => {
    // Whoever listens already decides what becomes of it.
    if (process.listenerCount(signal) > 0) return []
    const endBy = () => process.kill(process.pid, signal)
    process.once(signal, endBy)
    return () => process.removeListener(signal, endBy)
  })
  return () => {
    // Signals are told between two turns of the event loop, and the next turn may come before that.
    setImmediate(() =>
      setImmediate(() => {
        for (const letGo of held) letGo()
      }),
    )
  }
}
