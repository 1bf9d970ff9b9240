import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { main } from '../../src/cli/main'
import { useFolder } from '../cli/folder'
import { CASES } from './cases'

const folder = useFolder()

/** One instance of each fault that can be mended in JSON, and one that cannot. */
const FAULTY = `\uFEFF{
  // kept
  "name": "acme/desk",
  "version": "v1.2.0",
  'titel': "Desk",
  "description": "Tickets of the desk.",
  "actions": { "find": { "title": "Find", "description": "Finds a ticket.", "input": { "schema": {} }, "output": { "schema": {} } } },
  "public": true,
  "maxExecutionTime": NaN,
  "secrets": {},
}
`
const LEFT = `{
  // kept
  "name": "acme/desk",
  "version": "1.2.0",
  "title": "Desk",
  "description": "Tickets of the desk.",
  "actions": { "find": { "title": "Find", "description": "Finds a ticket.", "input": { "schema": {} }, "output": { "schema": {} } } },
  "visibility": "public",
  "maxExecutionTime": NaN,
  "secrets": {}
}
`
const MENDABLE = FAULTY.replace('  "maxExecutionTime": NaN,\n', '')
const MENDED = LEFT.replace('  "maxExecutionTime": NaN,\n', '')
const CRLF = (text: string) => text.replaceAll('\n', '\r\n')

// A misspelt key in single quotes is mended by one edit, so that it counts once.
describe('--fix', () => {
  test('mends what has one answer, keeps every other byte, and reports what is left', async () => {
    folder.write({ 'a.jsonc': MENDABLE, 'b/c.jsonc': CRLF(MENDABLE), 'package.json': '{ "name": "acme", }' })
    chmodSync(folder.path('a.jsonc'), 0o640)
    expect(await folder.run(['.', '--fix', '-f', 'compact'])).toEqual({
      status: 0,
      stdout: '',
      stderr:
        'integration-lint: fixed 10 findings in 2 files.\nskipped 1 file that is not an integration document (--verbose lists them).\n',
    })
    expect(folder.read('a.jsonc')).toBe(MENDED)
    expect(folder.read('b/c.jsonc')).toBe(CRLF(MENDED))
    expect(folder.read('package.json')).toBe('{ "name": "acme", }')
    expect(statSync(folder.path('a.jsonc')).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder.path('.')).sort()).toEqual(['a.jsonc', 'b', 'package.json'])
    const again = await folder.run(['.', '--fix', '-f', 'compact'])
    expect(again.stderr).not.toContain('fixed')
  })

  test('in a repository with an instance of each fault leaves those that have no answer, and every other byte', async () => {
    const named = CASES.map(({ file = '.json', as, before, after }, index) => {
      const name = file.endsWith('.vrl') ? `d${index}/${file}` : `d${index}/a.${file.split('.').at(-1)}`
      return { name, as, before, after }
    })
    // What kind such a fragment is of, the configuration says.
    const overrides = named.map(({ name, as = 'create-body' }) => ({ files: [name], as }))
    const rules = { 'category-valid': 'error' }
    const configuration = { extends: ['strict'], rules, overrides }
    folder.write(Object.fromEntries(named.map(({ name, before }) => [name, before])))
    folder.write({ 'integration-lint.config.json': JSON.stringify(configuration) })
    const args = named.map(({ name }) => name)
    const { stderr } = await folder.run([...args, '--fix-unsafe', '-f', 'compact'])
    expect(stderr).toMatch(/^integration-lint: fixed \d+ findings in \d+ files\.\n$/)
    expect(Object.fromEntries(named.map(({ name }) => [name, folder.read(name)]))).toEqual(
      Object.fromEntries(named.map(({ name, after }) => [name, after])),
    )
    expect((await folder.run([...args, '--fix-unsafe', '-f', 'compact'])).stderr).toBe('')
  })

  test('in a text that cannot be read as a whole mends what surely has one answer', async () => {
    folder.write({ 'a.jsonc': FAULTY })
    const { status, stdout } = await folder.run(['a.jsonc', '--fix', '-f', 'compact'])
    expect(status).toBe(1)
    expect(
      stdout
        .split('\n')
        .map((line) => line.split(' ')[2])
        .filter(Boolean),
    ).toEqual(['syntax/invalid-value'])
    expect(folder.read('a.jsonc')).toBe(
      LEFT.replace('"1.2.0"', '"v1.2.0"')
        .replace('"title"', '"titel"')
        .replace('"visibility": "public"', '"public": true'),
    )
  })

  test('writes through a link, and neither into a file that is read-only nor into another encoding', async () => {
    const utf16 = Buffer.from(`\uFEFF${MENDABLE}`, 'utf16le')
    folder.write({ 'to.jsonc': MENDABLE, 'locked.jsonc': MENDABLE })
    symlinkSync(folder.path('to.jsonc'), folder.path('link.jsonc'))
    chmodSync(folder.path('locked.jsonc'), 0o444)
    writeFileSync(folder.path('wide.jsonc'), utf16)
    const isRoot = process.getuid?.() === 0
    const { status, stderr } = await folder.run([
      'link.jsonc',
      'locked.jsonc',
      'wide.jsonc',
      '--fix',
      '--exit-zero',
      '-f',
      'compact',
    ])
    expect(lstatSync(folder.path('link.jsonc')).isSymbolicLink()).toBe(true)
    expect(folder.read('to.jsonc')).toBe(MENDED)
    expect(readFileSync(folder.path('wide.jsonc')).equals(utf16)).toBe(true)
    // For root, nothing is read-only.
    expect(folder.read('locked.jsonc')).toBe(isRoot ? MENDED : MENDABLE)
    expect([status, stderr.includes('cannot write locked.jsonc')]).toEqual(isRoot ? [0, false] : [2, true])
  })

  test('leaves what is accepted, and updates the baseline afterwards', async () => {
    const text =
      '{ "name": "acme/desk", "version": "v1.0.0", "title": "Desk", "description": "Tickets.", "public": true }'
    folder.write({
      'a.json': text,
      'integration-lint.config.json': JSON.stringify({
        root: true,
        baseline: 'baseline.json',
        ignores: [{ rule: 'version-semver', files: '*.json', reason: 'It is a test.' }],
      }),
    })
    const { status } = await folder.run(['a.json', '--fix', '--update-baseline'])
    expect(status).toBe(0)
    expect(folder.read('a.json')).toBe(text.replace('"public": true', '"visibility": "public"'))
    expect(folder.read('baseline.json')).not.toContain('deprecated-property')
  })

  test('does what is unsafe only on request', async () => {
    const text = '{ "actions": { "find": null } }'
    folder.write({ 'a.json': text })
    await folder.run(['a.json', '--as', 'update-body', '--fix'])
    expect(folder.read('a.json')).toBe(text)
    await folder.run(['a.json', '--as', 'update-body', '--fix-unsafe'])
    expect(folder.read('a.json')).toBe('{ "actions": {} }')
  })

  test.each([
    [['-', '--fix'], 'Standard input cannot be written'],
    [['a.json', '--fix', '--watch'], '--watch cannot be combined with --fix.'],
    [['a.json', '--fix-dry-run', '-f', 'json'], 'cannot be combined with --format'],
    [['--print-config', 'a.json', '--fix'], '--print-config cannot be combined'],
  ])('%j is refused', async (args, message) => {
    folder.write({ 'a.json': MENDED })
    const { status, stderr } = await folder.run(args)
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)])
  })
})

