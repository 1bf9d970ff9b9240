import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Diagnostic, DiagnosticTag } from 'vscode-languageserver-protocol'
import { PACKAGES } from '../project/harness'
import { Client, type ClientOptions, markedBy, PULLING } from './client'

const DEFINITION = `{
  "name": "acme",
  "version": "1.0.0",
  "title": "Acme 𝄞",
  "description": "Sends and receives tickets of the Acme help desk.",
  "desciption": "",
  "actions": {}
}
`
const CLEAN = DEFINITION.replace('  "desciption": "",\n', '')

const SCRIPT = `body = parse_json!(.body)
to_string!(body.team_id) + unknown
`

const clients: Client[] = []

async function start(options?: ClientOptions): Promise<Client> {
  const client = await Client.start(options)
  clients.push(client)
  return client
}

afterEach(async () => {
  for (const client of clients.splice(0)) expect(await client.stop()).toBe(0)
})

const has = (rule: string) => (diagnostics: readonly Diagnostic[]) => diagnostics.some(({ code }) => code === rule)
const lacks = (rule: string) => (diagnostics: readonly Diagnostic[]) => !has(rule)(diagnostics)
const of = (rule: string, diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ code }) => code === rule)

const errors = (diagnostics: readonly Diagnostic[]) => diagnostics.filter(({ severity }) => severity === 1)

const UNKNOWN = 'schema/unknown-property'

describe('texts as one types', () => {
  test('a finding has its place, its severity, its rule and the page that explains it', async () => {
    const client = await start()
    await client.open('crm.json', DEFINITION)
    const found = of(UNKNOWN, await client.pushed('crm.json'))
    expect(found).toEqual([
      expect.objectContaining({
        severity: 2,
        source: 'integration-lint',
        codeDescription: { href: expect.stringMatching(/^https:.*\/schema\/unknown-property\.md$/) },
        message: expect.stringContaining('"description"'),
      }),
    ])
    expect(markedBy(DEFINITION, found)).toBe(DEFINITION.replace('"desciption"', '«"desciption"»'))
  })

  test.each([
    ['JSON', 'a.json', '{ "name": "a", "version": "1.0.0", "actions": {}«,» }', 'syntax/trailing-comma'],
    ['JSONC', 'a.jsonc', '// a comment\n{ "name": "a", "version": "1.0.0", «"atcions"»: {}, "events": {} }', UNKNOWN],
    ['VRL', 'extract.vrl', 'to_string!(.body) + «unknown»\n', 'vrl-compiles'],
    [
      'a text without a file, whose name has an escape that is malformed',
      'untitled:%E0%A4%A',
      '{ "name": "a", "version": "1.0.0", "actions": {}«,» }',
      'syntax/trailing-comma',
    ],
    [
      'a text without a file',
      'untitled:Untitled-1',
      '{ "name": "a", "version": "1.0.0", "actions": {}«,» }',
      'syntax/trailing-comma',
    ],
  ])('%s', async (_what, name, given, rule) => {
    const client = await start()
    const text = given.replace(/[«»]/g, '')
    await client.open(name, text, name.startsWith('untitled:') ? 'json' : undefined)
    expect(markedBy(text, of(rule, await client.pushed(name)))).toBe(given)
  })

  test('changes are applied as they come, in UTF-16 code units', async () => {
    const client = await start()
    await client.open('crm.json', DEFINITION)
    await client.pushed('crm.json', has(UNKNOWN))
    // Behind a character of two code units, then away with the misspelt line, then a comma too many.
    await client.change('crm.json', '!', { start: { line: 3, character: 19 }, end: { line: 3, character: 19 } })
    await client.change('crm.json', '', { start: { line: 5, character: 0 }, end: { line: 6, character: 0 } })
    await client.change('crm.json', ',', { start: { line: 5, character: 15 }, end: { line: 5, character: 15 } })
    const found = await client.pushed('crm.json', lacks(UNKNOWN))
    const text = client.document('crm.json').getText()
    expect(text).toContain('"title": "Acme 𝄞!"')
    expect(markedBy(text, of('syntax/trailing-comma', found))).toContain('"actions": {}«,»\n')
    expect(client.heard.filter(({ method }) => method === 'textDocument/publishDiagnostics').length).toBeLessThan(5)
  })

  test('what is not a definition is left alone, until it becomes one', async () => {
    const client = await start()
    await client.open('package.json', '{ "name": "x", "version": "1.0.0", "main": "a.js", }')
    await client.open('data.json', '[1, 2,]')
    await client.open('other.ts', 'const a = {,}', 'typescript')
    await client.open('becomes.json', '{}')
    await client.change('becomes.json', DEFINITION)
    await client.pushed('becomes.json', has(UNKNOWN))
    for (const name of ['package.json', 'data.json', 'other.ts']) expect(client.published(name) ?? []).toEqual([])
  })

  test('a definition stays one while it is broken', async () => {
    const client = await start()
    await client.open('crm.json', CLEAN)
    expect(errors(await client.pushed('crm.json'))).toEqual([])
    await client.change('crm.json', '{ "na')
    await client.pushed('crm.json', has('syntax/truncated'))
  })

  test('a closed text has no diagnostics, and a crash of one document ends nothing', async () => {
    const client = await start()
    await client.open('crm.json', DEFINITION)
    await client.pushed('crm.json', has(UNKNOWN))
    await client.close('crm.json')
    await client.until(() => client.published('crm.json')?.length === 0, 'nothing')
    await client.open('%zz.json', `${'['.repeat(100_000)}`)
    await client.open('again.json', DEFINITION)
    await client.pushed('again.json', has(UNKNOWN))
  })

  test('what is unused or deprecated is tagged', async () => {
    const client = await start()
    await client.open('a.json', DEFINITION.replace('"desciption": ""', '"public": true'))
    const [deprecated] = of('deprecated-property', await client.pushed('a.json', has('deprecated-property')))
    expect(deprecated?.tags).toEqual([DiagnosticTag.Deprecated])
    await client.open('extract.vrl', 'unused = 1\n.body\n')
    const [unused] = of('vrl-unused', await client.pushed('extract.vrl', has('vrl-unused')))
    expect(unused?.tags).toEqual([DiagnosticTag.Unnecessary])
  })
})

