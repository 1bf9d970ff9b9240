import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { SparingOptimisation } from '../runtime/sparing-optimisation'
import type { Source, SourceResult } from './source'
import { type IndexedResult, type LintTask, takeSources, WORKER_BEGUN, type WorkerData } from './take-sources'

/** The worker's program; the build puts it beside the folder of the bundles. */
const PROGRAM = join(__dirname, '../worker.js')

/** The size of the worker's young generation in MiB: the default takes more memory and is no faster. */
const YOUNG_MEMORY = 12

/**
 * Whether a worker thread can help: there is a second core, and every source is a plain file, which the worker can read
 * itself.
 */
export function shouldUseWorker(sources: readonly Source[]): boolean {
  return availableParallelism() > 1 && sources.every((source) => source.type === 'file' && source.read === undefined)
}

/** Lints sources in the main thread and a worker thread; the results are in the order of the sources. */
export async function lintWithWorker(
  sources: readonly Source[],
  lintSource: (source: Source) => SourceResult,
  job: LintTask,
): Promise<{ source: Source; result: SourceResult }[]> {
  const taken = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))
  const workerData: WorkerData = { ...job, sources, taken }
  const worker = new Worker(PROGRAM, {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEMORY },
    // The worker prints nothing, so the parent need not create streams for it.
    stdout: true,
    stderr: true,
  })
  const results = new Array<SourceResult | undefined>(sources.length)
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (indexed: readonly IndexedResult[]) => {
      for (const [index, result] of indexed) results[index] = result
    })
    // If the worker fails, the main thread lints the remaining sources. A fault that the worker did not cause occurs
    // there again.
    worker.on('error', () => resolve())
    worker.on('exit', () => resolve())
  })
  const optimisation = new SparingOptimisation()
  try {
    for (const [index, source] of takeSources(workerData)) {
      results[index] = lintSource(source)
      // V8 flags apply to the whole process: code compiled under other flags is discarded.
      if (Atomics.load(taken, WORKER_BEGUN) === 1) optimisation.linted()
    }
    await ended
  } finally {
    optimisation.end()
  }
  return sources.map((source, index) => {
    const result = results[index]
    return { source, result: result === undefined || hasCrashed(result) ? lintSource(source) : result }
  })
}

/** A rule may have crashed because the worker had less memory than the main thread. */
function hasCrashed(result: SourceResult): boolean {
  return result.type === 'linted' && result.files.some(({ report }) => report.crashes.length > 0)
}
