import { rules } from '../../../src/rules/documentation/documentation'
import { type RuleCase, runRuleOn, testRule } from '../../rule-tester'

type Text = 'title' | 'description'

interface Row {
  id: string
  /** Where the one in `text` stands; of a field row, its schema. */
  path: string
  /** A body with one such thing, whose JSON is given; of a field row, the schema's. */
  text: (thing: string) => string
  /** Whether an update body must give the thing whole, so that an absent text is missed there too. */
  wholeInUpdate: boolean
  /** An `interfaces` property that prescribes the thing. */
  prescribed?: string
  texts?: readonly Text[]
  cases?: (text: Text) => readonly RuleCase[]
}

const definition = (more: string) => `{ "name": "acme", "version": "1.0.0", ${more} }`

const objectRows: readonly Row[] = [
  {
    id: 'configuration',
    path: 'configuration',
    text: (thing) =>
      definition(`"configuration": ${thing.replace('{', '{ "schema": { "properties": { "token": {} } },')}`),
    wholeInUpdate: false,
    cases: () => [
      {
        name: 'asks nothing of a configuration without fields, which answers always carry',
        as: 'integration',
        text: '{ "id": "x", "configuration": { "schema": { "properties": {} } } }',
      },
      {
        name: 'does not ask for it in an answer, nor in a body that has neither text: the SDK has no place for them',
        as: 'integration',
        text: '{ "id": "x", "configuration": { "schema": { "properties": { "token": {} } } } }',
      },
      {
        name: 'leaves the entries of configurations to another rule',
        text: definition('"configurations": { "a": {} }'),
      },
    ],
  },
  {
    id: 'configurations',
    path: 'configurations.token',
    text: (thing) => definition(`"configurations": { "token": ${thing} }`),
    wholeInUpdate: false,
    cases: () => [{ name: 'leaves the single configuration to another rule', text: definition('"configuration": {}') }],
  },
  {
    id: 'action',
    path: 'actions.createTicket',
    text: (thing) => definition(`"actions": { "createTicket": ${thing} }`),
    wholeInUpdate: true,
    prescribed: '{ "desk": { "actions": { "create": { "name": "createTicket" } } } }',
  },
  {
    id: 'event',
    path: 'events.created',
    text: (thing) => definition(`"events": { "created": ${thing} }`),
    wholeInUpdate: true,
    prescribed: '{ "desk": { "events": { "onCreated": { "name": "created" } } } }',
  },
  {
    id: 'entity',
    path: 'entities.ticket',
    text: (thing) => definition(`"entities": { "ticket": ${thing} }`),
    wholeInUpdate: true,
  },
  {
    id: 'channel',
    path: 'channels.thread',
    text: (thing) => definition(`"channels": { "thread": ${thing} }`),
    wholeInUpdate: false,
    prescribed: '{ "hitl": { "channels": { "hitl": { "name": "thread" } } } }',
  },
  {
    id: 'user-tag',
    path: 'user.tags.id',
    text: (thing) => definition(`"user": { "tags": { "id": ${thing} } }`),
    wholeInUpdate: false,
    cases: () => [
      {
        name: 'leaves the tags of channels to other rules',
        text: definition(
          '"channels": { "dm": { "conversation": { "tags": { "id": {} } }, "message": { "tags": { "id": {} } } } }',
        ),
      },
    ],
  },
  {
    id: 'conversation-tag',
    path: 'channels.thread.conversation.tags.id',
    text: (thing) => definition(`"channels": { "thread": { "conversation": { "tags": { "id": ${thing} } } } }`),
    wholeInUpdate: false,
    prescribed: '{ "hitl": { "channels": { "hitl": { "name": "thread" } } } }',
  },
  {
    id: 'message-tag',
    path: 'channels.thread.message.tags.id',
    text: (thing) => definition(`"channels": { "thread": { "message": { "tags": { "id": ${thing} } } } }`),
    wholeInUpdate: false,
    prescribed: '{ "hitl": { "channels": { "hitl": { "name": "thread" } } } }',
  },
  {
    id: 'secret',
    path: 'secrets.API_KEY',
    text: (thing) => definition(`"secrets": { "API_KEY": ${thing} }`),
    wholeInUpdate: true,
    texts: ['description'],
    cases: () => [
      { name: 'asks nothing of a secret with a value', text: definition('"secrets": { "API_KEY": "", "B": null }') },
      {
        name: 'asks nothing of the names in an answer',
        as: 'integration',
        text: '{ "id": "x", "secrets": ["API_KEY"] }',
      },
    ],
  },
]

