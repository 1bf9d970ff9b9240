import rule from '../../../src/rules/lifecycle/verification-status'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports a rejection and a deprecation',
    text: '{ "integration": { "name": "acme", "verificationStatus": «"rejected"», "lifecycleStatus": «"deprecated"» } }',
    as: 'integration',
    messages: [
      'verificationStatus is "rejected": Botpress refused to verify the integration.',
      'lifecycleStatus is "deprecated": the integration can no longer be installed.',
    ],
  },
  {
    name: 'looks at the items of a list',
    text: '{ "integrations": [{ "verificationStatus": "pending" }, { "verificationStatus": «"rejected"» }], "meta": {} }',
    as: 'integration-list',
    messages: [/^verificationStatus is "rejected"/],
  },
  {
    name: 'is silent about the other states',
    text: '{ "integrations": [{ "verificationStatus": "unapproved", "lifecycleStatus": "published" }, { "verificationStatus": "approved" }], "meta": {} }',
    as: 'integration-list',
  },
  {
    name: 'leaves request bodies to another rule',
    text: '{ "name": "acme", "version": "1.0.0", "verificationStatus": "rejected" }',
    as: 'create-body',
  },
])
