import { formatPointer, valueAt } from '../../document/pointer'
import type { Fields } from '../../document/values'
import { onlyNear, quote } from '../../findings/text'
import type { DocumentedRule, Example, FixDefinition } from '../contract'
import { replaced, replacedByNear, shortenedText } from '../mending'
import { layerRules } from '../syntax/syntax'

function body(more: Fields): Example {
  return { document: { name: 'acme', version: '1.0.0', actions: {}, ...more } }
}

const GOOD: readonly Example[] = [body({ title: 'Acme', description: 'Tickets from Acme.' })]
const SOURCE = "The limits are those of the Admin API's reference and OpenAPI description."

// The messages of these rules quote the value. If it is a secret, only `no-committed-secrets` reports it, which does
// not quote it.
const QUOTING = { supersededBy: ['no-committed-secrets'] }

/** Replaces a misspelt name by the one that was probably meant, unless the object already has that one. */
const RENAMED: FixDefinition = {
  safe: true,
  summary: 'A property whose name is near that of one known property gets that name, unless the object has it already.',
  propose({ path, kind, form, resourcePath, data: { property } }) {
    if (typeof property !== 'string' || kind === 'script' || form === 'summary') return undefined
    const { propertiesAt } = require('../../schema/property-names') as typeof import('../../schema/property-names')
    const meant = onlyNear(property, propertiesAt(kind, path.slice(resourcePath.length, -1)))
    if (meant === undefined) return undefined
    return { title: `Rename ${quote(property)} to ${quote(meant)}`, changes: [{ type: 'rename', path, key: meant }] }
  },
}

const SHORTENED: FixDefinition = {
  safe: false,
  summary: 'A title or a description is cut to its limit, behind a word.',
  propose(finding) {
    const { path, root, data } = finding
    const text = valueAt(root, formatPointer(path))
    const isText = path.at(-1) === 'title' || path.at(-1) === 'description'
    if (!isText || typeof text !== 'string' || typeof data.limit !== 'number') return undefined
    return replaced(finding, shortenedText(text, data.limit))
  },
}

const CHOSEN: FixDefinition = {
  safe: true,
  summary: 'A value that is near one of the allowed ones becomes that one.',
  propose: (finding) =>
    Array.isArray(finding.data.allowed) ? replacedByNear(finding, finding.data.allowed) : undefined,
}

/** The faults that the JSON Schemas find: one rule for each keyword. */
export const rules: readonly DocumentedRule[] = layerRules('schema', [
  {
    name: 'max-length',
    summary: 'Texts are not longer than the platform allows.',
    description: `Lengths are counted in Unicode code points, as JSON Schema does: an emoji is one. ${SOURCE}`,
    bad: [body({ title: 'T'.repeat(65) })],
    good: GOOD,
    fix: SHORTENED,
  },
  {
    name: 'min-length',
    summary: 'Texts are not shorter than the platform allows.',
    description: SOURCE,
    bad: [body({ title: '' })],
    good: GOOD,
  },
  {
    name: 'required',
    summary: 'Every required property is present.',
    description: `The finding points at the object that lacks it. ${SOURCE}`,
    bad: [body({ actions: { createTicket: { input: { schema: {} } } } })],
    good: GOOD,
    follows: ['schema/unknown-property'],
  },
  {
    ...QUOTING,
    name: 'type',
    summary: 'Every value has the type that the platform expects.',
    description: SOURCE,
    bad: [body({ title: 5 })],
    good: GOOD,
  },
  {
    ...QUOTING,
    name: 'enum',
    summary: 'Values that are chosen from a list are on the list.',
    description: SOURCE,
    bad: [body({ states: { session: { type: 'chanel', schema: {} } } })],
    good: [body({ states: { session: { type: 'user', schema: {} } } })],
    fix: CHOSEN,
  },
  {
    ...QUOTING,
    name: 'format',
    summary: 'Dates are ISO 8601 date-times.',
    description: SOURCE,
    bad: [
      { document: { integrations: [{ id: 'intver_01HV5ZJ8Q4T0M3X9K2N7B6C1DE', createdAt: 'yesterday' }], meta: {} } },
    ],
    good: GOOD,
  },
  {
    ...QUOTING,
    name: 'pattern',
    summary: 'Names of secrets are in SCREAMING_SNAKE case.',
    description: `A secret reaches the code as the environment variable \`SECRET_<NAME>\`. ${SOURCE}`,
    bad: [body({ secrets: { apiKey: '' } })],
    good: [body({ secrets: { API_KEY: '' } })],
  },
  {
    name: 'unknown-property',
    severity: 'warning',
    summary: 'Every property is one that the platform knows.',
    description: `The platform ignores or refuses a misspelt property. The severity is only \`warning\`, because the API grows, and
Botpress's CLI sends properties that the description of the API lacks. ${SOURCE}`,
    bad: [body({ titel: 'Acme' })],
    good: GOOD,
    supersededBy: ['read-only-in-body', 'update-immutable', 'no-committed-secrets', 'response-envelope-closed'],
    fix: RENAMED,
  },
])
