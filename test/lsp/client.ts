import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pathToFileURL } from 'node:url'
import {
  type ClientCapabilities,
  createMessageConnection,
  type Diagnostic,
  type InitializeResult,
  type Range as LspRange,
  type MessageConnection,
  type Position,
  ProgressType,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { serveEditor } from '../../src/lsp/server'
import { withMarks } from '../mark'

export interface ClientOptions {
  /** What the workspace holds, by path. */
  files?: Readonly<Record<string, string>>
  /** Folders of the workspace; default: the one. */
  folders?: readonly string[]
  capabilities?: ClientCapabilities
  initializationOptions?: unknown
  exec?: boolean
}

/** A client that watches files itself, and shows progress and documents. */
const CAPABILITIES: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    applyEdit: true,
    workspaceEdit: { documentChanges: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true, showDocument: { support: true } },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } },
  },
}

export const PULLING: ClientCapabilities = {
  ...CAPABILITIES,
  textDocument: { ...CAPABILITIES.textDocument, diagnostic: { dynamicRegistration: false } },
}

/** An editor: the real protocol over a pair of streams, to a server in this process. */
export class Client {
  readonly folder: string
  readonly connection: MessageConnection
  /** What the server has said, by method. */
  readonly heard: { method: string; params: unknown }[] = []
  /** Tokens of what has gone on and has ended. */
  readonly ended: string[] = []
  readonly status: Promise<number>
  initialized!: InitializeResult
  readonly #published = new Map<string, PublishDiagnosticsParams>()
  readonly #documents = new Map<string, TextDocument>()
  #wake: (() => void)[] = []

  static async start(options: ClientOptions = {}): Promise<Client> {
    const client = new Client(options)
    await client.#initialize(options)
    return client
  }

  private constructor({ files = {}, exec = true }: ClientOptions) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'lsp-')))
    mkdirSync(join(this.folder, '.git'))
    for (const [name, text] of Object.entries(files)) this.write(name, text)
    const toServer = new PassThrough()
    const fromServer = new PassThrough()
    this.status = serveEditor({ input: toServer, output: fromServer, cwd: this.folder, exec, isAlive: () => true })
    this.connection = createMessageConnection(new StreamMessageReader(fromServer), new StreamMessageWriter(toServer))
    const note = (method: string, params: unknown) => {
      this.heard.push({ method, params })
      for (const wake of this.#wake.splice(0)) wake()
    }
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#published.set(params.uri, params)
      note('textDocument/publishDiagnostics', params)
    })
    this.connection.onNotification((method, params) => note(method, params))
    this.connection.onRequest((method, params) => {
      note(method, params)
      if (method === 'window/workDoneProgress/create') {
        const { token } = params as { token: string }
        this.connection.onProgress(new ProgressType<{ kind: string }>(), token, ({ kind }) => {
          if (kind !== 'end') return
          this.ended.push(token)
          note('$/progress', { token, kind })
        })
      }
      return method === 'window/showDocument' ? { success: true } : null
    })
    this.connection.listen()
  }

  async #initialize({ folders = ['.'], capabilities = CAPABILITIES, initializationOptions }: ClientOptions) {
    this.initialized = await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities,
      initializationOptions,
      workspaceFolders: folders.map((name) => ({ uri: this.uri(name), name })),
    })
    await this.connection.sendNotification('initialized', {})
  }

  /** The URI of a file of the workspace; one that is a URI already stays as it is. */
  uri(name: string): string {
    return /^[a-z]+:/.test(name) ? name : pathToFileURL(join(this.folder, name)).href
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  /** Says that files have changed, as a client does that watches them. */
  async changedOnDisk(...names: string[]): Promise<void> {
    await this.#watched(names, 2)
  }

  async remove(name: string): Promise<void> {
    rmSync(join(this.folder, name), { recursive: true })
    await this.#watched([name], 3)
  }

  async rename(from: string, to: string): Promise<void> {
    renameSync(join(this.folder, from), join(this.folder, to))
    await this.#watched([from], 3)
    await this.#watched([to], 1)
  }

  async changeFolders(added: readonly string[], removed: readonly string[]): Promise<void> {
    const folders = (names: readonly string[]) => names.map((name) => ({ uri: this.uri(name), name }))
    await this.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: folders(added), removed: folders(removed) },
    })
  }

  async #watched(names: readonly string[], type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: names.map((name) => ({ uri: this.uri(name), type })),
    })
  }

  async open(name: string, text: string, languageId = name.split('.').at(-1) ?? 'json'): Promise<void> {
    const uri = this.uri(name)
    this.#documents.set(name, TextDocument.create(uri, languageId, 1, text))
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    })
  }

  /** Replaces a part of an open text, or all of it. */
  async change(name: string, text: string, range?: LspRange): Promise<void> {
    const document = this.document(name)
    const change = range === undefined ? { text } : { range, text }
    const next = TextDocument.update(document, [change], document.version + 1)
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: next.uri, version: next.version },
      contentChanges: [change],
    })
  }

  async save(name: string): Promise<void> {
    this.write(name, this.document(name).getText())
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: this.uri(name) } })
  }

  async close(name: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(name) } })
    this.#documents.delete(name)
  }

  document(name: string): TextDocument {
    const document = this.#documents.get(name)
    if (document === undefined) throw new Error(`${name} is not open.`)
    return document
  }

  /** What was pushed last for a file. */
  published(name: string): Diagnostic[] | undefined {
    return this.#published.get(this.uri(name))?.diagnostics
  }

  /** Waits until what was pushed for a file is as wanted; what was pushed, when that does not come. */
  async pushed(name: string, isWanted: (diagnostics: Diagnostic[]) => boolean = () => true): Promise<Diagnostic[]> {
    const version = this.#documents.get(name)?.version
    await this.until(
      () => {
        const known = this.#published.get(this.uri(name))
        return known !== undefined && (known.version ?? version) === version && isWanted(known.diagnostics)
      },
      `diagnostics of ${name}, which are ${JSON.stringify(this.published(name))}`,
    )
    return this.published(name) ?? []
  }

  async until(holds: () => boolean, what: string, time = 8000): Promise<void> {
    const end = Date.now() + time
    while (!holds()) {
      if (Date.now() > end)
        throw new Error(`Waited in vain for ${what}\nHeard: ${JSON.stringify(this.heard.slice(-5))}`)
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, 500)
        this.#wake.push(() => {
          clearTimeout(timer)
          wake()
        })
      })
    }
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest(method, params)
  }

  /** `shutdown`, `exit`, and the end of the server. */
  async stop(): Promise<number> {
    await this.connection.sendRequest('shutdown')
    await this.connection.sendNotification('exit')
    const status = await this.status
    this.connection.dispose()
    rmSync(this.folder, { recursive: true, force: true })
    return status
  }
}

/** A text with the places of diagnostics marked. */
export function markedBy(text: string, diagnostics: readonly { range: LspRange }[]): string {
  return withMarks(
    text,
    diagnostics.map(({ range: { start, end } }) => ({
      line: start.line + 1,
      column: start.character + 1,
      endLine: end.line + 1,
      endColumn: end.character + 1,
    })),
  )
}

/** A text in which `|` is the cursor. */
export function cursorIn(text: string): { text: string; position: Position } {
  const at = text.indexOf('|')
  if (at === -1) throw new Error('The text has no cursor.')
  const plain = text.slice(0, at) + text.slice(at + 1)
  return { text: plain, position: TextDocument.create('', '', 0, plain).positionAt(at) }
}
