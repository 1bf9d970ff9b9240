import { join } from 'node:path'
import { FORMATS, type Format } from '../../src/reporters'
import { run } from '../remote/harness'
import { folderWith } from './harness'

const DEFINITION = `import { IntegrationDefinition } from '@botpress/sdk'
import { title } from './definitions/texts'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', title, description: 'A desk',
  identifier: { extractScript: 'extract.vrl' },
})
`
const FILES = {
  'integration.definition.ts': DEFINITION,
  'definitions/texts.ts': `// What users read.\nexport const title = '${'x'.repeat(70)}'\n`,
  'extract.vrl': '.path)\n',
}

describe('--no-exec', () => {
  test('names what was not linted, and fails', async () => {
    const { status, stdout, stderr } = await run(['.', '--no-exec'], { cwd: folderWith(FILES) })
    expect(status).toBe(2)
    expect(stderr).toContain('integration.definition.ts was not linted, since --no-exec forbids running it')
    expect(stdout).not.toContain('max-length')
  })

  test('fails no longer with --ignore-unevaluated', async () => {
    const cwd = folderWith({ ...FILES, 'extract.vrl': '.path\n' })
    const { status, stderr } = await run(['.', '--no-exec', '--ignore-unevaluated'], { cwd })
    expect([status, stderr]).toEqual([0, expect.stringContaining('was not linted')])
  })
})

describe('print', () => {
  test('prints the body that would be deployed', async () => {
    const cwd = folderWith(FILES)
    for (const args of [['print'], ['print', 'integration.definition.ts'], ['print', cwd]]) {
      const { status, stdout, stderr } = await run(args, { cwd })
      expect([status, stderr]).toEqual([0, ''])
      expect(JSON.parse(stdout)).toMatchObject({ name: 'acme/desk', identifier: { extractScript: '.path)\n' } })
    }
  })

  test.each<[string, Record<string, string>, string[], number, string]>([
    ['a folder without a project', { 'a.json': '{}' }, [], 2, 'There is no integration.definition.ts'],
    [
      'a definition that does not load',
      { ...FILES, 'definitions/texts.ts': 'throw new Error("no texts")' },
      [],
      1,
      'definitions/texts.ts:1:1: The definition throws: no texts.',
    ],
    [
      'a script that is missing',
      { ...FILES, 'integration.definition.ts': DEFINITION.replace('extract.vrl', 'none.vrl') },
      [],
      1,
      'cannot read none.vrl',
    ],
  ])('says what is wrong with %s', async (_name, files, args, expected, message) => {
    const { status, stderr } = await run(['print', ...args], { cwd: folderWith(files) })
    expect(stderr).toContain(message)
    expect(status).toBe(expected)
  })
})

describe('the line of progress', () => {
  const MANY = Object.fromEntries(
    ['a', 'b', 'c'].flatMap((name) => Object.entries(FILES).map(([file, text]) => [join(name, file), text])),
  )

  test('names each project on a terminal, and is gone at the end', async () => {
    const { stderr } = await run(['.'], { cwd: folderWith(MANY), terminal: true })
    const [first, second, third, ...end] = stderr.split('\r\u001b[K').slice(1)
    expect([first, second, third]).toEqual(['1/3 a', '2/3 b', '3/3 c'])
    expect(end).toEqual([''])
  })

  test('is not written elsewhere', async () => {
    expect((await run(['.'], { cwd: folderWith(MANY) })).stderr).toBe('')
  })
})

/** How each format says that a finding is in a file and a line. */
const FOUND_IN = {
  auto: 'definitions/texts.ts:2:22',
  pretty: 'definitions/texts.ts:2:22',
  compact: 'definitions/texts.ts:2:22',
  json: /"file": ?"definitions\/texts\.ts"/,
  sarif: /"uri": ?"definitions\/texts\.ts"/,
  github: /::error file=definitions\/texts\.ts,line=2,/,
  gitlab: /"path": ?"definitions\/texts\.ts"/,
  junit: /name="definitions\/texts\.ts"/,
  markdown: 'definitions/texts.ts',
  html: 'definitions/texts.ts',
} satisfies Record<Format, string | RegExp>

test.each([...FORMATS])('the format %s lists each finding under the file in which it stands', async (format) => {
  const { stdout } = await run(['.', '--format', format, '--no-config'], { cwd: folderWith(FILES) })
  expect(stdout).toMatch(FOUND_IN[format])
  expect(stdout).toContain('extract.vrl')
})
