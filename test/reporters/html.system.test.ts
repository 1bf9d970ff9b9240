import { readFileSync } from 'node:fs'
import type { Report } from '../../src/findings/types'
import { clip, escapeTerminal } from '../../src/reporters/escape'
import { formatHtml } from '../../src/reporters/html'
import { markdownToHtml } from '../../src/reporters/html/markup'
import { type OpenedReport, ReportBrowser } from './browser'
import { HOSTILE_TEXTS, hostileReportOfAll } from './hostile'
import { fileReport, finding, OPTIONS, reportOf, ruleMetadata } from './report'

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const TITLE = finding({
  message: 'The title has 71 characters.',
  frame: {
    lines: [
      { number: 3, text: '  "name": "crm",', cut: 0 },
      { number: 4, text: '  "title": "A long title",', cut: 0 },
    ],
  },
  column: 12,
  endColumn: 26,
})
const TAG = finding({
  rule: 'required-tags-declared',
  message: 'Tag "e-mail" is not declared.',
  pointer: '/user',
  line: 9,
})
const ICON = finding({ rule: 'icon-present', severity: 'warning', message: 'There is no icon.', pointer: '', line: 1 })
const NAME = finding({ rule: 'name-handle', severity: 'info', message: 'The name has no handle.', pointer: '/name' })

const REPORT = reportOf(
  fileReport({ file: 'crm.json', findings: [ICON, TITLE, TAG] }),
  fileReport({ file: 'telegram.json', findings: [NAME, TITLE] }),
  fileReport({ file: 'clean.json' }),
)
const DESCRIBED = [
  ruleMetadata(),
  ruleMetadata({ id: 'icon-present', summary: 'There is an `icon`.', description: 'The hub shows it.' }),
]

function html(report: Report = REPORT): string {
  return formatHtml(report, { ...OPTIONS, rules: () => DESCRIBED })
}

let browser: ReportBrowser
beforeAll(async () => {
  browser = await ReportBrowser.launch()
}, 60_000)
afterAll(() => browser?.close())

/** Opens, tries, and asks that the page neither complained nor asked for anything. */
async function inBrowser(
  report: Report,
  attempt: (opened: OpenedReport) => Promise<void>,
  options?: Parameters<ReportBrowser['open']>[1],
): Promise<void> {
  const opened = await browser.open(html(report), options)
  try {
    await attempt(opened)
    expect(opened.complaints).toEqual([])
    expect(opened.requests).toEqual([])
  } finally {
    await opened.page.context().close()
  }
}

jest.setTimeout(60_000)

describe('what the page shows', () => {
  test('counts, files, findings with their code frame and their explanation', async () => {
    await inBrowser(REPORT, async ({ page }) => {
      expect(await page.title()).toBe('3 errors, 1 warning, 1 info – integration-lint')
      expect(await page.locator('h1').textContent()).toBe('3 errors, 1 warning, 1 info')
      expect(await page.locator('.scope').textContent()).toBe('In 2 of 3 files')
      expect(await page.locator('.severity-bar').getAttribute('aria-label')).toBe('3 errors, 1 warning, 1 info')
      expect(await page.locator('.rule-bar .rule-name').allInnerTexts()).toEqual([
        'schema/max-length',
        'required-tags-declared',
        'icon-present',
        'name-handle',
      ])
      expect(await page.locator('.path').allInnerTexts()).toEqual(['crm.json', 'telegram.json'])
      const title = page.locator('.finding', { hasText: '71 characters' }).first()
      expect(await title.locator('.badge').textContent()).toBe('error')
      expect(await title.locator('.position').textContent()).toBe('4:12')
      expect(await title.locator('.pointer').textContent()).toBe('/title')
      expect(await title.locator('.frame .content').allInnerTexts()).toEqual([
        '  "name": "crm",',
        '  "title": "A long title",',
      ])
      expect(await title.locator('mark').allInnerTexts()).toEqual(['"A long title"'])
      const explanation = title.locator('.explanation')
      expect(await explanation.isVisible()).toBe(false)
      await title.locator('summary').click()
      expect(await explanation.textContent()).toContain('The API refuses a longer title.')
      expect(await explanation.locator('a').getAttribute('href')).toBe('https://example.com/rules/schema/max-length.md')
    })
  })

  test('a finding that covers several lines, is cut, or is a point', async () => {
    const lines = [
      { number: 7, text: 'x'.repeat(10), cut: 40 },
      { number: 8, text: '    next', cut: 0 },
    ]
    const report = reportOf(
      fileReport({
        findings: [
          finding({ line: 7, column: 46, endLine: 8, endColumn: 7, frame: { lines } }),
          finding({ line: 8, column: 9, endLine: 8, endColumn: 9, frame: { lines } }),
        ],
      }),
    )
    await inBrowser(report, async ({ page }) => {
      expect(await page.locator('mark').allInnerTexts()).toEqual(['xxxxx', ''])
      expect(await page.locator('.content').first().textContent()).toBe(`…${'x'.repeat(10)}`)
    })
  })

  test('a clean report', async () => {
    await inBrowser(reportOf(fileReport()), async ({ page }) => {
      expect(await page.locator('h1').textContent()).toBe('No findings')
      expect(await page.locator('.scope').textContent()).toBe('1 file checked')
    })
  })

  test('a rule that failed is not a clean report', async () => {
    const report = reportOf(fileReport({ crashes: [{ rule: 'vrl-compiles', message: 'boom' }] }))
    await inBrowser(report, async ({ page }) => {
      expect(await page.locator('h1').textContent()).toBe('Some rules failed to run')
      expect(await page.locator('.crashes li').textContent()).toBe('vrl-compiles on definitions/crm.json: boom')
    })
  })

  test('without JavaScript the summary, and a word on what is missing', async () => {
    await inBrowser(
      REPORT,
      async ({ page }) => {
        expect(await page.locator('h1').textContent()).toBe('3 errors, 1 warning, 1 info')
        expect(await page.locator('noscript').textContent()).toContain('need JavaScript')
      },
      { javaScriptEnabled: false },
    )
  })
})

