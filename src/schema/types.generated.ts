// Generated from schemas/ by `npm run gen`.

export type IntegrationDocument =
  Integration | PublicIntegration | IntegrationList | CreateIntegrationBody | UpdateIntegrationBody
/**
 * Titles and examples of the fields of the schema beside it, as old versions of the SDK wrote them. The official CLI still sends it and the server tolerates it; the title belongs in x-zui.title of the field.
 */
export type LegacyFieldTitles = Record<string, unknown>

/**
 * An integration as the Admin API returns it (getIntegration), without the envelope { "integration": … }.
 */
export interface Integration {
  /**
   * URL of the JSON Schema that an editor checks this file with. It is no part of the definition.
   */
  $schema?: string
  /**
   * ID of this version of the integration: intver_ (or devint_ for a development integration) and a 26-character ULID, or a legacy UUID. 28 to 36 characters.
   */
  id: string
  /**
   * When the integration version was created; ISO 8601 date and time.
   */
  createdAt: string
  /**
   * When the integration version was last updated; ISO 8601 date and time.
   */
  updatedAt: string
  /**
   * ID of the workspace that owns the integration. bp integrations get --json adds it to what the API returns.
   */
  workspaceId?: string
  /**
   * Name of the integration, with the handle of the workspace and a slash in front outside the workspaces of Botpress; at most 200 characters.
   */
  name: string
  /**
   * Version of the integration, a semantic version; at most 200 characters.
   */
  version: string
  /**
   * Title that users see; 1 to 64 characters.
   */
  title: string
  /**
   * What the integration does, as users see it; at most 256 characters.
   */
  description: string
  /**
   * URL of the icon.
   */
  iconUrl: string
  /**
   * URL of the readme.
   */
  readmeUrl: string
  /**
   * URL at which the platform calls the integration; at most 2000 characters.
   */
  url: string
  /**
   * Whether this is a development integration, which runs locally.
   */
  dev: boolean
  /**
   * @deprecated
   * Whether the integration is public; a public integration cannot be updated without a new version. Deprecated: use visibility.
   */
  public: boolean
  /**
   * Who can use the integration. Public and unlisted integrations cannot be updated without a new version.
   */
  visibility?: 'public' | 'private' | 'unlisted'
  /**
   * How far the verification of this version by Botpress has come.
   */
  verificationStatus: 'unapproved' | 'pending' | 'approved' | 'rejected'
  /**
   * Whether the integration can be installed. A deprecated one no longer can.
   */
  lifecycleStatus?: 'published' | 'deprecated'
  /**
   * How long one call of the integration may take, in seconds.
   */
  maxExecutionTime?: number
  /**
   * Secret with which the platform signs its requests to the integration. Only newer revisions of the API return it.
   */
  signingSecret?: string
  configuration: Configuration
  /**
   * Further configurations among which a user chooses. The key is the name of the configuration.
   */
  configurations: {
    [k: string]: Configuration
  }
  identifier: Identifier
  /**
   * How requests of the shared sandbox, where several bots share one account, find their bot.
   */
  sandbox?: {
    /**
     * VRL that finds the identifier in a webhook request of the shared sandbox, or returns null.
     */
    identifierExtractScript?: string
    /**
     * VRL that finds the text of the message in a webhook request of the shared sandbox, or returns null.
     */
    messageExtractScript?: string
  }
  /**
   * What a bot can ask the integration to do. The key is the name of the action, in camelCase.
   */
  actions: {
    [k: string]: Action
  }
  /**
   * What the integration tells the bot. The key is the name of the event, in camelCase.
   */
  events: {
    [k: string]: Event
  }
  /**
   * Data that the integration keeps. The key is the name of the state, in camelCase.
   */
  states: {
    [k: string]: State
  }
  /**
   * Ways in which users and bots exchange messages. The key is the name of the channel, in camelCase.
   */
  channels: {
    [k: string]: Channel
  }
  user: User
  /**
   * Kinds of object of the service. The key is the name of the entity.
   */
  entities: {
    [k: string]: Entity
  }
  /**
   * Interfaces that the integration implements. The key is the name of the interface, with the entities it was made for in angle brackets.
   */
  interfaces: {
    [k: string]: Interface
  }
  attributes?: Attributes
  /**
   * Names of the values that all installations share, in SCREAMING_SNAKE case. The code reads them as SECRET_<NAME>.
   */
  secrets: string[]
}
/**
 * What a user fills in to install the integration, and how an account is connected.
 */
export interface Configuration {
  /**
   * Title of the configuration; at most 64 characters.
   */
  title?: string
  /**
   * When to choose this configuration and what it needs; at most 256 characters.
   */
  description?: string
  /**
   * The link, if any, that a user follows to connect an account to this configuration.
   */
  identifier: {
    /**
     * VRL that returns the link which a user follows to install the integration, usually an OAuth authorization page. It sees webhookId, webhookUrl and env. In an OAuth link, state is the webhookId and the redirect is {{ webhookUrl }}/oauth.
     */
    linkTemplateScript?: string
    /**
     * Whether the link must be followed before the configuration is complete. true needs a linkTemplateScript.
     */
    required: boolean
  }
  schema: JSONSchema
}
/**
 * A JSON Schema of draft-07 with the extensions of the platform (x-zui, discriminator).
 */
