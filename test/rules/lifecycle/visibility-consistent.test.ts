import rule from '../../../src/rules/lifecycle/visibility-consistent'
import { testRule } from '../../rule-tester'

const body = (rest: string) => `{ "name": "acme", "version": "1.0.0", ${rest} }`

testRule(rule, [
  {
    name: 'reports a public integration that is private',
    text: body('"public": «true», "visibility": "private"'),
    as: 'create-body',
    messages: ['public is true, but visibility is "private".'],
  },
  {
    name: 'reports a public integration that is not',
    text: `{ "integration": ${body('"public": «false», "visibility": "public"')} }`,
    as: 'integration',
    messages: ['public is false, but visibility is "public".'],
  },
  { name: 'is silent where both agree', text: body('"public": true, "visibility": "public"'), as: 'create-body' },
  { name: 'is silent where both deny', text: body('"public": false, "visibility": "private"'), as: 'create-body' },
  { name: 'lets unlisted be public', text: body('"public": true, "visibility": "unlisted"'), as: 'create-body' },
  { name: 'lets unlisted not be public', text: body('"public": false, "visibility": "unlisted"'), as: 'create-body' },
  { name: 'is silent where one is absent', text: body('"public": true'), as: 'create-body' },
  {
    name: 'leaves wrong types to the schema',
    text: body('"public": "false", "visibility": "public"'),
    as: 'create-body',
  },
])
