import rule from '../../../src/rules/documentation/limit-declared'
import { runRuleOn, testRule } from '../../rule-tester'
import { configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a largest number without maximum',
    text: configuredField('{ "type": "number", "description": «"How many (max 100)"» }'),
    messages: ['The description of field "field" names a limit (max 100), but its schema has no "maximum".'],
  },
  {
    name: 'reports a length without maxLength, also of an optional text',
    text: configuredField(
      '{ "anyOf": [{ "type": "string" }, { "type": "null" }], "description": «"At most 3,000 characters"» }',
    ),
    messages: [/\(At most 3,000 characters\), but its schema has no "maxLength"\.$/],
  },
  {
    name: 'reports a number of items without maxItems, by the path of a nested field',
    text: configuredField(
      '{ "type": "object", "properties": { "ids": { "type": "array", "description": «"Up to 50 IDs"» } } }',
    ),
    messages: ['The description of field "field.ids" names a limit (Up to 50 IDs), but its schema has no "maxItems".'],
  },
  {
    name: 'is silent where the schema has a limit',
    text: configuredField('{ "type": "integer", "exclusiveMaximum": 101, "description": "Between 1 and 100" }'),
  },
])

test.each([
  ['a limit of the bytes of a file', { type: 'string', description: 'An image (max 8MB)' }],
  ['a limit of another thing', { type: 'string', description: 'The board; up to 50 cards are shown.' }],
  ['decimal places', { type: 'number', description: 'A price with up to 2 decimals' }],
  ['a time', { type: 'array', description: 'Mentions; empty for up to 5 minutes' }],
  ['an object', { type: 'object', description: 'At most 5' }],
  ['fixed values', { type: 'number', enum: [1, 2], description: 'At most 2' }],
  ['a very long text', { type: 'number', description: `${'x'.repeat(2000)} at most 5` }],
  ['fraction digits', { type: 'number', description: 'Rounded to at most 2 fraction digits' }],
  ['a number of something else', { type: 'number', description: 'The average of up to 5 ratings' }],
  ['a year', { type: 'integer', description: 'Orders up to 2026' }],
  ['attempts', { type: 'number', description: 'Waits, with at most 3 retries' }],
  ['characters of each text of a list', { type: 'array', description: 'Tags, max 50 characters each' }],
  ['each item of a list', { type: 'array', description: 'Ratings, each at most 5' }],
  ['the items of a list', { type: 'array', description: 'Ratings between 1 and 5' }],
  ['characters of a line', { type: 'string', description: 'At most 80 characters per line' }],
  ['a pattern that holds the length', { type: 'string', pattern: '^.{1,9}$', description: 'Max 9 characters' }],
  ['a length by maxLength', { type: 'string', maxLength: 9, description: 'At most 9 characters' }],
  ['a default', { type: 'number', description: 'How many tickets; 20 by default' }],
  ['negative numbers', { type: 'number', description: 'Latitude between -90 and 90' }],
  ['a maximum without a number', { type: 'number', description: 'Maximum number of tickets, 20 by default' }],
])('is silent about %s', (_name, schema) => {
  expect(runRuleOn(rule, configuredField(JSON.stringify(schema)))).toEqual([])
})

test.each([
  ['maxItems', { type: 'array', description: 'Tags (max 10)' }],
  ['maxItems', { type: 'array', description: 'Between 1 and 10 items' }],
  ['maximum', { type: 'integer', description: 'Page size. Default 20, up to 100.' }],
  ['maximum', { type: 'integer', description: 'Up to 100 tickets' }],
])('asks for %s where %j', (keyword, schema) => {
  expect(runRuleOn(rule, configuredField(JSON.stringify(schema))).map(({ message }) => message)).toEqual([
    expect.stringContaining(`no "${keyword}"`),
  ])
})

test('leaves what nobody enters alone', () => {
  const schema = { type: 'object', properties: { n: { type: 'number', description: 'At most 5' } } }
  const document = { name: 'acme', version: '1.0.0', events: { made: { schema } } }
  expect(runRuleOn(rule, JSON.stringify(document), 'create-body')).toEqual([])
})
