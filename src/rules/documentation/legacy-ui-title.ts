import { isBlank, stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { legacyUiVisitors } from './legacy-ui'

export default defineRule({
  id: 'legacy-ui-title',
  category: 'documentation',
  severity: 'warning',
  presets: { recommended: 'warning', hub: 'error', strict: 'warning' },
  summary: 'Titles of fields stand in their schema, not in a `ui` object beside it.',
  description: `Old definitions gave fields their titles in a \`ui\` object beside the schema. It is no part of the API, whose answers lack it: the CLI
copies the title into the schema. Call \`.title()\` in the field's Zod schema, which
writes \`x-zui.title\`, and remove it from \`ui\`.

Looked at are the request bodies' \`ui\` objects of configurations, actions (with their \`input\` and \`output\`), events,
messages, states and entities. A field that is named \`ui\`, and what an interface prescribes, are left alone.
\`bp lint\` asks the same.`,
  messages: {
    legacy: ({ field, title }: { field: string; title: string }) =>
      `The title ${quote(title)} of field ${quote(field)} stands in "ui"; it belongs into the schema, as "x-zui.title" (in the definition: ".title()").`,
  },
  visit: legacyUiVisitors(({ field, value, pointer }, report) => {
    const title = stringAt(value, 'title')
    if (title === undefined || isBlank(title)) return
    report({ pointer: pointer.child('title'), target: 'key' }, 'legacy', { field, title })
  }),
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: {
            createTicket: {
              input: {
                schema: { type: 'object', properties: { subject: { type: 'string' } } },
                ui: { subject: { title: 'Subject' } },
              },
              output: { schema: { type: 'object' } },
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
          actions: {
            createTicket: {
              input: {
                schema: { type: 'object', properties: { subject: { type: 'string', 'x-zui': { title: 'Subject' } } } },
              },
              output: { schema: { type: 'object' } },
            },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: {
            styled: { schema: { type: 'object', properties: { ui: { title: 'Style', type: 'string' } } } },
          },
        },
        note: 'A field that is named `ui` is a field like any other.',
      },
    ],
  },
})