export interface JSONSchema {
  /**
   * URI of the schema.
   */
  $id?: string
  /**
   * The meta-schema.
   */
  $schema?: string
  /**
   * Reference to another schema. The platform resolves none: write the schema in its place.
   */
  $ref?: string
  /**
   * A note for readers of the schema.
   */
  $comment?: string
  /**
   * Title of the value; x-zui.title comes first.
   */
  title?: string
  /**
   * What the value is.
   */
  description?: string
  /**
   * Value if none is given.
   */
  default?: unknown
  /**
   * Examples of the value.
   */
  examples?: unknown[]
  /**
   * Whether only the owner sets the value.
   */
  readOnly?: boolean
  /**
   * Whether the value is never returned.
   */
  writeOnly?: boolean
  /**
   * Type of the value, or a list of types.
   */
  type?:
    | ('array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string')
    | ('array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string')[]
  /**
   * The values that are allowed.
   */
  enum?: unknown[]
  /**
   * The only value that is allowed.
   */
  const?: unknown
  /**
   * Format of a string, such as date-time, email or uri; the platform adds cuid, cuid2, emoji, ulid and others.
   */
  format?: string
  /**
   * Regular expression that a string matches.
   */
  pattern?: string
  /**
   * Least number of characters.
   */
  minLength?: number
  /**
   * Greatest number of characters.
   */
  maxLength?: number
  /**
   * Encoding of a string, such as base64.
   */
  contentEncoding?: string
  /**
   * Media type of a string.
   */
  contentMediaType?: string
  /**
   * Least number.
   */
  minimum?: number
  /**
   * Greatest number.
   */
  maximum?: number
  /**
   * The number is greater than this.
   */
  exclusiveMinimum?: number
  /**
   * The number is less than this.
   */
  exclusiveMaximum?: number
  /**
   * The number is a multiple of this.
   */
  multipleOf?: number
  /**
   * Schemas of the fields of an object.
   */
  properties?: {
    /**
     * A JSON Schema; true allows everything, false nothing.
     */
    [k: string]: JSONSchema | boolean
  }
  /**
   * Schemas of the fields whose name matches a regular expression.
   */
  patternProperties?: {
    /**
     * A JSON Schema; true allows everything, false nothing.
     */
    [k: string]: JSONSchema | boolean
  }
  /**
   * Schema of all other fields; false allows none.
   */
  additionalProperties?: JSONSchema | boolean
  /**
   * Schema of the names of the fields.
   */
  propertyNames?: JSONSchema | boolean
  /**
   * Names of the fields that must be there.
   */
  required?: string[]
  /**
   * Least number of fields.
   */
  minProperties?: number
  /**
   * Greatest number of fields.
   */
  maxProperties?: number
  /**
   * What the presence of a field demands: other fields, or a schema of the object.
   */
  dependencies?: {
    [k: string]: JSONSchema | boolean | string[]
  }
  /**
   * Schema of the items of an array, or one schema for each place.
   */
  items?: JSONSchema | boolean | (JSONSchema | boolean)[]
  /**
   * Schema of the items beyond the listed ones.
   */
  additionalItems?: JSONSchema | boolean
  /**
   * Schema that at least one item matches.
   */
  contains?: JSONSchema | boolean
  /**
   * Least number of items.
   */
  minItems?: number
  /**
   * Greatest number of items.
   */
  maxItems?: number
  /**
   * Whether all items differ.
   */
  uniqueItems?: boolean
  /**
   * Schemas that must all match.
   *
   * Items: A JSON Schema; true allows everything, false nothing.
   */
  allOf?: (JSONSchema | boolean)[]
  /**
   * Schemas of which one at least must match.
   *
   * Items: A JSON Schema; true allows everything, false nothing.
   */
  anyOf?: (JSONSchema | boolean)[]
  /**
   * Schemas of which exactly one must match.
   *
   * Items: A JSON Schema; true allows everything, false nothing.
   */
  oneOf?: (JSONSchema | boolean)[]
  /**
   * Schema that must not match; true allows nothing.
   */
  not?: JSONSchema | boolean
  /**
   * Schema that decides between then and else.
   */
  if?: JSONSchema | boolean
  /**
   * Schema that must match when the one of if does.
   */
  then?: JSONSchema | boolean
  /**
   * Schema that must match when the one of if does not.
   */
  else?: JSONSchema | boolean
  /**
   * Schemas to refer to.
   */
  definitions?: {
    /**
     * A JSON Schema; true allows everything, false nothing.
     */
    [k: string]: JSONSchema | boolean
  }
  /**
   * The field that tells the branches of a union apart.
   */
  discriminator?: {
    /**
     * Name of the field.
     */
    propertyName: string
  }
  'x-zui'?: PlatformExtension
  [k: string]: unknown
}
/**
 * How the platform shows the field, as @bpinternal/zui writes it. Other keys are allowed.
 */
