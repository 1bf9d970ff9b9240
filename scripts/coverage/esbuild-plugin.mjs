import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { instrument, isMeasured } from './instrument.mjs'

const WRITER = resolve('scripts/coverage/write-counters.cjs')

/**
 * Builds what counts: each source is instrumented, and each process leaves its counters in the folder when it ends.
 * The folder is written into what is built, for processes that inherit no environment.
 */
export function counting(folder) {
  return {
    name: 'counting',
    setup(build) {
      build.initialOptions.inject = [...(build.initialOptions.inject ?? []), WRITER]
      build.initialOptions.define = { ...build.initialOptions.define, COUNTERS_FOLDER: JSON.stringify(folder) }
      // The package says that its modules have no side effects; this one is nothing else.
      build.onResolve({ filter: /write-counters\.cjs$/ }, () => ({ path: WRITER, sideEffects: true }))
      build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
        isMeasured(path) ? { contents: instrument(readFileSync(path, 'utf8'), path).code, loader: 'ts' } : undefined,
      )
    },
  }
}
