import { quote } from '../../findings/text'
import { COLLECTION_WORDS } from '../collection-words'
import type { Collection } from '../contract'
import { defineRule } from '../define-rule'
import { CAMEL_CASE_FIX } from '../mending'
import { pathIn } from '../path-in'
import { KEY_FORMAT, toCamelCase } from './casing'

export default defineRule({
  id: 'key-camel-case',
  category: 'names',
  severity: 'error',
  summary: 'Keys of actions, channels, messages, events and states are in camel case as the CLI understands it.',
  description: `\`bp build\` and \`bp deploy\` refuse keys that are not in camel case, and they know no abbreviations: a
capital begins a word, so that consecutive capitals are rejected. \`getURL\` has to be \`getUrl\`. The rule applies the
CLI's own algorithm, and suggests what the CLI would accept.

Entities, configurations, tags and the properties of embedded schemas may be written in another case. \`key-format\`
reports a key that the API would not accept either. A key that an update body deletes with \`null\` is not reported.`,
  messages: {
    camelCase: ({ path, key, meant }: { path: string; key: string; what: string; meant: string }) =>
      `${path}: the key ${quote(key)} is not in the camel case that "bp build" requires; write ${quote(meant)}.`,
  },
  visit: {
    entry({ key, value, pointer, collection }, report, context) {
      if (!CAMEL_CASE_COLLECTIONS.has(collection) || value === null || PLAIN.test(key) || !KEY_FORMAT.test(key)) return
      const meant = toCamelCase(key)
      if (meant === key) return
      const what = COLLECTION_WORDS[collection]
      report({ pointer, target: 'key' }, 'camelCase', { path: pathIn(context, pointer), key, what, meant })
    },
  },
  fix: CAMEL_CASE_FIX,
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { getURL: { input: { schema: {} }, output: { schema: {} } } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { getUrl: { input: { schema: {} }, output: { schema: {} } } },
          entities: { pageURL: { schema: {} } },
        },
        note: 'The CLI does not look at the keys of entities.',
      },
    ],
  },
})

/** Nearly every key: words of letters with one capital each, and perhaps a number. Spares them the conversion. */
const PLAIN = /^[a-z]+(?:[A-Z][a-z]+)*\d*$/

const CAMEL_CASE_COLLECTIONS: ReadonlySet<Collection> = new Set(['actions', 'channels', 'messages', 'events', 'states'])
