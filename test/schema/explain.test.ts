import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import { explainErrors } from '../../src/schema/explain'

/** Said as the schemas that ship would have it said, whichever keyword they use next. */
function explained(schema: object | boolean, value: unknown) {
  const ajv = new Ajv({ allErrors: true, strict: false })
  addFormats(ajv)
  const validate = ajv.compile(schema)
  expect(validate(value)).toBe(false)
  return explainErrors(validate.errors ?? [], value)
}

describe('what is said of a value that breaks', () => {
  test.each<[keyword: string, schema: object | boolean, value: unknown, message: string, data: object]>([
    ['maxLength', { maxLength: 2 }, 'a😀b', 'x is 3 characters long; at most 2 are allowed.', { limit: 2, length: 3 }],
    ['minLength', { minLength: 1 }, '', 'x is empty; at least 1 is required.', { limit: 1, length: 0 }],
    [
      'minLength, of more',
      { minLength: 2 },
      'a',
      'x is 1 character long; at least 2 are required.',
      { limit: 2, length: 1 },
    ],
    [
      'type',
      { type: ['array', 'null'] },
      true,
      'x is a boolean (true); an array or null is required.',
      { expected: ['array', 'null'], found: 'boolean' },
    ],
    ['minItems', { minItems: 1 }, [], 'x has 0 items; at least 1 is required.', { limit: 1, count: 0 }],
    ['maxItems', { maxItems: 1 }, [1, 2], 'x has 2 items; at most 1 is allowed.', { limit: 1, count: 2 }],
    [
      'minProperties',
      { minProperties: 2 },
      { a: 1 },
      'x has 1 property; at least 2 are required.',
      { limit: 2, count: 1 },
    ],
    [
      'maxProperties',
      { maxProperties: 0 },
      { a: 1, b: 2 },
      'x has 2 properties; at most 0 are allowed.',
      { limit: 0, count: 2 },
    ],
    ['minimum', { minimum: 1 }, 0, 'x is 0; it must be >= 1.', { limit: 1, comparison: '>=', found: 0 }],
    [
      'exclusiveMaximum',
      { exclusiveMaximum: 1 },
      1,
      'x is 1; it must be < 1.',
      { limit: 1, comparison: '<', found: 1 },
    ],
    [
      'uniqueItems',
      { uniqueItems: true },
      ['a', 'b', 'a'],
      'x holds the same item twice, at 0 and 2.',
      { first: 0, second: 2 },
    ],
    [
      'enum, of one value',
      { enum: ['a'] },
      ['a'],
      'x is an array; allowed is "a".',
      { allowed: ['a'], found: 'array' },
    ],
    [
      'enum, by a long text',
      { enum: ['a', null] },
      'b'.repeat(300),
      expect.stringMatching(/^x is "b+…; allowed are "a" or null\.$/),
      { allowed: ['a', null], found: `${'b'.repeat(200)}…` },
    ],
    ['const', { const: 5 }, 6, 'x is 6; only 5 is allowed.', { allowed: [5], found: 6 }],
    ['format', { format: 'uri' }, 'a b', 'x is "a b"; an absolute URL is required.', { format: 'uri', found: 'a b' }],
    [
      'a format without words of its own',
      { format: 'email' },
      'a',
      'x is "a"; the format email is required.',
      { format: 'email', found: 'a' },
    ],
    ['pattern', { pattern: '^[a-z]+$' }, 'A', 'x is "A"; it must match ^[a-z]+$.', { pattern: '^[a-z]+$', found: 'A' }],
    ['not', { not: { type: 'string' } }, 'a', 'x is "a", which is none of the allowed alternatives.', {}],
    ['a schema that allows nothing', false, 1, 'x is 1, which is none of the allowed alternatives.', {}],
    [
      'a keyword without words of its own',
      { multipleOf: 2 },
      3,
      'x breaks the constraint "multipleOf".',
      { multipleOf: 2 },
    ],
  ])('%s', (_keyword, schema, value, message, data) => {
    expect(explained({ properties: { x: schema } }, { x: value })).toEqual([
      { rule: expect.stringMatching(/^schema\/[a-z-]+$/), message, data, path: ['x'], target: 'value' },
    ])
  })

  test('its name', () => {
    expect(explained({ propertyNames: { pattern: '^[a-z]+$' } }, { A: 1 })).toEqual([
      {
        rule: 'schema/pattern',
        message: 'Key "A" must match ^[a-z]+$.',
        data: { pattern: '^[a-z]+$', found: 'A' },
        path: ['A'],
        target: 'key',
      },
    ])
  })
})

describe('one cause is told once', () => {
  const told = (schema: object | boolean, value: unknown) =>
    explained(schema, value).map(({ rule, path }) => `${rule} /${path.join('/')}`)

  test.each<[what: string, schema: object, value: unknown, expected: string[]]>([
    [
      'of the branches, the one whose faults lie deepest',
      { anyOf: [{ type: 'string' }, { properties: { a: { type: 'object', required: ['b', 'c'] } } }] },
      { a: {} },
      ['schema/required /a', 'schema/required /a'],
    ],
    [
      'not the branch that its constant rules out',
      {
        oneOf: [
          { properties: { a: { properties: { deep: { type: 'string' } } } }, const: 1 },
          { properties: { b: { type: 'string' } } },
        ],
      },
      { a: { deep: 5 }, b: 5 },
      ['schema/type /b'],
    ],
    [
      'the combinator itself, when more than one branch fits',
      { oneOf: [{ type: 'object' }, { required: ['a'] }] },
      { a: 1 },
      ['schema/alternatives /'],
    ],
    [
      'the same said by two parts of a schema',
      { allOf: [{ required: ['a'] }, { required: ['a'] }] },
      {},
      ['schema/required /'],
    ],
    [
      'what is beside a combinator is not of its branches',
      { anyOf: [{ required: ['a'] }, { required: ['b'] }], required: ['c'] },
      {},
      ['schema/required /', 'schema/required /'],
    ],
  ])('%s', (_what, schema, value, expected) => {
    expect(told(schema, value).sort()).toEqual(expected)
  })
})
