// A session in the editor: the cost of a keystroke, compared with linting the same text in a warm process, and the growth of
// memory. Usage: node bench/editor.mjs [--edits N]. It measures CPU time, so that other processes do not count; by turns, since
// other processes slow both down; and after N keystrokes, when V8 has optimised the code.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node'
import { definition } from './corpora.mjs'

const { values } = parseArgs({ options: { edits: { type: 'string', default: '500' } } })
const edits = Number(values.edits)
/** The number of keystrokes before the first measurement of memory. */
const WARM_UP = 50
/** The number of keystrokes per turn, and of turns. */
const TURN = 50
const TURNS = 25

const text = `${JSON.stringify(JSON.parse(definition(130_000, 1)), null, 2)}\n`
const line = text.split('\n').findIndex((each) => /"title": "/.test(each))
const at = { line, character: (text.split('\n')[line] ?? '').indexOf('": "') + 4 }

/** Both processes print on demand their memory in bytes after a garbage collection, or their CPU time in microseconds. */
const REPORT = join(tmpdir(), 'integration-lint-editor-report.cjs')
writeFileSync(
  REPORT,
  `const say = (value) => require('node:fs').writeSync(2, JSON.stringify(value) + '\\n')
process.on('SIGUSR2', () => {
  for (let round = 0; round < 3; round += 1) gc()
  say(process.memoryUsage().heapUsed)
})
process.on('SIGHUP', () => {
  const { user, system } = process.cpuUsage()
  say(user + system)
})
`,
)

class Reported {
  #wake
  constructor(args) {
    this.child = spawn(process.execPath, ['--expose-gc', '--require', REPORT, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.child.stderr.setEncoding('utf8').on('data', (said) => this.#wake?.(JSON.parse(said)))
  }

  /** SIGUSR2 requests the memory; SIGHUP the time, without a garbage collection, which would discard optimised code. */
  ask(signal) {
    const said = new Promise((wake) => {
      this.#wake = wake
    })
    this.child.kill(signal)
    return said
  }
}

async function editor() {
  const server = new Reported([resolve('dist/cli.js'), 'lsp'])
  const { child } = server
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.listen()
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} } },
  })
  await connection.sendNotification('initialized', {})
  const uri = 'file:///bench/definition.json'
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'json', version: 1, text },
  })
  let version = 1
  const type = async (count) => {
    for (let edit = 0; edit < count; edit += 1) {
      version += 1
      // Keystrokes add and remove a letter by turns.
      const range = { start: at, end: version % 2 === 0 ? at : { ...at, character: at.character + 1 } }
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: version % 2 === 0 ? 'x' : '' }],
      })
      await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
    }
  }
  const end = async () => {
    await connection.sendRequest('shutdown')
    await connection.sendNotification('exit')
    connection.dispose()
  }
  return { type, end, ask: (signal) => server.ask(signal) }
}

function warm() {
  const program = `const { lintText } = require(${JSON.stringify(resolve('dist/index.cjs'))})
const text = ${JSON.stringify(text)}
const lint = (count) => { for (let edit = 0; edit < count; edit += 1) lintText(text.replace('"title": "', '"title": "' + (edit % 2 === 0 ? 'x' : '')), { name: 'definition.json' }) }
process.stdin.on('data', (count) => { lint(Number(count)); process.stdout.write('done') })`
  // In a file, because it is too long for an argument.
  const file = join(tmpdir(), 'integration-lint-editor-warm.cjs')
  writeFileSync(file, program)
  const process_ = new Reported([file])
  const { child } = process_
  const lint = (count) =>
    new Promise((done) => {
      child.stdout.once('data', done)
      child.stdin.write(String(count))
    })
  return { type: lint, end: () => child.kill(), ask: (signal) => process_.ask(signal) }
}

async function turn({ type, ask }) {
  const before = await ask('SIGHUP')
  await type(TURN)
  const after = await ask('SIGHUP')
  return (after - before) / TURN
}

const median = (values_) => [...values_].sort((a, b) => a - b)[Math.floor(values_.length / 2)]

const session = await editor()
const linted = warm()
await session.type(WARM_UP)
const early = await session.ask('SIGUSR2')
await session.type(edits - WARM_UP)
const late = await session.ask('SIGUSR2')
await linted.type(edits)
const turns = []
for (let count = 0; count < TURNS; count += 1) turns.push([await turn(session), await turn(linted)])
await session.end()
linted.end()
const ratio = median(turns.map(([keystroke, lint]) => keystroke / lint))
const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
console.log(`A definition of ${text.length} characters, the processor's time, ${TURNS} turns of ${TURN} keystrokes:`)
console.log(`  a keystroke in the editor   ${(median(turns.map(([keystroke]) => keystroke)) / 1000).toFixed(2)} ms`)
console.log(
  `  linted in a warm process    ${(median(turns.map(([, lint]) => lint)) / 1000).toFixed(2)} ms   (ratio ${ratio.toFixed(2)}, at most 1.3)`,
)
console.log(`  memory after ${WARM_UP}, after ${edits}   ${mib(early)}, ${mib(late)}   (at most 20 % apart)`)
if (ratio > 1.3 || Math.abs(late / early - 1) > 0.2) process.exitCode = 1
