import rule from '../../../src/rules/lifecycle/update-immutable'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports name, version and id at their keys, whatever their values',
    text: '{ «"id"»: "intver_01J9GWV7WN4VR96S7XVHXGCDFW", "title": "Acme", «"name"»: null, «"version"»: 5 }',
    as: 'update-body',
    messages: [
      'id cannot be updated: it is in the path of the request, not in its body.',
      'name cannot be updated: another name is another integration; create it.',
      'version cannot be updated: create another version instead.',
    ],
  },
  { name: 'is silent about what can be updated', text: '{ "title": "Acme", "actions": {} }', as: 'update-body' },
  { name: 'leaves create bodies alone', text: '{ "name": "acme", "version": "1.0.0" }', as: 'create-body' },
])
