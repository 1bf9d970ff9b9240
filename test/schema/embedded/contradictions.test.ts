import type { Fields } from '../../../src/document/values'
import { contradiction, newEffort, surelyAllows, typesOf } from '../../../src/schema/embedded/contradictions'

/** The keyword; a property of this name in so many words is mistaken for a promise's. */
const THEN = 'then'

const NOTHING: ReadonlySet<string> = new Set()

function compare(value: unknown, schema: Fields, except = NOTHING, effort = newEffort()) {
  return contradiction(value, schema, except, schema, effort)
}

describe('what surely allows a value, without a closer look', () => {
  test.each<[string, Fields, unknown[]]>([
    ['no keyword', {}, ['a', 1, null]],
    ['no value', { type: 'string', minLength: 1 }, []],
    ['annotations', { title: 5, description: 'x', format: 'email', 'x-zui': 1 }, ['a']],
    ['a type', { type: 'string' }, ['a', '']],
    ['null', { type: 'null' }, [null]],
    ['an integer', { type: 'integer' }, [1, 2.0]],
    ['a boolean', { type: 'boolean' }, [true, false]],
    ['an enum', { enum: ['a', 1, null] }, ['a', null, 1]],
    ['a minimum', { minimum: 1 }, [1, 2, 'a']],
    ['a maximum', { maximum: 1 }, [1, 0, 'a']],
    ['several', { type: 'number', minimum: 0, maximum: 5, enum: [1, 2] }, [1, 2]],
  ])('%s', (_name, schema, values) => {
    expect(surelyAllows(schema, values, NOTHING)).toBe(true)
  })

  test.each<[string, Fields, unknown[]]>([
    ['an object', {}, [{}]],
    ['an array', {}, [[]]],
    ['an object behind a text', {}, ['a', {}]],
    ['another type', { type: 'string' }, [1]],
    ['the second of another type', { type: 'string' }, ['a', 1]],
    ['not null', { type: 'null' }, [0]],
    ['several types', { type: ['string', 'null'] }, ['a']],
    ['a type that does not exist', { type: 'text' }, ['a']],
    ['a list of values without it', { enum: ['a'] }, ['b']],
    ['a list of values that is none', { enum: 'abc' }, ['a']],
    ['too little', { minimum: 1 }, [0]],
    ['too much', { maximum: 1 }, [2]],
    ['a minimum that is none', { minimum: '1' }, [2]],
    ['a maximum that is none', { maximum: '1' }, [0]],
    ['a minimum that is none, of a text', { minimum: '1' }, ['a']],
    ['a maximum that is none, of a text', { maximum: '1' }, ['a']],
    ['a keyword that takes a closer look', { minLength: 0 }, ['a']],
    ['one behind one that does not', { type: 'string', pattern: '' }, ['a']],
  ])('not %s', (_name, schema, values) => {
    expect(surelyAllows(schema, values, NOTHING)).toBe(false)
  })

  test('without the keywords that are left out', () => {
    expect(surelyAllows({ type: 'string', const: 'a' }, ['b'], new Set(['const']))).toBe(true)
    expect(surelyAllows({ type: 'string', const: 'a' }, ['b'], new Set(['type']))).toBe(false)
  })
})

