import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import { Linter } from '../../src/engine/lint'
import type { FileReport } from '../../src/findings/types'
import { RULES } from '../../src/rules/index.generated'
import { loadVrl } from '../../src/runtime/vrl-runtime'
import { presetSettings } from '../../src/settings/presets'
import { corpusFiles } from './corpus'

const linter = new Linter({ rules: RULES, vrl: loadVrl, frames: false })
const settings = presetSettings('recommended', RULES)

function lint(name: string, text: string): FileReport {
  const document = parseDocument({ name, text, comments: false })
  return linter.lint(document, recognise(document), settings)
}

describe.each([
  ['create', 'create-body'],
  ['response', 'integration'],
] as const)('every %s of the corpus', (half, kind) => {
  const reports = corpusFiles(half).map(({ name, text }) => lint(name, text))

  test('is there', () => {
    expect(reports.length).toBeGreaterThanOrEqual(41)
  })

  test('is recognised for what it is', () => {
    expect(reports.filter((report) => report.kind !== kind).map(({ file }) => file)).toEqual([])
  })

  test('has no fault of syntax, kind or shape', () => {
    const faults = reports.flatMap(({ file, findings }) =>
      findings
        .filter(({ rule }) => /^(syntax|document|schema)\//.test(rule))
        .map(({ rule, pointer, message }) => `${file}${pointer} ${rule} ${message}`),
    )
    expect(faults).toEqual([])
  })

  test('crashes no rule', () => {
    expect(reports.flatMap(({ crashes }) => crashes)).toEqual([])
  })
})
