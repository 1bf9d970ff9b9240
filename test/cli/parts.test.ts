import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CLI, ROOT } from './run'

const DOCUMENT = join(ROOT, 'fixtures/valid/desk.create.json')
const SAID = '✔ 1 file checked, no findings\n'

// The built command, in a folder of its own: what it compiles lies beside it.
let folder = ''
let program = ''
let cache = ''
let written = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'integration-lint-parts-'))
  program = join(folder, 'dist')
  cache = join(program, '.compile-cache')
  for (const name of ['cli.js', 'evaluator.js', 'chunks'])
    cpSync(join(dirname(CLI), name), join(program, name), { recursive: true })
  for (const name of ['vrl.wasm', 'vrl-glue.cjs']) symlinkSync(join(dirname(CLI), name), join(program, name))
  expect(lint()).toEqual(CLEAN)
  written = join(folder, 'written')
  renameSync(cache, written)
})
afterEach(() => {
  rmSync(cache, { recursive: true, force: true })
  rmSync(join(folder, 'project'), { recursive: true, force: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Puts there what a first run has written; a run takes longer. */
function afterFirstRun(): void {
  cpSync(written, cache, { recursive: true, preserveTimestamps: true })
}

function lint(args: readonly string[] = [DOCUMENT], flags: readonly string[] = [], env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, join(program, 'cli.js'), ...args], {
    encoding: 'utf8',
    // Code that was damaged may run forever.
    timeout: 30_000,
    env: { PATH: process.env.PATH, ...env },
  })
  return { stdout, stderr, status }
}

const CLEAN = { stdout: SAID, stderr: '', status: 0 }

/** The compiled parts; there is one folder of them at the most. */
function compiled(): string[] {
  if (!existsSync(cache)) return []
  const [build = '', ...others] = readdirSync(cache)
  expect(others).toEqual([])
  return readdirSync(join(cache, build))
    .sort()
    .map((name) => join(cache, build, name))
}

describe('the compiled form of the parts', () => {
  test('is written by the first run, whole, and used by the next', () => {
    expect(lint()).toEqual(CLEAN)
    const files = compiled()
    expect(files.map((path) => path.slice(path.lastIndexOf('/') + 1).replace(/-\d+-\d+\.bin$/, ''))).toEqual(
      expect.arrayContaining(['createBody.js', 'lint.js', 'bin.js']),
    )
    expect(files.filter((path) => path.endsWith('.tmp'))).toEqual([])
    const before = files.map((path) => statSync(path).mtimeMs)
    expect(lint()).toEqual(CLEAN)
    expect(compiled().map((path) => statSync(path).mtimeMs)).toEqual(before)
  })

  test('is written anew where it was damaged', () => {
    afterFirstRun()
    const [first = ''] = compiled()
    const whole = statSync(first).size
    truncateSync(first, 100)
    lint()
    expect(statSync(first).size).toBeGreaterThan(whole / 2)
  })

  test('is of one version and build of the program', () => {
    afterFirstRun()
    const [build = ''] = readdirSync(cache)
    expect(build).toMatch(
      new RegExp(`^[0-9a-f]{8}-${process.version.replaceAll('.', '\\.')}-${process.platform}-${process.arch}$`),
    )
  })

  test('is not used under other flags of V8, and does no harm', () => {
    afterFirstRun()
    expect(lint([DOCUMENT], ['--max-lazy'])).toEqual(CLEAN)
    expect(lint()).toEqual(CLEAN)
  })

  test('is neither written nor missed where its folder cannot be', () => {
    writeFileSync(cache, 'a file')
    expect(lint()).toEqual(CLEAN)
    expect(readFileSync(cache, 'utf8')).toBe('a file')
  })

  test('is of the part as it is: one that somebody has edited is compiled anew', () => {
    afterFirstRun()
    const part = join(program, 'chunks/lint.js')
    const original = `${part}.original`
    renameSync(part, original)
    try {
      writeFileSync(part, readFileSync(original, 'utf8').replaceAll(' checked, no ', ' CHECKED, no '))
      expect(lint().stdout).toBe('✔ 1 file CHECKED, no findings\n')
    } finally {
      renameSync(original, part)
    }
  })

  test('is written anew by who has other flags of V8 than the one before', () => {
    afterFirstRun()
    const before = compiled().map((path) => statSync(path).mtimeMs)
    expect(lint([DOCUMENT], ['--stack-size=900'])).toEqual(CLEAN)
    expect(compiled().map((path) => statSync(path).mtimeMs)).not.toEqual(before)
    expect(lint()).toEqual(CLEAN)
  })

  test('is not wanted with NODE_DISABLE_COMPILE_CACHE=1', () => {
    expect(lint([DOCUMENT], [], { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(CLEAN)
    expect(compiled()).toEqual([])
  })

  test('is not written by a run that could not do its work', () => {
    expect(lint(['--no-such-flag']).status).toBe(2)
    expect(compiled()).toEqual([])
  })

  test('holds what a run with findings needs, too', () => {
    const first = lint([join(ROOT, 'fixtures/invalid/limits.create.json')])
    expect(first.status).toBe(1)
    expect(lint([join(ROOT, 'fixtures/invalid/limits.create.json')])).toEqual(first)
  })
})

describe('the compiled form of the SDK', () => {
  /** A project with the SDK of this repository. */
  function projectFolder(): string {
    const project = join(folder, 'project')
    cpSync(join(ROOT, 'fixtures/projects/crm'), project, { recursive: true })
    symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'))
    return project
  }

  const ofSdk = () =>
    readdirSync(cache)
      .filter((name) => name.startsWith('sdk-'))
      .flatMap((name) => readdirSync(join(cache, name), { withFileTypes: true }))
      .map(({ name, parentPath }) => join(parentPath, name))

  test('is written by the first run, and used by the next', () => {
    const project = projectFolder()
    const first = lint([project])
    const files = ofSdk()
    expect(files.map((path) => path.slice(path.lastIndexOf('/') + 1))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^index\.c?js-[0-9a-f]{64}\.bin$/)]),
    )
    const before = files.map((path) => statSync(path).mtimeMs)
    expect(lint([project])).toEqual(first)
    expect(ofSdk().map((path) => statSync(path).mtimeMs)).toEqual(before)
  })

  test('is not trusted if it was damaged', () => {
    const project = projectFolder()
    const first = lint([project])
    for (const path of ofSdk()) writeFileSync(path, changed(readFileSync(path), 5000))
    expect(lint([project])).toEqual(first)
  })

  test('is not wanted with NODE_DISABLE_COMPILE_CACHE=1', () => {
    lint([projectFolder()], [], { NODE_DISABLE_COMPILE_CACHE: '1' })
    expect(existsSync(cache)).toBe(false)
  })
})

describe('a damaged file of compiled code is not trusted: one', () => {
  test.each<[string, (path: string) => void]>([
    ['with a changed byte', (path) => writeFileSync(path, changed(readFileSync(path), 5000))],
    ['that holds something else', (path) => writeFileSync(path, readFileSync(CLI))],
    ['cut short', (path) => truncateSync(path, Math.floor(statSync(path).size / 3))],
    ['empty', (path) => truncateSync(path, 0)],
    ['of zeros', (path) => writeFileSync(path, Buffer.alloc(statSync(path).size))],
    ['that cannot be read', (path) => chmodSync(path, 0)],
  ])('%s', (_what, damage) => {
    afterFirstRun()
    const files = compiled()
    for (const path of files) damage(path)
    expect(lint()).toEqual(CLEAN)
    // Each holds its content twice.
    for (const content of files.map((path) => readFileSync(path)))
      expect(content.subarray(0, content.length / 2).equals(content.subarray(content.length / 2))).toBe(true)
  })
})

function changed(content: Buffer, at: number): Buffer {
  const copy = Buffer.from(content)
  copy[Math.min(at, copy.length - 1)] = (copy[Math.min(at, copy.length - 1)] ?? 0) ^ 0xff
  return copy
}
