import { expectMarks, findingsOf, folderWith, lintFolder } from './harness'

const definition = (body: string, imports = '') => `import { IntegrationDefinition, z } from '@botpress/sdk'
${imports}
export default new IntegrationDefinition({
  name: 'acme/desk',
  version: '1.0.0',
  title: 'Desk',
  description: 'Tickets of the desk',
  ${body}
})
`

describe('a finding stands at the token that its author would change', () => {
  test('a title that is a constant two files away', async () => {
    const long = 'x'.repeat(70)
    const messages = await expectMarks(
      {
        'integration.definition.ts': definition('actions: { ping }', `import { ping } from './actions'`),
        'actions.ts': `import { z } from '@botpress/sdk'
import * as texts from './texts'
export const ping = { title: texts.PING, description: 'Pings', input: { schema: z.object({}) }, output: { schema: z.object({}) } }
`,
        'texts.ts': `export const PING = «'${long}'»\n`,
      },
      ['schema/max-length'],
    )
    expect(messages).toEqual(['actions.ping.title is 70 characters long; at most 64 are allowed.'])
  })

  test('a field without a description, three files away', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition('actions', `import { actions } from './a'`),
        'a.ts': `import { z } from '@botpress/sdk'
import { shape } from './b'
const input = { schema: z.object({ ...shape, id: z.string().title('Id').describe('Its id') }) }
export const actions = { ping: { title: 'Ping', description: 'Pings', input, output: { schema: z.object({}) } } }
`,
        'b.ts': `export { fields as shape } from './c'\n`,
        'c.ts': `import { z } from '@botpress/sdk'
export const fields = { «limit»: z.number().min(1).title('Limit') }
`,
      },
      ['action-input-field-description-present'],
    )
  })

  test('the key of an action in a map that is spread', async () => {
    const messages = await expectMarks(
      {
        'integration.definition.ts': definition('actions: { ...more, ...{} }', `import more from './more'`),
        'more.ts': `import { z } from '@botpress/sdk'
const schema = z.object({})
export default { «getURL»: { title: 'Get', description: 'Gets it', input: { schema }, output: { schema } } }
`,
      },
      ['key-camel-case'],
    )
    expect(messages[0]).toContain('getUrl')
  })

  test('the key of an action that a function of the language puts into a map', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition(`actions: Object.assign(
    {},
    { «getURL»: { title: 'Get', description: 'Gets it', input: { schema: z.object({}) }, output: { schema: z.object({}) } } },
  )`),
      },
      ['key-camel-case'],
    )
  })

  test('the key that is passed to a function, which assigns it', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition(
          'actions: builder.actions',
          `import { Builder } from './builder'\nconst builder = new Builder().add('ping', {}).add(«'getURL'», { title: 'Get' })`,
        ),
        'builder.ts': `import { z } from '@botpress/sdk'
const schema = z.object({})
export class Builder {
  readonly actions: Record<string, any> = {}
  add(name: string, action: object): this {
    this.actions[name] = { ...action, input: { schema }, output: { schema } }
    return this
  }
}
`,
      },
      ['key-camel-case'],
    )
  })

  test('fields by the thousand, in one pass', async () => {
    const keys = "Array.from({ length: 10_000 }, (_, at) => ['key' + at, z.string()])"
    const messages = await expectMarks(
      {
        'integration.definition.ts': definition(
          `states: { all: { type: 'user', schema: z.object(Object.fromEntries(${keys.replace('z.string()', '«z.string()»')})) } }`,
        ),
      },
      ['state-field-description-present'],
    )
    expect(messages[0]).toContain('The same holds for 9999 more places')
  })

  test('fields of a type that is extended by the hundred', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition(
          "states: { all: { type: 'user', schema } }",
          `let schema: any = z.object({ «first»: z.string().title('First') })
for (let at = 0; at < 250; at += 1) schema = schema.extend({ ['key' + at]: z.string().title('T').describe('D') })`,
        ),
      },
      ['state-field-description-present'],
    )
  })

  test('an item of an enum that equals another one', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition(
          "states: { kind: { type: 'bot', schema: z.object({ a: z.enum(kinds), b: z.enum(['x', 'y', «'y'»]) }) } }",
          `const kinds = ['x', 'y', «'x'», «'x'»] as const`,
        ),
      },
      ['json-schema-consistent'],
    )
  })

  test('the key of what a loop puts into a map, also of its copy', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition(
          'events: Object.assign({}, events)',
          `import { events } from './events'`,
        ),
        'events.ts': `import { z } from '@botpress/sdk'
export const events: Record<string, any> = {}
for (const name of ['made', 'lost']) {
  events[«'ticket' + name»] = { title: name + ' now', schema: z.object({}) }
}
`,
      },
      ['event-description-present'],
    )
  })

  test('the blank description of a secret, which no body holds', async () => {
    const messages = await expectMarks(
      {
        'integration.definition.ts': definition('secrets', `import { secrets } from './secrets'`),
        'secrets.ts': `const of = (description: string) => ({ description })
export const secrets = {
  TOKEN: { description: «''» },
  KEY: of(«' '»),
  ID: of('The id'),
}
`,
      },
      ['secret-description-present'],
    )
    expect(messages).toEqual(['secrets.TOKEN has no description.', 'secrets.KEY has no description.'])
  })

  test('a script that is broken, and one that reads a secret that is not declared', async () => {
    const messages = await expectMarks(
      {
        'integration.definition.ts': definition(
          `identifier: { extractScript: 'extract.vrl', fallbackHandlerScript: './scripts/fallback.vrl' }, secrets: { CLIENT_ID: { description: 'The id' } }`,
        ),
        'extract.vrl': 'parse_json!(.body).id«)»\n',
        'scripts/fallback.vrl': '# of the hook\n{ "status": 200, "body": to_string!(.secrets.«CLIENT_IDS») }\n',
      },
      ['vrl-compiles', 'vrl-declared-secrets'],
    )
    expect(messages).toHaveLength(2)
  })

  test('the argument of a bound, whatever stands around it in the chain', async () => {
    await expectMarks(
      {
        'integration.definition.ts': definition(
          `configuration: { schema: z.object({
    name: z.string().optional().title('Name').describe('A name'),
    code: z.string().min(«9»).max(4).nullable().title('Code').describe('A code'),
  }) }`,
        ),
      },
      ['json-schema-consistent'],
    )
  })

  test('what an interface brought in is at the call that brought it', async () => {
    const folder = folderWith({
      'integration.definition.ts': `${definition('entities: { ticket: { title: "Ticket", description: "A ticket", schema: z.object({ id: z.string().title("Id").describe("Its id") }) } }', `import listable from './bp_modules/listable'`).trimEnd()}
  .extend(listable, ({ entities }) => ({ entities: { item: entities.ticket }, actions: { list: { name: 'ticketURLs' } } }))
`,
      'bp_modules/listable/index.ts': `import { z } from '@botpress/sdk'
export default { type: 'interface', name: 'listable', version: '0.0.1', definition: { name: 'listable', version: '0.0.1',
  entities: { item: { schema: z.object({ id: z.string() }) } },
  actions: { list: { input: { schema: z.object({ nextToken: z.string() }) }, output: { schema: z.object({ items: z.array(z.ref('item')) }) } } }, events: {}, channels: {} } } as never
`,
    })
    const found = findingsOf(await lintFolder(folder))
    expect(found.filter(({ rule }) => rule.startsWith('action-'))).toEqual([])
    expect(found.filter(({ rule }) => rule === 'key-camel-case').map(({ file, range }) => [file, range.line])).toEqual([
      ['integration.definition.ts', 10],
    ])
  })
})

