import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { recognise } from '../src/document/kind'
import { parseDocument } from '../src/document/parse'
import { Linter } from '../src/engine/lint'
import type { Kind } from '../src/findings/types'
import type { Example, Rule } from '../src/rules/contract'
import { RULES } from '../src/rules/index.generated'
import { loadVrl } from '../src/runtime/vrl-runtime'
import { compareValues } from './compare/compare-values'
import { NO_PROJECT } from './rules/projects/no-project'

// Documents with one fault for each of many rules, all rules on: each rule reports exactly once, and no other does.

// biome-ignore lint/suspicious/noExplicitAny: documents are changed at places that only the test knows
type Draft = any

const FIXTURES = resolve(__dirname, '../fixtures/valid')
const read = (name: string): Draft => JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'))

const ICON = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>').toString('base64')
const README = Buffer.from('# Northwind Desk\n\nTickets.\n').toString('base64')

const text = (title: string) => ({ type: 'string', description: `${title} of it`, 'x-zui': { title } })
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

function create(): Draft {
  const body = read('desk.create.json')
  body.configuration.title = 'Account'
  body.configuration.description = 'Connect with an account.'
  body.icon = ICON
  body.readme = README
  return body
}

const action = (input: object, output: object = {}) => ({
  title: 'Act',
  description: 'Acts',
  input: { schema: object(input) },
  output: { schema: object(output) },
})

