import { MAX_VALUES } from '../../src/document/limits'
import { type FileReport, lintText } from '../../src/index'

const HEAD = '"name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets."'
export const SCHEMA = '{ "schema": { "type": "object", "properties": {} } }'

export const definition = (rest: string) => `{ ${HEAD}, ${rest} }`
export const inSchema = (schema: string) =>
  definition(
    `"actions": { "sendText": { "title": "Send", "description": "Sends.", "input": { "schema": ${schema} }, "output": ${SCHEMA} } }`,
  )
export const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: Math.ceil(count) }, (_, index) => item(index)).join()

/** Linted with the rules of every preset; a crash of a rule fails the test. */
export function lintStrictly(text: string): FileReport {
  const report = lintText(text, { preset: 'strict' })
  expect(report.crashes).toEqual([])
  return report
}

export const rulesOf = ({ findings }: FileReport) => [...new Set(findings.map(({ rule }) => rule))]

export interface LargeCase {
  attempt: string
  text: () => string
  /** Rules that must report, each at least once. */
  finds?: readonly string[]
  /** How many findings there may be. */
  most?: number
}

/**
 * Documents that are too large to stand here. Each ends, in the time that its test has, with findings or with none.
 *
 * @param part the sizes that no limit bounds are divided by it
 */
export const largeCases = (part: number): readonly LargeCase[] => [
  {
    attempt: 'many keys in a value',
    text: () => inSchema(`{ "type": "object", "default": { ${many(1_000_000 / part, (index) => `"k${index}":0`)} } }`),
    most: 10,
  },
  {
    attempt: 'many items in a value',
    text: () => inSchema(`{ "type": "array", "default": [${many(1_000_000 / part, () => '0')}] }`),
    most: 10,
  },
  {
    attempt: 'more values than are read',
    text: () => inSchema(`{ "default": [${'[],'.repeat(part === 1 ? 20_000_000 : MAX_VALUES)}0] }`),
    finds: ['syntax/too-large'],
    most: 1,
  },
  {
    attempt: '100,000 levels of arrays',
    text: () => inSchema('['.repeat(100_000) + ']'.repeat(100_000)),
    finds: ['syntax/too-deep'],
    most: 2,
  },
  {
    attempt: '100,000 levels of objects that do not end',
    text: () => inSchema('{"a":'.repeat(100_000)),
    finds: ['syntax/too-deep'],
  },
  {
    attempt: '500 levels of a schema',
    text: () => inSchema(`${'{"items":['.repeat(250)}{"type":1}${']}'.repeat(250)}`),
  },
  {
    attempt: 'a string of 8 MiB',
    text: () => definition(`"actions": {}, "url": "${'x'.repeat(2 ** 23)}"`),
    finds: ['schema/max-length'],
  },
  {
    attempt: 'a key of 1 MiB above many faults',
    text: () =>
      inSchema(
        `{ "properties": { "${'k'.repeat(2 ** 20)}": { "properties": { ${many(20_000 / part, (index) => `"p${index}":{"type":"strng"}`)} } } } }`,
      ),
    finds: ['document/too-many-findings', 'json-schema-valid'],
    most: 200,
  },
  {
    attempt: 'a key of 1 MiB above many faults of the extension, and a fault beside it',
    text: () =>
      inSchema(
        `{ "properties": { "${'k'.repeat(2 ** 20)}": { "properties": { ${many(20_000 / part, (index) => `"p${index}":{"x-zui":{"title":5}}`)} } } }, "type": "strng" }`,
      ),
    finds: ['document/too-many-findings'],
    most: 200,
  },
  {
    attempt: 'more faults below 240 long keys than a report has room for',
    text: () =>
      inSchema(
        `${Array.from({ length: 240 }, (_, level) => `{"properties":{"${'n'.repeat(300)}${level}":`).join('')}{"properties":{${many(600, (index) => `"p${index}":{"type":"strng"}`)}}}${'}}'.repeat(240)}`,
      ),
    finds: ['document/too-many-findings'],
    most: 599,
  },
  {
    attempt: 'more syntax faults than are listed',
    text: () => `{${many(30_000, (index) => `'k${index}':1`)}}`,
    finds: ['syntax/too-many-faults'],
    most: 10_002,
  },
  {
    attempt: 'many required tags among as many others',
    text: () =>
      definition(
        `"actions": {}, "user": { "tags": { ${many(20_000 / part, (index) => `"t${index}":{}`)} }, "creation": { "enabled": false, "requiredTags": [${many(20_000 / part, (index) => `"u${index}"`)}] } }`,
      ),
    finds: ['required-tags-declared'],
  },
  {
    attempt: 'many interfaces mapped to what is not among as many actions',
    text: () =>
      definition(
        `"actions": { ${many(5000 / part, (index) => `"a${index}":{"input":${SCHEMA},"output":${SCHEMA}}`)} }, "interfaces": { ${many(5000 / part, (index) => `"i${index}":{"id":"ifver_01J9GWV7WN4VR96S7XVHXGCDFW","entities":{},"actions":{"x":{"name":"b${index}"}},"events":{},"channels":{}}`)} }`,
      ),
    finds: ['interface-mapping-exists'],
  },
  {
    attempt: 'many links that read secrets beside many others',
    text: () =>
      definition(
        `"actions": {}, "secrets": { ${many(5000 / part, (index) => `"S${index}":"x"`)} }, "configurations": { ${many(1000 / part, (index) => `"c${index}":{"title":"t","description":"d","schema":{"type":"object"},"identifier":{"linkTemplateScript":".secrets.A${index}"}}`)} }`,
      ),
    finds: ['vrl-known-fields'],
  },
  {
    attempt: 'many secrets in the open',
    text: () =>
      definition(
        `"actions": {}, "secrets": { ${many(20_000 / part, (index) => `"S${index}":"sk-proj-${index}abcdefghijklmnopqrstuvwxyz0123456789"`)} }`,
      ),
  },
  {
    attempt: 'many equal values of an enum',
    text: () => inSchema(`{ "enum": [${many(20_000 / part, (index) => `{"a":${index % 3}}`)}] }`),
    finds: ['json-schema-consistent'],
  },
  {
    attempt: 'many references to nothing among many definitions',
    text: () =>
      inSchema(
        `{ "properties": { ${many(5000 / part, (index) => `"p${index}":{"$ref":"#/definitions/q${index}"}`)} }, "definitions": { ${many(20_000 / part, (index) => `"d${index}":{}`)} } }`,
      ),
    finds: ['json-schema-no-refs'],
  },
  {
    attempt: 'many comments that silence an unknown rule',
    text: () =>
      '// integration-lint-disable-next-line no-such-rule -- x\n'.repeat(20_000 / part) + definition('"actions": {}'),
  },
]

export function testLarge(cases: readonly LargeCase[]): void {
  test.each(cases.map((one) => [one.attempt, one] as const))(
    '%s',
    (_attempt, { text, finds = [], most }) => {
      const report = lintStrictly(text())
      expect(rulesOf(report)).toEqual(expect.arrayContaining([...finds]))
      if (most !== undefined) expect(report.findings.length).toBeLessThanOrEqual(most)
    },
    120_000,
  )
}
