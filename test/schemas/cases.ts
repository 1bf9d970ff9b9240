import { parsePointer } from '../../src/document/pointer'
import { KINDS, type Kind } from '../../src/findings/types'
import { BARE, FULL } from './documents'
import type { Subject } from './validators'

/**
 * What the schemas must accept and refuse, written down apart from them: each function below says what is true of one
 * part of a document, wherever the part occurs.
 */
export interface Case {
  subject: Subject
  /** The place that was changed; the document is otherwise valid. */
  pointer: string
  /** What was done there. */
  change: string
  document: unknown
  valid: boolean
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A copy of the value with one change. Throws when there is no such place. */
function edit(
  value: unknown,
  pointer: string,
  change: (parent: Record<string, unknown>, key: string) => void,
): unknown {
  const keys = parsePointer(pointer)
  const last = keys.pop()
  const copy: unknown = structuredClone(value)
  const parent = keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), copy)
  if (last === undefined || !isObject(parent)) throw new Error(`nothing at ${pointer}`)
  change(parent, last)
  return copy
}

/** As little of the full document as makes the place exist. */
function documentAround(kind: Kind, pointer: string): unknown {
  const full: Record<string, unknown> = FULL[kind]
  const [key = ''] = parsePointer(pointer)
  return Object.hasOwn(full, key) ? { ...BARE[kind], [key]: full[key] } : BARE[kind]
}

function set(kind: Kind, pointer: string, value: unknown, valid: boolean, change = JSON.stringify(value)): Case {
  const document = edit(documentAround(kind, pointer), pointer, (parent, key) => {
    parent[key] = value
  })
  return { subject: kind, pointer, change, document, valid }
}

function remove(kind: Kind, pointer: string, valid: boolean): Case {
  const document = edit(documentAround(kind, pointer), pointer, (parent, key) => {
    if (!Object.hasOwn(parent, key)) throw new Error(`nothing at ${pointer} of the full ${kind}`)
    delete parent[key]
  })
  return { subject: kind, pointer, change: 'removed', document, valid }
}

export type Part = (kind: Kind, pointer: string) => Case[]

const accepts =
  (...values: unknown[]): Part =>
  (kind, pointer) =>
    values.map((value) => set(kind, pointer, value, true))

const refuses =
  (...values: unknown[]): Part =>
  (kind, pointer) =>
    values.map((value) => set(kind, pointer, value, false))

const all =
  (...parts: Part[]): Part =>
  (kind, pointer) =>
    parts.flatMap((part) => part(kind, pointer))

/** One of these is two UTF-16 code units and one code point: lengths are counted in the latter. */
const CHARACTER = '😀'

export const atMost =
  (limit: number): Part =>
  (kind, pointer) => [
    set(kind, pointer, CHARACTER.repeat(limit), true, `${limit} characters`),
    set(kind, pointer, CHARACTER.repeat(limit + 1), false, `${limit + 1} characters`),
  ]

export const atLeast =
  (limit: number): Part =>
  (kind, pointer) => [
    set(kind, pointer, CHARACTER.repeat(limit), true, `${limit} characters`),
    set(kind, pointer, CHARACTER.repeat(limit - 1), false, `${limit - 1} characters`),
  ]

export const dateTime: Part = all(
  accepts('2026-01-15T08:00:00Z', '2026-02-28T23:59:59.123+05:30'),
  refuses('2026-01-15', '2026-02-30T08:00:00Z', 'yesterday', ''),
)
export const boolean: Part = all(accepts(true, false), refuses('true', 0, null))
export const oneOf = (...values: string[]): Part => all(accepts(...values), refuses('other', '', null, 5, [values[0]]))
const SECRET_NAMES = ['A', 'API_KEY', 'KEY_2', 'A1_B2_C3']
const NO_SECRET_NAMES = ['api_key', '_KEY', 'KEY_', 'API__KEY', '2_KEY', 'API-KEY', '']
export const secretNames: Part = all(
  accepts([], SECRET_NAMES),
  refuses('KEY', {}, [5], null, ...NO_SECRET_NAMES.map((name) => [name])),
)
export const secretValues: Part = all(
  accepts({}, ...SECRET_NAMES.map((name) => ({ [name]: 'value' }))),
  refuses([], 'text', null, ...NO_SECRET_NAMES.map((name) => ({ [name]: 'value' }))),
)
export const stringArray: Part = all(accepts([], ['a', 'b']), refuses('a', {}, [5], null))
export const string: Part = all(accepts('', 'text'), refuses(5, true, {}, null))
export const stringOrNull: Part = all(accepts('text', null), refuses(5, true, {}))
export const jsonSchema: Part = all(accepts({}, { type: 'object' }), refuses('object', true, [], null, 5))
const mapOfParts: Part = all(accepts({}), refuses([], 'text', null, { any: 5 }))