describe('a value and its schema', () => {
  test.each<[string, unknown, Fields, { path?: string[]; keyword: string; expected?: unknown; found?: unknown }]>([
    ['another type', 5, { type: 'string' }, { keyword: 'type', expected: 'string', found: 5 }],
    ['none of several types', {}, { type: ['string', 'null'] }, { keyword: 'type', expected: ['string', 'null'] }],
    ['an object for an array', {}, { type: 'array' }, { keyword: 'type', expected: 'array' }],
    ['an array for an object', [], { type: 'object' }, { keyword: 'type', expected: 'object' }],
    ['null for an object', null, { type: 'object' }, { keyword: 'type', expected: 'object' }],
    ['a fraction for an integer', 1.5, { type: 'integer' }, { keyword: 'type', expected: 'integer' }],
    ['another type beside an annotation', 5, { type: 'string', title: 'A' }, { keyword: 'type', expected: 'string' }],
    [
      'another type beside another keyword',
      5,
      { type: 'string', minLength: 1 },
      { keyword: 'type', expected: ['string'] },
    ],
    ['no multiple', 5, { multipleOf: 2 }, { keyword: 'multipleOf', expected: 2 }],
    ['equal items', [1, 1], { uniqueItems: true }, { keyword: 'uniqueItems', expected: true }],
    ['a schema that is false', 'a', { allOf: [false] }, { keyword: 'allOf', expected: false }],
    [
      'a property that is false',
      { a: 1 },
      { properties: { a: false } },
      { path: ['a'], keyword: 'properties', expected: false, found: 1 },
    ],
    [
      'an additional one',
      { a: 1 },
      { additionalProperties: false },
      { path: ['a'], keyword: 'additionalProperties', expected: false, found: 1 },
    ],
    [
      'an additional one of another type',
      { a: 1 },
      { additionalProperties: { type: 'string' } },
      { path: ['a'], keyword: 'type', expected: ['string'], found: 1 },
    ],
    [
      'an item behind a list of schemas',
      [1, 2],
      { items: [{}], additionalItems: { type: 'string' } },
      { path: ['1'], keyword: 'type', expected: ['string'], found: 2 },
    ],
    [
      'an item of a list of schemas',
      [1, 2],
      { items: [{}, { type: 'string' }] },
      { path: ['1'], keyword: 'type', expected: ['string'], found: 2 },
    ],
    [
      'the consequence of a condition',
      'a',
      { if: { type: 'string' }, [THEN]: { minLength: 2 } },
      { keyword: 'minLength', expected: 2 },
    ],
    ['the other consequence', 5, { if: { type: 'string' }, else: { minimum: 6 } }, { keyword: 'minimum', expected: 6 }],
    ['a dependency on names', { a: 1 }, { dependencies: { a: ['b'] } }, { keyword: 'dependencies' }],
    [
      'a dependency on a schema',
      { a: 1 },
      { dependencies: { a: { required: ['b'] } } },
      { keyword: 'dependencies', expected: { a: { required: ['b'] } } },
    ],
    ['a required name', {}, { required: ['a'] }, { keyword: 'required', expected: ['a'] }],
    [
      'a required name of an open object',
      {},
      { properties: { b: {} }, required: ['a'] },
      { keyword: 'required', expected: ['a'] },
    ],
    [
      'a required name whose field has no default',
      {},
      { properties: { a: { type: 'string' } }, required: ['a'] },
      { keyword: 'required', expected: ['a'] },
    ],
    [
      'a required name whose field is anything',
      {},
      { properties: { a: true }, required: ['a'] },
      { keyword: 'required', expected: ['a'] },
    ],
    [
      'what is behind a key with a slash and a percent sign',
      { 'a/b': { '%': 1 } },
      { properties: { 'a/b': { properties: { '%': { type: 'string' } } } } },
      { path: ['a/b', '%'], keyword: 'type', found: 1 },
    ],
    [
      'what a reference leads to',
      { a: 1 },
      { properties: { a: { $ref: '#/definitions/t' } }, definitions: { t: { type: 'string' } } },
      { path: ['a'], keyword: 'type', expected: ['string'] },
    ],
    ['a branch', 5, { anyOf: [{ type: 'string' }, { type: 'null' }] }, { keyword: 'anyOf' }],
    ['not one branch', 'ab', { oneOf: [{ type: 'string' }, { minLength: 1 }] }, { keyword: 'oneOf' }],
    [
      'a branch that all need',
      'a',
      { allOf: [{ type: 'string' }, { minLength: 2 }] },
      { keyword: 'minLength', expected: 2 },
    ],
    ['what is excluded', 'a', { not: { type: 'string' } }, { keyword: 'not' }],
    ['a pattern', 'A', { pattern: '^[a-z]+$' }, { keyword: 'pattern', expected: '^[a-z]+$' }],
    ['a constant', 'b', { const: 'a' }, { keyword: 'const', expected: 'a' }],
    ['a constant object', { a: 1 }, { const: { a: 2 } }, { keyword: 'const' }],
    ['a list of values', 'b', { enum: ['a'], minLength: 1 }, { keyword: 'enum', expected: ['a'] }],
  ])('%s contradicts', (_name, value, schema, { path = [], ...expected }) => {
    expect(compare(value, schema)).toMatchObject({ path, ...expected })
  })

  test.each<[string, unknown, Fields]>([
    ['another type where the types are not known', 5, { type: 'text' }],
    ['one of several types is not known', 5, { type: ['string', 'text'] }],
    ['a type that is none beside a bound', 5, { type: 'text', minLength: 1 }],
    ['a coerced value', '5', { type: 'number', 'x-zui': { coerce: true } }],
    ['a coerced value beside a bound', '5', { type: 'number', minimum: 6, 'x-zui': { coerce: true } }],
    ['a property that is coerced', { a: '5' }, { properties: { a: { type: 'number', 'x-zui': { coerce: true } } } }],
    ['bounds that are none', 'abc', { maxLength: '1' }],
    ['a multiple of a text', 5, { multipleOf: '2' }],
    ['a multiple of nothing', 5, { multipleOf: 0 }],
    ['a multiple of less', 5, { multipleOf: -2 }],
    ['a multiple', 4, { multipleOf: 2 }],
    ['equal items that may be', [1, 1], { uniqueItems: false }],
    ['equal items under a text', [1, 1], { uniqueItems: 'true' }],
    ['a pattern that is none', 'a', { pattern: 5 }],
    ['values that are no list', 'a', { enum: 'b', minLength: 1 }],
    ['an empty list of branches', 'a', { anyOf: [], minLength: 1 }],
    ['an empty list of which all hold', 'a', { allOf: [], minLength: 1 }],
    ['an empty list of which one holds', 'a', { oneOf: [], minLength: 1 }],
    ['branches that are no list', 'a', { anyOf: { length: 1 }, oneOf: { length: 1 }, allOf: 'a', minLength: 1 }],
    ['required names that are none', {}, { required: [5, null] }],
    ['a required name whose field has a default', {}, { properties: { a: { default: 1 } }, required: ['a'] }],
    [
      'a required name that the closed object cannot have',
      {},
      { properties: {}, required: ['a'], additionalProperties: false },
    ],
    ['properties that are none', { a: 1 }, { properties: 5, additionalProperties: false }],
    ['additional ones beside patterns', { ab: 1 }, { patternProperties: { '^a': {} }, additionalProperties: false }],
    ['additional ones beside patterns that are none', { ab: 1 }, { patternProperties: 5, additionalProperties: false }],
    ['dependencies that are none', { a: 1 }, { dependencies: 5 }],
    ['a dependency on what is no name', { a: 1 }, { dependencies: { a: ['a', 5] } }],
    ['a reference that is none', { a: 1 }, { properties: { a: { $ref: 5, type: 'string' } } }],
    ['a reference elsewhere', { a: 1 }, { properties: { a: { $ref: 'https://acme.example/', type: 'string' } } }],
    ['a reference to no schema', { a: 1 }, { properties: { a: { $ref: '#/title' } }, title: 'x' }],
    [
      'what is beside a reference',
      { a: 1 },
      { properties: { a: { $ref: '#/definitions/t', type: 'string' } }, definitions: { t: {} } },
    ],
    ['names that only prototypes have', {}, { properties: { toString: false, constructor: false } }],
    ['no key that is closed', {}, { additionalProperties: false }],
    ['a condition that does not hold', 5, { if: { type: 'string' }, [THEN]: { minimum: 6 } }],
    ['a condition that holds, with another consequence', 'a', { if: { type: 'string' }, else: false }],
  ])('%s does not contradict', (_name, value, schema) => {
    expect(compare(value, schema)).toBeUndefined()
  })
})

