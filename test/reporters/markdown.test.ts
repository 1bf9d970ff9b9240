import MarkdownIt from 'markdown-it'
import { formatMarkdown } from '../../src/reporters/markdown'
import { HOSTILE_TEXTS, hostileReport } from './hostile'
import { fileReport, finding, OPTIONS, reportOf } from './report'

// As permissive as a code host's renderer before it looks for mentions: HTML passes, bare links are linked.
const markdown = new MarkdownIt({ html: true, linkify: true })

function tags(html: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [, name = ''] of html.matchAll(/<([a-z][a-z0-9]*)/g)) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function text(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

describe('the Markdown report', () => {
  test('a table for each file with findings, in the order of the report', () => {
    const report = reportOf(
      fileReport({ findings: [finding({ severity: 'info' }), finding({ line: 9, column: 1 })] }),
      fileReport({ file: 'clean.json' }),
      fileReport({ file: 'b.json', findings: [finding({ severity: 'warning', help: 'javascript:alert(1)' })] }),
    )
    expect(formatMarkdown(report, OPTIONS)).toBe(
      [
        '## integration-lint: 1 error, 1 warning, 1 info in 2 of 3 files',
        '',
        '### `definitions/crm.json`',
        '',
        '| Line | Severity | Finding | Rule |',
        '| ---: | :--- | :--- | :--- |',
        '| 4:12 | ℹ️ info | The title is too long. | [`schema/max-length`](https://example.com/rules/schema/max-length.md) |',
        '| 9:1 | ❌ error | The title is too long. | [`schema/max-length`](https://example.com/rules/schema/max-length.md) |',
        '',
        '### `b.json`',
        '',
        '| Line | Severity | Finding | Rule |',
        '| ---: | :--- | :--- | :--- |',
        '| 4:12 | ⚠️ warning | The title is too long. | `schema/max-length` |',
        '',
      ].join('\n'),
    )
  })

  test.each([
    ['clean', reportOf(fileReport()), '## integration-lint: ✅ no findings in 1 file\n'],
    [
      'suppressed',
      reportOf(fileReport({ suppressed: [{ ...finding(), suppression: { by: 'baseline', reason: 'Old.' } }] })),
      '## integration-lint: ✅ no findings in 1 file (1 suppressed)\n',
    ],
    [
      'crashed',
      reportOf(fileReport({ crashes: [{ rule: 'vrl-compiles', message: 'boom' }] })),
      '## integration-lint: 💥 no findings in 1 file\n\n💥 The rule `vrl-compiles` failed on `definitions/crm.json`: boom\n',
    ],
  ])('a %s report', (_name, report, expected) => {
    expect(formatMarkdown(report, OPTIONS)).toBe(expected)
  })

  test('of many crashes the first are reported, and how many there are', () => {
    const crashes = Array.from({ length: 12 }, (_, index) => ({ rule: `rule-${index}`, message: 'boom' }))
    const lines = formatMarkdown(reportOf(fileReport({ crashes })), OPTIONS)
      .trim()
      .split('\n\n')
    expect(lines).toHaveLength(12)
    expect(lines.at(-2)).toContain('`rule-9`')
    expect(lines.at(-1)).toBe('And 2 more failures of rules.')
  })

  test.each(HOSTILE_TEXTS)('%s stays text', (_attempt, hostile) => {
    const html = markdown.render(formatMarkdown(hostileReport(hostile), OPTIONS))
    expect(tags(html)).toEqual({
      h2: 1,
      p: 1,
      h3: 1,
      // In the crash's line, the heading and the three rows.
      code: 6,
      table: 1,
      thead: 1,
      tbody: 1,
      tr: 4,
      th: 4,
      td: 12,
      a: 3,
    })
    expect(html.replaceAll('href="https://example.com/rules/schema/max-length.md"', '')).not.toContain('href')
    // What a host looks for in the text outside of code.
    const prose = text(html.replace(/<code>.*?<\/code>/g, ''))
    expect(prose).not.toMatch(/[@#]\w|https?:\/\/|www\.\w|GH-\d|:\w+:/i)
  })

  test('a hostile text can be read', () => {
    const message = 'Found | `<b>` *a* _b_ [c](d) \\ & &amp; $x$ ~~e~~.'
    const report = reportOf(fileReport({ findings: [finding({ message })] }))
    expect(text(markdown.render(formatMarkdown(report, OPTIONS))).replaceAll('\u200b', '')).toContain(message)
  })

  test('within the length of a comment the least grave are left out, and it is said how many', () => {
    const findings = [
      ...Array.from({ length: 1000 }, () => finding({ severity: 'info' })),
      ...Array.from({ length: 100 }, () => finding()),
    ]
    const report = reportOf(fileReport({ findings }))
    expect(formatMarkdown(report, OPTIONS)).not.toContain('did not fit')
    const comment = formatMarkdown(report, { ...OPTIONS, maxSize: 65_536 })
    expect(comment.length).toBeLessThanOrEqual(65_536)
    const infos = comment.match(/info \|/g)?.length ?? 0
    expect(comment.match(/error \|/g)).toHaveLength(100)
    expect(infos).toBeGreaterThan(100)
    expect(comment).toContain(`…and ${1000 - infos} more findings, which did not fit in here.`)
  })
})
