import rule from '../../../src/rules/documentation/description-adds'
import { testRule } from '../../rule-tester'
import { configured } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a description that repeats the title, but for case, article and full stop',
    text: `{ "name": "acme", "version": "1.0.0", "title": "Ticket ID", "description": «"The ticket id."» }`,
    as: 'create-body',
    messages: ['description only repeats the title "Ticket ID".'],
  },
  {
    name: 'compares with x-zui.title of a field',
    text: configured(
      '{ "properties": { "token": { "x-zui": { "title": "API token" }, "description": «"API Token"» } } }',
    ),
    messages: ['configuration.schema.properties.token.description only repeats the title "API token".'],
  },
  {
    name: 'accepts a description that says more, and one without a title',
    text: `{ "name": "acme", "version": "1.0.0", "title": "Ticket", "description": "A ticket of the desk.",
      "user": { "tags": { "id": { "description": "ID" } } } }`,
    as: 'create-body',
  },
  {
    name: 'does not compare what has no letter',
    text: '{ "name": "acme", "version": "1.0.0", "title": "!", "description": "?" }',
    as: 'create-body',
  },
])

test('only strict asks for it', () => {
  expect(rule.presets).toEqual({ strict: 'info' })
})
