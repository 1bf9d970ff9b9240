import type { Fields } from '../../../src/document/values'
import { constraintsOf, contradiction } from '../../../src/schema/embedded/contradictions'

/** The first constraint of a schema that refuses a value, without those in `except`. */
function refusal(value: unknown, schema: Fields, except: readonly string[] = []) {
  return contradiction(
    value,
    schema,
    constraintsOf(schema).filter((keyword) => !except.includes(keyword)),
  )
}

describe('a value and its schema', () => {
  test.each<[string, unknown, Fields, { keyword: string; expected: unknown }]>([
    ['another type', 5, { type: 'string' }, { keyword: 'type', expected: 'string' }],
    ['none of several types', {}, { type: ['string', 'null'] }, { keyword: 'type', expected: ['string', 'null'] }],
    ['an object for an array', {}, { type: 'array' }, { keyword: 'type', expected: 'array' }],
    ['an array for an object', [], { type: 'object' }, { keyword: 'type', expected: 'object' }],
    ['null for an object', null, { type: 'object' }, { keyword: 'type', expected: 'object' }],
    ['a fraction for an integer', 1.5, { type: 'integer' }, { keyword: 'type', expected: 'integer' }],
    ['an integer as text', '1', { type: 'integer' }, { keyword: 'type', expected: 'integer' }],
    ['a constant', 'b', { const: 'a' }, { keyword: 'const', expected: 'a' }],
    ['a constant object', 'b', { const: {} }, { keyword: 'const', expected: {} }],
    ['a list of values', 'b', { enum: ['a'] }, { keyword: 'enum', expected: ['a'] }],
    ['too little', 0, { minimum: 1 }, { keyword: 'minimum', expected: 1 }],
    ['too much', 2, { maximum: 1 }, { keyword: 'maximum', expected: 1 }],
    ['an excluded least', 1, { exclusiveMinimum: 1 }, { keyword: 'exclusiveMinimum', expected: 1 }],
    ['an excluded most', 1, { exclusiveMaximum: 1 }, { keyword: 'exclusiveMaximum', expected: 1 }],
    ['a short text', '', { minLength: 1 }, { keyword: 'minLength', expected: 1 }],
    ['a long text', 'abc', { maxLength: 2 }, { keyword: 'maxLength', expected: 2 }],
    ['a text of one code point', '😀', { minLength: 2 }, { keyword: 'minLength', expected: 2 }],
    ['too few items', [], { minItems: 1 }, { keyword: 'minItems', expected: 1 }],
    ['too many items', [1, 2], { maxItems: 1 }, { keyword: 'maxItems', expected: 1 }],
    [
      'no branch',
      5,
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      { keyword: 'anyOf', expected: [{ type: 'string' }, { type: 'null' }] },
    ],
    ['no branch of which one holds', 5, { oneOf: [{ const: 4 }] }, { keyword: 'oneOf', expected: [{ const: 4 }] }],
    [
      'one of the branches that all hold',
      'a',
      { allOf: [{ type: 'string' }, { minLength: 2 }] },
      { keyword: 'allOf', expected: [{ type: 'string' }, { minLength: 2 }] },
    ],
    ['branches that are false', 1, { anyOf: [false, false] }, { keyword: 'anyOf', expected: [false, false] }],
  ])('%s contradicts', (_name, value, schema, expected) => {
    expect(refusal(value, schema)).toEqual(expected)
    expect(refusal(value, { title: 'A', ...schema, description: 'B' })).toEqual(expected)
    expect(refusal(value, schema, [expected.keyword])).toBeUndefined()
  })

  test.each<[string, unknown, Fields]>([
    ['no keyword', 'a', {}],
    ['annotations', 'a', { title: 5, description: 'x', format: 'email', 'x-zui': 1 }],
    ['a type', 'a', { type: 'string' }],
    ['one of two types', null, { type: ['string', 'null'] }],
    ['an integer with a fraction of zero', 1.0, { type: 'integer' }],
    ['an unknown type', 5, { type: 'text' }],
    ['one of several types that is not known', 5, { type: ['string', 'text'] }],
    ['a type that is not a name', 5, { type: 5 }],
    ['a list of values', null, { enum: ['a', null] }],
    ['values that are not a list', 'a', { enum: 'b' }],
    ['an object beside a list of values', {}, { enum: [{}] }],
    ['an object beside a constant', {}, { const: {} }],
    ['the bounds themselves', 1, { minimum: 1, maximum: 1 }],
    ['what the bounds exclude not', 1, { exclusiveMinimum: 0, exclusiveMaximum: 2 }],
    ['bounds of numbers for a text', 'abc', { minimum: 5, maximum: 1 }],
    ['bounds of texts for a number', 5, { minLength: 5, maxLength: 0 }],
    ['bounds of lists for a text', 'a', { minItems: 2, maxItems: 0 }],
    ['bounds that are not numbers', 'abc', { maxLength: '1', minLength: null }],
    ['a text as long as it may be', '😀😀', { minLength: 2, maxLength: 2 }],
    ['a list as long as it may be', [1], { minItems: 1, maxItems: 1 }],
    ['a value under a reference', 5, { $ref: '#/definitions/a', type: 'string' }],
    ['a coerced value', '5', { type: 'number', 'x-zui': { coerce: true } }],
    ['a branch', null, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    ['a branch that allows everything', 5, { anyOf: [{ type: 'string' }, true] }],
    ['a branch that refers to another', 5, { anyOf: [{ type: 'string' }, { $ref: '#' }] }],
    ['a branch whose values are coerced', 5, { anyOf: [{ type: 'string', 'x-zui': { coerce: true } }] }],
    ['a branch with branches', 5, { anyOf: [{ anyOf: [{ type: 'string' }] }] }],
    ['two branches of which one may hold', 'ab', { oneOf: [{ type: 'string' }, { minLength: 1 }] }],
    ['an empty list of branches', 'a', { anyOf: [], allOf: [], oneOf: [] }],
    ['branches that are not a list', 'a', { anyOf: 'a', allOf: 5, oneOf: { length: 1 } }],
    ['a branch that is not a schema', 'a', { allOf: [5, null] }],
    ['a pattern', 'A', { pattern: '^[a-z]+$' }],
    ['the parts of a list', [1], { items: { type: 'string' } }],
    ['the parts of an object', { a: 1 }, { properties: { a: { type: 'string' } }, required: ['b'] }],
  ])('%s does not contradict', (_name, value, schema) => {
    expect(refusal(value, schema)).toBeUndefined()
  })

  test('the first keyword of the schema is the one that is reported', () => {
    expect(refusal(5, { enum: ['a'], type: 'string' })?.keyword).toBe('enum')
    expect(refusal(5, { type: 'string', enum: ['a'] })?.keyword).toBe('type')
  })
})

test('no pattern of a schema is run', () => {
  // If one ran, this would not end.
  const pattern = '^(a+)+$'
  const text = `${'a'.repeat(100)}!`
  const schema = { pattern, anyOf: [{ pattern }], propertyNames: { pattern }, patternProperties: { [pattern]: false } }
  expect(refusal(text, schema)).toBeUndefined()
  expect(refusal({ [text]: text }, schema)).toBeUndefined()
})
