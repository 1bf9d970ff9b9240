import { MAX_FINDINGS, MAX_VALUES } from '../../src/document/limits'
import { definition, type LargeCase, largeCases, lintStrictly, many, testLarge } from './large'

/** A document with many configurations, each with one of these scripts. */
const configurations = (scripts: readonly string[]) =>
  definition(
    `"actions": {}, "configurations": { ${scripts
      .map(
        (script, index) =>
          `"c${index}": { "title": "t", "description": "d", "schema": { "type": "object" }, "identifier": { "linkTemplateScript": ${JSON.stringify(`${script}\n# ${index}`)} } }`,
      )
      .join()} }`,
  )

/** A script whose type doubles with each line, until the compiler has no memory left. */
const DOUBLING = `x = {"a": 1}\n${'x = {"a": x, "b": x}\n'.repeat(60)}`

const WHOLE: readonly LargeCase[] = [
  {
    attempt: 'more findings than are listed',
    text: () => definition(`"actions": { ${many(MAX_FINDINGS / 2 + 1, (index) => `"Bad_${index}":5`)} }`),
    finds: ['document/too-many-findings', 'schema/type'],
    most: MAX_FINDINGS + 1,
  },
  {
    attempt: 'more keys than are read',
    text: () => definition(`"actions": { ${many(MAX_VALUES + 1, (index) => `"k${index}":{}`)} }`),
    finds: ['syntax/too-large'],
    most: 1,
  },
  {
    attempt: 'more keys than are read, of a text that is broken',
    text: () => definition(`"actions": { ${many(MAX_VALUES + 1, (index) => `"k${index}":{}`)}`),
    finds: ['syntax/too-large'],
    most: 1,
  },
]

// `documents.test.ts` lints the first in an eighth of the size.
describe('what is larger', () => testLarge([...largeCases(1), ...WHOLE]))

describe('scripts that take seconds', () => {
  const looping = `x = split("${'a,'.repeat(200)}", ",")
for_each(x) -> |_i, _a| { for_each(x) -> |_j, _b| { for_each(x) -> |_k, _c| { for_each(x) -> |_l, _d| { null } } } }
"https://acme.example?state=" + to_string!(.webhookId)`

  test('one that does not end', () => {
    const text = definition(`"actions": {}, "identifier": { "extractScript": ${JSON.stringify(looping)} }`)
    expect(lintStrictly(text).kind).toBe('create-body')
  }, 60_000)

  test('of many some are compiled, the others are refused by name, and linting again reports the same', () => {
    const scripts = [...Array.from({ length: 300 }, () => DOUBLING), '.webhookUrl']
    const report = lintStrictly(configurations(scripts))
    const messages = report.findings.filter(({ rule }) => rule === 'vrl-compiles').map(({ message }) => message)
    const compiled = messages.filter((message) => message.includes('exceeds the memory limit')).length
    const refused = messages.filter((message) => message.includes(' was not checked. Other scripts')).length
    expect(compiled).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(100)
    expect(compiled + refused).toBe(scripts.length)
    expect(lintStrictly(configurations(scripts))).toEqual(report)
  }, 60_000)

  test('many that do not end', () => {
    expect(lintStrictly(configurations(Array.from({ length: 40 }, () => looping))).kind).toBe('create-body')
  }, 60_000)

  test('leave other documents as they were', () => {
    const { findings } = lintStrictly(configurations(['upcase(']))
    expect(findings.filter(({ rule }) => rule === 'vrl-compiles')).toHaveLength(1)
    expect(findings.find(({ rule }) => rule === 'vrl-compiles')?.message).toMatch(/VRL \d+/)
  })
})
