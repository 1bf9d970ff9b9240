import type { RevisionOptions } from './against'
import type { SessionOptions, Source, SourceResult } from './source'

// How the main thread and its worker share the sources of a run.

/**
 * The number of sources that a thread takes at a time: few, so that both threads end at the same time, but several,
 * since each step has a cost.
 */
export const TAKEN_AT_ONCE = 16

/**
 * The same if documents are compared. It equals the number of contents that are fetched from git at once, so that no
 * thread fetches contents for the other.
 */
const COMPARED_AT_ONCE = 64

/** Indices into the shared array. */
const TAKEN_SOURCES = 0
export const WORKER_BEGUN = 1

/** The task of both threads. */
export interface LintTask {
  options: SessionOptions
  /** The revision that documents are compared with. */
  against: RevisionOptions | undefined
}

export interface WorkerData extends LintTask {
  sources: readonly Source[]
  /** The number of sources taken by either thread, and whether the worker has begun. */
  taken: Int32Array
}

/** The result for a source, with its index. */
export type IndexedResult = readonly [index: number, result: SourceResult]

/** Takes sources from those that neither thread has taken. */
export function* takeSources({ sources, taken, against }: WorkerData): Generator<readonly [number, Source]> {
  const atOnce = against === undefined ? TAKEN_AT_ONCE : COMPARED_AT_ONCE
  const take = () => Atomics.add(taken, TAKEN_SOURCES, atOnce)
  for (let from = take(); from < sources.length; from = take()) {
    for (let index = from; index < Math.min(from + atOnce, sources.length); index += 1) {
      const source = sources[index]
      if (source !== undefined) yield [index, source]
    }
  }
}
