import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type CancellationToken,
  type Connection,
  createConnection,
  type Diagnostic,
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticReport,
  ErrorCodes,
  FileChangeType,
  type FileEvent,
  type InitializeParams,
  type InitializeResult,
  MessageType,
  type PreviousResultId,
  ProposedFeatures,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
  type WorkDoneProgressReporter,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver'
import { createProtocolConnection } from 'vscode-languageserver-protocol/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { messageOf, stackOf } from '../findings/errors'
import { TOOL_NAME, TOOL_VERSION } from '../findings/help'
import type { Finding } from '../findings/types'
import { displayName, findInputs, isWithin } from '../input/files'
import { isSettingsName } from '../settings/configuration'
import { type ConfigurationError, isConfigurationError } from '../settings/errors'
import { isScriptFile } from '../vrl/script-file'
import { notice, pathOfUri, toDiagnostic, toRange, uriOf } from './convert'
import { type NamedDefinition, namedDefinitionOf } from './definitions'
import { FEATURES, registerFeatures, type ServerState } from './features'
import { definitionFolder, Projects, projectFolderOf } from './projects'
import { relatedInformation } from './related'
import { readSettings, type ServerSettings } from './settings'
import { FolderWatch, WATCHED_PATTERNS } from './watching'
import { type LintedText, Workspace } from './workspace'

export interface ServeOptions {
  input: Readable
  output: NodeJS.WritableStream
  /** Absolute path of the folder that untitled texts belong to. */
  cwd: string
  /**
   * Whether configurations that are code, and definitions, are run. A client can still say that it does not trust them.
   */
  exec: boolean
  /** Whether a process is running. */
  isAlive(pid: number): boolean
}

/** The commands that a client may execute. */
export const SERVER_COMMANDS = {
  lintWorkspace: 'integration-lint.lintWorkspace',
  createBaseline: 'integration-lint.createBaseline',
  openExplanation: 'integration-lint.openExplanation',
} as const

/** The delay between a keystroke and linting, in milliseconds. A client that pulls diagnostics waits by itself. */
const TYPING_DELAY = 120

/** The interval at which the server checks that the client's process is running, in milliseconds. */
const LIFE_SIGN = 3000

/** The state of an open text. */
interface Live {
  version: number
  generation: number
  outcome: LintedText | { type: 'not-linted'; message: string }
}

/**
 * Serves one client until it sends `exit` or its process ends.
 *
 * @returns the exit status that the protocol specifies: 0 after `shutdown`, otherwise 1
 */
export function serveEditor(options: ServeOptions): Promise<number> {
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined
    let server: LanguageServer | undefined
    const onGone = () => end(watchDog.shutdownReceived ? 0 : 1)
    const end = (status: number) => {
      clearInterval(timer)
      server?.close()
      // The client may keep its end open, which would keep a process alive that does not exit by itself.
      options.input.off('close', onGone).destroy()
      done(status)
    }
    const watchDog = {
      shutdownReceived: false,
      initialize({ processId }: InitializeParams) {
        if (typeof processId !== 'number') return
        timer = setInterval(() => {
          if (!options.isAlive(processId)) end(watchDog.shutdownReceived ? 0 : 1)
        }, LIFE_SIGN)
      },
      exit: end,
    }
    const connection = createConnection(
      (logger) => createProtocolConnection(options.input, options.output, logger),
      watchDog,
      ProposedFeatures.all,
    )
    options.input.once('end', onGone)
    options.input.once('close', onGone)
    options.output.once('error', onGone)
    server = new LanguageServer(connection, options)
    connection.listen()
  })
}

