import { isRecord, type JsonRecord } from './record'

/** A JSON format other than an integration, and how it is recognised. */
interface ForeignFormat {
  /** Completes "this looks like …". */
  phrase: string | ((value: JsonRecord) => string)
  /**
   * Keys of which an object of this format has at least one; undefined if its keys can only be recognised by their
   * form.
   */
  keys?: readonly string[]
  matches(value: JsonRecord): boolean
}

const has = (value: JsonRecord, ...keys: readonly string[]) => keys.every((key) => Object.hasOwn(value, key))
const count = (value: JsonRecord, keys: readonly string[]) => keys.filter((key) => Object.hasOwn(value, key)).length
const isText = (value: unknown): value is string => typeof value === 'string'
const isIntegrationId = (id: unknown) => isText(id) && /^(?:intver|devint)_/.test(id)
const hasIdPrefix = (value: JsonRecord, prefix: string) => isText(value.id) && value.id.startsWith(prefix)

/** Keys that a package.json has in addition to name and version. */
const PACKAGE_KEYS = [
  'scripts',
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'main',
  'module',
  'bin',
  'exports',
  'engines',
  'license',
  'author',
  'keywords',
  'repository',
  'bugs',
  'homepage',
  'files',
  'private',
  'workspaces',
  'packageManager',
  'contributes',
]

/** The keys of a package.json that suffice without the others. */
const PACKAGE_SECTIONS = ['scripts', 'dependencies', 'devDependencies', 'peerDependencies', 'engines']

const SCHEMA_KEYS = ['type', 'properties', 'required', 'definitions', '$defs', '$id', '$ref', 'items', 'allOf', 'anyOf']

const COMPOSER_KEYS = ['require', 'require-dev', 'autoload', 'autoload-dev', 'minimum-stability']

const WEB_APP_KEYS = ['start_url', 'short_name', 'display', 'theme_color', 'background_color']

const BOT_KEYS = ['recurringEvents', 'alwaysAlive', 'deployedAt', 'message', 'conversation', 'tables']

