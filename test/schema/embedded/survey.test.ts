import fc from 'fast-check'
import { Pointer } from '../../../src/document/pointer'
import { type Fields, isFields } from '../../../src/document/values'
import { misspeltZuiKey } from '../../../src/rules/embedded-schemas/zui-keys'
import { KEYWORDS } from '../../../src/schema/embedded/keywords'
import { requiredFaults } from '../../../src/schema/embedded/required-names'
import { SurveyedSchema, soughtKeywords } from '../../../src/schema/embedded/survey'
import { embeddedSchema } from '../../../src/schema/generated/validators'

const KEYWORDS_ALONE = soughtKeywords(new Map())

function survey(value: Fields, keywords = KEYWORDS_ALONE): SurveyedSchema {
  return new SurveyedSchema(value, Pointer.root, 'event', 'created', false, keywords)
}

const names = fc.constantFrom('a', 'b', 'id', '__proto__', 'constructor', '')
const scalars = fc.constantFrom<unknown>(null, true, false, -1, 0, 1.5, 2, '', 'a', 'string', 'object', '(', Number.NaN)
const zui = fc.dictionary(
  fc.constantFrom('title', 'placeholder', 'secret', 'tooltip', 'coerce', 'hidden', 'disabled', 'displayAs', 'titel'),
  fc.oneof(scalars, fc.constantFrom<unknown>(['text'], ['text', {}], [1, {}])),
  { maxKeys: 3 },
)
const { schema } = fc.letrec<{ schema: unknown; held: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema' },
    { weight: 1, arbitrary: fc.boolean() },
    {
      weight: 6,
      arbitrary: fc.dictionary(fc.constantFrom(...KEYWORDS.keys(), 'unknown'), tie('held'), { maxKeys: 4 }),
    },
  ),
  held: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema' },
    scalars,
    fc.constantFrom<unknown>('string', ['string', 'null'], ['string', 'string'], [], { propertyName: 'a' }),
    fc.array(names, { maxLength: 3 }),
    zui,
    tie('schema'),
    fc.array(tie('schema'), { maxLength: 3 }),
    fc.dictionary(names, tie('schema'), { maxKeys: 3 }),
  ),
}))

/** Schemas of one object, as they are often written: with what is required, closed and branched. */
function objectsAround(inner: fc.Arbitrary<Fields>): fc.Arbitrary<Fields> {
  const own = fc.record(
    {
      properties: fc.constantFrom<unknown>({ a: {}, b: {} }, { a: {}, b: {} }, { a: {} }, { constructor: {} }),
      required: fc.constantFrom(['a'], ['a', 'b'], ['constructor']),
      additionalProperties: fc.constantFrom<unknown>(false, true, {}),
    },
    { requiredKeys: [] },
  )
  const more: fc.Arbitrary<Fields> = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    fc.record({ anyOf: fc.array(inner, { maxLength: 2 }) }),
    fc.record({ allOf: fc.array(inner, { maxLength: 2 }) }),
    fc.record({ items: inner }),
    fc.record({ not: inner }),
    fc.constant({ patternProperties: { '^a': {} } }),
    fc.constant({ $ref: '#' }),
  )
  return fc.tuple(own, more).map(([one, other]) => ({ ...one, ...other }))
}
const objects = objectsAround(objectsAround(objectsAround(fc.constant({}))))

