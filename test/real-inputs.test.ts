import { lintText } from '../src/index'

// What people fed the tool, and what it has to say of it from end to end: recognition, preset and rules together. The tests
// of the rules say more of each.

interface Case {
  name: string
  text: string
  preset?: 'recommended' | 'hub' | 'strict'
  /** `SEVERITY RULE POINTER`, in the order of the report. */
  findings: readonly string[]
}

const SCHEMA = { type: 'object', properties: {}, additionalProperties: false }
const action = (input: object = SCHEMA) => ({
  title: 'Look up',
  description: 'Looks something up.',
  input: { schema: input },
  output: { schema: SCHEMA },
})

/** The sections that `bp read --json` prints, whatever is in them. */
const SECTIONS = { user: { tags: {} }, actions: {}, events: {}, channels: {}, states: {}, entities: {}, interfaces: {} }
const body = (own: object) =>
  JSON.stringify({ name: 'north/shelf', version: '1.0.0', title: 'Shelf', description: 'Books.', ...own }, null, 2)

const CASES: readonly Case[] = [
  {
    name: 'bp read of a CLI that prints the names of files, and "..." for the ids of interfaces',
    text: body({
      ...SECTIONS,
      icon: 'shelf.svg',
      readme: 'readme.md',
      identifier: { extractScript: 'scripts/extract.vrl' },
      configuration: { schema: SCHEMA, identifier: { linkTemplateScript: 'link.vrl', required: true } },
      interfaces: {
        'listable<book>': { id: '...', name: 'listable', version: '0.0.1', entities: {}, actions: {}, events: {} },
      },
    }),
    findings: [
      'warning body-complete /icon',
      'warning body-complete /readme',
      'warning body-complete /identifier/extractScript',
      'warning body-complete /configuration/identifier/linkTemplateScript',
    ],
  },
  {
    name: 'bp read of a CLI that prints no configuration',
    text: body(SECTIONS),
    findings: ['warning body-complete '],
  },
  {
    name: 'a whole body of an integration that has no configuration',
    text: body({ ...SECTIONS, secrets: {} }),
    findings: [],
  },
  {
    name: 'bp read of a CLI that prints scripts and no secrets',
    text: body({
      ...SECTIONS,
      attributes: { category: 'Other' },
      identifier: {
        extractScript: 'parse_json!(.body).shelf',
        fallbackHandlerScript:
          'if parse_query_string!(.query).token == .secrets.SHELF_TOKEN { { "status": 200 } } else { { "status": 403 } }',
      },
    }),
    preset: 'hub',
    findings: [],
  },
  {
    name: 'the same with an interface, and without the sections that are empty',
    text: body({
      attributes: { category: 'Other' },
      interfaces: { hitl: { id: '', entities: {}, actions: {}, events: {}, channels: {} } },
      identifier: { extractScript: 'to_string!(parse_json!(.body).shelf) + to_string!(.secrets.SHELF_SALT)' },
    }),
    preset: 'hub',
    findings: [],
  },
  {
    name: 'a handle with an underscore, one that begins with a digit',
    text: body({ name: '3_north/shelf' }),
    findings: [],
  },
  {
    name: 'an extract script that reads a member of text',
    text: body({ identifier: { extractScript: '.body.shelf.id' } }),
    findings: ['warning vrl-known-fields /identifier/extractScript'],
  },
  {
    name: 'an extract script that gives an object',
    text: body({ identifier: { extractScript: '{ "shelf": parse_json!(.body).shelf }' } }),
    findings: ['warning vrl-result /identifier/extractScript'],
  },
  {
    name: 'a field that refers to a described one',
    text: body({
      actions: {
        lookUp: action({
          ...SCHEMA,
          properties: {
            by: { type: 'string', title: 'Author', description: 'Who wrote it.' },
            or: { $ref: '#/properties/by' },
          },
        }),
      },
    }),
    preset: 'strict',
    findings: [],
  },
  {
    name: 'another dialect of JSON Schema',
    text: body({
      actions: {
        lookUp: action({
          ...SCHEMA,
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          properties: {
            at: { type: 'array', title: 'Place', description: 'Row and column.', prefixItems: [{}, {}], items: false },
          },
        }),
      },
    }),
    findings: [
      'warning json-schema-dialect /actions/lookUp/input/schema/properties/at/prefixItems',
      'warning json-schema-dialect /actions/lookUp/input/schema/properties/at/items',
      'warning json-schema-dialect /actions/lookUp/input/schema/$schema',
    ],
  },
  {
    name: 'icon and readme as they are',
    text: body({ icon: '<svg xmlns="http://www.w3.org/2000/svg"/>', readme: '# Shelf\n\nFinds books.\n' }),
    findings: ['error files-base64 /icon', 'error files-base64 /readme'],
  },
  {
    name: 'the banner of npm',
    text: `\n> shelf@1.0.0 body\n> bp read --json\n\n${body({})}\n`,
    findings: ['error syntax/invalid-json '],
  },
  {
    name: 'an interface without entities',
    text: JSON.stringify({
      ...{ name: 'findable', version: '0.1.0', entities: {}, events: {}, channels: {} },
      actions: { find: { input: { schema: SCHEMA }, output: { schema: SCHEMA } } },
    }),
    findings: ['error document/unknown-kind '],
  },
  {
    name: 'what reviewers of the hub refuse',
    text: body({
      name: 'plus/shelf',
      icon: 'PHN2Zy8+',
      readme: 'IyBTaGVsZgo=',
      channels: {
        channel: { title: 'Chat', description: 'Talks about books.', messages: { markdown: { schema: SCHEMA } } },
      },
    }),
    preset: 'hub',
    findings: [
      'error category-valid ',
      'warning names-publishable /name',
      'warning names-publishable /channels/channel',
      'warning names-publishable /channels/channel/messages/markdown',
    ],
  },
  {
    name: 'a key that bp build refuses',
    text: body({ actions: { getISBNEntry: action() } }),
    findings: ['error key-camel-case /actions/getISBNEntry'],
  },
  {
    name: 'properties of an answer in a body',
    text: body({ ...SECTIONS, secrets: {}, lifecycleStatus: 'published', createdAt: '2026-01-01T00:00:00Z' }),
    findings: ['error read-only-in-body /lifecycleStatus', 'error read-only-in-body /createdAt'],
  },
  {
    name: 'a body that names its schema for an editor',
    text: body({ $schema: 'https://example.com/create-integration.schema.json' }),
    findings: ['info body-without-schema /$schema'],
  },
]

test.each(CASES)('$name', ({ text, preset = 'recommended', findings }) => {
  const report = lintText(text, { preset, name: 'read.json' })
  expect(report.crashes).toEqual([])
  expect(report.findings.map(({ severity, rule, pointer }) => `${severity} ${rule} ${pointer}`)).toEqual(findings)
})
