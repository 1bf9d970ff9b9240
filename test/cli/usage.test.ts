import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../../src/cli/command'
import { COMMANDS } from '../../src/cli/commands'
import { explainCommand } from '../../src/cli/explain'
import { lintCommand } from '../../src/cli/lint'
import { main } from '../../src/cli/main'
import { TOOL_VERSION } from '../../src/findings/help'
import { severitiesOf } from '../../src/rules/documented'
import { RULES } from '../../src/rules/index.generated'
import { emptyFolder, jsonReport, run, testIo } from '../remote/harness'

const GOOD = '{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
  writeFileSync(join(folder, 'a.json'), GOOD)
})

describe('what cannot be done is said, and nothing is linted', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'empty'))
    mkdirSync(join(folder, 'rulse'))
  })

  test.each<[what: string, args: string[], says: string]>([
    ['a format without a value', ['a.json', '--format'], '--format needs a value.'],
    ['an output file without a value', ['a.json', '-o'], '-o needs a value.'],
    ['an invalid format', ['a.json', '-f', 'jsn'], '--format is "jsn"; allowed are auto, '],
    [
      'two files for one report',
      ['a.json', '-f', 'json', '-o', 'a', '-o', 'b'],
      '--output-file b has no --format of its own before it.',
    ],
    [
      'one file for two reports',
      ['a.json', '-f', 'json', '-o', 'x', '-f', 'sarif', '-o', './x'],
      'Two reports cannot go to one file',
    ],
    [
      'two reports for standard output',
      ['a.json', '-f', 'json', '-f', 'sarif'],
      'Only one --format can go to standard output',
    ],
    ['a baseline without a path', ['a.json', '--baseline='], '--baseline needs a value.'],
    ['a part of standard input', ['-', '--shard', '1/2'], '--shard cannot be combined with standard input.'],
    [
      'an invalid threshold',
      ['a.json', '--fail-on', 'warnings'],
      '--fail-on is "warnings"; allowed are error, warning or info. Did you mean "warning"?',
    ],
    [
      'a list of rules in an invalid format',
      ['rules', '--format', 'xml'],
      '--format is "xml"; allowed are pretty or json.',
    ],
    ['an invalid preset', ['a.json', '--preset', 'stric'], 'Did you mean "strict"?'],
    ['an invalid size', ['a.json', '--max-size', '1k'], '--max-size takes a whole number, not "1k".'],
    ['a command of a group, two letters swapped', ['vrl', 'rnu'], 'Did you mean "run"?'],
    ['a flag without its dashes', ['statistics'], 'no such file: "statistics". Did you mean "--statistics"?'],
    ['a command twice', ['lint', 'lint'], 'integration-lint: no such file: "lint".\n'],
    ['an invalid short flag', ['a.json', '-x'], 'Unknown flag -x; there are -f, -o, '],
    [
      'a misspelt command',
      ['explian', 'name-format'],
      'integration-lint: there is no file or command "explian". Did you mean "explain"?\n',
    ],
    ['a misspelt command with flags', ['remot', '--all'], '"remot" is not a command either. Did you mean "remote"?'],
    ['help for what is not a command', ['help', 'rulse'], 'Did you mean "rules"?'],
    ['an argument too many', ['explain', 'a', 'b'], 'Too many arguments: "b". Usage: integration-lint explain <rule>'],
    [
      'arguments for a command without',
      ['rules', 'a', 'b'],
      'Too many arguments: "a" and "b". Usage: integration-lint rules',
    ],
    [
      'no rule to explain',
      ['explain'],
      'The argument <rule> is missing (The id of a rule): integration-lint explain <rule>',
    ],
    ['no script to run', ['vrl', 'run'], 'The argument <script> is missing '],
    ['a group of commands alone', ['vrl'], 'Name a command: "vrl check", "vrl run"'],
    [
      'what is not a command of a group',
      ['vrl', 'chek'],
      'Name a command: "vrl check", "vrl run", "vrl test" or "vrl samples". Did you mean "check"?',
    ],
    ['a folder without JSON', ['empty'], '"empty" contains no JSON file, no script and no definition of a project.'],
    [
      'a folder that is nearly called like a command',
      ['rulse'],
      '"rulse" contains no JSON file, no script and no definition of a project.',
    ],
    ['an invalid rule', ['explain', 'name-fromat'], 'Unknown rule "name-fromat". Did you mean "name-format"?'],
    ['an invalid schema', ['schema', 'body'], 'body'],
    [
      'a baseline that cannot be written',
      ['a.json', '--update-baseline', '--baseline', 'a.json/b'],
      'Cannot write the baseline: ',
    ],
    ['a report that is not there', ['merge-reports', 'nowhere.json'], 'Cannot read nowhere.json: '],
    ['a configuration that is not there', ['a.json', '--config', 'nowhere.json'], 'nowhere.json'],
  ])('%s', async (_what, args, says) => {
    const { status, stdout, stderr } = await run(args, { cwd: folder, stdin: GOOD })
    expect(stderr).toContain(says)
    expect([status, stdout]).toEqual([2, ''])
  })
})

