import rule from '../../../src/rules/embedded-schemas/json-schema-object-root'
import { testRule } from '../../rule-tester'
import { configured } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a root of another type at its type',
    text: configured('{ "type": «"string"» }'),
    messages: ['configuration.schema allows string only; an embedded schema must be of type "object".'],
  },
  {
    name: 'reports a list of types without object',
    text: configured('{ "type": «["array", "null"]» }'),
    messages: ['configuration.schema allows array or null only; an embedded schema must be of type "object".'],
  },
  {
    name: 'reports a union in which no branch is an object, once',
    text: configured('{ "anyOf": «[{ "type": "string" }, { "type": "null" }]» }'),
    messages: ['configuration.schema allows string or null only; an embedded schema must be of type "object".'],
  },
  {
    name: 'reports the only branch at its type',
    text: configured('{ "oneOf": [{ "type": «"array"» }] }'),
    messages: [/allows array only/],
  },
  {
    name: 'reports the part of an allOf that keeps objects out',
    text: configured('{ "allOf": [{ "type": "object" }, { "type": «"number"» }] }'),
    messages: [/allows number only/],
  },
  {
    name: 'reports a constant, a list of values and a schema that allows nothing',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "run": { "input": { "schema": { "const": «"a"» } }, "output": { "schema": { "enum": «["a", 1]» } } } },
      "events": { "done": { "schema": { "not": «true» } }, "gone": { "schema": { "anyOf": «[false, false]» } } } }`,
    messages: Array.from(
      { length: 4 },
      () => /\.schema allows no object; an embedded schema must be of type "object"\.$/,
    ),
  },
  {
    name: 'follows a reference inside the schema',
    text: configured('{ "$ref": «"#/definitions/list"», "definitions": { "list": { "type": "array" } } }'),
    messages: [/allows array only/],
  },
  {
    name: 'accepts an object, an empty schema and a schema without a type',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "run": { "input": { "schema": { "type": "object" } }, "output": { "schema": {} } } },
      "events": { "done": { "schema": { "properties": { "a": { "type": "string" } } } } } }`,
  },
  {
    name: 'accepts unions and intersections of objects',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "run": { "input": { "schema": { "anyOf": [{ "type": "object" }, { "properties": {} }] } },
        "output": { "schema": { "allOf": [{ "type": "object" }, { "required": ["a"] }] } } } },
      "states": { "s": { "type": "user", "schema": { "type": ["object", "null"] } } } }`,
  },
  {
    name: 'leaves a type that does not exist, and a reference that leads nowhere, to the rules for them',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "run": { "input": { "schema": { "type": "objekt" } }, "output": { "schema": { "$ref": "item" } } } } }`,
  },
  {
    name: 'ends on a reference to itself',
    text: configured('{ "$ref": "#" }'),
  },
  {
    name: 'reports what keeps objects out beside a type that does not',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "one": { "input": { "schema": { "type": "object", "const": «"a"» } }, "output": { "schema": { "type": "object", "enum": «["a"]» } } },
        "two": { "input": { "schema": { "type": "object", "not": «{}» } }, "output": { "schema": { "type": "object", "allOf": [{}, { "type": «"null"» }] } } },
        "three": { "input": { "schema": { "type": "object", "anyOf": [{ "type": «"null"» }] } }, "output": { "schema": { "type": "object", "oneOf": [{ "const": «1» }] } } } } }`,
    messages: [/no object/, /no object/, /no object/, /null only/, /null only/, /no object/],
  },
  {
    name: 'tells each type of a union once, at the keyword',
    text: configured('{ "oneOf": «[{ "type": ["string", "null"] }, { "type": "null" }, { "const": 1 }]» }'),
    messages: ['configuration.schema allows string or null only; an embedded schema must be of type "object".'],
  },
  {
    name: 'reports the only part of a union wherever the obstacle is in it',
    text: configured('{ "anyOf": [{ "allOf": [{}, { "not": «true» }] }] }'),
    messages: [/no object/],
  },
  {
    name: 'reports a reference to what allows nothing',
    text: configured('{ "$ref": «"#/definitions/no"», "definitions": { "no": false } }'),
    messages: [/no object/],
  },
  {
    name: 'accepts objects in whatever way they are allowed',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "one": { "input": { "schema": { "const": { "a": 1 } } }, "output": { "schema": { "enum": [1, {}] } } },
        "two": { "input": { "schema": { "not": false } }, "output": { "schema": { "not": { "type": "string" } } } },
        "three": { "input": { "schema": { "anyOf": [], "oneOf": [], "allOf": [], "enum": [] } }, "output": { "schema": { "allOf": [true], "anyOf": [true, false] } } },
        "four": { "input": { "schema": { "$ref": "#/definitions/a", "definitions": { "a": { "type": "object" } } } },
          "output": { "schema": { "$ref": "#/title", "title": "x" } } },
        "five": { "input": { "schema": { "$ref": 5 } }, "output": { "schema": { "oneOf": [{ "type": "null" }, 5] } } } } }`,
  },
  {
    name: 'gives up after two hundred parts',
    text: configured(`{ "allOf": [${'{}, '.repeat(198)}{ "type": «"null"» }] }`),
    messages: [/null only/],
  },
  {
    name: 'is silent about what stands behind them',
    text: configured(`{ "allOf": [${'{}, '.repeat(199)}{ "type": "null" }] }`),
  },
])
