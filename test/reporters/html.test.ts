import { formatHtml } from '../../src/reporters/html'
import { fileReport, finding, OPTIONS, reportOf } from './report'

const suppressed = { ...finding(), suppression: { by: 'baseline', reason: 'Old.' } as const }

// What a browser makes of the page: html.system.test.ts.
describe('an HTML report without findings says', () => {
  test.each([
    ['what was checked', reportOf(fileReport(), fileReport()), 'Nothing to report in 2 files.'],
    ['that nothing was', reportOf(), 'No file was checked.'],
    [
      'that one is suppressed',
      reportOf(fileReport({ suppressed: [suppressed] })),
      'Nothing to report in 1 file. 1 finding is suppressed.',
    ],
    [
      'how many are suppressed',
      reportOf(fileReport({ suppressed: [suppressed, suppressed] })),
      'Nothing to report in 1 file. 2 findings are suppressed.',
    ],
  ])('%s', (_what, report, said) => {
    const main = /<main id="findings"[^>]*>(?:<svg.*?<\/svg>)?(.*?)<\/main>/s.exec(formatHtml(report, OPTIONS))?.[1]
    expect(main).toBe(`<p>${said}</p>`)
  })
})