/** A fault of each rule, by the document that carries it. Where two cannot stand side by side, there is a further document. */
const FAULTS: Record<string, { as?: Kind; document: () => Draft; faults: Record<string, (body: Draft) => void> }> = {
  'create body: documentation': {
    document: create,
    faults: {
      'integration-title-present': (body) => delete body.title,
      'integration-description-present': (body) => delete body.description,
      'icon-present': (body) => delete body.icon,
      'readme-present': (body) => delete body.readme,
      'configuration-title-present': (body) => delete body.configuration.title,
      'configurations-title-present': (body) => delete body.configurations.manual.title,
      'configurations-description-present': (body) => delete body.configurations.manual.description,
      'action-title-present': (body) => delete body.actions.createTicket.title,
      'action-description-present': (body) => delete body.actions.createTicket.description,
      'event-title-present': (body) => delete body.events.replyReceived.title,
      'event-description-present': (body) => delete body.events.replyReceived.description,
      'entity-title-present': (body) => {
        body.entities.note = { description: 'A note', schema: object({}) }
      },
      'entity-description-present': (body) => {
        body.entities.label = { title: 'Label', schema: object({}) }
      },
      'channel-title-present': (body) => delete body.channels.ticket.title,
      'channel-description-present': (body) => delete body.channels.ticket.description,
      'user-tag-title-present': (body) => delete body.user.tags.customerId.title,
      'user-tag-description-present': (body) => delete body.user.tags.customerId.description,
      'conversation-tag-title-present': (body) => delete body.channels.ticket.conversation.tags.ticketId.title,
      'conversation-tag-description-present': (body) =>
        delete body.channels.ticket.conversation.tags.ticketId.description,
      'message-tag-title-present': (body) => delete body.channels.ticket.message.tags.replyId.title,
      'message-tag-description-present': (body) => delete body.channels.ticket.message.tags.replyId.description,
      'message-field-title-present': (body) =>
        delete body.channels.ticket.messages.text.schema.properties.text['x-zui'],
      'message-field-description-present': (body) =>
        delete body.channels.ticket.messages.text.schema.properties.text.description,
      // The configuration has fields, through the faults below.
      'configurations-preferred': () => undefined,
      ...fieldFaults('configuration-field', (body) => body.configuration.schema.properties),
      ...fieldFaults('configurations-field', (body) => body.configurations.manual.schema.properties),
      ...fieldFaults('action-input-field', (body) => body.actions.createTicket.input.schema.properties),
      ...fieldFaults('action-output-field', (body) => body.actions.createTicket.output.schema.properties),
      ...fieldFaults('event-field', (body) => body.events.replyReceived.schema.properties),
      ...fieldFaults('state-field', (body) => body.states.session.schema.properties),
      'legacy-ui-title': (body) => {
        body.actions.createTicket.input.ui = { subject: { title: 'Subject' } }
      },
      'legacy-ui-examples': (body) => {
        body.events.replyReceived.ui = { ticketId: { examples: ['1'] } }
      },
    },
  },
  'create body: shape, names, references': {
    document: create,
    faults: {
      'schema/max-length': (body) => {
        body.description = 'd'.repeat(257)
      },
      'schema/min-length': (body) => {
        body.title = ''
      },
      'schema/required': (body) => {
        body.actions.half = { title: 'Half', description: 'Lacks its output', input: { schema: object({}) } }
      },
      'schema/type': (body) => {
        body.channels.ticket.messages = 5
      },
      'schema/enum': (body) => {
        body.visibility = 'secret'
      },
      'schema/pattern': (body) => {
        body.secrets['api-key'] = null
      },
      'schema/unknown-property': (body) => {
        body.layer = []
      },
      'name-format': (body) => {
        body.name = 'northwind/Desk'
      },
      'version-semver': (body) => {
        body.version = 'v2.1'
      },
      'key-format': (body) => {
        body.actions['close-ticket'] = { ...action({}), title: 'Close' }
      },
      'key-camel-case': (body) => {
        body.actions.getURL = { ...action({}), title: 'URL' }
      },
      'key-collision': (body) => {
        body.entities.ticketNote = { title: 'Note', description: 'A note', schema: object({}) }
        body.entities.ticketnote = { title: 'Other note', description: 'A note', schema: object({}) }
      },
      'titles-unique': (body) => {
        body.events.replySent = { ...body.events.replyReceived }
      },
      'secret-name-prefix': (body) => {
        body.secrets.SECRET_TOKEN = null
      },
      'required-tags-declared': (body) => {
        body.user.creation = { enabled: false, requiredTags: ['none'] }
      },
      'interface-mapping-exists': (body) => {
        body.interfaces['listable<ticket>'].actions.list = { name: 'listTickets' }
      },
      'identifier-link-present': (body) => {
        body.configurations.manual.identifier = { required: true }
      },
      'category-valid': (body) => {
        body.attributes.category = 'Support'
      },
      'secret-fields-marked': (body) => {
        delete body.configurations.manual.schema.properties.apiKey['x-zui'].secret
      },
      'read-only-in-body': (body) => {
        body.iconUrl = 'https://files.northwind.example/icon.svg'
      },
      'body-complete': (body) => {
        body.readme = 'hub.md'
      },
    },
  },
  'create body: embedded schemas, scripts, publishing': {
    document: create,
    faults: {
      'json-schema-valid': (body) => {
        body.actions.a1 = { ...action({ x: { ...text('X'), minLength: -1 } }), title: 'A1' }
      },
      'json-schema-object-root': (body) => {
        body.states.list = { type: 'user', schema: { type: 'array' } }
      },
      'json-schema-no-refs': (body) => {
        body.actions.a2 = { ...action({ x: { ...text('X'), allOf: [{ $ref: '#/definitions/none' }] } }), title: 'A2' }
      },
      'json-schema-required-declared': (body) => {
        body.actions.a3 = { ...action({}), title: 'A3', input: { schema: object({}, { required: ['x'] }) } }
      },
      'json-schema-consistent': (body) => {
        body.actions.a4 = { ...action({ x: { ...text('X'), default: 5 } }), title: 'A4' }
      },
      'x-zui-valid': (body) => {
        body.actions.a5 = { ...action({ x: { ...text('X'), 'x-zui': { title: 'X', secret: 'yes' } } }), title: 'A5' }
      },
      'title-without-botpress': (body) => {
        body.title = 'Desk for Botpress'
      },
      'icon-svg': (body) => {
        body.icon = Buffer.from('<html></html>').toString('base64')
      },
      'readme-markdown': (body) => {
        body.readme = Buffer.from('<html></html>').toString('base64')
      },
      'no-committed-secrets': (body) => {
        body.secrets.CLIENT_SECRET = 'kJ8hG5fD2sA1qW3eR6tY'
      },
      'deprecated-property': (body) => {
        body.channels.ticket.conversation.creation = { enabled: true, requiredTags: [] }
      },
      'vrl-compiles': (body) => {
        body.configurations.second = script('"unterminated')
      },
      'vrl-unused': (body) => {
        body.configurations.third = script('a = 1\n"https://northwind.example/"')
      },
      'vrl-known-fields': (body) => {
        body.configurations.fourth = script('id = to_string(.webchookId) ?? ""\n"https://northwind.example/" + id')
      },
      'vrl-default-applies': (body) => {
        body.configurations.seventh = script(
          'source = to_string(.source) ?? "none"\n"https://northwind.example/" + source',
        )
      },
      'vrl-result': (body) => {
        body.configurations.fifth = script('1')
      },
      'vrl-declared-secrets': (body) => {
        body.identifier.extractScript = '.secrets.NO_SUCH_SECRET'
      },
      'vrl-available-functions': (body) => {
        body.configurations.sixth = script('log("x")\n"https://northwind.example/"')
      },
      'oauth-link': (body) => {
        body.configuration.identifier.linkTemplateScript =
          'webhookUrl = to_string!(.webhookUrl)\n"https://auth.northwind.example/authorize?response_type=code&client_id=desk&redirect_uri={{ webhookUrl }}/oauth"'
      },
    },
  },
  'create body: further': {
    document: create,
    faults: {
      'dev-not-public': (body) => {
        body.dev = true
        body.visibility = 'public'
      },
      'fallback-without-extract': (body) => delete body.identifier.extractScript,
      'name-handle': (body) => {
        body.name = 'desk'
      },
      'visibility-consistent': (body) => {
        body.public = false
      },
      'text-closed': (body) => {
        body.user.tags.customerId.description = 'The customer (as the desk knows it'
      },
      'text-trimmed': (body) => {
        body.events.replyReceived.title = ' Reply received'
      },
      'title-is-prose': (body) => {
        body.actions.createTicket.title = 'createTicket'
      },
      'description-adds': (body) => {
        body.channels.ticket.description = 'A ticket.'
        body.channels.ticket.title = 'Ticket'
      },
      'descriptions-unique': (body) => {
        body.actions.copy = { ...action({}), title: 'Copy', description: body.actions.createTicket.description }
      },
      'limit-declared': (body) => {
        body.actions.list = action({ limit: { ...text('Limit'), type: 'number', description: 'How many, max 100' } })
      },
      'json-schema-dialect': (body) => {
        body.actions.pair = { ...action({ x: { ...text('X'), nullable: true } }), title: 'Pair', description: 'Pairs' }
      },
      'body-without-schema': (body) => {
        body.$schema = 'x.json'
      },
      'names-publishable': (body) => {
        body.channels.ticket.messages.markdown = body.channels.ticket.messages.text
      },
      'files-base64': (body) => {
        body.readme = '# Northwind Desk'
      },
    },
  },
  'create body: the text of the configuration': {
    document: create,
    faults: {
      'configuration-description-present': (body) => {
        body.configuration.schema.properties = { region: text('Region') }
        delete body.configuration.description
      },
      'configurations-preferred': () => undefined,
    },
  },
  'update body': {
    as: 'update-body',
    document: () => read('desk.update.json'),
    faults: {
      'update-immutable': (body) => {
        body.version = '3.0.0'
      },
      'update-deletes': (body) => {
        body.events = { replyReceived: null }
      },
      'update-link-cleared': (body) => {
        body.configuration = { identifier: { linkTemplateScript: null } }
      },
    },
  },
  response: {
    document: () => ({ ...read('desk.response.json') }),
    faults: {
      'schema/format': ({ integration }) => {
        integration.createdAt = 'yesterday'
      },
      'id-format': ({ integration }) => {
        integration.id = 'integration_01HV5ZJ8Q4T0M3X9K2N7'
      },
      'secret-names-unique': ({ integration }) => {
        integration.secrets.push('CLIENT_SECRET')
      },
      'verification-status': ({ integration }) => {
        integration.verificationStatus = 'rejected'
      },
    },
  },
  'response: dates': {
    document: () => ({ ...read('desk.response.json') }),
    faults: {
      'dates-ordered': ({ integration }) => {
        integration.updatedAt = '2020-01-01T00:00:00Z'
      },
    },
  },
}

