import { own } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { legacyUiVisitors } from './legacy-ui'

export default defineRule({
  id: 'legacy-ui-examples',
  category: 'documentation',
  severity: 'info',
  presets: ['hub'],
  summary: 'Examples of fields do not stand in a `ui` object beside the schema.',
  description: `Old definitions gave fields their examples in a \`ui\` object beside the schema. It is no part of the API, whose answers lack it: the CLI
copies them into the schema as JSON Schema's \`examples\`. There is no other way to
write them in a definition yet, which is why the rule is off.

Looked at are the same \`ui\` objects as by \`legacy-ui-title\`. \`bp lint\` asks the same, as a hint.`,
  messages: {
    legacy: ({ field }: { field: string }) =>
      `The examples of field ${quote(field)} stand in "ui"; JSON Schema keeps them in the schema's own "examples".`,
  },
  visit: legacyUiVisitors(({ field, value, pointer }, report) => {
    const examples = own(value, 'examples')
    if (examples === undefined || examples === null) return
    report({ pointer: pointer.child('examples'), target: 'key' }, 'legacy', { field })
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
