import { createRequire } from 'node:module'
import { resolve, sep } from 'node:path'

// Installed in tools/, because it depends on Babel, which nothing else needs.
const { createInstrumenter } = createRequire(resolve('tools/package.json'))('istanbul-lib-instrument')

const SOURCES = resolve('src') + sep

/** Whether a file is measured: hand-written, and not the script that the HTML report runs in a browser. */
export function isMeasured(path) {
  return path.startsWith(SOURCES) && path.endsWith('.ts') && !/\.(?:generated|d)\.ts$/.test(path)
}

/**
 * Instruments a TypeScript source, which then counts executions in `globalThis.__coverage__`. The result is TypeScript, too,
 * so that the test runner and the build count the same statements and branches.
 *
 * @returns the instrumented text, and the initial counters
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
  // The hash of the counted places is only in the generated code.
  const [, hash] = /\bvar hash = "([0-9a-f]{40})";/.exec(code)
  return { code, counters: { ...instrumenter.lastFileCoverage(), hash } }
}
