// A session in the editor: what a keystroke costs beside linting the same text in a warm process, and what memory is left.
// Usage: node bench/editor.mjs [--edits N]. Processor time, so that other processes do not count.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node'
import { definition } from './corpora.mjs'

const { values } = parseArgs({ options: { edits: { type: 'string', default: '500' } } })
const edits = Number(values.edits)
const WARM_UP = 50

const text = `${JSON.stringify(JSON.parse(definition(130_000, 1)), null, 2)}\n`
const line = text.split('\n').findIndex((each) => /"title": "/.test(each))
const at = { line, character: (text.split('\n')[line] ?? '').indexOf('": "') + 4 }

/** Said on demand by either process: its processor time in microseconds, and its memory in bytes after a collection. */
const REPORT = join(tmpdir(), 'integration-lint-editor-report.cjs')
writeFileSync(
  REPORT,
  `process.on('SIGUSR2', () => {
  for (let round = 0; round < 3; round += 1) gc()
  const { user, system } = process.cpuUsage()
  require('node:fs').writeSync(2, JSON.stringify({ cpu: user + system, heap: process.memoryUsage().heapUsed }) + '\\n')
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

  report() {
    const said = new Promise((wake) => {
      this.#wake = wake
    })
    this.child.kill('SIGUSR2')
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
      // A letter comes, and goes again with the next.
      const range = { start: at, end: version % 2 === 0 ? at : { ...at, character: at.character + 1 } }
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: version % 2 === 0 ? 'x' : '' }],
      })
      await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
    }
  }
  await type(WARM_UP)
  const before = await server.report()
  await type(edits - WARM_UP)
  const after = await server.report()
  await connection.sendRequest('shutdown')
  await connection.sendNotification('exit')
  connection.dispose()
  return { keystroke: (after.cpu - before.cpu) / (edits - WARM_UP), before: before.heap, after: after.heap }
}

async function warm() {
  const program = `const { lintText } = require(${JSON.stringify(resolve('dist/index.cjs'))})
const text = ${JSON.stringify(text)}
const lint = (count) => { for (let edit = 0; edit < count; edit += 1) lintText(text.replace('"title": "', '"title": "' + (edit % 2 === 0 ? 'x' : '')), { name: 'definition.json' }) }
process.stdin.on('data', (count) => { lint(Number(count)); process.stdout.write('done') })`
  // Too long for an argument.
  const file = join(tmpdir(), 'integration-lint-editor-warm.cjs')
  writeFileSync(file, program)
  const process_ = new Reported([file])
  const { child } = process_
  const lint = (count) =>
    new Promise((done) => {
      child.stdout.once('data', done)
      child.stdin.write(String(count))
    })
  await lint(WARM_UP)
  const before = await process_.report()
  await lint(edits - WARM_UP)
  const after = await process_.report()
  child.kill()
  return (after.cpu - before.cpu) / (edits - WARM_UP)
}

const ratios = []
let session
let linted
for (let round = 0; round < 3; round += 1) {
  session = await editor()
  linted = await warm()
  ratios.push(session.keystroke / linted)
}
const ratio = ratios.sort((a, b) => a - b)[1]
const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
console.log(`A definition of ${text.length} characters, ${edits} keystrokes, processor time:`)
console.log(`  a keystroke in the editor   ${(session.keystroke / 1000).toFixed(2)} ms`)
console.log(`  linted in a warm process    ${(linted / 1000).toFixed(2)} ms   (ratio ${ratio.toFixed(2)}, at most 1.3)`)
console.log(
  `  memory after ${WARM_UP}, after ${edits}   ${mib(session.before)}, ${mib(session.after)}   (at most 20 % apart)`,
)
if (ratio > 1.3 || Math.abs(session.after / session.before - 1) > 0.2) process.exitCode = 1
