import type { Pointer } from '../../document/pointer'
import { formatPointer, valueAt } from '../../document/pointer'
import { arrayAt, type Fields, isFields, own } from '../../document/values'
import { quote } from '../../findings/text'
import { BRANCH_KEYWORDS } from '../../schema/embedded/keywords'
import { resolveReference } from '../../schema/embedded/references'
import { namedTypes } from '../../schema/embedded/types'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { isCredentialName, isSameName } from './credential-names'
import { withConfiguration } from './example'
import { misspeltZuiKey } from './zui-keys'

interface Options {
  names: readonly string[]
  ignore: readonly string[]
}

/** The maximum number of branches and references that are followed from one field. */
const MAX_FIELD_SCHEMAS = 50

export default defineRule<{ unmarked: (data: { path: string; field: string; found?: string }) => string }, Options>({
  id: 'secret-fields-marked',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'A configuration field that holds a credential has `x-zui.secret: true`.',
  description: `A field with \`x-zui.secret: true\` is shown as dots. Without it, everybody who opens the configuration of a
bot (or sees a screenshot of it) reads the API key or the password of the account behind it.

The names of the fields of \`configuration\` and \`configurations\` are read word by word: \`apiKey\`, \`access_token\`,
\`smtp-pass\`, \`webhookSigningSecret\`, \`consumer_key\`, \`databaseUrl\`, \`serviceAccountJson\`. The rule does not
report names that only refer to a credential (\`tokenUrl\`, \`apiKeyId\`, \`secretName\`, \`publicKey\`, \`maxTokens\`),
numbers, booleans, objects whose fields are declared, fields that have a fixed list of values, and those whose format
says that they are something else. Nested fields, lists of texts and objects without declared fields are checked, too.
The mark may be on an object around the field, in a branch of \`anyOf\`, \`allOf\` or \`oneOf\`, in the items of a list,
and where a \`$ref\` leads.`,
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
          'More names of credentials, compared with the end of a field\'s name word by word: `["vault handle"]`.',
      },
      ignore: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: 'Names of fields that look like those of credentials, but are not.',
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
        !isCredentialName(name, options.names) ||
        options.ignore.some((one) => isSameName(one, name))
      )
        return
      const parts = schemasOfField(value, embedded.value)
      const mayBeCredential = parts.some((part) => mayHoldText(part, CONNECTION.test(name)))
      if (!mayBeCredential || parts.some(isMarked) || isMarkedAround(node.pointer, embedded)) return
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
  fix: {
    safe: false,
    summary: 'The field gets `"x-zui": { "secret": true }`. Only you know whether its value is a secret.',
    propose({ path, root }) {
      const title = 'Mark the field as a secret'
      const found = valueAt(root, formatPointer(path))
      if (path.at(-1) === 'secret' && path.at(-2) === 'x-zui') {
        return { title, changes: [{ type: 'replace', path, value: true }] }
      }
      if (!isFields(found) || path.includes('x-zui') || Object.hasOwn(found, '$ref')) return undefined
      return Object.hasOwn(found, 'x-zui')
        ? { title, changes: [{ type: 'insert', path: [...path, 'x-zui', 'secret'], value: true }] }
        : { title, changes: [{ type: 'insert', path: [...path, 'x-zui'], value: { secret: true } }] }
    },
  },
  examples: {
    bad: [
      {
        document: withConfiguration({ apiKey: { type: 'string' }, tokenUrl: { type: 'string' } }),
      },
      {
        document: withConfiguration({ vaultHandle: { type: 'string' } }),
        options: { names: ['vault handle'] },
      },
    ],
    good: [
      {
        document: withConfiguration({
          apiKey: { type: 'string', 'x-zui': { secret: true } },
          tokenUrl: { type: 'string' },
        }),
      },
    ],
  },
})

/** The schema of a field with its branches, its items, their branches, and the schemas that they refer to. */
function schemasOfField(schema: Fields, root: Fields): Fields[] {
  const parts = new Set<Fields>([schema])
  // The iteration includes the items that it adds.
  for (const part of parts) {
    if (parts.size >= MAX_FIELD_SCHEMAS) break
    for (const keyword of BRANCH_KEYWORDS) {
      for (const branch of arrayAt(part, keyword).slice(0, MAX_FIELD_SCHEMAS)) if (isFields(branch)) parts.add(branch)
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

/** The place of the finding: the mark if it is invalid, so that `x-zui-valid` reports it alone; otherwise the field. */
function placeOfMark(schema: Fields): string[] {
  if (!Object.hasOwn(schema, 'x-zui')) return []
  const zui = schema['x-zui']
  if (!isFields(zui)) return ['x-zui']
  const key = Object.keys(zui).find((name) => name === 'secret' || misspeltZuiKey(name) === 'secret')
  return key === undefined ? [] : ['x-zui', key]
}

/** Whether an object, list or branch that the field stands in is marked as a whole. */
function isMarkedAround(pointer: Pointer, { value, pointer: root }: { value: unknown; pointer: Pointer }): boolean {
  let around = value
  for (const key of pointer.keysBelow(root)) {
    if (isFields(around) && isMarked(around)) return true
    around = isFields(around) ? own(around, key) : Array.isArray(around) ? around[Number(key)] : undefined
  }
  return false
}

/** Formats of texts that anyone may read. */
const PUBLIC_FORMATS: ReadonlySet<string> = new Set(['uri', 'uri-reference', 'email', 'date', 'date-time', 'hostname'])
/** The ends of names of credentials that are addresses, which a format such as `uri` does not make public. */
const CONNECTION = /(?:ur[il]|dsn)$/i

/** Whether a schema may accept a text that people enter, directly or in an object without declared fields. */
function mayHoldText(schema: Fields, isAddress: boolean): boolean {
  if (Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const')) return false
  const types = namedTypes(schema)
  if (types.includes('string')) {
    const format = own(schema, 'format')
    return isAddress || !(typeof format === 'string' && PUBLIC_FORMATS.has(format))
  }
  if (types.includes('object')) return !DECLARING.some((keyword) => Object.hasOwn(schema, keyword))
  return !Object.hasOwn(schema, 'type') && Object.keys(schema).every((keyword) => UNRESTRICTING_KEYWORDS.has(keyword))
}

/** Keywords by which an object or its parts are described elsewhere. */
const DECLARING = ['properties', 'patternProperties', 'anyOf', 'allOf', 'oneOf', '$ref']
/** A schema that has only these keywords allows every value. */
const UNRESTRICTING_KEYWORDS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'x-zui',
  '$comment',
])