describe('settings', () => {
  const off = `{ "rules": { "${UNKNOWN}": "off" } }`

  test('the configuration, the baseline and the ignores are honoured, and watched', async () => {
    const client = await start()
    await client.open('crm.json', DEFINITION)
    await client.pushed('crm.json', has(UNKNOWN))

    client.write('integration-lint.config.json', off)
    await client.changedOnDisk('integration-lint.config.json')
    await client.pushed('crm.json', lacks(UNKNOWN))
    await client.remove('integration-lint.config.json')
    await client.pushed('crm.json', has(UNKNOWN))

    client.write('crm.json', DEFINITION)
    await client.request('workspace/executeCommand', { command: 'integration-lint.createBaseline' })
    await client.pushed('crm.json', lacks(UNKNOWN))
    expect(readFileSync(join(client.folder, 'integration-lint.baseline.json'), 'utf8')).toContain(UNKNOWN)
    await client.remove('integration-lint.baseline.json')
    await client.pushed('crm.json', has(UNKNOWN))

    client.write('.gitignore', '*.json\n')
    await client.changedOnDisk('.gitignore')
    await client.pushed('crm.json', lacks(UNKNOWN))
  })

  test('a client that watches nothing has its folders watched', async () => {
    const client = await start({ capabilities: {}, files: { 'a/crm.json': DEFINITION } })
    await client.open('a/crm.json', DEFINITION)
    await client.pushed('a/crm.json', has(UNKNOWN))
    client.write('integration-lint.config.json', off)
    await client.pushed('a/crm.json', lacks(UNKNOWN))
  })

  test('a fault of the configuration is shown in it, and nothing passes for clean', async () => {
    const config = `{ "rules": { "no-such-rule": "off" } }`
    const client = await start({ files: { 'integration-lint.config.json': config } })
    await client.open('crm.json', DEFINITION)
    const [fault] = await client.pushed('integration-lint.config.json')
    expect(fault?.message).toContain('no-such-rule')
    expect(fault?.range.start).toEqual({ line: 0, character: config.indexOf('"no-such-rule"') })
    expect(await client.pushed('crm.json')).toEqual([
      expect.objectContaining({ severity: 1, message: expect.stringContaining('Not linted') }),
    ])
    client.write('integration-lint.config.json', off)
    await client.changedOnDisk('integration-lint.config.json')
    await client.until(() => client.published('integration-lint.config.json')?.length === 0, 'no fault')
    await client.pushed('crm.json', (now) => errors(now).length === 0)
  })

  test('roots have settings of their own, one within another; what lies outside has none of theirs', async () => {
    const client = await start({
      folders: ['one', 'one/two'],
      files: { 'one/integration-lint.config.json': off, 'one/two/integration-lint.config.json': '{ "root": true }' },
    })
    await client.open('one/crm.json', DEFINITION)
    await client.open('one/two/crm.json', DEFINITION)
    await client.open('elsewhere/crm.json', DEFINITION)
    await client.pushed('one/two/crm.json', has(UNKNOWN))
    await client.pushed('elsewhere/crm.json', has(UNKNOWN))
    expect(of(UNKNOWN, client.published('one/crm.json') ?? [])).toEqual([])
  })
})

