import { MAX_VALUES } from '../../src/document/limits'
import { render } from '../../src/reporters'
import { readJsonReport } from '../../src/run/merge'
import { hostileReport } from '../reporters/hostile'
import { OPTIONS } from '../reporters/report'

test('a report with more values than any definition has is read', async () => {
  const one = hostileReport('')
  const [file] = one.files
  if (file === undefined) throw new Error('The report has no file.')
  const [finding] = file.findings
  if (finding === undefined) throw new Error('The report has no finding.')
  const found = { ...finding, data: { values: Array<number>(MAX_VALUES).fill(0) } }
  const text = await render('json', { ...one, files: [{ ...file, findings: [found] }] }, OPTIONS)
  expect(readJsonReport('a.json', text)).toMatchObject({ report: { files: [{ file: file.file }] } })
})
