import rule from '../../../src/rules/names/titles-unique'
import { testRule } from '../../rule-tester'

const action = (title: string) => `{ "title": ${title}, "input": { "schema": {} }, "output": { "schema": {} } }`

testRule(rule, [
  {
    name: 'reports the later of two actions of one title',
    text: `{ "name": "acme", "version": "1.0.0", "actions": {
      "sendText": ${action('"Send message"')}, "getUser": ${action('"Get user"')},
      "sendImage": ${action('«"Send message"»')} } }`,
    as: 'create-body',
    messages: ['The action "sendImage" has the title "Send message" of the action "sendText".'],
  },
  {
    name: 'reports each of several, by the first',
    text: `{ "name": "acme", "version": "1.0.0", "actions": {
      "one": ${action('"Send"')}, "two": ${action('«"Send"»')}, "three": ${action('«"send"»')} },
      "interfaces": { "i": 5, "j": { "id": "", "actions": { "x": 5, "y": {} } } } }`,
    as: 'create-body',
    messages: [/^The action "two" .* of the action "one"\.$/, /^The action "three" .* of the action "one"\.$/],
  },
  {
    name: 'compares as people read: without case and white space',
    text: `{ "name": "acme", "version": "1.0.0", "events": {
      "created": { "title": "Contact created", "schema": {} },
      "made": { "title": «" contact  Created "», "schema": {} } } }`,
    as: 'create-body',
    messages: [/^The event "made" has the title " contact {2}Created " of the event "created"\.$/],
  },
  {
    name: 'puts the finding at the title that the author can change',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "list": ${action('«"List pages"»')}, "pageList": ${action('"List pages"')} },
      "interfaces": { "listable<page>": { "id": "", "actions": { "list": { "name": "pageList" } } } } }`,
    as: 'create-body',
    messages: ['The action "list" has the title "List pages" of the action "pageList".'],
  },
  {
    name: 'is silent about titles that interfaces alone brought along',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "taskList": ${action('"List"')}, "pageList": ${action('"List"')} },
      "interfaces": {
        "listable<page>": { "id": "", "actions": { "list": { "name": "pageList" } } },
        "listable<task>": { "id": "", "actions": { "list": { "name": "taskList" } } } } }`,
    as: 'create-body',
  },
  {
    name: 'is silent about an action and an event of one title, and about empty titles',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "one": ${action('"Message"')}, "two": ${action('""')}, "three": ${action('" "')}, "four": ${action('5')} },
      "events": { "message": { "title": "Message", "schema": {} } } }`,
    as: 'create-body',
  },
  {
    name: 'leaves configurations and channels alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "configurations": { "one": { "title": "Manual", "schema": {} }, "two": { "title": "Manual", "schema": {} } },
      "channels": { "one": { "title": "Chat", "messages": {} }, "two": { "title": "Chat", "messages": {} } } }`,
    as: 'create-body',
  },
  {
    name: 'reports each further title of a kind, and names the first',
    text: `{ "name": "acme", "version": "1.0.0", "actions": {
      "one": ${action('"Send"')}, "two": ${action('«"send"»')}, "three": ${action('«"SEND"»')}, "four": ${action('"Get"')} } }`,
    as: 'create-body',
    messages: [/"two" .* of the action "one"\.$/, /"three" .* of the action "one"\.$/],
  },
  {
    name: 'compares as people read whatever the letters: these have no capitals of their own',
    text: `{ "name": "acme", "version": "1.0.0", "actions": {
      "one": ${action('"Maß"')}, "two": ${action('"MASS"')} } }`,
    as: 'create-body',
  },
  {
    name: 'looks at nothing else in interfaces',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "list": ${action('"List"')}, "pages": ${action('«"List"»')} },
      "interfaces": { "a": null, "b": { "id": "", "actions": { "x": null, "y": { "name": 5 }, "z": "pages" } }, "c": { "id": "", "events": { "list": { "name": "pages" } } } } }`,
    as: 'create-body',
    messages: [/"pages" .* of the action "list"/],
  },
])
