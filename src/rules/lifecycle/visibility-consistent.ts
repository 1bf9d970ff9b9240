import { own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'visibility-consistent',
  category: 'lifecycle',
  severity: 'warning',
  summary: '`public` agrees with `visibility`.',
  description: `\`public\` is the older way to say what \`visibility\` says. If both are present and contradict each
other, an integration for a few users may become public: \`public: true\` with \`visibility: "private"\`, or
\`public: false\` with \`visibility: "public"\`.

An unlisted integration can be installed like a public one and is hidden like a private one. The API does not document
which value of \`public\` it has, so the rule accepts both.`,
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
