import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import coverage from 'istanbul-lib-coverage'
import { instrument, isMeasured } from './instrument.mjs'

/**
 * Merges the counters of every source, including sources that nothing has loaded.
 *
 * @param {string} testRunner the file with the counters of the test runner, in the format of Istanbul
 * @param {string} processes the folder into which each process has written its counters
 * @throws if counters belong to another version of a source
 */
export function mergedCoverage(testRunner, processes) {
  const sources = new Map(
    measuredSources().map((path) => [path, instrument(readFileSync(path, 'utf8'), path).counters]),
  )
  const merged = coverage.createCoverageMap()
  const inTests = Object.values(JSON.parse(readFileSync(testRunner, 'utf8')))
  for (const counters of inTests) merged.addFileCoverage(sameSource(sources, counters) && counters)
  for (const name of readdirSync(processes).filter((each) => each.endsWith('.json'))) {
    for (const counters of JSON.parse(readFileSync(join(processes, name), 'utf8'))) {
      const source = sameSource(sources, counters)
      for (const [id, count] of Object.entries(counters.s)) source.s[id] += count
      for (const [id, count] of Object.entries(counters.f)) source.f[id] += count
      for (const [id, counts] of Object.entries(counters.b))
        counts.forEach((count, at) => {
          source.b[id][at] += count
        })
    }
  }
  for (const source of sources.values()) merged.addFileCoverage(source)
  return merged
}

function measuredSources() {
  return readdirSync('src', { recursive: true })
    .map((name) => resolve('src', name))
    .filter(isMeasured)
}

function sameSource(sources, { path, hash }) {
  const source = sources.get(path)
  if (source === undefined || source.hash !== hash) throw new Error(`${path} was not measured as it is now.`)
  return source
}