describe('a client that asks', () => {
  test('is answered, and says when nothing has changed', async () => {
    const client = await start({ capabilities: PULLING })
    expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true })
    await client.open('crm.json', DEFINITION)
    const ask = (previousResultId?: string) =>
      client.request<{ kind: string; resultId: string; items?: Diagnostic[] }>('textDocument/diagnostic', {
        textDocument: { uri: client.uri('crm.json') },
        previousResultId,
      })
    const first = await ask()
    expect(of(UNKNOWN, first.items ?? [])).toHaveLength(1)
    expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId })
    await client.change('crm.json', CLEAN)
    expect(of(UNKNOWN, (await ask(first.resultId)).items ?? [])).toEqual([])
    expect(client.published('crm.json')).toBeUndefined()
  })

  test('gets the whole workspace, of open texts as they are typed', async () => {
    const client = await start({
      capabilities: PULLING,
      files: {
        'a.json': DEFINITION,
        'b.json': DEFINITION,
        'package.json': '{ "name": "x" }',
        'ignored/c.json': DEFINITION,
        '.gitignore': 'ignored',
      },
    })
    await client.open('b.json', CLEAN)
    const ask = (previousResultIds: { uri: string; value: string }[]) =>
      client.request<{
        items: { uri: string; kind: string; resultId: string; version: number | null; items?: Diagnostic[] }[]
      }>('workspace/diagnostic', { previousResultIds })
    const { items } = await ask([])
    const byName = Object.fromEntries(
      items.map(({ uri, version, items: found = [] }) => [uri.split('/').at(-1), [version, of(UNKNOWN, found).length]]),
    )
    expect(byName).toEqual({ 'a.json': [null, 1], 'b.json': [1, 0], 'package.json': [null, 0] })
    await client.remove('a.json')
    const again = await ask(items.map(({ uri, resultId }) => ({ uri, value: resultId })))
    expect(again.items.find(({ uri }) => uri.endsWith('a.json'))).toMatchObject({ kind: 'full', items: [] })
    expect(again.items.find(({ uri }) => uri.endsWith('b.json'))).toMatchObject({ kind: 'unchanged' })
  })
})

test('the workspace is linted on demand, and kept up to date: changes, renames, deletions', async () => {
  const client = await start({ files: { 'a.json': DEFINITION, 'b/b.json': DEFINITION, 'tsconfig.json': '{}' } })
  const totals = await client.request('workspace/executeCommand', { command: 'integration-lint.lintWorkspace' })
  expect(totals).toMatchObject({ files: 3 })
  await client.pushed('a.json', has(UNKNOWN))
  client.write('a.json', CLEAN)
  await client.changedOnDisk('a.json')
  await client.pushed('a.json', lacks(UNKNOWN))
  await client.rename('b/b.json', 'c.json')
  await client.until(() => client.published('b/b.json')?.length === 0, 'no diagnostics of what is gone')
})

test('closed files lose their diagnostics with their folder, and with the folder of the workspace', async () => {
  const files = { 'p/b/b.json': DEFINITION, 'p/b.json': DEFINITION, 'q/a.json': DEFINITION, 'q/r/a.json': DEFINITION }
  const client = await start({ files, folders: ['p', 'q', 'q/r'] })
  await client.request('workspace/executeCommand', { command: 'integration-lint.lintWorkspace' })
  // A client reports the folder that was deleted, and nothing in it.
  await client.remove('p/b')
  await client.until(() => client.published('p/b/b.json')?.length === 0, 'no diagnostics in a deleted folder')
  await client.changeFolders([], ['q'])
  await client.until(() => client.published('q/a.json')?.length === 0, 'no diagnostics in a removed folder')
  expect(client.published('p/b.json')).not.toEqual([])
  expect(client.published('q/r/a.json')).not.toEqual([])
})

