import rule from '../../../src/rules/embedded-schemas/json-schema-consistent'
import { testRule } from '../../rule-tester'
import { configured, configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports bounds that nothing satisfies at the lower one',
    text: configured(`{ "type": "object", "properties": {
      "a": { "minLength": «5», "maxLength": 3 }, "b": { "minItems": «2», "maxItems": 1 }, "c": { "minProperties": «1», "maxProperties": 0 },
      "d": { "minimum": «10», "maximum": 1 }, "e": { "exclusiveMinimum": «1», "maximum": 1 },
      "f": { "minimum": «1», "exclusiveMaximum": 1 }, "g": { "exclusiveMinimum": «1», "exclusiveMaximum": 1 } } }`),
    messages: [
      'configuration.schema.properties.a: "minLength" is 5 and "maxLength" is 3; nothing satisfies both.',
      'configuration.schema.properties.b: "minItems" is 2 and "maxItems" is 1; nothing satisfies both.',
      'configuration.schema.properties.c: "minProperties" is 1 and "maxProperties" is 0; nothing satisfies both.',
      'configuration.schema.properties.d: "minimum" is 10 and "maximum" is 1; nothing satisfies both.',
      'configuration.schema.properties.e: "exclusiveMinimum" is 1 and "maximum" is 1; nothing satisfies both.',
      'configuration.schema.properties.f: "minimum" is 1 and "exclusiveMaximum" is 1; nothing satisfies both.',
      'configuration.schema.properties.g: "exclusiveMinimum" is 1 and "exclusiveMaximum" is 1; nothing satisfies both.',
    ],
  },
  {
    name: 'accepts bounds that one value satisfies',
    text: configured(`{ "type": "object", "properties": {
      "a": { "minLength": 3, "maxLength": 3 }, "b": { "minimum": 1, "maximum": 1 }, "c": { "exclusiveMinimum": 0, "exclusiveMaximum": 1 },
      "d": { "minimum": 5 }, "e": { "minLength": "9", "maxLength": 1 } } }`),
  },
  {
    name: 'reports an empty enum',
    text: configuredField('{ "enum": «[]», "default": 1 }'),
    messages: ['configuration.schema.properties.field.enum is empty, so nothing is allowed.'],
  },
  {
    name: 'reports values that stand in an enum twice, objects whatever the order of their keys',
    text: configuredField('{ "enum": ["a", 1, «"a"», { "x": 1, "y": [2] }, "1", «{ "y": [2], "x": 1 }», [1], null] }'),
    messages: [
      'configuration.schema.properties.field.enum[2] is "a", which "enum" already has at index 0.',
      'configuration.schema.properties.field.enum[5] is an object, which "enum" already has at index 3.',
    ],
  },
  {
    name: 'reports a default of another type',
    text: configuredField('{ "type": "number", "default": «"30"» }'),
    messages: [
      'configuration.schema.properties.field.default ("30") contradicts its schema: it is a string, and "type" is "number".',
    ],
  },
  {
    name: 'reports a default that is none of the values',
    text: configuredField('{ "type": "string", "enum": ["eu", "us"], "default": «"asia"» }'),
    messages: [
      'configuration.schema.properties.field.default ("asia") contradicts its schema: it is not a value of "enum".',
    ],
  },
  {
    name: 'reports what a value breaks, in plain words',
    text: configured(`{ "type": "object", "properties": {
      "a": { "type": "string", "maxLength": 2, "default": «"abc"» }, "b": { "minimum": 3, "default": «1» },
      "c": { "const": "x", "default": «"y"» }, "d": { "anyOf": [{ "type": "string" }, { "type": "null" }], "default": «5» },
      "e": { "allOf": [{ "type": "string" }], "default": «5» }, "f": { "type": "array", "minItems": 1, "default": «[]» } } }`),
    messages: [
      /"maxLength" is 2\.$/,
      /"minimum" is 3\.$/,
      /it is not the constant "x"\.$/,
      /no branch of "anyOf" allows it\.$/,
      /a branch of "allOf" does not allow it\.$/,
      /"minItems" is 1\.$/,
    ],
  },
  {
    name: 'leaves the parts of a value, and what it would take a validator to see',
    text: configured(`{ "type": "object", "properties": {
      "a": { "multipleOf": 5, "default": 7 }, "b": { "not": { "type": "string" }, "default": "a" }, "c": { "pattern": "^b$", "default": "a" },
      "d": { "items": { "type": "string" }, "default": [1] }, "e": { "required": ["a"], "default": {} },
      "f": { "properties": { "a": { "type": "string" } }, "additionalProperties": false, "default": { "a": 1, "b": 2 } } } }`),
  },
  {
    name: 'reports a constant and single values of an enum that the schema does not allow',
    text: configured(`{ "type": "object", "properties": {
      "a": { "type": "string", "const": «1» }, "b": { "type": "string", "enum": ["a", «null», "b"] }, "c": { "enum": ["a"], "const": «"b"» } } }`),
    messages: [
      'configuration.schema.properties.a.const (1) contradicts its schema: it is a number, and "type" is "string".',
      'configuration.schema.properties.b.enum[1] (null) contradicts its schema: it is null, and "type" is "string".',
      'configuration.schema.properties.c.const ("b") contradicts its schema: it is not a value of "enum".',
    ],
  },
  {
    name: 'reports an enum of which the type allows nothing once, and nothing that follows from it',
    text: configuredField('{ "type": "string", "enum": «[1, 2, 3]», "default": 1 }'),
    messages: [
      'The schema allows no value of configuration.schema.properties.field.enum: it is a number, and "type" is "string".',
    ],
  },
  {
    name: 'reports a required name that a closed object lacks',
    text: configured(
      '{ "type": "object", "properties": { "a": {} }, "required": ["a", «"b"»], "additionalProperties": false, "default": { "a": 1 } }',
    ),
    messages: [
      'configuration.schema.required[1] is "b", which "properties" lacks and "additionalProperties": false forbids: nothing satisfies this schema.',
    ],
  },
  {
    name: 'reports a branch whose required name the closed object around it, or beside it, lacks',
    text: configured(`{ "type": "object", "properties": { "x": { "properties": { "a": {} }, "additionalProperties": false,
      "anyOf": [{ "required": ["a"] }, { "required": [«"b"»], "properties": { "b": {} } }] },
      "y": { "allOf": [{ "properties": { "a": {} }, "additionalProperties": false }, { "properties": { "b": {} }, "required": [«"b"»] }] } } }`),
    messages: [
      'configuration.schema.properties.x.anyOf[1].required[0] is "b", which "properties" lacks and "additionalProperties": false forbids: nothing satisfies this schema.',
      'configuration.schema.properties.y.allOf[1].required[0] is "b", which "properties" lacks and "additionalProperties": false forbids: nothing satisfies this schema.',
    ],
  },
  {
    name: 'accepts alternatives of which each closes itself',
    text: configured(`{ "anyOf": [{ "properties": { "a": {} }, "required": ["a"], "additionalProperties": false },
      { "properties": { "b": {} }, "required": ["b"], "additionalProperties": false }] }`),
  },
  {
    name: 'accepts a default of null where null is allowed, and an integer written with a fraction of zero',
    text: configured(`{ "type": "object", "properties": { "a": { "type": ["string", "null"], "default": null },
      "b": { "anyOf": [{ "type": "string" }, { "type": "null" }], "default": null }, "c": { "type": "integer", "default": 1.0 } } }`),
  },
  {
    name: 'leaves coerced values, formats and what stands beside a reference alone',
    text: configured(`{ "type": "object", "properties": { "a": { "type": "number", "x-zui": { "coerce": true }, "default": "1" },
      "b": { "type": "string", "format": "email", "default": "none" },
      "c": { "$ref": "#/definitions/d", "type": "string", "default": 1 } }, "definitions": { "d": { "type": "number" } } }`),
  },
  {
    // If one ran, this would take longer than the universe is old.
    name: 'runs no pattern of a document',
    text: configured(
      `{ "type": "object", "properties": { ${['default', 'const', 'examples', 'enum']
        .map((keyword) => {
          const value = `"${'a'.repeat(100)}!"`
          const list = keyword === 'examples' || keyword === 'enum'
          return `"${keyword}": { "pattern": "^(a+)+$", "anyOf": [{ "pattern": "^(a+)+$" }], "${keyword}": ${list ? `[${value}]` : value} }`
        })
        .join()} }, "patternProperties": { "^(a+)+$": {} }, "default": { "${'a'.repeat(100)}!": 1 } }`,
    ),
  },
  {
    name: 'compares the first hundred examples',
    text: configuredField(`{ "type": "string", "examples": [${'"a", '.repeat(99)}«1», 2] }`),
    messages: [
      'configuration.schema.properties.field.examples[99] (1) contradicts its schema: it is a number, and "type" is "string".',
    ],
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "interfaces": { "hitl": { "id": "ifver_01JABCDEFGHJKMNPQRSTVWXYZ0", "events": { "stopped": { "name": "stopped" } } } },
      "events": { "stopped": { "schema": { "type": "object", "minProperties": 2, "maxProperties": 1, "required": ["a"], "additionalProperties": false } } } }`,
  },
  {
    name: 'lints an entity that an interface uses: it is the author who gives it',
    text: `{ "name": "acme", "version": "1.0.0",
      "interfaces": { "hitl": { "id": "ifver_01JABCDEFGHJKMNPQRSTVWXYZ0", "entities": { "user": { "name": "user" } } } },
      "entities": { "user": { "schema": { "type": "object", "minProperties": «2», "maxProperties": 1 } } } }`,
    messages: [/minProperties/],
  },
  {
    name: 'says nothing of values beside bounds that nothing satisfies',
    text: configuredField('{ "type": "string", "minLength": «5», "maxLength": 3, "default": 1 }'),
    messages: [/"minLength" is 5/],
  },
  {
    name: 'tells one of the pairs of bounds, and the second where the first is in order',
    text: configured(`{ "type": "object", "properties": {
      "a": { "minimum": «5», "exclusiveMinimum": 5, "maximum": 1, "exclusiveMaximum": 1 },
      "b": { "minimum": 0, "exclusiveMinimum": «5», "maximum": 1 },
      "c": { "minimum": «2», "maximum": 3, "exclusiveMaximum": 1 } } }`),
    messages: [
      /"minimum" is 5 and "maximum" is 1/,
      /"exclusiveMinimum" is 5 and "maximum" is 1/,
      /"minimum" is 2 and "exclusiveMaximum" is 1/,
    ],
  },
  {
    name: 'takes whole numbers that are not negative for sizes, and nothing else',
    text: configured(`{ "type": "object", "properties": {
      "a": { "minLength": 2.5, "maxLength": 1 }, "b": { "minItems": 1, "maxItems": -1 }, "c": { "minProperties": 3, "maxProperties": 2.5 },
      "d": { "minLength": 1, "maxLength": "0" }, "e": { "minimum": "5", "maximum": 1 }, "f": { "minLength": -1, "maxLength": -2 } } }`),
  },
  {
    name: 'finds equal values of every sort, however many there are',
    text: configuredField(
      `{ "enum": [null, 1, "1", true, [1, { "b": null, "a": [] }], «null», «1», «true», «[1, { "a": [], "b": null }]», "a", "b", {}, [], «{}», «[]», ["\\u0000"], { "\\u0000": 1 }] }`,
    ),
    messages: [
      'configuration.schema.properties.field.enum[5] is null, which "enum" already has at index 0.',
      'configuration.schema.properties.field.enum[6] is 1, which "enum" already has at index 1.',
      'configuration.schema.properties.field.enum[7] is true, which "enum" already has at index 3.',
      'configuration.schema.properties.field.enum[8] is an array, which "enum" already has at index 4.',
      'configuration.schema.properties.field.enum[13] is an object, which "enum" already has at index 11.',
      'configuration.schema.properties.field.enum[14] is an array, which "enum" already has at index 12.',
    ],
  },
  {
    name: 'finds a text that stands twice among few and among many',
    text: configured(`{ "type": "object", "properties": { "a": { "enum": ["a", "b", «"a"»] },
      "b": { "enum": ["1", "2", "3", "4", "5", "6", "7", «"1"»] }, "c": { "enum": ["1", "2", "3", "4", "5", "6", "7", "8", «"1"»] } } }`),
    messages: [
      'configuration.schema.properties.a.enum[2] is "a", which "enum" already has at index 0.',
      'configuration.schema.properties.b.enum[7] is "1", which "enum" already has at index 0.',
      'configuration.schema.properties.c.enum[8] is "1", which "enum" already has at index 0.',
    ],
  },
  {
    name: 'compares a default with values of which one stands twice',
    text: configuredField('{ "enum": ["a", «"a"»], "default": «"b"» }'),
    messages: [
      'configuration.schema.properties.field.enum[1] is "a", which "enum" already has at index 0.',
      'configuration.schema.properties.field.default ("b") contradicts its schema: it is not a value of "enum".',
    ],
  },
  {
    name: 'says nothing of what stands beside a constant that the schema does not allow',
    text: configuredField('{ "type": "string", "const": «1», "default": 2, "examples": [3] }'),
    messages: [
      'configuration.schema.properties.field.const (1) contradicts its schema: it is a number, and "type" is "string".',
    ],
  },
  {
    name: 'takes lists and objects of the same content for what they are',
    text: configuredField(
      '{ "enum": [{ "a": 1 }, ["a", 1], [["a", 1]], ["list", 1], ["object"], {}, [[]], [], { "b": { "d": 1, "c": 2 } }, «{ "b": { "c": 2, "d": 1 } }»] }',
    ),
    messages: ['configuration.schema.properties.field.enum[9] is an object, which "enum" already has at index 8.'],
  },
  {
    name: 'reports a single value of an enum as such',
    text: configuredField('{ "type": "string", "enum": [«1»] }'),
    messages: [
      'configuration.schema.properties.field.enum[0] (1) contradicts its schema: it is a number, and "type" is "string".',
    ],
  },
  {
    name: 'reports values of an enum one by one where they break different keywords',
    text: configuredField('{ "type": "string", "minLength": 2, "enum": [«"a"», «1»] }'),
    messages: [/"minLength" is 2/, /"type" is "string"/],
  },
  {
    name: 'compares a default and every example where the constant is in order',
    text: configured(`{ "type": "object", "properties": { "a": { "const": "x", "default": «"y"», "examples": ["x", «"z"»] },
      "b": { "type": "string", "examples": ["a", «1»] }, "c": { "enum": ["a"], "default": «"b"» }, "d": { "minLength": 1, "enum": ["a"], "default": «""» } } }`),
    messages: [/constant "x"/, /constant "x"/, /"type" is "string"/, /not a value of "enum"/, /./],
  },
])
