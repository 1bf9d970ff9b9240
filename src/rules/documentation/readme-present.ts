import { defineRule } from '../define-rule'
import { requiredFile } from './required-file'

export default defineRule({
  id: 'readme-present',
  category: 'documentation',
  severity: 'error',
  presets: ['hub'],
  bpLint: true,
  summary: 'A create body has a readme.',
  description: `The readme is the page of the integration on the hub: what it does, how to set it up. One without it is not published.

A create body holds the file \`hub.md\` base64-encoded in \`readme\`. Definitions that the API returns have a
\`readmeUrl\` instead, update bodies need not repeat what does not change, and \`bp read --json\` leaves it out: so the
rule checks only create bodies that this command did not print, and it is on only in the presets for publishing.`,
  ...requiredFile('readme'),
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
