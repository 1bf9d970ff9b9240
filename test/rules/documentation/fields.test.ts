import { rules } from '../../../src/rules/documentation/documentation'
import { runRuleOn } from '../../rule-tester'

const nested = rules.find(({ id }) => id === 'configuration-field-description-present-nested')
const flat = rules.find(({ id }) => id === 'configuration-field-description-present')
if (nested === undefined || flat === undefined) throw new Error('The rules have other names.')

const lacking = (rule: typeof flat, schema: object) =>
  runRuleOn(rule, JSON.stringify({ name: 'acme', version: '1.0.0', configuration: { schema } }), 'create-body').map(
    ({ message, pointer }) => [message, pointer],
  )
const described = { description: 'x' }

test('a field is described by what it refers to, through several references, and circles end', () => {
  const schema = {
    type: 'object',
    properties: {
      from: { type: 'object', description: 'Name and address.' },
      to: { $ref: '#/properties/from' },
      copy: { anyOf: [{ $ref: '#/definitions/alias' }, { type: 'null' }] },
      around: { $ref: '#/properties/around' },
      away: { $ref: 'https://acme.example/x.json' },
      lost: { $ref: '#/definitions/lost' },
    },
    definitions: { alias: { $ref: '#/properties/from' } },
  }
  expect(lacking(flat, schema)).toEqual(
    ['around', 'away', 'lost'].map((name) => [
      `configuration.schema.properties.${name} has no description.`,
      `/configuration/schema/properties/${name}`,
    ]),
  )
})

test('a blank description behind a reference is reported at the reference', () => {
  const schema = { properties: { a: { $ref: '#/definitions/b' } }, definitions: { b: { description: ' ' } } }
  expect(lacking(flat, schema)).toEqual([
    [
      'configuration.schema.properties.a.$ref leads to a description that is blank: no character of it is visible.',
      '/configuration/schema/properties/a/$ref',
    ],
  ])
})

test('the message on a nested field names its whole path', () => {
  const field = { type: 'string' }
  const object = (properties: object) => ({ type: 'object', ...described, properties })
  const schema = {
    type: 'object',
    properties: {
      lines: { type: 'array', ...described, items: object({ price: object({ amount: field }) }) },
      map: { type: 'object', ...described, additionalProperties: { properties: { anyOf: field } } },
      either: { ...described, anyOf: [{ type: 'null' }, object({ a: field })] },
    },
  }
  expect(lacking(nested, schema).map(([message]) => message)).toEqual([
    'configuration.schema.properties.lines.items.properties.price.properties.amount has no description.',
    'configuration.schema.properties.map.additionalProperties.properties.anyOf has no description.',
    'configuration.schema.properties.either.anyOf[1].properties.a has no description.',
  ])
})

test('the single value that tells the branches of a union apart needs no description', () => {
  const branch = (tag: object) => ({ type: 'object', properties: { type: tag } })
  const tag = (type: string) => ({ type: 'string', const: type })
  const schema = {
    type: 'object',
    properties: {
      block: {
        ...described,
        anyOf: [branch(tag('text')), branch({ enum: ['image'] }), { $ref: '#/definitions/file' }],
      },
      choice: { ...described, oneOf: [branch({ enum: ['a', 'b'] })] },
      fixed: { ...described, ...branch(tag('x')) },
    },
    definitions: { file: branch(tag('file')) },
  }
  expect(lacking(nested, schema).map(([message]) => message)).toEqual([
    'configuration.schema.properties.choice.oneOf[0].properties.type has no description.',
    'configuration.schema.properties.fixed.properties.type has no description.',
  ])
})

test('an entity that an interface maps is documented by the author', () => {
  const rule = rules.find(({ id }) => id === 'entity-title-present')
  if (rule === undefined) throw new Error('The rule has another name.')
  const document = {
    name: 'acme',
    version: '1.0.0',
    entities: { page: { schema: {} } },
    interfaces: { 'listable<page>': { id: '', entities: { item: { name: 'page' } } } },
  }
  expect(runRuleOn(rule, JSON.stringify(document), 'create-body').map(({ pointer }) => pointer)).toEqual([
    '/entities/page',
  ])
})