describe('filters', () => {
  test('by text, severity, file and rule, together and cleared', async () => {
    await inBrowser(REPORT, async ({ page }) => {
      const expectShown = async (count: string, messages: string[]) => {
        // A form that is cleared is filtered by a moment later.
        await page.locator('[role=status]', { hasText: new RegExp(`^${count}$`) }).waitFor({ state: 'attached' })
        expect(await page.locator('.finding bdi').allInnerTexts()).toEqual(messages)
      }
      const all = [ICON, TITLE, TAG, NAME, TITLE].map(({ message }) => message)
      await expectShown('5 findings', all)

      await page.getByLabel('Search').fill('E-MAIL declared')
      await expectShown('1 of 5 findings', [TAG.message])
      await page.getByLabel('Search').fill('telegram')
      await expectShown('2 of 5 findings', [NAME.message, TITLE.message])
      await page.getByRole('checkbox', { name: 'info' }).uncheck()
      await expectShown('1 of 5 findings', [TITLE.message])
      await page.getByLabel('Search').fill('nothing like this')
      await expectShown('0 of 5 findings', [])
      expect(await page.locator('#none').textContent()).toBe('No finding passes these filters.')
      await page.getByRole('button', { name: 'Clear filters' }).click()
      await expectShown('5 findings', all)

      await page.getByLabel('File').selectOption({ label: 'crm.json (3)' })
      await expectShown('3 of 5 findings', [ICON.message, TITLE.message, TAG.message])
      await page.getByLabel('Rule', { exact: true }).selectOption('schema/max-length')
      await expectShown('1 of 5 findings', [TITLE.message])
      await page.getByLabel('File').selectOption('')
      await expectShown('2 of 5 findings', [TITLE.message, TITLE.message])

      const bar = page.getByRole('button', { name: 'schema/max-length 2 findings' })
      expect(await bar.getAttribute('aria-pressed')).toBe('true')
      await bar.click()
      expect(await bar.getAttribute('aria-pressed')).toBe('false')
      await expectShown('5 findings', all)
      await page.locator('.finding').getByRole('button', { name: 'icon-present' }).click()
      await expectShown('1 of 5 findings', [ICON.message])
    })
  })

  test('5,000 findings: a part is laid out at once, every one can be found and reached', async () => {
    const files = Array.from({ length: 50 }, (_, file) =>
      fileReport({
        file: `${file}.json`,
        findings: Array.from({ length: 100 }, (_, index) => ({ ...TITLE, message: `Number ${file * 100 + index}.` })),
      }),
    )
    await inBrowser(reportOf(...files), async ({ page }) => {
      expect(await page.locator('[role=status]').textContent()).toBe('5,000 findings')
      const items = page.locator('.finding')
      const first = await items.count()
      expect(first).toBeGreaterThan(10)
      expect(first).toBeLessThan(500)

      await page.getByLabel('Search').fill('number 4999.')
      expect(await page.locator('.finding bdi').allInnerTexts()).toEqual(['Number 4999.'])
      await page.getByRole('button', { name: 'Clear filters' }).click()
      // A form that is cleared is filtered by a moment later, and that lays out all items anew.
      await page.locator('[role=status]', { hasText: /^5,000 findings$/ }).waitFor({ state: 'attached' })

      await items.last().scrollIntoViewIfNeeded()
      await items.nth(first).waitFor()

      // Without a pointer or a scroll: the button adds more, and the first of these has the focus.
      const before = await items.count()
      await page.locator('#more').press('Enter')
      const focused = (await page.locator('.finding:focus bdi').textContent())?.match(/\d+/)?.[0]
      // What came into view may have added some before the key did.
      expect(Number(focused)).toBeGreaterThanOrEqual(before)
      expect(await items.nth(Number(focused)).locator('bdi').textContent()).toBe(`Number ${focused}.`)

      await page.evaluate('while (!document.querySelector("#more").hidden) document.querySelector("#more").click()')
      expect(await items.count()).toBe(5000)
      expect(await page.locator('.file').count()).toBe(50)
    })
  })
})

