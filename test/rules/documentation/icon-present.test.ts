import rule from '../../../src/rules/documentation/icon-present'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports the body that lacks it',
    text: '«{ "name": "acme", "version": "1.0.0" }»',
    as: 'create-body',
    messages: ['The body has no "icon"; the hub requires one.'],
  },
  {
    name: 'reports one that is empty',
    text: '{ "name": "acme", "version": "1.0.0", "icon": «" "» }',
    as: 'create-body',
    messages: ['icon is empty; the hub requires one.'],
  },
  { name: 'is silent where it is', text: '{ "name": "acme", "version": "1.0.0", "icon": "eA==" }', as: 'create-body' },
  {
    name: 'leaves a wrong type to the schema',
    text: '{ "name": "acme", "version": "1.0.0", "icon": 5 }',
    as: 'create-body',
  },
  { name: 'asks nothing of an update body', text: '{ "title": "Acme" }', as: 'update-body' },
  {
    name: 'asks nothing of a definition',
    text: '{ "integration": { "name": "acme", "version": "1.0.0" } }',
    as: 'integration',
  },
])

test('speaks only where a document is checked for publishing', () => {
  expect(Object.keys(rule.presets)).toEqual(['hub'])
})
