import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { pointerOf, writtenTexts } from './written'

interface Options {
  brands: readonly string[]
}

export default defineRule<{ written: (data: { path: string; title: string; how: string }) => string }, Options>({
  id: 'title-is-prose',
  category: 'documentation',
  severity: 'info',
  presets: ['strict'],
  summary: 'Titles are written for people: they begin with a capital and are not names of a program.',
  description: `A title is what users see instead of a key. \`createTicket\`, \`created_at\` and \`ticket id\` are keys, or were copied
from one; \`Create ticket\`, \`Created at\` and \`Ticket ID\` are titles.

A brand that is written with a small letter counts as prose: name it in \`brands\`. Titles that do not begin with a Latin
letter are left alone.`,
  messages: {
    written: ({ path, title, how }) =>
      `${path} is ${quote(title)}, which is written ${how}; a title is read by people.`,
  },
  options: {
    schema: {
      brands: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: 'Words that begin with a small letter, or have capitals inside.',
      },
    },
    defaults: { brands: ['eBay', 'iCloud', 'iMessage', 'iOS', 'iPad', 'iPhone', 'macOS', 'npm', 'n8n'] },
  },
  visit: writtenTexts((written, report, context) => {
    const { text, property } = written
    if (property !== 'title') return
    const title = text.trim()
    const [first = ''] = title.split(/[\s:,/]/, 1)
    if (!/^[a-z]/.test(first) || context.options.brands.includes(first)) return
    const how = /_/.test(first)
      ? 'as a key in snake case'
      : /[A-Z]/.test(first)
        ? 'as a key in camel case'
        : 'in lower case'
    const pointer = pointerOf(written)
    report(pointer, 'written', { path: pathIn(context, pointer), title, how })
  }),
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0', user: { tags: { id: { title: 'userId' } } } } },
      { document: { name: 'acme', version: '1.0.0', title: 'acme desk' } },
    ],
    good: [
      { document: { name: 'acme', version: '1.0.0', title: 'Acme Desk' } },
      { document: { name: 'acme', version: '1.0.0', title: 'dbt Cloud' }, options: { brands: ['dbt'] } },
    ],
  },
})
