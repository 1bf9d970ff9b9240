import { useFolder } from './folder'

// Each test runs the command several times.
jest.setTimeout(60_000)

const folder = useFolder()
const { write, run } = folder

const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }`
const LONG_TITLE = GOOD.replace('Acme', 'T'.repeat(71))

/** Definitions with and without faults, one of them with a suppression, and an invalid file. */
function writeRepository(count: number): void {
  const files: Record<string, string> = { 'package.json': '{ "name": "x", "version": "1.0.0", "scripts": {} }' }
  for (let index = 0; index < count; index++) {
    const name = `definitions/${'abcdefghijklmnopqrstuvwxyz'.charAt(index % 26)}/${index}.json`
    files[name] = index % 3 === 0 ? LONG_TITLE.replace('Tickets', `Tickets ${index}`) : GOOD
  }
  files['definitions/commented.jsonc'] =
    `// integration-lint-disable-next-line schema/max-length -- It is called that.\n${LONG_TITLE}`
  write(files)
}

/** The names of the reports of all parts. */
async function runParts(count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `part-${index + 1}.json`)
  for (const [index, name] of names.entries())
    await run(['definitions', '--shard', `${index + 1}/${count}`, '-f', 'json', '-o', name])
  return names
}

function filesIn(report: string): string[] {
  const { files }: { files: { file: string }[] } = JSON.parse(folder.read(report))
  return files.map(({ file }) => file)
}

test('every file is in one part, the parts are of a size, and they are the same every time', async () => {
  writeRepository(10)
  const parts = (await runParts(4)).map(filesIn)
  const all = JSON.parse((await run(['definitions', '-f', 'json'])).stdout).files.map(
    ({ file }: { file: string }) => file,
  )
  expect(all).toHaveLength(11)
  expect(parts.flat().sort()).toEqual([...all].sort())
  expect(parts.map(({ length }) => length)).toEqual([3, 3, 3, 2])
  expect((await runParts(4)).map(filesIn)).toEqual(parts)
})

test('a project is in one part, whichever of its files a part would hold', async () => {
  const project = 'definitions/desk'
  write({
    'definitions/a.json': GOOD,
    [`${project}/integration.definition.ts`]: 'export default {}',
    [`${project}/src/texts.ts`]: 'export const title = 1',
    [`${project}/extract.vrl`]: '.path',
    [`${project}/package.json`]: '{ "name": "desk" }',
    'definitions/z.json': GOOD,
  })
  const parts = (await runParts(3)).map(filesIn)
  expect(parts.flat().sort()).toEqual([
    'definitions/a.json',
    // The definition exports nothing to evaluate, so that its script is checked by itself.
    `${project}/extract.vrl`,
    `${project}/integration.definition.ts`,
    'definitions/z.json',
  ])
  expect(parts.filter((files) => files.some((file) => file.startsWith(project)))).toHaveLength(1)
})

test('a part that has no file is clean, but a folder without any definition is not', async () => {
  write({ 'definitions/a.json': GOOD })
  expect(await run(['definitions', '--shard', '2/2'])).toEqual({ stdout: '', stderr: '', status: 0 })
  expect(await run(['nowhere', '--shard', '1/2'])).toMatchObject({ status: 2 })
})

test.each(['0/2', '3/2', '1', '1/', '/2', 'a/b', '1/0', '-1/2', '1.5/2'])('--shard %s is refused', async (shard) => {
  write({ 'a.json': GOOD })
  expect(await run(['a.json', `--shard=${shard}`])).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('such as 1/4'),
  })
})

