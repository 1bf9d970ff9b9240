import {
  assertCreateIntegrationBody,
  assertIntegration,
  assertIntegrationList,
  assertPublicIntegration,
  assertUpdateIntegrationBody,
  InvalidDocumentError,
  isCreateIntegrationBody,
  isIntegration,
  isIntegrationList,
  isPublicIntegration,
  isUpdateIntegrationBody,
  lintFiles,
  lintText,
  lintValue,
  parseCreateIntegrationBody,
  parseIntegration,
  parseIntegrationList,
  parsePublicIntegration,
  parseUpdateIntegrationBody,
} from '../../src/index'
import { ACME } from '../remote/harness'

const BODY = { name: 'acme', version: '1.0.0' }
const SUMMARY = {
  id: ACME.id,
  name: ACME.name,
  version: ACME.version,
  title: ACME.title,
  description: ACME.description,
  url: ACME.url,
  iconUrl: ACME.iconUrl,
  createdAt: ACME.createdAt,
  updatedAt: ACME.updatedAt,
  dev: false,
  public: false,
  visibility: ACME.visibility,
  verificationStatus: ACME.verificationStatus,
}

interface Shape {
  kind: string
  is(value: unknown): boolean
  assert(value: unknown): void
  good: object
  /** A property that the shape demands, of a wrong type. */
  bad: object
  fault: string
}

const PARSERS = [
  parseIntegration,
  parsePublicIntegration,
  parseIntegrationList,
  parseCreateIntegrationBody,
  parseUpdateIntegrationBody,
]

const SHAPES: readonly Shape[] = [
  {
    kind: 'integration',
    is: isIntegration,
    assert: (value) => assertIntegration(value),
    good: ACME,
    bad: { ...ACME, name: 5 },
    fault: '/name: name is a number (5); a string is required.',
  },
  {
    kind: 'public-integration',
    is: isPublicIntegration,
    assert: (value) => assertPublicIntegration(value),
    good: {
      ...ACME,
      ownerWorkspace: { id: 'w', handle: 'h', name: 'W' },
      meta: { installs: 1, views: 1 },
    },
    bad: ACME,
    fault: '/: The document lacks the required property "ownerWorkspace".',
  },
  {
    kind: 'integration-list',
    is: isIntegrationList,
    assert: (value) => assertIntegrationList(value),
    good: { integrations: [], meta: {} },
    bad: { integrations: {}, meta: {} },
    fault: '/integrations: integrations is an object; an array is required.',
  },
  {
    kind: 'create-body',
    is: isCreateIntegrationBody,
    assert: (value) => assertCreateIntegrationBody(value),
    good: BODY,
    bad: { ...BODY, title: '' },
    fault: '/title: title is empty; at least 1 is required.',
  },
  {
    kind: 'update-body',
    is: isUpdateIntegrationBody,
    assert: (value) => assertUpdateIntegrationBody(value),
    good: { title: 'Acme' },
    bad: { title: 5 },
    fault: '/title: title is a number (5); a string is required.',
  },
]

describe.each(SHAPES)('a value as $kind', ({ kind, is, assert, good, bad, fault }) => {
  test('that has the shape, and more', () => {
    for (const value of [good, { ...good, brandNew: 1 }]) {
      expect(is(value)).toBe(true)
      expect(() => assert(value)).not.toThrow()
    }
  })

  test('that has it not', () => {
    expect(is(bad)).toBe(false)
    const error = thrownBy(() => assert(bad))
    expect(error).toBeInstanceOf(InvalidDocumentError)
    expect(error).toMatchObject({ name: 'InvalidDocumentError', kind })
    expect(String(error)).toContain(`Not a valid ${kind}: ${fault}`)
  })

  test.each([[null], [5], [[]], ['text'], [undefined]])('that is %j', (value) => {
    expect(is(value)).toBe(false)
    expect(() => assert(value)).toThrow(InvalidDocumentError)
  })
})

function thrownBy(call: () => void): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

test('the items of a list are looked into', () => {
  expect(isIntegrationList({ integrations: [SUMMARY], meta: {} })).toBe(true)
  expect(isIntegrationList({ integrations: [{ ...SUMMARY, id: 5 }], meta: {} })).toBe(false)
})

test('a bare list is linted as its envelope is, at the places that it has', () => {
  const list = [SUMMARY, { ...SUMMARY, id: 5 }]
  const found = (value: unknown) =>
    lintValue(value, { as: 'integration-list' }).findings.map(({ rule, pointer }) => `${rule} ${pointer}`)
  expect(found(list)).toEqual(['schema/type /1/id'])
  expect(found({ integrations: list, meta: {} })).toEqual(['schema/type /integrations/1/id'])
  expect(found([])).toEqual(['document/empty '])
  expect(found({ integrations: 5, meta: {} })).toEqual(['schema/type /integrations'])
})

test('what an override says that it is, and holds nothing, is not silent', () => {
  const found = (text: string, as: 'update-body' | 'integration-list') =>
    lintText(text, { config: { overrides: [{ files: ['**'], as }] } }).findings.map(
      ({ rule, severity }) => `${rule} ${severity}`,
    )
  expect(found('{}', 'update-body')).toEqual(['document/empty warning'])
  expect(found('{ "$schema": "./update-integration.schema.json" }', 'update-body')).toContain('document/empty warning')
  expect(found('[]', 'integration-list')).toEqual(['document/empty warning'])
  expect(found('{ "integrations": [], "meta": {} }', 'integration-list')).toEqual(['document/empty warning'])
})

