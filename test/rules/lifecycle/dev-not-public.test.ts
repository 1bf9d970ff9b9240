import rule from '../../../src/rules/lifecycle/dev-not-public'
import { testRule } from '../../rule-tester'

const body = (rest: string) => `{ "name": "acme", "version": "1.0.0", ${rest} }`

testRule(rule, [
  {
    name: 'reports the visibility of a development integration',
    text: body('"dev": true, "visibility": «"public"», "public": true'),
    as: 'create-body',
    messages: ['visibility makes the integration public, but dev is true: it runs on the machine of a developer.'],
  },
  {
    name: 'reports public where visibility is absent',
    text: `{ "integration": ${body('"dev": true, "public": «true»')} }`,
    as: 'integration',
    messages: ['public makes the integration public, but dev is true: it runs on the machine of a developer.'],
  },
  {
    name: 'believes visibility rather than public',
    text: body('"dev": true, "visibility": "private", "public": true'),
    as: 'create-body',
  },
  {
    name: 'is silent about one that is not in development',
    text: body('"dev": false, "visibility": "public"'),
    as: 'create-body',
  },
  { name: 'is silent about one that is private', text: body('"dev": true'), as: 'create-body' },
])
