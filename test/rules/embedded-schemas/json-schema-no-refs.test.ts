import rule from '../../../src/rules/embedded-schemas/json-schema-no-refs'
import { runRuleOn, testRule } from '../../rule-tester'
import { configured, configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a reference to a URL, which is never fetched',
    text: configuredField('{ "$ref": «"https://acme.example/order.json#/a"» }'),
    messages: [
      'configuration.schema.properties.field.$ref leads to another document, "https://acme.example/order.json#/a", which is never fetched; write the schema in its place.',
    ],
  },
  {
    name: 'reports the name of a generic entity that was left in',
    text: configuredField('{ "type": "array", "items": { "$ref": «"item"» } }'),
    messages: [
      'configuration.schema.properties.field.items.$ref is "item", which names nothing in this schema; write the schema in its place.',
    ],
  },
  {
    name: 'reports a reference to a definition that is not there, with the one that was meant',
    text: configured(
      '{ "type": "object", "properties": { "a": { "$ref": «"#/definitions/adress"» } }, "definitions": { "address": {} } }',
    ),
    messages: [
      'configuration.schema.properties.a.$ref is "#/definitions/adress", but the schema has nothing at that place. Did you mean "#/definitions/address"?',
    ],
  },
  {
    name: 'reports a reference to an inherited name and to a name that no part has',
    text: configured('{ "anyOf": [{ "$ref": «"#/constructor"» }, { "$ref": «"#address"» }] }'),
    messages: [
      'configuration.schema.anyOf[0].$ref is "#/constructor", but the schema has nothing at that place.',
      'configuration.schema.anyOf[1].$ref is "#address", but the schema has nothing at that place.',
    ],
  },
  {
    name: 'reports a reference to a value that is no schema',
    text: configured('{ "type": "object", "properties": { "a": { "$ref": «"#/type"» } } }'),
    messages: [
      'configuration.schema.properties.a.$ref is "#/type", but the schema has a string at that place, where a schema is required.',
    ],
  },
  {
    name: 'reports what is no reference',
    text: configured(
      '{ "anyOf": [{ "$ref": «"#/a~2"» }, { "$ref": «"#/%zz"» }, { "$ref": «""» }, { "$ref": «"#definitions/a"» }] }',
    ),
    messages: Array.from(
      { length: 4 },
      () => /which is not a reference; a reference looks like "#\/definitions\/address"\.$/,
    ),
  },
  {
    name: 'reports references that only lead to each other',
    text: configured(
      '{ "definitions": { "a": { "$ref": «"#/definitions/b"» }, "b": { "$ref": «"#/definitions/a"» } } }',
    ),
    messages: [/leads back to itself/, /leads back to itself/],
  },
  {
    name: 'accepts references that resolve inside the schema, recursive ones, too',
    text: configured(`{ "type": "object", "properties": { "a": { "$ref": "#/definitions/a~1b" }, "self": { "$ref": "#" },
      "first": { "$ref": "#/anyOf/0" }, "space": { "$ref": "#/definitions/two%20words" } },
      "anyOf": [{ "type": "object" }], "definitions": { "a/b": true, "two words": {} } }`),
  },
  {
    name: 'accepts a reference to the $id of a part',
    text: configured(`{ "$id": "https://acme.example/root", "anyOf": [{ "$ref": "#address" }, { "$ref": "address.json" },
      { "$ref": "https://acme.example/root#/definitions/b" }],
      "definitions": { "a": { "$id": "#address" }, "b": { "$id": "address.json" } } }`),
  },
  {
    name: 'takes a field that is named $ref for a field, and data for data',
    text: configured(`{ "type": "object", "properties": { "$ref": { "type": "string" } },
      "default": { "$ref": "x" }, "examples": [{ "$ref": "x" }], "enum": [{ "$ref": "x" }], "const": { "$ref": "x" } }`),
  },
])

test('the data of each finding hold the reference', () => {
  const text =
    configured(`{ "$ref": 5, "anyOf": [{ "$ref": "https://acme.example/" }, { "$ref": "item" }, { "$ref": "#/a" },
    { "$ref": "#/anyOf" }, { "$ref": "" }, { "$ref": "#/anyOf/5" }] }`)
  const references = ['https://acme.example/', 'item', '#/a', '#/anyOf', '', '#/anyOf/5']
  expect(runRuleOn(rule, text).map(({ data }) => data)).toEqual(
    references.map((reference) => expect.objectContaining({ reference })),
  )
})
