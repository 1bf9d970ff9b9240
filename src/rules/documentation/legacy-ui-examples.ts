import { own } from '../../document/values'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { legacyUiVisitors } from './legacy-ui'

export default defineRule({
  id: 'legacy-ui-examples',
  category: 'documentation',
  severity: 'info',
  presets: ['hub'],
  bpLint: true,
  summary: 'Examples of fields are not in a `ui` object beside the schema.',
  description: `Old definitions gave fields their examples in a \`ui\` object beside the schema. The API has no such property: the CLI
copies them into the schema as JSON Schema's \`examples\`. A definition has no other place for them yet, which is why only
the preset \`hub\` has the rule.

The rule looks at the same \`ui\` objects as \`legacy-ui-title\`. \`bp lint\` has the same rule, as a hint.`,
  messages: {
    legacy: ({ path }: { path: string; field: string }) =>
      `${path} is not read by the API; JSON Schema keeps them in the schema's own "examples".`,
  },
  visit: legacyUiVisitors(({ field, value, pointer }, report, context) => {
    const examples = own(value, 'examples')
    if (examples === undefined || examples === null) return
    const at = pointer.child('examples')
    report({ pointer: at, target: 'key' }, 'legacy', { path: pathIn(context, at), field })
  }),
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: {
            ticketCreated: {
              schema: { type: 'object', properties: { subject: { type: 'string' } } },
              ui: { subject: { examples: ['It is broken'] } },
            },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: {
            ticketCreated: {
              schema: { type: 'object', properties: { subject: { type: 'string', examples: ['It is broken'] } } },
            },
          },
        },
      },
    ],
  },
})
