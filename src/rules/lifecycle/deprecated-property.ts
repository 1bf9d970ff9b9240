import { fieldsAt, own } from '../../document/values'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'deprecated-property',
  category: 'lifecycle',
  severity: 'warning',
  summary: 'Request bodies do without the properties that the API has deprecated.',
  description: `Two properties still work, but new bodies should not use them. \`visibility\` replaces \`public\` in the
API's OpenAPI description. If \`creation\` of \`user\` or of a channel's \`conversation\` has \`enabled: true\`,
\`bp deploy\` refuses new integrations and new major versions.

The rule looks at request bodies only: answers of the API always have both properties.`,
  messages: {
    public: ({ value, visibility }: { value: unknown; visibility: boolean }) =>
      visibility
        ? 'public is deprecated; remove it, since the body has "visibility" as well.'
        : `public is deprecated; write "visibility": "${value === true ? 'public' : 'private'}" instead.`,
    creation: ({ path, of }: { path: string; of: string }) =>
      `${path} is deprecated, and "bp deploy" refuses "enabled": true for new integrations and new major versions; let an action create the ${of}.`,
  },
  supersededBy: ['visibility-consistent', 'schema/type'],
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'create' && form !== 'update') return
      const isPublic = own(value, 'public')
      if (isPublic === undefined) return
      const visibility = own(value, 'visibility') !== undefined
      report({ pointer: pointer.child('public'), target: 'key' }, 'public', { value: isPublic, visibility })
    },
    taggedObject({ value, pointer, of }, report, context) {
      const { form } = context
      if ((form !== 'create' && form !== 'update') || of === 'message') return
      if (own(fieldsAt(value, 'creation'), 'enabled') !== true) return
      const path = pathIn(context, pointer.child('creation'))
      report(pointer.child('creation', 'enabled'), 'creation', { path, of })
    },
  },
  fix: {
    safe: true,
    summary:
      '`public` is replaced by the `visibility` with the same meaning, or removed if the body has `visibility` already. You have to replace `creation` yourself.',
    propose({ path, data: { value, visibility } }) {
      if (path.at(-1) !== 'public' || typeof value !== 'boolean') return undefined
      if (visibility === true) return { title: 'Remove "public"', changes: [{ type: 'remove', path }] }
      const meant = value ? 'public' : 'private'
      return {
        title: `Write "visibility": "${meant}"`,
        changes: [
          { type: 'rename', path, key: 'visibility' },
          { type: 'replace', path, value: meant },
        ],
      }
    },
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0', public: true } },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          user: { tags: { id: {} }, creation: { enabled: true, requiredTags: ['id'] } },
        },
      },
    ],
    good: [
      { document: { name: 'acme', version: '1.0.0', visibility: 'public' } },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          user: { tags: { id: {} }, creation: { enabled: false, requiredTags: [] } },
        },
      },
    ],
  },
})
