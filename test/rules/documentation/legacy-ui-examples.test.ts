import rule from '../../../src/rules/documentation/legacy-ui-examples'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports the examples of each field, at their key',
    text: `{ "name": "acme", "version": "1.0.0", "actions": { "a": { "input": { "schema": {},
      "ui": { "x": { «"examples"»: ["a"] }, "y": { "title": "Y", «"examples"»: [] } } }, "output": { "schema": {} } } } }`,
    messages: [
      'actions.a.input.ui.x.examples is not read by the API; JSON Schema keeps them in the schema\'s own "examples".',
      'actions.a.input.ui.y.examples is not read by the API; JSON Schema keeps them in the schema\'s own "examples".',
    ],
  },
  {
    name: "is silent about JSON Schema's own examples",
    text: `{ "name": "acme", "version": "1.0.0", "events": { "a": { "schema": { "properties": {
      "ui": { "examples": ["dark"] } } } } } }`,
  },
  {
    name: 'leaves answers of the API alone, which have no ui',
    as: 'integration',
    text: '{ "id": "x", "events": { "a": { "ui": { "x": { "examples": ["a"] } } } } }',
  },
  {
    name: 'is silent where there are none',
    text: '{ "name": "acme", "version": "1.0.0", "events": { "a": { "ui": { "x": { "examples": null } } } } }',
  },
])
