import { recognise } from '../../../src/document/kind'
import { parseDocument } from '../../../src/document/parse'
import { Linter } from '../../../src/engine/lint'
import rule from '../../../src/rules/embedded-schemas/secret-fields-marked'
import xZuiValid from '../../../src/rules/embedded-schemas/x-zui-valid'
import { testRule } from '../../rule-tester'
import { configured } from '../../schema/embedded/configured'

const fields = (properties: string) => configured(`{ "type": "object", "properties": { ${properties} } }`)

testRule(rule, [
  {
    name: 'reports a credential without the mark, at the schema of the field',
    text: fields('"apiKey": «{ "type": "string" }», "region": { "type": "string" }'),
    messages: [
      'configuration.schema.properties.apiKey is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'reports a mark that is false, misspelt or no boolean where it stands',
    text: fields(`"apiKey": { "type": "string", "x-zui": { "secret": «false» } },
      "token": { "type": "string", "x-zui": { "title": "T", "secrets": «true» } }, "password": { "type": "string", "x-zui": «"secret"» }`),
    messages: [
      'configuration.schema.properties.apiKey is named like a credential, but its "x-zui.secret" is false.',
      'configuration.schema.properties.token is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.password is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'looks into configurations and nested fields',
    text: `{ "name": "acme", "version": "1.0.0", "configurations": { "manual": { "schema": { "type": "object",
      "properties": { "auth": { "type": "object", "properties": { "client_secret": «{ "type": "string" }» } } } } } } }`,
    messages: [
      'configurations.manual.schema.properties.auth.properties.client_secret is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'reports an optional text',
    text: fields(
      '"apiKey": «{ "anyOf": [{ "type": "string" }, { "type": "null" }] }», "token": «{ "type": ["string", "null"] }»',
    ),
    messages: [
      'configuration.schema.properties.apiKey is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.token is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'accepts a mark at the field, in a branch and in what the field refers to',
    text: configured(`{ "type": "object", "properties": { "apiKey": { "type": "string", "x-zui": { "secret": true } },
      "token": { "anyOf": [{ "type": "string", "x-zui": { "secret": true } }, { "type": "null" }] }, "password": { "$ref": "#/definitions/p" } },
      "definitions": { "p": { "type": "string", "x-zui": { "secret": true } } } }`),
  },
  {
    name: 'leaves what is no free text alone',
    text: fields(`"token": { "type": "number" }, "password": { "type": "boolean" }, "secret": { "type": "string", "enum": ["a"] },
      "apiKey": { "type": "string", "format": "uri" }, "credentials": { "type": "object", "properties": { "user": { "type": "string" } } },
      "cookie": { "type": "null" }, "pin": { "minimum": 1 }`),
  },
  {
    name: 'reports a value of any type, an object that declares no fields, and an address with a format',
    text: fields(`"token": «{}», "apiKey": «{ "title": "API key" }», "serviceAccount": «{ "type": "object" }»,
      "credentials": «{ "type": ["object", "null"], "additionalProperties": true }», "databaseUrl": «{ "type": "string", "format": "uri" }»,
      "apiTokens": «{ "type": "string" }», "tokens": «{ "type": "array", "items": { "type": "string" } }»`),
    messages: [
      'configuration.schema.properties.token is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.apiKey is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.serviceAccount is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.credentials is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.databaseUrl is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.apiTokens is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.tokens is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'accepts a mark of the object or the branch around the field',
    text: fields(`"auth": { "type": "object", "x-zui": { "secret": true }, "properties": { "apiKey": { "type": "string" },
        "more": { "type": "object", "properties": { "token": { "type": "string" } } } } },
      "login": { "anyOf": [{ "type": "object", "x-zui": { "secret": true }, "properties": { "password": { "type": "string" } } },
        { "type": "object", "properties": { "password": «{ "type": "string" }» } }] }`),
    messages: [
      'configuration.schema.properties.login.anyOf[1].properties.password is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'leaves everything but configurations alone',
    text: `{ "name": "acme", "version": "1.0.0", "actions": { "run": { "output": { "schema": {} },
      "input": { "schema": { "type": "object", "properties": { "password": { "type": "string" } } } } } } }`,
  },
  {
    name: 'reports the names of the option, however they are written',
    text: fields(
      '"vaultHandle": «{ "type": "string" }», "acme_vault_handle": «{ "type": "string" }», "vault": { "type": "string" }',
    ),
    options: { names: ['vault handle'] },
    messages: [
      'configuration.schema.properties.vaultHandle is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.acme_vault_handle is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'is silent about the names to ignore',
    text: fields('"verifyToken": { "type": "string" }, "apiKey": «{ "type": "string" }»'),
    options: { ignore: ['verify_token'] },
    messages: [
      'configuration.schema.properties.apiKey is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'looks into every sort of branch, and into what they refer to',
    text: configured(`{ "type": "object", "properties": {
      "apiKey": «{ "allOf": [{ "type": "string" }, 5] }», "token": «{ "oneOf": [{ "type": "string" }, null] }»,
      "password": «{ "$ref": "#/definitions/p" }», "clientSecret": «{ "anyOf": [{ "allOf": [{ "$ref": "#/definitions/p" }] }] }»,
      "secret": { "$ref": "#/title" }, "accessToken": { "$ref": 5 }, "refreshToken": { "$ref": "#/definitions/yes" } },
      "title": "x", "definitions": { "p": { "type": "string" }, "yes": true } }`),
    messages: [
      'configuration.schema.properties.apiKey is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.token is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.password is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.clientSecret is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
  {
    name: 'accepts a mark in every sort of branch',
    text: configured(`{ "type": "object", "properties": {
      "apiKey": { "allOf": [{ "type": "string", "x-zui": { "secret": true } }] }, "token": { "oneOf": [{ "type": "string", "x-zui": { "secret": true } }] } } }`),
  },
  {
    name: 'leaves constants and public formats alone, and knows other formats',
    text: fields(`"token": { "type": "string", "const": "a" }, "apiKey": { "type": "string", "format": "email" },
      "password": «{ "type": "string", "format": "password" }», "secret": «{ "type": "string", "format": 5 }»`),
    messages: [
      'configuration.schema.properties.password is named like a credential, but has no "x-zui": { "secret": true }.',
      'configuration.schema.properties.secret is named like a credential, but has no "x-zui": { "secret": true }.',
    ],
  },
])

test('secret-fields-marked is silent where x-zui-valid tells the same cause', () => {
  const text =
    fields(`"apiKey": { "type": "string", "x-zui": { "secrets": true } }, "token": { "type": "string", "x-zui": { "secret": "true" } },
    "password": { "type": "string", "x-zui": 1 }, "jwt": { "type": "string", "x-zui": { "title": 1 } }`)
  const document = parseDocument({ name: 'test.json', text, comments: false })
  const rules = [rule, xZuiValid]
  const settings = {
    rules: new Map(rules.map(({ id, severity, options }) => [id, { severity, options: options?.defaults }])),
  }
  const linter = new Linter({ rules, vrl: () => undefined, frames: false })
  const { findings } = linter.lint(document, recognise(document), settings)
  const at = '/configuration/schema/properties'
  expect(findings.map(({ rule, pointer }) => `${rule} ${pointer}`).sort()).toEqual([
    `secret-fields-marked ${at}/jwt`,
    `x-zui-valid ${at}/apiKey/x-zui/secrets`,
    `x-zui-valid ${at}/jwt/x-zui/title`,
    `x-zui-valid ${at}/password/x-zui`,
    `x-zui-valid ${at}/token/x-zui/secret`,
  ])
})
