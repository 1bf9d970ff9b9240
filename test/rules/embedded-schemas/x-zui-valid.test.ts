import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import rule from '../../../src/rules/embedded-schemas/x-zui-valid'
import { ZUI_KEYS } from '../../../src/rules/embedded-schemas/zui-keys'
import { testRule } from '../../rule-tester'
import { configured, configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports each value of a wrong type at its place',
    text: configuredField(`{ "type": "string", "x-zui": { "title": «5», "placeholder": «true», "secret": «"true"», "tooltip": «"x"»,
      "coerce": «1», "hidden": «{}», "disabled": «null», "displayAs": «"text"» } }`),
    messages: [
      'configuration.schema.properties.field.x-zui.title is a number (5); a string is required.',
      'configuration.schema.properties.field.x-zui.placeholder is a boolean (true); a string is required.',
      'configuration.schema.properties.field.x-zui.secret is a string ("true"); a boolean is required.',
      /\.x-zui\.tooltip is a string/,
      /\.x-zui\.coerce is a number/,
      /\.x-zui\.hidden is an object; a boolean or a string is required\.$/,
      /\.x-zui\.disabled is null/,
      /\.x-zui\.displayAs is a string/,
    ],
  },
  {
    name: 'reports a displayAs that is no pair of an ID and parameters',
    text: configured(`{ "type": "object", "properties": { "a": { "x-zui": { "displayAs": «["text"]» } },
      "b": { "x-zui": { "displayAs": [«1», {}] } } } }`),
    messages: [/\.x-zui\.displayAs has 1 item; at least 2 are required/, /\.x-zui\.displayAs\[0\] is a number/],
  },
  {
    name: 'reports an x-zui that is no object',
    text: configuredField('{ "type": "string", "x-zui": «"secret"» }'),
    messages: ['configuration.schema.properties.field.x-zui is a string ("secret"); an object is required.'],
  },
  {
    name: 'reports keys that are a slip away from those that the platform reads',
    text: configuredField(
      '{ "x-zui": { «"titel"»: "A", «"secrets"»: true, «"display_as"»: ["a", {}], «"Hidden"»: true, «"plceholder"»: "x" } }',
    ),
    messages: [
      'configuration.schema.properties.field.x-zui has the key "titel", which the platform does not read. Did you mean "title"?',
      'configuration.schema.properties.field.x-zui has the key "secrets", which the platform does not read. Did you mean "secret"?',
      'configuration.schema.properties.field.x-zui has the key "display_as", which the platform does not read. Did you mean "displayAs"?',
      'configuration.schema.properties.field.x-zui has the key "Hidden", which the platform does not read. Did you mean "hidden"?',
      'configuration.schema.properties.field.x-zui has the key "plceholder", which the platform does not read. Did you mean "placeholder"?',
    ],
  },
  {
    name: 'accepts everything that the platform writes, and other keys',
    text: configuredField(`{ "x-zui": { "title": "A", "placeholder": "", "secret": false, "tooltip": true, "coerce": true, "hidden": "() => true",
      "disabled": false, "displayAs": ["slider", { "stepSize": 0.01 }], "def": { "typeName": "ZodNullable" }, "examples": [], "label": "x",
      "__proto__": 1 } }`),
  },
  {
    name: 'accepts a similar key beside the right one',
    text: configuredField('{ "x-zui": { "title": "A", "titles": ["A"] } }'),
  },
  {
    name: 'takes a field that is named x-zui, and data, for what they are',
    text: configured(
      '{ "type": "object", "properties": { "x-zui": { "type": "string" } }, "default": { "x-zui": { "title": 5 } } }',
    ),
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "interfaces": { "hitl": { "id": "ifver_01JABCDEFGHJKMNPQRSTVWXYZ0", "events": { "done": { "name": "done" } } } },
      "events": { "done": { "schema": { "type": "object", "x-zui": { "title": 5 } } } } }`,
  },
])

test('x-zui-valid knows the keys that the published schema describes', () => {
  const file = join(__dirname, '../../../schemas/definitions/json-schema.schema.json')
  const { definitions } = JSON.parse(readFileSync(file, 'utf8'))
  expect([...ZUI_KEYS].sort()).toEqual(Object.keys(definitions.zui.properties).sort())
})
