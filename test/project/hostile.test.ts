import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type LoadedProject, loadProjects } from '../../src/project/load'
import { folderWith, lintFolder } from './harness'

const ENTRY = 'integration.definition.ts'
const HEAD = `import { IntegrationDefinition, z } from '@botpress/sdk'\n`
const GOOD = `export default new IntegrationDefinition({ name: 'good', version: '1.0.0', actions: {} })\n`

/** A statement that never ends, and leaves the processor to the tests beside it. */
const HANGS = 'for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);'

type Options = Parameters<typeof loadProjects>[1]

interface Outcome {
  hostile: LoadedProject | undefined
  /** The body of a harmless definition that was evaluated next. */
  next: unknown
}

/** What becomes of hostile definitions in one run, with a harmless one after each. */
async function outcomesOf(codes: readonly string[], options: Options = {}): Promise<Outcome[]> {
  const good = folderWith({ [ENTRY]: `${HEAD}require('node:fs').readFileSync('good')\n${GOOD}`, good: '' })
  const folders = codes.flatMap((code) => [folderWith({ [ENTRY]: `${HEAD}${code}` }), good])
  const projects = await loadProjects(folders, options)
  return codes.map((_, index) => ({
    hostile: projects[index * 2],
    next: JSON.parse(projects[index * 2 + 1]?.evaluated?.body ?? '{}'),
  }))
}

const HARMLESS = { name: 'good', actions: {} }

/** What becomes of a hostile definition, which must not harm the next one. */
async function afterwards(code: string, options: Options = {}): Promise<LoadedProject | undefined> {
  const [outcome] = await outcomesOf([code], options)
  expect(outcome?.next).toMatchObject(HARMLESS)
  return outcome?.hostile
}

const FAILING: readonly (readonly [name: string, code: string, message: RegExp])[] = [
  ['ends the process', `process.exit(0)\n${GOOD}`, /ends the process \(process\.exit\(\)\)/],
  ['ends it from below', `process.kill(process.pid, 'SIGKILL')\n${GOOD}`, /ends the process/],
  ['throws what is not an error', `throw { toString() { throw 1 } }`, /throws/],
  [
    'writes to the channel',
    `import { writeSync } from 'node:fs'\nwriteSync(3, 'garbage\\n')\n${GOOD}`,
    /file descriptor 3/,
  ],
  ['begins a line there', `import { writeSync } from 'node:fs'\nwriteSync(3, 'garbage')\n${GOOD}`, /file descriptor 3/],
  [
    'forges an answer',
    `import { writeSync } from 'node:fs'\nwriteSync(3, '{"type":"evaluated","id":1,"body":"{}"}\\n')\n${GOOD}`,
    /file descriptor 3/,
  ],
  [
    'writes to the channel without end',
    `import { writeSync } from 'node:fs'\nfor (;;) writeSync(3, 'x'.repeat(1e6))\n${GOOD}`,
    /file descriptor 3/,
  ],
  ['closes the channel', `import { closeSync } from 'node:fs'\ncloseSync(3)\n${GOOD}`, /file descriptor 3/],
  [
    'closes it and goes on',
    `import { closeSync } from 'node:fs'\ncloseSync(3)\n${HANGS}\n${GOOD}`,
    /file descriptor 3/,
  ],
  [
    'changes how everything is written as JSON',
    `Object.assign(Object.prototype, { toJSON: () => 1 })\n${GOOD}`,
    /file descriptor 3/,
  ],
  ['recurses without end', `const f = (): void => f()\nf()\n${GOOD}`, /Maximum call stack/],
]

const LIVING: readonly (readonly [name: string, code: string])[] = [
  ['prints a report', `console.log('{"schemaVersion":1,"files":[]}'); process.stdout.write('::error::x\\n')\n${GOOD}`],
  ['disconnects a channel that it does not have', `process.disconnect?.()\n${GOOD}`],
  ['answers in our stead', `process.send?.({ type: 'evaluated', id: 1, body: '{}' })\n${GOOD}`],
  [
    'changes built-in objects',
    `Object.prototype.polluted = 1; Array.prototype.map = () => []; JSON.stringify = () => '{}'\n${GOOD}`,
  ],
  ['leaves timers', `setInterval(() => { throw new Error('late') }, 1)\n${GOOD}`],
  ['reads a file of its folder', `import { readFileSync } from 'node:fs'\nreadFileSync('./${ENTRY}')\n${GOOD}`],
  ['leaves a rejected promise', `Promise.reject(new Error('never caught'))\n${GOOD}`],
  ['changes directory', `process.chdir('/')\n${GOOD}`],
]