describe('merge-reports', () => {
  test.each(['json', 'compact', 'sarif', 'github', 'gitlab', 'junit'])(
    'of all parts makes the %s report of the whole run',
    async (format) => {
      writeRepository(7)
      const parts = await runParts(3)
      const whole = await run(['definitions', '-f', format])
      const merged = await run(['merge-reports', ...parts, '-f', format])
      expect(merged.stdout).toBe(whole.stdout)
      expect([merged.status, merged.stderr]).toEqual([whole.status, ''])
    },
  )

  test.each([
    ['pretty', /4 findings|3 findings/],
    ['markdown', /schema\/max-length/],
    ['html', /<!doctype html>/],
  ])('makes a %s report, without the code', async (format, shown) => {
    writeRepository(7)
    const { stdout, status } = await run(['merge-reports', ...(await runParts(2)), '-f', format])
    expect(stdout).toMatch(shown)
    expect(status).toBe(1)
  })

  test('takes reports of whole runs, and standard input', async () => {
    write({
      'a.json': LONG_TITLE,
      'b.jsonc': `// integration-lint-disable-next-line schema/max-length -- why\n${LONG_TITLE}`,
    })
    const { stdout: stdin } = await run(['a.json', '-f', 'json'])
    await run(['b.jsonc', '-f', 'json', '-o', 'b.report'])
    const { stdout, status } = await run(['merge-reports', '-', 'b.report', '-f', 'json'], { stdin })
    expect(JSON.parse(stdout).summary).toEqual({ files: 2, errors: 1, warnings: 0, infos: 0, suppressed: 1 })
    expect(status).toBe(1)
  })

  test('has the exit status of lint', async () => {
    write({ 'a.json': GOOD.replace('"actions"', '"titel": "", "actions"') })
    await run(['a.json', '-f', 'json', '-o', 'r.json'])
    const statusWith = async (...flags: string[]) => (await run(['merge-reports', 'r.json', ...flags])).status
    expect(await statusWith()).toBe(0)
    expect(await statusWith('--fail-on', 'warning')).toBe(1)
    expect(await statusWith('--max-warnings', '0')).toBe(1)
    expect(await statusWith('--fail-on', 'warning', '--exit-zero')).toBe(0)
    expect(await statusWith('--max-warnings', 'x')).toBe(2)
  })

  const REFUSED: readonly [name: string, args: readonly string[], reported: RegExp][] = [
    ['a part that is missing', ['part-1.json', 'part-3.json'], /There is no report of part 2\/3\./],
    ['a part that is doubled', ['part-1.json', 'part-1.json'], /part-1\.json and part-1\.json are both part 1\/3\./],
    ['parts of two runs', ['part-1.json', 'other.json'], /belong to different runs/],
    [
      'a file in two reports',
      ['whole.json', 'again.json'],
      /"definitions\/a\/0\.json" is in whole\.json and in again\.json/,
    ],
    ['what is not JSON', ['broken.json'], /broken\.json:1:8: /],
    ['what is not a report', ['definitions/a/0.json'], /definitions\/a\/0\.json:1:1: .*"schemaVersion"/],
    ['a report of another version', ['later.json'], /later\.json:2:20: schemaVersion is 2; only 1 is allowed\./],
    [
      'a finding of another shape',
      ['shape.json'],
      /shape\.json:\d+:\d+: files\[0\]\.findings\[0\]\.severity is "fatal"/,
    ],
    ['a file that is missing', ['nope.json'], /Cannot read nope\.json/],
    ['no file', [], /The argument <reports> is missing/],
    ['reports of nothing', ['empty.json'], /no integration document/],
  ]

  test.each(REFUSED)('refuses %s', async (_name, args, reported) => {
    writeRepository(1)
    if (args.some((name) => name.startsWith('part'))) await runParts(3)
    else write({ 'part-2.json': '' })
    await run(['definitions', '-f', 'json', '-o', 'whole.json'])
    const whole = folder.read('whole.json')
    write({
      'again.json': whole,
      'other.json': folder.read('part-2.json').replace('"count": 3', '"count": 4'),
      'broken.json': '{ "a": ]',
      'later.json': whole.replace('"schemaVersion": 1', '"schemaVersion": 2'),
      'shape.json': whole.replace('"severity": "error"', '"severity": "fatal"'),
      'empty.json': JSON.stringify({ ...JSON.parse(whole), files: [] }),
    })
    const { stdout, stderr, status } = await run(['merge-reports', ...args])
    expect(stderr).toMatch(reported)
    expect([stdout, status]).toEqual(['', 2])
  })

  test('an unused suppression that several parts report is reported once', async () => {
    write({
      'definitions/a.json': LONG_TITLE,
      'definitions/b.json': LONG_TITLE,
      'integration-lint.config.json':
        '{ "ignores": [{ "rule": "schema/max-length", "reason": "x", "expires": "2020-01-01" }], "rules": { "suppression-used": "warning" } }',
    })
    const { stdout } = await run(['merge-reports', ...(await runParts(2)), '-f', 'json'])
    expect(JSON.parse(stdout).summary).toEqual({ files: 3, errors: 2, warnings: 1, infos: 0, suppressed: 0 })
  })
})