describe('what is not exactly known is not held against a value', () => {
  // Each is left out of what is compared, which allows more: under `not`, `if` and `oneOf` that would allow less.
  const unknown: [string, Fields][] = [
    ['a bound that is none', { maxLength: '1' }],
    ['a type that is none', { type: 'text' }],
    ['values that are no list', { enum: 5 }],
    ['a multiple of nothing', { multipleOf: 0 }],
    ['a costly pattern', { pattern: '^(a+)+$' }],
    ['properties that are none', { properties: 5 }],
    ['dependencies that are none', { dependencies: 5 }],
    ['patterns of properties', { patternProperties: { '^b': false } }],
    ['patterns of properties that are none', { patternProperties: 5 }],
    ['a required name that is none', { required: [5] }],
    ['a required name with a default', { properties: { z: { default: 1 } }, required: ['z'] }],
    ['a reference elsewhere', { $ref: 'https://acme.example/' }],
    ['a coerced value', { type: 'null', 'x-zui': { coerce: true } }],
    ['no schema at all', { allOf: [5] }],
    ['a costly pattern below', { properties: { a: { pattern: '^(a+)+$' } } }],
    ['a costly pattern of one of several properties', { properties: { a: { pattern: '^(a+)+$' }, b: {} } }],
    ['a costly pattern in a branch', { anyOf: [{ pattern: '^(a+)+$' }] }],
    ['a costly pattern in one of two branches', { allOf: [{ pattern: '^(a+)+$' }, {}] }],
    ['a costly pattern in a branch of which one holds', { oneOf: [{ pattern: '^(a+)+$' }] }],
    ['a costly pattern that is excluded', { not: { pattern: '^(a+)+$' } }],
    ['a costly pattern in a condition', { if: { pattern: '^(a+)+$' } }],
    ['a costly pattern in an item', { items: { pattern: '^(a+)+$' } }],
    ['a dependency on what is no name', { dependencies: { a: [5] } }],
  ]

  test.each(unknown)('%s', (_name, inner) => {
    for (const value of ['a', 1, { a: 'a' }, ['a']]) {
      expect(compare(value, { not: inner })).toBeUndefined()
      expect(compare(value, { if: inner, [THEN]: false })).toBeUndefined()
      expect(compare(value, { oneOf: [inner, {}] })).toBeUndefined()
      expect(compare(value, { not: { title: 'x', ...inner, minItems: 0 } })).toBeUndefined()
    }
  })

  test('what is exactly known is, whatever it consists of', () => {
    const known: Fields = {
      type: ['string', 'object'],
      enum: ['a'],
      const: 'a',
      maxLength: 1,
      multipleOf: 1,
      uniqueItems: true,
      pattern: '^a',
      properties: { a: { type: 'string' }, b: true },
      required: ['a'],
      patternProperties: {},
      dependencies: { a: ['b'], c: {} },
      items: { type: 'string' },
      allOf: [{}, true],
      anyOf: [{}],
      oneOf: [{}],
      not: { type: 'number' },
      if: { type: 'number' },
      [THEN]: {},
      else: {},
    }
    expect(compare('a', { not: known })?.keyword).toBe('not')
    expect(compare('a', { if: known, else: {}, minLength: 2 })?.keyword).toBe('minLength')
    expect(compare('a', { oneOf: [known, {}] })?.keyword).toBe('oneOf')
    for (const keyword of Object.keys(known)) {
      expect([keyword, compare('a', { not: { [keyword]: known[keyword] } })?.keyword]).toEqual([keyword, 'not'])
    }
  })
})

