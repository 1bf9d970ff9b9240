import rule from '../../../src/rules/publishing/title-without-botpress'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'marks the word within the title',
    text: '{ "name": "acme", "version": "1.0.0", "title": "Acme \\u0066or «BotPress»!" }',
    as: 'create-body',
    messages: ['title is "Acme for BotPress!", which contains "Botpress"; leave it out.'],
  },
  {
    name: 'looks at definitions, items of lists and updates',
    text: '{ "integrations": [{ "title": "«Botpress» CRM" }, { "title": "CRM" }], "meta": {} }',
    as: 'integration-list',
    messages: [/contains "Botpress"/],
  },
  {
    name: 'looks at an update body',
    text: '{ "title": "my«botpress»" }',
    as: 'update-body',
    messages: [/contains "Botpress"/],
  },
  {
    name: 'leaves the titles of parts and the description alone',
    text: `{ "name": "acme", "version": "1.0.0", "title": "Bot press", "description": "Botpress",
      "events": { "created": { "title": "Botpress", "schema": {} } } }`,
    as: 'create-body',
  },
])

test('speaks only where a document is checked for publishing', () => {
  expect(Object.keys(rule.presets)).toEqual(['hub'])
})
