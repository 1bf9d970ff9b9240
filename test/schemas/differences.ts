export type Operation =
  | 'Integration'
  | 'getIntegration'
  | 'getIntegrationByName'
  | 'getPublicIntegration'
  | 'getPublicIntegrationById'
  | 'listIntegrations'
  | 'listPublicIntegrations'
  | 'createIntegration'
  | 'validateIntegrationCreation'
  | 'updateIntegration'
  | 'validateIntegrationUpdate'

/** A deliberate difference between our schemas and the official specification. */
export interface Difference {
  reason: string
  operations: readonly Operation[]
  /** Constraints and properties that only our schemas have. `**` at the beginning stands for any place. */
  added?: readonly string[]
  /** Constraints and properties that only the specification has. */
  missing?: readonly string[]
}

const ADMIN: readonly Operation[] = ['Integration', 'getIntegration', 'getIntegrationByName']
const HUB: readonly Operation[] = ['getPublicIntegration', 'getPublicIntegrationById']
const RESPONSES = [...ADMIN, ...HUB]
const LISTS: readonly Operation[] = ['listIntegrations', 'listPublicIntegrations']
const CREATE: readonly Operation[] = ['createIntegration', 'validateIntegrationCreation']
const BODIES: readonly Operation[] = [...CREATE, 'updateIntegration', 'validateIntegrationUpdate']
const SECRET_NAME = 'pattern ^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$'

export const DIFFERENCES: readonly Difference[] = [
  {
    reason: 'Editors find the schema of a file by a $schema at its root; the API does not know it.',
    operations: [...RESPONSES, ...LISTS, ...BODIES],
    added: [' property $schema', '/$schema type string'],
  },
  {
    reason: 'The page calls these JSON Schemas; the specification only says object.',
    operations: [...RESPONSES, ...BODIES],
    added: ['**/schema is a JSON Schema'],
  },
  {
    reason: 'The descriptions of the page and of the specification demand SCREAMING_SNAKE names, their types do not.',
    operations: RESPONSES,
    added: [`/secrets/[] ${SECRET_NAME}`],
  },
  {
    reason: 'The same names are keys in a body.',
    operations: BODIES,
    added: [`/secrets key ${SECRET_NAME}`],
  },
  {
    reason: 'Newer than the page: a response of an older revision lacks them and is valid.',
    operations: RESPONSES,
    missing: [' required visibility', ' required lifecycleStatus'],
  },
  {
    reason: 'Newer than the page, in the items of a list too.',
    operations: LISTS,
    missing: ['/integrations/[] required visibility', '/integrations/[] required lifecycleStatus'],
  },
  {
    reason: 'A newer revision of the API than the specification returns it.',
    operations: ADMIN,
    added: [' property signingSecret', '/signingSecret type string'],
  },
  {
    reason: 'The official CLI adds it when it prints an integration.',
    operations: RESPONSES,
    added: [' property workspaceId', '/workspaceId type string'],
  },
  {
    reason: 'One schema serves both lists: the statistics, which only the hub has …',
    operations: ['listIntegrations'],
    added: [
      '/integrations/[] property meta',
      '/integrations/[]/meta type object',
      '/integrations/[]/meta required installs',
      '/integrations/[]/meta required views',
      '/integrations/[]/meta property installs',
      '/integrations/[]/meta property views',
      '/integrations/[]/meta/installs type number',
      '/integrations/[]/meta/views type number',
    ],
  },
  {
    reason: '… and the owner may therefore be absent.',
    operations: ['listPublicIntegrations'],
    missing: ['/integrations/[] required meta', '/integrations/[] required ownerWorkspace'],
  },
  {
    reason: 'The official CLI sends the name of actions and events in them, and the server tolerates it.',
    operations: BODIES,
    added: [
      '/actions/* property name',
      '/actions/*/name type string',
      '/events/* property name',
      '/events/*/name type string',
    ],
  },
  {
    reason: 'The official CLI sends what the SDK holds beside a schema, of which `ui` is a relic; a rule warns of it.',
    operations: BODIES,
    added: ['** property ui', '**/ui type object'],
  },
  {
    reason:
      'The official CLI sends name and version of an interface beside its ID; the limits are those of a response.',
    operations: BODIES,
    added: [
      '/interfaces/* property name',
      '/interfaces/*/name type string',
      '/interfaces/*/name maxLength 200',
      '/interfaces/* property version',
      '/interfaces/*/version type string',
      '/interfaces/*/version maxLength 200',
    ],
  },
  {
    reason: '`bp read --json` asks no server and prints the ID of an interface empty.',
    operations: CREATE,
    added: ['/interfaces/*/id anyOf [{"enum":["","..."]},{"minLength":28,"maxLength":36}]'],
    missing: ['/interfaces/*/id minLength 28', '/interfaces/*/id maxLength 36'],
  },
  {
    reason: 'The page limits the URL of an integration; a longer one in a body could never be returned.',
    operations: BODIES,
    added: ['/url maxLength 2000'],
  },
]
