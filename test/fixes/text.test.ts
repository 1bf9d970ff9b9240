import { resolve } from 'node:path'
import { fixSource, openText } from '../../src/run/fix'
import { LintSession } from '../../src/run/lint-files'
import type { TextSource } from '../../src/run/source'

const SESSION = LintSession.open({ cwd: '/', config: false })

async function sourceOf(text: string, name: string): Promise<{ session: LintSession; source: TextSource }> {
  const session = await SESSION
  const source: TextSource = { type: 'text', path: resolve('/', name), name, bytes: new TextEncoder().encode(text) }
  await session.prepare([source])
  return { session, source }
}

/** The text after all fixes, and what is left. */
async function fixed(
  text: string,
  { name = 'a.json', unsafe = false } = {},
): Promise<{ text: string; left: string[] }> {
  const { session, source } = await sourceOf(text, name)
  const result = fixSource(session, source, { unsafe })
  if (result === undefined) throw new Error('The text is not linted.')
  return { text: result.text, left: result.report.findings.map(({ rule, pointer }) => `${rule} ${pointer}`) }
}

describe('fixes of a text', () => {
  test('are made together, around each other', async () => {
    const text = `\uFEFF{ 'name': "acme/desk", version: "1.0.0", "titel": "Desk" "description": "It\\'s a\tb",\r
  "actions": {}, "visibility": "privat", "dev": True, "dev": true,}\r
`
    expect(await fixed(text)).toEqual({
      text: `{ "name": "acme/desk", "version": "1.0.0", "title": "Desk", "description": "It's a\\tb",\r
  "actions": {}, "visibility": "private", "dev": true}\r
`,
      left: [],
    })
  })

  test('that bring another finding about are not made', async () => {
    const text = '{ "name": "acme/desk", "version": "1.0.0", "actions": {}, "visibility": "pubic", "dev": true }'
    expect(await fixed(text)).toEqual({
      text,
      left: ['integration-description-present ', 'integration-title-present ', 'schema/enum /visibility'],
    })
  })

  /** Actions with keys that are refused, and a misspelt property each. */
  function manyActions(count: number, descriptionOf: (index: number) => string): string {
    const schema = { schema: { type: 'object', properties: {} } }
    const actions = Array.from({ length: count }, (_, index): [string, unknown] => [
      `run_${index}`,
      { title: `Run ${index}`, descripton: descriptionOf(index), input: schema, output: schema },
    ])
    return JSON.stringify({ name: 'acme/desk', version: '1.0.0', title: 'Desk', actions: Object.fromEntries(actions) })
  }

  test('are made in a few trials, however many they are', async () => {
    const lints = jest.spyOn(LintSession.prototype, 'lintLoaded')
    const { text, left } = await fixed(manyActions(500, (index) => `Runs ${index}.`))
    expect(text).toContain('"run499":{"title":"Run 499","description":"Runs 499."')
    expect(text).not.toMatch(/run_|descripton/)
    expect(left.filter((finding) => finding.includes('/actions'))).toEqual([])
    expect(lints.mock.calls.length).toBeLessThan(4)
    lints.mockRestore()
  })

  test('are made although others, which bring another finding about, are not', async () => {
    // A misspelt description is not a description, so that no two are equal before they are fixed.
    const { text, left } = await fixed(manyActions(60, (index) => (index % 3 === 0 ? 'Runs.' : `Runs ${index}.`)))
    expect(text).not.toContain('run_')
    expect(text.match(/descripton/g)).toHaveLength(19)
    expect(left.filter((finding) => finding.startsWith('descriptions-unique'))).toEqual([])
  })

  test('are handed out with their places, each for itself', async () => {
    const { session, source } = await sourceOf(
      '{ "name": "acme/desk", "version": "1.0.0",\n  "actions": {}, "titel": "Desk", }',
      'a.json',
    )
    const opened = openText(session, source, { unsafe: false })
    const fixes = opened?.fixesOf(opened.report.findings)
    expect([...(fixes ?? [])].map(([{ rule }, fix]) => [rule, fix])).toEqual([
      [
        'schema/unknown-property',
        {
          title: 'Rename "titel" to "title"',
          safe: true,
          edits: [{ file: 'a.json', range: { line: 2, column: 18, endLine: 2, endColumn: 25 }, text: '"title"' }],
        },
      ],
      [
        'syntax/trailing-comma',
        {
          title: 'Remove the comma',
          safe: true,
          edits: [{ file: 'a.json', range: { line: 2, column: 33, endLine: 2, endColumn: 34 }, text: '' }],
        },
      ],
    ])
  })
})
