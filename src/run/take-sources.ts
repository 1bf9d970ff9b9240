import type { LintOptions, Source, SourceResult } from './source'

// What the main thread and the worker that helps it know of each other.

/** Sources that are taken at a time: few, so that both threads end together; several, since each taking costs time. */
export const TAKEN_AT_ONCE = 16

/** Places of the array that both threads see. */
const TAKEN_SOURCES = 0
export const WORKER_BEGUN = 1

export interface WorkerData {
  /** The worker lints as the main thread does. */
  options: LintOptions
  sources: readonly Source[]
  /** How many of the sources are taken, by either thread; and whether the worker has begun. */
  taken: Int32Array
}

/** What became of a source, by its index. */
export type IndexedResult = readonly [index: number, result: SourceResult]

/** The sources that neither thread has taken yet, as long as there are any. */
export function* takeSources(sources: readonly Source[], taken: Int32Array): Generator<readonly [number, Source]> {
  const take = () => Atomics.add(taken, TAKEN_SOURCES, TAKEN_AT_ONCE)
  for (let from = take(); from < sources.length; from = take()) {
    for (let index = from; index < Math.min(from + TAKEN_AT_ONCE, sources.length); index += 1) {
      const source = sources[index]
      if (source !== undefined) yield [index, source]
    }
  }
}
