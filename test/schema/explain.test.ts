import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { MAX_FINDINGS, MAX_REPORT_LENGTH } from '../../src/document/limits'
import { explainErrors, REQUIRED_BY_PATTERN, type SchemaFault } from '../../src/schema/explain'
import type { ValidationError } from '../../src/schema/generated/validators'
import { OWN_SCHEMAS } from '../../src/schema/own-schemas'
import { explainFaults } from '../../src/schema/validate'

const ajv = new Ajv({ allErrors: true, messages: false, strict: false })
addFormats(ajv)

function errorsOf(schema: object, value: unknown): readonly ValidationError[] {
  const validate = ajv.compile(schema)
  if (validate(value)) throw new Error('the value is valid')
  return validate.errors ?? []
}

function faultsOf(schema: object, value: unknown, properties: readonly string[] = []): SchemaFault[] {
  return explainErrors(errorsOf(schema, value), value, () => properties)
}

type Row = readonly [name: string, schema: object, value: unknown, message: string, data: Record<string, unknown>]

const SNAKE = '^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$'
const enumerated = (...values: unknown[]) => ({ enum: values })

// The faulty value is the property "name" of an object: the message begins with its name.
const WORDINGS: Record<string, readonly Row[]> = {
  'max-length': [
    [
      'one too many',
      { maxLength: 2 },
      'abc',
      'name is 3 characters long; at most 2 are allowed.',
      { limit: 2, length: 3 },
    ],
    ['one', { maxLength: 0 }, 'a', 'name is 1 character long; at most 0 are allowed.', { limit: 0, length: 1 }],
    ['pairs', { maxLength: 1 }, '😀😀', 'name is 2 characters long; at most 1 are allowed.', { limit: 1, length: 2 }],
  ],
  'min-length': [
    ['empty', { minLength: 1 }, '', 'name is empty; at least 1 is required.', { limit: 1, length: 0 }],
    ['one', { minLength: 2 }, 'a', 'name is 1 character long; at least 2 are required.', { limit: 2, length: 1 }],
    ['two', { minLength: 3 }, 'ab', 'name is 2 characters long; at least 3 are required.', { limit: 3, length: 2 }],
  ],
  type: [
    ['text', { type: 'boolean' }, 'no', 'name is a string ("no"); a boolean is required.', found('string', 'boolean')],
    ['number', { type: 'string' }, 5, 'name is a number (5); a string is required.', found('number', 'string')],
    [
      'boolean',
      { type: 'integer' },
      true,
      'name is a boolean (true); an integer is required.',
      found('boolean', 'integer'),
    ],
    ['null', { type: 'object' }, null, 'name is null; an object is required.', found('null', 'object')],
    ['array', { type: 'null' }, [1], 'name is an array; null is required.', found('array', 'null')],
    ['object', { type: 'array' }, {}, 'name is an object; an array is required.', found('object', 'array')],
    [
      'several types',
      { type: ['string', 'null', 'array'] },
      5,
      'name is a number (5); a string, null or an array is required.',
      found('number', 'string', 'null', 'array'),
    ],
  ],
  required: [['missing', { required: ['a b'] }, {}, 'name lacks the required property "a b".', { property: 'a b' }]],
  enum: [
    [
      'one allowed',
      enumerated('red'),
      'pink',
      'name is "pink"; allowed is "red".',
      { allowed: ['red'], found: 'pink' },
    ],
    [
      'near one',
      enumerated('public', 1, null),
      'pubic',
      'name is "pubic"; allowed are "public", 1 or null. Did you mean "public"?',
      { allowed: ['public', 1, null], found: 'pubic', suggestion: 'public' },
    ],
    ['a number', enumerated('5', 6), 5, 'name is 5; allowed are "5" or 6.', { allowed: ['5', 6], found: 5 }],
    ['an object', enumerated(1), {}, 'name is an object; allowed is 1.', { allowed: [1], found: 'object' }],
    ['an array', enumerated(1), [], 'name is an array; allowed is 1.', { allowed: [1], found: 'array' }],
    ['null', enumerated(1), null, 'name is null; allowed is 1.', { allowed: [1], found: null }],
  ],
  const: [['other', { const: 'a' }, 'b', 'name is "b"; only "a" is allowed.', { allowed: ['a'], found: 'b' }]],
  format: [
    [
      'date-time',
      { format: 'date-time' },
      'now',
      'name is "now"; an ISO 8601 date-time such as "2026-01-31T09:30:00Z" is required.',
      { format: 'date-time', found: 'now' },
    ],
    ['uri', { format: 'uri' }, 'x', 'name is "x"; an absolute URL is required.', { format: 'uri', found: 'x' }],
    [
      'regex',
      { format: 'regex' },
      '(',
      'name is "("; a regular expression is required.',
      { format: 'regex', found: '(' },
    ],
    [
      'unknown to us',
      { format: 'ipv4' },
      '1',
      'name is "1"; the format ipv4 is required.',
      { format: 'ipv4', found: '1' },
    ],
  ],
  pattern: [
    ['plain', { pattern: '^a$' }, 'b', 'name is "b"; it must match ^a$.', { pattern: '^a$', found: 'b' }],
    [
      'with a name',
      { pattern: SNAKE },
      'b',
      `name is "b"; it must match SCREAMING_SNAKE case (${SNAKE}).`,
      { pattern: SNAKE, found: 'b' },
    ],
    [
      'a long value',
      { pattern: '^a$' },
      'b'.repeat(201),
      `name is "${'b'.repeat(56)}…; it must match ^a$.`,
      { pattern: '^a$', found: `${'b'.repeat(200)}…` },
    ],
    [
      'a value just short enough',
      { pattern: '^a$' },
      'b'.repeat(200),
      `name is "${'b'.repeat(56)}…; it must match ^a$.`,
      { pattern: '^a$', found: 'b'.repeat(200) },
    ],
  ],
  'min-items': [
    ['none', { minItems: 1 }, [], 'name has 0 items; at least 1 is required.', { limit: 1, count: 0 }],
    ['one', { minItems: 2 }, [1], 'name has 1 item; at least 2 are required.', { limit: 2, count: 1 }],
  ],
  'max-items': [
    ['two', { maxItems: 1 }, [1, 2], 'name has 2 items; at most 1 is allowed.', { limit: 1, count: 2 }],
    ['one', { maxItems: 0 }, [1], 'name has 1 item; at most 0 are allowed.', { limit: 0, count: 1 }],
  ],
  'min-properties': [
    ['none', { minProperties: 1 }, {}, 'name has 0 properties; at least 1 is required.', { limit: 1, count: 0 }],
    ['one', { minProperties: 2 }, { a: 1 }, 'name has 1 property; at least 2 are required.', { limit: 2, count: 1 }],
  ],
  'max-properties': [
    [
      'two',
      { maxProperties: 1 },
      { a: 1, b: 2 },
      'name has 2 properties; at most 1 is allowed.',
      { limit: 1, count: 2 },
    ],
  ],
  minimum: [['less', { minimum: 2 }, 1, 'name is 1; it must be >= 2.', { limit: 2, comparison: '>=', found: 1 }]],
  maximum: [['more', { maximum: 2 }, 3, 'name is 3; it must be <= 2.', { limit: 2, comparison: '<=', found: 3 }]],
  'exclusive-minimum': [
    ['equal', { exclusiveMinimum: 2 }, 2, 'name is 2; it must be > 2.', { limit: 2, comparison: '>', found: 2 }],
  ],
  'exclusive-maximum': [
    ['equal', { exclusiveMaximum: 2 }, 2, 'name is 2; it must be < 2.', { limit: 2, comparison: '<', found: 2 }],
  ],
  'unique-items': [
    [
      'twice',
      { uniqueItems: true },
      [7, 8, 7],
      'name contains the same item twice, at 0 and 2.',
      { first: 0, second: 2 },
    ],
  ],
  alternatives: [
    ['not', { not: { const: 5 } }, 5, 'name is 5, which matches none of the allowed alternatives.', {}],
    [
      'a schema that is false',
      { allOf: [false] },
      'a',
      'name is "a", which matches none of the allowed alternatives.',
      {},
    ],
    ['two of oneOf', { oneOf: [{}, true] }, null, 'name is null, which matches none of the allowed alternatives.', {}],
  ],
  'multiple-of': [['other', { multipleOf: 2 }, 3, 'name breaks the constraint "multipleOf".', { multipleOf: 2 }]],
}

