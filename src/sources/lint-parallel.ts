import { parentPort, Worker, workerData } from 'node:worker_threads'
import { Linter } from '../engine/lint'
import type { Kind } from '../findings/types'
import { RULES } from '../rules/index.generated'
import { Cache } from './cache'
import { type ConfigurationOptions, openConfigurations } from './configuration'
import type { Input } from './files'
import { Compiling, fileJudge, type LintInputsOptions, type LintResult, type Outcome, Results } from './lint-files'
import { loadVrl } from './vrl'

const TAKEN_INPUTS = 0
const WORKER_BEGUN = 1

/** Files that are taken at a time: few, so that both end together, and several, for each taking is a detour. */
const TAKEN = 16

/**
 * In MiB, of the worker's young objects: with the many that it may have otherwise it needs twice the memory, and is no
 * faster.
 */
const YOUNG_MEMORY = 12

/** How the worker is to judge: as we do. */
export interface WorkerTask {
  configuration: ConfigurationOptions
  as: Kind | undefined
  frames: boolean
  /** The cache's file and the program's, where there is one. */
  cache: readonly [file: string, program: string] | undefined
}

interface WorkerData extends WorkerTask {
  inputs: readonly Input[]
  /** How many of the inputs are taken by either; and whether the worker has begun. */
  taken: Int32Array
}

type Told = readonly [index: number, outcome: Outcome]

/**
 * Judges files as `lintInputs` does, together with a worker thread. The rules have to be our own, and each input has to
 * be what its path holds.
 *
 * @param program the worker's program, which calls `lintAsWorker`
 */
export async function lintInputsWithWorker(
  inputs: readonly Input[],
  options: LintInputsOptions,
  task: WorkerTask,
  program: string,
): Promise<LintResult> {
  const taken = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  const data: WorkerData = { ...task, inputs, taken }
  const worker = new Worker(program, {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY },
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
  const judge = fileJudge(options)
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
  const results = new Results(options)
  for (const [index, input] of inputs.entries()) results.add(input, outcomes[index] ?? judge(input))
  return results.result
}

/** The worker's side: judges what it can take, and tells of it. */
export async function lintAsWorker(): Promise<void> {
  const { inputs, taken, configuration, as, frames, cache }: WorkerData = workerData
  const configurations = await openConfigurations(configuration)
  await configurations.prepare(inputs.map(({ path }) => path))
  const judge = fileJudge({
    linter: new Linter({ rules: RULES, vrl: loadVrl, frames }),
    settingsFor: (path) => configurations.settingsFor(path),
    as,
    cache: cache === undefined ? undefined : new Cache(...cache),
  })
  let told: Told[] = []
  for (const [index, input] of takenOf(inputs, taken)) {
    told.push([index, judge(input)])
    Atomics.store(taken, WORKER_BEGUN, 1)
    if (told.length === TAKEN) {
      parentPort?.postMessage(told)
      told = []
    }
  }
  parentPort?.postMessage(told)
}

/** The inputs that nobody has taken yet, as long as there are any. */
function* takenOf(inputs: readonly Input[], taken: Int32Array): Generator<readonly [number, Input]> {
  for (
    let from = Atomics.add(taken, TAKEN_INPUTS, TAKEN);
    from < inputs.length;
    from = Atomics.add(taken, TAKEN_INPUTS, TAKEN)
  ) {
    for (let index = from; index < Math.min(from + TAKEN, inputs.length); index += 1) {
      const input = inputs[index]
      if (input !== undefined) yield [index, input]
    }
  }
}
