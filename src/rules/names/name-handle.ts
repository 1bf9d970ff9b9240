import { stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'name-handle',
  category: 'names',
  severity: 'error',
  presets: [],
  summary: 'The integration’s name begins with the workspace’s handle: `handle/name`.',
  description: `Outside of Botpress's own workspaces an integration is deployed under the handle of its workspace, as in
\`acme/crm\`. Names without a handle are reserved for the integrations that Botpress itself maintains.

The rule is off in every preset, because \`bp deploy\` offers to add the handle and because the document does not say
whose workspace it is for. Turn it on where the names in the files are expected to be complete. Whether handle and
name are well formed is left to \`name-format\`.`,
  messages: {
    missing: ({ name }: { name: string }) =>
      `name is ${quote(name)}, which has no workspace handle; outside of Botpress's own workspaces it is "handle/name".`,
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form === 'update') return
      const name = stringAt(value, 'name')
      if (name !== undefined && name !== '' && !name.includes('/')) report(pointer.child('name'), 'missing', { name })
    },
  },
  examples: {
    bad: [{ document: { name: 'crm', version: '1.0.0' } }],
    good: [{ document: { name: 'acme/crm', version: '1.0.0' } }],
  },
})