function found(type: string, ...expected: string[]) {
  return { expected, found: type }
}

describe.each(Object.entries(WORDINGS))('schema/%s', (rule, rows) => {
  test.each(rows)('%s', (_name, schema, value, message, data) => {
    expect(faultsOf({ properties: { name: schema } }, { name: value })).toStrictEqual([
      { rule: `schema/${rule}`, message, data, path: ['name'], target: 'value' },
    ])
  })
})

describe('the subject of a message', () => {
  const number = { type: 'number' }
  test.each([
    ['the document itself', number, 'a', [], 'The document is a string ("a"); a number is required.'],
    [
      'an item, by its list',
      { properties: { tags: { items: number } } },
      { tags: [1, 'a'] },
      ['tags', '1'],
      'tags[1] is',
    ],
    ['an item of the document', { items: number }, ['a'], ['0'], '0 is a string'],
    ['an item of an item', { items: { items: number } }, [[1, 2, 'a']], ['0', '2'], '0[2] is a string'],
    ['a name in quotes that is not plain', { properties: { 'a b': number } }, { 'a b': '' }, ['a b'], '"a b" is'],
    ['a list of such a name', { properties: { é: { items: number } } }, { é: [''] }, ['é', '0'], '"é"[0] is'],
    ['a plain name', { properties: { 'a.$-_9': number } }, { 'a.$-_9': '' }, ['a.$-_9'], '"a.$-_9" is'],
    ['no plain name at its end', { properties: { 'a\n': number } }, { 'a\n': '' }, ['a\n'], '"a\\n" is'],
    ['no plain name at its start', { properties: { ' a': number } }, { ' a': '' }, [' a'], '" a" is'],
    [
      'digits within a name',
      { properties: { a: { properties: { b1: number } } } },
      { a: { b1: '' } },
      ['a', 'b1'],
      'a.b1 is',
    ],
    [
      'digits before a name',
      { properties: { a: { properties: { '1b': number } } } },
      { a: { '1b': '' } },
      ['a', '1b'],
      'a.1b is',
    ],
    [
      'a number of many digits',
      { properties: { a: { properties: { ['1'.repeat(30)]: number } } } },
      { a: { ['1'.repeat(30)]: '' } },
      ['a', '1'.repeat(30)],
      `a[${'1'.repeat(20)}] is`,
    ],
    [
      'a long name',
      { additionalProperties: number },
      { ['x'.repeat(100)]: '' },
      ['x'.repeat(100)],
      `${'x'.repeat(100)} is`,
    ],
    [
      'a longer one',
      { additionalProperties: number },
      { ['x'.repeat(101)]: '' },
      ['x'.repeat(101)],
      `"${'x'.repeat(56)}… is`,
    ],
  ])('%s', (_name, schema, value, path, start) => {
    const faults = faultsOf(schema, value)
    expect(faults.map((fault) => fault.path)).toEqual([path])
    expect(faults[0]?.message.slice(0, start.length)).toBe(start)
  })

  test('a missing property of the document', () => {
    expect(faultsOf({ required: ['a'] }, {}).map(({ message }) => message)).toEqual([
      'The document lacks the required property "a".',
    ])
  })
})