const fieldRows: readonly Row[] = [
  {
    id: 'configuration-field',
    path: 'configuration.schema',
    text: (schema) => definition(`"configuration": { "schema": ${schema} }`),
    wholeInUpdate: true,
  },
  {
    id: 'configurations-field',
    path: 'configurations.token.schema',
    text: (schema) => definition(`"configurations": { "token": { "schema": ${schema} } }`),
    wholeInUpdate: true,
  },
  {
    id: 'action-input-field',
    path: 'actions.createTicket.input.schema',
    text: (schema) =>
      definition(`"actions": { "createTicket": { "input": { "schema": ${schema} }, "output": { "schema": {} } } }`),
    wholeInUpdate: true,
    prescribed: '{ "desk": { "actions": { "create": { "name": "createTicket" } } } }',
  },
  {
    id: 'action-output-field',
    path: 'actions.createTicket.output.schema',
    text: (schema) =>
      definition(`"actions": { "createTicket": { "input": { "schema": {} }, "output": { "schema": ${schema} } } }`),
    wholeInUpdate: true,
    prescribed: '{ "desk": { "actions": { "create": { "name": "createTicket" } } } }',
  },
  {
    id: 'event-field',
    path: 'events.created.schema',
    text: (schema) => definition(`"events": { "created": { "schema": ${schema} } }`),
    wholeInUpdate: true,
    prescribed: '{ "desk": { "events": { "onCreated": { "name": "created" } } } }',
  },
  {
    id: 'state-field',
    path: 'states.session.schema',
    text: (schema) => definition(`"states": { "session": { "type": "user", "schema": ${schema} } }`),
    wholeInUpdate: true,
  },
  {
    id: 'message-field',
    path: 'channels.thread.messages.text.schema',
    text: (schema) => definition(`"channels": { "thread": { "messages": { "text": { "schema": ${schema} } } } }`),
    wholeInUpdate: true,
    prescribed: '{ "hitl": { "channels": { "hitl": { "name": "thread" } } } }',
  },
]

const opposite = (text: Text) => (text === 'title' ? 'description' : 'title')

/** Adds `interfaces` to the body that `text` is. */
const withInterfaces = (text: string, interfaces: string) => text.replace(/ }$/, `, "interfaces": ${interfaces} }`)

/** @param place of the text below the thing */
function casesOf(row: Row, text: Text, missing: string, place: string = text): RuleCase[] {
  const written = (value: string) => row.text(`{ "${opposite(text)}": "Ticket", "${text}": ${value} }`)
  const absent = row.text(`«{ "${opposite(text)}": "Ticket" }»`)
  const unmarked = absent.replace(/[«»]/g, '')
  const blank = `${row.path}.${place} is blank: no character of it is visible.`
  return [
    { name: `reports the one that lacks a ${text}`, text: absent, messages: [missing] },
    { name: 'reports an empty text', text: written('«""»'), messages: [`${row.path}.${place} is empty.`] },
    { name: 'reports white space', text: written('«" \\t\\u00a0"»'), messages: [blank] },
    { name: 'reports invisible characters', text: written('«"\\u200b\\ufeff\\u2800"»'), messages: [blank] },
    { name: 'is silent about a text', text: written('"Ticket"') },
    { name: 'is silent about a value of another type, which the schema tells', text: written('5') },
    {
      name: row.wholeInUpdate ? 'reports an absent text in an update body too' : 'takes an absent text for unchanged',
      as: 'update-body',
      text: row.wholeInUpdate ? absent : unmarked,
      ...(row.wholeInUpdate ? { messages: [missing] } : {}),
    },
    { name: 'reports a blank text in an update body', as: 'update-body', text: written('«" "»'), messages: [blank] },
    {
      name: 'is silent about items of a list, which have no such parts',
      as: 'integration-list',
      text: `{ "integrations": [${unmarked}], "meta": {} }`,
    },
    ...(row.prescribed === undefined
      ? []
      : [
          { name: 'leaves what an interface prescribes alone', text: withInterfaces(unmarked, row.prescribed) },
          {
            name: 'is not misled by an interface that prescribes something else',
            text: withInterfaces(absent, row.prescribed.replace(/"name": "\w+"/, '"name": "other"')),
            messages: [missing],
          },
        ]),
    ...(row.cases?.(text) ?? []),
  ]
}

