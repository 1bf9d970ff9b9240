import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expectPlaces, type Marked, marked } from '../mark'

export const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }`
export const LONG_TITLE = GOOD.replace('"Acme"', `"${'T'.repeat(71)}"`)
const MARKED_TITLE = GOOD.replace('"Acme"', `«"${'T'.repeat(71)}"»`)
export const WARNING = GOOD.replace('"actions"', '"titel": "Acme", "actions"')
const PACKAGE = `{ "name": "acme", "version": "1.0.0", "scripts": {}, "dependencies": {} }`
const TSCONFIG = `{\n  // strict\n  "compilerOptions": { "strict": true, },\n}`

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours are made of
const RED = /\u001b\[31m/
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const UNCOLOURED = /^[^\u001b]*$/

export interface ScenarioRun {
  cwd: string
  env: Record<string, string>
  stdin?: string
}

interface Scenario {
  name: string
  /** Texts may mark the places that standard output must name as FILE:LINE:COLUMN; those without marks are not compared. */
  files?: Record<string, string | Uint8Array>
  stdin?: string
  /** The name of standard input in the report, if it is not <stdin>. */
  stdinName?: string
  args: readonly string[]
  env?: Record<string, string>
  status: number
  /** Whole texts, or patterns. */
  stdout?: string | RegExp
  stderr?: string | RegExp
}

/** Arguments that the command refuses, beside a good file. */
const REFUSED: readonly (readonly [name: string, args: readonly string[], stderr: RegExp])[] = [
  ['an unknown rule', ['a.json', '--rule', 'schema/max-lenght:off'], /schema\/max-length/],
  ['an unknown format', ['a.json', '-f', 'jsn'], /Did you mean "json"\?/],
  ['an unknown kind', ['a.json', '--as', 'create'], /--as is "create"; allowed are integration, /],
  ['an unknown severity', ['a.json', '--fail-on', 'fatal'], /fail-on/],
  ['a flag without its value', ['a.json', '--as'], /--as needs a value/],
  ['a flag with an empty value', ['a.json', '--config='], /--config needs a value/],
  ['a flag given twice', ['a.json', '--as', 'create-body', '--as', 'update-body'], /--as is given more than once/],
  [
    'a misspelt choice',
    ['a.json', '--fail-on', 'warnin'],
    /--fail-on is "warnin"; allowed are error, warning or info\. Did you mean "warning"\?/,
  ],
  ['two formats on standard output', ['a.json', '-f', 'json', '-f', 'pretty'], /Only one --format/],
]

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a clean file exits with 0',
    files: { 'a.json': GOOD },
    args: ['a.json'],
    status: 0,
    stdout: '✔ 1 file checked, no findings\n',
    stderr: '',
  },
  {
    name: 'a finding exits with 1 and is shown with its code',
    files: { 'a.json': MARKED_TITLE },
    args: ['a.json'],
    status: 1,
    stdout:
      /title is 71 characters long; at most 64 are allowed\. {2}schema\/max-length\n {4}a\.json:\d+:\d+ {2}\/title\n/,
    stderr: '',
  },
  {
    name: '--exit-zero',
    files: { 'a.json': LONG_TITLE },
    args: ['a.json', '--exit-zero'],
    status: 0,
    stdout: /max-length/,
  },
  {
    name: 'a warning does not fail',
    files: { 'a.json': WARNING },
    args: ['a.json'],
    status: 0,
    stdout: /Did you mean "title"\?/,
  },
  { name: '--fail-on warning', files: { 'a.json': WARNING }, args: ['a.json', '--fail-on', 'warning'], status: 1 },
  { name: '--max-warnings 0', files: { 'a.json': WARNING }, args: ['a.json', '--max-warnings', '0'], status: 1 },
  { name: '--max-warnings 1', files: { 'a.json': WARNING }, args: ['a.json', '--max-warnings=1'], status: 0 },
  {
    name: '--max-warnings takes a number',
    files: { 'a.json': WARNING },
    args: ['a.json', '--max-warnings', 'few'],
    status: 2,
    stdout: '',
    stderr: /whole number, not "few"/,
  },
  {
    name: '--quiet reports errors only',
    files: { 'a.json': WARNING },
    args: ['a.json', '--quiet'],
    status: 0,
    stdout: '✔ 1 file checked, no errors (1 warning or info hidden by --quiet)\n',
  },
  {
    name: '--quiet still counts warnings',
    files: { 'a.json': WARNING },
    args: ['a.json', '-q', '--max-warnings', '0'],
    status: 1,
  },
  {
    name: '--rule wins',
    files: { 'a.json': LONG_TITLE },
    args: ['a.json', '--rule', 'schema/max-length:off'],
    status: 0,
  },
  {
    name: 'an unknown flag',
    args: ['--formt', 'json', 'a.json'],
    status: 2,
    stdout: '',
    stderr: /Unknown flag --formt\. Did you mean "--format"\?/,
  },
  {
    name: 'a list given twice',
    files: { 'a.json': LONG_TITLE },
    args: ['a.json', '--rule', 'schema/type:off', '--rule', 'schema/max-length:off'],
    status: 0,
  },
  {
    name: 'a misspelt key is one fault, not two',
    files: { 'a.json': GOOD.replace('"title"', '"titel"') },
    args: ['a.json', '-f', 'compact'],
    status: 0,
    stdout: /^[^\n]*schema\/unknown-property[^\n]*\n$/,
  },
  ...REFUSED.map(([name, args, stderr]) => ({ name, files: { 'a.json': GOOD }, args, status: 2, stdout: '', stderr })),
  ...[
    [
      'in a broken text',
      '{ "name": "acme", "version": "1.0.0", "title": "A", "actions": {}, "secrets": { "KEY": "x" "S3CRETvalue" } }',
    ],
    [
      'that lost its quotes',
      '{ "name": "acme", "version": "1.0.0", "title": "A", "actions": {}, "secrets": { KEY: S3CRETvalueLong } }',
    ],
    [
      'in a truncated text',
      '{ "name": "acme", "version": "1.0.0", "title": "A", "actions": {}, "secrets": { "KEY": "S3CRETvalue',
    ],
    [
      'of the wrong type',
      '{ "name": "acme", "version": "1.0.0", "title": "A", "actions": {}, "secrets": { "KEY": ["S3CRETvalue"] } }',
    ],
  ].map(([where, text]) => ({
    name: `a secret ${where} is shown nowhere`,
    files: { 'a.json': text ?? '' },
    args: ['a.json'],
    status: 1,
    stdout: /^(?![\s\S]*S3CRET)/,
    stderr: '',
  })),
  { name: 'no arguments', args: [], status: 2, stdout: '', stderr: /No files named/ },
  { name: 'a missing file', args: ['nope.json'], status: 2, stdout: '', stderr: /"nope\.json"/ },
  {
    name: 'a missing file beside a good one',
    files: { 'a.json': GOOD },
    args: ['a.json', 'nope.json'],
    status: 2,
    stdout: /1 file checked/,
    stderr: /"nope\.json"/,
  },
  {
    name: 'a missing file that may be missing',
    files: { 'a.json': GOOD },
    args: ['a.json', 'nope.json', '--no-error-on-unmatched-pattern'],
    status: 0,
    stderr: '',
  },
  {
    name: 'a pattern that matches nothing',
    args: ['*.json'],
    status: 2,
    stdout: '',
    stderr: /nothing matches "\*\.json"/,
  },
  {
    name: 'a folder without documents',
    files: { 'package.json': PACKAGE },
    args: ['.'],
    status: 2,
    stdout: '',
    stderr: /no integration document found/,
  },
  { name: 'an empty folder', files: { 'x/readme.md': '' }, args: ['x'], status: 2, stdout: '', stderr: /"x"/ },
  {
    name: 'a folder is walked; what is not a definition is skipped and counted',
    files: { 'a.json': GOOD, 'deep/b.json': GOOD, 'package.json': PACKAGE, 'tsconfig.json': TSCONFIG },
    args: ['.'],
    status: 0,
    stdout: '✔ 2 files checked, no findings\n',
    stderr: /^skipped 2 files that are not integration documents/,
  },
  {
    name: '--verbose lists what was skipped',
    files: { 'a.json': GOOD, 'package.json': PACKAGE },
    args: ['.', '--verbose'],
    status: 0,
    stderr: 'skipped package.json: not an integration document\n',
  },
  {
    name: 'a broken definition is linted though it was only found',
    files: { 'a.json': GOOD.replace('{} }', '{}, }') },
    args: ['.'],
    status: 1,
    stdout: /syntax\/trailing-comma/,
  },
  {
    name: 'node_modules, .git and what git ignores are not walked',
    files: {
      '.gitignore': 'out/\n',
      'a.json': GOOD,
      'out/b.json': LONG_TITLE,
      'node_modules/c.json': LONG_TITLE,
      '.git/d.json': LONG_TITLE,
    },
    args: ['.'],
    status: 0,
    stdout: /1 file checked/,
  },
  {
    name: 'a nested .gitignore takes back',
    files: { '.gitignore': '*.json\n', 'x/.gitignore': '!a.json\n', 'x/a.json': GOOD, 'x/b.json': LONG_TITLE },
    args: ['.'],
    status: 0,
    stdout: /1 file checked/,
  },
  {
    name: 'an ignored file is linted when it is named',
    files: { '.gitignore': 'out/\n', 'out/b.json': LONG_TITLE },
    args: ['out/b.json'],
    status: 1,
  },
  {
    name: 'a pattern',
    files: { 'a.json': GOOD, 'x/b.json': GOOD, 'x/c.jsonc': `// yes\n${GOOD}` },
    args: ['**/*.{json,jsonc}'],
    status: 0,
    stdout: /3 files checked/,
  },
  {
    name: 'a named package.json is reported as unknown',
    files: { 'package.json': PACKAGE },
    args: ['package.json'],
    status: 1,
    stdout: /document\/unknown-kind/,
  },
  {
    name: '--as overrules detection',
    files: { 'a.json': '{}' },
    args: ['a.json', '--as', 'create-body'],
    status: 1,
    stdout: /lacks the required property "name"/,
  },
  {
    name: 'a file that the configuration ignores is skipped, in silence where nobody reads along',
    files: {
      'a.json': LONG_TITLE,
      'b.json': GOOD,
      'integration-lint.config.json': '{ "ignorePatterns": ["a.json"] }',
    },
    args: ['a.json', 'b.json'],
    status: 0,
    stderr: '',
  },
  {
    name: 'that the configuration ignores all files is said',
    files: { 'a.json': LONG_TITLE, 'integration-lint.config.json': '{ "ignorePatterns": ["a.json"] }' },
    args: ['a.json'],
    status: 0,
    stdout: '',
    stderr: 'integration-lint: nothing was checked: the configuration ignores 1 file.\n',
  },
  {
    name: 'a misspelt configuration key',
    files: { 'a.json': GOOD, 'integration-lint.config.json': '{\n  "rule": {}\n}' },
    args: ['a.json'],
    status: 2,
    stdout: '',
    stderr: /integration-lint\.config\.json:2:3: .*"rules"/,
  },
  {
    name: 'the configuration sets severities',
    files: { 'a.json': LONG_TITLE, 'integration-lint.config.json': '{ "rules": { "schema/max-length": "info" } }' },
    args: ['a.json'],
    status: 0,
    stdout: /ℹ info/,
  },
  {
    name: '--no-config',
    files: { 'a.json': LONG_TITLE, 'integration-lint.config.json': '{ "rules": { "schema/max-length": "off" } }' },
    args: ['a.json', '--no-config'],
    status: 1,
  },
  {
    name: '--print-config',
    files: { 'integration-lint.config.json': '{ "rules": { "schema/max-length": "info" } }' },
    args: ['--print-config', 'a.json'],
    status: 0,
    stdout: /"schema\/max-length"/,
  },
  { name: 'standard input', args: ['-'], stdin: MARKED_TITLE, status: 1, stdout: /<stdin>:/ },
  {
    name: 'standard input with a name',
    args: ['-', '--stdin-filename', 'defs/a.jsonc'],
    stdin: `// c\n${MARKED_TITLE}`,
    stdinName: 'defs/a.jsonc',
    status: 1,
    stdout: /defs\/a\.jsonc:/,
  },
  { name: 'nothing on standard input', args: ['-'], stdin: '', status: 1, stdout: /syntax\/empty/ },
  { name: 'an empty file', files: { 'a.json': '«»' }, args: ['a.json'], status: 1, stdout: /syntax\/empty/ },
  {
    name: 'a binary file',
    files: { 'a.json': new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 255, 0]) },
    args: ['a.json'],
    status: 1,
    stdout: /syntax\/encoding/,
  },
  {
    name: 'a file that is not UTF-8',
    files: { 'a.json': Buffer.from(GOOD.replace('Acme', 'Acm\xe9'), 'latin1') },
    args: ['a.json'],
    status: 1,
    stdout: /a\.json:1:52/,
  },
  {
    name: '100,000 nested arrays',
    files: { 'a.json': '['.repeat(100_000) + ']'.repeat(100_000) },
    args: ['a.json'],
    status: 1,
    stdout: /syntax\/too-deep/,
  },
  {
    name: '100,000 open objects',
    files: { 'a.json': '{"a":'.repeat(100_000) },
    args: ['a.json'],
    status: 1,
    stdout: /syntax\/too-deep/,
  },
  {
    name: '__proto__ and constructor are names',
    files: {
      'a.json': GOOD.replace('"actions": {}', '"__proto__": {}, "constructor": 1, "actions": { "toString": 5 }'),
    },
    args: ['a.json'],
    status: 1,
    stdout: /Unknown property "__proto__"[\s\S]*Unknown property "constructor"[\s\S]*toString is a number/,
  },
  {
    name: 'a lone surrogate',
    files: { 'a.json': GOOD.replace('Acme', '\\ud83d') },
    args: ['a.json'],
    status: 0,
    stdout: /syntax\/lone-surrogate/,
  },
  {
    name: '10^400',
    files: { 'a.json': GOOD.replace('"actions"', '"layers": [1e400], "actions"') },
    args: ['a.json'],
    status: 1,
    stdout: /syntax\/number-range/,
  },
  {
    name: 'a name that would forge output',
    files: { 'a\u001b[2K.json': LONG_TITLE },
    args: ['.'],
    status: 1,
    stdout: UNCOLOURED,
  },
  {
    name: 'a file named like a flag',
    files: { '-f.json': GOOD },
    args: ['--', '-f.json'],
    status: 0,
    stdout: /1 file checked/,
  },
  {
    name: 'FORCE_COLOR',
    files: { 'a.json': LONG_TITLE },
    args: ['a.json'],
    env: { FORCE_COLOR: '1' },
    status: 1,
    stdout: RED,
  },
  {
    name: 'NO_COLOR wins',
    files: { 'a.json': LONG_TITLE },
    args: ['a.json'],
    env: { FORCE_COLOR: '1', NO_COLOR: '1' },
    status: 1,
    stdout: UNCOLOURED,
  },
  { name: '--color', files: { 'a.json': LONG_TITLE }, args: ['a.json', '--color'], status: 1, stdout: RED },
  {
    name: '--output-file keeps standard output free',
    files: { 'a.json': LONG_TITLE },
    args: ['a.json', '-f', 'json', '-o', 'out/report.json'],
    status: 1,
    stdout: '',
    stderr: '',
  },
  {
    name: 'an output file that cannot be written',
    files: { 'a.json': GOOD, x: '' },
    args: ['a.json', '-f', 'json', '-o', 'x/report.json'],
    status: 2,
    stderr: /x/,
  },
  { name: '--version', args: ['--version'], status: 0, stdout: /^\d+\.\d+\.\d+\n$/, stderr: '' },
  { name: '--help has examples', args: ['--help'], status: 0, stdout: /Examples:[\s\S]*bp read --json/, stderr: '' },
  {
    name: 'completion',
    args: ['completion'],
    env: { SHELL: '/bin/bash' },
    status: 0,
    stdout: /\ncomplete -o bashdefault -o default -F _integration_lint integration-lint\n$/,
    stderr: '',
  },
  {
    name: 'schema prints a schema',
    args: ['schema', 'update-body'],
    status: 0,
    stdout: /"\$schema": "http:\/\/json-schema\.org\/draft-07\/schema#"/,
  },
  { name: 'schema of an unknown kind', args: ['schema', 'update'], status: 2, stdout: '', stderr: /update-body/ },
  { name: 'rules is a table', args: ['rules'], status: 0, stdout: /required-tags-declared +error/ },
  {
    name: 'explain',
    args: ['explain', 'required-tags-declared'],
    status: 0,
    stdout: /Reports[\s\S]*Accepts[\s\S]*To suppress it/,
  },
  {
    name: 'explain of an unknown rule',
    args: ['explain', 'required-tags'],
    status: 2,
    stdout: '',
    stderr: /Unknown rule "required-tags"/,
  },
]

