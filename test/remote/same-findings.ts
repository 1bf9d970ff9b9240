import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../src/findings/types'
import { brief, emptyFolder, jsonReport, login, mock, run, TOKEN } from './harness'
import type { Resource } from './mock-api'

/** Expects the same findings of integrations that are fetched, of their files, and of the files that `--save` wrote. */
export async function expectSameFindings(resources: readonly Resource[]): Promise<void> {
  const api = await mock({ resources: [...resources], token: TOKEN, pageSize: 20 })
  const cwd = emptyFolder()
  const flags = ['--format', 'json', '--rule', 'schema/unknown-property:error']
  const fetched = jsonReport(await run(['remote', '--all', '--save', 'saved', ...flags], { env: login(api), cwd }))
  for (const [index, integration] of resources.entries())
    writeFileSync(join(cwd, `${index}.json`), `${JSON.stringify({ integration }, null, 2)}\n`)
  const read = jsonReport(await run(['.', ...flags], { cwd }))
  const originals = read.files.filter(({ file }) => !file.startsWith('saved/'))
  const saved = read.files.filter(({ file }) => file.startsWith('saved/'))
  expect([fetched.files.length, originals.length, saved.length]).toEqual(Array(3).fill(resources.length))
  const byFile = (files: Report['files']) =>
    files.map(({ kind, findings }) => JSON.stringify({ kind, findings })).sort()
  expect(fetched.files.flatMap(({ findings }) => findings).length).toBeGreaterThan(5)
  expect(byFile(fetched.files)).toEqual(byFile(originals))
  // The saved bytes are one line: the same findings at other columns.
  const placeless = (files: Report['files']) =>
    files.map(({ findings }) => JSON.stringify(brief(findings).sort())).sort()
  expect(placeless(saved)).toEqual(placeless(fetched.files))
}