export interface PlatformExtension {
  /**
   * Title of the field in the UI.
   */
  title?: string
  /**
   * Text that an empty field shows.
   */
  placeholder?: string
  /**
   * Whether the value is a credential, to be hidden and encrypted.
   */
  secret?: boolean
  /**
   * Whether the description is shown as a tooltip.
   */
  tooltip?: boolean
  /**
   * Whether the value is converted to the type.
   */
  coerce?: boolean
  /**
   * Whether the field is hidden, or a function of the form data that says so.
   */
  hidden?: boolean | string
  /**
   * Whether the field is read-only, or a function of the form data that says so.
   */
  disabled?: boolean | string
  /**
   * The component that shows the field: [id, params].
   *
   * @minItems 2
   * @maxItems 2
   */
  displayAs?: [string, unknown]
}
/**
 * How incoming webhook requests find their installation when they all arrive at one URL.
 */
export interface Identifier {
  /**
   * VRL that finds the identifier of the installation in an incoming webhook request. It sees path, method, query, body, headers and secrets, and returns the identifier, or null when the request has none.
   */
  extractScript?: string
  /**
   * VRL that answers a webhook request for which no identifier was found. It returns an object with optional status, headers and body; {} is legal.
   */
  fallbackHandlerScript?: string
}
/**
 * Something that a bot can ask the integration to do.
 */
export interface Action {
  /**
   * Title of the action; at most 64 characters.
   */
  title?: string
  /**
   * What the action does; at most 256 characters.
   */
  description?: string
  /**
   * Whether a call of the action is charged.
   */
  billable?: boolean
  /**
   * Whether the result of the action may be reused for the same input.
   */
  cacheable?: boolean
  /**
   * What the action takes.
   */
  input: {
    schema: JSONSchema
  }
  /**
   * What the action returns.
   */
  output: {
    schema: JSONSchema
  }
  attributes?: Attributes
}
/**
 * Free key-value pairs that the platform and the hub read, such as category. A value has at most 200 characters.
 */
export interface Attributes {
  /**
   * Value of the attribute; at most 200 characters.
   */
  [k: string]: string
}
/**
 * Something that happens in the service and that the integration tells the bot.
 */
export interface Event {
  /**
   * Title of the event; at most 64 characters.
   */
  title?: string
  /**
   * When the event is sent; at most 256 characters.
   */
  description?: string
  schema: JSONSchema
  attributes?: Attributes
}
/**
 * Data that the integration keeps, for each conversation, for each user or once for the installation.
 */
export interface State {
  /**
   * What the state belongs to: conversation, user or integration.
   */
  type: 'conversation' | 'user' | 'integration'
  schema: JSONSchema
}
/**
 * A way in which users and bots exchange messages.
 */
export interface Channel {
  /**
   * Title of the channel; at most 64 characters.
   */
  title?: string
  /**
   * What the channel is for; at most 256 characters.
   */
  description?: string
  /**
   * The types of message that the channel can send. The key is the type, such as text or image.
   */
  messages: {
    /**
     * One type of message that the channel can send.
     */
    [k: string]: {
      schema: JSONSchema
    }
  }
  /**
   * Conversations of the channel: their tags, and whether the API may create them.
   */
  conversation: {
    /**
     * Tags that the integration sets on conversations of this channel. The key is the tag.
     */
    tags: {
      [k: string]: Tag
    }
    creation: Creation
  }
  /**
   * Messages of the channel: their tags.
   */
  message: {
    /**
     * Tags that the integration sets on messages of this channel. The key is the tag.
     */
    tags: {
      [k: string]: Tag
    }
  }
}
/**
 * A tag that can be set on a user, a conversation or a message.
 */
export interface Tag {
  /**
   * Title of the tag; at most 64 characters.
   */
  title?: string
  /**
   * What the tag holds; at most 256 characters.
   */
  description?: string
}
/**
 * Whether the API may create the object directly. Deprecated: new integrations and new major versions cannot enable it.
 */
export interface Creation {
  /**
   * Whether creation through the API is possible.
   */
  enabled: boolean
  /**
   * Tags that must be given on creation. Each is declared in the sibling tags.
   */
  requiredTags: string[]
}
/**
 * Users as the integration knows them: their tags, and whether the API may create them.
 */
export interface User {
  /**
   * Tags that the integration sets on users. The key is the tag.
   */
  tags: {
    [k: string]: Tag
  }
  creation: Creation
}
/**
 * A kind of object of the service, which interfaces and actions can refer to.
 */
export interface Entity {
  /**
   * Title of the entity; at most 64 characters.
   */
  title?: string
  /**
   * What the entity is; at most 256 characters.
   */
  description?: string
  schema: JSONSchema
}
/**
 * An interface that the integration implements, and by what.
 */
export interface Interface {
  /**
   * ID of the interface version: ifver_ and a 26-character ULID, or a legacy UUID. 28 to 36 characters.
   */
  id: string
  /**
   * Name of the interface; at most 200 characters.
   */
  name: string
  /**
   * Version of the interface; at most 200 characters.
   */
  version: string
  /**
   * Which of the integration's entities implement those of the interface. The key is the name in the interface.
   */
  entities: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's actions implement those of the interface. The key is the name in the interface.
   */
  actions: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's events implement those of the interface. The key is the name in the interface.
   */
  events: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's channels implement those of the interface. The key is the name in the interface.
   */
  channels: {
    [k: string]: InterfaceAlias
  }
}
/**
 * What implements one part of the interface.
 */
