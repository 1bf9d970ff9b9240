import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { writtenTexts } from './written'

interface TitleOptions {
  brands: readonly string[]
}

export default defineRule<{ written: (data: { path: string; title: string; how: string }) => string }, TitleOptions>({
  id: 'title-is-prose',
  category: 'documentation',
  severity: 'info',
  presets: ['strict'],
  summary: 'Titles are written for people: they begin with a capital and are not names of a program.',
  description: `A title is what users see instead of a key. \`createTicket\`, \`created_at\` and \`ticket id\` are keys, or were copied
from one; \`Create ticket\`, \`Created at\` and \`Ticket ID\` are titles.

Brands such as \`iOS\`, \`eBay\` and \`monday.com\` (one small letter before a capital, or a domain) are not reported;
list other brands in the option \`brands\`. Titles that do not begin with a Latin letter are left alone.`,
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
    defaults: { brands: ['dbt', 'etcd', 'macOS', 'n8n', 'nginx', 'ngrok', 'npm', 'watchOS', 'webOS'] },
  },
  visit: writtenTexts(
    (text, property, _value, { brands }: TitleOptions) => {
      if (property !== 'title') return undefined
      const [first = ''] = text.trim().split(/[\s:,/]/, 1)
      if (!/^[a-z]/.test(first) || BRAND.test(first) || brands.includes(first)) return undefined
      if (first.includes('_')) return 'as a key in snake case'
      return /[A-Z]/.test(first) ? 'as a key in camel case' : 'in lower case'
    },
    (how, { pointer, path, text }, report) => {
      report(pointer, 'written', { path, title: text.trim(), how })
    },
  ),
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

/** `iOS`, `eBay`, `vCard`; `monday.com`, `cal.com`. */
const BRAND = /^(?:[a-z][A-Z]|[a-z0-9-]+\.(?:ai|app|co|com|dev|io|me|net|org|so)$)/
