import rule from '../../../src/rules/documentation/descriptions-unique'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports siblings with one description',
    text: `{ "name": "acme", "version": "1.0.0", "events": {
        "opened": { "description": "A ticket was opened.", "schema": {} },
        "closed": { "description": «"a ticket was  opened."», "schema": {} } },
      "channels": { "a": { "messages": {}, "description": "Chat." }, "b": { "messages": {}, "description": «"Chat."» } } }`,
    as: 'create-body',
    messages: [
      'events.closed.description is also the description of the event "opened".',
      'channels.b.description is also the description of the channel "a".',
    ],
  },
  {
    name: 'reports fields of one object, and not those of two',
    text: `{ "name": "acme", "version": "1.0.0", "states": { "s": { "type": "user", "schema": { "type": "object", "properties": {
      "from": { "type": "object", "properties": { "name": { "description": "Name." } } },
      "to": { "type": "object", "properties": { "name": { "description": "Name." }, "mail": { "description": «"Name."» } } } } } } } }`,
    as: 'create-body',
    messages: [/^states\.s\.schema\.properties\.to\.properties\.mail\.description is also .* the field "name"\.$/],
  },
  {
    name: 'leaves blank ones, those of different maps and those of an interface alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": {
        "one": { "description": "Lists.", "input": { "schema": {} }, "output": { "schema": {} } },
        "two": { "description": "Lists.", "input": { "schema": {} }, "output": { "schema": {} } } },
      "events": { "made": { "description": "Lists.", "schema": {} }, "a": { "description": "", "schema": {} }, "b": { "description": "", "schema": {} } },
      "interfaces": { "i": { "id": "", "actions": { "x": { "name": "one" }, "y": { "name": "two" } } } } }`,
    as: 'create-body',
  },
])
