import rule from '../../../src/rules/embedded-schemas/json-schema-valid'
import { testRule } from '../../rule-tester'
import { configured, configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a type that does not exist, once and with the one that was meant',
    text: configuredField('{ "type": «"sting"» }'),
    messages: [/^configuration\.schema\.properties\.field\.type is "sting"; allowed are .*\. Did you mean "string"\?$/],
  },
  {
    name: 'reports a keyword whose value has the wrong type, at its place in the nested schema',
    text: configured(
      '{ "type": "object", "properties": { "a": { "type": "array", "items": { "minLength": «"3"» } } }, "required": «true» }',
    ),
    messages: [
      'configuration.schema.properties.a.items.minLength is a string ("3"); an integer is required.',
      'configuration.schema.required is a boolean (true); an array is required.',
    ],
  },
  {
    name: 'reports independent faults each',
    text: configuredField('{ "type": [«"text"», "null"], "maxLength": «-1», "items": «3» }'),
    messages: [/\.field\.type\[0\] is "text"/, /\.maxLength is -1/, /\.items is a number \(3\)/],
  },
  {
    name: 'reports a name that is required twice',
    text: configured('{ "type": "object", "properties": { "a": {} }, "required": «["a", "a"]» }'),
    messages: [/contains the same item twice/],
  },
  {
    name: 'reports a type that is listed twice, and says no more about it',
    text: configuredField('{ "type": «["string", "string"]» }'),
    messages: [/contains the same item twice/],
  },
  {
    name: 'reports a property whose schema is none',
    text: configuredField('«"string"»'),
    messages: [/^configuration\.schema\.properties\.field is a string \("string"\)/],
  },
  {
    name: 'reports a pattern that is no regular expression, in the words of the engine',
    text: configuredField('{ "type": "string", "pattern": «"(\\\\d+"» }'),
    messages: [
      'configuration.schema.properties.field.pattern is "(\\\\d+", which is not a regular expression: Unterminated group.',
    ],
  },
  {
    name: 'reports a name in patternProperties that is no regular expression at the name',
    text: configured('{ "type": "object", "patternProperties": { «"^["»: {}, "^x-": {} } }'),
    messages: [
      'configuration.schema.patternProperties has the name "^[", which is not a regular expression: Unterminated character class.',
    ],
  },
  {
    name: 'looks into every embedded schema of a definition',
    text: `{ "name": "acme", "version": "1.0.0",
      "configurations": { "manual": { "schema": { "type": «"o"» } } },
      "actions": { "run": { "input": { "schema": { "type": «"o"» } }, "output": { "schema": { "type": «"o"» } } } },
      "events": { "done": { "schema": { "type": «"o"» } } },
      "channels": { "dm": { "messages": { "text": { "schema": { "type": «"o"» } } } } },
      "states": { "s": { "type": "user", "schema": { "type": «"o"» } } },
      "entities": { "e": { "schema": { "type": «"o"» } } } }`,
    messages: Array.from({ length: 7 }, () => /\.schema\.type is "o"/),
  },
  {
    name: 'accepts a pattern that compiles only without the u flag',
    text: configuredField('{ "type": "string", "pattern": "^[\\\\w-.]+\\\\@$" }'),
  },
  {
    name: 'compiles a pattern that would never end, and does not run it',
    text: configuredField(
      '{ "type": "string", "pattern": "^(a+)+$", "default": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" }',
    ),
  },
  {
    name: 'accepts the extensions of the platform, unknown keywords and unknown formats',
    text: configuredField(
      '{ "not": true, "discriminator": { "propertyName": "type" }, "format": "ulid", "x-zui": { "title": "A" }, "nullable": true }',
    ),
  },
  {
    name: 'leaves x-zui to its own rule, but not a field of that name',
    text: configured(
      '{ "type": "object", "x-zui": { "title": 5 }, "properties": { "x-zui": { "type": «"x"», "x-zui": { "secret": 1 } } } }',
    ),
    messages: [/\.properties\.x-zui\.type is "x"/],
  },
  {
    name: 'leaves an empty enum and equal values to json-schema-consistent, as draft-07 allows them',
    text: configured('{ "type": "object", "properties": { "a": { "enum": [] }, "b": { "enum": [1, 1] } } }'),
  },
  {
    name: 'takes names of prototypes for names',
    text: configured(
      '{ "type": "object", "properties": { "constructor": { "type": «"s"» }, "__proto__": { "type": "string" } } }',
    ),
    messages: [/\.properties\.constructor\.type is "s"/],
  },
  {
    name: 'leaves data alone, which is no schema',
    text: configuredField(
      '{ "default": { "type": "sting" }, "enum": [{ "pattern": "(" }], "examples": [{ "required": true }] }',
    ),
  },
])