describe('a definition', () => {
  const codes = [...FAILING, ...LIVING]
  const outcomes = new Map<string, Outcome>()
  beforeAll(async () => {
    const all = await outcomesOf(codes.map(([, code]) => code))
    for (const [index, outcome] of all.entries()) outcomes.set(codes[index]?.[1] ?? '', outcome)
  })

  test.each(FAILING)('that %s harms nothing', (_name, code, message) => {
    const outcome = outcomes.get(code)
    expect(outcome?.hostile?.faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)])
    expect(outcome?.next).toMatchObject(HARMLESS)
  })

  test.each(LIVING)('that %s is evaluated, and harms nothing', (_name, code) => {
    const outcome = outcomes.get(code)
    expect(outcome?.hostile?.faults).toEqual([])
    expect(outcome?.next).toMatchObject(HARMLESS)
  })
})

const PIPES = ['package.json', 'tsconfig.json', 'icon.svg', 'src/more.ts']

test.each(PIPES)('nobody waits for a pipe of a project: %s', async (name) => {
  const folder = folderWith({ [ENTRY]: `${HEAD}${GOOD}`, 'src/index.ts': '' })
  execFileSync('mkfifo', [join(folder, name)])
  const { report } = await lintFolder(folder)
  expect(report.files[0]?.findings).toMatchObject([
    {
      rule: 'definition/loads',
      message: `${name} is not a regular file, so the definition cannot be evaluated.`,
    },
  ])
})

test('findings without places are replaced by the reason', async () => {
  const code = `JSON.parse = () => { throw new Error('late') }\n${GOOD.replace('good', 'Not a name')}`
  const { report } = await lintFolder(folderWith({ [ENTRY]: `${HEAD}${code}` }))
  expect(report.files[0]?.findings).toMatchObject([
    { rule: 'definition/loads', message: 'The definition throws: late.' },
  ])
})

test('the environment of a definition has no secrets', async () => {
  process.env.BP_TOKEN = 'bp_pat_secret'
  const code = `export default new IntegrationDefinition({ name: Object.keys(process.env).sort().join(' ').slice(0, 190), version: '1.0.0', description: String(process.env.BP_TOKEN) })`
  const project = await afterwards(code)
  delete process.env.BP_TOKEN
  expect(JSON.parse(project?.evaluated?.body ?? '{}').description).toBe('undefined')
})

test('keys with line breaks and of the prototype are kept', async () => {
  const code = `export default new IntegrationDefinition({ name: 'a', version: '1.0.0', attributes: { 'a\\n::error::b': 'c', ['__proto__']: 'd', 'a/b~c': 'e' } })`
  const project = await afterwards(code)
  expect(JSON.parse(project?.evaluated?.body ?? '{}').attributes).toEqual(
    JSON.parse('{ "a\\n::error::b": "c", "__proto__": "d", "a/b~c": "e" }'),
  )
})

test.each([
  ['share a process', '', 'One', true],
  // Its answer is still being written when the evaluator looks for what the definition has left behind.
  ['share a process where the body of the first is large', '', 'x'.repeat(3e6), true],
  ['have each their own where the first has spoiled it', 'Object.assign(globalThis, { spoiled: 1 })\n', 'One', false],
])('two projects %s', async (_name, first, title, shared) => {
  const definition = (text: string) =>
    `export default new IntegrationDefinition({ name: 'a', version: '1.0.0', description: String(process.pid), title: '${text}' })\n`
  const folders = [first + definition(title), definition('Two')].map((code) => folderWith({ [ENTRY]: HEAD + code }))
  const projects = await loadProjects(folders)
  const pids = projects.map(({ evaluated }) => JSON.parse(evaluated?.body ?? '{}').description)
  expect(pids).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)])
  expect(pids[0] === pids[1]).toBe(shared)
})