describe('what a schema does not know', () => {
  const closed = { properties: { title: {} }, additionalProperties: false }

  test('is reported at its key, with the property that was probably meant', () => {
    expect(faultsOf(closed, { titel: 1 }, ['title', 'name'])).toEqual([
      {
        rule: 'schema/unknown-property',
        message: 'Unknown property "titel". Did you mean "title"?',
        data: { property: 'titel', suggestion: 'title' },
        path: ['titel'],
        target: 'key',
      },
    ])
  })

  test('is reported without a guess where nothing is near, and where it stands', () => {
    expect(faultsOf({ properties: { a: { items: closed } } }, { a: [{ zzz: 1 }] }, ['title'])).toStrictEqual([
      {
        rule: 'schema/unknown-property',
        message: 'Unknown property "zzz" in a[0].',
        data: { property: 'zzz' },
        path: ['a', '0', 'zzz'],
        target: 'key',
      },
    ])
  })

  test('the known properties are asked for at its place; without a kind none are known', () => {
    const errors = errorsOf({ properties: { a: closed } }, { a: { titel: 1 } })
    const asked: (readonly string[])[] = []
    explainErrors(errors, { a: { titel: 1 } }, (path) => {
      asked.push(path)
      return []
    })
    expect(asked).toEqual([['a']])
    expect(explainErrors(errors, {})[0]?.message).toBe('Unknown property "titel" in a.')
    expect(explainFaults(errors, {}, undefined, ['b'])[0]?.message).toBe('Unknown property "titel" in b.a.')
  })
})

