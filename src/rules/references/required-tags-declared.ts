import { arrayAt, fieldsAt } from '../../document/values'
import { firstOf, quote, someOf } from '../../findings/text'
import { defineRule } from '../define-rule'

// JSON Schema cannot say "each of these strings is a key of that object".
export default defineRule({
  id: 'required-tags-declared',
  category: 'references',
  severity: 'error',
  summary: 'Every tag in `creation.requiredTags` is declared in the sibling `tags`.',
  description: `A user or conversation can only be created with tags that the integration declares. A required tag
that is not declared can never be given, so nothing can be created.

Update bodies are left alone: there, \`tags\` holds only the tags that change.`,
  messages: {
    undeclared: ({ tag, declared, count }: { tag: string; declared: string[]; count: number }) =>
      `Required tag ${quote(tag)} is not declared in "tags" (declared: ${someOf(declared, count)}).`,
  },
  visit: {
    taggedObject({ value, pointer }, report, { form }) {
      if (form === 'update') return
      const tags = fieldsAt(value, 'tags')
      const names = Object.keys(tags)
      const declared = firstOf(names)
      arrayAt(fieldsAt(value, 'creation'), 'requiredTags').forEach((tag, index) => {
        if (typeof tag !== 'string' || Object.hasOwn(tags, tag)) return
        const data = { tag, declared, count: names.length }
        report(pointer.child('creation', 'requiredTags', index), 'undeclared', data)
      })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          user: { tags: { email: {} }, creation: { enabled: false, requiredTags: ['e-mail'] } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          user: { tags: { email: {} }, creation: { enabled: false, requiredTags: ['email'] } },
        },
      },
    ],
  },
})
