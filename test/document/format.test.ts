import { describeFormat, foreignFormat } from '../../src/document/format'

const holding = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'x']))

describe('keys of which two together tell the format', () => {
  test.each([
    ['a composer.json', ['require', 'require-dev', 'autoload', 'autoload-dev', 'minimum-stability']],
    ['a web app manifest', ['start_url', 'short_name', 'display', 'theme_color', 'background_color']],
    [
      'a package.json',
      [
        ...['scripts', 'dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'main', 'module'],
        ...['bin', 'exports', 'engines', 'license', 'author', 'keywords', 'repository', 'bugs', 'homepage', 'files'],
        ...['private', 'workspaces', 'packageManager', 'contributes'],
      ],
    ],
  ])('%s', (format, keys) => {
    keys.forEach((key, index) => {
      const next = keys[(index + 1) % keys.length] ?? ''
      expect([key, next, foreignFormat(holding(key, next))]).toEqual([key, next, format])
      expect([key, foreignFormat(holding(key, 'other'))]).toEqual([key, undefined])
    })
  })

  test('a JSON Schema, if it also has a type or properties', () => {
    const keys = ['required', 'definitions', '$defs', '$id', '$ref', 'items', 'allOf', 'anyOf']
    for (const key of keys) {
      expect([key, foreignFormat({ type: 'object', [key]: 1 })]).toEqual([key, 'a JSON Schema'])
      expect([key, foreignFormat({ properties: {}, [key]: 1 })]).toEqual([key, 'a JSON Schema'])
      expect([key, foreignFormat({ [key]: 1, title: 'x' })]).toEqual([key, undefined])
      expect([key, foreignFormat({ type: 5, properties: 5, [key]: 1 })]).toEqual([key, undefined])
    }
    expect(foreignFormat({ required: [], items: {} })).toBeUndefined()
    expect(foreignFormat({ type: 'object' })).toBeUndefined()
    expect(foreignFormat({ properties: {} })).toBeUndefined()
  })
})

describe('what tells the format alone', () => {
  test.each<[string, Record<string, unknown>]>([
    ['an API error answer (Forbidden)', { code: 403, type: 'Forbidden', message: 'No' }],
    [
      'a file with the cases of a script, which "integration-lint vrl test" runs',
      { cases: [{ name: 'a', event: {}, expect: null }] },
    ],
    ['a package-lock.json', { lockfileVersion: 3 }],
    ['a Botpress plugin', { plugin: {} }],
    ['a Botpress plugin', { id: 'plugver_1' }],
    ['a Botpress plugin', { dependencies: { interfaces: 1 } }],
    ['a Botpress plugin', { dependencies: { integrations: 1 } }],
    ['a package.json', { scripts: {} }],
    ['a package.json', { dependencies: {} }],
    ['a package.json', { devDependencies: {} }],
    ['a package.json', { peerDependencies: {} }],
    ['a package.json', { engines: {} }],
    ['a package.json', { name: 'x', private: false }],
    ['a package.json', { type: 'module' }],
    ['a package.json', { type: 'commonjs' }],
    ['a TypeScript configuration', { compilerOptions: {} }],
    ['a TypeScript configuration', { files: 1, references: 1 }],
    ['a manifest of a browser extension', { manifest_version: 3 }],
    ['an OpenAPI document', { openapi: '3' }],
    ['an OpenAPI document', { swagger: '2' }],
    ['an OpenAPI document', { info: {}, paths: {} }],
    ['a JSON Schema', { $schema: 'http://json-schema.org/draft-07/schema#' }],
    ['a JSON Schema', { $schema: 'http://json-schema.org/schema#' }],
    ...['env', 'extends', 'parser', 'parserOptions', 'plugins', 'root', 'globals'].map(
      (key): [string, Record<string, unknown>] => ['an ESLint configuration', { rules: {}, [key]: 1 }],
    ),
    ['a Postman collection', { info: {}, item: [] }],
    ['a Botpress bot', { bot: {} }],
    ['a Botpress bot', { recurringEvents: 1 }],
    ...['alwaysAlive', 'deployedAt', 'message', 'conversation', 'tables'].map(
      (key): [string, Record<string, unknown>] => [
        'a Botpress bot',
        { integrations: {}, dependencies: 1, recurringEvents: 1, [key]: 1 },
      ],
    ),
    ['a Botpress bot', { integrations: {}, alwaysAlive: 1, tables: 1 }],
    ['a Botpress bot', { alwaysAlive: 1, deployedAt: 1, signingSecret: 1 }],
    ['a Botpress bot', { signingSecret: 1, conversation: 1, message: 1 }],
    ['a Botpress plugin', { name: 'x', version: '1.0.0', conversation: { tags: {} }, message: { tags: {} } }],
    ['a Botpress bot', { user: {}, conversation: { tags: {} }, actions: {} }],
    ['a Botpress bot', { message: { tags: {} }, events: {} }],
    ['a Botpress bot', { states: { seen: { type: 'bot', schema: {} } }, configuration: {} }],
    ['a Botpress interface', { interface: {} }],
    ['a Botpress interface', { id: 'ifver_1' }],
    ['a Botpress interface', { nameTemplate: 1 }],
    ['a Botpress interface', { templateName: 1 }],
    ['editor settings', { 'editor.tabSize': 2 }],
    ['editor settings', { 'a-B.c.d_e-f': 2, $schema: 'x' }],
    ['editor settings', { '[json]': {}, '[a b]': {} }],
  ])('%s: %j', (phrase, value) => {
    expect(foreignFormat(value)).toBe(phrase)
    expect(describeFormat(value)).toBe(phrase)
  })
})

describe('what does not', () => {
  test.each<[string, Record<string, unknown>]>([
    ['cases of something else', { cases: [{ event: {}, expect: 1 }, { event: {} }] }],
    ['no cases', { cases: [] }],
    ['an answer without a number', { code: '403', type: 'Forbidden', message: 'No' }],
    ['an answer without a type', { code: 403, message: 'No' }],
    ['an answer without a message', { code: 403, type: 'Forbidden' }],
    ['a plugin that is a text', { plugin: 'x' }],
    ['an id of another thing', { id: 'x_plugver_' }],
    ['an id that is not a text', { id: 5 }],
    ['a section that is not an object', { scripts: 1 }],
    ['a private thing without a name', { private: true }],
    ['a private thing whose privacy is a text', { name: 'x', private: 'x' }],
    ['another type', { type: 'user' }],
    ['options that are none', { compilerOptions: 1 }],
    ['files alone', { files: 1 }],
    ['references alone', { references: 1 }],
    ['files and references of something with a name', { files: 1, references: 1, name: 'x' }],
    ['a number of OpenAPI', { openapi: 3 }],
    ['a number of Swagger', { swagger: 2 }],
    ['info alone', { info: {} }],
    ['paths alone', { paths: {} }],
    ['info that is a text', { info: '', paths: {} }],
    ['another $schema', { $schema: 'http://example.com/schema' }],
    ['a $schema of no text', { $schema: ['http://json-schema.org/schema'] }],
    ['rules alone', { rules: {} }],
    ['rules that are a list', { rules: [], env: {} }],
    ['items of a list', { info: {}, item: {} }],
    ['a list without info', { item: [] }],
    ['a bot that is a text', { bot: 'x' }],
    ['one key of a bot beside integrations', { integrations: {}, tables: 1 }],
    ['two keys of a bot beside no integrations', { message: 1, conversation: 1, tables: 1 }],
    ['recurring events of something with dependencies', { recurringEvents: 1, dependencies: 1 }],
    ['two of the keys of which a bot has three', { alwaysAlive: 1, deployedAt: 1 }],
    ['an integration with a misplaced conversation', { name: 'x', version: '1', conversation: { tags: {} } }],
    ['a misplaced conversation beside a channel', { channels: {}, conversation: { tags: {} } }],
    ['a state of a bot beside secrets', { states: { seen: { type: 'bot', schema: {} } }, secrets: [] }],
    ['an interface that is a text', { interface: 'x' }],
    ['an id that has the prefix within', { id: 'my_ifver_1' }],
    ['one name that is not a setting', { 'editor.tabSize': 2, tabs: 1 }],
    ['a setting that only begins like one', { 'editor.tab size': 2 }],
    ['a setting that only ends like one', { 'the editor.tabSize': 2 }],
    ['brackets that only begin so', { '[json] x': 2 }],
    ['brackets that only end so', { 'x [json]': 2 }],
    ['empty brackets', { '[]': 2 }],
    ['a $schema alone', { $schema: 'x' }],
    ['an integration in its envelope', { integration: {}, scripts: {} }],
    ['an integration by its id', { id: 'intver_1', scripts: {} }],
    ['a local integration by its id', { id: 'devint_1', scripts: {} }],
  ])('%s', (_name, value) => {
    expect(foreignFormat(value)).toBeUndefined()
  })

  test.each<[string, Record<string, unknown>]>([
    ['an id that only ends like one', { id: 'my_intver_1', scripts: {} }],
    ['an envelope of no object', { integration: 1, scripts: {} }],
  ])('is excused by %s', (_name, value) => {
    expect(foreignFormat(value)).toBe('a package.json')
  })
})

test('own properties alone', () => {
  expect(foreignFormat(Object.create({ lockfileVersion: 1 }))).toBeUndefined()
})
