import { defineRule } from '../define-rule'
import { requiredFile } from './required-file'

export default defineRule({
  id: 'icon-present',
  category: 'documentation',
  severity: 'error',
  presets: ['hub'],
  bpLint: true,
  summary: 'A create body has an icon.',
  description: `The hub shows the icon wherever it lists integrations; one without an icon is not published.

A create body holds the file \`icon.svg\` base64-encoded in \`icon\`. Definitions that the API returns have a
\`iconUrl\` instead, update bodies need not repeat what does not change, and \`bp read --json\` leaves it out: so the
rule checks only create bodies that this command did not print, and it is on only in the presets for publishing.`,
  ...requiredFile('icon'),
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0' } }, { document: { name: 'acme', version: '1.0.0', icon: '' } }],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', icon: 'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=' },
      },
    ],
  },
})
