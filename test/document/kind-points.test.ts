import { recognise } from '../../src/document/kind'

// What decides, each next to what does not: documents that are certain by one thing alone.

const summaryOf = (value: unknown) => {
  const found = recognise({ value })
  return found === undefined ? undefined : `${found.certainty} ${found.kind} ${found.base.toString()}`.trim()
}

const schema = {}
const tags = {}

type Row = readonly [section: string, beside: object, shaped: readonly unknown[], unshaped: readonly unknown[]]
const version = { version: '1.0.0' }
const ordinary = { ...version, title: 'X', description: 'X', sdkVersion: '1' }

describe('a section of the right shape beside what others have as well', () => {
  test.each<Row>([
    [
      'actions',
      version,
      [{ a: { input: { schema } } }, { a: { output: { schema } } }, { b: null, a: { input: { schema } } }],
      [{}, { a: {} }, { a: null }, { a: { input: {} } }, { a: { output: 5 } }, [], 5],
    ],
    ['events', version, [{ a: { schema } }], [{}, { a: {} }, { a: { schema: 5 } }, { a: null }]],
    ['configurations', version, [{ a: { schema } }], [{ a: {} }]],
    ['entities', version, [{ a: { schema } }], [{ a: {} }]],
    [
      'states',
      version,
      [{ a: { type: 'user', schema } }],
      [{ a: { schema } }, { a: { type: 'user' } }, { a: { type: 5, schema } }, { a: null }],
    ],
    [
      'channels',
      version,
      [
        { a: { messages: {} } },
        { a: { message: { tags } } },
        { a: { message: { creation: {} } } },
        { a: { conversation: { tags } } },
        { a: { conversation: { creation: {} } } },
      ],
      [{}, { a: {} }, { a: null }, { a: { message: {} } }, { a: { conversation: 5 } }, { a: { messages: 5 } }],
    ],
    [
      'interfaces',
      version,
      [{ a: { id: 'ifver_1' } }, ...['entities', 'actions', 'events', 'channels'].map((key) => ({ a: { [key]: {} } }))],
      [
        {},
        { a: {} },
        { a: { id: 'intver_1' } },
        { a: { id: 5 } },
        { a: null },
        { a: 'ifver_1' },
        { a: { states: {} } },
      ],
    ],
    ['configuration', version, [{ schema }, { identifier: {} }], [{}, { schema: 5 }, { identifier: 5 }, 5]],
    ['identifier', version, [{ extractScript: 1 }, { fallbackHandlerScript: null }], [{}, { script: '' }, 5, null]],
    [
      'sandbox',
      version,
      [{ identifierExtractScript: 1 }, { messageExtractScript: null }],
      [{}, { extractScript: '' }, 5, null],
    ],
    ['user', version, [{ tags }, { creation: {} }, { tags, creation: {} }], [{}, { tags: 5 }, 5, null]],
    ['attributes', ordinary, [{ category: 'Other' }], [{}, { category: 5 }, 5, null]],
    ['secrets', ordinary, [[], {}], [5, null]],
  ])('%s', (section, beside, shaped, unshaped) => {
    for (const value of shaped) {
      const document = { ...beside, [section]: value }
      expect([document, summaryOf(document)]).toEqual([document, 'certain create-body'])
    }
    for (const value of unshaped) {
      const document = { ...beside, [section]: value }
      expect([document, summaryOf(document)]).not.toEqual([document, 'certain create-body'])
    }
  })
})

