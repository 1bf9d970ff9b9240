import type { Fields } from '../../../src/document/values'
import { childSchemas, leadsThrough, SCHEMA_KEYWORDS } from '../../../src/schema/embedded/keywords'

/** The keyword; a property of this name in so many words is mistaken for a promise's. */
const THEN = 'then'

const paths = (schema: Fields) => childSchemas(schema).map(({ path }) => path.join('/'))

describe('the schemas directly inside a schema', () => {
  test.each<[string, Fields, string[]]>([
    ['one', { items: {}, not: {}, additionalProperties: {} }, ['items', 'not', 'additionalProperties']],
    ['a list', { allOf: [{}, {}], items: [{}] }, ['allOf/0', 'allOf/1', 'items/0']],
    [
      'a map',
      { properties: { b: {}, a: {} }, definitions: { c: {} } },
      ['properties/b', 'properties/a', 'definitions/c'],
    ],
    ['in document order', { [THEN]: {}, properties: { a: {} }, if: {} }, ['then', 'properties/a', 'if']],
    ['no booleans', { items: true, allOf: [true, {}], properties: { a: false, b: {} } }, ['allOf/1', 'properties/b']],
    ['no other values', { not: 'a', allOf: ['a', null, []], properties: { a: null, b: [] }, if: null }, []],
    ['no list where there is one schema or a map', { not: [{}], properties: [{}], if: [{}] }, []],
    ['no schema where there is a list', { allOf: {}, anyOf: {} }, []],
    ['no data', { default: {}, enum: [{}], const: {}, examples: [{}], 'x-zui': {}, unknown: {} }, []],
  ])('%s', (_name, schema, expected) => {
    expect(paths(schema)).toEqual(expected)
  })

  test('with the keyword and the value', () => {
    const inner = { type: 'string' }
    expect(childSchemas({ anyOf: [inner], dependencies: { constructor: inner } })).toEqual([
      { keyword: 'anyOf', path: ['anyOf', 0], value: inner },
      { keyword: 'dependencies', path: ['dependencies', 'constructor'], value: inner },
    ])
  })
})

describe('whether a path leads through a keyword', () => {
  test.each<[string, boolean]>([
    ['x-zui', true],
    ['x-zui/title', true],
    ['properties/a/x-zui', true],
    ['properties/a/properties/b/x-zui/title', true],
    ['properties/properties/x-zui', true],
    ['allOf/0/x-zui', true],
    ['allOf/12/x-zui', true],
    ['items/x-zui', true],
    ['items/0/x-zui', true],
    ['not/x-zui', true],
    ['not/items/anyOf/3/properties/x-zui/x-zui', true],
    ['', false],
    ['properties/x-zui', false],
    ['definitions/x-zui/type', false],
    ['properties/a', false],
    ['not/0/x-zui', false],
    ['items/a0/x-zui', false],
    ['items/0a/x-zui', false],
    ['default/x-zui', false],
    ['enum/0/x-zui', false],
    ['unknown/properties/a/x-zui', false],
  ])('%s: %s', (path, leads) => {
    expect(leadsThrough(path === '' ? [] : path.split('/'), 'x-zui')).toBe(leads)
  })
})

test('keywords that hold schemas, by how', () => {
  const of = (how: string) => [...SCHEMA_KEYWORDS].filter(([, holds]) => holds === how).map(([keyword]) => keyword)
  expect(of('schema').sort()).toEqual([
    ...['additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'not', 'propertyNames', 'then'],
  ])
  expect(of('schemas').sort()).toEqual(['allOf', 'anyOf', 'oneOf'])
  expect(of('schemaOrSchemas')).toEqual(['items'])
  expect(of('map').sort()).toEqual(['definitions', 'dependencies', 'patternProperties', 'properties'])
})
