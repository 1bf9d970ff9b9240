import rule from '../../../src/rules/names/secret-names-unique'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports each repetition at its own place',
    text: '{ "integration": { "secrets": ["A_KEY", "B_KEY", «"A_KEY"», «"A_KEY"», "toString"] } }',
    as: 'integration',
    messages: [
      'secrets[2] is "A_KEY", which is already listed at index 0.',
      'secrets[3] is "A_KEY", which is already listed at index 0.',
    ],
  },
  { name: 'accepts names that differ', text: '{ "integration": { "secrets": ["A", "a", "AA"] } }', as: 'integration' },
  {
    name: 'leaves items of another type to the schema',
    text: '{ "integration": { "secrets": [1, 1] } }',
    as: 'integration',
  },
])