/** Tests every scenario by a command: the sources in this process, or the built program. */
export function testScenarios(
  run: (
    args: readonly string[],
    options: ScenarioRun,
  ) => Promise<{ stdout: string; stderr: string; status: number | null }>,
): void {
  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', async (_name, scenario) => {
    const { files = {}, stdin, stdinName = '<stdin>' } = scenario
    const folder = mkdtempSync(join(tmpdir(), 'integration-lint-scenario-'))
    try {
      writeFiles(
        folder,
        Object.fromEntries(Object.entries(files).map(([name, content]) => [name, withoutMarks(content)])),
      )
      const { stdout, stderr, status } = await run(scenario.args, {
        env: scenario.env ?? {},
        ...(stdin === undefined ? {} : { stdin: withoutMarks(stdin) }),
        cwd: folder,
      })
      const compare = (actual: string, expected: string | RegExp | undefined) => {
        if (typeof expected === 'string') expect(actual).toBe(expected)
        else if (expected !== undefined) expect(actual).toMatch(expected)
      }
      compare(stderr, scenario.stderr)
      compare(stdout, scenario.stdout)
      expect(status).toBe(scenario.status)
      expect(stderr).not.toMatch(/^ {4}at /m)
      for (const [name, content] of Object.entries({ ...files, [stdinName]: stdin ?? '' }))
        if (typeof content === 'string' && content.includes('«')) expectStarts(stdout, name, marked(content))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
}

function withoutMarks<T>(content: T): T | string {
  return typeof content === 'string' ? marked(content).text : content
}

/** Expects that a report names exactly the starts of the marked places of a file. */
function expectStarts(report: string, file: string, { text, ranges }: Marked): void {
  const point = (line: number, column: number) => ({ line, column, endLine: line, endColumn: column })
  const found = report
    .split('\n')
    .filter((line) => line.includes(`${file}:`))
    .map((line) => line.slice(line.indexOf(`${file}:`) + file.length + 1).split(/[: ]/))
    .map(([line, column]) => point(Number(line), Number(column)))
  expectPlaces(found, { text, ranges: ranges.map(({ line, column }) => point(line, column)) })
}