function fieldCases(row: Row, text: Text, nested: boolean): RuleCase[] {
  const fields = (properties: string) =>
    row.text(
      nested
        ? `{ "type": "object", "properties": { "outer": { "type": "array", "items": { "properties": ${properties} } } } }`
        : `{ "type": "object", "properties": ${properties} }`,
    )
  const properties = nested ? `${row.path}.properties.outer.items.properties` : `${row.path}.properties`
  const path = `${properties}.state`
  const lack = text === 'title' ? 'has no title, neither in "x-zui.title" nor in "title".' : 'has no description.'
  const missing = `${path} ${lack}`
  const common = casesOf({ ...row, path, text: (field) => fields(`{ "state": ${field} }`) }, text, missing)
  const carried = text === 'title' ? '"x-zui": { "title": "State" }' : '"description": "The state."'
  const said = (name: string) => `${properties}.${name} ${lack}`
  const branches: RuleCase[] = (['anyOf', 'allOf', 'oneOf'] as const).map((keyword) => ({
    name: `finds the text in a branch of ${keyword}, and in a branch of a branch`,
    text: fields(`{ "a": { "${keyword}": [{ "type": "null" }, { ${carried} }] },
      "b": { "${keyword}": [{ "anyOf": [{ ${carried} }] }] }, "state": «{ "${keyword}": [{}] }» }`),
    messages: [missing],
  }))
  const cases: RuleCase[] = [
    ...common,
    ...branches,
    {
      name: 'reports a blank text in a branch there',
      text: fields(
        text === 'title'
          ? '{ "state": { "anyOf": [{ "x-zui": { "title": «" "» } }, { "type": "null" }] } }'
          : '{ "state": { "anyOf": [{ "description": «" "» }, { "type": "null" }] } }',
      ),
      messages: [
        `${path}.anyOf[0].${text === 'title' ? 'x-zui.title' : text} is blank: no character of it is visible.`,
      ],
    },
    {
      name: 'takes fields that are named like keywords for fields',
      text: fields(`{ "properties": «{}», "schema": «{}», "ui": «{}», "title": «{}», "description": «{}»,
        "x-zui": «{}», "anyOf": { ${carried} } }`),
      messages: ['properties', 'schema', 'ui', 'title', 'description', 'x-zui'].map(said),
    },
    { name: 'steps over fields that are not objects', text: fields('{ "a": true, "b": null, "c": 5 }') },
    nested
      ? {
          name: 'leaves the top-level fields to another rule',
          text: row.text(`{ "properties": { "a": {}, "b": { "properties": { "state": «{}» } } } }`),
          messages: [`${row.path}.properties.b.properties.state ${lack}`],
        }
      : {
          name: 'leaves nested fields to another rule, and looks into the branches of the schema',
          text: row.text(
            `{ "properties": { "a": { ${carried}, "properties": { "b": {} } } }, "anyOf": [{ "properties": { "state": «{}» } }] }`,
          ),
          messages: [`${row.path}.anyOf[0].properties.state ${lack}`],
        },
  ]
  if (text === 'title') {
    cases.push(
      { name: "counts JSON Schema's own title", text: fields('{ "state": { "title": "State", "x-zui": {} } }') },
      {
        name: 'is content when one of the two titles is good',
        text: fields('{ "state": { "title": "", "x-zui": { "title": "State" } } }'),
      },
      {
        name: 'reports a blank x-zui.title there',
        text: fields('{ "state": { "x-zui": { "title": «""» } } }'),
        messages: [`${path}.x-zui.title is empty.`],
      },
    )
  }
  return cases
}

const TEXTS = ['title', 'description'] as const
const tested = new Set<string>()

function ruleOf(id: string) {
  const rule = rules.find((candidate) => candidate.id === id)
  if (rule === undefined) throw new Error(`No rule "${id}".`)
  tested.add(id)
  return rule
}

for (const row of objectRows) {
  for (const text of row.texts ?? TEXTS) {
    testRule(ruleOf(`${row.id}-${text}-present`), casesOf(row, text, `${row.path} has no ${text}.`))
  }
}

for (const row of fieldRows) {
  for (const text of TEXTS) {
    testRule(ruleOf(`${row.id}-${text}-present`), fieldCases(row, text, false))
    if (row.id === 'message-field') continue
    testRule(ruleOf(`${row.id}-${text}-present-nested`), fieldCases(row, text, true))
  }
}

