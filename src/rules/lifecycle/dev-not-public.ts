import { own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'dev-not-public',
  category: 'lifecycle',
  severity: 'warning',
  summary: 'A development integration is not public.',
  description: `\`dev: true\` marks an integration that runs on its author's machine, as \`bp dev\` creates it. If everybody can
install it, everybody's messages go to that machine, and the integration stops when it does.

The integration is public when \`visibility\` is \`public\`, or when \`visibility\` is absent and the deprecated \`public\` is
true.`,
  messages: {
    public: (_data: undefined, at) =>
      `${at()} makes the integration public, but dev is true: it runs on the machine of a developer.`,
  },
  visit: {
    resource({ value, pointer }, report) {
      if (own(value, 'dev') !== true) return
      const visibility = own(value, 'visibility')
      if (visibility === 'public') report(pointer.child('visibility'), 'public')
      else if (visibility === undefined && own(value, 'public') === true) report(pointer.child('public'), 'public')
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', dev: true, visibility: 'public' } }],
    good: [
      { document: { name: 'acme', version: '1.0.0', dev: true, visibility: 'private' } },
      { document: { name: 'acme', version: '1.0.0', dev: false, visibility: 'public' } },
    ],
  },
})