describe('a run that fails says why, whatever its report shows', () => {
  const bad = GOOD.replace(
    '"actions": {}',
    '"actions": { "createTicket": { "input": { "schema": {} }, "output": { "schema": {} } } }',
  )
  beforeEach(() => writeFileSync(join(folder, 'a.json'), bad))

  test.each<[args: string[], stderr: string, status: number]>([
    [['--max-warnings', '0'], 'integration-lint: too many warnings (1, maximum 0).\n', 1],
    [['--max-warnings', '0', '--quiet'], 'integration-lint: too many warnings (1, maximum 0).\n', 1],
    [
      ['--fail-on', 'warn', '--quiet'],
      'integration-lint: --fail-on warning fails on 1 warning, which --quiet leaves out of the report.\n',
      1,
    ],
    [['--fail-on', 'warn'], '', 1],
    [['--max-warnings', '0', '--exit-zero'], '', 0],
    [['--max-warnings', '1', '--quiet'], '', 0],
  ])('%j', async (args, stderr, status) => {
    const result = await run(['a.json', '--preset', 'recommended', '--rule', 'action-title-present:off', ...args], {
      cwd: folder,
    })
    expect([result.stderr, result.status]).toEqual([stderr, status])
    expect(result.stdout).not.toContain('no findings')
  })
})