interface Shape {
  required?: readonly string[]
  optional?: readonly string[]
  /** `null` deletes. */
  nullable?: boolean
  /** Properties that nobody knows of are allowed. */
  open?: boolean
}

const object =
  ({ required = [], optional = [], nullable = false, open = false }: Shape): Part =>
  (kind, pointer) => [
    ...(pointer === '' ? [] : [...refuses([], 'text', 5)(kind, pointer), set(kind, pointer, null, nullable, 'null')]),
    ...required.map((name) => remove(kind, `${pointer}/${name}`, false)),
    ...optional.map((name) => remove(kind, `${pointer}/${name}`, true)),
    set(kind, `${pointer}/unheardOf`, 5, open, 'unknown property'),
  ]

const at =
  (path: string, part: Part): Part =>
  (kind, pointer) =>
    part(kind, `${pointer}/${path}`)

type Mode = 'response' | 'create' | 'update'
const whenResponse = (mode: Mode, names: readonly string[]) =>
  mode === 'response' ? { required: names } : { optional: names }

// The constraints of the page, and where each applies.

const title: Part = all(string, atMost(64))
const description: Part = all(string, atMost(256))
const named: Part = all(at('title', title), at('description', description))
const script = (mode: Mode): Part => all(mode === 'update' ? stringOrNull : string, atMost(2000))
export const ID: Part = all(atLeast(28), atMost(36))

// The shapes.

const creation: Part = all(
  object({ required: ['enabled', 'requiredTags'] }),
  at('enabled', boolean),
  at('requiredTags', stringArray),
)
const tags = (mode: Mode): Part =>
  all(
    mapOfParts,
    at('ticketId', all(object({ optional: ['title', 'description'], nullable: mode === 'update' }), named)),
  )
const tagged = (mode: Mode): Part =>
  all(object(whenResponse(mode, ['tags', 'creation'])), at('tags', tags(mode)), at('creation', creation))
const ui: Part = all(accepts({}, { anything: { title: 'Any' } }), refuses('text', [], null))
/** The parts that only bodies have. */
const inBodies = (mode: Mode, ...names: string[]) => (mode === 'response' ? [] : names)
const attributes = (mode: Mode): Part =>
  all(mapOfParts, at('category', all(mode === 'update' ? stringOrNull : string, atMost(200))))

const configuration =
  (mode: Mode, nullable: boolean): Part =>
  (kind, pointer) =>
    all(
      object({ ...whenResponse(mode, ['identifier', 'schema']), nullable }),
      object({ optional: ['title', 'description', ...inBodies(mode, 'ui')], nullable }),
      named,
      at(
        'identifier',
        all(
          object({ ...whenResponse(mode, ['required']) }),
          object({ optional: ['linkTemplateScript'] }),
          at('linkTemplateScript', script(mode)),
          at('required', boolean),
        ),
      ),
      at('schema', jsonSchema),
      mode === 'response' ? all() : at('ui', ui),
    )(kind, pointer)

const identifier = (mode: Mode): Part =>
  all(
    object({ optional: ['extractScript', 'fallbackHandlerScript'] }),
    at('extractScript', script(mode)),
    at('fallbackHandlerScript', script(mode)),
  )

const extras = (mode: Mode, ...names: ('name' | 'ui')[]): Part =>
  mode === 'response'
    ? all()
    : all(names.includes('name') ? at('name', string) : all(), names.includes('ui') ? at('ui', ui) : all())

const inputOrOutput = (mode: Mode): Part =>
  all(object({ required: ['schema'], optional: inBodies(mode, 'ui') }), at('schema', jsonSchema), extras(mode, 'ui'))
const action = (mode: Mode): Part =>
  all(
    object({
      required: ['input', 'output'],
      optional: ['title', 'description', 'billable', 'cacheable', 'attributes', ...inBodies(mode, 'name', 'ui')],
      nullable: mode === 'update',
    }),
    named,
    at('billable', boolean),
    at('cacheable', boolean),
    at('input', inputOrOutput(mode)),
    at('output', inputOrOutput(mode)),
    at('attributes', attributes(mode)),
    extras(mode, 'name', 'ui'),
  )
const event = (mode: Mode): Part =>
  all(
    object({
      required: ['schema'],
      optional: ['title', 'description', 'attributes', ...inBodies(mode, 'name', 'ui')],
      nullable: mode === 'update',
    }),
    named,
    at('schema', jsonSchema),
    at('attributes', attributes(mode)),
    extras(mode, 'name', 'ui'),
  )