for (const text of TEXTS) {
  const other = opposite(text)
  testRule(ruleOf(`integration-${text}-present`), [
    {
      name: 'reports a body that lacks it',
      text: `«{ "name": "acme", "version": "1.0.0", "${other}": "Acme" }»`,
      messages: [`The integration has no ${text}.`],
    },
    {
      name: 'reports a blank one in a body',
      text: definition(`"${text}": «"\\u200b"»`),
      messages: [`${text} is blank: no character of it is visible.`],
    },
    {
      name: 'reports a blank one in an answer, inside its envelope',
      as: 'integration',
      text: `{ "integration": { "id": "x", "${text}": «" "» } }`,
      messages: [`${text} is blank: no character of it is visible.`],
    },
    {
      name: 'reports a blank one in an item of a list',
      as: 'integration-list',
      text: `{ "integrations": [{ "id": "x" }, { "id": "y", "${text}": «" "» }], "meta": {} }`,
      messages: [`${text} is blank: no character of it is visible.`],
    },
    {
      name: 'leaves an absent one in an answer to the schema',
      as: 'integration',
      text: '{ "integration": { "id": "x" } }',
    },
    { name: 'takes an absent one in an update body for unchanged', as: 'update-body', text: '{ "actions": {} }' },
    {
      name: text === 'title' ? 'leaves an empty title to the schema' : 'reports an empty description',
      text: definition(text === 'title' ? '"title": ""' : '"description": «""»'),
      ...(text === 'title' ? {} : { messages: ['description is empty.'] }),
    },
    { name: 'is silent about a text', text: definition(`"${text}": "Acme"`) },
  ])
}

test('every rule of the family is tested', () => {
  expect(rules.map(({ id }) => id).sort()).toEqual([...tested].sort())
})

test.each(rules.map((rule) => [rule.id, rule] as const))('%s shows examples that hold', (_id, rule) => {
  expect(rule.examples.bad.length).toBeGreaterThan(0)
  for (const { document, as } of rule.examples.bad) {
    expect(runRuleOn(rule, JSON.stringify(document), as)).toHaveLength(1)
  }
  expect(rule.examples.good.length).toBeGreaterThan(0)
  for (const { document, as } of rule.examples.good) {
    expect(runRuleOn(rule, JSON.stringify(document), as)).toEqual([])
  }
})

test('the severities in the preset hub are those of `bp lint`', () => {
  const hub = rules
    .filter(({ presets }) => presets.hub !== undefined)
    .map(({ id, presets }) => `${id.replace('-present', '')} ${presets.hub}`)
  expect(hub).toEqual([
    'integration-title error',
    'integration-description error',
    'configurations-title error',
    'configurations-description error',
    'action-title warning',
    'action-description error',
    'event-title error',
    'event-description error',
    'channel-title warning',
    'channel-description error',
    'user-tag-title warning',
    'user-tag-description error',
    'conversation-tag-title warning',
    'conversation-tag-description error',
    'message-tag-title warning',
    'message-tag-description error',
    'secret-description error',
    'configuration-field-title error',
    'configuration-field-description error',
    'configurations-field-title error',
    'configurations-field-description error',
    'action-input-field-title warning',
    'action-input-field-description error',
    'action-output-field-title warning',
    'action-output-field-description error',
    'event-field-title warning',
    'event-field-description error',
    'state-field-title warning',
    'state-field-description error',
  ])
})

test('recommended and strict are one step milder than hub', () => {
  const milder = { error: 'warning', warning: 'info', info: 'info' }
  for (const { presets, severity } of rules) {
    if (presets.hub === undefined) continue
    expect(presets).toEqual({ hub: presets.hub, recommended: milder[presets.hub], strict: milder[presets.hub] })
    expect(severity).toBe(milder[presets.hub])
  }
})

test('the preset strict adds the nested variants, the configuration and the entities; nothing adds message fields', () => {
  const others = rules.filter(({ presets }) => presets.recommended === undefined)
  expect(
    new Set(
      others.map(({ id, presets }) => `${id.replace(/-(title|description)-present/, '')} ${Object.keys(presets)}`),
    ),
  ).toEqual(
    new Set([
      'configuration strict',
      'entity strict',
      'configuration-field-nested strict',
      'configurations-field-nested strict',
      'action-input-field-nested strict',
      'action-output-field-nested strict',
      'event-field-nested strict',
      'state-field-nested strict',
      'message-field ',
    ]),
  )
})