describe('what is too much is left alone', () => {
  const short = { type: 'string', maxLength: 1 }

  test('an effort that is spent', () => {
    const effort = newEffort()
    expect(compare('ab', short, NOTHING, effort)).toBeDefined()
    expect(effort.left).toBe(1_000_000 - 2)
    expect(compare('ab', short, NOTHING, { left: 2 })).toBeDefined()
    expect(compare('ab', short, NOTHING, { left: 1 })).toBeUndefined()
    const before = { left: 100 }
    compare(['ab', 'cd'], { items: short, minItems: 1 }, NOTHING, before)
    // Two schemas were read, and each is compared with three values at the most.
    expect(before.left).toBe(100 - 2 - 2 * 3)
  })

  test('a pattern that costs more than what is left', () => {
    // 1,002 squared, for one choice in a text of a thousand characters.
    const text = `${'a'.repeat(999)}!`
    expect(compare(text, { pattern: '^a+$' }, NOTHING, { left: 1_100_000 })).toBeDefined()
    expect(compare(text, { pattern: '^a+$' }, NOTHING, { left: 1_000_000 })).toBeUndefined()
    expect(compare({ [text]: 1 }, { propertyNames: { pattern: '^a+$' } }, NOTHING, { left: 1_000_000 })).toBeUndefined()
    expect(compare([text, 'b'], { items: { pattern: '^a+$' } }, NOTHING, { left: 1_000_000 })).toBeUndefined()
    expect(compare('b', { pattern: '^a+$' }, NOTHING, { left: 1000 })).toBeDefined()
    const twice = { left: 1_500_000 }
    expect(compare(text, { pattern: '^a+$' }, NOTHING, twice)).toBeDefined()
    expect(compare(text, { pattern: '^a+$' }, NOTHING, twice)).toBeUndefined()
  })

  const list = (items: number) => [...Array.from({ length: items - 1 }, () => 'a'), 1]
  test.each<[string, unknown, Fields, boolean]>([
    ['a value of a thousand parts', list(999), { items: { type: 'string' } }, true],
    ['one of more', list(1000), { items: { type: 'string' } }, false],
    ['one of many more', list(5000), { items: { type: 'string' } }, false],
    ['a key that is half a character', { '\ud800': 1 }, { additionalProperties: { type: 'string' } }, false],
    ['such a name in the schema', { a: 1 }, { properties: { '\ud800': {}, a: { type: 'string' } } }, false],
  ])('%s', (_name, value, schema, compared) => {
    expect(compare(value, schema) !== undefined).toBe(compared)
  })

  test('values and schemas of 64 levels, and of more', () => {
    const value = (levels: number) => JSON.parse(`${'['.repeat(levels)}1${']'.repeat(levels)}`)
    const schema = (levels: number): Fields =>
      JSON.parse(`${'{"items":'.repeat(levels)}{"type":"string"}${'}'.repeat(levels)}`)
    expect(compare(value(64), schema(64))).toMatchObject({ keyword: 'type', found: 1 })
    expect(compare(value(65), schema(64))).toBeUndefined()
    expect(compare(value(65), schema(65))).toBeUndefined()
    const object = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
    expect(compare(object(64), { minProperties: 2 })).toBeDefined()
    expect(compare(object(65), { minProperties: 2 })).toBeUndefined()
    expect(compare('a', { minLength: 2, allOf: [schema(70)] })).toBeDefined()
  })

  test('schemas of two thousand parts, and of more', () => {
    const properties = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, {}]))
    const branches = (count: number, last: Fields) => ({ allOf: [...Array.from({ length: count }, () => ({})), last] })
    expect(compare('a', branches(1998, { minLength: 2 }))).toBeDefined()
    expect(compare('a', branches(1999, { minLength: 2 }))).toBeUndefined()
    expect(compare({ a: 1 }, { properties: properties(2100), additionalProperties: false })).toBeUndefined()
    expect(compare({ a: 1 }, { properties: properties(1900), additionalProperties: false })).toBeDefined()
    // The values of an enum are parts as well.
    const values = Array.from({ length: 990 }, (_, index) => index)
    expect(compare('a', { allOf: [{ enum: values }, { enum: values }, { minLength: 2 }] })).toMatchObject({
      keyword: 'enum',
    })
    expect(compare(0, { allOf: [{ enum: values }, { enum: values }, { minimum: 2 }] })).toBeDefined()
    expect(
      compare(0, { allOf: [{ enum: values }, { enum: values }, { enum: values }, { minimum: 2 }] }),
    ).toBeUndefined()
  })
})

test.each([
  ['string', ['string']],
  [
    ['string', 'null'],
    ['string', 'null'],
  ],
  ['text', []],
  [['string', 'text'], []],
  [['string', 5], []],
  [5, []],
  [undefined, []],
])('the types that %j names', (type, types) => {
  expect(typesOf({ type })).toEqual(types)
})