function script(linkTemplateScript: string): Draft {
  return {
    title: 'Link',
    description: 'A way to connect',
    schema: object({}),
    identifier: { required: true, linkTemplateScript },
  }
}

/** A field without a title, one without a description, and the same one level deeper. */
function fieldFaults(family: string, properties: (body: Draft) => Draft): Record<string, (body: Draft) => void> {
  const nested = (inner: object) => ({
    type: 'object',
    description: 'A part',
    'x-zui': { title: 'Part' },
    properties: inner,
  })
  return {
    [`${family}-title-present`]: (body) => {
      properties(body).untitled = { type: 'string', description: 'A text' }
    },
    [`${family}-description-present`]: (body) => {
      properties(body).undescribed = { type: 'string', 'x-zui': { title: 'Text' } }
    },
    [`${family}-title-present-nested`]: (body) => {
      properties(body).outer = nested({ untitled: { type: 'string', description: 'A text' } })
    },
    [`${family}-description-present-nested`]: (body) => {
      properties(body).other = nested({ undescribed: { type: 'string', 'x-zui': { title: 'Text' } } })
    },
  }
}

const linter = new Linter({ rules: RULES, vrl: loadVrl, frames: false })
const everything = {
  rules: new Map(RULES.map(({ id, severity, options }) => [id, { severity, options: options?.defaults }])),
}