const FOREIGN_FORMATS: readonly ForeignFormat[] = [
  {
    phrase: 'a file with the cases of a script, which "integration-lint vrl test" runs',
    keys: ['cases'],
    matches: ({ cases }) =>
      Array.isArray(cases) && cases.length > 0 && cases.every((one) => isRecord(one) && has(one, 'event', 'expect')),
  },
  {
    phrase: ({ type }) => `an API error answer (${String(type)})`,
    keys: ['message'],
    matches: ({ code, type, message }) => typeof code === 'number' && isText(type) && isText(message),
  },
  {
    phrase: 'a package-lock.json',
    keys: ['lockfileVersion'],
    matches: (value) => has(value, 'lockfileVersion'),
  },
  {
    phrase: 'a composer.json',
    keys: COMPOSER_KEYS,
    matches: (value) => count(value, COMPOSER_KEYS) >= 2,
  },
  {
    phrase: 'a Botpress plugin',
    keys: ['plugin', 'id', 'dependencies', 'conversation', 'recurringEvents'],
    matches: (value) =>
      isRecord(value.plugin) ||
      hasIdPrefix(value, 'plugver_') ||
      // A bot has no version.
      (has(value, 'name', 'version') &&
        (has(value, 'recurringEvents') || (isTagged(value.conversation) && isTagged(value.message)))) ||
      (isRecord(value.dependencies) && count(value.dependencies, ['interfaces', 'integrations']) > 0),
  },
  {
    phrase: 'a package.json',
    keys: [...PACKAGE_KEYS, 'type'],
    matches: (value) =>
      count(value, PACKAGE_KEYS) >= 2 ||
      PACKAGE_SECTIONS.some((key) => isRecord(value[key])) ||
      (has(value, 'private', 'name') && typeof value.private === 'boolean') ||
      value.type === 'module' ||
      value.type === 'commonjs',
  },
  {
    phrase: 'a TypeScript configuration',
    keys: ['compilerOptions', 'files'],
    matches: (value) =>
      isRecord(value.compilerOptions) || (has(value, 'files', 'references') && count(value, ['name']) === 0),
  },
  {
    phrase: 'a manifest of a browser extension',
    keys: ['manifest_version'],
    matches: (value) => has(value, 'manifest_version'),
  },
  {
    phrase: 'a web app manifest',
    keys: WEB_APP_KEYS,
    matches: (value) => count(value, WEB_APP_KEYS) >= 2,
  },
  {
    phrase: 'an OpenAPI document',
    keys: ['openapi', 'swagger', 'info'],
    matches: (value) =>
      isText(value.openapi) || isText(value.swagger) || (isRecord(value.info) && isRecord(value.paths)),
  },
  {
    phrase: 'a JSON Schema',
    keys: ['$schema', ...SCHEMA_KEYS],
    matches: (value) =>
      (isText(value.$schema) && /json-schema\.org\/(?:draft|schema)/.test(value.$schema)) ||
      (count(value, SCHEMA_KEYS) >= 2 && (isText(value.type) || isRecord(value.properties))),
  },
  {
    phrase: 'an ESLint configuration',
    keys: ['rules'],
    matches: (value) =>
      isRecord(value.rules) &&
      count(value, ['env', 'extends', 'parser', 'parserOptions', 'plugins', 'root', 'globals']) > 0,
  },
  {
    phrase: 'a Postman collection',
    keys: ['info'],
    matches: (value) => isRecord(value.info) && Array.isArray(value.item),
  },
  {
    phrase: 'a Botpress bot',
    keys: ['bot', 'signingSecret', 'states', ...BOT_KEYS],
    matches: (value) =>
      isRecord(value.bot) ||
      (count(value, BOT_KEYS) >= 2 && isRecord(value.integrations)) ||
      (has(value, 'recurringEvents') && !has(value, 'dependencies')) ||
      isBotBody(value) ||
      count(value, ['alwaysAlive', 'deployedAt', 'signingSecret', 'conversation', 'message']) >= 3,
  },
  {
    phrase: 'a Botpress interface',
    keys: ['interface', 'id', 'nameTemplate', 'templateName', 'entities', 'channels'],
    matches: (value) =>
      isRecord(value.interface) ||
      hasIdPrefix(value, 'ifver_') ||
      count(value, ['nameTemplate', 'templateName']) > 0 ||
      isInterfaceBody(value) ||
      refersToEntities(value),
  },
  {
    phrase: 'editor settings',
    matches: (value) => {
      const keys = Object.keys(value).filter((key) => key !== '$schema')
      return keys.length > 0 && keys.every((key) => /^(?:\[[^\]]+\]|[a-zA-Z-]+\.[\w.-]+)$/.test(key))
    },
  },
]

/** The properties that `bp read --json` prints for a bot: it has no name and no version. */
const BOT_BODY_KEYS = new Set(['user', 'tags', 'configuration', 'actions', 'events', 'states', ...BOT_KEYS])

/** Whether all properties of an object are those of a bot, and at least one of them cannot be here in an integration. */
function isBotBody(value: JsonRecord): boolean {
  if (!Object.keys(value).every((key) => BOT_BODY_KEYS.has(key))) return false
  const ofBot = entriesOf(value.states).some(({ type }) => type === 'bot')
  return ofBot || isTagged(value.conversation) || isTagged(value.message)
}

function isTagged(value: unknown): boolean {
  return isRecord(value) && isRecord(value.tags)
}

/** Properties that an integration has and an interface does not. */
const INTEGRATION_KEYS = ['configuration', 'configurations', 'identifier', 'interfaces', 'secrets', 'states', 'user']

const INTERFACE_SECTIONS = ['entities', 'events', 'actions', 'channels']

