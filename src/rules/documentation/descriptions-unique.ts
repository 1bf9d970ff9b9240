import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { repeatedTexts, WITH_FIELDS } from '../names/repeated-texts'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'descriptions-unique',
  category: 'documentation',
  severity: 'info',
  summary: 'No two siblings have the same description.',
  description: `Two actions, events, channels, configurations, entities, tags or fields of one object with the same description were usually
copied, and one of them describes the other. Descriptions are compared as people read them: case and white space make no
difference. What comes from an interface is left alone.`,
  messages: {
    repeated: ({ path, what, other }: { path: string; what: string; key: string; other: string }) =>
      `${path} is also the description of the ${what} ${quote(other)}.`,
  },
  only: WITH_FIELDS,
  visit: repeatedTexts(
    'description',
    ['actions', 'events', 'channels', 'configurations', 'entities', 'userTags', 'conversationTags', 'messageTags'],
    ({ pointer, what, key, other }, report, context) => {
      report(pointer, 'repeated', { path: pathIn(context, pointer), what, key, other })
    },
  ),
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: {
            ticketOpened: { description: 'A ticket was opened.', schema: {} },
            ticketClosed: { description: 'A ticket was opened.', schema: {} },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: {
            ticketOpened: { description: 'A ticket was opened.', schema: {} },
            ticketClosed: { description: 'A ticket was closed.', schema: {} },
          },
        },
      },
    ],
  },
})