describe('for everybody', () => {
  test.each(['light', 'dark'] as const)('no fault of accessibility in the %s theme', async (colorScheme) => {
    await inBrowser(
      reportOf(fileReport({ file: 'a.json', findings: [ICON, TITLE, TAG, NAME] })),
      async ({ page }) => {
        for (const summary of await page.locator('.why summary').all()) await summary.click()
        await page.evaluate(AXE)
        const violations = await page.evaluate(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join()))`,
        )
        expect(violations).toEqual([])
      },
      { colorScheme },
    )
  })

  test('the keyboard reaches everything that can be used, and only that', async () => {
    await inBrowser(REPORT, async ({ page }) => {
      const describeFocus = `(() => {
        const { activeElement: focused } = document
        return focused === document.body ? '' : focused.tagName.toLowerCase() + ' ' + (focused.id || focused.value || focused.textContent).trim().slice(0, 30)
      })()`
      const reached: unknown[] = []
      for (;;) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(describeFocus)
        if (focused === '' || reached.length === 50) break
        reached.push(focused)
      }
      const findings = (rule: string, summary?: string) => [
        `button ${rule}`,
        ...(summary === undefined ? [] : [`summary ${summary.slice(0, 30)}`]),
      ]
      const maximum = findings('schema/max-length', 'About schema/max-length')
      expect(reached).toEqual([
        'a Skip to the findings',
        'a integration-lint',
        'button theme',
        'input error',
        'input warning',
        'input info',
        'summary Filters',
        'input text',
        'select file',
        'select rule',
        'button Clear filters',
        'summary By rule',
        'button schema/max-length 2 findings'.slice(0, 37),
        'button required-tags-declared 1 findi',
        'button icon-present 1 finding',
        'button name-handle 1 finding',
        ...findings('icon-present', 'About icon-present'),
        ...maximum,
        ...findings('required-tags-declared'),
        ...findings('name-handle'),
        ...maximum,
      ])
    })
  })

  test('the counts follow the filters, and zeros are quiet', async () => {
    await inBrowser(REPORT, async ({ page }) => {
      const box = (severity: string) => page.locator(`.severity.${severity}`)
      const counts = () => page.locator('.severity .number').allTextContents()
      const all = await counts()
      await page.locator('.rule-bar', { hasText: 'name-handle' }).click()
      expect(await counts()).not.toEqual(all)
      expect((await counts()).filter((count) => count === '0')).toHaveLength(2)
      expect(await box('error').getAttribute('class')).toContain('zero')
      expect(await page.locator('#file option').nth(1).textContent()).toMatch(/\(\d+\)$/)
      // The chart still says what another rule would leave.
      expect(await page.locator('.rule-bar', { hasText: 'schema/max-length' }).textContent()).toContain('2')
    })
  })

  test('the filters are folded on a phone', async () => {
    await inBrowser(
      REPORT,
      async ({ page }) => {
        expect(await page.locator('#text').isVisible()).toBe(false)
        await page.getByRole('heading', { name: 'Filters' }).click()
        expect(await page.locator('#text').isVisible()).toBe(true)
      },
      { viewport: { width: 390, height: 844 } },
    )
  })

  test('the keyboard works the filters and the skip link', async () => {
    await inBrowser(REPORT, async ({ page }) => {
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.locator(':focus').getAttribute('id')).toBe('findings')
      await page.getByRole('checkbox', { name: 'error' }).press('Space')
      expect(await page.locator('[role=status]').textContent()).toBe('2 of 5 findings')
      await page.locator('.rule-bar', { hasText: 'name-handle' }).press('Enter')
      expect(await page.locator('[role=status]').textContent()).toBe('1 of 5 findings')
    })
  })

  test('the theme follows the system until it is chosen', async () => {
    await inBrowser(
      REPORT,
      async ({ page }) => {
        const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor')
        const button = (theme: string) => page.getByRole('button', { name: `Switch to ${theme} theme` })
        const dark = await background()
        await button('light').waitFor()
        await page.emulateMedia({ colorScheme: 'light' })
        await button('dark').waitFor()
        const light = await background()
        expect(light).not.toBe(dark)
        await button('dark').click()
        expect(await background()).toBe(dark)
        await button('light').click()
        expect(await background()).toBe(light)
      },
      { colorScheme: 'dark' },
    )
  })

  test.each([320, 390, 1280, 2000])('nothing is cut off at a width of %d pixels', async (width) => {
    await inBrowser(
      hostileReportOfAll(),
      async ({ page }) => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      },
      { viewport: { width, height: 800 } },
    )
  })
})

describe('against hostile documents', () => {
  test('every text stays text', async () => {
    await inBrowser(hostileReportOfAll(), async ({ page }) => {
      await page.evaluate('while (!document.querySelector("#more").hidden) document.querySelector("#more").click()')
      const messages = HOSTILE_TEXTS.flatMap(([, text]) => Array(3).fill(escapeTerminal(clip(`Found ${text} here.`))))
      expect(await page.locator('.finding bdi').allTextContents()).toEqual(messages)
      expect(await page.evaluate('globalThis.forged')).toBeUndefined()
      expect(await page.evaluate('document.scripts.length')).toBe(2)
      expect(await page.locator('img, iframe, object, embed, link, base, form:not(#filters)').count()).toBe(0)
      expect(await page.locator('a:not([href^="https://example.com/"], [href^="#"])').count()).toBe(0)
      expect(
        await page.evaluate('document.body.textContent.match(/[\\u202a-\\u202e\\u2066-\\u2069\\u200b]/)'),
      ).toBeNull()
    })
  })

  test('the policy refuses whatever would leave the file, were there anything', async () => {
    const { page, complaints, requests } = await browser.open(html())
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.example/x.png" onerror="globalThis.forged = true">')
      fetch('https://evil.example/x').catch(() => {})
      document.head.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.forged = true' }))`)
    await page.waitForTimeout(200)
    expect(complaints.filter((text) => text.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3)
    expect(await page.evaluate('globalThis.forged')).toBeUndefined()
    expect(requests).toEqual([])
    await page.context().close()
  })

  test('a report is the same text twice', () => {
    expect(html(hostileReportOfAll())).toBe(html(hostileReportOfAll()))
  })
})

describe("a rule's Markdown", () => {
  test.each([
    ['paragraphs', 'One\nline.\n\nTwo.', '<p>One\nline.</p><p>Two.</p>'],
    ['code and emphasis', 'Use `a < **b**` **now**.', '<p>Use <code>a &lt; **b**</code> <strong>now</strong>.</p>'],
    ['a link', '[page](https://a.example/b)', '<p><a href="https://a.example/b" rel="noreferrer">page</a></p>'],
    ['no link to a script', '[page](javascript:x)', '<p>[page](javascript:x)</p>'],
    ['a list', '- one\n- `two`', '<ul><li>one</li><li><code>two</code></li></ul>'],
    [
      'a code block',
      'See:\n\n```json\n{ "a": "<b>" }\n\n```\n',
      '<p>See:</p><pre><code>{ &quot;a&quot;: &quot;&lt;b&gt;&quot; }\n</code></pre>',
    ],
    ['no element', '<img src=x>', '<p>&lt;img src=x&gt;</p>'],
  ])('%s', (_name, markdown, expected) => {
    expect(markdownToHtml(markdown)).toBe(expected)
  })
})
