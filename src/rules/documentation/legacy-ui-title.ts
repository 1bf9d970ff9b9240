import type { Change, Path } from '../../document/changes'
import { formatPointer, valueAt } from '../../document/pointer'
import { isBlank, isFields, own, stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { legacyUiVisitors } from './legacy-ui'

export default defineRule({
  id: 'legacy-ui-title',
  category: 'documentation',
  severity: 'warning',
  presets: { recommended: 'warning', hub: 'error', strict: 'warning' },
  bpLint: true,
  summary: 'Titles of fields are in their schema, not in a `ui` object beside it.',
  description: `Old definitions gave fields their titles in a \`ui\` object beside the schema. The API has no such property: the CLI
copies the title into the schema. Call \`.title()\` in the field's Zod schema, which
writes \`x-zui.title\`, and remove it from \`ui\`.

The rule looks at the \`ui\` objects that request bodies have in configurations, actions (with their \`input\` and
\`output\`), events, messages, states and entities. A field that is named \`ui\` and an element that an interface
prescribes are not reported. \`bp lint\` has the same rule.`,
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
  fix: {
    safe: true,
    summary:
      "The title is moved into the field's `x-zui` in the schema beside `ui`, and what is empty after that is removed. Where the field has another title, the choice is yours.",
    propose({ path, root, data: { title } }) {
      const [holder, ui, entry] = [path.slice(0, -3), path.slice(0, -2), path.slice(0, -1)]
      const at = [...holder, 'schema', 'properties', path.at(-2) ?? '']
      const field = valueAt(root, formatPointer(at))
      if (!isFields(field) || typeof title !== 'string' || Object.hasOwn(field, '$ref')) return undefined
      const empty = [entry, ui].filter((each) => keysAt(root, each) === 1)
      const removed = empty.length === 2 ? ui : empty.length === 1 && keysAt(root, entry) === 1 ? entry : path
      const changes: Change[] = [{ type: 'remove', path: removed }]
      const zui = own(field, 'x-zui')
      if (zui === undefined) changes.push({ type: 'insert', path: [...at, 'x-zui'], value: { title } })
      else if (!isFields(zui)) return undefined
      else if (!Object.hasOwn(zui, 'title'))
        changes.push({ type: 'insert', path: [...at, 'x-zui', 'title'], value: title })
      else if (zui.title !== title) return undefined
      return { title: 'Move the title into the schema', changes }
    },
  },
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

function keysAt(root: unknown, path: Path): number {
  const value = valueAt(root, formatPointer(path))
  return isFields(value) ? Object.keys(value).length : 0
}