describe('help', () => {
  test.each([
    [['help'], ['--help']],
    [
      ['help', 'explain'],
      ['explain', '--help'],
    ],
    [
      ['help', 'vrl', 'run'],
      ['vrl', 'run', '--help'],
    ],
    [
      ['vrl', 'help', 'run'],
      ['vrl', 'run', '--help'],
    ],
    [
      ['vrl', 'help'],
      ['vrl', '--help'],
    ],
    [['help', 'help'], ['--help']],
  ])('%j is %j', async (args, same) => {
    const [one, other] = [await run(args, { cwd: folder }), await run(same, { cwd: folder })]
    expect([one.status, one.stdout]).toEqual([0, other.stdout])
  })

  const pageIn = async (args: string[], width: number) =>
    (await run(args, { cwd: folder, env: { COLUMNS: String(width) } })).stdout

  const PAGES = [['--help'], ...COMMANDS.map((command) => [...wordsOf(command), '--help']), ['vrl', '--help']]

  const widePages: string[] = []
  beforeAll(async () => {
    for (const args of PAGES) widePages.push(await pageIn(args, 110))
  })

  test.each([50, 60, 80, 100])(
    'of each command fits into %d columns, and breaks and joins no words',
    async (COLUMNS) => {
      for (const [index, args] of PAGES.entries()) {
        const page = await pageIn(args, COLUMNS)
        expect([args, page.split('\n').filter((line) => line.length > COLUMNS)]).toEqual([args, []])
        expect(page.split(/\s+/)).toEqual(widePages[index]?.split(/\s+/))
        expect(page).not.toMatch(/\w\[(?:default|choices)/)
      }
    },
  )

  test.each([60, 80])('rules and explain fit into %d columns', async (columns) => {
    const pages = new Map([['rules', (await run(['rules'], { cwd: folder, columns })).stdout]])
    for (const { id } of RULES) {
      const { io, written } = testIo({ cwd: folder, columns })
      // The parser of the command line would take most of the time.
      await explainCommand.run({ rule: id }, { io, argv: [], operands: [], typed: [] })
      pages.set(id, written.stdout)
    }
    for (const [name, page] of pages) {
      expect([name, page]).toEqual([name, expect.stringContaining(name === 'rules' ? (RULES[0]?.id ?? '') : name)])
      // Addresses and encoded files are one word.
      const long = page.split('\n').filter((line) => line.length > columns && /^\s*\S+ +\S/.test(line))
      expect([name, long]).toEqual([name, []])
    }
  })

  test('of the tool has its flags in groups, with choices and defaults', async () => {
    const { stdout } = await run(['--help'], { cwd: folder, env: { COLUMNS: '60' } })
    expect(stdout.match(/^\w+:$/gm)).toEqual([
      'Commands:',
      'Arguments:',
      'Requests:',
      'Versions:',
      'Selection:',
      'Rules:',
      'Fixes:',
      'Reports:',
      'Suppressions:',
      'Performance:',
      'General:',
      'Examples:',
    ])
    const flat = stdout.replace(/\s+/g, ' ')
    expect(flat).toContain('Write the findings of the checked files into the baseline')
    expect(flat).toContain(
      '--fail-on <value> Lowest severity that exits with 1 [choices: "error", "warning", "info"] [default: "error"]',
    )
    expect(flat).toContain('--error-on-unmatched-pattern Exit with 2')
    expect(flat).toContain('Check integration documents [default]')
    for (const flag of Object.keys(lintCommand.flags)) expect(flat).toContain(` --${flag} `)
  })
})

function wordsOf({ usage, group }: Command): string[] {
  const line = typeof usage === 'string' ? usage : 'lint'
  return [...(group === undefined ? [] : [group.name]), line.split(' ')[0] ?? '']
}

test.each([['version'], ['--version'], ['-V'], ['-v']])('%s', async (word) => {
  expect(await run([word], { cwd: folder })).toEqual({ status: 0, stdout: `${TOOL_VERSION}\n`, stderr: '' })
})

test('a preset of the command line holds instead of those that the configuration extends; overrides hold all the same', async () => {
  writeFileSync(join(folder, 'b.json'), GOOD)
  const configuration = { extends: 'schema', overrides: [{ files: 'b.json', extends: 'schema' }] }
  writeFileSync(join(folder, 'integration-lint.config.json'), JSON.stringify(configuration))
  const presets = async (file: string, ...args: string[]) =>
    JSON.parse((await run(['--print-config', file, ...args], { cwd: folder })).stdout).presets
  expect(await presets('a.json')).toEqual(['schema'])
  expect(await presets('a.json', '--preset', 'strict')).toEqual(['strict'])
  expect(await presets('b.json', '--preset', 'strict')).toEqual(['schema'])
})

test('the page of a run says how it came to be', async () => {
  await run(['a.json', '--preset', 'hub', '-f', 'html', '-o', "it's.html"], { cwd: folder })
  const page = readFileSync(join(folder, "it's.html"), 'utf8')
  expect(page).toMatch(/<dt>Date<\/dt><dd><time datetime="\d{4}-\d\d-\d\dT/)
  expect(page).toContain('<dd>hub</dd>')
  expect(page).toMatch(/<code>integration-lint a\.json --preset hub -f html -o .*html/)
})

test('statistics, and a Markdown report of a size', async () => {
  writeFileSync(join(folder, 'a.json'), GOOD.replace('"Acme"', '""'))
  expect((await run(['a.json', '--statistics'], { cwd: folder })).stdout).toMatch(/ 1 +0 +0 +1 +schema\/min-length\n/)
  const { stdout } = await run(['a.json', '-f', 'markdown', '--max-size', '1000'], { cwd: folder })
  expect(stdout).toContain('…and 1 more finding, which did not fit in here.')
})

test.each(['json', 'sarif', 'junit', 'compact', 'github', 'gitlab', 'html', 'markdown'])(
  'statistics of %s stand on standard error',
  async (format) => {
    writeFileSync(join(folder, 'a.json'), GOOD.replace('"Acme"', '""'))
    const plain = await run(['a.json', '-f', format], { cwd: folder })
    const { stdout, stderr } = await run(['a.json', '-f', format, '--statistics'], { cwd: folder })
    expect(stderr).toMatch(/^errors +warnings +infos +files +rule\n +1 +0 +0 +1 +schema\/min-length\n$/)
    if (format !== 'html') expect(stdout).toBe(plain.stdout)
    const both = await run(['a.json', '-f', format, '-o', 'out', '-f', 'pretty', '--statistics'], { cwd: folder })
    expect(both.stderr).toBe('')
    const clean = await run(['-f', format, '--statistics', '-'], { cwd: folder, stdin: GOOD })
    expect(clean.stderr).toBe('')
  },
)

test('a case of a clean file does not say that nothing was found where findings are left out', async () => {
  writeFileSync(join(folder, 'a.json'), GOOD.replace('"actions"', '"titel": "Acme", "actions"'))
  const { stdout } = await run(['a.json', '-f', 'junit', '--quiet'], { cwd: folder })
  expect(stdout).toContain('<testcase name="No errors" classname="a" time="0"/>')
  expect(stdout).not.toContain('No findings')
})

test('what stands after -- is a file, whatever it looks like', async () => {
  writeFileSync(join(folder, '--format'), GOOD)
  const result = await run(['-f', 'json', '--', '--format', 'a.json'], { cwd: folder })
  expect(
    jsonReport(result)
      .files.map(({ file }) => file)
      .sort(),
  ).toEqual(['--format', 'a.json'])
})

test('a text from standard input that the configuration ignores is skipped', async () => {
  writeFileSync(join(folder, 'integration-lint.config.json'), '{ "ignorePatterns": ["old/**"] }')
  const given = { cwd: folder, stdin: GOOD.replace('"Acme"', '""') }
  const skipped = await run(['-', '--stdin-filename', 'old/a.json', '--verbose', '-f', 'json'], given)
  expect([skipped.status, jsonReport(skipped).files]).toEqual([0, []])
  expect(skipped.stderr).toContain('skipped old/a.json: ignored by the configuration\n')
  expect((await run(['-', '--stdin-filename', 'new/a.json'], given)).status).toBe(1)
})

describe('what is said of a baseline', () => {
  const lintAll = (...args: string[]) => run(['.', '--no-config', ...args], { cwd: folder })

  test('how many findings are gone, and the first of them', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `b${String(index).padStart(2, '0')}.json`)
    for (const name of names) writeFileSync(join(folder, name), GOOD.replace('"Acme"', '""'))
    expect((await lintAll('--update-baseline')).stderr).toContain('has 25 known findings now (25 added, 0 removed).')
    for (const name of names) writeFileSync(join(folder, name), GOOD)
    const { stderr, status } = await lintAll()
    const lines = stderr.trimEnd().split('\n')
    expect(lines[0]).toContain(': 25 entries name findings that are gone')
    expect(lines.slice(1)).toEqual([
      ...names.slice(0, 20).map((name) => `  ${name} /title schema/min-length`),
      '  and 5 more',
    ])
    expect(status).toBe(0)
    expect((await lintAll('--prune-baseline')).stderr).toContain('removed 25 stale entries from ')
  })

  test('a finding of the whole document', async () => {
    writeFileSync(join(folder, 'a.json'), GOOD.replace('"version": "1.0.0", ', ''))
    await lintAll('--update-baseline', '--as', 'create-body')
    writeFileSync(join(folder, 'a.json'), GOOD)
    expect((await lintAll()).stderr).toMatch(
      /: 1 entry names a finding that is gone .*\n {2}a\.json \/ schema\/required\n$/,
    )
    expect((await lintAll('--prune-baseline')).stderr).toContain('removed 1 stale entry from ')
  })
})

