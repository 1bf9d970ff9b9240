import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFolder, run } from '../remote/harness'
import { ROOT } from './run'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
})

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

const EVENT = { body: '{"team":"T1"}' }
const cases = (expect: unknown) =>
  `{\n  // What it must give.\n  "cases": [{ "name": "finds the team", "event": ${JSON.stringify(EVENT)}, "expect": ${JSON.stringify(expect)} }]\n}\n`

describe('script files are inputs', () => {
  const BROKEN = 'team = parse_json!(.body)\nteam.id[length(team)]\n'

  test.each<[string, string[], string | undefined]>([
    ['named', ['extract.vrl'], undefined],
    ['found by a walk', ['.'], undefined],
    ['by a pattern', ['*.vrl'], undefined],
    ['from standard input', ['--stdin-filename', 'extract.vrl', '-'], BROKEN],
  ])('%s', async (_name, args, stdin) => {
    write({ 'extract.vrl': BROKEN })
    const { stdout, status } = await run([...args, '--format', 'compact'], {
      cwd: folder,
      ...(stdin === undefined ? {} : { stdin }),
    })
    expect(stdout).toMatch(/^extract\.vrl:2:9: error vrl-compiles /)
    expect(status).toBe(1)
  })

  test('their names say what they are for', async () => {
    write({ 'extract.vrl': '.body.id', 'other.vrl': '[.body.id, .message.text]', 'linkTemplate.vrl': '.env' })
    const { stdout, status } = await run(['.', '--format', 'compact', '--max-warnings', '0'], { cwd: folder })
    expect(stdout.split('\n').filter((line) => line !== '')).toEqual([
      'extract.vrl:1:7: warning vrl-known-fields ".body.id" is always null: ".body" is text, without members. Write parse_json!(.body).id.',
      // What holds for each event needs no name.
      'other.vrl:1:8: warning vrl-known-fields ".body.id" is always null: ".body" is text, without members. Write parse_json!(.body).id.',
    ])
    expect(status).toBe(1)
  })

  test('the cases beside them are not documents, and need no note', async () => {
    write({ 'extract.vrl': '.path', 'extract.vrl.test.json': cases('/') })
    for (const args of [['.'], ['*'], ['vrl', 'check']]) {
      const { stderr, status } = await run(args, { cwd: folder })
      expect([stderr, status]).toEqual(['', 0])
    }
    const { stderr } = await run(['--verbose', '.'], { cwd: folder })
    expect(stderr).toBe(
      'skipped extract.vrl.test.json: the cases of a script, which "integration-lint vrl test" runs\n',
    )
    const { stdout, status } = await run(['extract.vrl.test.json', '--format', 'compact'], { cwd: folder })
    expect(stdout).toContain('document/unknown-kind')
    expect(status).toBe(1)
  })

  test('an empty one gives nothing', async () => {
    write({ 'linkTemplate.vrl': '', 'fallbackHandler.vrl': '\n', 'extract.vrl': '' })
    const { stdout } = await run(['.', '--format', 'compact'], { cwd: folder })
    expect(stdout.match(/warning vrl-result .* this has no code and always gives null\./g)).toHaveLength(3)
  })

  test('comments silence rules in them', async () => {
    write({ 'extract.vrl': '# integration-lint-disable-next-line vrl-known-fields -- tried out\n.body.id\n' })
    const { stdout, status } = await run(['extract.vrl', '--max-warnings', '0'], { cwd: folder })
    expect(stdout).toContain('1 suppressed')
    expect(status).toBe(0)
  })

  test('their length and their encoding are checked', async () => {
    write({ 'long.vrl': `# ${'é'.repeat(2000)}\n.path` })
    writeFileSync(join(folder, 'latin.vrl'), Buffer.from([0x22, 0xe9, 0x22]))
    writeFileSync(join(folder, 'mark.vrl'), '\ufeff.path')
    writeFileSync(join(folder, 'wide.vrl'), Buffer.from('\ufeff.path', 'utf16le'))
    writeFileSync(join(folder, 'image.vrl'), Buffer.from([0x47, 0x49, 0x46, 0x38, 0xff, 0x00]))
    const { stdout } = await run(['.', '--format', 'compact'], { cwd: folder })
    expect(stdout).toContain(
      'long.vrl:1:1: error schema/max-length The script is 2008 characters long; at most 2000 are allowed.',
    )
    expect(stdout).toMatch(/latin\.vrl:1:2: error syntax\/encoding/)
    expect(stdout).toMatch(/mark\.vrl:1:1: error syntax\/byte-order-mark .* which the compiler refuses/)
    expect(stdout).toContain('wide.vrl:1:1: error syntax/encoding The file is UTF-16 little-endian; scripts are UTF-8')
    expect(stdout).toContain('image.vrl:1:1: error syntax/encoding This looks like a GIF image, not like a script.')
  })

  test('a finding in a document says where in the script it is', async () => {
    write({
      'body.json': JSON.stringify({
        name: 'acme/desk',
        version: '1.0.0',
        title: 'Desk',
        identifier: { extractScript: 'a = .path\n\n.body.id + a' },
      }),
    })
    const { stdout } = await run(['vrl', 'check', 'body.json', '--format', 'json'], { cwd: folder })
    const findings = JSON.parse(stdout).files[0].findings
    expect(findings).toMatchObject([
      {
        rule: 'vrl-compiles',
        message: expect.stringMatching(/ \(line 3, column \d+ of the script\)\.$/),
        data: { textLine: 3 },
      },
      { rule: 'vrl-known-fields', data: { textLine: 3, textColumn: 7 } },
    ])
  })
})

