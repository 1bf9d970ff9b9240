import { formatPointer, valueAt } from '../../document/pointer'
import { arrayAt, fieldsAt, isFields } from '../../document/values'
import { firstOf, quote, someOf } from '../../findings/text'
import { defineRule } from '../define-rule'
import { replacedByNear } from '../mending'
import { pathIn } from '../path-in'

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
    undeclared: ({ path, tag, declared, count }: { path: string; tag: string; declared: string[]; count: number }) =>
      `${path} is ${quote(tag)}, which "tags" does not declare (declared: ${someOf(declared, count)}).`,
  },
  visit: {
    taggedObject({ value, pointer }, report, context) {
      if (context.form === 'update') return
      const tags = fieldsAt(value, 'tags')
      const names = Object.keys(tags)
      const declared = firstOf(names)
      arrayAt(fieldsAt(value, 'creation'), 'requiredTags').forEach((tag, index) => {
        if (typeof tag !== 'string' || Object.hasOwn(tags, tag)) return
        const at = pointer.child('creation', 'requiredTags', index)
        const data = { path: pathIn(context, at), tag, declared, count: names.length }
        report(at, 'undeclared', data)
      })
    },
  },
  fix: {
    safe: true,
    summary: 'A name that is near that of one declared tag becomes that name.',
    propose(finding) {
      const { path, root } = finding
      const holder = valueAt(root, formatPointer(path.slice(0, -3)))
      if (!isFields(holder)) return undefined
      const required = arrayAt(fieldsAt(holder, 'creation'), 'requiredTags')
      const tags = Object.keys(fieldsAt(holder, 'tags'))
      return replacedByNear(
        finding,
        tags.filter((tag) => !required.includes(tag)),
      )
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
