// The configuration for each folder of tools/mutation/run.mjs; docs/testing.md describes the output.

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'bundled-tests',
  plugins: ['./tools/mutation/test-runner.mjs', './tools/mutation/prose.mjs'],
  ignorers: ['prose'],
  // A mutant runs only the tests that cover it.
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 3000,
  thresholds: { high: 90, low: 85, break: 85 },
  incremental: true,
  // Types are not checked: a mutant with a type error is noticed by a test or has no effect.
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'reports/mutation/sandbox',
  cleanTempDir: 'always',
  allowConsoleColors: false,
  warnings: { slow: false },
}
