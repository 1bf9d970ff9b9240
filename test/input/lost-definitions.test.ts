import { findChanged, findStaged } from '../../src/input/git'
import { lintSources } from '../../src/run/lint-files'
import { GOOD, PACKAGE, Repository } from '../hooks/repository'

let repository: Repository
beforeEach(() => {
  repository = new Repository()
})
afterEach(async () => {
  repository.remove()
  // What was written to the cache defers signals for two turns more.
  for (let turn = 0; turn < 3; turn++) await new Promise((next) => setImmediate(next))
})

const FINDERS = { '--staged': findStaged, '--changed': findChanged }

/** The findings on what was changed, and what was skipped. */
async function lint(finder: keyof typeof FINDERS, cache?: string) {
  const { root: cwd, env } = repository
  const sources = FINDERS[finder]({ cwd, env, scope: [] })
  const { report, skipped } = await lintSources(sources, { cwd, cache })
  return {
    findings: report.files.flatMap(({ file, findings }) => findings.map(({ rule }) => `${file} ${rule}`)),
    skipped: skipped.map(({ file }) => file),
  }
}

describe.each(['--staged', '--changed'] as const)(
  '%s: what was a definition is linted, whatever it is now',
  (finder) => {
    test.each([
      ['emptied', '', 'syntax/empty'],
      ['an empty object', '{}', 'document/unknown-kind'],
      ['an empty array', '[]', 'document/unknown-kind'],
      ['an empty list', '{ "integrations": [] }', 'document/unknown-kind'],
      ['cut at the first character', '{', 'syntax/truncated'],
      ['something else', PACKAGE, 'document/unknown-kind'],
      ['a merge conflict', '<<<<<<< HEAD\n=======\n>>>>>>> other\n', 'syntax/merge-conflict'],
    ])('%s', async (_name, text, rule) => {
      repository.stage({ 'a.json': GOOD, 'b.json': GOOD })
      repository.commit()
      repository.stage({ 'a.json': text })
      const { findings, skipped } = await lint(finder)
      expect(findings.map((finding) => finding.split(' ')[0])).toContain('a.json')
      if (rule !== 'syntax/merge-conflict') expect(findings).toEqual([`a.json ${rule}`])
      expect(skipped).toEqual([])
    })

    test('one that lost its content before the cache was asked again', async () => {
      repository.stage({ 'a.json': '{}' })
      const cache = `${repository.root}/.cache`
      expect(await lint(finder, cache)).toEqual({ findings: [], skipped: ['a.json'] })
      repository.stage({ 'a.json': GOOD })
      repository.commit()
      repository.stage({ 'a.json': '{}' })
      expect(await lint(finder, cache)).toEqual({ findings: ['a.json document/unknown-kind'], skipped: [] })
    })

    test('what was not a definition is skipped as before', async () => {
      repository.stage({ 'package.json': PACKAGE, 'a.json': '{}' })
      repository.commit()
      repository.stage({ 'package.json': '{}', 'a.json': '[]', 'new.json': '{}' })
      expect(await lint(finder)).toEqual({ findings: [], skipped: ['a.json', 'new.json', 'package.json'] })
    })
  },
)