export interface InterfaceAlias {
  /**
   * Key of the implementing entity, action, event or channel in this integration; at most 200 characters.
   */
  name: string
}
/**
 * An integration as the hub returns it (getPublicIntegration), without the envelope { "integration": … }: the integration with its owner and statistics.
 */
export interface PublicIntegration {
  /**
   * URL of the JSON Schema that an editor checks this file with. It is no part of the definition.
   */
  $schema?: string
  /**
   * ID of this version of the integration: intver_ (or devint_ for a development integration) and a 26-character ULID, or a legacy UUID. 28 to 36 characters.
   */
  id: string
  /**
   * When the integration version was created; ISO 8601 date and time.
   */
  createdAt: string
  /**
   * When the integration version was last updated; ISO 8601 date and time.
   */
  updatedAt: string
  /**
   * ID of the workspace that owns the integration. bp integrations get --json adds it to what the API returns.
   */
  workspaceId?: string
  /**
   * Name of the integration, with the handle of the workspace and a slash in front outside the workspaces of Botpress; at most 200 characters.
   */
  name: string
  /**
   * Version of the integration, a semantic version; at most 200 characters.
   */
  version: string
  /**
   * Title that users see; 1 to 64 characters.
   */
  title: string
  /**
   * What the integration does, as users see it; at most 256 characters.
   */
  description: string
  /**
   * URL of the icon.
   */
  iconUrl: string
  /**
   * URL of the readme.
   */
  readmeUrl: string
  /**
   * URL at which the platform calls the integration; at most 2000 characters.
   */
  url: string
  /**
   * Whether this is a development integration, which runs locally.
   */
  dev: boolean
  /**
   * @deprecated
   * Whether the integration is public; a public integration cannot be updated without a new version. Deprecated: use visibility.
   */
  public: boolean
  /**
   * Who can use the integration. Public and unlisted integrations cannot be updated without a new version.
   */
  visibility?: 'public' | 'private' | 'unlisted'
  /**
   * How far the verification of this version by Botpress has come.
   */
  verificationStatus: 'unapproved' | 'pending' | 'approved' | 'rejected'
  /**
   * Whether the integration can be installed. A deprecated one no longer can.
   */
  lifecycleStatus?: 'published' | 'deprecated'
  /**
   * How long one call of the integration may take, in seconds.
   */
  maxExecutionTime?: number
  configuration: Configuration
  /**
   * Further configurations among which a user chooses. The key is the name of the configuration.
   */
  configurations: {
    [k: string]: Configuration
  }
  identifier: Identifier
  /**
   * How requests of the shared sandbox, where several bots share one account, find their bot.
   */
  sandbox?: {
    /**
     * VRL that finds the identifier in a webhook request of the shared sandbox, or returns null.
     */
    identifierExtractScript?: string
    /**
     * VRL that finds the text of the message in a webhook request of the shared sandbox, or returns null.
     */
    messageExtractScript?: string
  }
  /**
   * What a bot can ask the integration to do. The key is the name of the action, in camelCase.
   */
  actions: {
    [k: string]: Action
  }
  /**
   * What the integration tells the bot. The key is the name of the event, in camelCase.
   */
  events: {
    [k: string]: Event
  }
  /**
   * Data that the integration keeps. The key is the name of the state, in camelCase.
   */
  states: {
    [k: string]: State
  }
  /**
   * Ways in which users and bots exchange messages. The key is the name of the channel, in camelCase.
   */
  channels: {
    [k: string]: Channel
  }
  user: User
  /**
   * Kinds of object of the service. The key is the name of the entity.
   */
  entities: {
    [k: string]: Entity
  }
  /**
   * Interfaces that the integration implements. The key is the name of the interface, with the entities it was made for in angle brackets.
   */
  interfaces: {
    [k: string]: Interface
  }
  attributes?: Attributes
  /**
   * Names of the values that all installations share, in SCREAMING_SNAKE case. The code reads them as SECRET_<NAME>.
   */
  secrets: string[]
  ownerWorkspace: OwnerWorkspace
  meta: HubStatistics
}
/**
 * The workspace that owns the integration.
 */
export interface OwnerWorkspace {
  /**
   * ID of the workspace that owns the integration.
   */
  id: string
  /**
   * Handle of the workspace, the first part of the name of its integrations; null if it has none.
   */
  handle: string | null
  /**
   * Name of the workspace.
   */
  name: string
}
/**
 * How often the integration was installed and viewed.
 */
export interface HubStatistics {
  /**
   * Number of installations.
   */
  installs: number
  /**
   * Number of views.
   */
  views: number
}
/**
 * A page of integrations as the Admin API (listIntegrations) and the hub (listPublicIntegrations) return it.
 */