class LanguageServer {
  readonly #connection: Connection
  readonly #options: ServeOptions
  readonly #documents = new TextDocuments(TextDocument)
  #settings: ServerSettings = readSettings(undefined).settings
  #workspace: Workspace
  #projects: Projects
  /** By URI. */
  readonly #live = new Map<string, Live>()
  readonly #timers = new Map<string, NodeJS.Timeout>()
  /** Open texts that differ from their files. */
  readonly #dirty = new Set<string>()
  /** Open texts that were recognised as definitions at least once since they were opened. */
  readonly #recognised = new Set<string>()
  /** Findings of closed files by path, after the client asked for diagnostics of the whole workspace. */
  readonly #closed = new Map<string, { stamp: string; findings: readonly Finding[] }>()
  /** Faults of configurations, by path. */
  #configurationFaults = new Map<string, Diagnostic[]>()
  /** The last diagnostics that were sent, serialised, by URI. */
  readonly #sent = new Map<string, string>()
  readonly #reportedCrashes = new Set<string>()
  readonly #reportedPassedOver = new Set<string>()
  /** The client pulls the diagnostics of open texts. */
  #pulls = false
  /** The client pulls the diagnostics of the workspace, so those of closed files are no longer pushed. */
  #pullsWorkspace = false
  #watch: FolderWatch | undefined
  #capabilities: InitializeParams['capabilities'] = {}
  #isInitialized = false

