import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** A page of the report in a browser, and what it did besides being shown. */
export interface OpenedReport {
  page: Page
  /** Messages of the console, errors that nobody caught, violations of the page's policy. */
  complaints: string[]
  /** What the page asked for, itself left out. */
  requests: string[]
}

/** A real Chromium without a window, as Debian packages it. */
export class ReportBrowser {
  readonly #browser: Browser
  readonly #folder = mkdtempSync(join(tmpdir(), 'html-report-'))
  #count = 0

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async launch(): Promise<ReportBrowser> {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
    try {
      return new ReportBrowser(
        await chromium.launch({ executablePath, args: [...args, '--disable-sync', '--no-first-run'] }),
      )
    } catch (error) {
      throw new Error(`${executablePath} did not start (.ci/install installs it, CHROMIUM names another): ${error}`)
    }
  }

  /** Opens the text as a file of its own. Every request but the one for the file is recorded and refused. */
  async open(html: string, options: BrowserContextOptions = {}): Promise<OpenedReport> {
    this.#count += 1
    const file = join(this.#folder, `${this.#count}.html`)
    writeFileSync(file, html)
    const url = pathToFileURL(file).href
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const complaints: string[] = []
    const requests: string[] = []
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.route('**', (route) => {
      if (route.request().url() === url) return route.continue()
      requests.push(route.request().url())
      return route.abort()
    })
    await page.goto(url)
    return { page, complaints, requests }
  }

  async close(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true })
  }
}