describe('a run without a flag says on a terminal that there are fixes', () => {
  const SAID =
    'integration-lint: 2 of 3 findings are of rules with a fix: --fix-dry-run shows what --fix would change.\n'
  test.each([
    ['on a terminal', ['a.json'], true, SAID],
    ['in a pipe', ['a.json'], false, ''],
    ['with --quiet', ['a.json', '--quiet'], true, ''],
    ['after a dry run', ['a.json', '--fix-dry-run'], true, 'integration-lint: would fix 2 findings in 1 file.\n'],
    ['of a file without a finding', ['good.json'], true, ''],
  ])('%s', async (_what, args, terminal, stderr) => {
    const good =
      '{ "name": "acme/desk", "version": "1.0.0", "title": "Desk", "description": "Tickets.", "actions": {} }'
    const faulty = good.replace('1.0.0', 'v1.0.0').replace('"title": "Desk"', '"title": ""').replace('} }', '}, }')
    folder.write({ 'good.json': good, 'a.json': faulty })
    expect((await folder.run(args, { terminal })).stderr).toBe(stderr)
  })
})

describe('--fix-dry-run', () => {
  test('prints what --fix would write as a patch, and writes nothing', async () => {
    folder.write({
      'a.jsonc': MENDABLE,
      'b b/c.jsonc': CRLF(MENDABLE),
      'no-end.json': MENDED.replace('  // kept\n', '').replace('"1.2.0"', '"v1.2.0"').trimEnd(),
    })
    const { status, stdout, stderr } = await folder.run(['.', '--fix-dry-run'])
    expect([status, stderr]).toEqual([1, 'integration-lint: would fix 11 findings in 3 files.\n'])
    expect(folder.read('a.jsonc')).toBe(MENDABLE)
    const applied = spawnSync('git', ['apply', '-'], { cwd: folder.path('.'), input: stdout, encoding: 'utf8' })
    expect([applied.status, applied.stderr]).toEqual([0, ''])
    expect(folder.read('a.jsonc')).toBe(MENDED)
    expect(folder.read('b b/c.jsonc')).toBe(CRLF(MENDED))
    expect(folder.read('no-end.json')).toBe(MENDED.replace('  // kept\n', '').trimEnd())
    expect((await folder.run(['.', '--fix-dry-run'])).stdout).toBe('')
  })

  test('of standard input', async () => {
    const text = '{ "name": "acme/desk", "version": "v1.0.0", "actions": {} }\n'
    const { stdout } = await folder.run(['-', '--fix-dry-run'], { stdin: text })
    expect(stdout).toBe(`--- a/<stdin>\n+++ b/<stdin>\n@@ -1,1 +1,1 @@\n-${text}+${text.replace('v1', '1')}`)
  })

  test('shows on a terminal no character that could move its cursor', async () => {
    let stdout = ''
    folder.write({ 'a.json': '{ "name": "acme/desk", "version": "v1.0.0",\n "title": "\u009b2J", "actions": {} }\n' })
    await main(['a.json', '--fix-dry-run', '--no-color'], {
      cwd: folder.path('.'),
      env: {},
      stdout: { write: (text) => (stdout += text), isTerminal: true },
      stderr: { write: () => undefined, isTerminal: true },
      readStdin: async () => new Uint8Array(),
      readLines: async function* () {},
      onInterrupt: () => () => undefined,
      openStreams: noStreams,
    })
    expect(stdout).toContain('+{ "name": "acme/desk", "version": "1.0.0",\n  "title": "\\u{9b}2J"')
  })
})

function noStreams(): never {
  throw new Error('No command under test speaks a protocol.')
}
