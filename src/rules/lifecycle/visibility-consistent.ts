import { own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'visibility-consistent',
  category: 'lifecycle',
  severity: 'warning',
  summary: '`public` agrees with `visibility`.',
  description: `\`public\` is the older way to say what \`visibility\` says. Where both stand and contradict each other, an
integration that was meant for a few may become everybody's: \`public: true\` with \`visibility: "private"\`, or
\`public: false\` with \`visibility: "public"\`.

An unlisted integration is as usable as a public one and as hidden as a private one; the API does not say which of them
\`public\` would mean, so the rule leaves both values alone.`,
  messages: {
    contradiction: ({ isPublic, visibility }: { isPublic: boolean; visibility: string }) =>
      `public is ${isPublic}, but visibility is "${visibility}".`,
  },
  visit: {
    resource({ value, pointer }, report) {
      const isPublic = own(value, 'public')
      const visibility = own(value, 'visibility')
      if (isPublic === true && visibility === 'private') {
        report(pointer.child('public'), 'contradiction', { isPublic, visibility })
      } else if (isPublic === false && visibility === 'public') {
        report(pointer.child('public'), 'contradiction', { isPublic, visibility })
      }
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', public: true, visibility: 'private' } }],
    good: [
      { document: { name: 'acme', version: '1.0.0', public: true, visibility: 'public' } },
      { document: { name: 'acme', version: '1.0.0', public: false, visibility: 'unlisted' } },
    ],
  },
})
