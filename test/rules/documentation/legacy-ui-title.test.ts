import rule from '../../../src/rules/documentation/legacy-ui-title'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports the title of each field, at its key',
    text: `{ "name": "acme", "version": "1.0.0", "actions": { "a": { "input": { "schema": {},
      "ui": { "x": { «"title"»: "X" }, "y": { "examples": [1], «"title"»: "Y" }, "z": {} } }, "output": { "schema": {} } } } }`,
    messages: [
      'actions.a.input.ui.x.title is "X", which the API does not read; write it in the schema, as "x-zui.title" (in the definition: ".title()").',
      'actions.a.input.ui.y.title is "Y", which the API does not read; write it in the schema, as "x-zui.title" (in the definition: ".title()").',
    ],
  },
  ...[
    ['the configuration', '"configuration": { "ui": UI }'],
    ['an entry of configurations', '"configurations": { "a": { "ui": UI } }'],
    ['an action', '"actions": { "a": { "ui": UI } }'],
    ["an action's output", '"actions": { "a": { "output": { "ui": UI } } }'],
    ['an event', '"events": { "a": { "ui": UI } }'],
    ['a message', '"channels": { "a": { "messages": { "b": { "ui": UI } } } }'],
    ['a state', '"states": { "a": { "ui": UI } }'],
    ['an entity', '"entities": { "a": { "ui": UI } }'],
  ].map(([place, part = '']) => ({
    name: `looks at the ui of ${place}`,
    text: `{ "name": "acme", "version": "1.0.0", ${part.replace('UI', '{ "x": { «"title"»: "X" } }')} }`,
    messages: [/ui\.x\.title is "X", which the API does not read; write it in the schema, as "x-zui\.title"/],
  })),
  {
    name: 'looks at update bodies',
    as: 'update-body',
    text: '{ "events": { "a": { "schema": {}, "ui": { "x": { «"title"»: "X" } } }, "b": null } }',
    messages: [
      'events.a.ui.x.title is "X", which the API does not read; write it in the schema, as "x-zui.title" (in the definition: ".title()").',
    ],
  },
  {
    name: 'leaves answers of the API alone, which have no ui',
    as: 'integration',
    text: '{ "id": "x", "events": { "a": { "schema": {}, "ui": { "x": { "title": "X" } } } } }',
  },
  {
    name: 'takes a field that is named ui for a field',
    text: `{ "name": "acme", "version": "1.0.0", "events": { "ui": { "title": "Shown", "schema": { "properties": {
      "ui": { "title": "Style", "properties": { "dark": { "title": "Dark" } } } } } } } }`,
  },
  {
    name: 'leaves a blank title alone, which says nothing',
    text: '{ "name": "acme", "version": "1.0.0", "events": { "a": { "ui": { "x": { "title": "" } } } } }',
  },
  {
    name: 'steps over wrong shapes',
    text: '{ "name": "acme", "version": "1.0.0", "events": { "a": { "ui": [1] }, "b": { "ui": { "x": { "title": 5 }, "y": "title" } } } }',
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0", "events": { "a": { "ui": { "x": { "title": "X" } } } },
      "interfaces": { "i": { "events": { "e": { "name": "a" } } } } }`,
  },
  {
    name: 'leaves actions, entities and messages that an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "a": { "ui": { "x": { "title": "X" } }, "input": { "schema": {}, "ui": { "x": { "title": "X" } } }, "output": { "schema": {} } } },
      "channels": { "c": { "messages": { "m": { "schema": {}, "ui": { "x": { "title": "X" } } } } } },
      "interfaces": { "i": { "id": "", "actions": { "e": { "name": "a" } }, "channels": { "e": { "name": "c" } } } } }`,
  },
])
