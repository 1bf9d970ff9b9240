import rule from '../../../src/rules/names/key-format'
import { testRule } from '../../rule-tester'

const schema = '{ "schema": { "type": "object" } }'
const action = `{ "input": ${schema}, "output": ${schema} }`
const definition = (rest: string) => `{ "name": "acme", "version": "1.0.0", ${rest} }`

testRule(rule, [
  {
    name: 'reports a key with an underscore at the key, and suggests camel case',
    text: definition(`"actions": { «"get_contact"»: ${action}, "getContact": ${action} }`),
    as: 'create-body',
    messages: [
      'The action key "get_contact" holds "_"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "getContact"?',
    ],
  },
  {
    name: 'looks at every map whose keys the API restricts',
    text: definition(`
      "configurations": { «"a-b"»: ${schema} },
      "actions": { «"GetUser"»: ${action} },
      "events": { «"1st"»: ${schema} },
      "channels": { «"direct message"»: { "messages": { «"téxt"»: ${schema} } } },
      "states": { «"s"»: { "type": "user", "schema": {} } },
      "entities": { «""»: ${schema} }`),
    as: 'create-body',
    messages: [
      /^The configuration key "a-b" holds "-"; .*"aB"\?$/,
      /^The action key "GetUser" starts with "G"; .*"getUser"\?$/,
      /^The event key "1st" starts with "1"; .*digits\.$/,
      /^The channel key "direct message" holds " "; .*"directMessage"\?$/,
      /^The message key "téxt" holds "é"; /,
      /^The state key "s" is one character long; /,
      /^The entity key "" is empty; /,
    ],
  },
  {
    name: 'reports a key of 101 characters',
    text: definition(`"events": { «"${'a'.repeat(101)}"»: ${schema} }`),
    as: 'create-body',
    messages: [/ is 101 characters long; /],
  },
  {
    name: 'accepts keys of 2 and of 100 characters',
    text: definition(`"events": { "ab": ${schema}, "${'a'.repeat(100)}": ${schema} }`),
    as: 'create-body',
  },
  {
    name: 'leaves tags, fields and interfaces alone, which have their own forms',
    text: definition(`
      "user": { "tags": { "contact_id": {} } },
      "states": { "last": { "type": "user", "schema": { "properties": { "a_b": {} } } } },
      "interfaces": { "llm<modelRef>": { "id": "", "actions": { "a_b": { "name": "ab" } } } }`),
    as: 'create-body',
  },
  {
    name: 'leaves a key alone that an update deletes',
    text: `{ "actions": { "get_contact": null, "getContact": ${action} } }`,
    as: 'update-body',
  },
  {
    name: 'takes a prototype name for a key like any other',
    text: `{ "name": "acme", "version": "1.0.0", "events": { «"__proto__"»: ${schema}, "constructor": ${schema} } }`,
    as: 'create-body',
    messages: [/^The event key "__proto__" holds "_"; .*"proto"\?$/],
  },
  {
    name: 'suggests nothing for what is longer than any key',
    text: definition(`"events": { «"${'a'.repeat(99)}_${'b'.repeat(200)}"»: ${schema} }`),
    as: 'create-body',
    messages: [/digits\.$/],
  },
])