function counts(value: unknown, as: Kind | undefined): Record<string, number> {
  const document = parseDocument({ name: 'every.json', text: JSON.stringify(value, null, 2), comments: false })
  const report = linter.lint(document, recognise(document, as), everything)
  expect(report.crashes).toEqual([])
  const found: Record<string, number> = {}
  for (const { rule } of report.findings) found[rule] = (found[rule] ?? 0) + 1
  return found
}

describe.each(Object.entries(FAULTS))('%s', (_name, { as, document, faults }) => {
  test('has no finding before the faults, with every rule on', () => {
    expect(counts(document(), as)).toEqual({})
  })

  test('reports each of its faults exactly once, and nothing else', () => {
    const body = document()
    for (const fault of Object.values(faults)) fault(body)
    expect(withoutRepetitions(counts(body, as), faults)).toEqual(
      Object.fromEntries(Object.keys(faults).map((id) => [id, 1])),
    )
  })
})

/** The texts of the faults here repeat each other; only a document that is about that is asked for it. */
const ABOUT_REPETITION = ['titles-unique', 'descriptions-unique', 'description-adds']

function withoutRepetitions(found: Record<string, number>, faults: object): Record<string, number> {
  const rest = Object.entries(found).filter(([rule]) => !ABOUT_REPETITION.includes(rule) || Object.hasOwn(faults, rule))
  return Object.fromEntries(rest)
}

/** The rules that report an example, with every rule on; the one that it belongs to has the example's options. */
function reported(rule: Rule, { document, old, as, options, project }: Example): string[] {
  if (old !== undefined) return compareValues(old, document, everything).findings.map((finding) => finding.rule)
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2)
  const parsed = parseDocument({ name: 'every.json', text, comments: rule.category === 'suppressions' })
  if (project !== undefined) Object.assign(parsed, { project: { ...NO_PROJECT, ...project } })
  const value = parsed.value === undefined ? parsed.recovered : parsed.value
  const settings = { rules: new Map(everything.rules) }
  settings.rules.set(rule.id, {
    severity: rule.severity,
    options: rule.options === undefined ? undefined : { ...(rule.options.defaults as object), ...options },
  })
  const report = linter.lint(parsed, recognise({ value }, as), settings)
  expect(report.crashes).toEqual([])
  return report.findings.map(({ rule }) => rule)
}

// No list to keep: what a rule shows as bad must be reported when all others are on as well.
const EXAMPLES = RULES.flatMap((rule) =>
  rule.examples.bad.map((example, index) => [`${rule.id}, example ${index + 1}`, rule, example] as const),
)

test.each(EXAMPLES)('%s is reported with every rule on', (_name, rule, example) => {
  expect(reported(rule, example)).toContain(rule.id)
})
