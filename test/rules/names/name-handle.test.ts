import rule from '../../../src/rules/names/name-handle'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports a name without a handle',
    text: '{ "name": «"crm"», "version": "1.0.0" }',
    as: 'create-body',
    messages: [
      'name is "crm", which has no workspace handle; outside of Botpress\'s own workspaces it is "handle/name".',
    ],
  },
  {
    name: 'is silent about a name with a handle',
    text: '{ "name": "acme/crm", "version": "1.0.0" }',
    as: 'create-body',
  },
  { name: 'leaves an empty name to another rule', text: '{ "name": "", "version": "1.0.0" }', as: 'create-body' },
  { name: 'leaves update bodies alone', text: '{ "name": "crm" }', as: 'update-body' },
])

test('is off in every preset', () => {
  expect(rule.presets).toEqual({})
})