test('a summary that cannot be written is not success', async () => {
  const { status, stderr } = await run(['a.json', '-f', 'github'], {
    cwd: folder,
    env: { GITHUB_STEP_SUMMARY: folder },
  })
  expect(stderr).toContain(`Cannot write the step summary ${folder}: `)
  expect(status).toBe(2)
})

test('a document of no kind is none of the findings when its rule is off', async () => {
  writeFileSync(join(folder, 'a.json'), '{ "hello": "world" }')
  const findings = async (...args: string[]) => {
    const { files } = jsonReport(await run(['a.json', '-f', 'json', ...args], { cwd: folder }))
    return files.map(({ findings }) => findings.map(({ rule }) => rule))
  }
  expect(await findings()).toEqual([['document/unknown-kind']])
  expect(await findings('--rule', 'document/unknown-kind:off')).toEqual([[]])
})

test('what merely follows from a wrong encoding is not reported as well', async () => {
  writeFileSync(join(folder, 'a.json'), Buffer.from(GOOD.replace('"acme"', '"Ac\u00e9 me"'), 'latin1'))
  const { files } = jsonReport(await run(['a.json', '-f', 'json'], { cwd: folder }))
  expect(files[0]?.findings.map(({ rule, line, column }) => [rule, line, column])).toEqual([['syntax/encoding', 1, 14]])
})

