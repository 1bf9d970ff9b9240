import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lintFiles, lintText } from '../../src/index'

const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }`
const LONG_TITLE = GOOD.replace('Acme', 'T'.repeat(71))
const COMMENTED = `// integration-lint-disable-next-line schema/max-length -- It is called that.\n${LONG_TITLE}`

describe('lintText', () => {
  test('honours the comments of a .jsonc text', () => {
    const { findings, suppressed } = lintText(COMMENTED, { name: 'a.jsonc' })
    expect(findings).toEqual([])
    expect(suppressed).toMatchObject([
      { rule: 'schema/max-length', pointer: '/title', suppression: { by: 'comment', reason: 'It is called that.' } },
    ])
  })

  test('does not honour those of another text', () => {
    const { findings, suppressed } = lintText(COMMENTED)
    expect(findings.map(({ rule }) => rule)).toEqual(['syntax/comment', 'schema/max-length'])
    expect(suppressed).toEqual([])
  })

  test('tells comments that silence nothing', () => {
    const { unused } = lintText(COMMENTED.replace(LONG_TITLE, GOOD), { name: 'a.jsonc' })
    expect(unused).toMatchObject([{ rule: 'schema/max-length', line: 1, column: 1 }])
  })
})

describe('lintFiles', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'integration-lint-api-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content)

  test('honours the configuration, the baseline and comments', async () => {
    write('a.json', LONG_TITLE)
    write('b.json', LONG_TITLE)
    write('c.jsonc', COMMENTED)
    const ignores = [
      { rule: 'schema/max-length', files: 'a.json', reason: 'known' },
      { rule: 'schema/type', reason: 'old' },
    ]
    write('integration-lint.config.json', JSON.stringify({ root: true, ignores }))
    const { fingerprint: hash } = lintText(LONG_TITLE).findings[0] ?? {}
    const known = { rule: 'schema/max-length', pointer: '/title', hash }
    const gone = { ...known, pointer: '/gone' }
    write('integration-lint.baseline.json', JSON.stringify({ version: 1, files: { 'b.json': [known, gone] } }))

    const { files, summary, unusedIgnores, staleEntries } = await lintFiles('.', { cwd: folder })
    expect(summary).toEqual({ files: 3, errors: 0, warnings: 0, infos: 0, suppressed: 3 })
    expect(files.map(({ suppressed }) => suppressed[0]?.suppression.by)).toEqual([
      'configuration',
      'baseline',
      'comment',
    ])
    expect(unusedIgnores).toMatchObject([
      { file: expect.stringContaining('integration-lint.config.json'), entry: { rule: 'schema/type', index: 1 } },
    ])
    expect(staleEntries).toMatchObject([{ file: 'b.json', pointer: '/gone' }])

    const without = await lintFiles('.', { cwd: folder, baseline: false })
    expect(without.summary).toMatchObject({ errors: 1, suppressed: 2 })
    const neither = await lintFiles('.', { cwd: folder, baseline: false, config: false })
    expect(neither.summary).toMatchObject({ errors: 2, suppressed: 1 })
  })

  test('refuses a baseline that is broken', async () => {
    write('a.json', GOOD)
    write('known.json', '[')
    await expect(lintFiles('a.json', { cwd: folder, baseline: 'known.json' })).rejects.toMatchObject({
      name: 'ConfigurationError',
    })
  })
})
