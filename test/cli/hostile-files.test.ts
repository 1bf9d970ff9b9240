import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { lintFiles } from '../../src/index'
import { run as runInProcess } from '../remote/harness'
import { CLI, ROOT, type RunResult, resultOf, run } from './run'

const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }`
const CODE = 'export default {}'
const BAD = GOOD.replace('"Acme"', `"${'T'.repeat(71)}"`)

let pipes: { path: string; writer: ChildProcess }[] = []
afterEach(() => {
  for (const { writer } of pipes) if (writer.pid !== undefined) process.kill(-writer.pid, 'SIGKILL')
  const waited = pipes.map(({ path }) => path).filter((path) => existsSync(`${path}.waited`))
  pipes = []
  expect(waited).toEqual([])
})

/**
 * Makes a pipe. Who reads it blocks the process of the test, and with it Jest's time limit. So a writer opens and closes
 * the pipe after 20 seconds: the run continues, and the test fails.
 */
function makePipe(path: string): void {
  execFileSync('mkfifo', [path])
  const script = 'sleep 20; : > "$0.waited"; : > "$0"'
  pipes.push({ path, writer: spawn('sh', ['-c', script, path], { detached: true, stdio: 'ignore' }) })
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-files-'))
  chmodSync(folder, 0o755)
})
afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwX', folder])
  rmSync(folder, { recursive: true, force: true })
})

const at = (name: string) => join(folder, name)
const lint = (...args: string[]) => runInProcess(args, { cwd: folder })
/** The built command, where a fault would block or fill the process, or where the process runs beside the test. */
const lintInChild = (...args: string[]) => run(args, { cwd: folder })

/** Runs the command by way of a shell, in the folder; `$CLI` is the command. */
function shell(script: string): Promise<RunResult> {
  return spawned('sh', ['-c', script], { CLI: `"${process.execPath}" "${CLI}"` })
}

/** The command where every user may read it: the checkout may lie in somebody's private folder. */
let program = ''
beforeAll(() => {
  program = mkdtempSync(join(tmpdir(), 'integration-lint-program-'))
  for (const part of ['cli.js', 'chunks']) cpSync(join(dirname(CLI), part), join(program, part), { recursive: true })
  execFileSync('chmod', ['-R', 'a+rX', program])
})
afterAll(() => rmSync(program, { recursive: true, force: true }))

/** Runs the command as a user whom permissions concern: root may read everything. */
function asNobody(...args: string[]): Promise<RunResult> {
  const drop = at('drop.cjs')
  writeFileSync(drop, 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534) }')
  return spawned(process.execPath, ['--require', drop, join(program, 'cli.js'), ...args], {})
}

function spawned(command: string, args: readonly string[], env: Record<string, string>): Promise<RunResult> {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, ...env } })
  child.stdin.end()
  return resultOf(child)
}

describe('what is not a readable file', () => {
  test('an unreadable file is reported, and the others are linted', async () => {
    writeFileSync(at('a.json'), BAD)
    writeFileSync(at('closed.json'), GOOD, { mode: 0 })
    const { status, stdout, stderr } = await asNobody('.')
    expect([status, stderr]).toEqual([2, 'integration-lint: cannot read closed.json: permission denied.\n'])
    expect(stdout).toContain('schema/max-length')
  })

  test('an unreadable folder is reported, unless git ignores it', async () => {
    writeFileSync(at('a.json'), GOOD)
    for (const name of ['closed', 'ignored']) {
      mkdirSync(at(name))
      writeFileSync(at(`${name}/b.json`), BAD)
      chmodSync(at(name), 0)
    }
    mkdirSync(at('.git'))
    writeFileSync(at('.gitignore'), 'ignored/\n')
    expect(await asNobody('.')).toMatchObject({
      status: 2,
      stderr: 'integration-lint: cannot read the folder closed: permission denied.\n',
    })
    expect(await asNobody('closed/b.json')).toMatchObject({
      status: 2,
      stderr: 'integration-lint: cannot read closed/b.json: permission denied.\n',
    })
    expect(await asNobody('closed')).toMatchObject({ status: 2, stderr: /cannot read the folder closed/ })
  })

  test('an unreadable .gitignore ignores nothing', async () => {
    mkdirSync(at('.git'))
    writeFileSync(at('.gitignore'), '*\n', { mode: 0 })
    writeFileSync(at('a.json'), GOOD)
    expect(await asNobody('.')).toMatchObject({ status: 0, stderr: '' })
  })

  test('a folder named x.json is walked like any other', async () => {
    mkdirSync(at('x.json'))
    writeFileSync(at('x.json/a.json'), BAD)
    for (const argument of ['.', 'x.json', '*.json/*.json']) {
      const { status, stdout, stderr } = await lint(argument)
      expect([status, stderr]).toEqual([1, ''])
      expect(stdout).toContain('x.json/a.json:1:48')
    }
    expect(await lint('*.json')).toMatchObject({ status: 2, stderr: /nothing matches "\*\.json"/ })
  })

  test('links are passed over when found and followed when named; loops end', async () => {
    writeFileSync(at('real.json'), GOOD)
    mkdirSync(at('folder'))
    symlinkSync('..', at('folder/up'))
    symlinkSync('../real.json', at('folder/link.json'))
    symlinkSync('loop.json', at('loop.json'))
    symlinkSync('nowhere.json', at('dangling.json'))
    const found = await lint('.', '--verbose')
    expect(found).toMatchObject({ status: 0, stdout: /1 file checked/ })
    expect(found.stderr.split('\n').filter(Boolean).sort()).toEqual(
      ['dangling.json', 'folder/link.json', 'loop.json'].map((name) => `skipped ${name}: it is a symbolic link.`),
    )
    expect(await lint('folder/link.json')).toMatchObject({ status: 0, stdout: /1 file checked/ })
    expect(await lint('folder/up/folder/up/real.json')).toMatchObject({ status: 0 })
    expect(await lint('loop.json')).toMatchObject({
      status: 2,
      stderr: /cannot read loop\.json: too many symbolic links/,
    })
    expect(await lint('dangling.json')).toMatchObject({ status: 2, stderr: /no such file: "dangling\.json"/ })
  })

  test('a pipe is skipped with a word when found and refused when named, and nobody waits', async () => {
    makePipe(at('pipe.json'))
    writeFileSync(at('a.json'), GOOD)
    expect(await lint('.')).toMatchObject({
      status: 0,
      stdout: /1 file checked/,
      stderr: 'skipped pipe.json: it is not a regular file.\n',
    })
    expect(await lint('pipe.json', 'a.json')).toMatchObject({
      status: 2,
      stdout: /1 file checked/,
      stderr: 'integration-lint: cannot read pipe.json: it is not a regular file.\n',
    })
  })

  test.each([
    [
      'a baseline that is named',
      'pipe',
      ['a.json', '--baseline', 'pipe'],
      2,
      /pipe: cannot be read: it is not a regular file/,
    ],
    ['a baseline that is found', 'integration-lint.baseline.json', ['a.json'], 2, /it is not a regular file/],
    ['a configuration that is named', 'pipe', ['a.json', '--config', 'pipe'], 2, /there is no file pipe/],
    ['a configuration that is found', 'integration-lint.config.json', ['a.json'], 2, /is a pipe, a device or a link/],
    ['a .gitignore', '.gitignore', ['.'], 0, /^$/],
    ['a report to be merged', 'pipe', ['merge-reports', 'pipe'], 2, /it is not a regular file/],
    ['a script', 'pipe', ['vrl', 'run', 'pipe'], 2, /Cannot read pipe: it is not a regular file/],
    ['an event', 'pipe', ['vrl', 'run', 'b.vrl', '--event', 'pipe'], 2, /Cannot read pipe: it is not a regular file/],
    ['a cache', 'cache', ['a.json', '--cache', '--cache-location', '.'], 0, /cache is not a regular file/],
    [
      'the manifest of a configuration in code',
      'package.json',
      ['a.json', '--config', 'c.mjs'],
      2,
      /package\.json is not a regular file/,
    ],
    [
      'the compiler options of a configuration in code',
      'tsconfig.json',
      ['a.json', '--config', 'c.ts'],
      2,
      /tsconfig\.json is not a regular file/,
    ],
  ])('nobody waits for a pipe that is there for %s', async (_what, name, args, status, stderr) => {
    makePipe(at(name))
    for (const [file, text] of Object.entries({ 'a.json': GOOD, 'b.vrl': '.body', 'c.mjs': CODE, 'c.ts': CODE }))
      writeFileSync(at(file), text)
    expect(await lint(...args)).toMatchObject({ status, stderr: expect.stringMatching(stderr) })
  })

  // Libraries that are bundled into the command look for these files.
  test('nobody waits for a pipe in the place of a manifest or of translations', async () => {
    const cwd = at('x/y/z')
    mkdirSync(cwd, { recursive: true })
    mkdirSync(at('locales'))
    makePipe(join(cwd, 'package.json'))
    makePipe(at('locales/en.json'))
    writeFileSync(join(cwd, 'a.json'), GOOD)
    expect(await run(['a.json', '--quiet'], { cwd })).toMatchObject({ status: 0, stderr: '' })
  })

  test('a standard input that does not end is not read to its end', async () => {
    expect(await shell('eval "$CLI -" < /dev/zero')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'integration-lint: Standard input is longer than 268435456 bytes, the maximum.\n',
    })
  }, 30_000)

  test.each(['/dev/zero', '/dev/null'])('%s is refused', async (device) => {
    expect(await lintInChild(device)).toMatchObject({ status: 2, stderr: /it is not a regular file/ })
  })

  test('a file of 512 MiB is refused without being read', async () => {
    writeFileSync(at('large.json'), '"')
    truncateSync(at('large.json'), 2 ** 29)
    const { status, stdout } = await spawned(process.execPath, ['--max-old-space-size=64', CLI, 'large.json'], {})
    expect(status).toBe(1)
    expect(stdout).toContain('The file is 536870912 bytes long; at most 268435456 are read.  syntax/too-large')
    // Found by a walk, it may be anything.
    writeFileSync(at('a.json'), GOOD)
    expect(await lint('.')).toMatchObject({ status: 0, stdout: /1 file checked/, stderr: /1 file .* skipped/ })
  })

  test('files that vanish or change between the walk and the reading', async () => {
    const names = Array.from({ length: 200 }, (_, index) => at(`${index}.json`))
    for (const name of names) writeFileSync(name, GOOD)
    const done = lintInChild('.')
    // Whichever of them the run comes upon: it tells what it could not read, and does not crash.
    for (const [index, name] of names.entries()) {
      if (index % 3 === 0) rmSync(name, { force: true })
      else if (index % 3 === 1) writeFileSync(name, GOOD.slice(0, index % GOOD.length))
    }
    const { status, stderr } = await done
    expect([0, 1, 2]).toContain(status)
    for (const line of stderr.split('\n').filter(Boolean)) {
      expect(line).toMatch(/^integration-lint: cannot read \d+\.json: it no longer exists\.$|^skipped \d+ files? that/)
    }
  })

  test('a name that no path can be is refused', async () => {
    const long = `${'x'.repeat(300)}.json`
    expect(await lint(long)).toMatchObject({ status: 2, stderr: /its name is too long/ })
    expect((await lintFiles(['a\u0000.json'], { cwd: folder })).failed).toEqual([
      { file: 'a\u0000.json', message: 'there is a NUL in its name' },
    ])
  })
})

describe('names', () => {
  const NAMES = [
    'line\nbreak.json',
    'carriage\rreturn.json',
    `quotes'"\`.json`,
    '  spaces  .json',
    '#hash.json',
    '100%25.json',
    '::error::forged.json',
    '\u001b[31mred.json',
    '-dash.json',
    '--format.json',
    '..dots.json',
    'back\\slash.json',
    '[brackets](x).json',
    '{a,b}.json',
    '$(touch forged).json',
    '\u202egnp.json',
    'cafe\u0301.json',
    'caf\u00e9.json',
    '🧨.json',
  ]

  test('every name is found by a walk, read, and reported as it is', async () => {
    for (const name of NAMES) writeFileSync(at(name), BAD)
    const { status, stdout, stderr } = await lint('.', '--format', 'json')
    expect([status, stderr]).toEqual([1, ''])
    const files: { file: string; findings: unknown[] }[] = JSON.parse(stdout).files
    expect(files.map(({ file }) => file).sort()).toEqual([...NAMES].sort())
    for (const { findings } of files) expect(findings).toHaveLength(1)
    expect(readdirSync(folder)).toHaveLength(NAMES.length)
  })

  test.each(NAMES)('%j can be named', async (name) => {
    writeFileSync(at(name), BAD)
    const { status, stdout } = await lint('--format', 'json', '--', name)
    expect(status).toBe(1)
    expect(JSON.parse(stdout).files[0].file).toBe(name)
  })

  test.each(['pretty', 'compact', 'github'])('no name starts a line or a command of its own in %s', async (format) => {
    for (const name of NAMES) writeFileSync(at(name), BAD)
    const { stdout } = await lint('.', '--format', format)
    for (const character of ['\u001b', '\r', '\u202e']) expect(stdout).not.toContain(character)
    expect(stdout).not.toMatch(/^::error::|^break|^return/m)
  })

  test('a folder whose name is not UTF-8 is reported as such', async () => {
    const path = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])])
    mkdirSync(path)
    writeFileSync(Buffer.concat([path, Buffer.from('/x.json')]), BAD)
    writeFileSync(at('a.json'), BAD)
    for (const argument of ['.', '**/*.json']) {
      const { stdout, stderr, status } = await lint(argument)
      expect([status, /in 1 of 1 file/.test(stdout)]).toEqual([2, true])
      expect(stderr).toMatch(/^integration-lint: cannot read the folder .*: its name is not UTF-8\.\n$/)
    }
    rmSync(path, { recursive: true })
  })

  test('a definition that is too large to be read is reported when it is found, too; other data are not', async () => {
    const definition = readFileSync(join(ROOT, 'fixtures/valid/desk.create.json'))
    writeFileSync(at('large.json'), definition)
    writeFileSync(at('data.json'), `{ "type": "FeatureCollection", "features": [${'{ "id": 1 },'.repeat(100)}`)
    for (const name of ['large.json', 'data.json']) truncateSync(at(name), 2 ** 28 + 1)
    const { stdout, stderr, status } = await lint('.', '--format', 'compact')
    expect(stdout).toMatch(/^large\.json:1:1: error syntax\/too-large .*\n$/)
    expect(stderr).toMatch(/^skipped 1 file that is not an integration document/)
    expect(status).toBe(1)
  })

  test('a file system that gives less than was asked for', async () => {
    writeFileSync(at('a.json'), GOOD)
    writeFileSync(
      at('short.cjs'),
      `const fs = require('node:fs')
       const { readSync } = fs
       fs.readSync = (file, buffer, offset, length, position) =>
         readSync(file, buffer, offset, Math.min(50, length), position)`,
    )
    expect(await spawned(process.execPath, ['--require', at('short.cjs'), CLI, 'a.json'], {})).toEqual({
      status: 0,
      stdout: '✔ 1 file checked, no findings\n',
      stderr: '',
    })
  })

  test('a pattern finds what a folder has: nothing in a folder that git ignores', async () => {
    mkdirSync(at('ignored/deep'), { recursive: true })
    writeFileSync(at('.gitignore'), 'ignored/\n')
    writeFileSync(at('ignored/.gitignore'), '!x.json\n')
    for (const name of ['ignored/x.json', 'ignored/deep/x.json', 'a.json']) writeFileSync(at(name), BAD)
    for (const argument of ['.', '**/*.json']) {
      expect((await lint(argument, '--format', 'compact')).stdout).toMatch(/^(?:a\.json:.*\n)+$/)
    }
  })

  test('a name that is not UTF-8 is reported as such', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('d.json')]), GOOD)
    writeFileSync(at('a.json'), GOOD)
    expect(await lint('.')).toMatchObject({ status: 2, stdout: /1 file checked/, stderr: /: its name is not UTF-8\./ })
  })
})

