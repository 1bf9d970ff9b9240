import { fieldsAt, stringAt } from '../../document/values'
import { didYouMean, listed, quote, suggestion } from '../../findings/text'
import { defineRule } from '../define-rule'

const CATEGORIES = [
  'AI Models',
  'Business Operations',
  'CRM & Sales',
  'Communication & Channels',
  'Customer Support',
  'Developer Tools',
  'E-commerce & Payments',
  'File Management',
  'Marketing & Email',
  'Other',
  'Project Management',
]

export default defineRule({
  id: 'category-valid',
  category: 'publishing',
  severity: 'error',
  presets: ['hub'],
  summary: 'The attribute `category` is one of the hub’s categories.',
  description: `The hub sorts integrations by \`attributes.category\` and knows these: ${listed(CATEGORIES, 'and')}. Under
another one, or one in another spelling, the integration is not found. An integration without a category is left
alone.`,
  messages: {
    unknown: ({ found, allowed, meant }: { found: string; allowed: string[]; meant?: string }) =>
      `The category ${quote(found)} is none of the hub's: ${listed(allowed)}.${suggestion(meant)}`,
  },
  visit: {
    resource({ value, pointer }, report) {
      const found = stringAt(fieldsAt(value, 'attributes'), 'category')
      if (found === undefined || CATEGORIES.includes(found)) return
      const meant = didYouMean(found, CATEGORIES)
      report(pointer.child('attributes', 'category'), 'unknown', {
        found,
        allowed: CATEGORIES,
        ...(meant === undefined ? {} : { meant }),
      })
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', attributes: { category: 'CRM and Sales' } } }],
    good: [{ document: { name: 'acme', version: '1.0.0', attributes: { category: 'CRM & Sales' } } }],
  },
})
