import { MAX_VALUES } from '../../src/document/limits'
import { createValueDocument } from '../../src/document/live'
import { parseDocument } from '../../src/document/parse'
import { formatBaseline, parseBaseline } from '../../src/engine/baseline'
import { render } from '../../src/reporters'
import { readJsonReport } from '../../src/run/merge'
import { hostileReport } from '../reporters/hostile'
import { OPTIONS } from '../reporters/report'

// The limits on the number of values, at their full size.

test('a text with one value more than a definition may have', () => {
  const { faults } = parseDocument({
    name: 'a.json',
    text: `[${Array(MAX_VALUES).fill(1).join()}]`,
    comments: false,
  })
  expect(faults).toMatchObject([{ rule: 'syntax/too-large', data: { limit: MAX_VALUES } }])
})

test('a live value with too many values, however they are shared', () => {
  const create = (value: unknown) => createValueDocument({ name: '<live>', value })
  const half = { list: new Array(MAX_VALUES / 2 - 2).fill(0) }
  expect(create([half, half.list]).faults).toEqual([])
  for (const value of [new Array(MAX_VALUES).fill(0), [half, half, 0, 0], { toJSON: () => [half, half, 0, 0] }]) {
    expect(create(value)).toMatchObject({
      value: undefined,
      faults: [{ rule: 'syntax/too-large', data: { limit: MAX_VALUES } }],
    })
  }
})

test('a baseline with more entries than any definition has values', () => {
  const hash = '0123456789abcdef0123456789abcdef'
  const entries = Array.from({ length: 280_000 }, (_, at) => ({
    rule: 'schema/type',
    pointer: `/actions/a${at}`,
    hash,
  }))
  const { faults } = parseBaseline(formatBaseline(new Map([['a.json', entries]])))
  expect(faults).toEqual([])
})

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