  constructor(connection: Connection, options: ServeOptions) {
    this.#connection = connection
    this.#options = options
    this.#workspace = new Workspace(options.cwd, this.#settings)
    this.#projects = this.#newProjects()
    connection.onInitialize((params) => {
      if (this.#isInitialized) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is already initialized.')
      this.#isInitialized = true
      this.#listen()
      return this.#initialize(params)
    })
    connection.onRequest((method) => {
      throw this.#isInitialized
        ? new ResponseError(ErrorCodes.MethodNotFound, `There is no method ${method}.`)
        : new ResponseError(ErrorCodes.ServerNotInitialized, 'The first request must be "initialize".')
    })
    connection.onShutdown(() => this.close())
  }

  /** Registers the handlers of everything that follows the initialization. */
  #listen(): void {
    const connection = this.#connection
    connection.onInitialized(() => this.#initialized())
    connection.onExecuteCommand(({ command, arguments: given }, token, progress) =>
      this.#execute(command, given ?? [], token, progress),
    )
    connection.onDidChangeWatchedFiles(({ changes }) => this.#filesChanged(changes))
    connection.onDidChangeConfiguration(() => this.#reload())
    connection.languages.diagnostics.on(async ({ textDocument, previousResultId }) =>
      this.#pulled(textDocument.uri, previousResultId),
    )
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token, progress, partial) =>
      this.#workspacePulled(previousResultIds, token, progress, (items) => partial?.report({ items })),
    )
    registerFeatures(connection, () => this.#context(), SERVER_COMMANDS.openExplanation)
    this.#documents.onDidOpen(({ document }) => this.#opened(document))
    this.#documents.onDidChangeContent(({ document }) => this.#changed(document))
    this.#documents.onDidSave(({ document }) => this.#saved(document))
    this.#documents.onDidClose(({ document }) => this.#closedText(document))
    this.#documents.listen(connection)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
    this.#projects.close()
    this.#watch?.close()
  }

  #newProjects(): Projects {
    return new Projects({
      workspace: this.#workspace,
      withProgress: (title, stop, work) => this.#withProgress(title, stop, work),
      onChange: (paths) => this.#projectChanged(paths),
      onFailure: (error, folder) => this.#failed(error, `${folder} could not be linted`),
    })
  }

  #initialize({ capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams): InitializeResult {
    const { settings, faults } = readSettings(initializationOptions)
    for (const fault of faults) this.#connection.console.warn(fault)
    this.#settings = { ...settings, trusted: settings.trusted && this.#options.exec }
    this.#capabilities = capabilities
    this.#pulls = capabilities.textDocument?.diagnostic !== undefined && settings.pullDiagnostics
    this.#workspace = new Workspace(this.#options.cwd, this.#settings)
    this.#projects = this.#newProjects()
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === 'string' ? [rootUri] : [])
    this.#workspace.setFolders(roots.flatMap((uri) => pathOfUri(uri) ?? []))
    return {
      serverInfo: { name: TOOL_NAME, version: TOOL_VERSION },
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: { includeText: false },
        },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...FEATURES,
        executeCommandProvider: { commands: Object.values(SERVER_COMMANDS), workDoneProgress: true },
        ...(this.#pulls
          ? {
              diagnosticProvider: {
                identifier: TOOL_NAME,
                interFileDependencies: true,
                workspaceDiagnostics: true,
                workDoneProgress: true,
              },
            }
          : {}),
      },
    }
  }

  async #initialized(): Promise<void> {
    const { workspace } = this.#capabilities
    if (workspace?.workspaceFolders === true) {
      this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        this.#foldersChanged(added, removed),
      )
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      await this.#connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          ...WATCHED_PATTERNS.map((globPattern) => ({ globPattern })),
          // A client reports a deleted folder, and not the files in it.
          { globPattern: '**/*', kind: WatchKind.Delete },
        ],
      })
    } else this.#watch = new FolderWatch((changes) => this.#filesChanged(changes))
    if (!this.#settings.trusted) {
      this.#connection.console.info(
        'The workspace is not trusted, so configurations that are code and definitions of projects are not run.',
      )
    }
  }

  #foldersChanged(added: readonly { uri: string }[], removed: readonly { uri: string }[]): void {
    const gone = new Set(removed.map(({ uri }) => pathOfUri(uri)))
    const kept = this.#workspace.folders.filter((folder) => !gone.has(folder))
    this.#workspace.setFolders([...kept, ...added.flatMap(({ uri }) => pathOfUri(uri) ?? [])])
    const isLeft = (path: string) => !this.#workspace.folders.some((folder) => isWithin(folder, path))
    for (const path of [...this.#closed.keys()]) if (isLeft(path)) this.#forget(path)
    const open = this.#documents.keys().flatMap((uri) => pathOfUri(uri) ?? [])
    for (const folder of this.#projects.folders) {
      if (isLeft(folder) && !open.some((path) => isWithin(folder, path))) this.#projects.forget(folder)
    }
    this.#reload()
  }

  // Texts

  async #opened(document: TextDocument): Promise<void> {
    const path = pathOfUri(document.uri)
    this.#dirty.delete(document.uri)
    if (path === undefined) return
    this.#watch?.add(path, this.#workspace.rootOf(path))
    const folder = await projectFolderOf(path)
    if (folder === undefined || this.#workspace.isPassedBy(path)) return
    if (this.#settings.trusted && !this.#projects.has(folder)) this.#projects.schedule(folder)
    if (!this.#settings.trusted) this.#publish(document.uri)
  }

  #changed(document: TextDocument): void {
    const { uri, version } = document
    // The text has its file's content when it is opened; after that, every change makes it differ.
    if (this.#live.has(uri)) this.#dirty.add(uri)
    const isNew = !this.#live.has(uri)
    if (isNew) this.#live.set(uri, { version: Number.NaN, generation: 0, outcome: { type: 'left-alone' } })
    if (this.#pulls || this.#workspace.placeOf(document) === undefined) return
    clearTimeout(this.#timers.get(uri))
    const lint = () => {
      this.#timers.delete(uri)
      void this.#lintAndPublish(uri, version)
    }
    this.#timers.set(uri, setTimeout(lint, isNew ? 0 : TYPING_DELAY))
  }

  async #saved({ uri }: TextDocument): Promise<void> {
    this.#dirty.delete(uri)
    const path = pathOfUri(uri)
    if (path === undefined) return
    if (isSettingsName(basename(path))) this.#reload()
    await this.#touched(path)
  }

  #closedText({ uri }: TextDocument): void {
    clearTimeout(this.#timers.get(uri))
    this.#timers.delete(uri)
    this.#live.delete(uri)
    this.#dirty.delete(uri)
    this.#recognised.delete(uri)
    this.#publish(uri)
  }

  /** Handles a change of a project's file on disk. */
  async #touched(path: string): Promise<void> {
    if (!this.#settings.trusted) return
    const folders = new Set(this.#projects.usersOf(path))
    const own = await projectFolderOf(path)
    if (own !== undefined && this.#projects.has(own)) folders.add(own)
    for (const folder of folders) this.#projects.schedule(folder)
  }

  async #lintAndPublish(uri: string, version: number): Promise<void> {
    await this.#lintLive(uri)
    if (this.#documents.get(uri)?.version === version) this.#publish(uri)
  }

  /** Lints an open text unless its current version was linted. Never rejects. */
  async #lintLive(uri: string): Promise<void> {
    const document = this.#documents.get(uri)
    if (document === undefined) return
    const { version } = document
    const { generation } = this.#workspace
    const known = this.#live.get(uri)
    if (known?.version === version && known.generation === generation) return
    let outcome: Live['outcome']
    try {
      const path = pathOfUri(uri)
      const inProjects =
        path !== undefined && isScriptFile(path) ? await this.#projects.lintScript(path, document.getText()) : undefined
      outcome = inProjects ?? (await this.#workspace.lintText(document, this.#recognised.has(uri)))
    } catch (error) {
      if (isConfigurationError(error)) {
        this.#configurationFailed(error, uri)
        outcome = { type: 'not-linted', message: `Not linted: ${firstLines(error.message)}` }
      } else {
        this.#failed(error, `${uri} could not be linted`)
        outcome = { type: 'not-linted', message: `Not linted, because of a bug in ${TOOL_NAME}: ${messageOf(error)}` }
      }
    }
    // The text may have been closed or changed in the meantime.
    if (this.#documents.get(uri)?.version !== version) return
    if (outcome.type === 'findings') {
      this.#recognised.add(uri)
      this.#reportCrashes(outcome.crashes)
    }
    this.#live.set(uri, { version, generation, outcome })
    void this.#reportPassedOver()
  }

  #context(): ServerState {
    return {
      documents: this.#documents,
      workspace: this.#workspace,
      projects: this.#projects,
      settings: this.#settings,
      capabilities: this.#capabilities,
      findingsOf: async (uri) => {
        await this.#lintLive(uri)
        return this.#findingsOf(uri)
      },
      diagnosticsOf: (uri) => this.#diagnosticsOf(uri),
      isDefinition: (uri) => this.#recognised.has(uri),
    }
  }

  // Diagnostics

  #diagnosticsOf(uri: string): Diagnostic[] {
    const path = pathOfUri(uri)
    const faults = path === undefined ? [] : (this.#configurationFaults.get(path) ?? [])
    const outcome = this.#documents.get(uri) === undefined ? undefined : this.#live.get(uri)?.outcome
    const notLinted = outcome?.type === 'not-linted' ? [notice(outcome.message)] : []
    const findings = this.#findingsOf(uri)
    const definition = this.#definitionOf(uri)
    const showsRelated = this.#capabilities.textDocument?.publishDiagnostics?.relatedInformation === true
    const diagnostics = findings.map((finding) => {
      const related = showsRelated ? relatedInformation(finding, definition) : []
      const diagnostic = toDiagnostic(finding)
      return related.length === 0 ? diagnostic : { ...diagnostic, relatedInformation: related }
    })
    return [...faults, ...notLinted, ...this.#unevaluated(path), ...diagnostics]
  }

  #findingsOf(uri: string): readonly Finding[] {
    const path = pathOfUri(uri)
    const ofProjects = path === undefined ? undefined : this.#projects.findingsOf(path)
    const document = this.#documents.get(uri)
    const outcome = document === undefined ? undefined : this.#live.get(uri)?.outcome
    if (outcome === undefined || outcome.type === 'left-alone') {
      const ofWorkspace = document !== undefined || path === undefined ? undefined : this.#closed.get(path)?.findings
      return ofProjects ?? ofWorkspace ?? []
    }
    if (outcome.type === 'not-linted') return []
    if (ofProjects === undefined || path === undefined) return outcome.findings
    if (!isScriptFile(path)) return [...outcome.findings, ...ofProjects]
    // The project knows the type of its scripts, but its findings are valid only for the saved text.
    return document?.getText() === this.#projects.textOf(path) ? ofProjects : outcome.findings
  }

  /** Returns a function that parses a text on first use, for findings that refer to another place. */
  #definitionOf(uri: string): () => NamedDefinition | undefined {
    let read: { definition: NamedDefinition | undefined } | undefined
    return () => {
      const text = this.#documents.get(uri)
      read ??= { definition: text === undefined ? undefined : namedDefinitionOf(text, this.#workspace, this.#projects) }
      return read.definition
    }
  }

  /** A notice for a definition that was not evaluated, so that it does not look clean in an untrusted workspace. */
  #unevaluated(path: string | undefined): Diagnostic[] {
    if (path === undefined || this.#settings.trusted) return []
    if (!/^integration\.definition\.(?:m?ts|js)$/.test(basename(path)) || this.#workspace.isPassedBy(path)) return []
    const message = 'Not linted: the workspace is not trusted, and linting a definition runs its code.'
    return [notice(message, DiagnosticSeverity.Information)]
  }

  /** Pushes the diagnostics of a text to a client that does not pull them. */
  #publish(uri: string): void {
    const document = this.#documents.get(uri)
    if (document !== undefined && this.#pulls) {
      // Diagnostics may have been sent while the file was closed.
      this.#send(uri, [], undefined)
      return
    }
    if (document === undefined && this.#pullsWorkspace) return
    const diagnostics = this.#diagnosticsOf(uri)
    const isLive = this.#live.get(uri)?.outcome.type !== 'left-alone'
    // The editor moves the diagnostics with the edited text until the next save, which brings new ones.
    if (document !== undefined && !isLive && this.#dirty.has(uri) && diagnostics.length > 0) return
    this.#send(uri, diagnostics, document !== undefined && isLive ? document.version : undefined)
  }

  #send(uri: string, diagnostics: Diagnostic[], version: number | undefined): void {
    const text = JSON.stringify(diagnostics)
    const known = this.#sent.get(uri)
    if (version === undefined && known === text) return
    if (version === undefined && known === undefined && diagnostics.length === 0) return
    if (diagnostics.length === 0 && !this.#documents.get(uri)) this.#sent.delete(uri)
    else this.#sent.set(uri, text)
    void this.#connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) })
  }

  async #pulled(uri: string, previous: string | undefined): Promise<DocumentDiagnosticReport> {
    await this.#lintLive(uri)
    return reportOf(this.#diagnosticsOf(uri), previous)
  }

  #refresh(): void {
    if (this.#pulls && this.#capabilities.workspace?.diagnostics?.refreshSupport === true)
      this.#connection.languages.diagnostics.refresh()
  }

  #projectChanged(paths: ReadonlySet<string>): void {
    for (const path of paths) this.#publish(this.#uriOf(path))
    for (const document of this.#documents.all()) this.#relintScript(document)
    this.#refresh()
  }

  /** Lints a script with unsaved changes again, since the findings of its project may have changed. */
  #relintScript(document: TextDocument): void {
    const { uri, version } = document
    const path = pathOfUri(uri)
    const live = this.#live.get(uri)
    if (path === undefined || live === undefined || !isScriptFile(path)) return
    if (document.getText() === this.#projects.textOf(path)) return
    this.#live.set(uri, { ...live, generation: Number.NaN })
    void this.#lintAndPublish(uri, version)
  }

  /** The URI of a path as the client spells it: clients encode URIs differently. */
  #uriOf(path: string): string {
    return this.#documents.keys().find((uri) => pathOfUri(uri) === path) ?? uriOf(path)
  }

  // The workspace

  async #lintWorkspace(token: CancellationToken, progress: WorkDoneProgressReporter): Promise<void> {
    const stop = new AbortController()
    token.onCancellationRequested(() => stop.abort())
    const { findProjects } = await import('../run/project-sources')
    const seen = new Set<string>()
    for (const root of this.#workspace.folders) {
      const { inputs } = await findInputs([root], root)
      const { sources, projects } = await findProjects(inputs, root, { exec: this.#settings.trusted, staged: false })
      const all = sources.length + projects.length
      let done = 0
      const proceed = async (name: string) => {
        done += 1
        progress.report(Math.round((100 * done) / all), name)
        await nextTurn()
      }
      for (const source of sources) {
        if (stop.signal.aborted) return
        seen.add(source.path)
        await this.#lintClosed(source.path, root)
        if (done % 20 === 0 || done === all - 1) await proceed(source.name)
        else done += 1
      }
      for (const { folder, source } of projects) {
        if (stop.signal.aborted) return
        await this.#projects.lint(folder, stop.signal)
        await proceed(source.name)
      }
    }
    for (const path of [...this.#closed.keys()]) if (!seen.has(path)) this.#forget(path)
  }

  async #lintClosed(path: string, root: string): Promise<void> {
    // Roots may be nested: each file belongs to the innermost.
    if (this.#workspace.rootOf(path) !== root) return
    const stats = statSync(path, { throwIfNoEntry: false })
    const stamp = `${stats?.mtimeMs} ${stats?.size} ${this.#workspace.generation}`
    if (this.#closed.get(path)?.stamp === stamp) return
    const name = displayName(path, root)
    let findings: readonly Finding[] = []
    try {
      const { session } = await this.#workspace.open(path)
      const result = await session.lintOne({ type: 'file', path, name, named: false })
      if (result.type === 'linted') {
        findings = result.reports[0]?.findings ?? []
        this.#reportCrashes(result.reports.flatMap(({ crashes }) => crashes))
      } else if (result.type === 'failed') this.#connection.console.error(`${name}: ${result.message}`)
    } catch (error) {
      if (!isConfigurationError(error)) throw error
      this.#configurationFailed(error, uriOf(path))
    }
    this.#closed.set(path, { stamp, findings })
    this.#publish(this.#uriOf(path))
  }

  /** Lints closed files again after a change of settings; a client that pulls them asks for them itself. */
  async #relintClosed(): Promise<void> {
    if (this.#pullsWorkspace) return
    const { generation } = this.#workspace
    for (const path of [...this.#closed.keys()]) {
      // The next change of settings lints them all.
      if (generation !== this.#workspace.generation) return
      if (this.#workspace.isPassedBy(path)) this.#forget(path)
      else await this.#lintClosed(path, this.#workspace.rootOf(path))
      await nextTurn()
    }
  }

  #forget(path: string): void {
    this.#closed.delete(path)
    this.#publish(this.#uriOf(path))
  }

  async #workspacePulled(
    previous: readonly PreviousResultId[],
    token: CancellationToken,
    progress: WorkDoneProgressReporter,
    report: (items: WorkspaceDocumentDiagnosticReport[]) => void,
  ): Promise<{ items: WorkspaceDocumentDiagnosticReport[] }> {
    if (!this.#pullsWorkspace) {
      // From now on the client pulls these diagnostics.
      for (const uri of [...this.#sent.keys()]) this.#send(uri, [], undefined)
      this.#pullsWorkspace = true
    }
    await this.#lintWorkspace(token, progress)
    if (token.isCancellationRequested) throw new ResponseError(ErrorCodes.InvalidRequest, 'cancelled')
    const known = new Map(previous.map(({ uri, value }) => [uri, value]))
    const uris = new Set([
      ...this.#documents.keys(),
      ...[...this.#closed.keys(), ...this.#projects.paths, ...this.#configurationFaults.keys()].map((path) =>
        this.#uriOf(path),
      ),
      ...known.keys(),
    ])
    const items: WorkspaceDocumentDiagnosticReport[] = []
    for (const uri of uris) {
      await this.#lintLive(uri)
      const version = this.#documents.get(uri)?.version ?? null
      items.push({ ...reportOf(this.#diagnosticsOf(uri), known.get(uri)), uri, version })
    }
    report([])
    return { items }
  }

  async #execute(
    command: string,
    given: readonly unknown[],
    token: CancellationToken,
    progress: WorkDoneProgressReporter,
  ): Promise<unknown> {
    switch (command) {
      case SERVER_COMMANDS.lintWorkspace: {
        progress.begin('Linting the workspace', 0, undefined, true)
        try {
          await this.#lintWorkspace(token, progress)
        } finally {
          progress.done()
        }
        return this.#totals()
      }
      case SERVER_COMMANDS.createBaseline:
        return this.#createBaseline()
      case SERVER_COMMANDS.openExplanation:
        return this.#openExplanation(given[0])
      default:
        throw new ResponseError(ErrorCodes.InvalidParams, `There is no command ${command}.`)
    }
  }

  /** The numbers of files and findings, for a client that asked for the whole workspace. */
  #totals(): { files: number; findings: number } {
    const paths = new Set([...this.#closed.keys(), ...this.#projects.paths])
    const counts = [...paths].map((path) => this.#diagnosticsOf(this.#uriOf(path)).length)
    return { files: paths.size, findings: counts.reduce((sum, count) => sum + count, 0) }
  }

  /** Writes the current findings into the baselines of all folders. */
  async #createBaseline(): Promise<{ file: string; entries: number }[]> {
    const { LintSession } = await import('../run/lint-files')
    const changes: { file: string; entries: number }[] = []
    const { trusted, config, preset } = this.#settings
    for (const root of this.#workspace.folders) {
      const session = await LintSession.open({
        cwd: root,
        exec: trusted,
        configurationCode: trusted,
        preset,
        config: config === undefined ? undefined : resolve(root, config),
        updateBaseline: true,
      })
      const { inputs } = await findInputs([root], root)
      const { baselineChanges } = await session.lint(inputs)
      changes.push(...baselineChanges.map(({ file, entries }) => ({ file: resolve(root, file), entries })))
    }
    this.#reload()
    return changes
  }

  async #openExplanation(href: unknown): Promise<boolean> {
    if (typeof href !== 'string' || !/^https?:\/\//.test(href)) return false
    if (this.#capabilities.window?.showDocument?.support === true) {
      return (await this.#connection.window.showDocument({ uri: href, external: true })).success
    }
    this.#connection.window.showInformationMessage(href)
    return true
  }

  // Changes

  async #filesChanged(changes: readonly FileEvent[]): Promise<void> {
    let reload = false
    for (const { uri, type } of changes) {
      const path = pathOfUri(uri)
      if (path === undefined) continue
      if (isSettingsName(basename(path))) reload = true
      if (type === FileChangeType.Deleted) this.#deleted(path)
      const folder = await definitionFolder(path)
      if (folder !== undefined && type === FileChangeType.Deleted && (await projectFolderOf(path)) !== folder) {
        this.#projects.forget(folder)
      } else await this.#touched(path)
      if (type !== FileChangeType.Deleted && this.#closed.has(path)) {
        await this.#lintClosed(path, this.#workspace.rootOf(path))
      }
    }
    if (reload || (await this.#namesSettings(changes))) this.#reload()
  }

  /** Handles the deletion of a file, or of a folder with its content. */
  #deleted(path: string): void {
    for (const closed of [...this.#closed.keys()]) {
      if (isWithin(path, closed) && !existsSync(closed)) this.#forget(closed)
    }
    for (const folder of this.#projects.folders) {
      if (isWithin(path, folder) && !existsSync(folder)) this.#projects.forget(folder)
    }
  }

  /**
   * Whether one of the changed files is a configuration or a baseline that a configuration refers to by another name.
   */
  async #namesSettings(changes: readonly FileEvent[]): Promise<boolean> {
    const { settings } = await this.#workspace.files()
    const changed = changes.flatMap(({ uri }) => pathOfUri(uri) ?? [])
    return settings.some((file) => changed.some((path) => isWithin(path, file)))
  }

  /** Reads settings again, since they may have changed for all files. */
  #reload(): void {
    const faulty = [...this.#configurationFaults.keys()]
    this.#configurationFaults = new Map()
    this.#workspace.reload()
    for (const path of faulty) this.#publish(this.#uriOf(path))
    for (const document of this.#documents.all()) {
      if (!this.#pulls) void this.#lintAndPublish(document.uri, document.version)
    }
    for (const folder of this.#projects.folders) this.#projects.schedule(folder)
    this.#relintClosed().catch((error) => this.#failed(error, 'The closed files could not be linted again'))
    this.#refresh()
  }

  // Errors

  #configurationFailed({ faults, message }: ConfigurationError, uri: string): void {
    const root = this.#workspace.rootOf(pathOfUri(uri) ?? this.#options.cwd)
    const byPath = new Map<string, Diagnostic[]>()
    for (const { file, line = 1, column = 1, message: text } of faults) {
      const path = resolve(root, file)
      const range = toRange({ line, column, endLine: line, endColumn: column + 1 })
      byPath.set(path, [...(byPath.get(path) ?? []), notice(text, DiagnosticSeverity.Error, range)])
    }
    const isKnown = [...byPath].every(
      ([path, found]) => JSON.stringify(found) === JSON.stringify(this.#configurationFaults.get(path)),
    )
    if (isKnown) return
    for (const [path, found] of byPath) {
      this.#configurationFaults.set(path, found)
      this.#publish(this.#uriOf(path))
    }
    void this.#connection.sendNotification('window/showMessage', {
      type: MessageType.Error,
      message: `${TOOL_NAME}: ${message}`,
    })
  }

  /** Reports an internal error to the client, and continues. */
  #failed(error: unknown, what: string): void {
    if (isConfigurationError(error)) {
      this.#configurationFailed(error, uriOf(join(this.#workspace.folders[0] ?? this.#options.cwd, 'any.json')))
      return
    }
    const stack = stackOf(error) ?? messageOf(error)
    this.#connection.console.error(`${what}: this is a bug in the tool.\n${stack}`)
  }

  #reportCrashes(crashes: readonly { rule: string; message: string }[]): void {
    for (const { rule, message } of crashes) {
      if (this.#reportedCrashes.has(rule)) continue
      this.#reportedCrashes.add(rule)
      this.#connection.window.showErrorMessage(`${TOOL_NAME}: the rule ${rule} failed: ${message}`)
    }
  }

  async #reportPassedOver(): Promise<void> {
    if (this.#settings.trusted) return
    for (const path of (await this.#workspace.files()).passedOver) {
      if (this.#reportedPassedOver.has(path)) continue
      this.#reportedPassedOver.add(path)
      this.#connection.console.warn(`${path} is code, which is not run: the workspace is not trusted.`)
    }
  }

  async #withProgress<T>(title: string, stop: AbortController, work: () => Promise<T>): Promise<T> {
    if (this.#capabilities.window?.workDoneProgress !== true) return work()
    const progress = await this.#connection.window.createWorkDoneProgress()
    progress.begin(title, undefined, undefined, true)
    progress.token.onCancellationRequested(() => stop.abort())
    try {
      return await work()
    } finally {
      progress.done()
    }
  }
}

function reportOf(items: Diagnostic[], previous: string | undefined) {
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('base64url')
  return resultId === previous ? { kind: 'unchanged' as const, resultId } : { kind: 'full' as const, resultId, items }
}

/** The first lines of a message that may list many faults; the configuration file shows all of them. */
function firstLines(message: string): string {
  return message.split('\n').slice(0, 3).join(' ')
}