const state = (mode: Mode): Part =>
  all(
    object({ required: ['type', 'schema'], optional: inBodies(mode, 'ui'), nullable: mode === 'update' }),
    at('type', oneOf('conversation', 'user', 'integration')),
    at('schema', jsonSchema),
    extras(mode, 'ui'),
  )
const entity = (mode: Mode): Part =>
  all(
    object({
      required: ['schema'],
      optional: ['title', 'description', ...inBodies(mode, 'ui')],
      nullable: mode === 'update',
    }),
    named,
    at('schema', jsonSchema),
    extras(mode, 'ui'),
  )
const channel = (mode: Mode): Part =>
  all(
    object({
      ...(mode === 'update'
        ? { optional: ['messages'] }
        : { required: mode === 'create' ? ['messages'] : ['messages', 'conversation', 'message'] }),
      nullable: mode === 'update',
    }),
    object({
      optional: ['title', 'description', ...inBodies(mode, 'conversation', 'message')],
      nullable: mode === 'update',
    }),
    named,
    at('messages', mapOfParts),
    at(
      'messages/text',
      all(
        object({ required: ['schema'], optional: inBodies(mode, 'ui'), nullable: mode === 'update' }),
        at('schema', jsonSchema),
        extras(mode, 'ui'),
      ),
    ),
    at('conversation', tagged(mode)),
    at('message', all(object(whenResponse(mode, ['tags'])), at('tags', tags(mode)))),
  )
const aliases: Part = all(
  ...['entities', 'actions', 'events', 'channels'].map((map) =>
    at(map, all(mapOfParts, at('ticket', all(object({ required: ['name'] }), at('name', all(string, atMost(200))))))),
  ),
)
const implemented = (mode: Mode): Part =>
  all(
    object({
      required: ['id', ...(mode === 'response' ? ['name', 'version', ...ALIASES] : [])],
      optional: mode === 'response' ? [] : ['name', 'version', ...ALIASES],
      nullable: mode === 'update',
    }),
    at('id', all(refuses(5, null, {}), ID, mode === 'create' ? accepts('', '...') : refuses('', '...'))),
    at('name', all(string, atMost(200))),
    at('version', all(string, atMost(200))),
    aliases,
  )
const ALIASES = ['entities', 'actions', 'events', 'channels']
const secretsOfBody: Part = all(secretValues, at('CLIENT_ID', all(stringOrNull, atMost(20000))))
const visibility = oneOf('public', 'private', 'unlisted')
const verificationStatus = oneOf('unapproved', 'pending', 'approved', 'rejected')
const lifecycleStatus = oneOf('published', 'deprecated')
const resources = (mode: Mode): Part =>
  all(
    at('configuration', configuration(mode, false)),
    at('configurations', mapOfParts),
    at('configurations/manual', configuration(mode, mode === 'update')),
    at('identifier', identifier(mode)),
    ...Object.entries({
      'actions/createTicket': action(mode),
      'events/ticketCreated': event(mode),
      'states/session': state(mode),
      'channels/ticket': channel(mode),
      'entities/ticket': entity(mode),
      'interfaces/hitl': implemented(mode),
    }).flatMap(([path, part]) => [at(path, part), at(path.split('/')[0] ?? '', mapOfParts)]),
    at('user', tagged(mode)),
    at('attributes', attributes(mode)),
  )

const text200: Part = all(string, atMost(200))
const heading: Part = all(
  at('name', text200),
  at('version', text200),
  at('title', all(accepts('text'), refuses(5, null, {}), atLeast(1), atMost(64))),
  at('description', description),
  at('public', boolean),
  at('visibility', visibility),
)
const published: Part = all(
  at('id', all(refuses(5, null), ID)),
  at('createdAt', all(dateTime, refuses(5, null))),
  at('updatedAt', all(dateTime, refuses(5, null))),
  at('iconUrl', string),
  at('verificationStatus', verificationStatus),
  at('lifecycleStatus', lifecycleStatus),
)
const REQUIRED_OF_RESPONSE = [
  ...['id', 'createdAt', 'updatedAt', 'name', 'version', 'title', 'description', 'iconUrl', 'readmeUrl', 'url', 'dev'],
  ...['public', 'verificationStatus', 'configuration', 'configurations', 'identifier', 'actions', 'events', 'states'],
  ...['channels', 'user', 'entities', 'interfaces', 'secrets'],
]
const OPTIONAL_OF_RESPONSE = ['$schema', 'workspaceId', 'visibility', 'lifecycleStatus', 'maxExecutionTime', 'sandbox']
const response: Part = all(
  object({ required: REQUIRED_OF_RESPONSE, optional: [...OPTIONAL_OF_RESPONSE, 'attributes'] }),
  heading,
  published,
  resources('response'),
  at('$schema', string),
  at('workspaceId', string),
  at('readmeUrl', string),
  at('url', all(string, atMost(2000))),
  at('dev', boolean),
  at('maxExecutionTime', all(accepts(60, 0.5), refuses('60', null))),
  at(
    'sandbox',
    all(
      object({ optional: ['identifierExtractScript', 'messageExtractScript'] }),
      at('identifierExtractScript', script('response')),
      at('messageExtractScript', script('response')),
    ),
  ),
  at('secrets', secretNames),
)

