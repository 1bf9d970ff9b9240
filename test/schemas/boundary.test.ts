import type { Kind } from '../../src/findings/types'
import {
  atLeast,
  atMost,
  boolean,
  type Case,
  dateTime,
  jsonSchema,
  oneOf,
  type Part,
  secretNames,
  secretValues,
  stringArray,
} from './cases'
import { interpreter, type Judge, plainAjv, readSchemas, shipped } from './validators'

// One row for each constraint of the API's reference page. Lengths are tried with characters of two UTF-16 units, so
// that a count of those would fail at half of the limit.

type Places = Partial<Record<Kind, readonly string[]>>

/** Both kinds of response have the same places. */
const responses = (...pointers: string[]): Places => ({ integration: pointers, 'public-integration': pointers })
const listed = (...pointers: string[]): Places => ({
  'integration-list': pointers.map((pointer) => `/integrations/0${pointer}`),
})
const bodies = (...pointers: string[]): Places => ({ 'create-body': pointers, 'update-body': pointers })
const everywhere = (...pointers: string[]): Places => ({ ...responses(...pointers), ...bodies(...pointers) })

const TITLED = [
  ...['/configuration', '/configurations/manual', '/channels/ticket', '/actions/createTicket', '/events/ticketCreated'],
  ...['/entities/ticket', '/user/tags/ticketId', '/channels/ticket/conversation/tags/ticketId'],
  '/channels/ticket/message/tags/ticketId',
]
const SCHEMAS = [
  ...['/configuration/schema', '/configurations/manual/schema', '/actions/createTicket/input/schema'],
  ...['/actions/createTicket/output/schema', '/events/ticketCreated/schema', '/states/session/schema'],
  ...['/channels/ticket/messages/text/schema', '/entities/ticket/schema'],
]
const ALIASES = ['entities', 'actions', 'events', 'channels'].map((map) => `/interfaces/hitl/${map}/ticket/name`)
const both =
  (...parts: Part[]): Part =>
  (kind, pointer) =>
    parts.flatMap((part) => part(kind, pointer))

const ROWS: readonly (readonly [string, Part, Places])[] = [
  ['id: 28 to 36', both(atLeast(28), atMost(36)), { ...responses('/id'), ...listed('/id') }],
  ['interfaces.*.id: 28 to 36', both(atLeast(28), atMost(36)), everywhere('/interfaces/hitl/id')],
  ['createdAt: date-time', dateTime, { ...responses('/createdAt'), ...listed('/createdAt') }],
  ['updatedAt: date-time', dateTime, { ...responses('/updatedAt'), ...listed('/updatedAt') }],
  ['title: 1 to 64', both(atLeast(1), atMost(64)), { ...everywhere('/title'), ...listed('/title') }],
  ['description: at most 256', atMost(256), { ...everywhere('/description'), ...listed('/description') }],
  ['titles of parts: at most 64', atMost(64), everywhere(...TITLED.map((part) => `${part}/title`))],
  ['descriptions of parts: at most 256', atMost(256), everywhere(...TITLED.map((part) => `${part}/description`))],
  ['identifier.fallbackHandlerScript: at most 2000', atMost(2000), everywhere('/identifier/fallbackHandlerScript')],
  ['identifier.extractScript: at most 2000', atMost(2000), everywhere('/identifier/extractScript')],
  ['sandbox.identifierExtractScript: at most 2000', atMost(2000), responses('/sandbox/identifierExtractScript')],
  ['sandbox.messageExtractScript: at most 2000', atMost(2000), responses('/sandbox/messageExtractScript')],
  [
    'linkTemplateScript: at most 2000',
    atMost(2000),
    everywhere('/configuration/identifier/linkTemplateScript', '/configurations/manual/identifier/linkTemplateScript'),
  ],
  ['url: at most 2000', atMost(2000), everywhere('/url')],
  ['name: at most 200', atMost(200), { ...responses('/name'), ...listed('/name'), 'create-body': ['/name'] }],
  [
    'version: at most 200',
    atMost(200),
    { ...responses('/version'), ...listed('/version'), 'create-body': ['/version'] },
  ],
  ['interfaces.*.name: at most 200', atMost(200), everywhere('/interfaces/hitl/name')],
  ['interfaces.*.version: at most 200', atMost(200), everywhere('/interfaces/hitl/version')],
  ['names in interfaces: at most 200', atMost(200), everywhere(...ALIASES)],
  ['states.*.type', oneOf('conversation', 'user', 'integration'), everywhere('/states/session/type')],
  [
    'verificationStatus',
    oneOf('unapproved', 'pending', 'approved', 'rejected'),
    { ...responses('/verificationStatus'), ...listed('/verificationStatus') },
  ],
  ['visibility', oneOf('public', 'private', 'unlisted'), { ...everywhere('/visibility'), ...listed('/visibility') }],
  [
    'lifecycleStatus',
    oneOf('published', 'deprecated'),
    { ...responses('/lifecycleStatus'), ...listed('/lifecycleStatus') },
  ],
  ['secrets of a response: SCREAMING_SNAKE names', secretNames, responses('/secrets')],
  ['secrets of a body: SCREAMING_SNAKE keys', secretValues, bodies('/secrets')],
  ['values of secrets: at most 20000', atMost(20000), bodies('/secrets/CLIENT_ID')],
  ['every schema: a JSON Schema', jsonSchema, everywhere(...SCHEMAS)],
  ['creation.enabled', boolean, everywhere('/user/creation/enabled', '/channels/ticket/conversation/creation/enabled')],
  [
    'creation.requiredTags',
    stringArray,
    everywhere('/user/creation/requiredTags', '/channels/ticket/conversation/creation/requiredTags'),
  ],
  ['public', boolean, { ...everywhere('/public'), ...listed('/public') }],
  ['dev', boolean, { ...responses('/dev'), 'create-body': ['/dev'] }],
  [
    'values of attributes: at most 200',
    atMost(200),
    everywhere(
      '/attributes/category',
      '/actions/createTicket/attributes/category',
      '/events/ticketCreated/attributes/category',
    ),
  ],
  ['sdkVersion: at most 200', atMost(200), bodies('/sdkVersion')],
]

const JUDGES: readonly (readonly [string, Judge])[] = [
  ['plain Ajv', plainAjv()],
  ['another library', interpreter(readSchemas())],
  ['the validators that ship', shipped],
]

describe.each(ROWS)('%s', (_, part, places) => {
  const cases: Case[] = []
  for (const [kind, pointers] of Object.entries(places) as [Kind, readonly string[]][]) {
    cases.push(...pointers.flatMap((pointer) => part(kind, pointer)))
  }

  test.each(JUDGES)('as %s judges', (_, judge) => {
    expect(cases.some(({ valid }) => valid) && cases.some(({ valid }) => !valid)).toBe(true)
    const wrong = cases
      .filter(({ subject, document, valid }) => judge(subject, document) !== valid)
      .map(({ subject, pointer, change }) => `${subject} ${pointer}: ${change}`)
    expect(wrong).toEqual([])
  })
})