describe('reports that cannot be written', () => {
  beforeEach(() => writeFileSync(at('a.json'), BAD))

  const untouched = () => readdirSync(folder).filter((name) => name !== 'a.json')

  test('a full disk: an error, and the old report is whole', async () => {
    writeFileSync(at('report.json'), 'the old one')
    const { status, stderr } = await shell(`trap '' XFSZ; ulimit -f 0; eval "$CLI a.json -f json -o report.json"`)
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^integration-lint: Cannot write report\.json: EFBIG/)])
    expect(readFileSync(at('report.json'), 'utf8')).toBe('the old one')
    expect(untouched()).toEqual(['report.json'])
  })

  test('a full device is written to, not replaced', async () => {
    symlinkSync('/dev/full', at('full'))
    expect(await lint('a.json', '-f', 'json', '-o', 'full')).toMatchObject({ status: 2, stderr: /ENOSPC/ })
    expect(readlinkSync(at('full'))).toBe('/dev/full')
    expect(statSync('/dev/full').isCharacterDevice()).toBe(true)
  })

  test('a full standard output', async () => {
    const { status, stderr } = await shell(`eval "$CLI a.json" > /dev/full`)
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^integration-lint: cannot write the report: .*ENOSPC.*\n$/),
    ])
  })

  test('a full standard output and standard error', async () => {
    expect(await shell(`eval "$CLI a.json" > /dev/full 2> /dev/full`)).toMatchObject({ status: 2 })
  })

  test.each([
    ['closed standard output', '>&-', 1],
    ['closed standard error', '2>&-', 1],
    ['closed standard input', '<&-', 1],
    ['all of them closed', '<&- >&- 2>&-', 1],
  ])('%s', async (_what, redirection, status) => {
    expect(await shell(`eval "$CLI a.json" ${redirection}`)).toMatchObject({ status })
  })

  test('whoever reads stops early', async () => {
    mkdirSync(at('many'))
    for (let index = 0; index < 300; index += 1) writeFileSync(at(`many/${index}.json`), BAD)
    const { stdout, stderr } = await shell(`(eval "$CLI many -f json"; echo $? > status) | head -c 10`)
    expect([stdout.length, stderr, readFileSync(at('status'), 'utf8')]).toEqual([10, '', '1\n'])
  })

  test.each<[shows: string, args: string, closed: 1 | 2, status: number]>([
    ['findings that nobody reads are findings', 'bad.json', 1, 1],
    ['findings stay when nobody reads what else is said', 'bad.json no.json --verbose', 2, 2],
    ['so does misuse', '--no-such-flag', 2, 2],
    ['so does trouble', 'bad.json --rule nonsense:error', 2, 2],
    ['a clean run stays clean', 'clean.json --verbose', 1, 0],
  ])('%s', async (_shows, args, closed, status) => {
    writeFileSync(at('bad.json'), BAD)
    writeFileSync(at('clean.json'), GOOD)
    // The reader closes its end before anything is written.
    const redirection = closed === 1 ? '' : '2>&1 >/dev/null'
    await shell(
      `(until [ -e closed ]; do sleep 0.01; done; eval "$CLI ${args}" ${redirection}; echo $? > status) | (exec 0<&-; : > closed)`,
    )
    expect(readFileSync(at('status'), 'utf8')).toBe(`${status}\n`)
  })

  test('a folder, or a place in none, is not a report', async () => {
    mkdirSync(at('folder'))
    expect(await lint('a.json', '-o', 'folder')).toMatchObject({ status: 2, stderr: /Cannot write folder: EISDIR/ })
    expect(await lint('a.json', '-o', 'a.json/x')).toMatchObject({ status: 2, stderr: /Cannot write a\.json\/x/ })
    expect(untouched()).toEqual(['folder'])
  })

  test('a folder without permission', async () => {
    mkdirSync(at('closed'), { mode: 0o555 })
    expect(await asNobody('a.json', '-o', 'closed/report')).toMatchObject({ status: 2, stderr: /EACCES/ })
  })

  test('a link stays one, and a file keeps its mode', async () => {
    writeFileSync(at('report'), '', { mode: 0o600 })
    symlinkSync('report', at('link'))
    expect(await lint('a.json', '-f', 'json', '-o', 'link')).toMatchObject({ status: 1 })
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect(JSON.parse(readFileSync(at('report'), 'utf8')).summary.errors).toBe(1)
    expect(statSync(at('report')).mode & 0o777).toBe(0o600)
  })
})

