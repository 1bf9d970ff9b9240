import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../src/findings/types'
import { runBuilt } from './built'
import { acmes, emptyFolder, login, mock } from './harness'

test('500 integrations, with bounded memory and exactly the concurrency that was asked for', async () => {
  // Half a megabyte each: all answers together are several times what the process may use, of V8's heap (strings and
  // values) and altogether (bytes as they were received).
  const padding = 'p'.repeat(500_000)
  const peak = join(emptyFolder(), 'peak')
  const measure = join(emptyFolder(), 'measure.cjs')
  writeFileSync(
    measure,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(peak)}, String(process.resourceUsage().maxRSS)))`,
  )
  const resources = acmes(500).map((resource) => ({
    ...resource,
    title: '',
    configuration: {
      identifier: { required: false },
      schema: { type: 'object', properties: {}, description: padding },
    },
  }))
  const api = await mock({ resources, pageSize: 50, gather: 7 })
  const { stdout, stderr, status } = await runBuilt(
    ['remote', '--all', '--concurrency', '7', '--format', 'json', '--exit-zero'],
    login(api),
    ['--max-old-space-size=96', '--require', measure],
  )
  expect(stderr).toBe('')
  expect(Number(readFileSync(peak, 'utf8')) / 1024).toBeLessThan(300)
  const report: Report = JSON.parse(stdout)
  expect(report.summary.files).toBe(500)
  expect(report.files.flatMap(({ findings }) => findings.map(({ pointer }) => pointer))).toEqual(
    Array(500).fill('/integration/title'),
  )
  expect(status).toBe(0)
  expect(api.mostInFlight).toBe(7)
  expect(api.seen).toHaveLength(510)
}, 180_000)
