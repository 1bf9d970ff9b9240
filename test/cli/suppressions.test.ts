import { existsSync } from 'node:fs'
import Ajv from 'ajv'
import baselineSchema from '../../schemas/baseline.schema.json'
import { useFolder } from './folder'

const folder = useFolder()
const { write, run } = folder

jest.setTimeout(60_000)

const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }`
const LONG = 'T'.repeat(71)
const LONG_TITLE = GOOD.replace('Acme', LONG)
const BASELINE = 'integration-lint.baseline.json'
const CONFIG = 'integration-lint.config.json'

function config(ignores: readonly object[], more: object = {}): string {
  return JSON.stringify({ root: true, ignores, ...more }, null, 2)
}

/** `file:rule` of the findings, from the JSON report; and the count of what was suppressed. */
async function linted(args: readonly string[]) {
  const { stdout, stderr, status } = await run([...args, '-f', 'json'])
  const report: {
    files: { file: string; findings: { rule: string; line: number; column: number }[] }[]
    summary: { suppressed: number }
  } = JSON.parse(stdout)
  const found = report.files.flatMap(({ file, findings }) => findings.map(({ rule }) => `${file}:${rule}`))
  return { found, suppressed: report.summary.suppressed, stderr, status, report }
}

describe('ignores', () => {
  const IGNORE = {
    rule: 'schema/max-length',
    files: 'a.json',
    pointer: '/title',
    reason: 'The product is called that.',
  }

  test('what is accepted does not fail, and is counted', async () => {
    write({ 'a.json': LONG_TITLE, 'b.json': LONG_TITLE, [CONFIG]: config([IGNORE]) })
    expect(await linted(['.'])).toMatchObject({
      found: ['b.json:schema/max-length'],
      suppressed: 1,
      stderr: expect.not.stringContaining('ignores'),
      status: 1,
    })
    expect(await run(['a.json'])).toEqual({
      stdout: '✔ 1 file checked, no findings, 1 suppressed\n',
      stderr: '',
      status: 0,
    })
  })

  test('SARIF carries it with its reason', async () => {
    write({ 'a.json': LONG_TITLE, [CONFIG]: config([IGNORE]) })
    const { stdout, status } = await run(['a.json', '-f', 'sarif'])
    const [result] = JSON.parse(stdout).runs[0].results
    expect(result.suppressions).toEqual([{ kind: 'external', status: 'accepted', justification: IGNORE.reason }])
    expect(status).toBe(0)
  })

  test('a missing reason is a fault of the configuration', async () => {
    write({ 'a.json': LONG_TITLE, [CONFIG]: config([{ rule: 'schema/max-length' }]) })
    expect(await run(['a.json'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('lacks the required property "reason"'),
    })
  })

  test('an entry that has expired is reported, and its finding reported', async () => {
    write({ 'a.json': LONG_TITLE, [CONFIG]: config([{ ...IGNORE, expires: '2020-02-29' }]) })
    const { stdout, stderr, status } = await run(['a.json', '-f', 'compact'])
    expect(stdout).toMatch(/^a\.json:1:48: error schema\/max-length/)
    expect(stderr).toBe(
      `integration-lint: ${CONFIG}:4:5: The entry of "ignores" expired on 2020-02-29: findings of "schema/max-length" are reported again.\n`,
    )
    expect(status).toBe(1)
  })

  test('an entry that has not expired holds', async () => {
    write({ 'a.json': LONG_TITLE, [CONFIG]: config([{ ...IGNORE, expires: '9999-12-31' }]) })
    expect(await linted(['a.json'])).toMatchObject({ found: [], suppressed: 1, stderr: '', status: 0 })
  })

  describe('an entry that silences nothing', () => {
    const UNUSED = `integration-lint: ${CONFIG}:4:5: The entry of "ignores" matches no finding of "schema/max-length". Remove it.\n`

    test.each([
      ['of one file', { 'a.json': GOOD }, IGNORE],
      ['of all files', { 'a.json': GOOD, 'deep/b.json': GOOD }, { rule: 'schema/max-length', reason: 'old' }],
      [
        'of files that do not exist',
        { 'a.json': LONG_TITLE.replace(LONG, 'x') },
        { ...IGNORE, files: 'misspelt.json' },
      ],
    ])('%s is reported', async (_name, files, entry) => {
      write({ ...files, [CONFIG]: config([entry]) })
      const { stderr, status } = await run(['.'])
      expect(stderr).toContain(UNUSED)
      expect(status).toBe(0)
    })

    test('is reported when only the folder with the definitions was linted', async () => {
      write({
        'definitions/a.json': GOOD,
        'package.json': '{ "name": "x", "version": "1.0.0", "scripts": {} }',
        [CONFIG]: config([{ rule: 'schema/max-length', reason: 'old' }]),
      })
      expect((await run(['definitions'])).stderr).toBe(UNUSED)
    })

    test.each([
      ['when a file that it names was not linted', ['a.json'], {}],
      ['when its rule is off', ['.'], { 'schema/max-length': 'off' }],
    ])('is not reported %s', async (_name, args, rules) => {
      write({
        'a.json': GOOD,
        'b.json': LONG_TITLE,
        [CONFIG]: config([{ rule: 'schema/max-length', reason: 'known' }], { rules }),
      })
      expect((await run([...args, '-f', 'json'])).stderr).not.toContain('ignores')
    })

    test('--report-unused makes it a finding of the configuration file', async () => {
      write({ 'a.json': GOOD, [CONFIG]: config([IGNORE]) })
      const { found, report, status } = await linted(['a.json', '--report-unused', '--max-warnings', '0'])
      expect(found).toEqual([`${CONFIG}:suppression-used`])
      expect(report.files.at(-1)?.findings[0]).toMatchObject({
        line: 4,
        column: 5,
        pointer: '/ignores/0',
        severity: 'warning',
      })
      expect(status).toBe(1)
      expect((await linted(['a.json', '--report-unused'])).status).toBe(0)
    })

    test('the rule can be set like any other', async () => {
      write({ 'a.json': GOOD, [CONFIG]: config([IGNORE], { rules: { 'suppression-used': 'error' } }) })
      expect(await linted(['a.json'])).toMatchObject({ found: [`${CONFIG}:suppression-used`], status: 1 })
    })
  })
})

describe('the baseline', () => {
  const validate = new Ajv().compile(baselineSchema)
  const entries = (): Record<string, { rule: string; pointer: string }[]> => {
    const baseline = JSON.parse(folder.read(BASELINE))
    expect(validate(baseline) ? [] : validate.errors).toEqual([])
    return baseline.files
  }
  const names = () =>
    Object.entries(entries()).map(
      ([file, list]) => `${file}: ${list.map(({ pointer, rule }) => `${pointer} ${rule}`).join()}`,
    )

  test('starts green, and hides no new finding', async () => {
    write({ 'a.json': LONG_TITLE, 'x/b.json': LONG_TITLE, 'c.json': GOOD })
    const first = await run(['.', '--update-baseline'])
    expect(first.stdout).toBe('✔ 3 files checked, no findings, 2 suppressed\n')
    expect(first.stderr).toBe(`integration-lint: ${BASELINE} has 2 known findings now (2 added, 0 removed).\n`)
    expect(first.status).toBe(0)
    expect(names()).toEqual(['a.json: /title schema/max-length', 'x/b.json: /title schema/max-length'])

    expect(await linted(['.'])).toMatchObject({ found: [], suppressed: 2, status: 0 })
    // A document that cannot be read is not known.
    write({ 'x/b.json': LONG_TITLE.slice(0, -1) })
    const broken = await run(['x/b.json', '--update-baseline'])
    expect([broken.status, broken.stdout]).toEqual([1, expect.stringContaining('syntax/truncated')])
    expect(names()).toEqual(['a.json: /title schema/max-length', 'x/b.json: /title schema/max-length'])
    // Other lines, the same fault.
    write({ 'a.json': JSON.stringify(JSON.parse(LONG_TITLE), null, 4) })
    expect(await linted(['a.json'])).toMatchObject({ found: [], suppressed: 1, status: 0 })
    // Another fault at the same place.
    write({ 'a.json': LONG_TITLE.replace(LONG, 'U'.repeat(71)) })
    expect(await linted(['a.json'])).toMatchObject({ found: ['a.json:schema/max-length'], status: 1 })
  })

  test('--update-baseline touches the files that are linted only', async () => {
    write({ 'a.json': LONG_TITLE, 'b.json': LONG_TITLE })
    await run(['.', '--update-baseline'])
    write({ 'a.json': GOOD, 'b.json': GOOD.replace('Tickets.', 'D'.repeat(300)) })
    const { stderr } = await run(['b.json', '--update-baseline'])
    expect(names()).toEqual(['a.json: /title schema/max-length', 'b.json: /description schema/max-length'])
    expect(stderr).toContain('has 2 known findings now (1 added, 1 removed)')
  })

  test('a second update changes nothing', async () => {
    write({ 'a.json': LONG_TITLE })
    await run(['.', '--update-baseline'])
    const first = folder.read(BASELINE)
    await run(['.', '--update-baseline'])
    expect(folder.read(BASELINE)).toBe(first)
  })

  test('a stale entry is a warning, a failure when strict, and pruned when asked', async () => {
    write({ 'a.json': LONG_TITLE, 'gone.json': LONG_TITLE, 'b.json': LONG_TITLE })
    await run(['.', '--update-baseline'])
    require('node:fs').unlinkSync(folder.path('gone.json'))
    write({ 'a.json': GOOD, 'b.json': GOOD })
    const reported = `integration-lint: ${BASELINE}: 2 entries name findings that are gone (--prune-baseline removes them):\n  a.json /title schema/max-length\n  gone.json /title schema/max-length\n`
    expect(await run(['a.json'])).toEqual({ stdout: '✔ 1 file checked, no findings\n', stderr: reported, status: 0 })
    expect(await run(['a.json', '--strict-baseline'])).toMatchObject({ stderr: reported, status: 1 })
    expect(await run(['a.json', '--strict-baseline', '--exit-zero'])).toMatchObject({ status: 0 })
    expect(await run(['a.json', '--quiet'])).toMatchObject({ stderr: '', status: 0 })
    expect(await run(['a.json', '--strict-baseline', '--prune-baseline'])).toEqual({
      stdout: '✔ 1 file checked, no findings\n',
      stderr: `integration-lint: removed 2 stale entries from ${BASELINE}.\n`,
      status: 0,
    })
    expect(names()).toEqual(['b.json: /title schema/max-length'])
  })

  test('an entry of a rule that did not run is not stale, and is kept', async () => {
    write({ 'a.json': LONG_TITLE })
    await run(['.', '--update-baseline'])
    const off = ['a.json', '--rule', 'schema/max-length:off']
    expect(await run([...off, '--strict-baseline'])).toMatchObject({ stderr: '', status: 0 })
    await run([...off, '--update-baseline', '--prune-baseline'])
    expect(names()).toEqual(['a.json: /title schema/max-length'])
  })

  test('stands beside the configuration file, with paths from there', async () => {
    write({ 'pack/defs/a.json': LONG_TITLE, [`pack/${CONFIG}`]: config([]) })
    await run(['pack/defs', '--update-baseline'])
    expect(existsSync(folder.path(BASELINE))).toBe(false)
    expect(JSON.parse(folder.read(`pack/${BASELINE}`)).files).toHaveProperty(['defs/a.json'])
    expect(await run(['a.json'], { cwd: folder.path('pack/defs') })).toMatchObject({ status: 0 })
  })

  test('stands where the configuration says, or the command line', async () => {
    write({ 'defs/a.json': LONG_TITLE, [CONFIG]: config([], { baseline: 'lint/known.json' }) })
    expect(await run(['defs'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('lint/known.json: there is no such baseline file; --update-baseline writes one.'),
    })
    await run(['defs', '--update-baseline'])
    expect(JSON.parse(folder.read('lint/known.json')).files).toHaveProperty(['../defs/a.json'])
    expect(await run(['defs'])).toMatchObject({ status: 0 })
    expect(await run(['defs', '--no-baseline'])).toMatchObject({ status: 1 })
    expect(await run(['defs', '--baseline', 'other.json'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('other.json'),
    })
    await run(['defs', '--baseline', 'other.json', '--update-baseline'])
    expect(await run(['defs', '--baseline=other.json'])).toMatchObject({ status: 0 })
  })

  test('a broken one is reported with its place', async () => {
    write({ 'a.json': GOOD, [BASELINE]: '{\n  "version": 1,\n  "files": { "a.json": [{ "rule": 5 }] }\n}' })
    const { stdout, stderr, status } = await run(['a.json'])
    expect(stderr).toContain(`${BASELINE}:3:35: files["a.json"][0].rule is a number`)
    expect(stderr).toContain(`${BASELINE}:3:25: files["a.json"][0] lacks the required property "hash".`)
    expect([stdout, status]).toEqual(['', 2])
  })

  test('what cannot be combined is a fault of usage', async () => {
    write({ 'a.json': GOOD })
    expect(await run(['a.json', '--no-baseline', '--update-baseline'])).toMatchObject({ status: 2, stdout: '' })
    expect(await run(['a.json', '--baseline', ''])).toMatchObject({ status: 2, stdout: '' })
  })

  test('standard input has one when it has a name', async () => {
    write({ 'a.json': LONG_TITLE })
    await run(['.', '--update-baseline'])
    expect(await run(['-', '--stdin-filename', 'a.json'], { stdin: LONG_TITLE })).toMatchObject({ status: 0 })
    expect(await run(['-'], { stdin: LONG_TITLE })).toMatchObject({ status: 1, stderr: '' })
  })

  test('is not a place for faults of suppressions', async () => {
    write({ 'a.jsonc': `// integration-lint-disable schema/max-length\n${LONG_TITLE}` })
    const { found, status } = await linted(['.', '--update-baseline'])
    expect(found).toEqual(['a.jsonc:suppression-valid'])
    expect(names()).toEqual(['a.jsonc: /title schema/max-length'])
    expect(status).toBe(0)
  })
})