describe('one look over an embedded schema', () => {
  test('what it calls plain, the meta-schema accepts', () => {
    let plain = 0
    fc.assert(
      fc.property(schema, (value) => {
        if (!isFields(value) || !survey(value).plain) return
        plain += 1
        expect(embeddedSchema(value)).toBe(true)
      }),
      { numRuns: 5000, seed: 7 },
    )
    expect(plain).toBeGreaterThan(500)
  })

  test('no schema in a plain one has a key in x-zui that is not known', () => {
    fc.assert(
      fc.property(zui, (value) => {
        const { plain } = survey({ 'x-zui': value })
        if (plain) expect(Object.keys(value).filter((key) => misspeltZuiKey(key) !== undefined)).toEqual([])
        expect(plain && 'titel' in value).toBe(false)
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  test('where it calls the required names declared, no required name is at fault', () => {
    let declared = 0
    fc.assert(
      fc.property(objects, (value) => {
        const surveyed = survey(value)
        if (!surveyed.requiredDeclared) return
        declared += 1
        expect(requiredFaults(surveyed)).toEqual([])
      }),
      { numRuns: 5000, seed: 7 },
    )
    expect(declared).toBeGreaterThan(500)
  })

  test.each<[string, Fields]>([
    [
      'an object',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
    ],
    ['a nullable field', { properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } }],
    ['a nullable object', { anyOf: [{ type: 'object', properties: { a: true }, required: ['a'] }, { type: 'null' }] }],
    ['bounds', { minLength: 0, maxLength: 3, minimum: -1.5, multipleOf: 0.1, uniqueItems: true }],
    ['values', { type: ['string', 'null'], enum: ['a', null], default: 'a', examples: ['a'], const: {} }],
    ['the extension', { 'x-zui': { title: 'A', secret: true, hidden: '() => true', displayAs: ['text', {}] } }],
    ['a union', { oneOf: [{ type: 'object' }, true], discriminator: { propertyName: 'type' } }],
    ['lists', { items: [{ type: 'string' }, true], additionalItems: false, contains: {} }],
    ['a keyword that nobody knows', { 'x-acme': 1, deprecated: true }],
  ])('%s is plain', (_name, value) => {
    expect(survey(value)).toMatchObject({ plain: true, requiredDeclared: true })
  })

  test('tells the schemas in document order, with their places', () => {
    const surveyed = survey({
      properties: { a: { items: { type: 'string' } }, b: { anyOf: [{ properties: { c: {} } }, {}] } },
      allOf: [{ properties: { d: {} } }],
      not: {},
    })
    const found = surveyed.parts.map(({ pointer, depth, name, nested }) => ({ at: `${pointer}`, depth, name, nested }))
    expect(found.map(({ at }) => at)).toEqual([
      '',
      '/properties/a',
      '/properties/a/items',
      '/properties/b',
      '/properties/b/anyOf/0',
      '/properties/b/anyOf/0/properties/c',
      '/properties/b/anyOf/1',
      '/allOf/0',
      '/allOf/0/properties/d',
      '/not',
    ])
    expect(found.filter(({ name }) => name !== undefined)).toEqual([
      { at: '/properties/a', depth: 1, name: 'a', nested: false },
      { at: '/properties/b', depth: 1, name: 'b', nested: false },
      { at: '/properties/b/anyOf/0/properties/c', depth: 3, name: 'c', nested: true },
      { at: '/allOf/0/properties/d', depth: 2, name: 'd', nested: false },
    ])
  })

  test.each<[string, Fields]>([
    ...['title', 'description', 'format', 'pattern', '$ref', '$id', '$comment'].map((keyword): [string, Fields] => [
      `a ${keyword} of no text`,
      { [keyword]: 5 },
    ]),
    ['types of which one is none', { type: ['string', 'text'] }],
    ['no types', { type: [] }],
    ['a type twice', { type: ['string', 'string'] }],
    ['an invalid type', { type: 'text' }],
    ['names of which one is none', { required: ['a', 5] }],
    ['a name twice', { required: ['a', 'a'] }],
    ['names that are none', { required: 'a' }],
    ['an invalid list', { enum: {} }],
    ['a size of no number', { minLength: '1' }],
    ['a size below zero', { minLength: -1 }],
    ['a broken size', { minLength: 1.5 }],
    ['a bound of no number', { minimum: '1' }],
    ['a bound beyond numbers', { minimum: Infinity }],
    ['a multiple of nothing', { multipleOf: 0 }],
    ['a multiple of a text', { multipleOf: '1' }],
    ['a multiple beyond numbers', { multipleOf: Infinity }],
    ['an invalid flag', { uniqueItems: 'true' }],
    ['a discriminator without a name', { discriminator: {} }],
    ['an invalid discriminator', { discriminator: 'a' }],
    ['an invalid schema', { not: 5 }],
    ['a list of schemas that is one', { allOf: {} }],
    ['a list of schemas that is a boolean', { allOf: true }],
    ['a list of no schemas', { allOf: [] }],
    ['a list with what is none', { allOf: [{}, 5] }],
    ['a schema that is a list', { not: [{}] }],
    ['a map that is a list', { properties: [{}] }],
    ['a map that is a boolean', { properties: true }],
    ['a map with what is not a schema', { properties: { a: 5 } }],
    ['an invalid extension', { 'x-zui': true }],
    ['a title of no text in it', { 'x-zui': { title: 5 } }],
    ['a placeholder of no text', { 'x-zui': { placeholder: 5 } }],
    ...['secret', 'tooltip', 'coerce', 'hidden', 'disabled'].map((key): [string, Fields] => [
      `a number for ${key}`,
      { 'x-zui': { [key]: 5 } },
    ]),
    ...['secret', 'tooltip', 'coerce'].map((key): [string, Fields] => [
      `a text for ${key}`,
      { 'x-zui': { [key]: 'true' } },
    ]),
    ['a component without its parameters', { 'x-zui': { displayAs: ['text'] } }],
    ['a component without a name', { 'x-zui': { displayAs: [5, {}] } }],
    ['an invalid component', { 'x-zui': { displayAs: 'text' } }],
    ['an unknown key', { 'x-zui': { label: 'A' } }],
  ])('%s is not plain', (_name, value) => {
    expect(survey(value).plain).toBe(false)
    expect(survey({ properties: { a: { title: 'A', ...value, type: value.type ?? 'string' } } }).plain).toBe(false)
  })

  test.each<[string, Fields]>([
    ['texts', { title: '', description: 'x', format: 'x', pattern: '(', $ref: '#', $id: 'x', $comment: 'x' }],
    [
      'every key of the extension',
      {
        'x-zui': {
          title: '',
          placeholder: 'x',
          secret: false,
          tooltip: true,
          coerce: true,
          hidden: 'x',
          disabled: true,
          displayAs: ['a', 5],
        },
      },
    ],
    ['texts for what may be hidden and disabled', { 'x-zui': { hidden: true, disabled: 'x' } }],
    [
      'schemas and booleans',
      { not: {}, if: true, items: {}, additionalItems: true, properties: { a: {}, b: true }, anyOf: [true] },
    ],
    ['an item that is a boolean', { items: true }],
    ['no names', { required: [] }],
    ['empty maps', { properties: {}, definitions: {} }],
  ])('%s are plain', (_name, value) => {
    expect(survey(value).plain).toBe(true)
  })

  test.each<[string, Fields, boolean]>([
    ['no names', { required: [] }, true],
    ['what is not a list of names', { required: 'a' }, true],
    ['no names beside branches', { required: [], allOf: [{}] }, true],
    ['names without properties', { required: ['a'] }, false],
    ['a declared name', { properties: { a: {} }, required: ['a'] }, true],
    ['an invalid name and one', { properties: { a: {} }, required: ['a', 5] }, false],
    ['a name of prototypes', { properties: { a: {} }, required: ['toString'] }, false],
    ['a declared name beside branches', { properties: { a: {} }, required: ['a'], allOf: [{}] }, false],
    ['a declared name in a branch', { anyOf: [{ properties: { a: {} }, required: ['a'] }] }, true],
    [
      'the same in a closed object',
      { additionalProperties: false, anyOf: [{ properties: { a: {} }, required: ['a'] }] },
      false,
    ],
    ['the same in branches', { allOf: [{ anyOf: [{ properties: { a: {} }, required: ['a'] }] }] }, false],
    [
      'the same far below',
      { additionalProperties: false, anyOf: [{ not: { if: { properties: { a: {} }, required: ['a'] } } }] },
      false,
    ],
    [
      'a declared name of an item of a closed object',
      { additionalProperties: false, items: { properties: { a: {} }, required: ['a'] } },
      true,
    ],
    [
      'a declared name of an item in a branch of one',
      { additionalProperties: false, anyOf: [{ items: { properties: { a: {} }, required: ['a'] } }] },
      true,
    ],
  ])('%s: the required names are surely declared: %#', (_name, value, declared) => {
    expect(survey(value).requiredDeclared).toBe(declared)
  })

  test('the depth of each, whatever the keyword', () => {
    const { parts } = survey({ not: { items: [{ properties: { a: {} } }] }, definitions: { b: { not: {} } } })
    expect(parts.map(({ pointer, depth, name }) => [`${pointer}`, depth, name])).toEqual([
      ['', 0, undefined],
      ['/not', 1, undefined],
      ['/not/items/0', 2, undefined],
      ['/not/items/0/properties/a', 3, 'a'],
      ['/definitions/b', 1, undefined],
      ['/definitions/b/not', 2, undefined],
    ])
    expect(parts[3]?.pointer).toBe(parts[3]?.pointer)
  })

  test('marks a schema with the interests in its keywords, known ones and others', () => {
    const keywords = soughtKeywords(
      new Map([
        ['enum', 1],
        ['default', 2],
        ['x-acme', 4],
      ]),
    )
    const { parts } = survey(
      { enum: [], properties: { a: { default: 1, enum: [] }, b: { 'x-acme': 1 }, c: {} } },
      keywords,
    )
    expect(parts.map(({ interest }) => interest)).toEqual([1, 3, 4, 0])
  })
})
