// What holds for each folder that tools/mutation/run.mjs tries; docs/testing.md says how to read a run.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'bundled-tests',
  plugins: ['./tools/mutation/test-runner.mjs', './tools/mutation/prose.mjs'],
  ignorers: ['prose'],
  // A mutant meets those tests alone that run through it.
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 3000,
  thresholds: { high: 90, low: 85, break: 85 },
  incremental: true,
  // Types are not looked at: a mutant that does not compile is caught by a test or has no effect.
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'reports/mutation/sandbox',
  cleanTempDir: 'always',
  allowConsoleColors: false,
  warnings: { slow: false },
}
