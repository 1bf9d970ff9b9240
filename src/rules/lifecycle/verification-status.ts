import { own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'verification-status',
  category: 'lifecycle',
  severity: 'info',
  summary: 'The integration is neither rejected nor deprecated.',
  description: `Two values restrict an integration, and readers easily miss them in a long document. With
\`verificationStatus: "rejected"\`, the hub does not show the integration until another version is verified. With
\`lifecycleStatus: "deprecated"\`, nobody can install it any more.

The rule looks at definitions and at the items of lists; request bodies have neither property.`,
  messages: {
    rejected: (_data: undefined, at) => `${at()} is "rejected": Botpress refused to verify the integration.`,
    deprecated: (_data: undefined, at) => `${at()} is "deprecated": the integration can no longer be installed.`,
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'resource' && form !== 'summary') return
      if (own(value, 'verificationStatus') === 'rejected') report(pointer.child('verificationStatus'), 'rejected')
      if (own(value, 'lifecycleStatus') === 'deprecated') report(pointer.child('lifecycleStatus'), 'deprecated')
    },
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0', verificationStatus: 'rejected' }, as: 'integration' },
      { document: { name: 'acme', version: '1.0.0', lifecycleStatus: 'deprecated' }, as: 'integration' },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', verificationStatus: 'approved', lifecycleStatus: 'published' },
        as: 'integration',
      },
    ],
  },
})
