import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { repeatedTexts, WITH_FIELDS } from './repeated-texts'

export default defineRule({
  id: 'titles-unique',
  category: 'names',
  severity: 'warning',
  summary: 'No two actions, events, configurations, tags of one map or fields of one object have the same title.',
  description: `Users pick actions, events, configurations and fields by their titles; equal titles do not show which is
which. Titles are compared as people read them: case and white space make no
difference.

The author cannot change a title that comes from an interface, so the finding is at the other title. Channels are not
reported, since users do not choose them by their title alone.`,
  messages: {
    repeated: ({
      path,
      title,
      what,
      other,
    }: {
      path: string
      title: string
      what: string
      key: string
      other: string
    }) => `${path} is ${quote(title)}, which is also the title of the ${what} ${quote(other)}.`,
  },
  only: WITH_FIELDS,
  visit: repeatedTexts(
    'title',
    ['actions', 'events', 'configurations', 'userTags', 'conversationTags', 'messageTags'],
    ({ text, pointer, what, key, other }, report, context) => {
      report(pointer, 'repeated', { path: pathIn(context, pointer), title: text, what, key, other })
    },
  ),
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
