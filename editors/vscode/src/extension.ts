import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import {
  commands,
  type ExtensionContext,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  type OutputChannel,
  ProgressLocation,
  Uri,
  window,
  workspace,
} from 'vscode'
import { LanguageClient, type LanguageClientOptions, State, TransportKind } from 'vscode-languageclient/node'

const NAME = 'Integration Lint'

/** What is linted as it is typed, and what projects are made of, which is linted when it is saved. */
const SELECTOR = [
  ...['json', 'jsonc', 'vrl'].flatMap((language) => [
    { scheme: 'file', language },
    { scheme: 'untitled', language },
  ]),
  ...['typescript', 'javascript', 'markdown'].map((language) => ({ scheme: 'file', language })),
]

let running: Extension | undefined

export async function activate(context: ExtensionContext): Promise<void> {
  running = new Extension(context)
  await running.start()
}

export async function deactivate(): Promise<void> {
  await running?.stop()
  running = undefined
}

class Extension {
  readonly #context: ExtensionContext
  readonly #output: OutputChannel
  readonly #status: LanguageStatusItem
  #client: LanguageClient | undefined

  constructor(context: ExtensionContext) {
    this.#context = context
    this.#output = window.createOutputChannel(NAME)
    this.#status = languages.createLanguageStatusItem('integrationLint', SELECTOR)
    this.#status.name = NAME
    this.#status.command = { command: 'integrationLint.showOutput', title: 'Show Output' }
    const on = (command: string, run: () => unknown) => commands.registerCommand(`integrationLint.${command}`, run)
    context.subscriptions.push(
      this.#output,
      this.#status,
      on('showOutput', () => this.#output.show()),
      on('restart', () => this.restart()),
      on('lintWorkspace', () => this.#lintWorkspace()),
      on('createBaseline', () => this.#createBaseline()),
      workspace.onDidGrantWorkspaceTrust(() => this.restart()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('integrationLint')) void this.restart()
      }),
    )
  }

  async start(): Promise<void> {
    if (!workspace.getConfiguration('integrationLint').get<boolean>('enable', true)) {
      this.#show('off: integrationLint.enable is false', LanguageStatusSeverity.Information)
      return
    }
    const module = this.#serverPath()
    if (!existsSync(module)) {
      this.#show(`there is no ${module}`, LanguageStatusSeverity.Error)
      return
    }
    const client = new LanguageClient(
      'integrationLint',
      NAME,
      { module, args: ['lsp'], transport: TransportKind.stdio },
      this.#clientOptions(),
    )
    this.#client = client
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        const trust = workspace.isTrusted ? '' : ', of an untrusted workspace'
        this.#show(`${client.initializeResult?.serverInfo?.version ?? ''}${trust}`, LanguageStatusSeverity.Information)
      } else if (newState === State.Stopped) this.#show('stopped', LanguageStatusSeverity.Warning)
      this.#status.busy = newState === State.Starting
    })
    try {
      await client.start()
    } catch (error) {
      this.#show(`cannot start: ${String(error)}`, LanguageStatusSeverity.Error)
    }
  }

  async stop(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    await client?.dispose()
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  #show(text: string, severity: LanguageStatusSeverity): void {
    this.#status.text = `${NAME} ${text}`.trim()
    this.#status.severity = severity
  }

  /** The server of the extension, or one that is installed; an untrusted workspace cannot choose: its settings do not count. */
  #serverPath(): string {
    const chosen = workspace.getConfiguration('integrationLint').get<string>('path', '')
    if (chosen === '') return this.#context.asAbsolutePath(join('server', 'dist', 'cli.js'))
    const [folder] = workspace.workspaceFolders ?? []
    return isAbsolute(chosen) || folder === undefined ? chosen : join(folder.uri.fsPath, chosen)
  }

  #clientOptions(): LanguageClientOptions {
    const settings = workspace.getConfiguration('integrationLint')
    return {
      documentSelector: SELECTOR,
      outputChannel: this.#output,
      initializationOptions: {
        trusted: workspace.isTrusted,
        // The problems of the whole workspace come on demand, and stay up to date: see "Lint Workspace".
        pullDiagnostics: false,
        config: settings.get<string>('config', ''),
        preset: settings.get<string | null>('preset', null),
        schemaFiles: schemaFiles(this.#context.extension.packageJSON),
      },
    }
  }

  async #execute<Result>(command: string): Promise<Result | undefined> {
    const client = this.#client
    if (client === undefined) {
      await window.showWarningMessage(`${NAME} does not run.`)
      return undefined
    }
    return client.sendRequest<Result>('workspace/executeCommand', { command: `integration-lint.${command}` })
  }

  async #lintWorkspace(): Promise<void> {
    const totals = await window.withProgress(
      { location: ProgressLocation.Window, title: 'Linting the workspace' },
      () => this.#execute<{ files: number; findings: number }>('lintWorkspace'),
    )
    if (totals === undefined) return
    const { files, findings } = totals
    await commands.executeCommand('workbench.actions.view.problems')
    const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
    window.setStatusBarMessage(`${NAME}: ${counted(findings, 'finding')} in ${counted(files, 'file')}`, 10_000)
  }

  async #createBaseline(): Promise<void> {
    const changes = await this.#execute<{ file: string; entries: number }[]>('createBaseline')
    for (const { file, entries } of changes ?? []) {
      const open = await window.showInformationMessage(`${file} accepts ${entries} findings.`, 'Open')
      if (open !== undefined) await window.showTextDocument(Uri.file(file))
    }
  }
}

/** The files whose schemas VS Code has from us: it completes and explains them itself. */
function schemaFiles(manifest: { contributes?: { jsonValidation?: { fileMatch: string[] }[] } }): string[] {
  return manifest.contributes?.jsonValidation?.flatMap(({ fileMatch }) => fileMatch) ?? []
}