test('one schema that several actions use is one finding, with all pointers', async () => {
  const folder = folderWith({
    'integration.definition.ts': definition(
      `actions: Object.fromEntries(['one', 'two', 'three'].map((key) => [key, { title: key, description: 'Does ' + key, input: { schema: z.object({ id }) }, output: { schema: z.object({}) } }]))`,
      `const id = z.string().title('Id')`,
    ),
  })
  const { report } = await lintFolder(folder)
  const found = report.files
    .flatMap(({ findings }) => findings)
    .filter(({ rule }) => rule === 'action-input-field-description-present')
  expect(found).toHaveLength(1)
  expect(found[0]?.message).toBe(
    'actions.one.input.schema.properties.id has no description. The same holds for 2 more places of the definition.',
  )
  expect(found[0]?.data).toMatchObject({
    places: 3,
    pointers: ['one', 'two', 'three'].map((key) => `/actions/${key}/input/schema/properties/id`),
  })
})

describe('comments silence findings', () => {
  test('in TypeScript and in VRL', async () => {
    const folder = folderWith({
      'integration.definition.ts': definition(
        `identifier: { extractScript: 'extract.vrl' }, actions`,
        `import { actions } from './actions'`,
      ),
      'actions.ts': `import { z } from '@botpress/sdk'
const schema = z.object({})
export const actions = {
  // integration-lint-disable-next-line action-description-present -- it says it all
  ping: { title: 'Ping', input: { schema }, output: { schema } },
  pong: { title: 'Pong', input: { schema }, output: { schema } }, // integration-lint-disable-line action-description-present -- likewise
  /* integration-lint-disable action-description-present -- all of these */
  pang: { title: 'Pang', input: { schema }, output: { schema } },
  /* integration-lint-enable */
  pung: { title: 'Pung', input: { schema }, output: { schema } },
}
`,
      'extract.vrl': `# integration-lint-disable-next-line vrl-compiles -- "#" in a text is no comment
"# integration-lint-disable-next-line x")
`,
    })
    const { report } = await lintFolder(folder)
    expect(findingsOf({ report }).map(({ rule, pointer }) => [rule, pointer])).toEqual([
      ['action-description-present', '/actions/pung'],
    ])
    expect(report.files.flatMap(({ suppressed }) => suppressed.map(({ pointer }) => pointer)).sort()).toEqual([
      '/actions/pang',
      '/actions/ping',
      '/actions/pong',
      '/identifier/extractScript',
    ])
  })
})

