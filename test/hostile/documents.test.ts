import { type FileReport, lintText } from '../../src/index'

const HEAD = '"name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets."'
const SCHEMA = '{ "schema": { "type": "object", "properties": {} } }'

const definition = (rest: string) => `{ ${HEAD}, ${rest} }`
const inSchema = (schema: string) =>
  definition(
    `"actions": { "sendText": { "title": "Send", "description": "Sends.", "input": { "schema": ${schema} }, "output": ${SCHEMA} } }`,
  )
const many = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index)).join()

/** Judged with every preset there is for it; nothing may crash, and what is asked for must be found. */
function judge(text: string): FileReport {
  const report = lintText(text, { preset: 'strict' })
  expect(report.crashes).toEqual([])
  return report
}

const rules = ({ findings }: FileReport) => [...new Set(findings.map(({ rule }) => rule))]

interface Case {
  attempt: string
  text: () => string
  /** Rules that must report, each at least once. */
  finds?: readonly string[]
  /** How many findings there may be. */
  most?: number
}

/** Too large to stand here: each ends, in time that its test has, with findings or with none. */
const LARGE: readonly Case[] = [
  {
    attempt: '1,000,000 keys in a value',
    text: () => inSchema(`{ "type": "object", "default": { ${many(1_000_000, (index) => `"k${index}":0`)} } }`),
    most: 10,
  },
  {
    attempt: '1,000,000 items in a value',
    text: () => inSchema(`{ "type": "array", "default": [${many(1_000_000, () => '0')}] }`),
    most: 10,
  },
  {
    attempt: '2,000,000 keys',
    text: () => definition(`"actions": { ${many(2_000_000, (index) => `"k${index}":{}`)} }`),
    finds: ['syntax/too-large'],
    most: 1,
  },
  {
    attempt: '20,000,000 empty arrays',
    text: () => inSchema(`{ "default": [${'[],'.repeat(20_000_000)}0] }`),
    finds: ['syntax/too-large'],
    most: 1,
  },
  {
    attempt: '2,000,000 keys of a text that is broken',
    text: () => definition(`"actions": { ${many(2_000_000, (index) => `"k${index}":{}`)}`),
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
    attempt: 'a key of 1 MiB above 20,000 faults',
    text: () =>
      inSchema(
        `{ "properties": { "${'k'.repeat(2 ** 20)}": { "properties": { ${many(20_000, (index) => `"p${index}":{"type":"strng"}`)} } } } }`,
      ),
    finds: ['document/too-many-findings', 'json-schema-valid'],
    most: 200,
  },
  {
    attempt: 'a key of 1 MiB above 20,000 faults of the extension, and a fault beside it',
    text: () =>
      inSchema(
        `{ "properties": { "${'k'.repeat(2 ** 20)}": { "properties": { ${many(20_000, (index) => `"p${index}":{"x-zui":{"title":5}}`)} } } }, "type": "strng" }`,
      ),
    finds: ['document/too-many-findings'],
    most: 200,
  },
  {
    attempt: '3,000 faults below 240 long keys',
    text: () =>
      inSchema(
        `${Array.from({ length: 240 }, (_, level) => `{"properties":{"${'n'.repeat(300)}${level}":`).join('')}{"properties":{${many(3000, (index) => `"p${index}":{"type":"strng"}`)}}}${'}}'.repeat(240)}`,
      ),
    finds: ['document/too-many-findings'],
    most: 2000,
  },
  {
    attempt: '1,000,000 findings',
    text: () => definition(`"actions": { ${many(250_000, (index) => `"Bad_${index}":5`)} }`),
    finds: ['document/too-many-findings', 'schema/type'],
    most: 131_073,
  },
  {
    attempt: 'more syntax faults than are listed',
    text: () => `{${many(30_000, (index) => `'k${index}':1`)}}`,
    finds: ['syntax/too-many-faults'],
    most: 10_002,
  },
  {
    attempt: '20,000 required tags among 20,000 others',
    text: () =>
      definition(
        `"actions": {}, "user": { "tags": { ${many(20_000, (index) => `"t${index}":{}`)} }, "creation": { "enabled": false, "requiredTags": [${many(20_000, (index) => `"u${index}"`)}] } }`,
      ),
    finds: ['required-tags-declared'],
  },
  {
    attempt: '5,000 interfaces mapped to what is not among 5,000 actions',
    text: () =>
      definition(
        `"actions": { ${many(5000, (index) => `"a${index}":{"input":${SCHEMA},"output":${SCHEMA}}`)} }, "interfaces": { ${many(5000, (index) => `"i${index}":{"id":"ifver_01J9GWV7WN4VR96S7XVHXGCDFW","entities":{},"actions":{"x":{"name":"b${index}"}},"events":{},"channels":{}}`)} }`,
      ),
    finds: ['interface-mapping-exists'],
  },
  {
    attempt: '1,000 scripts that read secrets which are not among 5,000',
    text: () =>
      definition(
        `"actions": {}, "secrets": { ${many(5000, (index) => `"S${index}":"x"`)} }, "configurations": { ${many(1000, (index) => `"c${index}":{"title":"t","description":"d","schema":{"type":"object"},"identifier":{"linkTemplateScript":".secrets.A${index}"}}`)} }`,
      ),
    finds: ['vrl-declared-secrets'],
  },
  {
    attempt: '20,000 secrets in the open',
    text: () =>
      definition(
        `"actions": {}, "secrets": { ${many(20_000, (index) => `"S${index}":"sk-proj-${index}abcdefghijklmnopqrstuvwxyz0123456789"`)} }`,
      ),
  },
  {
    attempt: '20,000 equal values of an enum',
    text: () => inSchema(`{ "enum": [${many(20_000, (index) => `{"a":${index % 3}}`)}] }`),
    finds: ['json-schema-consistent'],
  },
  {
    attempt: '5,000 references to nothing among 20,000 definitions',
    text: () =>
      inSchema(
        `{ "properties": { ${many(5000, (index) => `"p${index}":{"$ref":"#/definitions/q${index}"}`)} }, "definitions": { ${many(20_000, (index) => `"d${index}":{}`)} } }`,
      ),
    finds: ['json-schema-no-refs'],
  },
  {
    attempt: '20,000 comments that silence an unknown rule',
    text: () =>
      '// integration-lint-disable-next-line no-such-rule -- x\n'.repeat(20_000) + definition('"actions": {}'),
  },
]

describe('what is large', () => {
  test.each(LARGE.map((one) => [one.attempt, one] as const))(
    '%s',
    (_attempt, { text, finds = [], most }) => {
      const report = judge(text())
      expect(rules(report)).toEqual(expect.arrayContaining([...finds]))
      if (most !== undefined) expect(report.findings.length).toBeLessThanOrEqual(most)
    },
    120_000,
  )
})

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'prototype',
  '__defineGetter__',
  'then',
  'toJSON',
  'length',
]

describe('names that mean something to JavaScript', () => {
  const entry = {
    action: `{"input":${SCHEMA},"output":${SCHEMA}}`,
    event: SCHEMA,
    state: '{"type":"user","schema":{"type":"object"}}',
    tag: '{}',
  }
  const holders: readonly (readonly [string, (name: string) => string])[] = [
    ['an action', (name) => `"actions": { "${name}": ${entry.action} }`],
    ['an event', (name) => `"events": { "${name}": ${entry.event} }`],
    ['a state', (name) => `"states": { "${name}": ${entry.state} }`],
    [
      'a channel',
      (name) =>
        `"channels": { "${name}": { "messages": { "${name}": ${entry.event} }, "message": { "tags": { "${name}": {} } }, "conversation": { "tags": { "${name}": {} } } } }`,
    ],
    [
      'a user tag',
      (name) =>
        `"user": { "tags": { "${name}": ${entry.tag} }, "creation": { "enabled": false, "requiredTags": ["${name}"] } }`,
    ],
    [
      'a field',
      (name) =>
        `"configuration": { "schema": { "type": "object", "properties": { "${name}": { "type": "string" } }, "required": ["${name}"] } }`,
    ],
  ]
  const cases = holders.flatMap(([what, text]) => NAMES.map((name) => [what, name, text] as const))

  // Each is a name like any other: it is declared where it is declared, and nowhere else.
  test.each(cases)('%s named %s is declared', (_what, name, text) => {
    const found = rules(judge(definition(text(name))))
    for (const rule of [
      'required-tags-declared',
      'json-schema-required-declared',
      'schema/type',
      'schema/unknown-property',
    ]) {
      expect(found).not.toContain(rule)
    }
  })

  test.each(NAMES)('%s is not declared by being there for every object', (name) => {
    const found = rules(
      judge(
        definition(
          `"actions": {}, "user": { "tags": {}, "creation": { "enabled": false, "requiredTags": ["${name}"] } },
           "interfaces": { "i": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "entities": {}, "actions": { "x": { "name": "${name}" } }, "events": {}, "channels": {} } },
           "configuration": { "schema": { "type": "object", "properties": {}, "required": ["${name}"], "additionalProperties": false } }`,
        ),
      ),
    )
    expect(found).toEqual(expect.arrayContaining(['required-tags-declared', 'interface-mapping-exists']))
    expect(found.some((rule) => rule === 'json-schema-required-declared' || rule === 'json-schema-consistent')).toBe(
      true,
    )
  })

  test.each(NAMES)('%s twice is a doubled key, and pollutes nothing', (name) => {
    const before = Object.getOwnPropertyNames(Object.prototype)
    const report = judge(definition(`"actions": { "${name}": { "polluted": 1 }, "${name}": ${entry.action} }`))
    expect(report.findings.filter(({ rule }) => rule === 'syntax/duplicate-key').map(({ pointer }) => pointer)).toEqual(
      ['/actions'],
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test.each(NAMES)('%s as an unknown property of the definition', (name) => {
    const { findings } = judge(definition(`"actions": {}, "${name}": {}`))
    expect(findings.filter(({ rule }) => rule === 'schema/unknown-property').map(({ pointer }) => pointer)).toEqual([
      `/${name}`,
    ])
  })

  test.each(NAMES)('%s as a secret', (name) => {
    expect(rules(judge(definition(`"actions": {}, "secrets": { "${name}": null }`)))).toContain('schema/pattern')
  })
})

describe('characters and numbers', () => {
  test.each<[what: string, text: string, finds: readonly string[]]>([
    ['a lone surrogate in a value', definition('"actions": {}, "url": "\\ud800"'), ['syntax/lone-surrogate']],
    ['a lone surrogate in a key', definition('"actions": { "\\udfff": {} }'), ['syntax/lone-surrogate']],
    ['NUL as an escape', definition('"actions": { "a\\u0000b": {} }'), ['key-format']],
    ['NUL as it is', definition('"actions": { "a\u0000b": {} }'), ['syntax/control-character']],
    ['names that differ in normalisation', definition(`"user": { "tags": { "caf\u00e9": {}, "cafe\u0301": {} } }`), []],
    ['a byte-order mark', `\ufeff${definition('"actions": {}')}`, ['syntax/byte-order-mark']],
    ['a byte-order mark within', definition('\ufeff"actions": {}'), ['syntax/invalid-whitespace']],
    ['a number beyond doubles', definition('"actions": {}, "maxExecutionTime": 1e400'), ['syntax/number-range']],
    [
      'a number beyond doubles, below zero',
      definition('"actions": {}, "maxExecutionTime": -1e400'),
      ['syntax/number-range'],
    ],
    ['minus zero', definition('"actions": {}, "maxExecutionTime": -0'), []],
    [
      'a number of 10,000 digits',
      definition(`"actions": {}, "maxExecutionTime": ${'9'.repeat(10_000)}`),
      ['syntax/number-range'],
    ],
  ])('%s', (_what, text, finds) => {
    expect(rules(judge(text))).toEqual(expect.arrayContaining([...finds]))
  })
})

describe('embedded schemas', () => {
  const fanOut = Array.from(
    { length: 30 },
    (_, level) =>
      `"l${level}": { "properties": { "a": { "$ref": "#/definitions/l${level + 1}" }, "b": { "$ref": "#/definitions/l${level + 1}" } } }`,
  ).join()

  test.each<[what: string, schema: string]>([
    ['a reference to itself', '{ "$ref": "#" }'],
    [
      'a cycle of references',
      '{ "$ref": "#/definitions/a", "definitions": { "a": { "$ref": "#/definitions/b" }, "b": { "$ref": "#/definitions/a" } } }',
    ],
    [
      'a schema that recurs, with a default',
      '{ "properties": { "next": { "$ref": "#" } }, "default": { "next": { "next": {} } } }',
    ],
    [
      '2^30 paths, with a default',
      `{ "$ref": "#/definitions/l0", "default": {}, "definitions": { ${fanOut}, "l30": { "type": "string" } } }`,
    ],
    [
      '2^30 paths under allOf, with a default that takes many of them',
      `{ "allOf": [{ "$ref": "#/definitions/l0" }], "default": { "a": { "a": {}, "b": {} }, "b": {} }, "definitions": { ${fanOut}, "l30": { "type": "string" } } }`,
    ],
    ['a schema that is fetched from nowhere', '{ "$ref": "http://127.0.0.1:1/schema.json" }'],
    ...[
      '^(a+)+$',
      '(a|aa)*b',
      '([a-z]+)*\\\\d',
      '^(([a-z])+.)+[A-Z]([a-z])+$',
      '(.*)*(.*)*(.*)*x',
      '\\\\p{L}+(\\\\p{L}+)+1',
      '(?<n>a+)+\\\\k<n>!',
    ].map((pattern): [string, string] => [
      `the pattern ${pattern}`,
      `{ "properties": { "p": { "type": "string", "pattern": "${pattern}", "default": "${'a'.repeat(5000)}!", "enum": ["${'a'.repeat(100)}!"] } }, "patternProperties": { "${pattern}": { "type": "string" } }, "default": { "${'a'.repeat(5000)}!": 1 } }`,
    ]),
  ])('%s', (_what, schema) => {
    expect(judge(inSchema(schema)).kind).toBe('create-body')
  })
})

describe('scripts', () => {
  test.each([
    ['(', ')'],
    ['[', ']'],
    ['{"a":', '}'],
    ['!', ''],
    ['-', ''],
    ['if true {', '}'],
    ['.a.', ''],
    ['.a[', ''],
    ['"{{', ''],
  ])('2,000 characters of %s', (open, close) => {
    const half = Math.floor(2000 / (open.length + close.length))
    for (const script of [open.repeat(half) + close.repeat(half), open.repeat(Math.floor(2000 / open.length))]) {
      const report = judge(definition(`"actions": {}, "identifier": { "extractScript": ${JSON.stringify(script)} }`))
      expect(rules(report)).toContain('vrl-compiles')
    }
  })

  test.each([
    ['types that double', 'x = {"a": 1}\n' + 'x = {"a": x, "b": x}\n'.repeat(60)],
    ['values that double', 'x = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"\n' + 'x = x + x\n'.repeat(60) + 'x'],
    [
      'a loop in a loop in a loop',
      'x = split("' +
        'a,'.repeat(200) +
        '", ",")\nfor_each(x) -> |_i, _a| { for_each(x) -> |_j, _b| { for_each(x) -> |_k, _c| { for_each(x) -> |_l, _d| { null } } } }\nnull',
    ],
  ])(
    '%s',
    (_what, script) => {
      judge(definition(`"actions": {}, "identifier": { "extractScript": ${JSON.stringify(script)} }`))
    },
    60_000,
  )
})

describe('many costly scripts', () => {
  const configurations = (scripts: readonly string[]) =>
    definition(
      `"actions": {}, "configurations": { ${scripts
        .map(
          (script, index) =>
            `"c${index}": { "title": "t", "description": "d", "schema": { "type": "object" }, "identifier": { "linkTemplateScript": ${JSON.stringify(`${script}\n# ${index}`)} } }`,
        )
        .join()} }`,
    )
  const doubling = `x = {"a": 1}\n${'x = {"a": x, "b": x}\n'.repeat(60)}`
  const looping = `x = split("${'a,'.repeat(200)}", ",")
for_each(x) -> |_i, _a| { for_each(x) -> |_j, _b| { for_each(x) -> |_k, _c| { for_each(x) -> |_l, _d| { null } } } }
"https://acme.example?state=" + to_string!(.webhookId)`

  test('some are tried, all are told, and one run finds what the next one does', () => {
    const scripts = [...Array.from({ length: 300 }, () => doubling), '.webhookUrl']
    const report = judge(configurations(scripts))
    const told = report.findings.filter(({ rule }) => rule === 'vrl-compiles').map(({ message }) => message)
    const tried = told.filter((message) => message.includes('more memory')).length
    const refused = told.filter((message) => message.startsWith('The script was not checked. Other scripts')).length
    expect(tried).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(100)
    expect(tried + refused).toBe(scripts.length)
    expect(judge(configurations(scripts))).toEqual(report)
  }, 60_000)

  test('that do not end', () => {
    expect(judge(configurations(Array.from({ length: 40 }, () => looping))).kind).toBe('create-body')
  }, 60_000)

  test('leave other documents as they were', () => {
    const { findings } = judge(configurations(['upcase(']))
    expect(findings.filter(({ rule }) => rule === 'vrl-compiles')).toHaveLength(1)
    expect(findings.find(({ rule }) => rule === 'vrl-compiles')?.message).toMatch(/VRL \d+/)
  })
})
