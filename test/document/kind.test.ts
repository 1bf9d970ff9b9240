import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeFormat } from '../../src/document/format'
import { recognise } from '../../src/document/kind'
import type { Kind } from '../../src/findings/types'
import { definition, type NamedDefinition, summaryOf, testRecognition } from './recognition'

const FIXTURES = join(__dirname, '../../fixtures')

const fixture = (file: string) => definition(file, readFileSync(join(FIXTURES, file), 'utf8'))

/** A body as it is sent: the name of its schema, which says what it is, is for editors. */
function withoutSchema([file, { $schema: _schema, ...value }]: NamedDefinition): NamedDefinition {
  return [file, value]
}

describe('whole definitions', () => {
  testRecognition(
    [withoutSchema(fixture('valid/desk.create.json'))],
    ['valid/desk.response.json', 'invalid/desk.response.json'].map(fixture),
  )
})

describe('small documents', () => {
  const schema = { type: 'object', properties: {} }
  const action = { title: 'Ping', input: { schema }, output: { schema } }
  const id = 'intver_01JR9171RD24SCE4DYRVNCE8CC'
  const dated = { id, name: 'x', version: '1.0.0', createdAt: 'x', updatedAt: 'x', actions: { ping: action } }

  test.each<[string, unknown, string | undefined]>([
    [
      'a name, a version and an action',
      { name: 'x', version: '1.0.0', actions: { ping: action } },
      'certain create-body',
    ],
    ['a configuration', { name: 'x', version: '1.0.0', configuration: { schema } }, 'certain create-body'],
    ['a channel', { name: 'x', version: '1.0.0', channels: { chat: { messages: {} } } }, 'certain create-body'],
    [
      'a channel with tags',
      { name: 'x', version: '1.0.0', channels: { chat: { conversation: { tags: {} } } } },
      'certain create-body',
    ],
    ['an event', { name: 'x', version: '1.0.0', events: { changed: { schema } } }, 'certain create-body'],
    ['a state', { name: 'x', version: '1.0.0', states: { cursor: { type: 'user', schema } } }, 'certain create-body'],
    ['an entity', { name: 'x', version: '1.0.0', entities: { issue: { schema } } }, 'certain create-body'],
    ['configurations', { name: 'x', version: '1.0.0', configurations: { oauth: { schema } } }, 'certain create-body'],
    [
      'an interface',
      { name: 'x', version: '1.0.0', interfaces: { llm: { id: '', actions: {} } } },
      'certain create-body',
    ],
    ['an identifier', { name: 'x', version: '1.0.0', identifier: { extractScript: '.a' } }, 'certain create-body'],
    ['a sandbox', { name: 'x', version: '1.0.0', sandbox: { messageExtractScript: '.a' } }, 'certain create-body'],
    ['a version only', { version: '1.0.0', actions: { ping: action }, title: 'X', states: {} }, 'certain create-body'],
    ['sections that are deleted', { actions: { ping: null }, title: 'X' }, 'plausible update-body'],
    ['two sections', { actions: { ping: action }, events: { changed: { schema } } }, 'certain update-body'],
    ['an id', { id }, 'certain integration'],
    [
      'what everybody has',
      {
        id: 'x',
        name: 'x',
        version: '1.0.0',
        title: 'X',
        description: 'X',
        createdAt: '2024',
        updatedAt: '2024',
        url: 'x',
      },
      'plausible integration',
    ],
    [
      'empty sections and nothing strange',
      { name: 'x', version: '1.0.0', actions: {}, events: {} },
      'certain create-body',
    ],
    ['empty sections and a stranger', { name: 'x', version: '1.0.0', actions: {}, surplus: 1 }, 'certain create-body'],
    [
      'a section under another name',
      { name: 'x', version: '1.0.0', title: 'X', attributes: {}, acts: { ping: action } },
      'plausible create-body',
    ],
    ['an id of a local integration', { id: 'devint_01JR9171RD24SCE4DYRVNCE8CC', name: 'x' }, 'certain integration'],
    [
      'an answer without id',
      { name: 'x', version: '1.0.0', createdAt: '2024', updatedAt: '2024', verificationStatus: 'approved' },
      'certain integration',
    ],
    [
      'a body with code and a stray id',
      { id: 'x', name: 'x', version: '1.0.0', code: '', icon: '', actions: { ping: action } },
      'certain create-body',
    ],
    ['a name and a version', { name: 'x', version: '1.0.0' }, 'plausible create-body'],
    ['a name and a version and a stranger', { name: 'x', version: '1.0.0', author: 'y' }, 'plausible create-body'],
    ['a name and a version among strangers', { name: 'x', version: '1.0.0', a: 1, b: 2, c: 3 }, undefined],
    ['a title', { title: 'X' }, 'plausible update-body'],
    ['a title and a stranger', { title: 'X', surplus: 1 }, undefined],
    ['properties of wrong types', { actions: [], events: 1, title: 'X' }, undefined],
    ['an envelope of anything', { integration: 5 }, 'plausible integration /integration'],
    ['an envelope of nothing', { integration: null }, 'plausible integration /integration'],
    ['an envelope with a stranger', { integration: { id }, surplus: 1 }, 'certain integration /integration'],
    ['an envelope of anything with a stranger', { integration: 'slack', token: 'x' }, undefined],
    [
      'an envelope of a public integration',
      { integration: { ownerWorkspace: {} } },
      'plausible public-integration /integration',
    ],
    ['an empty list', { integrations: [], meta: {} }, 'certain integration-list'],
    ['an empty list without meta', { integrations: [] }, undefined],
    ['a list of anything', { integrations: [1] }, 'plausible integration-list'],
    ['a list of anything with strangers', { integrations: [{ name: 'x' }], version: 2 }, undefined],
    ['integrations that are no list', { integrations: { slack: {} } }, undefined],
    ['an empty array', [], undefined],
    [
      'one property of answers in a body',
      { name: 'x', version: '1.0.0', lifecycleStatus: 'active', actions: { ping: action } },
      'certain create-body',
    ],
    ...[
      { id },
      { ownerWorkspace: {} },
      { id, ownerWorkspace: {} },
      { meta: { installs: 1 } },
      { id, verificationStatus: 'approved', lifecycleStatus: 'published' },
      { id: 'x', iconUrl: 'x', readmeUrl: 'x', secrets: ['KEY'] },
    ].map((copied): [string, unknown, string] => [
      `${Object.keys(copied).join(' and ')} in a body`,
      { name: 'x', version: '1.0.0', actions: { ping: action }, ...copied },
      'certain create-body',
    ]),
    ['an id in an update body', { id, actions: { ping: action } }, 'certain update-body'],
    [
      'a whole answer with the readme of a body',
      { ...dated, readme: 'x', icon: 'x', code: 'x' },
      'certain integration',
    ],
    [
      'an answer of the hub with the readme of a body',
      { ...dated, ownerWorkspace: {}, readme: 'x' },
      'certain public-integration',
    ],
    [
      'two properties of answers',
      { name: 'x', version: '1.0.0', createdAt: 'x', updatedAt: 'x', actions: { ping: action } },
      'certain integration',
    ],
    [
      'the secrets of a body beside two of them',
      { name: 'x', version: '1.0.0', createdAt: 'x', verificationStatus: 'x', icon: 'x', secrets: { KEY: null } },
      'certain create-body',
    ],
    [
      'schemas that name an entity, as those of an interface do',
      {
        name: 'x',
        version: '1.0.0',
        entities: { item: { schema } },
        actions: { make: { input: { schema: { type: 'object', properties: { item: { $ref: 'item' } } } } } },
      },
      undefined,
    ],
    [
      'the same in an integration',
      {
        name: 'x',
        version: '1.0.0',
        states: {},
        entities: { item: { schema } },
        events: { made: { schema: { type: 'object', properties: { items: { items: { $ref: 'item' } } } } } },
      },
      'certain create-body',
    ],
    ...[
      { name: 'acme/typing' },
      { states: {} },
      { user: { tags: {} } },
      { secrets: {} },
      { interfaces: {} },
      { events: { made: { schema } }, entities: { item: { schema } }, channels: { chat: { messages: {} } } },
    ].map((own): [string, unknown, string] => [
      `the sections of an interface with the ${Object.keys(own).join(', ')} of an integration`,
      { name: 'typing', version: '0.0.3', entities: {}, events: {}, actions: { start: action }, channels: {}, ...own },
      'certain create-body',
    ]),
    [
      'the dates of an answer in a body with secrets, which has no id',
      {
        ...{ name: 'x', version: '1.0.0', createdAt: 'x', updatedAt: 'x', lifecycleStatus: 'published' },
        ...{ secrets: {}, actions: { ping: action } },
      },
      'certain create-body',
    ],
    ['summaries', [{ id }, { id }], 'certain integration-list'],
    ['few summaries among other things', [{ id }, 1], undefined],
    ['an array of bodies', [{ name: 'x', version: '1.0.0' }], undefined],
    ['an empty object', {}, undefined],
    ['a schema hint alone', { $schema: './x.json' }, undefined],
    [
      'the hint of a published schema',
      { $schema: 'https://example.com/v1/create-integration.schema.json#', x: 1 },
      'certain create-body',
    ],
    ['the hint of the list', { $schema: '../schemas/integration-list.schema.json' }, 'certain integration-list'],
    [
      'the hint of an answer in its envelope',
      { $schema: 'integration.schema.json', integration: {} },
      'certain integration /integration',
    ],
    ['the hint of the language', { $schema: 'constructor', title: 'X' }, 'plausible update-body'],
    ['own names only', JSON.parse('{"__proto__": {"name": "x", "version": "1.0.0"}}'), undefined],
    ['null', null, undefined],
    ['a string', 'integration', undefined],
    ['undefined', undefined, undefined],
  ])('%s', (_name, value, expected) => {
    expect(summaryOf(value)).toBe(expected)
  })
})

