import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { instrument, isMeasured } from './instrument.mjs'

const WRITER = resolve('scripts/coverage/write-counters.cjs')

/**
 * Instruments each source; each process then writes its counters into the folder when it ends. The path of the folder is
 * compiled into the bundle, for processes that inherit no environment.
 */
export function counting(folder) {
  return {
    name: 'counting',
    setup(build) {
      build.initialOptions.inject = [...(build.initialOptions.inject ?? []), WRITER]
      build.initialOptions.define = { ...build.initialOptions.define, COUNTERS_FOLDER: JSON.stringify(folder) }
      // package.json declares that modules have no side effects; this module consists of one.
      build.onResolve({ filter: /write-counters\.cjs$/ }, () => ({ path: WRITER, sideEffects: true }))
      build.onLoad({ filter: /\.ts$/ }, ({ path }) =>
        isMeasured(path) ? { contents: instrument(readFileSync(path, 'utf8'), path).code, loader: 'ts' } : undefined,
      )
    },
  }
}
