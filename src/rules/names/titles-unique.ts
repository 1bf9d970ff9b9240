import { fieldsAt, stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'titles-unique',
  category: 'names',
  severity: 'warning',
  summary: 'No two actions, and no two events, have one title.',
  description: `Whoever builds a bot picks actions and events by their titles; of two equal ones nobody can tell which
is which. Titles are compared as people read them: case and white space make no difference.

Titles that an interface brought along are not the author's to change, so the finding is put at the title that is.
Configurations, channels and fields are left alone: they are chosen by more than their title.`,
  messages: {
    repeated: ({ title, what, key, other }: { title: string; what: string; key: string; other: string }) =>
      `The ${what} ${quote(key)} has the title ${quote(title)} of the ${what} ${quote(other)}.`,
  },
  visit: {
    collection({ value, pointer, collection, fromInterface }, report) {
      if (collection !== 'actions' && collection !== 'events') return
      const titles = new Map<string, Titled>()
      const repeated = new Map<string, Titled[]>()
      for (const key of Object.keys(value)) {
        const title = stringAt(fieldsAt(value, key), 'title')
        const words = title === undefined ? '' : wordsOf(title)
        if (title === undefined || words === '') continue
        const first = titles.get(words)
        if (first === undefined) titles.set(words, { key, title })
        else {
          const same = repeated.get(words)
          if (same === undefined) repeated.set(words, [first, { key, title }])
          else same.push({ key, title })
        }
      }
      const what = collection === 'actions' ? 'action' : 'event'
      for (const same of repeated.values()) {
        const own = same.filter(({ key }) => !fromInterface.has(key))
        // One title may stay; a prescribed one must.
        const change = own.length === same.length ? own.slice(1) : own
        for (const { key, title } of change) {
          const other = same.find((one) => one.key !== key)?.key
          if (other !== undefined) report(pointer.child(key, 'title'), 'repeated', { title, what, key, other })
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
          actions: {
            sendText: { title: 'Send message', input: { schema: {} }, output: { schema: {} } },
            sendImage: { title: 'Send Message', input: { schema: {} }, output: { schema: {} } },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { sendText: { title: 'Send message', input: { schema: {} }, output: { schema: {} } } },
          events: { messageSent: { title: 'Send message', schema: {} } },
        },
        note: 'An action and an event are never in one list.',
      },
    ],
  },
})

interface Titled {
  key: string
  title: string
}

function wordsOf(title: string): string {
  const text = title.trim().toLowerCase()
  return UNEVEN.test(text) ? text.replace(/\s+/g, ' ') : text
}

/** White space that is more than one space. */
const UNEVEN = /\s\s|[^\S ]/