describe('vrl check', () => {
  test('reports on scripts alone', async () => {
    write({
      'body.json': JSON.stringify({ name: 'acme/desk', version: '1', identifier: { extractScript: '.body.id' } }),
      'extract.vrl': '.body.id',
    })
    const { stdout, status } = await run(['vrl', 'check', '--format', 'compact', '--fail-on', 'warning'], {
      cwd: folder,
    })
    expect(stdout).toMatch(
      /^body\.json:\d+:\d+: warning vrl-known-fields .*\nextract\.vrl:1:7: warning vrl-known-fields .*\n$/,
    )
    expect(status).toBe(1)
  })

  test.each<[string, string, string, number]>([
    ['a script', '.path)', 'stdin.vrl:1:6: error vrl-compiles', 1],
    ['a script that is JSON, too', '{ "status": 20 }', '', 0],
    [
      'a definition',
      '{ "name": "acme/a", "version": "1.0.0", "identifier": { "extractScript": ".a)" } }',
      '<stdin>:1:',
      1,
    ],
    ['nothing', '', '', 2],
  ])('takes %s from standard input', async (_name, stdin, begins, expected) => {
    const { stdout, status } = await run(['vrl', 'check', '-', '--format', 'compact'], { cwd: folder, stdin })
    expect(stdout.slice(0, begins.length)).toBe(begins)
    expect(status).toBe(expected)
  })

  test('a name for standard input needs standard input', async () => {
    write({ 'other.vrl': '.path' })
    const { stderr, status } = await run(['vrl', 'check', '--stdin-filename', 'extract.vrl'], { cwd: folder })
    expect(stderr).toContain('--stdin-filename needs - as the file')
    expect(status).toBe(2)
  })

  test.each<[string, Record<string, string>, string[], RegExp]>([
    ['a project that does not load', { 'integration.definition.ts': 'export default (' }, ['.'], /definition\/loads/],
    [
      'a project that does not load, and its scripts',
      { 'integration.definition.ts': 'export default (', 'extract.vrl': '.path)' },
      ['.'],
      /definition\/loads[\s\S]*extract\.vrl:1:6: error vrl-compiles/,
    ],
    [
      'JSON that is broken',
      { 'body.json': '{ "name": "a", "identifier": { "extractScript": ".a)" }, }' },
      ['body.json'],
      /syntax\//,
    ],
    ['what is not known', { 'a.json': '{}' }, ['a.json'], /document\/unknown-kind/],
    [
      'what cannot hold a script',
      { 'body.json': '{ "name": "acme/a", "version": "1.0.0", "identifier": [".path)"] }' },
      ['body.json'],
      /schema\/type/,
    ],
  ])('does not pass %s', async (_name, files, args, expected) => {
    write(files)
    const { stdout, status } = await run(['vrl', 'check', ...args, '--format', 'compact'], { cwd: folder })
    expect(stdout).toMatch(expected)
    expect(status).toBe(1)
  })
})

