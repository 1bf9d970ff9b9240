import { spawn } from 'node:child_process'
import type { Report } from '../../src/findings/types'
import { CLI, resultOf } from '../cli/run'
import { runBuilt } from './built'
import { acmes, jsonReport, login, mock, run } from './harness'

jest.setTimeout(180_000)

test.each([1, 3])('a concurrency of %d', async (concurrency) => {
  const api = await mock({ resources: acmes(12), gather: concurrency })
  await run(['remote', '--all', '--concurrency', String(concurrency)], { env: login(api) })
  expect(api.mostInFlight).toBe(concurrency)
})

test('the default concurrency is modest', async () => {
  const api = await mock({ resources: acmes(20), gather: 4 })
  await run(['remote', '--all'], { env: login(api) })
  expect(api.mostInFlight).toBe(4)
})

test('killing the server midway loses nothing that was linted', async () => {
  let answered = 0
  const api = await mock({
    resources: acmes(40),
    pageSize: 40,
    fault: ({ operation }) => {
      if (operation !== 'getIntegration') return undefined
      answered += 1
      if (answered === 16) void api.close()
      return answered > 15 ? { kind: 'hang' } : undefined
    },
  })
  const result = await run(['remote', '--all', '--format', 'json', '--retries', '0', '--concurrency', '1'], {
    env: login(api),
  })
  expect(jsonReport(result).summary.files).toBe(15)
  expect(result.stderr).toMatch(/the connection was (reset|refused)/)
  expect(result.stderr).toMatch(
    /several requests in a row failed: the server or the network is down; 15 linted, 20 known and not fetched/,
  )
  expect(result.status).toBe(2)
})

test('Ctrl-C stops cleanly and reports what was linted', async () => {
  let interrupt: (signal: NodeJS.Signals) => void = () => undefined
  const api = await mock({
    resources: acmes(30),
    pageSize: 30,
    fault: ({ path }) => {
      if (!path.endsWith('0010')) return undefined
      interrupt('SIGINT')
      return { kind: 'hang' }
    },
  })
  const { stdout, stderr, status } = await runBuilt(
    ['remote', '--all', '--format', 'json', '--concurrency', '1'],
    login(api),
    [],
    (kill) => {
      interrupt = kill
    },
  )
  const report: Report = JSON.parse(stdout)
  expect(report.files.map(({ findings }) => findings.length)).toEqual(Array(10).fill(0))
  expect(stderr).toBe('integration-lint: interrupted; 10 linted, 20 known and not fetched.\n')
  expect(status).toBe(2)
})

test('Ctrl-C ends the wait for a retry', async () => {
  const { setTimeout: original } = globalThis
  let announce: () => void = () => undefined
  const paused = new Promise<void>((done) => {
    announce = done
  })
  const timers = jest.spyOn(globalThis, 'setTimeout').mockImplementation(((callback: () => void, milliseconds = 0) => {
    if (milliseconds >= 100_000) announce()
    return original(callback, milliseconds)
  }) as typeof setTimeout)
  const api = await mock({ fault: () => ({ kind: 'status', status: 503, headers: { 'retry-after': '100' } }) })
  let stop: () => void = () => undefined
  const result = run(['remote', 'handle/acme'], {
    env: login(api),
    interrupt: (given) => {
      stop = given
    },
  })
  await paused
  stop()
  expect((await result).stderr).toContain('interrupted; 0 linted')
  expect((await result).status).toBe(2)
  timers.mockRestore()
})

describe('the progress bar', () => {
  test('is drawn on a terminal when there is much to fetch, and taken away', async () => {
    const api = await mock({ resources: acmes(12), pageSize: 6 })
    const { stdout, stderr } = await run(['remote', '--all'], { env: login(api), terminal: true })
    expect(stderr).toContain('12 of 12 fetched')
    expect(stderr.endsWith('\r\u001b[K')).toBe(true)
    expect(stdout).not.toContain('\r')
  })

  test.each([
    ['without a terminal', 12, false],
    ['for a few', 3, true],
  ])('is not drawn %s', async (_case, count, terminal) => {
    const api = await mock({ resources: acmes(count) })
    expect((await run(['remote', '--all'], { env: login(api), terminal })).stderr).toBe('')
  })
})

/** The modules of Node.js that a command loads, of those with these names. */
async function modulesOf(names: string, args: readonly string[]): Promise<string> {
  // The bundle evaluates a module when it is first asked for; Node.js lists what has been asked for.
  const script = `process.argv.splice(1, 0, ''); require(${JSON.stringify(CLI)}); process.on('exit', () => console.error(process.moduleLoadList.filter((name) => / (${names})$/.test(name)).join()))`
  const child = spawn(process.execPath, ['-e', script, '--', ...args], { env: { PATH: process.env.PATH ?? '' } })
  return (await resultOf(child)).stderr
}

test('no other command loads anything of the network', async () => {
  expect(await modulesOf('https|_http_client|tls', ['rules'])).toBe('\n')
})

test('flags are parsed without the modules of Node.js that yargs does not need', async () => {
  expect(await modulesOf('assert', ['rules', '--no-color'])).toBe('\n')
})