test('reports of different versions are joined, with a word', async () => {
  const { stdout } = await run(['a.json', '-f', 'json'], { cwd: folder })
  writeFileSync(join(folder, 'one.json'), stdout)
  writeFileSync(
    join(folder, 'two.json'),
    stdout.replace('"a.json"', '"b.json"').replace(/"version": "[^"]*"/, '"version": "9.9.9"'),
  )
  const { status, stderr } = await run(['merge-reports', 'one.json', 'two.json'], { cwd: folder })
  expect(stderr).toMatch(/the reports were made by different versions of the tool: \S+, 9\.9\.9\.\n/)
  expect(status).toBe(0)
})

describe('colour', () => {
  const ESCAPE = '\u001b['
  test.each<[what: string, env: Record<string, string>, args: string[], coloured: boolean]>([
    ['is not for what is not a terminal', {}, [], false],
    ['is forced', { FORCE_COLOR: '1' }, [], true],
    ['is forced off', { FORCE_COLOR: '0' }, [], false],
    ['is not wanted, which weighs more', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['is asked for by the flag, which weighs most', { NO_COLOR: '1' }, ['--color'], true],
  ])('%s', async (_what, env, args, coloured) => {
    const { stdout } = await run(['a.json', ...args], { cwd: folder, env })
    expect(stdout.includes(ESCAPE)).toBe(coloured)
  })

  test.each([
    ['xterm', true],
    ['dumb', false],
  ])('on a terminal that is %s: %s', async (TERM, coloured) => {
    let stdout = ''
    const io = {
      cwd: folder,
      env: { TERM },
      stdout: {
        write: (text: string) => {
          stdout += text
        },
        isTerminal: true,
      },
      stderr: { write: () => undefined, isTerminal: true },
      readStdin: async () => new Uint8Array(),
      readLines: async function* () {},
      openStreams: noStreams,
      onInterrupt: () => () => undefined,
    }
    expect(await main(['a.json'], io)).toBe(0)
    expect(stdout.includes(ESCAPE)).toBe(coloured)
  })
})

function noStreams(): never {
  throw new Error('No command under test speaks a protocol.')
}

test.each<[what: string, thrown: unknown, said: RegExp]>([
  ['an error, with its stack', new Error('Boom.'), /Error: Boom\.\n +at /],
  ['what is not an error', 'Boom.', /\nBoom\.\n$/],
])('a fault of the tool itself is reported as such: %s', async (_what, thrown, said) => {
  let stderr = ''
  const status = await main(['-'], {
    cwd: folder,
    env: {},
    stdout: { write: () => undefined, isTerminal: false },
    stderr: {
      write: (text: string) => {
        stderr += text
      },
      isTerminal: false,
    },
    readStdin: () => Promise.reject(thrown),
    readLines: async function* () {},
    openStreams: noStreams,
    onInterrupt: () => () => undefined,
  })
  expect(status).toBe(2)
  expect(stderr).toMatch(/^integration-lint: this is a bug in the tool, not in your files\.\n/)
  expect(stderr).toMatch(said)
})

test.each(RULES.map((rule) => [rule.id, rule] as const))('explain %s', async (id, rule) => {
  const { status, stdout, stderr } = await run(['explain', id], { cwd: folder })
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain(`${id}  (${severitiesOf(rule)})\n\n${rule.summary}\n\n`)
  for (const name of Object.keys(rule.options?.schema ?? {}))
    expect(stdout).toMatch(new RegExp(`^  ${name}: .* \\(default .+\\)$`, 'm'))
  for (const { note } of [...rule.examples.bad, ...rule.examples.good])
    if (note !== undefined) expect(stdout).toContain(note)
  expect(stdout).toMatch(/\/docs\/rules\/\S+\.md\n$/)
})
