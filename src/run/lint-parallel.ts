import { Worker } from 'node:worker_threads'
import type { Input } from '../input/files'
import { Compiling, type Outcome } from './lint-files'
import { type Told, takenOf, WORKER_BEGUN, type WorkerData, type WorkerTask } from './lint-worker'

/**
 * In MiB, of the worker's young objects: with the many that it may have otherwise it needs more memory, and is no
 * faster.
 */
const YOUNG_MEMORY = 12

/**
 * Judges files together with a worker thread; what became of each, in order. The rules have to be our own, and each input
 * has to be what its path holds.
 *
 * @param judge what the main thread does with a file
 * @param program the worker's, which calls `lintAsWorker`
 */
export async function judgeWithWorker(
  inputs: readonly Input[],
  judge: (input: Input) => Outcome,
  task: WorkerTask,
  program: string,
): Promise<Outcome[]> {
  const taken = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  const workerData: WorkerData = { ...task, inputs, taken }
  const worker = new Worker(program, {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY },
    // It says nothing, and streams of ours need not be made for it.
    stdout: true,
    stderr: true,
  })
  const outcomes = new Array<Outcome | undefined>(inputs.length)
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (told: readonly Told[]) => {
      for (const [index, outcome] of told) outcomes[index] = outcome
    })
    // Whatever ends it: what it has taken and not told is judged here, and a fault that is not its own will show again.
    worker.on('error', () => resolve())
    worker.on('exit', () => resolve())
  })
  const compiling = new Compiling()
  try {
    for (const [index, input] of takenOf(inputs, taken)) {
      outcomes[index] = judge(input)
      // The flags are those of the process: what was compiled under others is not used any more.
      if (Atomics.load(taken, WORKER_BEGUN) === 1) compiling.judged()
    }
    await ended
  } finally {
    compiling.end()
  }
  // A rule that has crashed there may have lacked memory that the main thread has.
  return inputs.map((input, index) => {
    const outcome = outcomes[index]
    const crashed = outcome?.type === 'judged' && outcome.report.crashes.length > 0
    return outcome === undefined || crashed ? judge(input) : outcome
  })
}
