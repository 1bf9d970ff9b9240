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
    messages: ['actions.sendImage.title is "Send message", which is also the title of the action "sendText".'],
  },
  {
    name: 'reports each of several, by the first',
    text: `{ "name": "acme", "version": "1.0.0", "actions": {
      "one": ${action('"Send"')}, "two": ${action('«"Send"»')}, "three": ${action('«"send"»')} },
      "interfaces": { "i": 5, "j": { "id": "", "actions": { "x": 5, "y": {} } } } }`,
    as: 'create-body',
    messages: [/^actions\.two\.title .* of the action "one"\.$/, /^actions\.three\.title .* of the action "one"\.$/],
  },
  {
    name: 'compares as people read: without case and white space',
    text: `{ "name": "acme", "version": "1.0.0", "events": {
      "created": { "title": "Contact created", "schema": {} },
      "made": { "title": «" contact  Created "», "schema": {} } } }`,
    as: 'create-body',
    messages: [/^events\.made\.title is " contact {2}Created ", which is also the title of the event "created"\.$/],
  },
  {
    name: 'puts the finding at the title that the author can change',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "list": ${action('«"List pages"»')}, "pageList": ${action('"List pages"')} },
      "interfaces": { "listable<page>": { "id": "", "actions": { "list": { "name": "pageList" } } } } }`,
    as: 'create-body',
    messages: ['actions.list.title is "List pages", which is also the title of the action "pageList".'],
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
    name: 'leaves channels alone, and tags of different maps',
    text: `{ "name": "acme", "version": "1.0.0", "user": { "tags": { "id": { "title": "ID" } } },
      "channels": { "one": { "title": "Chat", "messages": {}, "message": { "tags": { "id": { "title": "ID" } } } },
        "two": { "title": "Chat", "messages": {}, "conversation": { "tags": { "id": { "title": "ID" } } } } } }`,
    as: 'create-body',
  },
  {
    name: 'reports configurations and tags',
    text: `{ "name": "acme", "version": "1.0.0",
      "configurations": { "one": { "title": "Manual", "schema": {} }, "two": { "title": «"Manual"», "schema": {} } },
      "channels": { "a": { "messages": {}, "conversation": { "tags": { "id": { "title": "ID" }, "no": { "title": «"ID"» } } } } } }`,
    as: 'create-body',
    messages: [
      'configurations.two.title is "Manual", which is also the title of the configuration "one".',
      'channels.a.conversation.tags.no.title is "ID", which is also the title of the conversation tag "id".',
    ],
  },
  {
    name: 'reports the fields of one object, whichever title they have, and not those of two',
    text: `{ "name": "acme", "version": "1.0.0", "configuration": { "schema": { "type": "object", "properties": {
      "from": { "x-zui": { "title": "Party" }, "properties": { "id": { "title": "ID" } } },
      "to": { "title": «"Party"», "properties": { "id": { "title": "ID" }, "key": { "x-zui": { "title": «"Id"» } } } } } } } }`,
    as: 'create-body',
    messages: [
      'configuration.schema.properties.to.title is "Party", which is also the title of the field "from".',
      'configuration.schema.properties.to.properties.key.x-zui.title is "Id", which is also the title of the field "id".',
    ],
  },
  {
    name: 'leaves the fields of an interface and of messages alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "events": { "made": { "schema": { "properties": { "a": { "title": "A" }, "b": { "title": "A" } } } } },
      "channels": { "c": { "messages": { "text": { "schema": { "properties": { "a": { "title": "A" }, "b": { "title": "A" } } } } } } },
      "interfaces": { "i": { "id": "", "events": { "x": { "name": "made" } } } } }`,
    as: 'create-body',
  },
  {
    name: 'reports each further title of a kind, and names the first',
    text: `{ "name": "acme", "version": "1.0.0", "actions": {
      "one": ${action('"Send"')}, "two": ${action('«"send"»')}, "three": ${action('«"SEND"»')}, "four": ${action('"Get"')} } }`,
    as: 'create-body',
    messages: [/two\.title .* of the action "one"\.$/, /three\.title .* of the action "one"\.$/],
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
    messages: [/^actions\.pages\.title .* of the action "list"/],
  },
])
