import { CASES } from './cases'
import { JSON_SCHEMA_CASES } from './json-schema-cases'
import { interpreter, type Judge, plainAjv, readSchemas, SUBJECTS, shipped } from './validators'

const JUDGES: readonly (readonly [string, Judge])[] = [
  ['plain Ajv', plainAjv()],
  ['the interpreter of another library', interpreter(readSchemas())],
  ['the validators that ship', shipped],
]
const CASES_OF_ALL = [...CASES, ...JSON_SCHEMA_CASES]

describe.each(SUBJECTS)('%s', (subject) => {
  const cases = CASES_OF_ALL.filter((item) => item.subject === subject)

  test('both accepted and refused documents are tried', () => {
    expect(cases.some(({ valid }) => valid)).toBe(true)
    expect(cases.some(({ valid }) => !valid)).toBe(true)
  })

  test.each(JUDGES)('%s accepts and refuses what is expected', (_, judge) => {
    const wrong = cases
      .filter(({ document, valid }) => judge(subject, document) !== valid)
      .map(({ pointer, change, valid }) => `${pointer} ${change} should be ${valid ? 'accepted' : 'refused'}`)
    expect(wrong).toEqual([])
  })
})