export interface IntegrationList {
  /**
   * URL of the JSON Schema that an editor checks this file with. It is no part of the definition.
   */
  $schema?: string
  /**
   * The integrations of this page.
   */
  integrations: IntegrationSummary[]
  /**
   * How to go on.
   */
  meta: {
    /**
     * Token with which the next page is asked for; absent on the last one.
     */
    nextToken?: string
  }
}
/**
 * One integration of a list: what is needed to show it.
 */
export interface IntegrationSummary {
  /**
   * ID of this version of the integration: intver_ (or devint_ for a development integration) and a 26-character ULID, or a legacy UUID. 28 to 36 characters.
   */
  id: string
  /**
   * Name of the integration, with the handle of the workspace and a slash in front outside the workspaces of Botpress; at most 200 characters.
   */
  name: string
  /**
   * Version of the integration, a semantic version; at most 200 characters.
   */
  version: string
  /**
   * When the integration version was created; ISO 8601 date and time.
   */
  createdAt: string
  /**
   * When the integration version was last updated; ISO 8601 date and time.
   */
  updatedAt: string
  /**
   * Title that users see; 1 to 64 characters.
   */
  title: string
  /**
   * What the integration does, as users see it; at most 256 characters.
   */
  description: string
  /**
   * URL of the icon.
   */
  iconUrl: string
  /**
   * @deprecated
   * Whether the integration is public; a public integration cannot be updated without a new version. Deprecated: use visibility.
   */
  public: boolean
  /**
   * Who can use the integration. Public and unlisted integrations cannot be updated without a new version.
   */
  visibility?: 'public' | 'private' | 'unlisted'
  /**
   * How far the verification of this version by Botpress has come.
   */
  verificationStatus: 'unapproved' | 'pending' | 'approved' | 'rejected'
  /**
   * Whether the integration can be installed. A deprecated one no longer can.
   */
  lifecycleStatus?: 'published' | 'deprecated'
  /**
   * The workspace that owns the integration.
   */
  ownerWorkspace?: {
    /**
     * ID of the workspace that owns the integration.
     */
    id: string
    /**
     * Handle of the workspace, the first part of the name of its integrations; null if it has none.
     */
    handle: string | null
    /**
     * Name of the workspace.
     */
    name: string
  }
  /**
   * How often the integration was installed and viewed; in lists of the hub.
   */
  meta?: {
    /**
     * Number of installations.
     */
    installs: number
    /**
     * Number of views.
     */
    views: number
  }
  /**
   * Which parts of the integration the search term matched.
   */
  matchedOn?: {
    /**
     * Whether the name matched.
     */
    name?: boolean
    /**
     * Whether the title matched.
     */
    title?: boolean
    /**
     * Whether the description matched.
     */
    description?: boolean
    /**
     * Names of the actions that matched.
     */
    actions?: string[]
    /**
     * Names of the interfaces that matched.
     */
    interfaces?: string[]
  }
}
/**
 * Body of POST /v1/admin/integrations and of its …/validate, and what bp read --json prints: a new integration, or a new version of one.
 */
export interface CreateIntegrationBody {
  /**
   * URL of the JSON Schema that an editor checks this file with. It is no part of the definition.
   */
  $schema?: string
  /**
   * Name of the integration, with the handle of the workspace and a slash in front outside the workspaces of Botpress; at most 200 characters.
   */
  name: string
  /**
   * Version of the integration, a semantic version; at most 200 characters.
   */
  version: string
  /**
   * Title that users see; 1 to 64 characters.
   */
  title?: string
  /**
   * What the integration does, as users see it; at most 256 characters.
   */
  description?: string
  /**
   * URL at which the platform calls the integration; at most 2000 characters.
   */
  url?: string
  /**
   * Whether this is a development integration, which runs locally.
   */
  dev?: boolean
  /**
   * @deprecated
   * Whether the integration is public; a public integration cannot be updated without a new version. Deprecated: use visibility.
   */
  public?: boolean
  /**
   * Who can use the integration. Public and unlisted integrations cannot be updated without a new version.
   */
  visibility?: 'public' | 'private' | 'unlisted'
  /**
   * JavaScript code of the integration.
   */
  code?: string
  /**
   * The icon, an SVG, in base64. It is the same for all versions of the integration.
   */
  icon?: string
  /**
   * The readme, Markdown, in base64. Each version has its own.
   */
  readme?: string
  /**
   * Version of the SDK that the integration was built with; at most 200 characters.
   */
  sdkVersion?: string
  /**
   * Layers of code that the integration runs on.
   */
  layers?: string[]
  configuration?: CreateConfiguration
  /**
   * Further configurations among which a user chooses. The key is the name of the configuration.
   */
  configurations?: {
    [k: string]: CreateConfiguration
  }
  identifier?: Identifier
  /**
   * What a bot can ask the integration to do. The key is the name of the action, in camelCase.
   */
  actions?: {
    [k: string]: CreateAction
  }
  /**
   * What the integration tells the bot. The key is the name of the event, in camelCase.
   */
  events?: {
    [k: string]: CreateEvent
  }
  /**
   * Data that the integration keeps. The key is the name of the state, in camelCase.
   */
  states?: {
    [k: string]: CreateState
  }
  /**
   * Ways in which users and bots exchange messages. The key is the name of the channel, in camelCase.
   */
  channels?: {
    [k: string]: CreateChannel
  }
  user?: CreateUser
  /**
   * Kinds of object of the service. The key is the name of the entity.
   */
  entities?: {
    [k: string]: CreateEntity
  }
  /**
   * Interfaces that the integration implements. The key is the name of the interface, with the entities it was made for in angle brackets.
   */
  interfaces?: {
    [k: string]: CreateInterface
  }
  attributes?: Attributes
  extraOperations?: ExtraOperations
  secrets?: Secrets
}
/**
 * What a user fills in to install the integration, and how an account is connected.
 */