test('the client is asked to report the deletion of folders', async () => {
  const client = await start({})
  await client.until(() => client.heard.some(({ method }) => method === 'client/registerCapability'), 'a registration')
  const registered = client.heard.find(({ method }) => method === 'client/registerCapability')
  expect(JSON.stringify(registered)).toContain('{"globPattern":"**/*","kind":4}')
})

describe('a change of settings is applied to closed files', () => {
  const OFF = JSON.stringify({ rules: { 'schema/unknown-property': 'off' } })

  test.each([
    ['integration-lint.config.json', OFF, lacks(UNKNOWN)],
    ['.gitignore', '*.json', (found: unknown[]) => found.length === 0],
  ])('%s', async (name, text, isApplied) => {
    const client = await start({ files: { 'a.json': DEFINITION } })
    await client.request('workspace/executeCommand', { command: 'integration-lint.lintWorkspace' })
    await client.pushed('a.json', has(UNKNOWN))
    client.write(name, text)
    await client.changedOnDisk(name)
    await client.pushed('a.json', isApplied)
  })

  test('a baseline that the client had created', async () => {
    const client = await start({ files: { 'a.json': DEFINITION } })
    await client.request('workspace/executeCommand', { command: 'integration-lint.lintWorkspace' })
    await client.pushed('a.json', has(UNKNOWN))
    await client.request('workspace/executeCommand', { command: 'integration-lint.createBaseline' })
    await client.pushed('a.json', (found) => found.length === 0)
  })
})

