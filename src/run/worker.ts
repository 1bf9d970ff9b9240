import { parentPort, workerData } from 'node:worker_threads'
import { type IndexedResult, TAKEN_AT_ONCE, takeSources, WORKER_BEGUN, type WorkerData } from './take-sources'

// The program of the worker thread for runs over many files: it takes sources as the main thread does, and sends the
// results in batches.
async function runWorker(): Promise<void> {
  const job: WorkerData = workerData
  const { options, against, sources, taken } = job
  const { LintSession } = await import('./lint-files')
  const session = await LintSession.open(options)
  if (against !== undefined) session.compareWith((await import('./against')).againstRevision(against))
  await session.begin(sources)
  let results: IndexedResult[] = []
  const send = () => {
    parentPort?.postMessage(results)
    results = []
  }
  for (const [index, source] of takeSources(job)) {
    results.push([index, session.lintSource(source)])
    Atomics.store(taken, WORKER_BEGUN, 1)
    if (results.length === TAKEN_AT_ONCE) send()
  }
  send()
}

runWorker()
