import rule from '../../../src/rules/embedded-schemas/json-schema-dialect'
import { testRule } from '../../rule-tester'
import { configured, configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a schema as Zod 4 writes it',
    text: configured(`{ "$schema": «"https://json-schema.org/draft/2020-12/schema"», "type": "object",
      "properties": { "point": { "type": "array", «"prefixItems"»: [{ "type": "number" }], "items": «false» }, "who": { "$ref": "#/$defs/who" } },
      «"unevaluatedProperties"»: false, «"$defs"»: { "who": { "type": "string" } } }`),
    messages: [
      'configuration.schema.$schema is "https://json-schema.org/draft/2020-12/schema"; the platform reads embedded schemas as draft-07, "http://json-schema.org/draft-07/schema#".',
      'configuration.schema.properties.point.prefixItems is not a keyword of draft-07 and is ignored; draft-07 has "items" instead.',
      'configuration.schema.properties.point.items is false, so no items are allowed: draft-07 ignores the "prefixItems" beside it.',
      /^configuration\.schema\.unevaluatedProperties .* "additionalProperties" instead\.$/,
      /^configuration\.schema\.\$defs .* "definitions" instead\.$/,
    ],
  },
  {
    name: 'reports an older dialect',
    text: configured('{ "$schema": «"http://json-schema.org/draft-04/schema#"», "type": "object" }'),
    messages: [/\$schema is "http:\/\/json-schema\.org\/draft-04/],
  },
  {
    name: 'reports keywords without a counterpart, and OpenAPI',
    text: configuredField('{ "type": "array", «"minContains"»: 1, "items": { "type": "string", «"nullable"»: true } }'),
    messages: [/minContains is not a keyword of draft-07 and is ignored\.$/, /nullable is a keyword of OpenAPI/],
  },
  {
    name: 'accepts draft-07, written in either way',
    text: configured(`{ "$schema": "https://json-schema.org/draft-07/schema", "type": "object", "properties": {
      "prefixItems": { "type": "string" }, "$defs": { "items": false, "nullable": false, "default": { "$defs": 5 } } } }`),
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0", "events": { "made": { "schema": { "$defs": {} } } },
      "interfaces": { "i": { "id": "", "events": { "x": { "name": "made" } } } } }`,
    as: 'create-body',
  },
])
