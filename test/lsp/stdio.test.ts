import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createProtocolConnection,
  ErrorCodes,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { CLI } from '../cli/run'

// The built command over its own standard streams.

let folder = ''
let server: ChildProcessWithoutNullStreams
let connection: ProtocolConnection
let stderr = ''

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'lsp-stdio-')))
  stderr = ''
  server = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { cwd: folder })
  server.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin))
  connection.listen()
})

afterEach(() => {
  connection.dispose()
  server.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function initialize(): Promise<void> {
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: {},
  })
  await connection.sendNotification('initialized', {})
}

test('a configuration that prints does not break the protocol, one that fails does not end the server', async () => {
  writeFileSync(
    join(folder, 'integration-lint.config.mjs'),
    `console.log('printed')
setTimeout(() => { throw new Error('thrown later') })
Promise.reject(new Error('rejected'))
process.on('SIGTERM', () => undefined)
export default {}
`,
  )
  await initialize()
  const published = new Promise<PublishDiagnosticsParams>((done) =>
    connection.onNotification('textDocument/publishDiagnostics', done),
  )
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: {
      uri: pathToFileURL(join(folder, 'a.json')).href,
      languageId: 'json',
      version: 1,
      text: '{ "name": "a", "version": "1.0.0", "actions": {}, }',
    },
  })
  expect((await published).diagnostics).toContainEqual(expect.objectContaining({ code: 'syntax/trailing-comma' }))
  await new Promise((wait) => setTimeout(wait, 50))
  expect(stderr).toContain('printed')
  expect(stderr).toContain('thrown later')
  expect(stderr).toContain('rejected')
  await connection.sendRequest('shutdown')
  const ended = once(server, 'exit')
  await connection.sendNotification('exit')
  // A promise of the configuration was rejected, which a run must not hide.
  expect(await ended).toEqual([2, null])
})

test('what is loaded for a question only is there in the built command', async () => {
  await initialize()
  const uri = pathToFileURL(join(folder, 'a.json')).href
  const text = '{ "name": "a", "version": "1.0.0", "actions": {}, "actionz": {} }'
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'json', version: 1, text },
  })
  const position = { line: 0, character: text.indexOf('actionz') }
  const textDocument = { uri }
  const hover = await connection.sendRequest('textDocument/hover', { textDocument, position })
  expect(JSON.stringify(hover)).toContain('**schema/unknown-property**')
  const items = await connection.sendRequest('textDocument/completion', { textDocument, position })
  expect(items).toContainEqual(expect.objectContaining({ label: 'channels' }))
  const actions = await connection.sendRequest('textDocument/codeAction', {
    textDocument,
    range: { start: position, end: position },
    context: { diagnostics: [] },
  })
  expect(actions).toContainEqual(expect.objectContaining({ title: 'Explain schema/unknown-property' }))
  expect(stderr).toBe('')
})

test('a client that is gone takes the server with it', async () => {
  await initialize()
  const ended = once(server, 'exit')
  server.stdin.end()
  expect(await ended).toEqual([1, null])
  expect(stderr).toBe('')
})

test('a request before the initialization, one for an unknown method and a second initialization are refused', async () => {
  const codeOf = (method: string, params: object = {}) =>
    connection.sendRequest(method, params).then(
      () => undefined,
      ({ code }: ResponseError) => code,
    )
  expect(await codeOf('textDocument/hover', HOVER)).toBe(ErrorCodes.ServerNotInitialized)
  await initialize()
  expect(await codeOf('textDocument/moniker', HOVER)).toBe(ErrorCodes.MethodNotFound)
  expect(await codeOf('initialize', { processId: null, rootUri: null, capabilities: {} })).toBe(
    ErrorCodes.InvalidRequest,
  )
  expect(await connection.sendRequest('textDocument/hover', HOVER)).toBeNull()
})

const HOVER = { textDocument: { uri: 'file:///nowhere/a.json' }, position: { line: 0, character: 0 } }