describe('vrl test', () => {
  test('is red, is mended, is green', async () => {
    write({ 'extract.vrl': '.body.team', 'extract.vrl.test.jsonc': cases('T1') })
    const red = await run(['vrl', 'test'], { cwd: folder })
    expect(red.stdout).toBe(
      'extract.vrl\n  ✗ finds the team\n      expected  "T1"\n      actual    null\n\n1 case of 1 script: 0 passed, 1 failed\n',
    )
    expect(red.status).toBe(1)
    write({ 'extract.vrl': 'parse_json!(.body).team' })
    const green = await run(['vrl', 'test', 'extract.vrl'], { cwd: folder })
    expect(green.stdout).toBe('extract.vrl\n  ✓ finds the team\n\n1 case of 1 script: 1 passed\n')
    expect(green.status).toBe(0)
  })

  test('shows where values of several lines differ, and where a script fails', async () => {
    write({
      'fallbackHandler.vrl': '{ "status": 200, "body": "a" }',
      'fallbackHandler.vrl.test.json': cases({ status: 403, body: 'a' }),
      'extract.vrl': '# fails\nto_int!(.body)',
      'extract.vrl.test.json': cases('T1'),
    })
    const { stdout } = await run(['vrl', 'test'], { cwd: folder })
    expect(stdout).toContain('actual    an error at line 2, column 1: to_int:')
    expect(stdout).toMatch(/- +"status": 403/)
    expect(stdout).toMatch(/\+ +"status": 200/)
  })

  test('writes JSON and JUnit', async () => {
    write({ 'extract.vrl': '.path', 'extract.vrl.test.json': cases('<T1>') })
    const json = JSON.parse((await run(['vrl', 'test', '-f', 'json'], { cwd: folder })).stdout)
    expect(json).toEqual({
      schemaVersion: 1,
      scripts: [
        {
          script: 'extract.vrl',
          tests: 'extract.vrl.test.json',
          cases: [{ name: 'finds the team', status: 'failed', expected: '<T1>', actual: '/' }],
        },
      ],
      errors: [],
      summary: { scripts: 1, cases: 1, passed: 0, failed: 1 },
    })
    const junit = (await run(['vrl', 'test', '-f', 'junit'], { cwd: folder })).stdout
    expect(junit).toContain('<testsuite name="extract.vrl" tests="1" failures="1"')
    expect(junit).toContain('expected  &quot;&lt;T1&gt;&quot;')
  })

  test('--update writes what is returned now, and nothing else', async () => {
    write({ 'extract.vrl': '{ "a": .path }', 'extract.vrl.test.jsonc': cases('T1') })
    const { status } = await run(['vrl', 'test', '--update'], { cwd: folder })
    expect(status).toBe(0)
    const text = readFileSync(join(folder, 'extract.vrl.test.jsonc'), 'utf8')
    expect(text).toContain('// What it must give.')
    expect((await run(['vrl', 'test'], { cwd: folder })).status).toBe(0)
  })

  test('--update keeps the line breaks and the margin of the file', async () => {
    write({
      'extract.vrl': '{ "a": .path }',
      'extract.vrl.test.json': '{"cases": [\r\n\t{ "name": "a", "event": {}, "expect": 1 }\r\n]}\r\n',
    })
    await run(['vrl', 'test', '--update'], { cwd: folder })
    expect(readFileSync(join(folder, 'extract.vrl.test.json'), 'utf8')).toBe(
      '{"cases": [\r\n\t{ "name": "a", "event": {}, "expect": {\r\n\t  "a": "/"\r\n\t} }\r\n]}\r\n',
    )
  })

  test('--update keeps the byte-order mark of the file', async () => {
    write({ 'extract.vrl': '.path', 'extract.vrl.test.json': `\ufeff${cases('T1')}` })
    expect((await run(['vrl', 'test', '--update'], { cwd: folder })).status).toBe(0)
    expect(readFileSync(join(folder, 'extract.vrl.test.json'), 'utf8')).toBe(`\ufeff${cases('/')}`)
  })

  test('--update leaves alone the cases of a script that does not compile', async () => {
    write({ 'extract.vrl': '.path)', 'extract.vrl.test.jsonc': cases('T1') })
    const { stdout, status } = await run(['vrl', 'test', '--update'], { cwd: folder })
    expect(stdout).toContain('It does not compile')
    expect(stdout).not.toContain('updated')
    expect(status).toBe(1)
    expect(readFileSync(join(folder, 'extract.vrl.test.jsonc'), 'utf8')).toBe(cases('T1'))
  })

  test('a pattern of scripts stands for their cases', async () => {
    write({ 'extract.vrl': '.path', 'extract.vrl.test.json': cases('/'), 'other.vrl': '1' })
    const { stdout, status } = await run(['vrl', 'test', '*.vrl'], { cwd: folder })
    expect(stdout).toContain('1 case of 1 script: 1 passed')
    expect(status).toBe(0)
  })

  test('a folder may be called like a script', async () => {
    mkdirSync(join(folder, 'y.vrl'))
    write({ 'y.vrl/extract.vrl': '.path', 'y.vrl/extract.vrl.test.json': cases('/') })
    const { stdout, status } = await run(['vrl', 'test', 'y.vrl'], { cwd: folder })
    expect(stdout).toContain('1 case of 1 script: 1 passed')
    expect(status).toBe(0)
  })

  test('a file that cannot be tested leaves the results of the others', async () => {
    write({
      'a.vrl': '.path',
      'a.vrl.test.json': '{ "cases": }',
      'b.vrl': '.path',
      'b.vrl.test.json': cases('/'),
      'c.vrl.test.json': cases('/'),
    })
    const { stdout, stderr, status } = await run(['vrl', 'test', '-f', 'json'], { cwd: folder })
    expect(JSON.parse(stdout)).toMatchObject({
      scripts: [{ script: 'b.vrl', cases: [{ status: 'passed' }] }],
      errors: [
        { file: 'a.vrl.test.json', message: expect.stringMatching(/^a\.vrl\.test\.json:1:12: /) },
        { file: 'c.vrl.test.json', message: expect.stringContaining('cannot read c.vrl') },
      ],
    })
    expect(stderr.match(/^integration-lint: /gm)).toHaveLength(2)
    expect(status).toBe(2)
    const junit = (await run(['vrl', 'test', '-f', 'junit'], { cwd: folder })).stdout
    expect(junit).toContain('tests="3" failures="0" errors="2"')
    expect(junit).toMatch(
      /<testsuite name="c\.vrl\.test\.json"[^>]* errors="1"[\s\S]*<error message="cannot read c\.vrl/,
    )
  })

  test('no cases are no error where that is said', async () => {
    write({ 'a.vrl': '1' })
    for (const args of [[], ['a.vrl'], ['*.vrl'], ['nowhere']]) {
      const { stdout, status } = await run(['vrl', 'test', ...args, '--no-error-on-unmatched-pattern'], { cwd: folder })
      expect([stdout, status]).toEqual(['0 cases of 0 scripts: 0 passed\n', 0])
    }
  })

  test.each<[string, Record<string, string>, string[], RegExp]>([
    ['no cases at all', {}, [], /There are no cases/],
    ['a script without cases', { 'a.vrl': '1' }, ['a.vrl'], /a\.vrl has no cases/],
    [
      'cases without a script',
      { 'a.vrl.test.json': cases(1) },
      [],
      /cannot read a\.vrl, which a\.vrl\.test\.json tests/,
    ],
    ['a broken file', { 'a.vrl': '1', 'a.vrl.test.json': '{ "cases": }' }, [], /a\.vrl\.test\.json:1:12/],
    [
      'a body that is an object',
      { 'a.vrl': '1', 'a.vrl.test.json': '{ "cases": [{ "name": "a", "event": { "body": {} }, "expect": 1 }] }' },
      [],
      /a\.vrl\.test\.json:1:47: "body" must be a string/,
    ],
    [
      'what the platform would read otherwise',
      { 'a.vrl': '\ufeff.path', 'a.vrl.test.json': cases('/') },
      [],
      /a\.vrl:1:1: The file starts with a byte-order mark/,
    ],
    [
      'cases of which some would be lost',
      { 'a.vrl': '.path', 'a.vrl.test.json': `{ "cases": [], ${cases('/').slice(1)}` },
      [],
      /a\.vrl\.test\.json:3:3: .*"cases"/,
    ],
    ['another file', { 'a.json': '{}' }, ['a.json'], /is not a file of cases/],
    ['an unknown format', {}, ['-f', 'tap'], /--format is "tap"; allowed are pretty, json or junit/],
  ])('cannot test %s, and says so', async (_name, files, args, message) => {
    write(files)
    const { stderr, status } = await run(['vrl', 'test', ...args], { cwd: folder })
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })
})

