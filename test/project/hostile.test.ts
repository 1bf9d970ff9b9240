import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type LoadedProject, loadProjects } from '../../src/project/load'
import { folderWith, lintFolder } from './harness'

const ENTRY = 'integration.definition.ts'
const HEAD = `import { IntegrationDefinition, z } from '@botpress/sdk'\n`
const GOOD = `export default new IntegrationDefinition({ name: 'good', version: '1.0.0', actions: {} })\n`

/** What became of a hostile definition, and of a harmless one after it in the same run. */
async function afterwards(code: string, options: Parameters<typeof loadProjects>[1] = {}): Promise<LoadedProject[]> {
  const hostile = folderWith({ [ENTRY]: `${HEAD}${code}` })
  const good = folderWith({ [ENTRY]: `${HEAD}require('node:fs').readFileSync('good')\n${GOOD}`, good: '' })
  const projects = await loadProjects([hostile, good], options)
  expect(JSON.parse(projects[1]?.evaluated?.body ?? '{}')).toMatchObject({ name: 'good', actions: {} })
  return projects
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
    `import { closeSync } from 'node:fs'\ncloseSync(3)\nfor (;;);\n${GOOD}`,
    /file descriptor 3/,
  ],
  [
    'changes how everything is written as JSON',
    `Object.assign(Object.prototype, { toJSON: () => 1 })\n${GOOD}`,
    /file descriptor 3/,
  ],
  ['recurses without end', `const f = (): void => f()\nf()\n${GOOD}`, /Maximum call stack/],
]

test.each(FAILING)('a definition that %s harms nothing', async (_name, code, message) => {
  const [hostile] = await afterwards(code)
  expect(hostile?.faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)])
})

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

test.each(LIVING)('a definition that %s is evaluated, and harms nothing', async (_name, code) => {
  const [hostile] = await afterwards(code)
  expect(hostile?.faults).toEqual([])
})

// Tests that wait do so at the same time, and before the one that replaces `spawn`.
test.concurrent.each([
  ['in a loop', 'for (;;);'],
  ['in microtasks, when it has been evaluated', 'const again = () => queueMicrotask(again)\nagain()'],
])('a definition that hangs is stopped: %s', async (_name, code) => {
  const [hostile] = await afterwards(`${code}\n${GOOD}`, { limits: { time: 4000, memory: 256 } })
  expect(hostile?.faults.map(({ message }) => message)).toEqual([
    'The definition was still running after 4 seconds, and was stopped.',
  ])
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

const LATE: readonly (readonly [name: string, code: string, message: string])[] = [
  ['throws', `throw new Error('late')`, 'The definition throws: late.'],
  ['hangs', 'for (;;);', 'The definition was still running after 4 seconds, and was stopped.'],
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

test('findings without places are replaced by the reason', async () => {
  const code = `JSON.parse = () => { throw new Error('late') }\n${GOOD.replace('good', 'Not a name')}`
  const { report } = await lintFolder(folderWith({ [ENTRY]: `${HEAD}${code}` }))
  expect(report.files[0]?.findings).toMatchObject([
    { rule: 'definition/loads', message: 'The definition throws: late.' },
  ])
})

test.concurrent('a definition that takes all memory is stopped', async () => {
  const code = `const all: unknown[] = []\nfor (;;) all.push(new Array(100000).fill(Math.random()))\n${GOOD}`
  const [hostile] = await afterwards(code, { limits: { time: 60_000, memory: 300 } })
  expect(hostile?.faults.map(({ message }) => message)).toEqual(['The definition needs more than 300 MiB of memory.'])
})

test.concurrent('what a definition has started ends with it', async () => {
  const folder = folderWith({})
  // Only Linux says what a process has started that is in a group of its own.
  const kinds = existsSync('/proc/self/task') ? ['attached', 'detached'] : ['attached']
  const code = `import { spawn } from 'node:child_process'
for (const kind of ${JSON.stringify(kinds)})
  spawn(process.execPath, ['-e', 'setTimeout(() => require("fs").writeFileSync(process.argv[1], ""), 3000)', ${JSON.stringify(`${folder}/`)} + kind], { stdio: 'ignore', detached: kind === 'detached' })
${GOOD}`
  await afterwards(code)
  await new Promise((resolve) => setTimeout(resolve, 5000))
  expect(readdirSync(folder).filter((name) => kinds.includes(name))).toEqual([])
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

test('the environment of a definition has no secrets', async () => {
  process.env.BP_TOKEN = 'bp_pat_secret'
  const code = `export default new IntegrationDefinition({ name: Object.keys(process.env).sort().join(' ').slice(0, 190), version: '1.0.0', description: String(process.env.BP_TOKEN) })`
  const [project] = await afterwards(code)
  delete process.env.BP_TOKEN
  expect(JSON.parse(project?.evaluated?.body ?? '{}').description).toBe('undefined')
})

test('keys with line breaks and of the prototype are kept', async () => {
  const code = `export default new IntegrationDefinition({ name: 'a', version: '1.0.0', attributes: { 'a\\n::error::b': 'c', ['__proto__']: 'd', 'a/b~c': 'e' } })`
  const [project] = await afterwards(code)
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