describe('a value that is not plain JSON', () => {
  const cycle: { name: string; version: string; self?: unknown } = { ...BODY }
  cycle.self = cycle
  const throwing = {
    ...BODY,
    get title(): string {
      throw new Error('not today')
    },
  }

  test.each<[what: string, value: unknown, message: RegExp]>([
    ['a cycle', cycle, /self is a circular reference/],
    ['a BigInt', { ...BODY, maxExecutionTime: 1n }, /maxExecutionTime is of type bigint/],
    ['a method', { ...BODY, actions() {} }, /actions is of type function/],
    ['a Map', new Map(), /not JSON but a Map/],
    ['a Set inside', { ...BODY, actions: new Set() }, /actions is a Set/],
    ['a getter that throws', throwing, /not today/],
    ['a revoked proxy', revoked(), /proxy/],
  ])('%s is a finding for each kind', (_what, value, message) => {
    for (const parse of PARSERS) {
      const result = parse(value)
      expect(result).toEqual({ success: false, findings: [expect.objectContaining({ rule: 'syntax/invalid-json' })] })
      expect(result.success || result.findings[0]?.message).toMatch(message)
    }
    for (const { assert } of SHAPES) expect(() => assert(value)).toThrow(InvalidDocumentError)
  })

  test('what JSON writes of a value is what is parsed', () => {
    const data = { name: 'acme', version: '1.0.0' }
    const live = { toJSON: () => data, title: 5 }
    expect(parseCreateIntegrationBody(live)).toEqual({ success: true, data })
    expect(parseCreateIntegrationBody({ ...data, title: undefined })).toEqual({ success: true, data })
  })

  test('a bare list is not the answer that holds one', () => {
    for (const list of [[], [SUMMARY]]) {
      expect(parseIntegrationList(list)).toMatchObject({ success: false, findings: [{ rule: 'schema/type' }] })
    }
  })
})

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

test('the error holds every fault of the shape, and says how many there are', () => {
  const error = thrownBy(() => assertCreateIntegrationBody({ name: 5, title: '' }))
  expect(error).toMatchObject({
    findings: [
      { rule: 'schema/required', pointer: '', line: 1, column: 1 },
      { rule: 'schema/type', pointer: '/name', line: 2, column: 11 },
      { rule: 'schema/min-length', pointer: '/title', line: 3, column: 12 },
    ],
  })
  expect(String(error)).toMatch(/ \(and 2 more\)$/)
})

describe('callers without types', () => {
  test.each<[what: string, call: () => unknown, message: string]>([
    [
      'no text',
      () => Reflect.apply(lintText, undefined, [{}]),
      'lintText takes a text, not an object; lintValue takes a value.',
    ],
    [
      'a name that is not a text',
      () => Reflect.apply(lintText, undefined, ['{}', { name: 5 }]),
      'The option "name" of lintText is 5; a text is required.',
    ],
    [
      'a name of a value that is not a text',
      () => Reflect.apply(lintValue, undefined, [{}, { name: {} }]),
      'The option "name" of lintValue is an object; a text is required.',
    ],
    [
      'an invalid preset',
      () => Reflect.apply(lintText, undefined, ['{}', { preset: 'all' }]),
      'The option "preset" of lintText is "all"; "schema", "recommended", "hub" or "strict" is required.',
    ],
    [
      'an invalid kind',
      () => Reflect.apply(lintValue, undefined, [{}, { as: 'body' }]),
      /^The option "as" of lintValue is "body"; "integration", /.source,
    ],
  ])('%s', (_what, call, message) => {
    const error = thrownBy(call)
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: expect.stringMatching(message.startsWith('^') ? message : `^${message}$`) })
  })
})

test('a file that is not a text', async () => {
  await expect(Reflect.apply(lintFiles, undefined, [[5], { config: false }])).rejects.toThrow(
    new TypeError('A file is a number; a text is required.'),
  )
})

test('a value is linted as the kind that is said', () => {
  expect(lintValue({ title: '' }, { as: 'update-body', preset: 'schema' })).toMatchObject({
    kind: 'update-body',
    findings: [{ rule: 'schema/min-length', pointer: '/title' }],
  })
})

test('files are looked for where the process is, unless said otherwise', async () => {
  const { files, summary } = await lintFiles('fixtures/valid/desk.create.json', { config: false })
  expect(files.map(({ file, findings }) => [file, findings])).toEqual([['fixtures/valid/desk.create.json', []]])
  expect(summary.files).toBe(1)
})

test('no definition is run with exec: false', async () => {
  const definition = 'fixtures/projects/desk/integration.definition.ts'
  const { files, unevaluated } = await lintFiles('fixtures/projects/desk', { config: false, exec: false })
  expect(files.map(({ kind }) => kind)).toEqual(['script', 'script'])
  expect(unevaluated).toEqual([definition])
})

describe('the JSON Schemas inside', () => {
  const withSchema = (schema: object) => ({ ...BODY, events: { created: { schema } } })
  let deep: object = {}
  for (let level = 0; level < 100_000; level += 1) deep = { not: deep }

  test.each<[what: string, schema: object, fault: RegExp]>([
    ['of no type that there is', { type: 'objekt', properties: 5 }, /objekt/],
    ['with an extension of a wrong type', { properties: { a: { 'x-zui': { hidden: 1 } } } }, /hidden/],
    ['too deep for anybody', deep, /deep|levels/],
  ])('%s', (_what, schema, fault) => {
    expect(isCreateIntegrationBody(withSchema(schema))).toBe(false)
    expect(() => assertCreateIntegrationBody(withSchema(schema))).toThrow(fault)
  })

  test('as they should be', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', 'x-zui': { hidden: true } } } }
    expect(isCreateIntegrationBody(withSchema(schema))).toBe(true)
    expect(lintValue(withSchema({ type: 'objekt' }), { preset: 'schema' }).findings).toMatchObject([
      { rule: 'json-schema-valid', severity: 'error', pointer: '/events/created/schema/type' },
    ])
  })
})
