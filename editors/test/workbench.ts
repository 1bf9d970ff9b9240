import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const ROOT = resolve(__dirname, '../..')
/** code-server 4.139 wants Node.js 24. */
const NODE = join(ROOT, 'tools/node_modules/node24/bin/node')
const SERVER = join(ROOT, 'editors/workbench/node_modules/code-server/out/node/entry.js')
const SCREENSHOTS = join(ROOT, 'editors/screenshots')

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

/** Visual Studio Code's workbench with the packed extension, in a browser. */
export class Workbench {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'workbench-')))
  readonly #files: Readonly<Record<string, string>>
  #server: ChildProcess | undefined
  #browser: Browser | undefined
  #port = 0
  #page: Page | undefined

  /** @param files what the workspace holds, by path */
  constructor(files: Readonly<Record<string, string>>) {
    this.#files = files
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('The workbench is not open.')
    return this.#page
  }

  get workspace(): string {
    return join(this.folder, 'workspace')
  }

  async start(vsix: string, { trusted }: { trusted: boolean }): Promise<void> {
    for (const [name, text] of Object.entries(this.#files)) {
      const path = join(this.workspace, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    symlinkSync(join(ROOT, 'node_modules'), join(this.workspace, 'node_modules'))
    const folders = ['--user-data-dir', join(this.folder, 'data'), '--extensions-dir', join(this.folder, 'extensions')]
    const settings = join(this.folder, 'data/User/settings.json')
    mkdirSync(dirname(settings), { recursive: true })
    writeFileSync(settings, JSON.stringify(SETTINGS))
    execFileSync(NODE, [SERVER, ...folders, '--install-extension', vsix], { stdio: 'pipe', env: this.#env() })
    this.#port = await freePort()
    const flags = [
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${this.#port}`],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(trusted ? ['--disable-workspace-trust'] : []),
    ]
    this.#server = spawn(NODE, [SERVER, ...folders, ...flags], {
      stdio: 'ignore',
      env: this.#env(),
      detached: true,
    })
    await this.#answers()
    this.#browser = await chromium.launch({
      executablePath: CHROMIUM ?? 'chromium',
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    })
    this.#page = await this.#browser.newPage({ viewport: { width: 1280, height: 800 } })
    await this.page.goto(`http://127.0.0.1:${this.#port}/?folder=${encodeURIComponent(this.workspace)}`)
    await this.page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row', { timeout: 120_000 })
  }

  /** Opens a file by its name, as Ctrl+P does. */
  async open(name: string): Promise<void> {
    await this.page.keyboard.press('Control+P')
    await this.page.waitForSelector('.quick-input-widget input')
    await this.page.keyboard.type(name, { delay: 10 })
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused:has-text("${name}")`)
    await this.page.keyboard.press('Enter')
    await this.page.waitForSelector(`.tab.active:has-text("${name}")`)
    await this.page.waitForSelector('.monaco-editor .view-line')
  }

  /** Runs a command of the palette. */
  async run(command: string): Promise<void> {
    await this.page.keyboard.press('F1')
    await this.page.waitForSelector('.quick-input-widget input')
    await this.page.keyboard.type(command, { delay: 10 })
    await this.page.waitForSelector(`.quick-input-list .monaco-list-row.focused:has-text("${command}")`)
    await this.page.keyboard.press('Enter')
  }

  /** Puts the cursor at a place of the open file, counted from 1. */
  async select(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G')
    await this.page.waitForSelector('.quick-input-widget input')
    await this.page.keyboard.type(`${line}:${column}`, { delay: 10 })
    await this.page.keyboard.press('Enter')
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true })
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) })
  }

  async stop(): Promise<void> {
    await this.#browser?.close()
    const server = this.#server
    if (server?.pid !== undefined && server.exitCode === null) {
      const ended = once(server, 'exit')
      // Its group: the extension host, and the language server below it.
      process.kill(-server.pid, 'SIGTERM')
      const timer = setTimeout(() => process.kill(-(server.pid ?? 0), 'SIGKILL'), 5000)
      await ended
      clearTimeout(timer)
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async #answers(): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((wait) => setTimeout(wait, 200))) {
      const answered = await fetch(`http://127.0.0.1:${this.#port}/healthz`).catch(() => undefined)
      if (answered?.ok === true) return
    }
    throw new Error('code-server does not answer.')
  }

  #env(): NodeJS.ProcessEnv {
    return { PATH: `${dirname(NODE)}:${process.env.PATH}`, HOME: this.folder, LANG: 'C.UTF-8' }
  }
}

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'typescript.validate.enable': false,
  'security.workspace.trust.startupPrompt': 'never',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.on('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
