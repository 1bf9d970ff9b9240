import type { Kind } from '../../src/findings/types'

/** A text with faults of some rules, and what is made of it. */
export interface Case {
  name: string
  /** The rules whose findings are mended, in the order in which that is tried. */
  rules: readonly string[]
  before: string
  /** The same when nothing may change. */
  after: string
  file?: string
  as?: Kind
  /** Settings of rules that no preset has. */
  settings?: readonly string[]
}

/** A create body around some properties. */
const body = (properties: string) => `{
  "name": "acme/desk",
  "version": "1.2.0",
  ${properties}
}
`
const action = (key: string, more = '') =>
  `"${key}": { "title": "Get a page", "description": "Looks a page up.", "input": { "schema": {} }, "output": { "schema": {} }${more} }`

/** A case whose text is in a body, before and after. */
const inBody = (
  name: string,
  rules: readonly string[],
  before: string,
  after: string,
  more: Partial<Case> = {},
): Case => ({
  name,
  rules,
  before: body(before),
  after: body(after),
  ...more,
})

const LONG = 'Creates tickets, answers them, closes them, and gives every one of them to whom it belongs, '

export const CASES: readonly Case[] = [
  {
    name: 'a byte-order mark',
    rules: ['syntax/byte-order-mark'],
    before: `\uFEFF${body('"actions": {}')}`,
    after: body('"actions": {}'),
  },
  {
    name: 'a byte-order mark of a script',
    rules: ['syntax/byte-order-mark'],
    file: 'extract.vrl',
    before: '\uFEFF.path\n',
    after: '.path\n',
  },
  inBody(
    'a # in .jsonc',
    ['syntax/comment', 'syntax/comment'],
    '# all of them\n  "actions": {} # none',
    '// all of them\n  "actions": {} // none',
    {
      file: 'a.jsonc',
    },
  ),
  inBody('a comment in .json, which would be lost', [], '"actions": {} // none', '"actions": {} // none'),
  inBody(
    'trailing commas',
    ['syntax/trailing-comma', 'syntax/trailing-comma'],
    '"actions": {}, "layers": ["a" , ],',
    '"actions": {}, "layers": ["a"  ]',
  ),
  inBody(
    'a trailing comma before a comment',
    ['syntax/trailing-comma'],
    '"actions": {}, // none',
    '"actions": {} // none',
    { file: 'a.jsonc' },
  ),
  inBody(
    'single quotes around quotes',
    ['syntax/single-quotes', 'syntax/single-quotes'],
    `"actions": {}, 'title': 'A "desk"'`,
    `"actions": {}, "title": "A \\"desk\\""`,
  ),
  inBody('typographic quotes', ['syntax/foreign-quotes'], '“actions”: {}', '"actions": {}'),
  inBody('keys without quotes', ['syntax/unquoted-key'], 'actions: {}', '"actions": {}'),
  inBody(
    'words of other languages',
    ['syntax/invalid-value'],
    '"actions": {}, "dev": True',
    '"actions": {}, "dev": true',
  ),
  inBody(
    'a word without an equal',
    [],
    '"actions": {}, "maxExecutionTime": NaN',
    '"actions": {}, "maxExecutionTime": NaN',
  ),
  inBody(
    'numbers of other languages',
    ['syntax/invalid-number'],
    '"actions": {}, "maxExecutionTime": +060',
    '"actions": {}, "maxExecutionTime": 60',
  ),
  inBody(
    'a backslash of a path',
    ['syntax/invalid-escape'],
    '"actions": {}, "title": "C:\\Acme"',
    '"actions": {}, "title": "C:\\\\Acme"',
  ),
  inBody(
    'an escape of another language',
    [],
    '"actions": {}, "title": "\\x41cme"',
    '"actions": {}, "title": "\\x41cme"',
  ),
  inBody(
    'control characters of two strings',
    ['syntax/control-character', 'syntax/control-character'],
    '"actions": {}, "title": "A\tB\u0001C", "description": "a\nb\nc"',
    '"actions": {}, "title": "A\\tB\\u0001C", "description": "a\\nb\\nc"',
  ),
  inBody(
    'a missing comma',
    ['syntax/missing-comma'],
    '"actions": {}\n  "layers": []',
    '"actions": {},\n  "layers": []',
  ),
  inBody(
    'missing colons',
    ['syntax/missing-colon', 'syntax/missing-colon'],
    '"actions" {}, "layers" => []',
    '"actions": {}, "layers" : []',
  ),
  inBody('a no-break space', ['syntax/invalid-whitespace'], '"actions":\u00a0{}', '"actions": {}'),
  inBody(
    'a property that is there twice',
    ['syntax/duplicate-key'],
    '"actions": {},\n  "layers": [],\n  "actions": { }',
    '"actions": {},\n  "layers": []',
  ),
  inBody(
    'a property that is there twice, with a comment between',
    ['syntax/duplicate-key'],
    '"actions": {}, // none\n  "actions": {}, // still none\n  "layers": []',
    '"actions": {}, // none\n  // still none\n  "layers": []',
    { file: 'a.jsonc' },
  ),
  inBody(
    'a property with two values',
    [],
    '"actions": {}, "dev": true, "dev": false',
    '"actions": {}, "dev": true, "dev": false',
  ),

  inBody('a misspelt property', ['schema/unknown-property'], '"actoins": {}', '"actions": {}'),
  inBody(
    'a misspelt property beside the right one',
    [],
    '"actoins": {}, "actions": {}',
    '"actoins": {}, "actions": {}',
  ),
  inBody('a property that is near nothing', [], '"actions": {}, "colour": 1', '"actions": {}, "colour": 1'),
  inBody(
    'a misspelt value',
    ['schema/enum'],
    '"actions": {}, "visibility": "privat"',
    '"actions": {}, "visibility": "private"',
  ),
  inBody(
    'a value that is near nothing',
    [],
    '"actions": {}, "visibility": "secret"',
    '"actions": {}, "visibility": "secret"',
  ),
  inBody('a misspelt property whose value is wrong, too', [], '"actions": {}, "titel": 5', '"actions": {}, "titel": 5'),
  inBody(
    'a title and a description that are too long',
    ['schema/max-length', 'schema/max-length'],
    `"title": "${'👩‍👩‍👧'.repeat(20)}", "description": "${LONG.repeat(3)}and so on.", "actions": {}`,
    `"title": "${'👩‍👩‍👧'.repeat(12)}…", "description": "${LONG.repeat(2)}Creates tickets, answers them, closes them, and gives every one of them…", "actions": {}`,
  ),
  inBody(
    'a link that is too long',
    [],
    `"actions": {}, "url": "https://acme.example/${'x'.repeat(2000)}"`,
    `"actions": {}, "url": "https://acme.example/${'x'.repeat(2000)}"`,
  ),

  inBody(
    'a v before a version',
    ['version-semver'],
    '"actions": {}, "interfaces": { "a": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "version": " v1.0.0", "entities": {}, "actions": {}, "events": {}, "channels": {} } }',
    '"actions": {}, "interfaces": { "a": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "version": "1.0.0", "entities": {}, "actions": {}, "events": {}, "channels": {} } }',
  ),
  {
    name: 'a range and half a version',
    rules: [],
    before: '{ "name": "acme/desk", "version": "^1.2.0", "actions": {} }',
    after: '{ "name": "acme/desk", "version": "^1.2.0", "actions": {} }',
  },
  inBody(
    'keys of another case, with what an interface is mapped to',
    ['key-camel-case', 'key-format'],
    `"actions": { ${action('getURL')}, ${action('get-page')} }, "events": { "getURL": { "schema": {} } },
  "interfaces": { "a": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "entities": {}, "actions": { "look": { "name": "getURL" }, "page": { "name": "get-page" } }, "events": {}, "channels": {} } }`,
    `"actions": { ${action('getUrl')}, ${action('getPage')} }, "events": { "getUrl": { "schema": {} } },
  "interfaces": { "a": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "entities": {}, "actions": { "look": { "name": "getUrl" }, "page": { "name": "getPage" } }, "events": {}, "channels": {} } }`,
    { rules: ['key-camel-case', 'key-format', 'key-camel-case'] },
  ),
  inBody(
    'a key whose camel case is taken',
    [],
    `"actions": { ${action('getURL')}, ${action('getUrl')} }`,
    `"actions": { ${action('getURL')}, ${action('getUrl')} }`,
  ),
  inBody(
    'a key that code knows',
    [],
    `"actions": { ${action('getURL')} }, "code": "register({ getURL })"`,
    `"actions": { ${action('getURL')} }, "code": "register({ getURL })"`,
  ),
  {
    name: 'a key of an update body, where another one is another thing',
    rules: [],
    as: 'update-body',
    before: `{ "actions": { ${action('getURL')} } }`,
    after: `{ "actions": { ${action('getURL')} } }`,
  },
  inBody(
    'the prefix of a secret, with the scripts that read it',
    ['secret-name-prefix'],
    `"actions": {}, "secrets": { "SECRET_KEY": null },
  "identifier": { "extractScript": "s = .secrets\\n# the key\\nif s.SECRET_KEY == .path || .secrets.SECRET_KEY == .body { \\"x\\" } else { null }\\n" }`,
    `"actions": {}, "secrets": { "KEY": null },
  "identifier": { "extractScript": "s = .secrets\\n# the key\\nif s.KEY == .path || .secrets.KEY == .body { \\"x\\" } else { null }\\n" }`,
  ),
  inBody(
    'the prefix of a secret that a script mentions otherwise',
    [],
    `"actions": {}, "secrets": { "SECRET_KEY": null },
  "identifier": { "extractScript": "# SECRET_KEY\\n.secrets.SECRET_KEY" }`,
    `"actions": {}, "secrets": { "SECRET_KEY": null },
  "identifier": { "extractScript": "# SECRET_KEY\\n.secrets.SECRET_KEY" }`,
  ),
  inBody(
    'the prefix of a secret whose name is taken',
    [],
    '"actions": {}, "secrets": { "SECRET_KEY": null, "KEY": null }',
    '"actions": {}, "secrets": { "SECRET_KEY": null, "KEY": null }',
  ),
  {
    name: 'a secret that is listed twice',
    rules: ['secret-names-unique'],
    as: 'integration',
    before: '{ "secrets": ["A_KEY",\n  "B_KEY",\n  "A_KEY"\n] }',
    after: '{ "secrets": ["A_KEY",\n  "B_KEY"\n] }',
  },
  inBody(
    'a misspelt tag',
    ['required-tags-declared'],
    '"actions": {}, "user": { "tags": { "email": {}, "phone": {} }, "creation": { "enabled": false, "requiredTags": ["e-mail"] } }',
    '"actions": {}, "user": { "tags": { "email": {}, "phone": {} }, "creation": { "enabled": false, "requiredTags": ["email"] } }',
  ),
  inBody(
    'a tag that is near two',
    [],
    '"actions": {}, "user": { "tags": { "mailA": {}, "mailB": {} }, "creation": { "enabled": false, "requiredTags": ["mailC"] } }',
    '"actions": {}, "user": { "tags": { "mailA": {}, "mailB": {} }, "creation": { "enabled": false, "requiredTags": ["mailC"] } }',
  ),
  inBody(
    'a misspelt target of an interface',
    ['interface-mapping-exists'],
    `"actions": { ${action('listPages')} }, "interfaces": { "a": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "entities": {}, "actions": { "list": { "name": "listPage" } }, "events": {}, "channels": {} } }`,
    `"actions": { ${action('listPages')} }, "interfaces": { "a": { "id": "ifver_01J9GWV7WN4VR96S7XVHXGCDFW", "entities": {}, "actions": { "list": { "name": "listPages" } }, "events": {}, "channels": {} } }`,
  ),
  inBody(
    'required names that nothing declares, one of them misspelt',
    ['json-schema-required-declared', 'json-schema-required-declared'],
    '"actions": {}, "states": { "last": { "type": "user", "schema": { "type": "object", "properties": { "userId": { "type": "string" } }, "required": ["userID", "other"] } } }',
    '"actions": {}, "states": { "last": { "type": "user", "schema": { "type": "object", "properties": { "userId": { "type": "string" } }, "required": ["userId"] } } }',
  ),
  inBody(
    'the only required name, that nothing declares',
    ['json-schema-required-declared'],
    '"actions": {}, "states": { "last": { "type": "user", "schema": {\n    "type": "object",\n    "required": ["other"] // what?\n  } } }',
    '"actions": {}, "states": { "last": { "type": "user", "schema": {\n    "type": "object"\n    // what?\n  } } }',
    { file: 'a.jsonc' },
  ),
  inBody(
    'a name that is required twice, and a misspelt type',
    ['json-schema-valid', 'json-schema-valid'],
    '"actions": {}, "states": { "last": { "type": "user", "schema": { "type": "object", "properties": { "id": { "type": "strnig" } }, "required": ["id", "id"] } } }',
    '"actions": {}, "states": { "last": { "type": "user", "schema": { "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"] } } }',
  ),
  inBody(
    'a misspelt key of x-zui',
    ['x-zui-valid'],
    '"actions": {}, "configuration": { "schema": { "type": "object", "properties": { "apiKey": { "type": "string", "x-zui": { "secrets": true } } } } }',
    '"actions": {}, "configuration": { "schema": { "type": "object", "properties": { "apiKey": { "type": "string", "x-zui": { "secret": true } } } } }',
  ),
  inBody(
    'credentials without a mark',
    ['secret-fields-marked', 'secret-fields-marked', 'secret-fields-marked'],
    `"actions": {}, "configuration": { "schema": { "type": "object", "properties": {
    "apiKey": {
      "type": "string",
      "description": "The key" // of yours
    },
    "password": { "type": "string", "x-zui": { "title": "Password" } },
    "token": { "type": "string", "x-zui": { "secret": false } }
  } } }`,
    `"actions": {}, "configuration": { "schema": { "type": "object", "properties": {
    "apiKey": {
      "type": "string",
      "description": "The key", // of yours
      "x-zui": {
        "secret": true
      }
    },
    "password": { "type": "string", "x-zui": { "title": "Password", "secret": true } },
    "token": { "type": "string", "x-zui": { "secret": true } }
  } } }`,
    { file: 'a.jsonc' },
  ),
  {
    name: 'a credential in a body of one line',
    rules: ['secret-fields-marked'],
    before:
      '{"name":"acme/desk","version":"1.0.0","configuration":{"schema":{"type":"object","properties":{"apiKey":{"type":"string"}}}}}',
    after:
      '{"name":"acme/desk","version":"1.0.0","configuration":{"schema":{"type":"object","properties":{"apiKey":{"type":"string","x-zui":{"secret":true}}}}}}',
  },
  inBody(
    'titles of fields in ui',
    ['legacy-ui-title', 'legacy-ui-title'],
    `"actions": {
    "find": {
      "input": {
        "schema": {
          "type": "object",
          "properties": {
            "id": {},
            "text": { "type": "string", "x-zui": { "title": "Text" } }
          }
        },
        "ui": {
          "id": { "title": "ID" },
          "text": { "title": "Text" }
        }
      },
      "output": { "schema": {} }
    }
  }`,
    `"actions": {
    "find": {
      "input": {
        "schema": {
          "type": "object",
          "properties": {
            "id": {
              "x-zui": {
                "title": "ID"
              }
            },
            "text": { "type": "string", "x-zui": { "title": "Text" } }
          }
        }
      },
      "output": { "schema": {} }
    }
  }`,
  ),
  inBody(
    'a title in ui that the schema has otherwise, and one of a field that is not there',
    [],
    '"actions": {}, "events": { "opened": { "schema": { "type": "object", "properties": { "id": { "x-zui": { "title": "Id" } } } }, "ui": { "id": { "title": "ID" }, "no": { "title": "No" } } } }',
    '"actions": {}, "events": { "opened": { "schema": { "type": "object", "properties": { "id": { "x-zui": { "title": "Id" } } } }, "ui": { "id": { "title": "ID" }, "no": { "title": "No" } } } }',
  ),
  inBody(
    'white space around a text',
    ['text-trimmed'],
    '"title": " Desk\\n", "actions": {}',
    '"title": "Desk", "actions": {}',
  ),
  inBody('public', ['deprecated-property'], '"actions": {}, "public" : true', '"actions": {}, "visibility" : "public"'),
  inBody(
    'public that is false',
    ['deprecated-property'],
    '"public":false, "actions": {}',
    '"visibility":"private", "actions": {}',
  ),
  inBody(
    'public beside visibility',
    ['deprecated-property'],
    '"public": true,\r\n  "actions": {}, "visibility": "public"',
    '"actions": {}, "visibility": "public"',
  ),
  inBody(
    'public that contradicts visibility',
    [],
    '"actions": {}, "public": true, "visibility": "private"',
    '"actions": {}, "public": true, "visibility": "private"',
  ),
  {
    name: 'deletions',
    rules: ['update-deletes', 'update-deletes', 'update-deletes'],
    as: 'update-body',
    before: '{\n  "actions": { "a1": null },\n  "url": null,\n  "secrets": { "A_KEY": null, "B_KEY": "" }\n}',
    after: '{\n  "actions": {},\n  "secrets": { "B_KEY": "" }\n}',
  },
  inBody(
    'a category in another spelling',
    ['category-valid'],
    '"actions": {}, "attributes": { "category": "CRM and Sales" }',
    '"actions": {}, "attributes": { "category": "CRM & Sales" }',
    { settings: ['category-valid:error'] },
  ),
  inBody(
    'a misspelt field of an event',
    ['vrl-known-fields'],
    '"actions": {}, "identifier": { "extractScript": "if .methd == \\"GET\\" { .methd } else { .path }" }',
    '"actions": {}, "identifier": { "extractScript": "if .method == \\"GET\\" { .method } else { .path }" }',
  ),
  inBody(
    'a misspelt secret',
    ['vrl-declared-secrets'],
    '"actions": {}, "secrets": { "CLIENT_SECRET": null }, "identifier": { "extractScript": "if .secrets.CLIENT_SECRT == .path { .path } else { null }" }',
    '"actions": {}, "secrets": { "CLIENT_SECRET": null }, "identifier": { "extractScript": "if .secrets.CLIENT_SECRET == .path { .path } else { null }" }',
  ),
]
