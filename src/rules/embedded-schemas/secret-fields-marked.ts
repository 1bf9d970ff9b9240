import { arrayAt, type Fields, isFields, own } from '../../document/values'
import { quote } from '../../findings/text'
import { resolveReference } from '../../schema/embedded/references'
import { typesOf } from '../../schema/embedded/types'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { isCredentialName, isSameName } from './credential-names'
import { misspeltZuiKey } from './zui-keys'

interface Options {
  names: readonly string[]
  ignore: readonly string[]
}

/** Branches and references that are followed from one field. */
const MAX_PARTS = 50

export default defineRule<{ unmarked: (data: { path: string; field: string; found?: string }) => string }, Options>({
  id: 'secret-fields-marked',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'A configuration field that holds a credential has `x-zui.secret: true`.',
  description: `A field with \`x-zui.secret: true\` is shown as dots. Without it, everybody who opens the configuration of a
bot (or sees a screenshot of it) reads the API key or the password of the account behind it.

The names of the fields of \`configuration\` and \`configurations\` are read word by word:
\`apiKey\`, \`access_token\`, \`smtp-pass\`, \`webhookSigningSecret\`, \`consumer_key\`, \`connectionString\`, \`serviceAccountJson\`. Names that are only about a
credential (\`tokenUrl\`, \`apiKeyId\`, \`secretName\`, \`publicKey\`, \`maxTokens\`) are left alone, and so are fields that are
no text, that have a fixed list of values, or whose format says that they are something else. Nested fields and lists of texts
count. The mark may stand in a branch of \`anyOf\`, \`allOf\` or \`oneOf\`, in the items of a list, and where a \`$ref\` leads.`,
  messages: {
    unmarked: ({ path, found }) =>
      `${path} is named like a credential, but ${found === undefined ? 'has no "x-zui": { "secret": true }' : `its "x-zui.secret" is ${found}`}.`,
  },
  supersededBy: ['x-zui-valid'],
  options: {
    schema: {
      names: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description:
          'More names of credentials, compared with the end of a field\'s name word by word: `["license key"]`.',
      },
      ignore: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: 'Names of fields that hold no credential although they look so.',
      },
    },
    defaults: { names: [], ignore: [] },
  },
  only: { field: { roles: ['configuration', 'configurations'] } },
  visit: {
    field(node, report, context) {
      const { name, value, embedded } = node
      const { options } = context
      if (
        isMarked(value) ||
        !isCredentialName(nameOfOne(name, value), options.names) ||
        options.ignore.some((one) => isSameName(one, name))
      )
        return
      const parts = partsOf(value, embedded.value)
      if (!parts.some(mayBeFreeText) || parts.some(isMarked)) return
      const zui = own(value, 'x-zui')
      const found = isFields(zui) && Object.hasOwn(zui, 'secret') ? quote(zui.secret) : undefined
      const { pointer } = node
      const place = pointer.child(...placeOfMark(value))
      report(place, 'unmarked', {
        path: pathIn(context, pointer),
        field: name,
        ...(found === undefined ? {} : { found }),
      })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            schema: { type: 'object', properties: { apiKey: { type: 'string' }, tokenUrl: { type: 'string' } } },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: { schema: { type: 'object', properties: { licenseKey: { type: 'string' } } } },
        },
        options: { names: ['license key'] },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            schema: {
              type: 'object',
              properties: { apiKey: { type: 'string', 'x-zui': { secret: true } }, tokenUrl: { type: 'string' } },
            },
          },
        },
      },
    ],
  },
})

/** The name of one item: a text named `tokens` is a quantity, a list of that name holds credentials. */
function nameOfOne(name: string, schema: Fields): string {
  return own(schema, 'type') === 'array' && /tokens$/i.test(name) ? name.slice(0, -1) : name
}

/** The schema of a field with its branches, its items, theirs, and what they refer to. */
function partsOf(schema: Fields, root: Fields): Fields[] {
  const parts = new Set<Fields>([schema])
  // A set is walked to its end even as it grows.
  for (const part of parts) {
    if (parts.size >= MAX_PARTS) break
    for (const keyword of ['anyOf', 'allOf', 'oneOf']) {
      for (const branch of arrayAt(part, keyword).slice(0, MAX_PARTS)) if (isFields(branch)) parts.add(branch)
    }
    const { items, additionalProperties } = part
    for (const inner of [items, additionalProperties]) if (isFields(inner)) parts.add(inner)
    const reference = own(part, '$ref')
    const target = typeof reference === 'string' ? resolveReference(reference, root) : undefined
    if (target?.to === 'schema' && isFields(target.schema)) parts.add(target.schema)
  }
  return [...parts]
}

function isMarked(schema: Fields): boolean {
  const zui = own(schema, 'x-zui')
  return isFields(zui) && own(zui, 'secret') === true
}

/** Where the mark is wrong, so that `x-zui-valid` speaks alone where it has something to say; else the field itself. */
function placeOfMark(schema: Fields): string[] {
  if (!Object.hasOwn(schema, 'x-zui')) return []
  const zui = schema['x-zui']
  if (!isFields(zui)) return ['x-zui']
  const key = Object.keys(zui).find((name) => name === 'secret' || misspeltZuiKey(name) === 'secret')
  return key === undefined ? [] : ['x-zui', key]
}

/** Formats of texts that anyone may read. */
const PUBLIC_FORMATS: ReadonlySet<string> = new Set(['uri', 'uri-reference', 'email', 'date', 'date-time', 'hostname'])

function mayBeFreeText(schema: Fields): boolean {
  const format = own(schema, 'format')
  if (Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const')) return false
  return typesOf(schema).includes('string') && !(typeof format === 'string' && PUBLIC_FORMATS.has(format))
}
