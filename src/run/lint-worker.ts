import { Linter } from '../engine/lint'
import type { Kind } from '../findings/types'
import type { Input } from '../input/files'
import { RULES } from '../rules/index.generated'
import { type ConfigurationOptions, openConfigurations } from '../settings/open'
import type { VrlCompiler } from '../vrl/compiler'
import { fileJudge, type Outcome } from './lint-files'

/** Files that are taken at a time: few, so that both end together, and several, for each taking is a detour. */
const TAKEN = 16

/** Places of what both threads see. */
const TAKEN_INPUTS = 0
export const WORKER_BEGUN = 1

/** How the worker is to judge: as the main thread does. */
export interface WorkerTask {
  configuration: ConfigurationOptions
  as: Kind | undefined
  frames: boolean
  /** The cache's file and the program's, where there is one. */
  cache: readonly [file: string, program: string] | undefined
}

export interface WorkerData extends WorkerTask {
  inputs: readonly Input[]
  /** How many of the inputs are taken by either; and whether the worker has begun. */
  taken: Int32Array
}

/** What became of an input, by its index. */
export type Told = readonly [index: number, outcome: Outcome]

/** The worker's side: judges what it can take, and tells of it. */
export async function judgeAsWorker(
  data: WorkerData,
  tell: (told: readonly Told[]) => void,
  vrl: () => VrlCompiler | undefined,
): Promise<void> {
  const { inputs, taken, configuration, as, frames, cache } = data
  const configurations = await openConfigurations(configuration)
  await configurations.prepare(inputs.map(({ path }) => path))
  const judge = fileJudge({
    linter: new Linter({ rules: RULES, vrl, frames }),
    settingsFor: (path) => configurations.settingsFor(path),
    as,
    cache: cache === undefined ? undefined : new (await import('./cache')).Cache(...cache),
  })
  let told: Told[] = []
  for (const [index, input] of takenOf(inputs, taken)) {
    told.push([index, judge(input)])
    Atomics.store(taken, WORKER_BEGUN, 1)
    if (told.length < TAKEN) continue
    tell(told)
    told = []
  }
  tell(told)
}

/** The inputs that nobody has taken yet, as long as there are any. */
export function* takenOf(inputs: readonly Input[], taken: Int32Array): Generator<readonly [number, Input]> {
  const take = () => Atomics.add(taken, TAKEN_INPUTS, TAKEN)
  for (let from = take(); from < inputs.length; from = take()) {
    for (let index = from; index < Math.min(from + TAKEN, inputs.length); index += 1) {
      const input = inputs[index]
      if (input !== undefined) yield [index, input]
    }
  }
}
