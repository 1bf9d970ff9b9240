import { defineRule } from '../define-rule'

export default defineRule({
  id: 'body-without-schema',
  category: 'lifecycle',
  severity: 'info',
  summary: 'A request body is sent without `$schema`.',
  description: `With \`$schema\` at the root of a file, editors complete and check it, which helps authors who write it
by hand. The API does not know it, and its OpenAPI description allows no other properties in a body: remove it before
the body is sent. An embedded schema may have one.`,
  messages: {
    present: () => '$schema is for editors; the API refuses a body that has it, so remove it before the body is sent.',
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'create' && form !== 'update') return
      if (Object.hasOwn(value, '$schema')) report({ pointer: pointer.child('$schema'), target: 'key' }, 'present')
    },
  },
  examples: {
    bad: [
      {
        document: {
          $schema: './node_modules/integration-lint/schemas/create-integration.schema.json',
          name: 'acme',
          version: '1.0.0',
        },
        as: 'create-body',
      },
    ],
    good: [{ document: { name: 'acme', version: '1.0.0' }, as: 'create-body' }],
  },
})
