import { isRecord, type JsonRecord } from './record'

/** A JSON format that is not an integration, by what only it has. */
interface Format {
  /** Completes "this looks like …". */
  phrase: string | ((value: JsonRecord) => string)
  matches(value: JsonRecord): boolean
}

const has = (value: JsonRecord, ...keys: readonly string[]) => keys.every((key) => Object.hasOwn(value, key))
const count = (value: JsonRecord, keys: readonly string[]) => keys.filter((key) => Object.hasOwn(value, key)).length
const isText = (value: unknown): value is string => typeof value === 'string'
const isIntegrationId = (id: unknown) => isText(id) && /^(?:intver|devint)_/.test(id)
const hasIdPrefix = (value: JsonRecord, prefix: string) => isText(value.id) && value.id.startsWith(prefix)

/** Keys of a package.json that stand beside its name and version. */
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

/** Those of them that decide alone. */
const PACKAGE_SECTIONS = ['scripts', 'dependencies', 'devDependencies', 'peerDependencies', 'engines']

const SCHEMA_KEYS = ['type', 'properties', 'required', 'definitions', '$defs', '$id', '$ref', 'items', 'allOf', 'anyOf']

const FORMATS: readonly Format[] = [
  {
    phrase: ({ type }) => `an API error answer (${String(type)})`,
    matches: ({ code, type, message }) => typeof code === 'number' && isText(type) && isText(message),
  },
  {
    phrase: 'a package-lock.json',
    matches: (value) => has(value, 'lockfileVersion'),
  },
  {
    phrase: 'a composer.json',
    matches: (value) => count(value, ['require', 'require-dev', 'autoload', 'autoload-dev', 'minimum-stability']) >= 2,
  },
  {
    phrase: 'a Botpress plugin',
    matches: (value) =>
      isRecord(value.plugin) ||
      hasIdPrefix(value, 'plugver_') ||
      (isRecord(value.dependencies) && count(value.dependencies, ['interfaces', 'integrations']) > 0),
  },
  {
    phrase: 'a package.json',
    matches: (value) =>
      count(value, PACKAGE_KEYS) >= 2 ||
      PACKAGE_SECTIONS.some((key) => isRecord(value[key])) ||
      (has(value, 'private', 'name') && typeof value.private === 'boolean') ||
      value.type === 'module' ||
      value.type === 'commonjs',
  },
  {
    phrase: 'a TypeScript configuration',
    matches: (value) =>
      isRecord(value.compilerOptions) || (has(value, 'files', 'references') && count(value, ['name']) === 0),
  },
  {
    phrase: 'a manifest of a browser extension',
    matches: (value) => has(value, 'manifest_version'),
  },
  {
    phrase: 'a web app manifest',
    matches: (value) => count(value, ['start_url', 'short_name', 'display', 'theme_color', 'background_color']) >= 2,
  },
  {
    phrase: 'an OpenAPI document',
    matches: (value) =>
      isText(value.openapi) || isText(value.swagger) || (isRecord(value.info) && isRecord(value.paths)),
  },
  {
    phrase: 'a JSON Schema',
    matches: (value) =>
      (isText(value.$schema) && /json-schema\.org\/(?:draft|schema)/.test(value.$schema)) ||
      (count(value, SCHEMA_KEYS) >= 2 && (isText(value.type) || isRecord(value.properties))),
  },
  {
    phrase: 'an ESLint configuration',
    matches: (value) =>
      isRecord(value.rules) &&
      count(value, ['env', 'extends', 'parser', 'parserOptions', 'plugins', 'root', 'globals']) > 0,
  },
  {
    phrase: 'a Postman collection',
    matches: (value) => isRecord(value.info) && Array.isArray(value.item),
  },
  {
    phrase: 'a Botpress bot',
    matches: (value) =>
      isRecord(value.bot) ||
      (count(value, ['recurringEvents', 'alwaysAlive', 'deployedAt', 'message', 'conversation', 'tables']) >= 2 &&
        isRecord(value.integrations)) ||
      (has(value, 'recurringEvents') && !has(value, 'dependencies')) ||
      count(value, ['alwaysAlive', 'deployedAt', 'signingSecret', 'conversation', 'message']) >= 3,
  },
  {
    phrase: 'a Botpress interface',
    matches: (value) =>
      isRecord(value.interface) || hasIdPrefix(value, 'ifver_') || count(value, ['nameTemplate', 'templateName']) > 0,
  },
  {
    phrase: 'editor settings',
    matches: (value) => {
      const keys = Object.keys(value).filter((key) => key !== '$schema')
      return keys.length > 0 && keys.every((key) => /^(?:\[[^\]]+\]|[a-zA-Z-]+\.[\w.-]+)$/.test(key))
    },
  },
]

/** The format of an object that is certainly something else than an integration; undefined when it may be one. */
export function foreignFormat(value: JsonRecord): string | undefined {
  if (isIntegrationId(value.id) || isRecord(value.integration)) return undefined
  const format = FORMATS.find(({ matches }) => matches(value))
  if (format === undefined) return undefined
  return typeof format.phrase === 'string' ? format.phrase : format.phrase(value)
}

const TYPE_PHRASES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'null',
}

/** A short phrase for what a value is (`a package.json`, `an array of numbers`), where that is certain. */
export function describeFormat(value: unknown): string | undefined {
  if (Array.isArray(value)) return describeArray(value)
  if (!isRecord(value)) return TYPE_PHRASES[typeof value]
  return Object.keys(value).length === 0 ? 'an empty object' : foreignFormat(value)
}

function describeArray(items: readonly unknown[]): string {
  if (items.length === 0) return 'an empty array'
  const types = new Set(items.map((item) => (Array.isArray(item) ? 'array' : item === null ? 'null' : typeof item)))
  const [type] = types
  return types.size === 1 && type !== 'null' ? `an array of ${type}s` : 'an array'
}