const workspace: Part = all(at('id', string), at('handle', stringOrNull), at('name', string))
const numbers: Part = all(
  at('installs', all(accepts(0, 1.5), refuses('1', null))),
  at('views', all(accepts(0, 1.5), refuses('1', null))),
)
const REQUIRED_OF_WORKSPACE = ['id', 'handle', 'name']
const summary: Part = all(
  object({
    required: REQUIRED_OF_RESPONSE.slice(0, 8).concat('public', 'verificationStatus'),
    optional: ['visibility', 'lifecycleStatus', 'ownerWorkspace', 'meta', 'matchedOn'],
    open: true,
  }),
  heading,
  published,
  at('ownerWorkspace', all(object({ required: REQUIRED_OF_WORKSPACE, open: true }), workspace)),
  at('meta', all(object({ required: ['installs', 'views'], open: true }), numbers)),
  at(
    'matchedOn',
    all(
      object({ optional: ['name', 'title', 'description', 'actions', 'interfaces'], open: true }),
      at('name', boolean),
      at('title', boolean),
      at('description', boolean),
      at('actions', stringArray),
      at('interfaces', stringArray),
    ),
  ),
)
const list: Part = all(
  object({ required: ['integrations', 'meta'], optional: ['$schema'] }),
  at('$schema', string),
  at('integrations', all(accepts([]), refuses({}, 'text', null, [5]))),
  at('integrations/0', summary),
  at('meta', all(object({ optional: ['nextToken'] }), at('nextToken', string))),
)
const OPTIONAL_OF_BODY = [
  ...['$schema', 'title', 'description', 'url', 'public', 'visibility', 'code', 'icon', 'readme', 'sdkVersion'],
  ...['layers', 'configuration', 'configurations', 'identifier', 'actions', 'events', 'states', 'channels', 'user'],
  ...['entities', 'interfaces', 'attributes', 'extraOperations', 'secrets'],
]
const body = (mode: 'create' | 'update'): Part =>
  all(
    object({ optional: OPTIONAL_OF_BODY }),
    resources(mode),
    at('$schema', string),
    at('url', all(mode === 'update' ? stringOrNull : string, atMost(2000))),
    at('code', string),
    at('icon', string),
    at('readme', string),
    at('sdkVersion', text200),
    at('layers', stringArray),
    at('extraOperations', mapOfParts),
    at('extraOperations/createUser', all(object({ required: ['enabled'] }), at('enabled', boolean))),
    at('secrets', secretsOfBody),
  )

const PARTS = {
  integration: all(response, at('signingSecret', string)),
  'public-integration': all(
    response,
    object({ required: ['ownerWorkspace', 'meta'] }),
    at('ownerWorkspace', all(object({ required: REQUIRED_OF_WORKSPACE }), workspace)),
    at('meta', all(object({ required: ['installs', 'views'] }), numbers)),
  ),
  'integration-list': list,
  'create-body': all(
    body('create'),
    object({ required: ['name', 'version'], optional: ['dev'] }),
    heading,
    at('dev', boolean),
  ),
  'update-body': all(
    body('update'),
    at('title', all(accepts('text'), refuses(5, null, {}), atLeast(1), atMost(64))),
    at('description', description),
    at('public', boolean),
    at('visibility', visibility),
    at('maxExecutionTime', all(accepts(60), refuses(0.5, '60', null))),
    // Name and version belong to what is never updated.
    at('name', refuses('crm')),
    at('version', refuses('1.0.0')),
  ),
} as const satisfies Record<Kind, Part>

const whole = (subject: Kind, document: unknown, valid: boolean, change: string): Case => ({
  subject,
  pointer: '',
  change,
  document,
  valid,
})

/** All that is expected of the schema of a kind. */
export const CASES: readonly Case[] = KINDS.flatMap((kind) => [
  whole(kind, FULL[kind], true, 'full document'),
  whole(kind, BARE[kind], true, 'bare document'),
  whole(kind, [], false, 'array'),
  whole(kind, 'text', false, 'string'),
  whole(kind, null, false, 'null'),
  ...PARTS[kind](kind, ''),
])
