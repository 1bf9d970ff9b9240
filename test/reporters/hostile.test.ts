import { FORMATS, render } from '../../src/reporters/index'
import { HOSTILE_TEXTS, hostileReport } from './hostile'
import { OPTIONS } from './report'

// What each format makes of these texts for its readers stands in its own test.
const CASES = FORMATS.flatMap((format) =>
  format === 'auto' ? [] : HOSTILE_TEXTS.map(([attempt, text]) => [format, attempt, text] as const),
)

// Controls besides the line feed and the tab that a format sets itself, what reorders or hides text, lone surrogates.
const UNSEEN = /[^\P{Cc}\n\t]|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/u

describe('a hostile text in the reports', () => {
  test.each(CASES)('%s: %s', async (format, _attempt, text) => {
    const rendered = await render(format, hostileReport(text), OPTIONS)
    if (format !== 'json') {
      expect(rendered).not.toMatch(UNSEEN)
      // A million characters are not repeated for every finding.
      expect(rendered.length).toBeLessThan(100_000)
    }
    // A build log takes these for commands wherever they stand in a line, and `::name` at its start.
    if (format === 'pretty' || format === 'compact') expect(rendered).not.toMatch(/##\[|^\s*::/m)
  })

  test.each(HOSTILE_TEXTS)('compact keeps one line a finding: %s', async (_attempt, text) => {
    const lines = (await render('compact', hostileReport(text), OPTIONS)).split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines.slice(0, 3)) expect(line).toMatch(/^definitions\/.*\.json:4:12: (error|warning) /)
  })

  test.each(HOSTILE_TEXTS)('json gives the text back: %s', async (_attempt, text) => {
    const report = JSON.parse(await render('json', hostileReport(text), OPTIONS))
    expect(report.files[0].findings[0].data.found).toBe(text)
  })

  test.each([
    ['::error::forged.json', './::error::forged.json:4:12: '],
    [' ::error::forged.json', './ ::error::forged.json:4:12: '],
  ])('compact: a file named %j gives no command', async (file, start) => {
    const report = hostileReport('')
    for (const one of report.files) one.file = file
    expect((await render('compact', report, OPTIONS)).startsWith(start)).toBe(true)
    expect(await render('pretty', report, OPTIONS)).not.toMatch(/^\s*::/m)
  })
})