describe('names of properties', () => {
  test('a name that breaks a pattern is reported at the key, once', () => {
    expect(faultsOf({ properties: { s: { propertyNames: { pattern: '^a' } } } }, { s: { b: 1, 'c d': 2 } })).toEqual([
      {
        rule: 'schema/pattern',
        message: 'Key s.b must match ^a.',
        data: { pattern: '^a', found: 'b' },
        path: ['s', 'b'],
        target: 'key',
      },
      {
        rule: 'schema/pattern',
        message: 'Key s["c d"] must match ^a.',
        data: { pattern: '^a', found: 'c d' },
        path: ['s', 'c d'],
        target: 'key',
      },
    ])
  })

  test('a name that is too long', () => {
    expect(faultsOf({ propertyNames: { maxLength: 1 } }, { ab: 1 })).toEqual([
      {
        rule: 'schema/max-length',
        message: 'Key ab is 2 characters long; at most 1 are allowed.',
        data: { limit: 1, length: 2 },
        path: ['ab'],
        target: 'key',
      },
    ])
  })
})

describe('a secret of the wrong type is not quoted', () => {
  const text = { type: 'string' }
  const anywhere = { additionalProperties: { additionalProperties: { type: ['object', 'array', 'string'] } } }
  test.each([
    ['the value of a secret', anywhere, { secrets: { API_KEY: 12345 } }, false],
    ['the value of a secret whose name begins with digits', anywhere, { secrets: { '1A': 12345 } }, false],
    ['the value of a secret whose name ends with digits', anywhere, { secrets: { A1: 12345 } }, false],
    ['an item of the list of names', { properties: { secrets: { items: text } } }, { secrets: [12345] }, true],
    [
      'the twelfth item of that list',
      { properties: { secrets: { items: text } } },
      { secrets: [...Array.from({ length: 11 }, () => 'A'), 12345] },
      true,
    ],
    ['another map', anywhere, { states: { API_KEY: 12345 } }, true],
    ['a signing secret', { properties: { signingSecret: text } }, { signingSecret: 12345 }, false],
    [
      'a signing secret below',
      { properties: { a: { properties: { signingSecret: text } } } },
      { a: { signingSecret: 12345 } },
      false,
    ],
    ['the secrets as a whole', { properties: { secrets: text } }, { secrets: 12345 }, true],
    [
      'what is below a secret',
      { properties: { secrets: { additionalProperties: { additionalProperties: text } } } },
      { secrets: { A: { b: 12345 } } },
      true,
    ],
  ])('%s', (_name, schema, value, quoted) => {
    const [fault] = faultsOf(schema, value)
    expect(fault?.rule).toBe('schema/type')
    expect(fault?.message.includes('12345')).toBe(quoted)
  })
})

