import { fieldsAt, isFields, own, stringAt } from '../../document/values'
import { didYouMean, listed, quote, suggestion } from '../../findings/text'
import { defineRule } from '../define-rule'
import { replacedByNear } from '../mending'

const HUB_CATEGORIES = [
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
  summary: 'The integration has a category of the hub in `attributes.category`.',
  description: `The hub sorts integrations by \`attributes.category\` and knows these: ${listed(HUB_CATEGORIES, 'and')}.
Users of the hub do not find an integration whose category is missing, unknown or spelt in another way. An update body
need not have a category.`,
  messages: {
    missing: ({ allowed }: { allowed: string[] }) =>
      `The integration has no attributes.category; the hub requires one of ${listed(allowed)}.`,
    unknown: ({ found, allowed, meant }: { found: string; allowed: string[]; meant?: string }) =>
      `attributes.category is ${quote(found)}; the hub's categories are ${listed(allowed, 'and')}.${suggestion(meant)}`,
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      const attributes = fieldsAt(value, 'attributes')
      const found = stringAt(attributes, 'category')
      if (found === undefined && form !== 'update' && form !== 'summary' && own(attributes, 'category') === undefined) {
        report(isFields(own(value, 'attributes')) ? pointer.child('attributes') : pointer, 'missing', {
          allowed: HUB_CATEGORIES,
        })
      }
      if (found === undefined || HUB_CATEGORIES.includes(found)) return
      const meant = didYouMean(found, HUB_CATEGORIES)
      report(pointer.child('attributes', 'category'), 'unknown', {
        found,
        allowed: HUB_CATEGORIES,
        ...(meant === undefined ? {} : { meant }),
      })
    },
  },
  fix: {
    safe: true,
    summary: 'A category that is near one of the hub becomes that one.',
    propose: (finding) => replacedByNear(finding, HUB_CATEGORIES),
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0', attributes: { category: 'CRM and Sales' } } },
      { document: { name: 'acme', version: '1.0.0' } },
    ],
    good: [{ document: { name: 'acme', version: '1.0.0', attributes: { category: 'CRM & Sales' } } }],
  },
})
