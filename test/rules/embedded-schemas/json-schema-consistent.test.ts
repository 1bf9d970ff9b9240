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
      '"minLength" is 5 and "maxLength" is 3: nothing satisfies both.',
      /"minItems" is 2/,
      /"minProperties" is 1/,
      /"minimum" is 10 and "maximum" is 1/,
      /"exclusiveMinimum" is 1 and "maximum" is 1/,
      /"minimum" is 1 and "exclusiveMaximum" is 1/,
      /"exclusiveMinimum" is 1 and "exclusiveMaximum" is 1/,
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
    messages: ['"enum" has no values, so that nothing is allowed.'],
  },
  {
    name: 'reports values that stand in an enum twice, objects whatever the order of their keys',
    text: configuredField('{ "enum": ["a", 1, «"a"», { "x": 1, "y": [2] }, "1", «{ "y": [2], "x": 1 }», [1], null] }'),
    messages: [
      'The same value ("a") stands in "enum" twice, first at index 0.',
      'The same value (an object) stands in "enum" twice, first at index 3.',
    ],
  },
  {
    name: 'reports a default of another type',
    text: configuredField('{ "type": "number", "default": «"30"» }'),
    messages: ['The default ("30") contradicts its schema: it is a string, and "type" is "number".'],
  },
  {
    name: 'reports a default that is none of the values',
    text: configuredField('{ "type": "string", "enum": ["eu", "us"], "default": «"asia"» }'),
    messages: ['The default ("asia") contradicts its schema: it is none of the values of "enum".'],
  },
  {
    name: 'reports what a value breaks, in plain words',
    text: configured(`{ "type": "object", "properties": {
      "a": { "type": "string", "maxLength": 2, "default": «"abc"» }, "b": { "minimum": 3, "default": «1» },
      "c": { "const": "x", "default": «"y"» }, "d": { "anyOf": [{ "type": "string" }, { "type": "null" }], "default": «5» },
      "e": { "oneOf": [{ "type": "string" }, { "minLength": 1 }], "default": «"ab"» }, "f": { "uniqueItems": true, "default": «[1, 1]» },
      "g": { "not": { "type": "string" }, "default": «"a"» }, "h": { "type": "string", "pattern": "^[a-z]+$", "default": «"A1"» },
      "i": { "items": { "type": "string" }, "contains": { "const": "x" }, "default": «["a"]» },
      "j": { "propertyNames": { "maxLength": 1 }, "default": «{ "ab": 1 }» }, "k": { "dependencies": { "a": ["b"] }, "default": «{ "a": 1 }» },
      "l": { "if": { "type": "string" }, "then": { "minLength": 2 }, "default": «"a"» } } }`),
    messages: [
      /"maxLength" is 2\.$/,
      /"minimum" is 3\.$/,
      /it is not the constant "x"\.$/,
      /it matches no branch of "anyOf"\.$/,
      /exactly one branch of "oneOf"\.$/,
      /the same item twice\.$/,
      /"not" does not allow it\.$/,
      /"pattern" is "\^\[a-z\]\+\$"\.$/,
      /"contains" does not allow it\.$/,
      /"propertyNames" does not allow it\.$/,
      /"dependencies" does not allow it\.$/,
      /"minLength" is 2\.$/,
    ],
  },
  {
    name: 'reads whatever constrains a value',
    text: configured(`{ "type": "object", "properties": {
      "a": { "multipleOf": 5, "default": «7» }, "b": { "dependencies": { "a": { "required": ["b"] } }, "default": «{ "a": 1 }» },
      "c": { "items": [{ "type": "string" }], "default": [«1»] },
      "d": { "if": { "type": "string" }, "then": { "minLength": 2 }, "else": { "minimum": 3 }, "default": «1» },
      "e": { "if": { "type": "string" }, "else": { "minimum": 3 }, "default": «2» },
      "f": { "additionalProperties": { "not": {} }, "default": { "a": «1» } },
      "g": { "additionalProperties": { "type": "string" }, "default": { "a": «1» } } } }`),
    messages: [
      /"multipleOf" is 5\.$/,
      /"dependencies" does not allow it\.$/,
      /it is a number, and "type" is "string"\.$/,
      /"minimum" is 3\.$/,
      /"minimum" is 3\.$/,
      /The default/,
      /it is a number, and "type" is "string"\.$/,
    ],
  },
  {
    name: 'holds nothing against a value that a malformed keyword would have to allow',
    text: configured(
      `{ "type": "object", "properties": { ${[
        '"maxLength": "1"',
        '"type": 5',
        '"enum": "a"',
        '"multipleOf": 0',
        '"$ref": 5',
        '"properties": 5',
        '"dependencies": 5',
        '"dependencies": { "a": [5] }',
        '"patternProperties": { "a": false }',
        '"required": [5]',
        '"pattern": "("',
        '"oneOf": [{ "maxLength": "1" }]',
        '"not": { "maxLength": "1" }',
        '"if": { "maxLength": "1" }, "then": false',
      ]
        .map((keyword, index) => `"f${index}": { "not": { ${keyword} }, "default": { "a": 1 } }`)
        .join()} } }`,
    ),
  },
  {
    name: 'holds nothing against a value for a keyword that says nothing',
    text: configured(
      `{ "type": "object", "properties": { ${[
        '"allOf": []',
        '"anyOf": 5',
        '"oneOf": []',
        '"uniqueItems": false',
        '"patternProperties": {}',
        '"if": {}',
        '"if": false, "then": false',
      ]
        .map((keyword, index) => `"f${index}": { ${keyword}, "default": [1, 1] }`)
        .join()} } }`,
    ),
  },
  {
    name: 'reports the part of a value that is wrong, at its place',
    text: configured(`{ "type": "object", "properties": { "a": { "type": "array", "items": { "type": "string" } }, "b/c": { "type": "number" } },
      "additionalProperties": false, "default": { "a": ["x", «1»] }, "examples": [{ "b/c": «"1"» }, { «"d"»: 1 }] }`),
    messages: [
      /^The default \(1\) contradicts/,
      /^The example \("1"\) contradicts/,
      /^The example \(1\) .*: no such property is allowed\.$/,
    ],
  },
  {
    name: 'reports an example that lacks what is required',
    text: configuredField(
      '{ "type": "object", "properties": { "a": {}, "b": {} }, "required": ["a", "b"], "examples": [«{ "a": 1 }»] }',
    ),
    messages: ['The example (an object) contradicts its schema: it lacks the required "b".'],
  },
  {
    name: 'reports a constant and single values of an enum that the schema does not allow',
    text: configured(`{ "type": "object", "properties": {
      "a": { "type": "string", "const": «1» }, "b": { "type": "string", "enum": ["a", «null», "b"] }, "c": { "enum": ["a"], "const": «"b"» } } }`),
    messages: [
      /^The constant \(1\) contradicts/,
      'The value in "enum" (null) contradicts its schema: it is null, and "type" is "string".',
      /none of the values of "enum"/,
    ],
  },
  {
    name: 'reports an enum of which the type allows nothing once, and nothing that follows from it',
    text: configuredField('{ "type": "string", "enum": «[1, 2, 3]», "default": 1 }'),
    messages: ['No value of "enum" is allowed by its schema: it is a number, and "type" is "string".'],
  },
  {
    name: 'reports a required name that a closed object lacks',
    text: configured(
      '{ "type": "object", "properties": { "a": {} }, "required": ["a", «"b"»], "additionalProperties": false, "default": { "a": 1 } }',
    ),
    messages: [
      '"required" names "b", which "properties" lacks and "additionalProperties": false forbids: nothing satisfies this schema.',
    ],
  },
  {
    name: 'reports a branch whose required name the closed object around it, or beside it, lacks',
    text: configured(`{ "type": "object", "properties": { "x": { "properties": { "a": {} }, "additionalProperties": false,
      "anyOf": [{ "required": ["a"] }, { "required": [«"b"»], "properties": { "b": {} } }] },
      "y": { "allOf": [{ "properties": { "a": {} }, "additionalProperties": false }, { "properties": { "b": {} }, "required": [«"b"»] }] } } }`),
    messages: [/names "b"/, /names "b"/],
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
    name: 'does not ask for fields that have a default of their own',
    text: configuredField(`{ "type": "object", "properties": { "a": { "type": "string", "default": "x" } }, "required": ["a"],
      "additionalProperties": false, "default": {} }`),
  },
  {
    name: 'leaves coerced values, formats, patternProperties and costly patterns alone',
    text: configured(`{ "type": "object", "properties": { "a": { "type": "number", "x-zui": { "coerce": true }, "default": "1" },
      "b": { "type": "string", "format": "email", "default": "none" },
      "c": { "patternProperties": { "^a": {} }, "additionalProperties": false, "default": { "ab": 1 } },
      "d": { "pattern": "^(a+)+$", "default": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" },
      "e": { "not": { "pattern": "^(a+)+$" }, "default": "b" },
      "f": { "oneOf": [{ "pattern": "^(a+)+$" }, { "pattern": "^(b+)+$" }], "default": "a" },
      "g": { "if": { "pattern": "^(a+)+$" }, "then": { "maxLength": 1 }, "default": "bb" } } }`),
  },
  {
    name: 'follows references inside the schema and ignores those that lead out of it',
    text: configured(`{ "type": "object", "properties": { "a": { "items": { "$ref": "#/definitions/d" }, "default": [«1»] },
      "b": { "items": { "$ref": "https://acme.example/x" }, "default": [1] }, "c": { "$ref": "#/definitions/d", "default": 1 } },
      "definitions": { "d": { "type": "string" } } }`),
    messages: [/^The default \(1\) contradicts/],
  },
  {
    name: 'ends on references that double at each step, and on references to themselves',
    text: configured(`{ "allOf": [{ "$ref": "#/definitions/d0" }], "default": {}, "definitions": { "self": { "allOf": [{ "$ref": "#/definitions/self" }], "default": 1 },
      ${Array.from({ length: 40 }, (_, index) => `"d${index}": { "allOf": [{ "$ref": "#/definitions/d${index + 1}" }, { "$ref": "#/definitions/d${index + 1}" }] }`).join(', ')},
      "d40": { "type": "object" } } }`),
  },
  {
    name: 'takes inherited names for names, and names with half a character for what they are',
    text: configured(`{ "type": "object", "properties": { "constructor": { "type": "string" }, "__proto__": { "type": "string" },
      "\\ud800": { "type": "string" } }, "additionalProperties": false, "default": {}, "examples": [{ "\\ud800": "a" }],
      "allOf": [{ "properties": { "toString": { "type": "string" } }, "default": {}, "examples": [{ "toString": «1» }] }] }`),
    messages: [/^The example \(1\) contradicts/],
  },
  {
    name: 'leaves a default deeper than any real one alone',
    text: configuredField(
      `{ "type": "array", "items": { "$ref": "#" }, "default": ${'['.repeat(100)}${']'.repeat(100)} }`,
    ),
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "interfaces": { "hitl": { "id": "ifver_01JABCDEFGHJKMNPQRSTVWXYZ0", "events": { "stopped": { "name": "stopped" } } } },
      "events": { "stopped": { "schema": { "type": "object", "minProperties": 2, "maxProperties": 1, "required": ["a"], "additionalProperties": false } } } }`,
  },
  {
    name: 'judges an entity that an interface uses: it is the author who gives it',
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
    messages: [/\(null\)/, /\(1\)/, /\(true\)/, /\(an array\)/, /\(an object\)/, /\(an array\)/],
  },
  {
    name: 'finds a text that stands twice among few and among many',
    text: configured(`{ "type": "object", "properties": { "a": { "enum": ["a", "b", «"a"»] },
      "b": { "enum": ["1", "2", "3", "4", "5", "6", "7", «"1"»] }, "c": { "enum": ["1", "2", "3", "4", "5", "6", "7", "8", «"1"»] } } }`),
    messages: [/first at index 0/, /first at index 0/, /first at index 0/],
  },
  {
    name: 'compares a default with values of which one stands twice',
    text: configuredField('{ "enum": ["a", «"a"»], "default": «"b"» }'),
    messages: [/twice/, /none of the values/],
  },
  {
    name: 'says nothing of what stands beside a constant that the schema does not allow',
    text: configuredField('{ "type": "string", "const": «1», "default": 2, "examples": [3] }'),
    messages: [/^The constant \(1\)/],
  },
  {
    name: 'takes lists and objects of the same content for what they are',
    text: configuredField(
      '{ "enum": [{ "a": 1 }, ["a", 1], [["a", 1]], ["list", 1], ["object"], {}, [[]], [], { "b": { "d": 1, "c": 2 } }, «{ "b": { "c": 2, "d": 1 } }»] }',
    ),
    messages: [/first at index 8/],
  },
  {
    name: 'reports a single value of an enum as such',
    text: configuredField('{ "type": "string", "enum": [«1»] }'),
    messages: ['The value in "enum" (1) contradicts its schema: it is a number, and "type" is "string".'],
  },
  {
    name: 'reports values of an enum one by one where they break different keywords, or the same in their parts',
    text: configured(`{ "type": "object", "properties": {
      "a": { "type": "string", "minLength": 2, "enum": [«"a"», «1»] },
      "b": { "items": { "type": "string" }, "enum": [[«1»], [«2»]] }, "c": { "type": "array", "items": { "type": "string" }, "enum": [«"a"», [«2»]] } } }`),
    messages: [/"minLength" is 2/, /"type" is "string"/, /\(1\)/, /\(2\)/, /"type" is "array"/, /\(2\)/],
  },
  {
    name: 'says which property is not allowed, and which value of one',
    text: configured(`{ "type": "object", "properties": {
      "a": { "additionalProperties": false, "default": { «"x"»: 1 } }, "b": { "additionalProperties": { "type": "string" }, "default": { "x": «1» } },
      "c": { "properties": { "x": false }, "default": { "x": «1» } }, "d": { "items": { "allOf": [false] }, "default": [«1»] } } }`),
    messages: [
      /no such property is allowed\.$/,
      /"type" is "string"\.$/,
      /"properties" does not allow it\.$/,
      /"allOf" does not allow it\.$/,
    ],
  },
  {
    name: 'reports a required name that was meant, among others that are none',
    text: configuredField('{ "properties": {}, "required": [5, "a"], "examples": [«{}»] }'),
    messages: ['The example (an object) contradicts its schema: it lacks the required "a".'],
  },
  {
    name: 'compares a default and every example where the constant is in order',
    text: configured(`{ "type": "object", "properties": { "a": { "const": "x", "default": «"y"», "examples": ["x", «"z"»] },
      "b": { "type": "string", "examples": ["a", «1»] }, "c": { "enum": ["a"], "default": «"b"» }, "d": { "minLength": 1, "enum": ["a"], "default": «""» } } }`),
    messages: [/constant "x"/, /constant "x"/, /"type" is "string"/, /none of the values/, /./],
  },
])
