import { isBlank, stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { legacyUiVisitors } from './legacy-ui'

export default defineRule({
  id: 'legacy-ui-title',
  category: 'documentation',
  severity: 'warning',
  presets: { recommended: 'warning', hub: 'error', strict: 'warning' },
  summary: 'Titles of fields stand in their schema, not in a `ui` object beside it.',
  description: `Old definitions gave fields their titles in a \`ui\` object beside the schema. The API has no such property: the CLI
copies the title into the schema. Call \`.title()\` in the field's Zod schema, which
writes \`x-zui.title\`, and remove it from \`ui\`.

The rule looks at the \`ui\` objects that request bodies have in configurations, actions (with their \`input\` and \`output\`), events,
messages, states and entities. A field that is named \`ui\`, and what an interface prescribes, are left alone.
\`bp lint\` asks the same.`,
  messages: {
    legacy: ({ path, title }: { path: string; field: string; title: string }) =>
      `${path} is ${quote(title)}, which the API does not read; write it in the schema, as "x-zui.title" (in the definition: ".title()").`,
  },
  visit: legacyUiVisitors(({ field, value, pointer }, report, context) => {
    const title = stringAt(value, 'title')
    if (title === undefined || isBlank(title)) return
    const at = pointer.child('title')
    report({ pointer: at, target: 'key' }, 'legacy', { path: pathIn(context, at), field, title })
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
