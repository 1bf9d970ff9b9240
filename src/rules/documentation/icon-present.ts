import { isPrintedByCli } from '../../document/printed'
import { own } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'icon-present',
  category: 'documentation',
  severity: 'error',
  presets: ['hub'],
  summary: 'A create body carries an icon.',
  description: `The hub shows the icon wherever it lists integrations; one without an icon is not published.

A create body holds the file \`icon.svg\` base64-encoded in \`icon\`. Definitions that the API returns have a
\`iconUrl\` instead, update bodies need not repeat what does not change, and \`bp read --json\` leaves it out: so the rule
looks at create bodies only, not at what that command has printed, and is on only where a document is checked for publishing.`,
  messages: {
    missing: () => 'The body has no "icon"; the hub requires one.',
    empty: () => 'icon is empty; the hub requires one.',
  },
  visit: {
    resource({ value, pointer }, report, { form, project }) {
      if (form !== 'create' || isPrintedByCli(value)) return
      // A file that is named and missing is a finding of `asset-exists`.
      if (project?.missingFiles.some((file) => file.pointer === '/icon') === true) return
      const icon = own(value, 'icon')
      if (icon === undefined) report(pointer, 'missing')
      else if (typeof icon === 'string' && icon.trim() === '') report(pointer.child('icon'), 'empty')
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0' } }, { document: { name: 'acme', version: '1.0.0', icon: '' } }],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', icon: 'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=' },
      },
    ],
  },
})
