import { definition, inSchema, largeCases, lintStrictly, rulesOf, SCHEMA, testLarge } from './large'

// `documents.system.test.ts` lints the same at eight times the size, and what takes seconds.
describe('what is large', () => testLarge(largeCases(8)))

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
    const found = rulesOf(lintStrictly(definition(text(name))))
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
    const found = rulesOf(
      lintStrictly(
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
    const report = lintStrictly(definition(`"actions": { "${name}": { "polluted": 1 }, "${name}": ${entry.action} }`))
    expect(report.findings.filter(({ rule }) => rule === 'syntax/duplicate-key').map(({ pointer }) => pointer)).toEqual(
      ['/actions'],
    )
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test.each(NAMES)('%s as an unknown property of the definition', (name) => {
    const { findings } = lintStrictly(definition(`"actions": {}, "${name}": {}`))
    expect(findings.filter(({ rule }) => rule === 'schema/unknown-property').map(({ pointer }) => pointer)).toEqual([
      `/${name}`,
    ])
  })

  test.each(NAMES)('%s as a secret', (name) => {
    expect(rulesOf(lintStrictly(definition(`"actions": {}, "secrets": { "${name}": null }`)))).toContain(
      'schema/pattern',
    )
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
    expect(rulesOf(lintStrictly(text))).toEqual(expect.arrayContaining([...finds]))
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
    expect(lintStrictly(inSchema(schema)).kind).toBe('create-body')
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
      const report = lintStrictly(
        definition(`"actions": {}, "identifier": { "extractScript": ${JSON.stringify(script)} }`),
      )
      expect(rulesOf(report)).toContain('vrl-compiles')
    }
  })

  test.each([
    ['types that double', `x = {"a": 1}\n${'x = {"a": x, "b": x}\n'.repeat(60)}`],
    ['values that double', `x = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"\n${'x = x + x\n'.repeat(60)}x`],
  ])(
    '%s',
    (_what, script) => {
      lintStrictly(definition(`"actions": {}, "identifier": { "extractScript": ${JSON.stringify(script)} }`))
    },
    60_000,
  )
})
