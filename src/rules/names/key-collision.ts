import { quote } from '../../findings/text'
import { COLLECTION_WORDS } from '../collection-words'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'key-collision',
  category: 'names',
  severity: 'warning',
  summary: 'No two keys of a map differ only by case.',
  description: `The generated code names classes and files after the keys. On a file system that ignores case,
one of \`getUser\` and \`getuser\` overwrites the other, and people who read them mix them up.

The rule looks at every map of the definition: configurations, actions, events, channels, messages, states, entities,
interfaces and tags. In an update body, \`null\` deletes a key, and a key is renamed in this way, so such keys are not
compared.`,
  messages: {
    collision: ({ path, key, other }: { path: string; key: string; other: string; what: string }) =>
      `${path}: the key ${quote(key)} differs only by case from ${quote(other)}.`,
  },
  visit: {
    collection({ value, pointer, collection }, report, context) {
      const keys = Object.keys(value)
      if (keys.length < 2) return
      const seen = new Map<string, string>()
      for (const key of keys) {
        if (value[key] === null) continue
        const folded = key.toLowerCase()
        const other = seen.get(folded)
        if (other === undefined) seen.set(folded, key)
        else {
          const at = pointer.child(key)
          const data = { path: pathIn(context, at), key, other, what: COLLECTION_WORDS[collection] }
          report({ pointer: at, target: 'key' }, 'collision', data)
        }
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: { userCreated: { schema: {} }, usercreated: { schema: {} } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: { userCreated: { schema: {} }, userDeleted: { schema: {} } },
        },
      },
    ],
  },
})
