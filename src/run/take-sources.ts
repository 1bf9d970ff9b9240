import type { LintOptions, Source, SourceResult } from './source'

// What the main thread and the worker that helps it know of each other.

/**
 * The number of sources that a thread takes at a time: few, so that both threads end together; several, since each step
 * has a cost.
 */
export const TAKEN_AT_ONCE = 16

/** Indices of the shared array. */
const TAKEN_SOURCES = 0
export const WORKER_BEGUN = 1

export interface WorkerData {
  /** The options of linting, the same as in the main thread. */
  options: LintOptions
  sources: readonly Source[]
  /** The number of sources taken by either thread, and whether the worker has begun. */
  taken: Int32Array
}

/** The result for a source, with its index. */
export type IndexedResult = readonly [index: number, result: SourceResult]

/** Takes the remaining sources, in competition with the other thread. */
export function* takeSources(sources: readonly Source[], taken: Int32Array): Generator<readonly [number, Source]> {
  const take = () => Atomics.add(taken, TAKEN_SOURCES, TAKEN_AT_ONCE)
  for (let from = take(); from < sources.length; from = take()) {
    for (let index = from; index < Math.min(from + TAKEN_AT_ONCE, sources.length); index += 1) {
      const source = sources[index]
      if (source !== undefined) yield [index, source]
    }
  }
}
