import { schemaUrl } from '../../src/findings/help'
import type { Kind } from '../../src/findings/types'
import type {
  CreateIntegrationBody,
  Integration,
  IntegrationList,
  IntegrationSummary,
  JSONSchema,
  PublicIntegration,
  UpdateIntegrationBody,
} from '../../src/schema/types.generated'

/** Documents in which every property that the schemas know occurs, written by hand and not derived from the schemas. */

const schema: JSONSchema = {
  type: 'object',
  properties: { subject: { type: 'string', 'x-zui': { title: 'Subject' } } },
}
const named = { title: 'Title', description: 'Description' }
const tags = { ticketId: named }
const creation = { enabled: true, requiredTags: ['ticketId'] }
const alias = { ticket: { name: 'ticket' } }
const aliases = { entities: alias, actions: alias, events: alias, channels: alias }
const scripts = { extractScript: '.body.id', fallbackHandlerScript: '{}' }
const link = { linkTemplateScript: '"https://example.com"', required: true }
const attributes = { category: 'Developer Tools' }
const ui = { subject: { title: 'Subject' } }
const interfaceId = 'ifver_01HZX3V7Q8M2N4P6R8T0W2Y4ZA'

const configuration = { ...named, identifier: link, schema }
const integration = {
  $schema: schemaUrl('integration.schema.json'),
  id: 'intver_01HZX3V7Q8M2N4P6R8T0W2Y4ZA',
  createdAt: '2026-01-15T08:00:00.000Z',
  updatedAt: '2026-01-15T08:00:00+01:00',
  workspaceId: 'wkspace_01HZX3V7Q8M2N4P6R8T0W2Y4ZA',
  name: 'acme/help-desk',
  version: '1.2.0',
  title: 'Help Desk',
  description: 'Tickets of a help desk.',
  iconUrl: 'https://example.com/icon.svg',
  readmeUrl: 'https://example.com/readme.md',
  url: 'https://example.com/webhook',
  dev: false,
  public: true,
  visibility: 'public',
  verificationStatus: 'approved',
  lifecycleStatus: 'published',
  maxExecutionTime: 60.5,
  configuration,
  configurations: { manual: configuration },
  identifier: scripts,
  sandbox: { identifierExtractScript: '.body.id', messageExtractScript: '.body.text' },
  actions: {
    createTicket: { ...named, billable: true, cacheable: false, input: { schema }, output: { schema }, attributes },
  },
  events: { ticketCreated: { ...named, schema, attributes } },
  states: { session: { type: 'user', schema } },
  channels: {
    ticket: { ...named, messages: { text: { schema } }, conversation: { tags, creation }, message: { tags } },
  },
  user: { tags, creation },
  entities: { ticket: { ...named, schema } },
  interfaces: { hitl: { id: interfaceId, name: 'hitl', version: '1.0.0', ...aliases } },
  attributes,
  secrets: ['CLIENT_ID', 'CLIENT_SECRET_2'],
} satisfies Integration

const ownerWorkspace = { id: 'wkspace_1', handle: 'acme', name: 'Acme' }
const meta = { installs: 12, views: 340 }

const body = {
  $schema: schemaUrl('create-integration.schema.json'),
  title: 'Help Desk',
  description: 'Tickets of a help desk.',
  url: 'https://example.com/webhook',
  public: true,
  visibility: 'private',
  code: 'module.exports = {}',
  icon: 'PHN2Zy8+',
  readme: 'IyBIZWxwIERlc2s=',
  sdkVersion: '4.15.0',
  layers: ['base'],
  configuration: { ...named, identifier: link, schema, ui },
  configurations: { manual: { ...named, identifier: link, schema, ui } },
  identifier: scripts,
  actions: {
    createTicket: {
      name: 'createTicket',
      ...named,
      billable: true,
      cacheable: false,
      input: { schema, ui },
      output: { schema, ui },
      attributes,
      ui,
    },
  },
  events: { ticketCreated: { name: 'ticketCreated', ...named, schema, attributes, ui } },
  states: { session: { type: 'integration', schema, ui } },
  channels: {
    ticket: { ...named, messages: { text: { schema, ui } }, conversation: { tags, creation }, message: { tags } },
  },
  user: { tags, creation },
  entities: { ticket: { ...named, schema, ui } },
  interfaces: { hitl: { id: interfaceId, name: 'hitl', version: '1.0.0', ...aliases } },
  attributes,
  extraOperations: { createUser: { enabled: true } },
  secrets: { CLIENT_ID: null, CLIENT_SECRET_2: 'hush' },
} satisfies UpdateIntegrationBody

const summary: IntegrationSummary = {
  id: integration.id,
  name: 'acme/help-desk',
  version: '1.2.0',
  createdAt: integration.createdAt,
  updatedAt: integration.updatedAt,
  title: 'Help Desk',
  description: 'Tickets of a help desk.',
  iconUrl: 'https://example.com/icon.svg',
  public: true,
  visibility: 'public',
  verificationStatus: 'approved',
  lifecycleStatus: 'published',
  ownerWorkspace,
  meta,
  matchedOn: { name: true, title: false, description: false, actions: ['createTicket'], interfaces: ['hitl'] },
}

export const FULL = {
  integration: { ...integration, signingSecret: 'hush' } satisfies Integration,
  'public-integration': { ...integration, ownerWorkspace, meta } satisfies PublicIntegration,
  'integration-list': {
    $schema: schemaUrl('integration-list.schema.json'),
    integrations: [summary],
    meta: { nextToken: 'next' },
  } satisfies IntegrationList,
  'create-body': { ...body, name: 'acme/help-desk', version: '1.2.0', dev: false } satisfies CreateIntegrationBody,
  'update-body': { ...body, maxExecutionTime: 60 } satisfies UpdateIntegrationBody,
} as const satisfies Record<Kind, unknown>

const bare = {
  id: integration.id,
  createdAt: integration.createdAt,
  updatedAt: integration.updatedAt,
  name: 'crm',
  version: '0.0.1',
  title: 'CRM',
  description: '',
  iconUrl: '',
  readmeUrl: '',
  url: '',
  dev: true,
  public: false,
  verificationStatus: 'unapproved',
  configuration: { identifier: { required: false }, schema: {} },
  configurations: {},
  identifier: {},
  actions: {},
  events: {},
  states: {},
  channels: {},
  user: { tags: {}, creation: { enabled: false, requiredTags: [] } },
  entities: {},
  interfaces: {},
  secrets: [],
} as const satisfies Record<string, unknown>

/** Documents with the required properties alone. */
export const BARE = {
  integration: bare,
  'public-integration': { ...bare, ownerWorkspace, meta },
  'integration-list': { integrations: [], meta: {} },
  'create-body': { name: 'crm', version: '0.0.1' },
  'update-body': {},
} as const satisfies Record<Kind, unknown>
