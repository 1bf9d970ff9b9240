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
      'actions.get_contact: the key "get_contact" holds "_"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "getContact"?',
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
      'configurations.a-b: the key "a-b" holds "-"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "aB"?',
      'actions.GetUser: the key "GetUser" starts with "G"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "getUser"?',
      'events.1st: the key "1st" starts with "1"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits.',
      'channels["direct message"]: the key "direct message" holds " "; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "directMessage"?',
      'channels["direct message"].messages["téxt"]: the key "téxt" holds "é"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "tXt"?',
      'states.s: the key "s" is one character long; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits.',
      'entities[""]: the key "" is empty; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits.',
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
    messages: [
      'events.__proto__: the key "__proto__" holds "_"; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits. Did you mean "proto"?',
    ],
  },
  {
    name: 'suggests nothing for what is longer than any key',
    text: definition(`"events": { «"${'a'.repeat(99)}_${'b'.repeat(200)}"»: ${schema} }`),
    as: 'create-body',
    messages: [/digits\.$/],
  },
])