describe('vrl run and vrl samples', () => {
  test('an event from flags', async () => {
    write({ 'extract.vrl': '[.method, .path, .query, .headers."x-team", parse_json!(.body).id]' })
    const flags = ['--method', 'PUT', '--path', '/a', '--query', 'b=1', '--header', 'X-Team: T1', '--body', '{"id":5}']
    const { stdout } = await run(['vrl', 'run', 'extract.vrl', ...flags], { cwd: folder })
    expect(JSON.parse(stdout)).toEqual(['PUT', '/a', 'b=1', 'T1', 5])
  })

  test('secrets from flags, beside those of an event', async () => {
    write({ 'extract.vrl': '[.secrets.A, .secrets.B]', 'event.json': '{ "secrets": { "A": "1", "B": "2" } }' })
    const { stdout } = await run(['vrl', 'run', 'extract.vrl', '-e', 'event.json', '--secret', 'B=3=4'], {
      cwd: folder,
    })
    expect(JSON.parse(stdout)).toEqual(['1', '3=4'])
    const { stderr, status } = await run(['vrl', 'run', 'extract.vrl', '--secret', 'hunter2'], { cwd: folder })
    expect([status, stderr]).toEqual([2, expect.not.stringContaining('hunter2')])
  })

  describe('a script of a project', () => {
    beforeEach(() => {
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
      write({
        'integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', identifier: { extractScript: 'scripts/extract.vrl' },
})
`,
      })
      mkdirSync(join(folder, 'scripts'))
      write({ 'scripts/extract.vrl': 'parse_json!(.body).id' })
    })

    test.each([['.'], ['integration.definition.ts']])('named %s', async (name) => {
      const args = ['vrl', 'run', name, '/identifier/extractScript', '--body', '{"id":"T1"}']
      expect(await run(args, { cwd: folder })).toMatchObject({ stdout: '"T1"\n', stderr: '', status: 0 })
    })

    test.each<[string, string[], RegExp]>([
      ['no pointer', ['.'], /say which script, as in "vrl run \. \/identifier\/extractScript"/],
      [
        'no script there',
        ['.', '/identifier/linkTemplateScript'],
        /There is no script at \/identifier\/linkTemplateScript in \./,
      ],
      ['no pointer but a word', ['.', 'extract'], /Not a JSON Pointer: "extract"/],
    ])('%s', async (_name, args, message) => {
      const { stderr, status } = await run(['vrl', 'run', ...args], { cwd: folder })
      expect(stderr).toMatch(message)
      expect(status).toBe(2)
    })

    test('that does not load', async () => {
      write({ 'integration.definition.ts': 'export default (\n' })
      const { stderr, status } = await run(['vrl', 'run', '.', '/identifier/extractScript'], { cwd: folder })
      expect(stderr).toMatch(/^integration-lint: integration\.definition\.ts:\d+:\d+: /)
      expect(status).toBe(2)
    })
  })

  test('--trace prints what each statement gives', async () => {
    write({ 'extract.vrl': 'body = parse_json!(.body)\n\nbody.id' })
    const { stdout } = await run(['vrl', 'run', 'extract.vrl', '--trace', '--body', '{"id":5}'], { cwd: folder })
    expect(stdout).toBe('  1  body = parse_json!(.body)\n     → {"id":5}\n  3  body.id\n     → 5\n')
  })

  test('--trace prints no carriage returns', async () => {
    write({ 'extract.vrl': 'if true {\r\n  .path\r\n}\r\n' })
    const { stdout } = await run(['vrl', 'run', 'extract.vrl', '--trace'], { cwd: folder })
    expect(stdout).toMatch(/^ {2}1 {2}if true \{ …\n/)
  })

  test('a pointer into a script is refused', async () => {
    write({ 'extract.vrl': '.path' })
    const { stderr, status } = await run(['vrl', 'run', 'extract.vrl', '/identifier'], { cwd: folder })
    expect(stderr).toContain('extract.vrl is a script; a pointer names a script in a document or a project.')
    expect(status).toBe(2)
  })

  test('--trace stops where the script returns, and shows the event as well where that is asked', async () => {
    write({ 'extract.vrl': '.seen = true\nif .seen == true { return 5 }\n7' })
    const args = ['vrl', 'run', 'extract.vrl', '--trace', '--show-event']
    const { stdout } = await run(args, { cwd: folder })
    const [trace, event] = stdout.split(/\n(?=\{)/)
    expect(trace).toBe('  1  .seen = true\n     → true\n  2  if .seen == true { return 5 }\n     → returns 5')
    expect(JSON.parse(event ?? '')).toMatchObject({ type: 'value', result: 5, event: { seen: true } })
  })

  test('a file that the platform would read otherwise is not run', async () => {
    writeFileSync(join(folder, 'latin.vrl'), Buffer.from([0x22, 0xe9, 0x22]))
    write({ 'mark.vrl': '\ufeff.path' })
    for (const [name, message] of [
      ['latin.vrl', /^integration-lint: latin\.vrl:1:2: The file is not UTF-8/],
      ['mark.vrl', /^integration-lint: mark\.vrl:1:1: The file starts with a byte-order mark/],
    ] as const) {
      const { stdout, stderr, status } = await run(['vrl', 'run', name], { cwd: folder })
      expect([stdout, status]).toEqual(['', 2])
      expect(stderr).toMatch(message)
    }
  })

  test('what a request holds cannot move the cursor', async () => {
    write({ 'extract.vrl': 'assert!(false, message: to_string!(.body))' })
    const { stderr } = await run(['vrl', 'run', 'extract.vrl', '--body', '\u001b[31mred'], { cwd: folder })
    expect(stderr).toContain('assert: \\u{1b}[31mred')
    expect(stderr).not.toContain('\u001b')
  })

  test('samples are listed, and one of them is an event', async () => {
    const list = (await run(['vrl', 'samples'], { cwd: folder })).stdout
    expect(list).toMatch(/^slack-challenge {2}/m)
    const event = (await run(['vrl', 'samples', 'slack-challenge'], { cwd: folder })).stdout
    write({ 'extract.vrl': 'parse_json!(.body).type' })
    const { stdout } = await run(['vrl', 'run', 'extract.vrl', '-e', '-'], { cwd: folder, stdin: event })
    expect(stdout).toBe('"url_verification"\n')
    expect((await run(['vrl', 'samples', 'slack-chalenge'], { cwd: folder })).stderr).toContain('Did you mean')
  })
})