describe('projects', () => {
  const PROJECT = {
    'integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
import { title } from './texts'

export default new IntegrationDefinition({
  name: 'acme',
  version: '1.0',
  title,
  identifier: { extractScript: 'extract.vrl' },
})
`,
    'texts.ts': "export const title = 'Acme'\n",
    'extract.vrl': SCRIPT,
    'package.json': '{ "name": "acme", "version": "1.0.0", "dependencies": { "@botpress/sdk": "5.4.3" } }',
  }

  async function startProject(options?: ClientOptions): Promise<Client> {
    const client = await start({ files: PROJECT, ...options })
    symlinkSync(PACKAGES, join(client.folder, 'node_modules'))
    return client
  }

  test('are evaluated when they are opened and saved; the last good result is kept', async () => {
    const client = await startProject()
    const definition = PROJECT['integration.definition.ts']
    await client.open('integration.definition.ts', definition, 'typescript')
    const found = await client.pushed('integration.definition.ts', has('version-semver'))
    expect(markedBy(definition, of('version-semver', found))).toContain("version: «'1.0'»")
    expect(client.heard.map(({ method }) => method)).toContain('window/workDoneProgress/create')
    // The script is closed, and shown all the same.
    await client.pushed('extract.vrl', has('vrl-compiles'))

    // As one types, nothing is evaluated.
    await client.change('integration.definition.ts', definition.replace("'1.0'", "'1.0.0"))
    const count = client.heard.length
    await new Promise((wait) => setTimeout(wait, 400))
    expect(client.heard.slice(count).filter(({ method }) => method.includes('publish'))).toEqual([])

    await client.save('integration.definition.ts')
    await client.pushed('integration.definition.ts', has('definition/loads'))
    expect(of('vrl-compiles', client.published('extract.vrl') ?? [])).toHaveLength(1)

    await client.change('integration.definition.ts', definition.replace("'1.0'", "'1.0.0'"))
    await client.save('integration.definition.ts')
    await client.pushed(
      'integration.definition.ts',
      (now) => lacks('definition/loads')(now) && lacks('version-semver')(now),
    )
  })

  test('an evaluation that is stale is stopped', async () => {
    const definition = PROJECT['integration.definition.ts']
    const endless = `${definition}\nrequire('node:fs').writeFileSync('begun', '')\nfor (;;) {}\n`
    const client = await startProject({ files: { ...PROJECT, 'integration.definition.ts': endless } })
    await client.open('integration.definition.ts', endless, 'typescript')
    await client.until(() => existsSync(join(client.folder, 'begun')), 'the first evaluation')
    await client.change('integration.definition.ts', definition)
    await client.save('integration.definition.ts')
    // The progress of both ends, that of the first long before it would have been given up.
    await client.until(() => client.ended.length === 2, 'the end of the first evaluation')
    expect(lacks('definition/loads')(await client.pushed('integration.definition.ts', has('version-semver')))).toBe(
      true,
    )
  })

  test('what is typed in a script counts, until the project is evaluated again', async () => {
    const client = await startProject()
    await client.open('extract.vrl', SCRIPT)
    await client.pushed('extract.vrl', has('vrl-compiles'))
    await client.change('extract.vrl', SCRIPT.replace(' + unknown', ''))
    await client.pushed('extract.vrl', lacks('vrl-compiles'))
    // The project still says what the script is for, and which secrets there are.
    await client.change('extract.vrl', '.secrets.NOPE\n')
    await client.pushed('extract.vrl', has('vrl-declared-secrets'))
    await client.save('extract.vrl')
    await client.remove('integration.definition.ts')
    await client.until(() => (client.published('integration.definition.ts') ?? []).length === 0, 'no project')
  })

  const trace = (name: string) => `require('node:fs').writeFileSync('${name}.ran', '')\n`
  const traceHere = (name: string) => trace(name).replace(`'${name}`, `__dirname + '/${name}`)
  const TRACED = {
    ...PROJECT,
    'integration.definition.ts': `${trace('definition')}${PROJECT['integration.definition.ts']}`,
    'integration-lint.config.ts': `${traceHere('configuration')}export default {}\n`,
    'below/integration-lint.config.json': '{ "extends": "../integration-lint.config.ts" }',
  }

  /** A project with packages of its own, and every other place from which code could be loaded. */
  const PLANTED = {
    'planted/package.json': '{ "name": "planted" }\n',
    'planted/integration.definition.ts': `import { IntegrationDefinition } from '@botpress/sdk'
import './src/words'
export default new IntegrationDefinition({ name: 'acme/planted', version: '1.0.0' })
`,
    'planted/src/words.ts': traceHere('module'),
    'planted/crm.json': DEFINITION,
    'planted/node_modules/@botpress/sdk/package.json':
      '{ "name": "@botpress/sdk", "version": "5.0.0", "exports": { ".": "./main.js", "./package.json": "./package.json" } }\n',
    'planted/node_modules/@botpress/sdk/main.js': `${traceHere('sdk')}exports.IntegrationDefinition = class {}\n`,
  }
  const ran = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ran'))
      .map((name) => basename(name, '.ran'))
      .sort()

  test('code is executed in a workspace of which nothing is said', async () => {
    const client = await startProject({ files: { ...TRACED, ...PLANTED } })
    await client.request('workspace/executeCommand', { command: 'integration-lint.lintWorkspace' })
    expect(ran(client.folder)).toEqual(['configuration', 'definition', 'module', 'sdk'])
  })

  test.each<[string, ClientOptions]>([
    ['the client says so', { initializationOptions: { trusted: false } }],
    ['the command says so', { exec: false }],
  ])('nothing is executed in an untrusted workspace: %s', async (_what, options) => {
    const client = await startProject({ ...options, files: { ...TRACED, ...PLANTED } })
    await client.open('integration.definition.ts', TRACED['integration.definition.ts'], 'typescript')
    const [unevaluated, ...others] = await client.pushed('integration.definition.ts')
    expect(unevaluated?.message).toContain('not trusted')
    expect(others).toEqual([])
    await client.open('crm.json', DEFINITION)
    await client.pushed('crm.json', has(UNKNOWN))
    await client.open('below/crm.json', DEFINITION)
    const [refused] = await client.pushed('below/crm.json')
    expect(refused?.message).toContain('not trusted')
    await client.open('planted/integration.definition.ts', PLANTED['planted/integration.definition.ts'], 'typescript')
    await client.open('planted/crm.json', DEFINITION)
    await client.pushed('planted/crm.json', has(UNKNOWN))
    await client.request('workspace/executeCommand', { command: 'integration-lint.lintWorkspace' })
    expect(ran(client.folder)).toEqual([])
  })
})