describe('comments', () => {
  const COMMENTED = `// integration-lint-disable-next-line schema/max-length -- The product is called that.\n${LONG_TITLE}`

  test('silence a finding of a .jsonc file', async () => {
    write({ 'a.jsonc': COMMENTED })
    expect(await run(['a.jsonc'])).toEqual({
      stdout: '✔ 1 file checked, no findings, 1 suppressed\n',
      stderr: '',
      status: 0,
    })
    const { stdout } = await run(['a.jsonc', '-f', 'sarif'])
    expect(JSON.parse(stdout).runs[0].results[0].suppressions[0]).toMatchObject({
      kind: 'inSource',
      justification: 'The product is called that.',
    })
  })

  test('do nothing in a .json file', async () => {
    write({ 'a.json': COMMENTED })
    expect(await linted(['a.json'])).toMatchObject({
      found: ['a.json:syntax/comment', 'a.json:schema/max-length'],
      status: 1,
    })
  })

  test('that silence nothing are reported, or reported', async () => {
    write({ 'a.jsonc': COMMENTED.replace(LONG, 'Acme') })
    expect(await run(['a.jsonc'])).toEqual({
      stdout: '✔ 1 file checked, no findings\n',
      stderr:
        'integration-lint: a.jsonc:1:1: Unused suppression: the comment matches no finding of "schema/max-length". Remove it.\n',
      status: 0,
    })
    expect(await linted(['a.jsonc', '--report-unused', '--fail-on', 'warning'])).toMatchObject({
      found: ['a.jsonc:suppression-used'],
      stderr: '',
      status: 1,
    })
  })

  test('of standard input hold for a name that allows them', async () => {
    expect(await run(['-', '--stdin-filename', 'a.jsonc'], { stdin: COMMENTED })).toMatchObject({ status: 0 })
  })
})
