import { isFields, own } from '../../document/values'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'identifier-link-present',
  category: 'references',
  severity: 'error',
  summary: 'A configuration whose identifier is required has a `linkTemplateScript`.',
  description: `\`identifier.required: true\` says that users must follow a link before they can install the integration; the
\`linkTemplateScript\` makes that link. Without the script there is no link, and the installation can never be
completed.

The rule looks at \`configuration\` and at each entry of \`configurations\`. A link without a requirement, or without an
\`extractScript\`, is common and right. In an update body, a missing script stays unchanged; \`update-link-cleared\`
reports a deleted script that is still required.`,
  messages: {
    missing: ({ path }: { path: string }) =>
      `${path} is required ("required": true), but has no "linkTemplateScript", which would make the link.`,
    blank: ({ path }: { path: string }) =>
      `${path} is required ("required": true), but its "linkTemplateScript" is empty.`,
  },
  visit: {
    configuration({ value, pointer }, report, context) {
      if (context.form === 'update') return
      const identifier = own(value, 'identifier')
      if (!isFields(identifier) || own(identifier, 'required') !== true) return
      const script = own(identifier, 'linkTemplateScript')
      const at = pointer.child('identifier')
      // A file that is named and missing is a finding of `asset-exists`.
      const named = at.child('linkTemplateScript').toString()
      if (context.project?.missingFiles.some((file) => file.pointer === named) === true) return
      if (script === undefined) report(at, 'missing', { path: pathIn(context, at) })
      else if (typeof script === 'string' && script.trim() === '')
        report(at.child('linkTemplateScript'), 'blank', { path: pathIn(context, at) })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: { identifier: { required: true }, schema: { type: 'object' } },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: { identifier: { required: true, linkTemplateScript: ' ' }, schema: { type: 'object' } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            identifier: {
              required: true,
              linkTemplateScript: '"https://acme.example/oauth?state={{ .webhookId }}"',
            },
            schema: { type: 'object' },
          },
        },
      },
    ],
  },
})
