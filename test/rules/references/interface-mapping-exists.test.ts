import rule from '../../../src/rules/references/interface-mapping-exists'
import { testRule } from '../../rule-tester'

const action = '{ "input": { "schema": {} }, "output": { "schema": {} } }'

testRule(rule, [
  {
    name: 'reports a part of each sort at its name',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "listPages": ${action} }, "events": {}, "entities": { "page": { "schema": {} } },
      "interfaces": { "listable<page>": { "id": "",
        "entities": { "listable": { "name": «"pages"» } },
        "actions": { "list": { "name": «"listPage"» }, "all": { "name": "listPages" } },
        "events": { "listed": { "name": «"pageListed"» } },
        "channels": { "chat": { "name": «"chat"» } } } } }`,
    as: 'create-body',
    messages: [
      'interfaces["listable<page>"].entities.listable.name is the entity "pages", which the integration does not define (defined: page). Did you mean "page"?',
      'interfaces["listable<page>"].actions.list.name is the action "listPage", which the integration does not define (defined: listPages). Did you mean "listPages"?',
      'interfaces["listable<page>"].events.listed.name is the event "pageListed", which the integration does not define (defined: none).',
      'interfaces["listable<page>"].channels.chat.name is the channel "chat", which the integration does not define (defined: none).',
    ],
  },
  {
    name: 'does not take an inherited name for a definition',
    text: `{ "integration": { "name": "acme", "version": "1.0.0", "actions": {},
      "interfaces": { "a<b>": { "actions": { "list": { "name": «"constructor"» } } } } } }`,
    as: 'integration',
    messages: [/the action "constructor"/],
  },
  {
    name: 'names the first of many definitions',
    text: `{ "name": "acme", "version": "1.0.0", "events": {
        ${'abcdefghij'.replace(/./g, '"event$&": { "schema": {} }, ')} "last": { "schema": {} } },
      "interfaces": { "a<b>": { "id": "", "events": { "x": { "name": «"zzzzzzzz"» } } } } }`,
    as: 'create-body',
    messages: [/eventh and 3 more\)\.$/],
  },
  {
    name: 'is silent where everything exists',
    text: `{ "name": "acme", "version": "1.0.0", "actions": { "listPages": ${action} },
      "interfaces": { "listable<page>": { "id": "", "actions": { "list": { "name": "listPages" } } } } }`,
    as: 'create-body',
  },
  {
    name: 'leaves wrong shapes to the schema',
    text: `{ "name": "acme", "version": "1.0.0", "actions": [],
      "interfaces": { "a<b>": { "id": "", "actions": { "list": { "name": "x" } }, "events": { "x": 5, "y": { "name": 5 } } } } }`,
    as: 'create-body',
  },
  {
    name: 'leaves update bodies alone, which hold only what changes',
    text: `{ "interfaces": { "a<b>": { "id": "", "actions": { "list": { "name": "listPages" } } } } }`,
    as: 'update-body',
  },
])
