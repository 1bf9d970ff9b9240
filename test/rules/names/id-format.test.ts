import rule from '../../../src/rules/names/id-format'
import { testRule } from '../../rule-tester'

const ULID = '01J9GWV7WN4VR96S7XVHXGCDFW'
const UUID = '8d34d3a6-1b6a-4f0e-9d0e-0a0f6a3a9c1d'
const definition = (id: string) => `{ "id": ${id}, "name": "acme", "version": "1.0.0" }`
const mapped = (id: string) =>
  `{ "name": "acme", "version": "1.0.0", "interfaces": { "hitl<ticket>": { "id": ${id} } } }`

testRule(rule, [
  { name: 'accepts an integration’s id', text: definition(`"intver_${ULID}"`), as: 'integration' },
  { name: 'accepts a development integration’s id', text: definition(`"devint_${ULID}"`), as: 'integration' },
  { name: 'accepts a UUID', text: definition(`"${UUID}"`), as: 'integration' },
  { name: 'accepts an interface’s id', text: mapped(`"ifver_${ULID}"`), as: 'create-body' },
  { name: 'accepts an interface’s UUID', text: mapped(`"${UUID.toUpperCase()}"`), as: 'create-body' },
  { name: 'accepts the empty id of an interface that is not resolved yet', text: mapped('""'), as: 'create-body' },
  {
    name: 'reports an interface’s id on an integration',
    text: definition(`«"ifver_${ULID}"»`),
    as: 'integration',
    messages: [
      `id is "ifver_${ULID}", the id of an interface; the id of an integration begins with "intver_" or "devint_".`,
    ],
  },
  {
    name: 'reports an integration’s id on an interface, in an update, too',
    text: mapped(`«"devint_${ULID}"»`),
    as: 'update-body',
    messages: [
      `interfaces["hitl<ticket>"].id is "devint_${ULID}", the id of an integration; the id of an interface begins with "ifver_".`,
    ],
  },
  {
    name: 'reports a prefix of something else',
    text: definition(`«"bot_${ULID}"»`),
    as: 'integration',
    messages: [
      `id is "bot_${ULID}", which is not the id of an integration: "intver_" or "devint_" and 26 digits and capital letters, or a UUID.`,
    ],
  },
  {
    name: 'reports what is not a ULID: lowercase, a sign, more than 128 bits, a digit too few',
    text: `{ "integrations": [
      { "id": «"intver_${ULID.toLowerCase()}"» },
      { "id": «"intver_01J9GWV7WN4VR96S7XVHXGCDF-"» },
      { "id": «"intver_8${ULID.slice(1)}"» },
      { "id": «"intver_${ULID.slice(1)}"» },
      { "id": "intver_${ULID}" }], "meta": {} }`,
    as: 'integration-list',
    messages: [/is not the id/, /is not the id/, /is not the id/, /is not the id/],
  },
  { name: 'leaves an id that is too short to the schema', text: definition('"intver_01J9"'), as: 'integration' },
  { name: 'leaves an id that is too long to the schema', text: definition(`"intver_${ULID}0000"`), as: 'integration' },
  { name: 'leaves the id of a request body to other rules', text: definition(`"bot_${ULID}"`), as: 'create-body' },
  ...[27, 37].map((length) => ({
    name: `leaves an id of ${length} characters to the schema`,
    text: definition(`"${'x'.repeat(length)}"`),
    as: 'integration' as const,
  })),
  ...[28, 36].map((length) => ({
    name: `reports an id of ${length} characters that is none`,
    text: definition(`«"${'x'.repeat(length)}"»`),
    as: 'integration' as const,
    messages: [/is not the id of an integration/],
  })),
  { name: 'leaves an id of another type to the schema', text: definition('5'), as: 'integration' },
])
