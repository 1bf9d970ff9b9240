/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Workbench } from './workbench'

const ROOT = resolve(__dirname, '../..')

const FILES = {
  'crm.json': `{
  "name": "acme",
  "version": "1.0.0",
  "title": "Acme",
  "description": "Sends and receives tickets of the Acme help desk.",
  "actionz": {},
  "events": {}
}
`,
  'script.vrl': 'parse_json!(.body)\nto_string!(.body) + unknown\n',
  'project/integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'

require('node:fs').writeFileSync('executed', '')

export default new IntegrationDefinition({
  name: 'acme',
  version: '1.0',
})
`,
  'project/package.json': '{ "name": "acme" }\n',
}

let vsix = ''
let workbench: Workbench

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'vsix-'))
  vsix = join(folder, 'integration-lint.vsix')
  execFileSync(process.execPath, [join(ROOT, 'editors/vscode/build.mjs'), vsix], { stdio: 'pipe' })
})

afterAll(() => rmSync(resolve(vsix, '..'), { recursive: true, force: true }))

/** The texts that are underlined, of errors or of warnings, in the order of the text. */
async function underlined(severity: 'error' | 'warning'): Promise<number> {
  await workbench.page.waitForSelector(`.squiggly-${severity}`, { timeout: 30_000 })
  return workbench.page.locator(`.squiggly-${severity}`).count()
}

/** The words of the open file below an underline. */
async function wordsUnder(severity: 'error' | 'warning'): Promise<string[]> {
  return workbench.page.evaluate((selector) => {
    const words: string[] = []
    for (const mark of document.querySelectorAll(selector)) {
      const at = mark.getBoundingClientRect()
      let word = ''
      for (const span of document.querySelectorAll('.view-line span span')) {
        const { left, right, top, bottom } = span.getBoundingClientRect()
        const isInLine = top < at.bottom && bottom > at.top
        if (isInLine && left < at.right - 1 && right > at.left + 1) word += span.textContent
      }
      words.push(word.replaceAll('\u00a0', ' ').trim())
    }
    return words
  }, `.squiggly-${severity}`)
}

const textOf = async (selector: string) =>
  (await workbench.page.locator(selector).allInnerTexts()).join('\n').replaceAll('\u00a0', ' ')

describe('a trusted workspace', () => {
  beforeAll(async () => {
    workbench = new Workbench(FILES)
    await workbench.start(vsix, { trusted: true })
  })
  afterAll(() => workbench.stop())

  test('JSON: underlined at the token, hovered, listed as a problem, completed, and mended from the keyboard', async () => {
    await workbench.open('crm.json')
    expect(await underlined('warning')).toBeGreaterThan(0)
    expect(await wordsUnder('warning')).toContain('"actionz"')

    await workbench.select(6, 5)
    await workbench.page.keyboard.press('Control+K')
    await workbench.page.keyboard.press('Control+I')
    await workbench.page.waitForSelector('.monaco-hover:has-text("Examples and options")')
    expect(await textOf('.monaco-hover')).toContain('Did you mean "actions"?')
    await workbench.run('View: Focus Problems')
    await workbench.page.waitForSelector('.markers-panel .monaco-list-row')
    expect(await textOf('.markers-panel')).toMatch(
      /Unknown property \\?"actionz\\?"[\s\S]*integration-lint\s*\(?schema\/unknown-property/,
    )
    await workbench.screenshot('problems')

    await workbench.open('crm.json')
    await workbench.select(6, 5)
    await workbench.page.keyboard.press('Control+K')
    await workbench.page.keyboard.press('Control+I')
    await workbench.page.waitForSelector('.monaco-hover:has-text("Examples and options")')
    // The picture of docs/editors.md; the hover fades in.
    await workbench.page.waitForTimeout(500)
    await workbench.screenshot('json')
    await workbench.page.keyboard.press('Escape')
    await workbench.select(6, 5)
    await workbench.page.keyboard.press('Control+.')
    await workbench.page.waitForSelector('.action-widget')
    expect(await textOf('.action-widget')).toContain('actions')
    await workbench.screenshot('quick-fix')
    await workbench.page.keyboard.press('Enter')
    await workbench.page.waitForSelector('.view-lines:has-text("actions")')
    await workbench.page.waitForFunction(() => !document.querySelector('.view-lines')?.textContent?.includes('actionz'))

    await workbench.select(6, 16)
    await workbench.page.keyboard.type('\n"chan')
    await workbench.page.keyboard.press('Control+Space')
    await workbench.page.waitForSelector('.suggest-widget .monaco-list-row:has-text("channels")')
    await workbench.screenshot('completion')
    await workbench.page.keyboard.press('Escape')
    await expectNoFailure()
  })

  test('VRL: coloured, underlined, and the signature of a function on hover', async () => {
    await workbench.open('script.vrl')
    await underlined('error')
    expect(await wordsUnder('error')).toContain('unknown')
    await workbench.select(1, 3)
    await workbench.page.keyboard.press('Control+K')
    await workbench.page.keyboard.press('Control+I')
    await workbench.page.waitForSelector('.monaco-hover:has-text("parse_json(value: string")')
    await workbench.screenshot('vrl')
    // Comments, calls and the rest have colours of their own.
    const colours = await workbench.page.evaluate(() => {
      const spans = [...document.querySelectorAll('.view-line span span')]
      return new Set(spans.map(({ className }) => className)).size
    })
    expect(colours).toBeGreaterThan(2)
    await expectNoFailure()
    await workbench.page.keyboard.press('Escape')
  })

  test('TypeScript: evaluated, underlined at the token', async () => {
    await workbench.open('integration.definition.ts')
    await underlined('error')
    expect((await wordsUnder('error')).some((words) => words.includes("'1.0'"))).toBe(true)
    await workbench.screenshot('typescript')
    expect(existsSync(join(workbench.workspace, 'project/executed'))).toBe(true)
  })

  test('the whole workspace is linted by a command, and a baseline accepts it', async () => {
    await workbench.run('Integration Lint: Lint Workspace')
    await workbench.page.waitForSelector('.statusbar:has-text("findings in")')
    await workbench.page.waitForSelector('.markers-panel .monaco-list-row:has-text("integration.definition.ts")')
    await workbench.screenshot('workspace')
    await workbench.run('Integration Lint: Create Baseline')
    await workbench.page.waitForSelector('.notifications-toasts:has-text("integration-lint.baseline.json")')
    expect(readFileSync(join(workbench.workspace, 'integration-lint.baseline.json'), 'utf8')).toContain(
      'version-semver',
    )
    await workbench.screenshot('baseline')
  })
})

async function expectNoFailure(): Promise<void> {
  expect(await textOf('.notifications-toasts')).not.toMatch(/failed|crash/i)
}

describe('an untrusted workspace', () => {
  beforeAll(async () => {
    workbench = new Workbench(FILES)
    await workbench.start(vsix, { trusted: false })
  })
  afterAll(() => workbench.stop())

  test('JSON is linted, and nothing is executed', async () => {
    await workbench.open('crm.json')
    await underlined('warning')
    expect(await wordsUnder('warning')).toContain('"actionz"')
    await workbench.open('integration.definition.ts')
    await workbench.page.waitForSelector('.squiggly-info', { timeout: 60_000 })
    await workbench.run('View: Focus Problems')
    await workbench.page.waitForSelector('.markers-panel .monaco-list-row:has-text("not trusted")')
    await workbench.screenshot('untrusted')
    expect(existsSync(join(workbench.workspace, 'project/executed'))).toBe(false)
  })
})
