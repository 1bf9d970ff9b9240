import { quote, suggestion } from '../../findings/text'
import { COLLECTION_WORDS } from '../collection-words'
import type { Collection } from '../contract'
import { defineRule } from '../define-rule'
import { CAMEL_CASE_FIX } from '../mending'
import { pathIn } from '../path-in'
import { KEY_FORMAT, toCamelCase } from './casing'

export default defineRule({
  id: 'key-format',
  category: 'names',
  severity: 'error',
  summary:
    'Keys of actions, events, channels, messages, states, entities and configurations have the form that the API accepts.',
  description: `The API refuses such a key unless it starts with a lowercase letter, is between 2 and 100 characters
long and uses only alphanumeric characters. The keys become names in the generated code, too.

Tags and the properties of embedded schemas may be written in any case, and the keys of \`interfaces\` have a form of
their own (\`llm<modelRef>\`); the rule leaves them alone, as it does a key that an update body deletes with \`null\`.`,
  messages: {
    format: ({ path, key, meant }: { path: string; key: string; what: string; meant?: string }) =>
      `${path}: the key ${quote(key)} ${fault(key)}; a key starts with a lowercase letter, is between 2 and 100 characters long and uses only letters and digits.${suggestion(meant)}`,
  },
  visit: {
    entry({ key, value, pointer, collection }, report, context) {
      if (!FORMATTED_COLLECTIONS.has(collection) || value === null || KEY_FORMAT.test(key)) return
      const meant = toCamelCase(key.slice(0, 200))
      const path = pathIn(context, pointer)
      const what = COLLECTION_WORDS[collection]
      report({ pointer, target: 'key' }, 'format', { path, key, what, ...(KEY_FORMAT.test(meant) ? { meant } : {}) })
    },
  },
  fix: CAMEL_CASE_FIX,
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { get_contact: { input: { schema: {} }, output: { schema: {} } } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { getContact: { input: { schema: {} }, output: { schema: {} } } },
          user: { tags: { contact_id: {} } },
        },
        note: 'Tags may be in snake case.',
      },
    ],
  },
})

const FORMATTED_COLLECTIONS: ReadonlySet<Collection> = new Set([
  'configurations',
  'actions',
  'events',
  'channels',
  'messages',
  'states',
  'entities',
])

function fault(key: string): string {
  if (key === '') return 'is empty'
  const wrong = /[^a-zA-Z0-9]/u.exec(key)
  if (wrong !== null) return `holds ${quote(wrong[0])}`
  if (!/^[a-z]/.test(key)) return `starts with ${quote(key.charAt(0))}`
  return key.length < 2 ? 'is one character long' : `is ${key.length} characters long`
}