describe('one cause, one fault', () => {
  const places = (faults: readonly SchemaFault[]) => faults.map(({ rule, path }) => `${rule} /${path.join('/')}`)

  test.each<readonly [string, object, unknown, string[]]>([
    [
      'of alternatives, the one that got furthest',
      {
        anyOf: [
          { properties: { a: { type: 'string' } } },
          { properties: { a: { properties: { b: { type: 'string' } } } } },
        ],
      },
      { a: { b: 1 } },
      ['schema/type /a/b'],
    ],
    [
      'the same, the other way about',
      {
        oneOf: [
          { properties: { a: { properties: { b: { type: 'string' } } } } },
          { properties: { a: { type: 'string' } } },
        ],
      },
      { a: { b: 1 } },
      ['schema/type /a/b'],
    ],
    [
      'not the one that another type was meant for, however deep it got otherwise',
      {
        anyOf: [
          { type: 'array', properties: { long: { properties: { name: { type: 'string' } } } } },
          { required: ['x'] },
        ],
      },
      { long: { name: 1 } },
      ['schema/required /'],
    ],
    [
      'nor the one whose constant is another',
      { properties: { v: { anyOf: [{ const: 'a' }, { pattern: '^b' }] } } },
      { v: 'c' },
      ['schema/pattern /v'],
    ],
    [
      'a type below the place does not rule out its alternative',
      {
        anyOf: [{ properties: { kind: { type: 'string' } }, required: ['z'] }, { type: 'array' }],
      },
      { kind: 1 },
      ['schema/required /', 'schema/type /kind'],
    ],
    ['the first of equal ones', { anyOf: [{ required: ['a'] }, { minProperties: 1 }] }, {}, ['schema/required /']],
    [
      'all faults of the alternative that was meant',
      { anyOf: [{ type: 'string' }, { required: ['a', 'b'] }] },
      {},
      ['schema/required /', 'schema/required /'],
    ],
    [
      'alternatives within alternatives',
      { anyOf: [{ type: 'string' }, { anyOf: [{ type: 'number' }, { required: ['a'] }] }] },
      {},
      ['schema/required /'],
    ],
    [
      'a condition that holds names its consequence only',
      { if: { required: ['a'] }, else: { required: ['b'] } },
      {},
      ['schema/required /'],
    ],
    [
      'a fault beside alternatives is reported as well',
      { required: ['z'], anyOf: [{ type: 'string' }, { required: ['a'] }], maxProperties: 0 },
      { q: 1 },
      ['schema/max-properties /', 'schema/required /', 'schema/required /'],
    ],
    [
      'alternatives at two places',
      {
        properties: {
          a: { anyOf: [{ type: 'string' }, { required: ['x'] }] },
          ab: { anyOf: [{ type: 'string' }, { required: ['y'] }] },
        },
      },
      { a: {}, ab: {} },
      ['schema/required /a', 'schema/required /ab'],
    ],
    [
      'the same fault by two ways is reported once',
      { allOf: [{ required: ['a'] }, { required: ['a'] }] },
      {},
      ['schema/required /'],
    ],
    [
      'two faults at one place are two',
      { allOf: [{ required: ['a'] }, { required: ['b'] }] },
      {},
      ['schema/required /', 'schema/required /'],
    ],
  ])('%s', (_name, schema, value, expected) => {
    expect(places(faultsOf(schema, value)).sort()).toEqual(expected)
  })

  test('what the branches found is also looked for after the combinator', () => {
    const error = (keyword: string, schemaPath: string, instancePath = '/a'): ValidationError => ({
      keyword,
      schemaPath,
      instancePath,
      params: {},
    })
    const combinator = error('anyOf', '#/anyOf')
    const below = [error('type', '#/anyOf/0/type'), error('minLength', '#/anyOf/1/minLength')]
    const ours = places(explainErrors([combinator, ...below], {}))
    expect(ours).toEqual(['schema/min-length /a'])
    expect(places(explainErrors([...below, combinator], {}))).toEqual(ours)
    expect(
      places(
        explainErrors(
          [below[0], combinator, below[1]].flatMap((one) => one ?? []),
          {},
        ),
      ),
    ).toEqual(ours)
    // Of another place, or of a neighbour whose path only begins alike.
    const other = error('type', '#/anyOf/0/type', '/b')
    const neighbour = error('type', '#/anyOfThese/type')
    expect(places(explainErrors([combinator, other, ...below], {}))).toEqual([
      'schema/alternatives /a',
      'schema/type /b',
      'schema/type /a',
      'schema/min-length /a',
    ])
    expect(places(explainErrors([neighbour, ...below, combinator], {}))).toEqual([
      'schema/type /a',
      'schema/min-length /a',
    ])
  })

  test('without errors of its branches, the combinator itself is reported', () => {
    expect(places(faultsOf({ oneOf: [{}, true] }, 1))).toEqual(['schema/alternatives /'])
  })

  test('comparing ends in time, and nothing is lost', () => {
    const errors: ValidationError[] = Array.from({ length: 4000 }, (_, index) => ({
      keyword: 'anyOf',
      schemaPath: `#/${index}/anyOf`,
      instancePath: '',
      params: { index },
    }))
    expect(explainErrors(errors, 1).length).toBe(1)
    const distinct = errors.map((error, index) => ({ ...error, instancePath: `/${index}` }))
    expect(explainErrors(distinct, 1).length).toBe(4000)
  })
})

describe('no more than a report holds, and one', () => {
  const missing = (instancePath: string, missingProperty: string): ValidationError => ({
    keyword: 'required',
    schemaPath: '#/required',
    instancePath,
    params: { missingProperty },
  })

  test('by number', () => {
    const errors = Array.from({ length: MAX_FINDINGS + 5 }, (_, index) => missing('', String(index)))
    expect(explainErrors(errors, {})).toHaveLength(MAX_FINDINGS + 1)
    expect(explainErrors(errors.slice(0, 1000), {})).toHaveLength(1000)
  })

  test('by length of the pointers', () => {
    const long = `/${'k'.repeat(MAX_REPORT_LENGTH / 4 - 1)}`
    const errors = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => missing(long, name))
    expect(explainErrors(errors, {})).toHaveLength(5)
  })
})

test('every pattern that has words of its own stands in a published schema', () => {
  const schemas = JSON.stringify(OWN_SCHEMAS)
  for (const pattern of REQUIRED_BY_PATTERN.keys()) expect(schemas).toContain(JSON.stringify(pattern))
})
