import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  Hover,
  Location,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { disableAction } from '../../src/lsp/actions'
import { marked } from '../mark'
import { PACKAGES } from '../project/harness'
import { Client, type ClientOptions, cursorIn, markedBy } from './client'

let client: Client

async function start(options?: ClientOptions): Promise<void> {
  client = await Client.start(options)
}

afterEach(async () => {
  await client.stop()
})

const at = (name: string, position: { line: number; character: number }) => ({
  textDocument: { uri: client.uri(name) },
  position,
})

/** Opens a text with a cursor, and asks about it. */
async function ask<T>(name: string, given: string, method: string, more = {}): Promise<T> {
  const { text, position } = cursorIn(given)
  await client.open(name, text)
  return client.request<T>(method, { ...at(name, position), ...more })
}

/** A definition around a part of it. */
const around = (part: string) =>
  `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets of a help desk.", "configurations": {}, ${part} }`

describe('hover', () => {
  const hovers: [what: string, name: string, text: string, said: RegExp][] = [
    ['a property of a definition', 'a.json', around('"act|ions": {}'), /\*\*actions\*\*: object/],
    ['a finding', 'a.json', around('"actionz|": {}'), /\*\*schema\/unknown-property\*\*: /],
    [
      'a property of the configuration',
      'integration-lint.config.json',
      '{ "ignorePatt|erns": [] }',
      /\*\*ignorePatterns\*\*: .*array/,
    ],
    ['a function of a script', 'extract.vrl', 'parse_j|son!(.body)', /parse_json\(value: string, .*It can fail/s],
    ['a field of an event', 'extract.vrl', 'to_string!(.bo|dy)', /\*\*\.body\*\*: a string/],
    ['a function that does not work', 'extract.vrl', 'get_env|_var!("A")', /Does not work on the platform/],
    [
      'a function of a script in JSON',
      'a.json',
      around('"identifier": { "extractScript": "a = 1\\nparse_js|on!(.body)" }'),
      /parse_json\(value/,
    ],
  ]
  test.each(hovers)('%s', async (_what, name, text, said) => {
    await start()
    const hover = await ask<Hover | null>(name, text, 'textDocument/hover')
    expect(JSON.stringify(hover?.contents).replaceAll('\\n', '\n')).toMatch(said)
  })

  test('nothing of a foreign file', async () => {
    await start()
    expect(await ask<Hover | null>('package.json', '{ "na|me": "x" }', 'textDocument/hover')).toBeNull()
  })
})

describe('completion', () => {
  const completions: [
    what: string,
    name: string,
    text: string,
    items: string[],
    edited: [label: string, text: string] | null,
  ][] = [
    [
      'names of properties',
      'a.json',
      around('"act|"'),
      ['actions', 'events', 'states'],
      ['actions', around('"actions": {}')],
    ],
    ['without quotes', 'a.json', around('ev|'), ['events'], ['events', around('"events": {}')]],
    [
      'names of properties, of which there are values',
      'a.json',
      around('"act|": {}'),
      ['actions'],
      ['actions', around('"actions": {}')],
    ],
    [
      'values',
      'a.json',
      around('"visibility": "|"'),
      ['public', 'private', 'unlisted'],
      ['private', around('"visibility": "private"')],
    ],
    [
      'values without quotes',
      'a.json',
      around('"states": { "a": { "type": | } }'),
      ['conversation', 'user', 'integration'],
      null,
    ],
    [
      'types in a JSON Schema',
      'a.json',
      around('"actions": { "list": { "input": { "schema": { "type": "|" } } } }'),
      ['object', 'string', 'boolean'],
      ['object', around('"actions": { "list": { "input": { "schema": { "type": "object" } } } }')],
    ],
    ['in an envelope', 'a.json', `{ "integration": ${around('"act|"')} }`, ['actions'], null],
    [
      'tags',
      'a.json',
      around('"user": { "tags": { "id": {}, "mail": {} }, "creation": { "requiredTags": ["|"] } }'),
      ['id', 'mail'],
      ['mail', around('"user": { "tags": { "id": {}, "mail": {} }, "creation": { "requiredTags": ["mail"] } }')],
    ],
    [
      'targets of interfaces',
      'a.json',
      around(
        '"actions": { "list": { "input": {}, "output": {} } }, "interfaces": { "i": { "id": "ifver_1", "entities": {}, "events": {}, "channels": {}, "actions": { "all": { "name": "|" } } } }',
      ),
      ['list'],
      null,
    ],
    ['functions of a script', 'extract.vrl', 'parse_|', ['parse_json', 'parse_url'], null],
    ['fields of an event', 'extract.vrl', 'to_string!(.|', ['body', 'headers', 'secrets'], null],
    ['fields of another event', 'linkTemplate.vrl', 'to_string!(.w|', ['webhookId', 'webhookUrl'], null],
    [
      'secrets',
      'a.json',
      around('"secrets": { "TOKEN": {} }, "identifier": { "extractScript": "to_string!(.secrets.|)" }'),
      ['TOKEN'],
      ['TOKEN', around('"secrets": { "TOKEN": {} }, "identifier": { "extractScript": "to_string!(.secrets.TOKEN)" }')],
    ],
    ['rules of the configuration', 'integration-lint.config.json', '{ "rules": { "vrl-|" } }', ['vrl-compiles'], null],
  ]
  test.each(completions)('%s', async (_what, name, text, expected, edited) => {
    await start()
    const items = await ask<CompletionItem[]>(name, text, 'textDocument/completion')
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(expected))
    if (edited === null) return
    const edit = items.find(({ label }) => label === edited[0])?.textEdit
    if (edit === undefined || !('range' in edit)) throw new Error('no edit')
    expect(TextDocument.applyEdits(client.document(name), [edit])).toBe(edited[1])
  })

  test('present properties are not offered again, required ones come first', async () => {
    await start()
    const items = await ask<CompletionItem[]>(
      'a.json',
      around('"actions": { "a": { "title": "A", | } }'),
      'textDocument/completion',
    )
    const labels = items.sort((a, b) => (String(a.sortText) < String(b.sortText) ? -1 : 1)).map(({ label }) => label)
    expect(labels.slice(0, 2)).toEqual(['input', 'output'])
    expect(labels).not.toContain('title')
  })

  test('what a function takes is said when it is looked at', async () => {
    await start()
    const items = await ask<CompletionItem[]>('extract.vrl', 'parse_|', 'textDocument/completion')
    const item = items.find(({ label }) => label === 'parse_json')
    const resolved = await client.request<CompletionItem>('completionItem/resolve', item)
    expect(JSON.stringify(resolved.documentation)).toContain('parse_json(value: string')
  })

  test('a client that has our schemas is not offered their properties twice', async () => {
    await start({ initializationOptions: { schemaFiles: ['a.json'] } })
    expect(await ask<CompletionItem[]>('a.json', around('"act|"'), 'textDocument/completion')).toEqual([])
  })
})

describe('names', () => {
  const TAGS = marked(
    around(
      '"user": { "tags": { «"id"»: { "title": "Id" } }, "creation": { "enabled": true, "requiredTags": [«"id"»] } }',
    ),
  )
  const SECRET = marked(
    around('"secrets": { «"TOKEN"»: {} }, "identifier": { "extractScript": "to_string!(.secrets.«TOKEN»)" }'),
  )
  const MAPPED = marked(
    around(
      '"actions": { «"list"»: { "input": { "schema": {} }, "output": { "schema": {} } } }, "interfaces": { "i": { "id": "ifver_1", "entities": {}, "events": {}, "channels": {}, "actions": { "all": { "name": «"list"» } } } }',
    ),
  )
  test.each([
    ['a tag', TAGS],
    ['a secret', SECRET],
    ['the target of an interface', MAPPED],
  ])('%s leads to where it is declared, and to all its uses', async (_what, { text, spans }) => {
    await start()
    await client.open('a.json', text)
    const document = client.document('a.json')
    const position = document.positionAt((spans[1]?.start ?? 0) + 2)
    const found = await client.request<Location | null>('textDocument/definition', at('a.json', position))
    expect(found?.uri).toBe(client.uri('a.json'))
    expect(document.offsetAt(found?.range.start ?? position)).toBe(spans[0]?.start)
    const references = await client.request<Location[]>('textDocument/references', {
      ...at('a.json', document.positionAt((spans[0]?.start ?? 0) + 2)),
      context: { includeDeclaration: true },
    })
    expect(markedBy(text, references)).toBe(
      markedBy(
        text,
        spans.map(({ start: from, end }) => ({
          range: { start: document.positionAt(from), end: document.positionAt(end) },
        })),
      ),
    )
  })

  test('in a project: a script file, a secret in it, a tag', async () => {
    const definition = marked(`import { IntegrationDefinition } from '@botpress/sdk'

export default new IntegrationDefinition({
  name: 'acme',
  version: '1.0.0',
  identifier: { extractScript: '«extract.vrl»' },
  secrets: { «TOKEN»: { description: 'Signs.' } },
  user: { tags: { «id»: {} } },
})
`)
    const script = marked('to_string!(.secrets.«TOKEN»)\n')
    await start({ files: { 'integration.definition.ts': definition.text, 'extract.vrl': script.text } })
    symlinkSync(PACKAGES, join(client.folder, 'node_modules'))
    await client.open('integration.definition.ts', definition.text, 'typescript')
    await client.open('extract.vrl', script.text)
    await client.pushed('integration.definition.ts')
    const document = client.document('integration.definition.ts')
    const place = (index: number) => document.positionAt((definition.spans[index]?.start ?? 0) + 1)
    const file = await client.request<Location>('textDocument/definition', at('integration.definition.ts', place(0)))
    expect(file.uri).toBe(client.uri('extract.vrl'))
    const secret = await client.request<Location>(
      'textDocument/definition',
      at('extract.vrl', client.document('extract.vrl').positionAt((script.spans[0]?.start ?? 0) + 1)),
    )
    expect(secret.uri).toBe(client.uri('integration.definition.ts'))
    expect(secret.range.start).toEqual(document.positionAt(definition.spans[1]?.start ?? 0))
    const uses = await client.request<Location[]>('textDocument/references', {
      ...at('integration.definition.ts', place(1)),
      context: { includeDeclaration: false },
    })
    expect(uses).toEqual([expect.objectContaining({ uri: client.uri('extract.vrl') })])
    const ofFile = await client.request<Location[]>('textDocument/references', {
      ...at('extract.vrl', { line: 0, character: 0 }),
      context: { includeDeclaration: false },
    })
    expect(markedBy(definition.text, ofFile)).toContain("extractScript: '«extract.vrl»'")
  })
})

describe('code actions', () => {
  const actionsFor = async (name: string, diagnostic: Diagnostic, only?: string[]) =>
    client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(name) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], ...(only === undefined ? {} : { only }) },
    })
  const applied = (name: string, edit: WorkspaceEdit | undefined) =>
    TextDocument.applyEdits(client.document(name), edit?.changes?.[client.uri(name)] ?? [])

  test('a misspelt property is mended, alone and with all others', async () => {
    await start()
    const text = around('"actionz": {},')
    await client.open('a.json', text)
    const found = await client.pushed('a.json')
    const unknown = found.find(({ code }) => code === 'schema/unknown-property')
    if (unknown === undefined) throw new Error('nothing found')
    const actions = await actionsFor('a.json', unknown)
    const fix = actions.find(({ isPreferred }) => isPreferred === true)
    expect(applied('a.json', fix?.edit)).toBe(around('"actions": {},'))
    expect(fix?.diagnostics).toEqual([unknown])
    const all = await actionsFor('a.json', unknown, ['source.fixAll'])
    expect(all.map(({ kind }) => kind)).toEqual(['source.fixAll.integration-lint'])
    expect(applied('a.json', all[0]?.edit)).toBe(around('"actions": {}'))
  })

  test('all fixes of a text are edits of their own, so that what lies between them keeps its marks', async () => {
    await start()
    const text = around('\r\n"version\u{1F600}": 1,\r\n"actionz": {},\r\n"events": {},\r\n"entitiez": {}\r\n')
    await client.open('a.json', text)
    const [found] = (await client.pushed('a.json')).filter(({ message }) => String(message).includes('entitiez'))
    if (found === undefined) throw new Error('nothing found')
    const [all] = await actionsFor('a.json', found, ['source.fixAll'])
    const place = (line: number, start: number, end: number) => ({
      start: { line, character: start },
      end: { line, character: end },
    })
    expect(all?.edit?.changes?.[client.uri('a.json')]).toEqual([
      { range: place(2, 7, 8), newText: 's' },
      { range: place(4, 8, 9), newText: 's' },
    ])
    expect(applied('a.json', all?.edit)).toBe(text.replace('actionz', 'actions').replace('entitiez', 'entities'))
  })

  test.each([
    [
      'JSONC',
      'a.jsonc',
      '{\n  "name": "a", "version": "1.0.0", "events": {},\n  "actionz": {}\n}',
      '  // integration-lint-disable-next-line schema/unknown-property -- say why\n  "actionz"',
      'schema/unknown-property',
    ],
    [
      'a script',
      'extract.vrl',
      'unused = 1\n.body\n',
      '# integration-lint-disable-next-line vrl-unused -- say why\nunused = 1',
      'vrl-unused',
    ],
  ])('a rule is disabled by a comment: %s', async (_what, name, text, expected, rule) => {
    await start()
    await client.open(name, text)
    const found = (await client.pushed(name)).find(({ code }) => code === rule)
    if (found === undefined) throw new Error('nothing found')
    const disable = (await actionsFor(name, found)).find(({ title }) => title === `Disable ${rule} here`)
    const changed = applied(name, disable?.edit)
    expect(changed).toContain(expected)
    await client.change(name, changed)
    expect((await client.pushed(name)).filter(({ code }) => code === rule)).toEqual([])
  })

  test.each([
    ['a string', 'extract.vrl', "text = s'a\nb'; unused = 1\ntext\n", 'vrl-unused'],
    [
      'a comment',
      'a.jsonc',
      '{ "name": "a", "version": "1.0.0", "events": {}, /* a\n b */ "actionz": {} }',
      'schema/unknown-property',
    ],
  ])('no comment is put into %s', async (_what, name, text, rule) => {
    await start()
    await client.open(name, text)
    const found = (await client.pushed(name)).find(({ code }) => code === rule)
    if (found === undefined) throw new Error('nothing found')
    const titles = (await actionsFor(name, found)).map(({ title }) => title)
    expect(titles).toContain(`Explain ${rule}`)
    expect(titles).not.toContain(`Disable ${rule} here`)
  })

  test('no comment is put into a template of TypeScript', async () => {
    await start()
    const text = 'const words = `a\n  // b`; const version = "x"\nconst more = 1\n'
    const document = TextDocument.create('file:///a.ts', 'typescript', 1, text)
    const on = (line: number): Diagnostic => ({
      range: { start: { line, character: 9 }, end: { line, character: 10 } },
      message: '',
      code: 'version-semver',
    })
    expect(await disableAction(document, '/a.ts', on(1))).toBeUndefined()
    expect(await disableAction(document, '/a.ts', on(2))).toMatchObject({ title: 'Disable version-semver here' })
  })

  test.each([
    [
      'a new configuration',
      undefined,
      '{\n  "ignores": [\n    {\n      "rule": "schema/unknown-property",\n      "files": "sub/a.json",\n      "pointer": "/actionz",\n      "reason": "say why"\n    }\n  ]\n}',
    ],
    [
      'one with CRLF',
      '{\r\n}\r\n',
      '{\r\n  "ignores": [\r\n    {\r\n      "rule": "schema/unknown-property",\r\n      "files": "sub/a.json",\r\n      "pointer": "/actionz",\r\n      "reason": "say why"\r\n    }\r\n  ]\r\n}\r\n',
    ],
    ['one that is there', '{\n  // mine\n  "ignores": []\n}\n', '{\n  // mine\n  "ignores": [\n    {\n      "rule"'],
  ])('where there are no comments, it is accepted in %s', async (_what, configuration, expected) => {
    await start({ files: configuration === undefined ? {} : { 'integration-lint.config.jsonc': configuration } })
    await client.open('sub/a.json', around('"actionz": {}'))
    const [found] = (await client.pushed('sub/a.json')).filter(({ code }) => code === 'schema/unknown-property')
    if (found === undefined) throw new Error('nothing found')
    const accept = (await actionsFor('sub/a.json', found)).find(({ title }) => title.startsWith('Accept'))
    const edits = accept?.edit?.documentChanges?.flatMap((change) => ('edits' in change ? change.edits : [])) ?? []
    const changed = TextDocument.applyEdits(TextDocument.create('', '', 0, configuration ?? ''), edits as never)
    expect(changed).toContain(expected)
    const name = `integration-lint.config.json${configuration === undefined ? '' : 'c'}`
    client.write(name, changed)
    await client.changedOnDisk(name)
    await client.pushed('sub/a.json', (now) => now.every(({ code }) => code !== 'schema/unknown-property'))
  })

  test('a fault of a project is mended in TypeScript, when the user asks', async () => {
    const definition = `import { IntegrationDefinition } from '@botpress/sdk'

export default new IntegrationDefinition({
  name: 'acme',
  version: '1.0.0',
  secrets: { SECRET_TOKEN: { description: 'Signs.' } },
  identifier: { extractScript: 'extract.vrl' },
})
`
    const script = 'to_string!(.secrets.SECRET_TOKEN)\n'
    await start({ files: { 'integration.definition.ts': definition, 'extract.vrl': script } })
    symlinkSync(PACKAGES, join(client.folder, 'node_modules'))
    await client.open('integration.definition.ts', definition, 'typescript')
    const found = (await client.pushed('integration.definition.ts')).find(({ code }) => code === 'secret-name-prefix')
    if (found === undefined) throw new Error('nothing found')
    const ask = (triggerKind: 1 | 2) =>
      client.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: client.uri('integration.definition.ts') },
        range: found.range,
        context: { diagnostics: [found], triggerKind },
      })
    expect((await ask(2)).filter(({ edit }) => Object.keys(edit?.changes ?? {}).length > 1)).toEqual([])
    const fix = (await ask(1)).find(({ edit }) => Object.keys(edit?.changes ?? {}).length > 1)
    expect(applied('integration.definition.ts', fix?.edit)).toBe(definition.replace('SECRET_TOKEN', 'TOKEN'))
    const inScript = fix?.edit?.changes?.[client.uri('extract.vrl')] ?? []
    expect(TextDocument.applyEdits(TextDocument.create('', '', 0, script), inScript)).toBe(
      script.replace('SECRET_TOKEN', 'TOKEN'),
    )
  })

  test('all faults of a project are mended in its files, unless one of them is not saved', async () => {
    const definition = `import { IntegrationDefinition } from '@botpress/sdk'
import { title } from './title'

export default new IntegrationDefinition({
  name: 'acme',
  version: 'v1.0.0',
  title,
  secrets: { SECRET_TOKEN: { description: 'Signs.' } },
  identifier: { extractScript: 'extract.vrl' },
})
`
    const script = 'to_string!(.secrets.SECRET_TOKEN)\n'
    const title = `export const title = ' Acme'\n`
    await start({ files: { 'integration.definition.ts': definition, 'extract.vrl': script, 'title.ts': title } })
    symlinkSync(PACKAGES, join(client.folder, 'node_modules'))
    await client.open('integration.definition.ts', definition, 'typescript')
    await client.open('title.ts', title, 'typescript')
    const [found] = await client.pushed('integration.definition.ts')
    if (found === undefined) throw new Error('nothing found')
    const [all] = await actionsFor('integration.definition.ts', found, ['source.fixAll'])
    const after = Object.entries({ 'integration.definition.ts': definition, 'extract.vrl': script, 'title.ts': title })
    const changes = all?.edit?.changes ?? {}
    expect(
      after.map(([name, text]) =>
        TextDocument.applyEdits(TextDocument.create('', '', 0, text), changes[client.uri(name)] ?? []),
      ),
    ).toEqual([
      definition.replace('v1.0.0', '1.0.0').replace('SECRET_TOKEN', 'TOKEN'),
      script.replace('SECRET_TOKEN', 'TOKEN'),
      title.replace(' Acme', 'Acme'),
    ])
    await client.change('title.ts', `export const title = 'Acme!'\n`)
    expect(await actionsFor('integration.definition.ts', found, ['source.fixAll'])).toEqual([])
  })

  test('the explanation is opened', async () => {
    await start()
    await client.open('a.json', around('"actionz": {}'))
    const [found] = (await client.pushed('a.json')).filter(({ code }) => code === 'schema/unknown-property')
    if (found === undefined) throw new Error('nothing found')
    const explain = (await actionsFor('a.json', found)).find(({ title }) => title.startsWith('Explain'))
    await client.request('workspace/executeCommand', explain?.command)
    expect(client.heard).toContainEqual({
      method: 'window/showDocument',
      params: { uri: found.codeDescription?.href, external: true },
    })
  })
})

test('a finding that speaks of another place shows it', async () => {
  await start()
  const text = around(
    '"events": { "a": { "title": "Opened", "schema": {} }, "b": { "title": "Opened", "schema": {} } }',
  )
  await client.open('a.json', text)
  const [found] = (await client.pushed('a.json')).filter(({ code }) => code === 'titles-unique')
  const [related, ...others] = found?.relatedInformation ?? []
  expect(others).toEqual([])
  expect(markedBy(text, related === undefined ? [] : [related.location])).toContain('"a": { "title": «"Opened"»')
})