describe('bounds of the system', () => {
  test('64 open files', async () => {
    for (let index = 0; index < 100; index += 1) {
      mkdirSync(at(`f${index}`))
      writeFileSync(at(`f${index}/a.json`), GOOD)
    }
    expect(await shell(`ulimit -n 64; eval "$CLI ."`)).toMatchObject({
      status: 0,
      stdout: /100 files checked/,
      stderr: '',
    })
  }, 30_000)

  // A run of 500 files has a worker thread.
  test.each([
    ['SIGINT', 50],
    ['SIGTERM', 500],
  ] as const)('%s ends a run of %d files, and no half report is left', async (signal, files) => {
    for (let index = 0; index < files; index += 1) writeFileSync(at(`${index}.json`), BAD)
    writeFileSync(
      at('signal.cjs'),
      `const fs = require('node:fs')
       const { readSync } = fs
       let files = 0
       fs.readSync = (...given) => {
         if (++files === ${files / 2}) process.kill(process.pid, '${signal}')
         return readSync(...given)
       }
       require('node:module').syncBuiltinESMExports()`,
    )
    const child = spawn(
      process.execPath,
      ['--require', at('signal.cjs'), CLI, '.', '-f', 'json', '-o', 'report/all.json'],
      { cwd: folder },
    )
    const ended = new Promise<NodeJS.Signals | number | null>((done) =>
      child.on('close', (code, killed) => done(killed ?? code)),
    )
    expect(await ended).toBe(signal)
    expect(existsSync(at('report/all.json'))).toBe(false)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    '%s while a report is written: the report is whole, and nothing beside it is left',
    async (signal) => {
      writeFileSync(at('a.json'), BAD)
      writeFileSync(
        at('signal.cjs'),
        `const fs = require('node:fs')
       const { renameSync } = fs
       fs.renameSync = (from, to) => { process.kill(process.pid, '${signal}'); renameSync(from, to) }`,
      )
      const child = spawn(
        process.execPath,
        [
          '--require',
          at('signal.cjs'),
          CLI,
          'a.json',
          '-f',
          'json',
          '-o',
          'report/all.json',
          '-f',
          'sarif',
          '-o',
          'report/all.sarif',
        ],
        { cwd: folder },
      )
      const ended = await new Promise((done) => child.on('close', (code, killed) => done(killed ?? code)))
      expect(ended).toBe(signal)
      expect(readdirSync(at('report')).filter((name) => name.endsWith('.tmp'))).toEqual([])
      expect(JSON.parse(readFileSync(at('report/all.json'), 'utf8')).files).toHaveLength(1)
    },
  )

  test('a working directory that is gone', async () => {
    expect(await shell(`mkdir gone; cd gone; rmdir ../gone; eval "$CLI a.json"`)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'integration-lint: the working directory was deleted or cannot be read.\n',
    })
  })

  test('a directory as standard input is refused', async () => {
    expect(await shell(`eval "$CLI -" < .`)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'integration-lint: Standard input is a directory.\n',
    })
  })

  test('a pattern that stands for millions of names is refused', async () => {
    const { status, stdout, stderr } = await lintInChild('{1..100000000}.json')
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^integration-lint: The pattern "\{1\.\.100000000\}\.json" cannot be used: .*[^.]\.\n$/)
  })

  test('a variable that is not set names no folder', async () => {
    writeFileSync(at('a.json'), BAD)
    expect(await lint('')).toMatchObject({ status: 2, stdout: '', stderr: /no such file: ""/ })
    expect(await lint('', 'a.json')).toMatchObject({ status: 2, stdout: /schema\/max-length/ })
  })

  test('a file that another process holds open for writing is read as it is', async () => {
    const file = openSync(at('a.json'), 'w')
    writeFileSync(file, GOOD)
    expect(await lint('a.json')).toMatchObject({ status: 0 })
    closeSync(file)
  })
})
