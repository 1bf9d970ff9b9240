import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VISITABLE } from '../../src/settings/custom-rules'
import { ROOT, run } from '../cli/run'
import { inertRule } from '../settings/rules'

const PAGE = readFileSync(join(ROOT, 'docs/custom-rules.md'), 'utf8')

/** The text of the page's first block of a language after a heading or a sentence. */
function block(language: string, after: string): string {
  const start = PAGE.indexOf(after)
  if (start === -1) throw new Error(`The page no longer says: ${after}`)
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(PAGE.slice(start))?.[1]
  if (found === undefined) throw new Error(`No ${language} follows: ${after}`)
  return found
}

let folder = ''

/** An empty project into which the package is installed as it was built. */
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'custom-rules-')))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules/integration-lint'))
  writeFileSync(join(folder, 'tickets.json'), block('json', 'A definition beside it'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the complete example', () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'integration-lint.config.mjs'), block('js', '## One complete example'))
  })

  test('reports what the page shows', async () => {
    const { stdout, status } = await run(['tickets.json', '--format', 'compact'], { cwd: folder })
    expect(stdout).toBe(block('text', 'reports:'))
    expect(status).toBe(1)
  })

  test('is explained as the page shows', async () => {
    const { stdout, status } = await run(['explain', 'acme/action-verbs'], { cwd: folder })
    expect(status).toBe(0)
    expect(stdout.startsWith(block('text', 'prints the texts of the rule'))).toBe(true)
  })

  test('is listed among the rules', async () => {
    const { stdout } = await run(['rules', '--format', 'json'], { cwd: folder })
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ id: 'acme/action-verbs', category: 'names', severity: 'warning' }),
    )
  })

  test('takes options, whose faults are reported', async () => {
    const flag = ['--rule', 'acme/action-verbs:warning:{"verbs":["remove","get"]}']
    expect(await run(['tickets.json', '--format', 'compact', ...flag], { cwd: folder })).toMatchObject({
      stdout: '',
      status: 0,
    })
    const wrong = await run(['tickets.json', '--rule', 'acme/action-verbs:warning:{"verb":[]}'], { cwd: folder })
    expect(wrong.stderr).toContain('Unknown property "verb" in "acme/action-verbs". Did you mean "verbs"?')
    expect(wrong.status).toBe(2)
  })
})

test('a rule in a TypeScript module of its own works', async () => {
  const project = join(folder, 'typescript')
  mkdirSync(project)
  writeFileSync(join(project, 'event-verbs.ts'), block('ts', '## In a file of its own'))
  writeFileSync(
    join(project, 'integration-lint.config.ts'),
    `import rule from './event-verbs'\nexport default { root: true, extends: 'schema', customRules: [rule], rules: { [rule.id]: 'error' } }\n`,
  )
  const event = { schema: { type: 'object' } }
  const document = { name: 'acme', version: '1.0.0', actions: {}, events: { ticketClose: event, ticketClosed: event } }
  writeFileSync(join(project, 'x.json'), JSON.stringify(document))
  const { stdout, status } = await run(['x.json', '--format', 'compact'], { cwd: project })
  expect(stdout).toMatch(/^x\.json:1:\d+: error acme\/event-verbs Event "ticketClose" does not end with "ed"\.\n$/)
  expect(status).toBe(1)
})

test('a rule that crashes is reported by name, and the others still run', async () => {
  const project = join(folder, 'crash')
  mkdirSync(project)
  const rule = { ...inertRule('acme/crash'), messages: {} }
  writeFileSync(
    join(project, 'integration-lint.config.mjs'),
    `export default { root: true, extends: 'schema', customRules: [{ ...${JSON.stringify(rule)}, visit: { resource() { throw new Error('oh no') } } }], rules: { 'acme/crash': 'error' } }`,
  )
  writeFileSync(join(project, 'x.json'), '{ "name": "acme", "version": "1.0.0", "actions": {}, "title": 5 }')
  const { stdout, stderr, status } = await run(['x.json', '--format', 'compact'], { cwd: project })
  expect(stderr).toMatch(/the rule acme\/crash crashed on x\.json at [^ ]+\.(?:mjs|ts|js):\d+:\d+: oh no/)
  expect(stdout).toContain('schema/type')
  expect(status).toBe(2)
})

test('every part of a rule, and every node that it can visit, is in the tables', () => {
  const parts = Object.keys(
    inertRule('acme/any', { options: { schema: {}, defaults: {} }, supersededBy: [], conceals: true, bpLint: true }),
  )
  expect([...parts, ...VISITABLE].filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([])
})
