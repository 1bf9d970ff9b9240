import { createRequire } from 'node:module'
import { resolve, sep } from 'node:path'

// Of tools/: it brings Babel, which nothing else needs.
const { createInstrumenter } = createRequire(resolve('tools/package.json'))('istanbul-lib-instrument')

const SOURCES = resolve('src') + sep

/** Whether a file is of our own: neither generated, nor text that a report carries to a browser. */
export function isMeasured(path) {
  return path.startsWith(SOURCES) && path.endsWith('.ts') && !/\.(?:generated|d)\.ts$/.test(path)
}

/**
 * A TypeScript source that counts what of it runs, in `globalThis.__coverage__`. TypeScript goes in and comes out, so
 * that what the test runner executes and what is built count the very same statements and branches.
 *
 * @returns the counting text, and the counters before anything has run
 */
export function instrument(text, path) {
  const instrumenter = createInstrumenter({
    parserPlugins: ['typescript'],
    esModules: true,
    compact: false,
    coverageGlobalScope: 'globalThis',
    coverageGlobalScopeFunc: false,
  })
  const code = instrumenter.instrumentSync(text, path)
  // The hash of all places that are counted is told by the code alone.
  const [, hash] = /\bvar hash = "([0-9a-f]{40})";/.exec(code)
  return { code, counters: { ...instrumenter.lastFileCoverage(), hash } }
}
