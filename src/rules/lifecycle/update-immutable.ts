import { defineRule } from '../define-rule'

const IMMUTABLE = ['id', 'name', 'version'] as const

export default defineRule({
  id: 'update-immutable',
  category: 'lifecycle',
  severity: 'error',
  summary: 'An update body does not try to change the name, the version or the id.',
  description: `Name, version and id identify an integration; the API's OpenAPI description has none of them in the body
of an update. The id of the integration to update stands in the path. A body with another name or version belongs to a
new integration, which has to be created.`,
  messages: {
    id: () => 'id cannot be updated: it is in the path of the request, not in its body.',
    name: () => 'name cannot be updated: another name is another integration; create it.',
    version: () => 'version cannot be updated: create another version instead.',
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'update') return
      for (const property of IMMUTABLE) {
        if (Object.hasOwn(value, property)) report({ pointer: pointer.child(property), target: 'key' }, property)
      }
    },
  },
  examples: {
    bad: [
      {
        document: { id: 'intver_01J9GWV7WN4VR96S7XVHXGCDFW', name: 'acme', version: '1.0.1', title: 'Acme' },
        as: 'update-body',
      },
    ],
    good: [{ document: { title: 'Acme' }, as: 'update-body' }],
  },
})