// Tests that wait start first and all at once, and end before the one that replaces `spawn`.
test.concurrent.each([
  ['in a loop', 'for (;;);'],
  [
    'in microtasks, when it has been evaluated',
    `const cell = new Int32Array(new SharedArrayBuffer(4))
const again = () => { Atomics.wait(cell, 0, 0, 100); queueMicrotask(again) }
again()`,
  ],
])('a definition that hangs is stopped: %s', async (_name, code) => {
  const hostile = await afterwards(`${code}\n${GOOD}`, { limits: { time: 4000, memory: 256 } })
  expect(hostile?.faults.map(({ message }) => message)).toEqual([
    'The definition was still running after 4 seconds, and was stopped.',
  ])
})

const LATE: readonly (readonly [name: string, code: string, message: string])[] = [
  ['throws', `throw new Error('late')`, 'The definition throws: late.'],
  ['hangs', HANGS, 'The definition was still running after 4 seconds, and was stopped.'],
]

test.concurrent.each(LATE)(
  'the body is there before a definition %s, the places are not',
  async (_name, late, message) => {
    // The places are looked up in the parsed body.
    const folder = folderWith({ [ENTRY]: `${HEAD}JSON.parse = () => { ${late} }\n${GOOD}` })
    const [early] = await loadProjects([folder], { early: true, limits: { time: 4000, memory: 256 } })
    expect(JSON.parse(early?.evaluated?.body ?? '{}')).toMatchObject({ name: 'good' })
    expect(early?.faults).toEqual([])
    const located = await early?.located
    expect(located?.faults.map((fault) => fault.message)).toEqual([message])
  },
)

test.concurrent('a definition that takes all memory is stopped', async () => {
  const code = `const all: unknown[] = []\nfor (;;) all.push(new Array(100000).fill(Math.random()))\n${GOOD}`
  const hostile = await afterwards(code, { limits: { time: 60_000, memory: 300 } })
  expect(hostile?.faults.map(({ message }) => message)).toEqual(['The definition needs more than 300 MiB of memory.'])
})

test.concurrent('what a definition has started ends with it', async () => {
  const folder = folderWith({})
  // Only Linux says what a process has started that is in a group of its own.
  const kinds = existsSync('/proc/self/task') ? ['attached', 'detached'] : ['attached']
  const address = join(folder, 'socket')
  const server = createServer().listen(address)
  const ends: Promise<unknown>[] = []
  server.on('connection', (socket: Socket) => ends.push(once(socket.on('error', () => undefined).resume(), 'close')))
  const started = `const { writeFileSync } = require('node:fs'), [name] = process.argv.slice(1)
require('node:net').connect(${JSON.stringify(address)}, () => writeFileSync(name, ''))
setTimeout(() => { writeFileSync(name + '-survived', ''); process.exit() }, 10_000)`
  const code = `import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
const cell = new Int32Array(new SharedArrayBuffer(4))
const names = ${JSON.stringify(kinds.map((kind) => join(folder, kind)))}
for (const name of names)
  spawn(process.execPath, ['-e', ${JSON.stringify(started)}, name], { stdio: 'ignore', detached: name.endsWith('detached') })
while (!names.every(existsSync)) Atomics.wait(cell, 0, 0, 20)
${GOOD}`
  const hostile = await afterwards(code).finally(() => server.close())
  expect(hostile?.faults).toEqual([])
  expect(ends).toHaveLength(kinds.length)
  await Promise.all(ends)
  expect(kinds.filter((kind) => existsSync(join(folder, `${kind}-survived`)))).toEqual([])
})

test.each([
  ['at once, as for too many files', 'throw'],
  ['later, as for too many processes', 'event'],
])('a process that cannot be started is reported, and nobody waits for it: %s', async (_name, how) => {
  const processes = jest.requireActual<typeof import('node:child_process')>('node:child_process')
  const { spawn } = processes
  const failing = jest.spyOn(processes, 'spawn').mockImplementation((...given) => {
    // esbuild starts a process as well.
    const isEvaluator = String(given[1]).includes('evaluator')
    if (isEvaluator && how === 'throw') throw new Error('spawn EMFILE')
    return spawn(isEvaluator ? '/nowhere/node' : given[0], given[1] as string[], given[2])
  })
  const loading = loadProjects([folderWith({ [ENTRY]: `${HEAD}${GOOD}` })], { limits: { time: 120_000, memory: 256 } })
  const [project] = await loading.finally(() => failing.mockRestore())
  expect(project?.faults.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^The process that evaluates the definition could not be started: spawn (?:EMFILE|.*ENOENT)\.$/,
    ),
  ])
})
