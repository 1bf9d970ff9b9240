import { isPrintedByCli } from '../../document/printed'
import { own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'readme-present',
  category: 'documentation',
  severity: 'error',
  presets: ['hub'],
  summary: 'A create body carries a readme.',
  description: `The readme is the page of the integration on the hub: what it does, how to set it up. One without it is not published.

A create body holds the file \`hub.md\` base64-encoded in \`readme\`. Definitions that the API returns have a
\`readmeUrl\` instead, update bodies need not repeat what does not change, and \`bp read --json\` leaves it out: so the rule
looks at create bodies only, not at what that command has printed, and is on only where a document is checked for publishing.`,
  messages: {
    missing: () => 'The body has no "readme"; the hub requires one.',
    empty: () => 'readme is empty; the hub requires one.',
  },
  visit: {
    resource({ value, pointer }, report, { form, project }) {
      if (form !== 'create' || isPrintedByCli(value)) return
      // A file that is named and missing is a finding of `asset-exists`.
      if (project?.missingFiles.some((file) => file.pointer === '/readme') === true) return
      const readme = own(value, 'readme')
      if (readme === undefined) report(pointer, 'missing')
      else if (typeof readme === 'string' && readme.trim() === '') report(pointer.child('readme'), 'empty')
    },
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0' } },
      { document: { name: 'acme', version: '1.0.0', readme: '' } },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', readme: 'IyBBY21lCgpUYWxrcyB0byBBY21lLgo=' },
      },
    ],
  },
})
