import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type FileChanges, watchFiles } from '../../src/run/watch'
import { run } from '../remote/harness'
import { CLI } from './run'

jest.setTimeout(60_000)

const GOOD = `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.", "actions": {} }`
const LONG_TITLE = GOOD.replace('Acme', 'T'.repeat(71))

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'integration-lint-watch-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), content)
}

describe('the command', () => {
  let child: ChildProcessWithoutNullStreams | undefined
  afterEach(() => child?.kill('SIGKILL'))

  /** Starts the command; `next` gives what it prints up to the end of the next round. */
  function start(args: readonly string[]) {
    const process_ = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: { ...process.env, CI: undefined, GITHUB_ACTIONS: undefined } as NodeJS.ProcessEnv,
    })
    child = process_
    let stdout = ''
    let stderr = ''
    let onRound: (() => void) | undefined
    process_.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    process_.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      if (stderr.includes('watching for changes')) onRound?.()
    })
    const ended = new Promise<number | null>((done) => process_.on('close', done))
    return {
      ended,
      async next(): Promise<{ stdout: string; stderr: string }> {
        if (!stderr.includes('watching for changes')) {
          await new Promise<void>((done) => {
            onRound = done
          })
        }
        const round = { stdout, stderr: stderr.replace(/integration-lint: watching.*\n/, '') }
        stdout = ''
        stderr = ''
        return round
      },
    }
  }

  test.each([['extract.vrl'], ['.'], ['extract.vrl.test.json']])(
    'tests scripts again: vrl test %s',
    async (argument) => {
      const cases = (expect: string) => JSON.stringify({ cases: [{ name: 'works', event: {}, expect }] })
      write('extract.vrl', '.path')
      write('extract.vrl.test.json', cases('T1'))
      const { next, ended } = start(['vrl', 'test', argument, '--watch'])
      expect((await next()).stdout).toContain('0 passed, 1 failed')
      write('extract.vrl.test.json', cases('/'))
      expect((await next()).stdout).toContain('1 case of 1 script: 1 passed')
      write('extract.vrl', '.path)')
      expect((await next()).stdout).toContain('It does not compile')
      write('extract.vrl.test.json', '{')
      expect((await next()).stderr).toContain('extract.vrl.test.json:1:2: ')
      child?.kill('SIGINT')
      expect(await ended).toBe(0)
    },
  )

  test('lints again what changes, comes and goes, and ends with Ctrl-C', async () => {
    write('defs/a.json', GOOD)
    write('defs/b.json', LONG_TITLE)
    const { next, ended } = start(['defs', '--watch', '-f', 'compact'])
    const first = await next()
    expect(first.stdout).toMatch(/^defs\/b\.json:1:48: error schema\/max-length/)
    // No terminal: nothing is cleared.
    expect(first.stdout).not.toContain('\u001b')

    write('defs/a.json', LONG_TITLE)
    expect((await next()).stdout).toMatch(/^defs\/a\.json:1:48: .*\ndefs\/b\.json:1:48: .*\n$/)

    rmSync(join(folder, 'defs/b.json'))
    expect((await next()).stdout).toMatch(/^defs\/a\.json:1:48: .*\n$/)

    write('defs/deep/c.jsonc', `// new\n${LONG_TITLE}`)
    expect((await next()).stdout).toMatch(/^defs\/a\.json:1:48: .*\ndefs\/deep\/c\.jsonc:2:48: .*\n$/)

    write('integration-lint.config.json', '{ "rules": { "schema/max-length": "warning" } }')
    expect((await next()).stdout).toMatch(/^defs\/a\.json:1:48: warning .*\ndefs\/deep\/c\.jsonc:2:48: warning .*\n$/)

    write('integration-lint.config.json', '{ "rules": { "schema/max-lenght": "warning" } }')
    expect(await next()).toEqual({ stdout: '', stderr: expect.stringContaining('Did you mean "schema/max-length"?') })

    write('integration-lint.config.json', '{ "rules": { "schema/max-length": "off" } }')
    expect((await next()).stdout).toBe('')

    child?.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test.each([[['.', '--watch']], [['vrl', 'check', '--watch']]])('scripts are watched by %j', async (args) => {
    write('extract.vrl', '.path')
    const { next, ended } = start([...args, '-f', 'compact'])
    expect((await next()).stdout).toBe('')
    write('extract.vrl', '.path)')
    expect((await next()).stdout).toMatch(/^extract\.vrl:1:6: error vrl-compiles/)
    write('extract.vrl', '.path')
    expect((await next()).stdout).toBe('')
    child?.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test('a report that it writes is not a change', async () => {
    write('a.json', LONG_TITLE)
    const { next, ended } = start(['.', '--watch', '-f', 'json', '-o', 'report.json', '-f', 'compact'])
    expect((await next()).stdout).toMatch(/a\.json/)
    write('a.json', GOOD)
    expect((await next()).stdout).toBe('')
    child?.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  test.each([
    [['-', '--watch'], /standard input/],
    [['.', '--watch', '--update-baseline'], /--update-baseline/],
    [['.', '--watch', '--shard', '1/2'], /--shard/],
    [['.', '--watch', '--staged'], /--staged/],
    [['.', '--watch', '--config', 'nope.json'], /nope\.json/],
    [['--watch'], /No files named/],
  ])('%p is refused', async (args, said) => {
    write('a.json', GOOD)
    // A watch that begins all the same ends after a while.
    const interrupt = (stop: () => void) => void setTimeout(stop, 5000).unref()
    const { stderr, status } = await run(args, { cwd: folder, interrupt })
    expect(stderr).toMatch(said)
    expect(status).toBe(2)
  })
})

describe('rounds', () => {
  /** Watches with a terminal that remembers; the changes of each round are taken from `rounds`. */
  function watchWith(args: readonly string[], settings: ReadonlySet<string> = new Set()) {
    const rounds: (FileChanges | undefined)[] = []
    let written = ''
    let stop = () => {}
    let wake = () => {}
    const ended = watchFiles(
      {
        args,
        settings,
        written: [join(folder, 'out.json')],
        lint: async (changes) => {
          rounds.push(changes)
          written += 'report\n'
        },
      },
      {
        cwd: folder,
        stdout: {
          write: (text) => {
            written += text
          },
          isTerminal: true,
        },
        stderr: { write: () => wake() },
        onInterrupt: (interrupt) => {
          stop = interrupt
          return () => {}
        },
      },
    )
    return {
      rounds,
      ended,
      stop: () => stop(),
      written: () => written,
      round: async (count: number) => {
        while (rounds.length < count)
          await new Promise<void>((done) => {
            wake = done
          })
      },
    }
  }

  test('the screen is cleared before each', async () => {
    write('a.json', '1')
    const watch = watchWith(['.'])
    await watch.round(1)
    write('a.json', '2')
    await watch.round(2)
    watch.stop()
    await watch.ended
    expect(watch.written()).toBe('\u001b[2J\u001b[3J\u001b[Hreport\n'.repeat(2))
    expect(watch.rounds).toEqual([undefined, { files: [join(folder, 'a.json')], everything: false }])
  })

  test.each([
    ['a configuration file', 'integration-lint.config.jsonc', []],
    ['a configuration file in a folder', 'deep/integration-lint.config.mjs', []],
    ['the baseline', 'integration-lint.baseline.json', []],
    ['what git ignores', '.gitignore', []],
    ['a file that the configuration extends', 'shared.ts', ['shared.ts']],
  ])('%s concerns all files', async (_name, name, settings) => {
    write('deep/a.json', '1')
    for (const each of settings) write(each, '1')
    const watch = watchWith(['.'], new Set(settings.map((each) => join(folder, each))))
    await watch.round(1)
    write(name, '2')
    await watch.round(2)
    watch.stop()
    await watch.ended
    expect(watch.rounds[1]).toEqual({ files: [join(folder, name)], everything: true })
  })

  test('files of other kinds, of node_modules and of git, and written reports are left alone', async () => {
    write('a.json', '1')
    const watch = watchWith(['.'])
    await watch.round(1)
    for (const name of ['notes.txt', 'node_modules/x/b.json', '.git/c.json', 'out.json']) write(name, '2')
    write('a.json', '2')
    await watch.round(2)
    watch.stop()
    await watch.ended
    expect(watch.rounds.slice(1)).toEqual([{ files: [join(folder, 'a.json')], everything: false }])
  })

  test('a pattern watches the folder that it starts from; a named file is watched whatever its name', async () => {
    write('x/a.json', '1')
    write('y/b.json', '1')
    write('z/definition.txt', '1')
    const watch = watchWith(['x/**/*.json', 'z/definition.txt'])
    await watch.round(1)
    write('y/b.json', '2')
    write('x/deep/c.json', '2')
    await watch.round(2)
    write('z/definition.txt', '2')
    await watch.round(3)
    watch.stop()
    await watch.ended
    expect(watch.rounds.slice(1).map((changes) => changes?.files)).toEqual([
      [join(folder, 'x/deep/c.json')],
      [join(folder, 'z/definition.txt')],
    ])
  })
})
