// npm run coverage [-- ARGUMENTS OF JEST]
// Runs the tests on instrumented sources, in the test runner and in every process that a test starts, and fails if they
// cover too little. Writes reports to coverage/.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import report from 'istanbul-lib-report'
import reports from 'istanbul-reports'
import { mergedCoverage } from './coverage/merge.mjs'

/** Minimum coverage in percent. */
const THRESHOLDS = { lines: 95, branches: 95 }

const folder = mkdtempSync(join(tmpdir(), 'integration-lint-counters-'))
// Some tests run the command as another user.
chmodSync(folder, 0o1777)
// Ctrl-C ends the tests; the ordinary build is restored afterwards.
process.on('SIGINT', () => undefined)
try {
  rmSync('coverage', { recursive: true, force: true })
  node('scripts/build.mjs', '--counting', folder)
  node('node_modules/jest/bin/jest.js', '--config', 'jest.coverage.config.js', ...process.argv.slice(2))
  const coverageMap = mergedCoverage('coverage/jest/coverage-final.json', folder)
  const context = report.createContext({ dir: 'coverage', coverageMap, defaultSummarizer: 'nested' })
  for (const [name, options] of [['html'], ['lcovonly'], ['text', { skipFull: true }], ['text-summary']])
    reports.create(name, options).execute(context)
  const summary = coverageMap.getCoverageSummary()
  for (const [what, least] of Object.entries(THRESHOLDS)) {
    const { pct } = summary[what]
    if (pct >= least) continue
    console.error(`${pct} % of the ${what} ran; at least ${least} % are asked for.`)
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
  node('scripts/build.mjs')
}

function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) process.exitCode = 1
}