const INTERFACE_BODY_KEYS = new Set([
  ...['name', 'version', 'title', 'description', 'icon', 'readme', 'attributes', 'public'],
  ...INTERFACE_SECTIONS,
])

/**
 * Whether an object is an interface as `bp read --json` prints it: always with its four sections, even if they are
 * empty. For an integration the command prints other sections as well. People leave empty sections out, and only
 * integrations have a handle in their name.
 */
function isInterfaceBody(value: JsonRecord): boolean {
  const { name } = value
  if (!isText(name) || name.includes('/') || !has(value, 'version', ...INTERFACE_SECTIONS)) return false
  const sizes = INTERFACE_SECTIONS.map((key) => entriesOf(value[key]).length)
  return (
    sizes.includes(0) &&
    sizes.some((size) => size > 0) &&
    Object.keys(value).every((key) => INTERFACE_BODY_KEYS.has(key))
  )
}

/**
 * Whether schemas name an entity of the document by a bare reference (`"$ref": "item"`), which only an interface can
 * do: the integration that implements it defines the entity.
 */
function refersToEntities(value: JsonRecord): boolean {
  if (!isRecord(value.entities) || count(value, INTEGRATION_KEYS) > 0) return false
  const entities = new Set(Object.keys(value.entities))
  const schemas: unknown[] = []
  for (const action of entriesOf(value.actions)) {
    for (const side of [action.input, action.output]) if (isRecord(side)) schemas.push(side.schema)
  }
  for (const event of entriesOf(value.events)) schemas.push(event.schema)
  return schemas.some((schema) =>
    entriesOf(isRecord(schema) ? schema.properties : undefined).some((property) =>
      [property, property.items].some((one) => isRecord(one) && isText(one.$ref) && entities.has(one.$ref)),
    ),
  )
}

function entriesOf(section: unknown): JsonRecord[] {
  return isRecord(section) ? Object.values(section).filter(isRecord) : []
}

/** For each key, the formats that it hints at, as bits; the first format is the lowest bit. */
const HINTS: ReadonlyMap<string, number> = FOREIGN_FORMATS.reduce((hints, { keys = [] }, index) => {
  for (const key of keys) hints.set(key, (hints.get(key) ?? 0) | (1 << index))
  return hints
}, new Map<string, number>())

/** The formats without keys. */
const UNHINTED = FOREIGN_FORMATS.reduce((bits, { keys }, index) => (keys === undefined ? bits | (1 << index) : bits), 0)

/** The format of an object that is certainly not an integration; undefined if it may be one. */
export function foreignFormat(value: JsonRecord): string | undefined {
  if (isIntegrationId(value.id) || isRecord(value.integration)) return undefined
  let hinted = UNHINTED
  for (const key in value) hinted |= HINTS.get(key) ?? 0
  const format = FOREIGN_FORMATS.find(({ matches }, index) => (hinted & (1 << index)) !== 0 && matches(value))
  if (format === undefined) return undefined
  return typeof format.phrase === 'string' ? format.phrase : format.phrase(value)
}

const TYPE_PHRASES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'null',
}

/** A short phrase that describes a value (`a package.json`, `an array of numbers`); undefined if uncertain. */
export function describeFormat(value: unknown): string | undefined {
  if (Array.isArray(value)) return describeArray(value)
  if (!isRecord(value)) return TYPE_PHRASES[typeof value]
  return Object.keys(value).length === 0 ? 'an empty object' : (foreignFormat(value) ?? emptyList(value))
}

function emptyList(value: JsonRecord): string | undefined {
  const { integrations } = value
  return Array.isArray(integrations) && integrations.length === 0 ? 'an empty list of integrations' : undefined
}

function describeArray(items: readonly unknown[]): string {
  if (items.length === 0) return 'an empty array'
  const types = new Set(items.map((item) => (Array.isArray(item) ? 'array' : item === null ? 'null' : typeof item)))
  const [type] = types
  return types.size === 1 && type !== 'null' ? `an array of ${type}s` : 'an array'
}