test.each<[string, unknown, string | undefined]>([
  ['a section among nothing strange', { ...version, user: { tags } }, 'certain create-body'],
  ['the same with a hint', { ...version, user: { tags }, $schema: './x' }, 'certain create-body'],
  ['the same with a stranger', { ...version, user: { tags }, surplus: 1 }, undefined],
  ['a section alone', { actions: { a: { input: { schema } } } }, 'plausible update-body'],
  ['a section and a hint', { actions: { a: { input: { schema } } }, $schema: './x' }, 'plausible update-body'],
  ['two properties of which one is its own', { readmeUrl: 'x', iconUrl: 'x', sdkVersion: '1' }, 'certain update-body'],
  [
    'the same without it',
    { iconUrl: 'x', sdkVersion: '1', maxExecutionTime: 1, version: '1' },
    'plausible create-body',
  ],
  ['the same of a wrong type', { readmeUrl: 5, iconUrl: 'x', sdkVersion: '1' }, 'plausible update-body'],
  [
    'a misspelt section',
    { ...version, actions: { a: { input: { schema } } }, evts: { a: { schema } } },
    'certain create-body',
  ],
  [
    'what is not a section under another name',
    { ...version, actions: { a: { input: { schema } } }, evts: { a: {} } },
    undefined,
  ],
  ...['actions', 'events', 'channels', 'states', 'configurations'].flatMap(
    (key): [string, unknown, string | undefined][] => [
      [`a name, a version and ${key}`, { name: 'x', ...version, [key]: {}, surplus: 1 }, 'certain create-body'],
      [`a name and ${key}`, { name: 'x', [key]: {}, surplus: 1 }, undefined],
      [`a version and ${key}`, { ...version, [key]: {}, surplus: 1 }, undefined],
      [`an invalid name, a version and ${key}`, { name: 5, ...version, [key]: {}, surplus: 1 }, undefined],
      [`a name, an invalid version and ${key}`, { name: 'x', version: 5, [key]: {}, surplus: 1 }, undefined],
      [
        `a name, a version and ${key} that are none`,
        { name: 'x', ...version, [key]: 5, surplus: 1 },
        'plausible create-body',
      ],
    ],
  ),
  ['a name and a version among as many strangers', { name: 'x', ...version, a: 1, b: 2 }, 'plausible create-body'],
  ['a name among strangers', { name: 'x', a: 1 }, undefined],
  ['a version among strangers', { ...version, a: 1 }, undefined],
  ['a name alone', { name: 'x' }, 'plausible create-body'],
  ['nulls', { title: null, description: null }, 'plausible update-body'],
  ['a section that is null', { actions: null }, 'plausible update-body'],
  ['sections that are half right', { actions: null, title: 5 }, undefined],
  ['texts that are none', { title: 5, description: 6 }, undefined],
  ['a list of secrets', { secrets: ['A'] }, 'plausible update-body'],
  ['a list of actions', { actions: ['A'] }, undefined],
  ['known ones of the right type and a stranger', { title: 'x', description: 'x', surplus: 1 }, undefined],
  ['an answer by its installs', { id: 'intver_1', meta: { installs: 1 } }, 'certain public-integration'],
  ['an answer by its views', { id: 'intver_1', meta: { views: 1 } }, 'certain public-integration'],
  ['an answer with other meta data', { id: 'intver_1', meta: { pages: 1 } }, 'certain integration'],
  ['an answer with meta data that are none', { id: 'intver_1', meta: 5 }, 'certain integration'],
  ['an envelope of anything with a hint', { integration: 5, $schema: './x' }, 'plausible integration /integration'],
  ['an empty list with a hint', { integrations: [], meta: {}, $schema: './x' }, 'certain integration-list'],
  ['a list of anything with meta data', { integrations: [1], meta: {} }, 'plausible integration-list'],
])('%s', (_name, value, expected) => {
  expect(summaryOf(value)).toBe(expected)
})

test('five properties of a summary make one, four do not', () => {
  const keys = [
    'id',
    'name',
    'version',
    'createdAt',
    'updatedAt',
    'title',
    'iconUrl',
    'visibility',
    'verificationStatus',
  ]
  keys.forEach((_key, index) => {
    const some = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, offset) => [keys[(index + offset) % keys.length] ?? '', 'x']),
      )
    expect([some(5), summaryOf([some(5)])]).toEqual([some(5), 'certain integration-list'])
    expect([some(4), summaryOf([some(4)])]).toEqual([some(4), undefined])
  })
})

test.each([
  { integration: 1, name: 'x' },
  { integration: 1, version: '1' },
])('%j is not an envelope', (value) => {
  expect(recognise({ value }, 'integration').base.toString()).toBe('')
  expect(recognise({ value: { integration: 1 } }, 'integration').base.toString()).toBe('/integration')
})