export interface CreateConfiguration {
  /**
   * Title of the configuration; at most 64 characters.
   */
  title?: string
  /**
   * When to choose this configuration and what it needs; at most 256 characters.
   */
  description?: string
  /**
   * The link, if any, that a user follows to connect an account to this configuration.
   */
  identifier?: {
    /**
     * VRL that returns the link which a user follows to install the integration, usually an OAuth authorization page. It sees webhookId, webhookUrl and env. In an OAuth link, state is the webhookId and the redirect is {{ webhookUrl }}/oauth.
     */
    linkTemplateScript?: string
    /**
     * Whether the link must be followed before the configuration is complete. true needs a linkTemplateScript.
     */
    required?: boolean
  }
  schema?: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * Something that a bot can ask the integration to do.
 */
export interface CreateAction {
  /**
   * The key of the action again. The official CLI sends it; the server ignores it.
   */
  name?: string
  /**
   * Title of the action; at most 64 characters.
   */
  title?: string
  /**
   * What the action does; at most 256 characters.
   */
  description?: string
  /**
   * Whether a call of the action is charged.
   */
  billable?: boolean
  /**
   * Whether the result of the action may be reused for the same input.
   */
  cacheable?: boolean
  /**
   * What the action takes.
   */
  input: {
    schema: JSONSchema
    ui?: LegacyFieldTitles
  }
  /**
   * What the action returns.
   */
  output: {
    schema: JSONSchema
    ui?: LegacyFieldTitles
  }
  attributes?: Attributes
  ui?: LegacyFieldTitles
}
/**
 * Something that happens in the service and that the integration tells the bot.
 */
export interface CreateEvent {
  /**
   * The key of the event again. The official CLI sends it; the server ignores it.
   */
  name?: string
  /**
   * Title of the event; at most 64 characters.
   */
  title?: string
  /**
   * When the event is sent; at most 256 characters.
   */
  description?: string
  schema: JSONSchema
  attributes?: Attributes
  ui?: LegacyFieldTitles
}
/**
 * Data that the integration keeps, for each conversation, for each user or once for the installation.
 */
export interface CreateState {
  /**
   * What the state belongs to: conversation, user or integration.
   */
  type: 'conversation' | 'user' | 'integration'
  schema: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * A way in which users and bots exchange messages.
 */
export interface CreateChannel {
  /**
   * Title of the channel; at most 64 characters.
   */
  title?: string
  /**
   * What the channel is for; at most 256 characters.
   */
  description?: string
  /**
   * The types of message that the channel can send. The key is the type, such as text or image.
   */
  messages: {
    /**
     * One type of message that the channel can send.
     */
    [k: string]: {
      schema: JSONSchema
      ui?: LegacyFieldTitles
    }
  }
  /**
   * Conversations of the channel: their tags, and whether the API may create them.
   */
  conversation?: {
    /**
     * Tags that the integration sets on conversations of this channel. The key is the tag.
     */
    tags?: {
      [k: string]: Tag
    }
    creation?: Creation
  }
  /**
   * Messages of the channel: their tags.
   */
  message?: {
    /**
     * Tags that the integration sets on messages of this channel. The key is the tag.
     */
    tags?: {
      [k: string]: Tag
    }
  }
}
/**
 * Users as the integration knows them: their tags, and whether the API may create them.
 */
export interface CreateUser {
  /**
   * Tags that the integration sets on users. The key is the tag.
   */
  tags?: {
    [k: string]: Tag
  }
  creation?: Creation
}
/**
 * A kind of object of the service, which interfaces and actions can refer to.
 */
export interface CreateEntity {
  /**
   * Title of the entity; at most 64 characters.
   */
  title?: string
  /**
   * What the entity is; at most 256 characters.
   */
  description?: string
  schema: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * An interface that the integration implements, and by what.
 */
export interface CreateInterface {
  /**
   * ID of the interface version: ifver_ and a 26-character ULID, or a legacy UUID. 28 to 36 characters. bp read --json prints it empty or as three dots, as it asks no server.
   */
  id: string
  /**
   * Name of the interface; at most 200 characters.
   */
  name?: string
  /**
   * Version of the interface; at most 200 characters.
   */
  version?: string
  /**
   * Which of the integration's entities implement those of the interface. The key is the name in the interface.
   */
  entities?: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's actions implement those of the interface. The key is the name in the interface.
   */
  actions?: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's events implement those of the interface. The key is the name in the interface.
   */
  events?: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's channels implement those of the interface. The key is the name in the interface.
   */
  channels?: {
    [k: string]: InterfaceAlias
  }
}
/**
 * Experimental. Further operations that the platform sends to the installations, or not. The key is the operation.
 */
export interface ExtraOperations {
  /**
   * Whether the operation is sent.
   */
  [k: string]: {
    /**
     * Whether the operation is sent to the installations.
     */
    enabled: boolean
  }
}
/**
 * Values that all installations share and that the code reads as SECRET_<NAME>. The key is the name in SCREAMING_SNAKE case.
 */
export interface Secrets {
  /**
   * Value of the secret, at most 20000 characters, or null for none yet (in an update: to delete it).
   */
  [k: string]: string | null
}
/**
 * Body of PUT /v1/admin/integrations/{id} and of its …/validate. What is absent stays as it is; null deletes. Name and version cannot be changed.
 */
export interface UpdateIntegrationBody {
  /**
   * URL of the JSON Schema that an editor checks this file with. It is no part of the definition.
   */
  $schema?: string
  /**
   * Title that users see; 1 to 64 characters.
   */
  title?: string
  /**
   * What the integration does, as users see it; at most 256 characters.
   */
  description?: string
  /**
   * URL at which the platform calls the integration, at most 2000 characters, or null to remove it.
   */
  url?: string | null
  /**
   * @deprecated
   * Whether the integration is public; a public integration cannot be updated without a new version. Deprecated: use visibility.
   */
  public?: boolean
  /**
   * Who can use the integration. Public and unlisted integrations cannot be updated without a new version.
   */
  visibility?: 'public' | 'private' | 'unlisted'
  /**
   * How long one call of the integration may take, in whole seconds.
   */
  maxExecutionTime?: number
  /**
   * JavaScript code of the integration.
   */
  code?: string
  /**
   * The icon, an SVG, in base64. It is the same for all versions of the integration.
   */
  icon?: string
  /**
   * The readme, Markdown, in base64. Each version has its own.
   */
  readme?: string
  /**
   * Version of the SDK that the integration was built with; at most 200 characters.
   */
  sdkVersion?: string
  /**
   * Layers of code that the integration runs on.
   */
  layers?: string[]
  configuration?: UpdateConfiguration
  /**
   * Further configurations among which a user chooses. The key is the name of the configuration. An absent entry stays as it is, null deletes it.
   */
  configurations?: {
    [k: string]: UpdateNamedConfiguration | null
  }
  identifier?: UpdateIdentifier
  /**
   * What a bot can ask the integration to do. The key is the name of the action, in camelCase. An absent entry stays as it is, null deletes it.
   */
  actions?: {
    [k: string]: UpdateAction | null
  }
  /**
   * What the integration tells the bot. The key is the name of the event, in camelCase. An absent entry stays as it is, null deletes it.
   */
  events?: {
    [k: string]: UpdateEvent | null
  }
  /**
   * Data that the integration keeps. The key is the name of the state, in camelCase. An absent entry stays as it is, null deletes it.
   */
  states?: {
    [k: string]: UpdateState | null
  }
  /**
   * Ways in which users and bots exchange messages. The key is the name of the channel, in camelCase. An absent entry stays as it is, null deletes it.
   */
  channels?: {
    [k: string]: UpdateChannel | null
  }
  user?: UpdateUser
  /**
   * Kinds of object of the service. The key is the name of the entity. An absent entry stays as it is, null deletes it.
   */
  entities?: {
    [k: string]: UpdateEntity | null
  }
  /**
   * Interfaces that the integration implements. The key is the name of the interface, with the entities it was made for in angle brackets. An absent entry stays as it is, null deletes it.
   */
  interfaces?: {
    [k: string]: UpdateInterface | null
  }
  attributes?: UpdateAttributes
  extraOperations?: ExtraOperations
  secrets?: Secrets
}
/**
 * The parts of the configuration to change; what is absent stays as it is.
 */
export interface UpdateConfiguration {
  /**
   * Title of the configuration; at most 64 characters.
   */
  title?: string
  /**
   * When to choose this configuration and what it needs; at most 256 characters.
   */
  description?: string
  /**
   * The link, if any, that a user follows to connect an account to this configuration.
   */
  identifier?: {
    /**
     * VRL that returns the link which a user follows to install the integration; at most 2000 characters. null removes it, and then required must be false.
     */
    linkTemplateScript?: string | null
    /**
     * Whether the link must be followed before the configuration is complete. true needs a linkTemplateScript.
     */
    required?: boolean
  }
  schema?: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * The parts of one of the configurations to change. null deletes the configuration.
 */
export interface UpdateNamedConfiguration {
  /**
   * Title of the configuration; at most 64 characters.
   */
  title?: string
  /**
   * When to choose this configuration and what it needs; at most 256 characters.
   */
  description?: string
  /**
   * The link, if any, that a user follows to connect an account to this configuration.
   */
  identifier?: {
    /**
     * VRL that returns the link which a user follows to install the integration; at most 2000 characters. null removes it, and then required must be false.
     */
    linkTemplateScript?: string | null
    /**
     * Whether the link must be followed before the configuration is complete. true needs a linkTemplateScript.
     */
    required?: boolean
  }
  schema?: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * The scripts to change. An absent script stays as it is, null removes it.
 */
export interface UpdateIdentifier {
  /**
   * VRL that finds the identifier of the installation in an incoming webhook request; at most 2000 characters. null removes it.
   */
  extractScript?: string | null
  /**
   * VRL that answers a webhook request for which no identifier was found; at most 2000 characters. null removes it.
   */
  fallbackHandlerScript?: string | null
}
/**
 * The new action. null deletes it.
 */
export interface UpdateAction {
  /**
   * The key of the action again. The official CLI sends it; the server ignores it.
   */
  name?: string
  /**
   * Title of the action; at most 64 characters.
   */
  title?: string
  /**
   * What the action does; at most 256 characters.
   */
  description?: string
  /**
   * Whether a call of the action is charged.
   */
  billable?: boolean
  /**
   * Whether the result of the action may be reused for the same input.
   */
  cacheable?: boolean
  /**
   * What the action takes.
   */
  input: {
    schema: JSONSchema
    ui?: LegacyFieldTitles
  }
  /**
   * What the action returns.
   */
  output: {
    schema: JSONSchema
    ui?: LegacyFieldTitles
  }
  attributes?: UpdateAttributes
  ui?: LegacyFieldTitles
}
/**
 * Attributes to set. null removes the attribute.
 */
export interface UpdateAttributes {
  /**
   * Value of the attribute, at most 200 characters, or null to remove it.
   */
  [k: string]: string | null
}
/**
 * The new event. null deletes it.
 */
export interface UpdateEvent {
  /**
   * The key of the event again. The official CLI sends it; the server ignores it.
   */
  name?: string
  /**
   * Title of the event; at most 64 characters.
   */
  title?: string
  /**
   * When the event is sent; at most 256 characters.
   */
  description?: string
  schema: JSONSchema
  attributes?: UpdateAttributes
  ui?: LegacyFieldTitles
}
/**
 * The new state definition. null deletes it.
 */
export interface UpdateState {
  /**
   * What the state belongs to: conversation, user or integration.
   */
  type: 'conversation' | 'user' | 'integration'
  schema: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * The parts of the channel to change. null deletes the channel.
 */
export interface UpdateChannel {
  /**
   * Title of the channel; at most 64 characters.
   */
  title?: string
  /**
   * What the channel is for; at most 256 characters.
   */
  description?: string
  /**
   * The types of message to set. The key is the type; null deletes it.
   */
  messages?: {
    /**
     * One type of message that the channel can send. null deletes it.
     */
    [k: string]: {
      schema: JSONSchema
      ui?: LegacyFieldTitles
    } | null
  }
  /**
   * Conversations of the channel: their tags, and whether the API may create them.
   */
  conversation?: {
    /**
     * Tags that the integration sets on conversations of this channel. The key is the tag. null removes a tag.
     */
    tags?: {
      [k: string]: UpdateTag | null
    }
    creation?: Creation
  }
  /**
   * Messages of the channel: their tags.
   */
  message?: {
    /**
     * Tags that the integration sets on messages of this channel. The key is the tag. null removes a tag.
     */
    tags?: {
      [k: string]: UpdateTag | null
    }
  }
}
/**
 * The new state of the tag. null deletes it.
 */
export interface UpdateTag {
  /**
   * Title of the tag; at most 64 characters.
   */
  title?: string
  /**
   * What the tag holds; at most 256 characters.
   */
  description?: string
}
/**
 * The user settings to change; what is absent stays as it is.
 */
export interface UpdateUser {
  /**
   * Tags that the integration sets on users. The key is the tag. null removes a tag.
   */
  tags?: {
    [k: string]: UpdateTag | null
  }
  creation?: Creation
}
/**
 * The new entity. null deletes it.
 */
export interface UpdateEntity {
  /**
   * Title of the entity; at most 64 characters.
   */
  title?: string
  /**
   * What the entity is; at most 256 characters.
   */
  description?: string
  schema: JSONSchema
  ui?: LegacyFieldTitles
}
/**
 * The new implementation of the interface. null removes it.
 */
export interface UpdateInterface {
  /**
   * ID of the interface version: ifver_ and a 26-character ULID, or a legacy UUID. 28 to 36 characters.
   */
  id: string
  /**
   * Name of the interface; at most 200 characters.
   */
  name?: string
  /**
   * Version of the interface; at most 200 characters.
   */
  version?: string
  /**
   * Which of the integration's entities implement those of the interface. The key is the name in the interface.
   */
  entities?: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's actions implement those of the interface. The key is the name in the interface.
   */
  actions?: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's events implement those of the interface. The key is the name in the interface.
   */
  events?: {
    [k: string]: InterfaceAlias
  }
  /**
   * Which of the integration's channels implement those of the interface. The key is the name in the interface.
   */
  channels?: {
    [k: string]: InterfaceAlias
  }
}
