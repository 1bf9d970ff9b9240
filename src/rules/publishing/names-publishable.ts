import { stringAt } from '../../document/values'
import { dotted } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'names-publishable',
  category: 'publishing',
  severity: 'warning',
  presets: ['hub'],
  summary: 'No channel is called `channel`, no message type `markdown`, no handle `plus`.',
  description: `The hub's reviewers reject these names: a channel called \`channel\`, which says nothing about where
users write (name it after what it is, such as \`thread\` or \`directMessage\`); a message type \`markdown\` (send
Markdown as \`text\`); and names under the handle \`plus/\` (publish under the handle of your own workspace). What an
interface prescribes is left alone.`,
  messages: {
    channel: () =>
      `channels.channel is a name that says nothing, and the hub's reviewers refuse it; name it after what it is, such as "thread".`,
    markdown: ({ channel }: { channel: string }) =>
      `${dotted(['channels', channel, 'messages', 'markdown'])} is a message type that the hub's reviewers refuse; send Markdown as "text".`,
    handle: () =>
      `name begins with the handle "plus/", which the hub's reviewers refuse; use the handle of your workspace.`,
  },
  visit: {
    resource({ value, pointer }, report) {
      if (stringAt(value, 'name')?.startsWith('plus/') === true) {
        report({ pointer: pointer.child('name'), span: [0, 'plus/'.length] }, 'handle')
      }
    },
    channel({ key, pointer, fromInterface }, report) {
      if (key === 'channel' && !fromInterface) report({ pointer, target: 'key' }, 'channel')
    },
    message({ key, channel, pointer, fromInterface }, report) {
      if (key === 'markdown' && !fromInterface) report({ pointer, target: 'key' }, 'markdown', { channel })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'plus/acme',
          version: '1.0.0',
          channels: { channel: { messages: { markdown: { schema: {} } } } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme/desk',
          version: '1.0.0',
          channels: { thread: { messages: { text: { schema: {} } } } },
        },
      },
    ],
  },
})