describe('other formats', () => {
  test.each<[string, unknown]>([
    ['an API error answer (Unauthorized)', { code: 401, type: 'Unauthorized', message: 'No', id: 'err_1' }],
    ['a package.json', { name: 'x', version: '1.0.0', scripts: { build: 'x' } }],
    ['a package.json', { name: 'x', version: '1.0.0', description: 'x', license: 'MIT', author: 'x' }],
    ['a package.json', { name: 'x', version: '1.0.0', private: true }],
    ['a package.json', { name: 'x', version: '1.0.0', type: 'module' }],
    ['a package.json', { name: 'x', version: '1.0.0', dependencies: { a: { version: '1' } } }],
    ['a package-lock.json', { name: 'x', version: '1.0.0', lockfileVersion: 3, packages: {} }],
    ['a composer.json', { name: 'a/b', version: '1.0.0', require: {}, autoload: {} }],
    ['a TypeScript configuration', { compilerOptions: {}, include: [] }],
    ['a TypeScript configuration', { files: [], references: [] }],
    [
      'a manifest of a browser extension',
      { manifest_version: 3, name: 'x', version: '1.0.0', description: 'x', permissions: [] },
    ],
    ['a web app manifest', { name: 'x', short_name: 'x', start_url: '/', display: 'standalone' }],
    ['an OpenAPI document', { openapi: '3.0.0', info: { title: 'x', version: '1' }, paths: {} }],
    ['an OpenAPI document', { swagger: '2.0', info: {}, paths: {} }],
    ['a JSON Schema', { $schema: 'http://json-schema.org/draft-07/schema#', title: 'x', description: 'x' }],
    ['a JSON Schema', { $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    ['a JSON Schema', { title: 'x', type: 'object', properties: { actions: {} } }],
    ['an ESLint configuration', { root: true, rules: {}, env: {} }],
    ['a Postman collection', { info: { name: 'x' }, item: [] }],
    ['a Botpress bot', { bot: { id: 'x' } }],
    [
      'a Botpress bot',
      {
        integrations: {},
        recurringEvents: {},
        tables: {},
        states: {},
        user: { tags: {} },
        configuration: { schema: {} },
      },
    ],
    [
      'a Botpress bot',
      { id: 'x', createdAt: 'x', alwaysAlive: false, signingSecret: 'x', conversation: {}, message: {} },
    ],
    ['a Botpress plugin', { plugin: { id: 'x' } }],
    ['a Botpress plugin', { name: 'x', version: '1.0.0', recurringEvents: {}, conversation: { tags: {} }, states: {} }],
    [
      'a Botpress plugin',
      { name: 'x', version: '1.0.0', dependencies: { interfaces: {}, integrations: {} }, states: {} },
    ],
    [
      'a Botpress plugin',
      { id: 'plugver_01JR9171RD24SCE4DYRVNCE8CC', name: 'x', version: '1.0.0', actions: {}, events: {} },
    ],
    [
      'a Botpress interface',
      {
        id: 'ifver_01JR9171RD24SCE4DYRVNCE8CC',
        name: 'x',
        version: '1.0.0',
        actions: {},
        events: {},
        entities: {},
        channels: {},
      },
    ],
    [
      'a Botpress interface',
      { name: 'llm', version: '1.0.0', nameTemplate: {}, actions: { a: { input: { schema: {} } } } },
    ],
    ['a Botpress interface', { interface: {} }],
    [
      'a Botpress interface',
      { name: 'typing', version: '0.0.3', entities: {}, events: {}, actions: { start: { input: {} } }, channels: {} },
    ],
    ['editor settings', { 'editor.tabSize': 2, '[json]': {} }],
    ['an empty object', {}],
    ['an array of numbers', [1, 2]],
    ['an array of arrays', [[]]],
    ['an array of objects', [{}]],
    ['an array', [1, 'a']],
    ['an array', [null]],
    ['a string', 'x'],
    ['a number', 1],
    ['a boolean', false],
    ['null', null],
  ])('%s is not recognised but named', (phrase, value) => {
    expect(recognise({ value })).toBeUndefined()
    expect(describeFormat(value)).toBe(phrase)
  })

  test('what nobody can know is not named', () => {
    expect(describeFormat({ a: 1 })).toBeUndefined()
    expect(describeFormat(undefined)).toBeUndefined()
  })

  test('an empty array could be an empty list, and is named when it must not be', () => {
    expect(describeFormat([])).toBe('an empty array')
  })

  test("an integration's own id outweighs strange properties", () => {
    const id = 'intver_01JR9171RD24SCE4DYRVNCE8CC'
    expect(summaryOf({ id, scripts: {}, dependencies: {} })).toBe('certain integration')
    expect(summaryOf({ integration: { id }, scripts: {} })).toBe('certain integration /integration')
  })

  test("this repository's own files", () => {
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json']) {
      expect([file, recognise({ value: JSON.parse(readFileSync(join(__dirname, '../..', file), 'utf8')) })]).toEqual([
        file,
        undefined,
      ])
    }
  })
})

describe('a kind that is said', () => {
  const body = { name: 'x', version: '1.0.0' }
  test.each<[string, Kind, unknown, string, unknown, true | undefined]>([
    ['an envelope', 'integration', { integration: body }, '/integration', body, undefined],
    ['an envelope of a public integration', 'public-integration', { integration: 1 }, '/integration', 1, undefined],
    [
      'a body in an envelope, which is refused',
      'create-body',
      { integration: body },
      '',
      { integration: body },
      undefined,
    ],
    ['a bare object', 'integration', body, '', body, undefined],
    [
      'a body with a property named like the envelope',
      'update-body',
      { ...body, integration: 1 },
      '',
      { ...body, integration: 1 },
      undefined,
    ],
    ['a list', 'integration-list', { integrations: [] }, '', { integrations: [] }, undefined],
    ['a list as the CLI prints it', 'integration-list', [1], '', [1], true],
    ['an array that is not a list', 'integration', [1], '', [1], undefined],
    ['nothing', 'create-body', null, '', null, undefined],
  ])('%s', (_name, kind, value, base, inner, bareList) => {
    const { base: at, ...recognised } = recognise({ value }, kind)
    expect(at.toString()).toBe(base)
    expect(recognised).toEqual({ kind, value: inner, certainty: 'certain', ...(bareList && { bareList }) })
  })
})
