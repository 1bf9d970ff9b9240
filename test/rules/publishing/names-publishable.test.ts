import rule from '../../../src/rules/publishing/names-publishable'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: "reports what the hub's reviewers refuse",
    text: `{ "name": "«plus/»desk", "version": "1.0.0",
      "channels": { «"channel"»: { "messages": { "text": { "schema": {} }, «"markdown"»: { "schema": {} } } } } }`,
    as: 'create-body',
    messages: [
      'name begins with the handle "plus/", which the hub\'s reviewers refuse; use the handle of your workspace.',
      /^channels\.channel is a name that says nothing/,
      /^channels\.channel\.messages\.markdown is a message type/,
    ],
  },
  {
    name: 'accepts other names, and these words elsewhere',
    text: `{ "name": "acme/plus", "version": "1.0.0", "channels": { "markdown": { "messages": { "channel": { "schema": {} } } } },
      "actions": { "channel": { "input": { "schema": {} }, "output": { "schema": {} } } } }`,
    as: 'create-body',
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme/desk", "version": "1.0.0", "channels": { "channel": { "messages": { "markdown": { "schema": {} } } } },
      "interfaces": { "i": { "id": "", "channels": { "x": { "name": "channel" } } } } }`,
    as: 'create-body',
  },
])

test('only the hub asks for it', () => {
  expect(rule.presets).toEqual({ hub: 'warning' })
})