test('a project and its printed body give the same findings', async () => {
  const folder = folderWith({
    'integration.definition.ts': definition(
      `actions: { getURL: { input: { schema: z.object({ a: z.string() }) }, output: { schema: z.object({}) } } }, configuration: { schema: z.object({ token: z.string() }) }`,
    ),
  })
  const { loadProjects } = await import('../../src/project/load')
  const [project] = await loadProjects([folder])
  const printed = folderWith({ 'body.json': JSON.stringify(JSON.parse(project?.evaluated?.body ?? ''), null, 2) })
  const of = async (where: string, args: string[]) =>
    findingsOf(await lintFolder(where, {}, args))
      .map(({ rule, pointer }) => `${rule} ${pointer}`)
      .sort()
  const fromProject = await of(folder, ['.'])
  expect(fromProject.length).toBeGreaterThan(3)
  expect(await of(printed, ['body.json'])).toEqual(fromProject)
})

test('the comment that turns off `bp lint` silences its rules, and is reported', async () => {
  const folder = folderWith({
    'integration.definition.ts': `/* bplint-disable */\n${definition('actions: { getURL: { input: { schema: z.object({ a: z.string() }) }, output: { schema: z.object({}) } } }')}`,
  })
  const { report } = await lintFolder(folder)
  expect(findingsOf({ report }).map(({ rule }) => rule)).toEqual(['bp-lint-enabled', 'key-camel-case'])
  const silenced = report.files.flatMap(({ suppressed }) => suppressed.map(({ suppression }) => suppression.reason))
  expect(silenced.length).toBeGreaterThan(1)
  expect(new Set(silenced)).toEqual(new Set(['/* bplint-disable */']))
})

test('a file that is missing is one finding', async () => {
  const folder = folderWith({
    'integration.definition.ts': `import { IntegrationDefinition, z } from '@botpress/sdk'
export default new IntegrationDefinition({
  name: 'acme/desk', version: '1.0.0', icon: 'none.svg', readme: 'none.md',
  configuration: { schema: z.object({}), identifier: { required: true, linkTemplateScript: 'none.vrl' } },
})
`,
  })
  const result = await lintFolder(folder, { rules: ['icon-present:error', 'readme-present:error'] })
  const rules = findingsOf(result).map(({ rule }) => rule)
  expect(rules.filter((rule) => rule === 'asset-exists')).toHaveLength(3)
  expect(rules).not.toContain('icon-present')
  expect(rules).not.toContain('readme-present')
  expect(rules).not.toContain('identifier-link-present')
})

test('a secret that code beyond the project may read is not one that nothing reads', async () => {
  const readings = {
    read: 'export const key = bp.secrets.KEY\n',
    destructured: 'export const { KEY } = bp.secrets\n',
    environment: 'export const key = process.env.SECRET_KEY\n',
    shorthand: `import { make } from '@acme/client'\nconst { secrets } = bp\nexport default make({ secrets })\n`,
    property: `import { make } from '@acme/client'\nexport default make({ with: bp.secrets })\n`,
    answered: 'export const all = () => {\n  return bp.secrets\n}\n',
    rest: 'const { OTHER, ...others } = bp.secrets\nexport default others\n',
    composed: `export const of = (name: string) => process.env['SECRET_' + name]\n`,
    other: 'export const other = bp.secrets.OTHER\n',
  }
  const folder = folderWith(
    Object.fromEntries(
      Object.entries(readings).flatMap(([name, code]) => [
        [`${name}/integration.definition.ts`, definition(`secrets: { KEY: { description: 'A key' } }`)],
        [`${name}/src/index.ts`, code],
      ]),
    ),
  )
  const found = findingsOf(await lintFolder(folder)).filter(({ rule }) => rule === 'secret-used')
  expect(found.map(({ file }) => file)).toEqual(['other/integration.definition.ts'])
})

test('a state that code may use by a name of another place is not one that nothing uses', async () => {
  const usages = {
    shorthand: `export const get = (name: 'cursor') => client.getState({ type: 'user', id, name })\n`,
    composed: `client.setState({ type: 'user', id, name: 'cur' + suffix, payload: { name: 'other' } })\n`,
    chosen: `client.patchState({ type: 'user', id, name: NAMES.first, payload })\n`,
    given: 'export const get = (props) => client.getOrSetState(props)\n',
    literal: `client.getState({ id, type: 'user', name: 'cursor' as const })\n`,
    other: `client.getState({ id: of({ name }), name: 'other', type: 'user' })\n`,
    unrelated: 'export const name = 1\n',
  }
  const state = `states: { cursor: { type: 'user', schema: z.object({}) } }`
  const folder = folderWith(
    Object.fromEntries(
      Object.entries(usages).flatMap(([name, code]) => [
        [`${name}/integration.definition.ts`, definition(state)],
        [`${name}/src/index.ts`, code],
      ]),
    ),
  )
  const found = findingsOf(await lintFolder(folder)).filter(({ rule }) => rule === 'state-used')
  expect(found.map(({ file }) => file)).toEqual(
    ['other', 'unrelated'].map((name) => `${name}/integration.definition.ts`),
  )
})
