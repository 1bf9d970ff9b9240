import rule from '../../../src/rules/embedded-schemas/json-schema-required-declared'
import { testRule } from '../../rule-tester'
import { configured } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a required name that no property has, with the one that was meant',
    text: configured(
      '{ "type": "object", "properties": { "userId": {}, "name": {} }, "required": ["name", «"userID"»] }',
    ),
    messages: [
      'configuration.schema.required[1] is "userID", which "properties" does not declare. Did you mean "userId"?',
    ],
  },
  {
    name: 'reports it in a nested object and where there are no properties at all',
    text: configured(`{ "type": "object", "properties": { "a": { "type": "array", "items": { "required": [«"id"»] } } },
      "definitions": { "b": { "type": "object", "properties": { "total": {} }, "required": [«"day"»] } } }`),
    messages: [
      'configuration.schema.properties.a.items.required[0] is "id", which "properties" does not declare.',
      'configuration.schema.definitions.b.required[0] is "day", which "properties" does not declare.',
    ],
  },
  {
    name: 'reports it where other properties are allowed',
    text: configured(
      '{ "type": "object", "properties": { "a": {} }, "required": [«"b"»], "additionalProperties": { "type": "string" } }',
    ),
    messages: ['configuration.schema.required[0] is "b", which "properties" does not declare. Did you mean "a"?'],
  },
  {
    name: 'takes inherited names for undeclared, and reports a doubled name once',
    text: configured('{ "type": "object", "properties": {}, "required": [«"constructor"», "constructor"] }'),
    messages: ['configuration.schema.required[0] is "constructor", which "properties" does not declare.'],
  },
  {
    name: 'accepts alternatives of required fields beside their properties',
    text: configured(
      '{ "type": "object", "properties": { "id": {}, "email": {} }, "anyOf": [{ "required": ["id"] }, { "required": ["email"] }] }',
    ),
  },
  {
    name: 'accepts a name that a branch, a branch of a branch or another branch declares',
    text: configured(`{ "required": ["a", "b", "c"], "allOf": [{ "properties": { "a": {} } }, { "oneOf": [{ "properties": { "b": {} } }] },
      { "required": ["a"] }], "if": {}, "then": { "properties": { "c": {} } } }`),
  },
  {
    name: 'reports a name of a branch that neither it nor its parent declares',
    text: configured(
      '{ "type": "object", "properties": { "id": {} }, "anyOf": [{ "required": ["id"] }, { "required": [«"mail"»] }] }',
    ),
    messages: ['configuration.schema.anyOf[1].required[0] is "mail", which "properties" does not declare.'],
  },
  {
    name: 'does not take the properties of a field for those of the object around it',
    text: configured('{ "type": "object", "properties": { "a": { "properties": { "b": {} } } }, "required": [«"b"»] }'),
    messages: ['configuration.schema.required[0] is "b", which "properties" does not declare. Did you mean "a"?'],
  },
  {
    name: 'leaves conditions, patterns and references alone',
    text: configured(`{ "type": "object", "properties": { "x": { "not": { "required": ["a"] } }, "y": { "if": { "required": ["a"] } },
      "z": { "patternProperties": { "^a": {} }, "required": ["a"] }, "r": { "allOf": [{ "$ref": "#/definitions/d" }], "required": ["a"] } },
      "definitions": { "d": { "properties": { "a": {} } } } }`),
  },
  {
    name: 'leaves properties of a wrong shape to json-schema-valid',
    text: configured('{ "type": "object", "properties": ["a"], "required": ["a"] }'),
  },
  {
    name: 'leaves a closed object to json-schema-consistent',
    text: configured('{ "type": "object", "properties": {}, "required": ["b"], "additionalProperties": false }'),
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "interfaces": { "hitl": { "id": "ifver_01JABCDEFGHJKMNPQRSTVWXYZ0", "actions": { "run": { "name": "run" } } } },
      "actions": { "run": { "input": { "schema": { "type": "object", "required": ["a"] } }, "output": { "schema": {} } } } }`,
  },
])
