import rule from '../../../src/rules/documentation/limit-declared'
import { runRuleOn, testRule } from '../../rule-tester'
import { configuredField } from '../../schema/embedded/configured'

testRule(rule, [
  {
    name: 'reports a largest number without maximum',
    text: configuredField('{ "type": "number", "description": «"How many (max 100)"» }'),
    messages: [
      'configuration.schema.properties.field.description names a limit (max 100), but its schema has no "maximum".',
    ],
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
    messages: [
      'configuration.schema.properties.field.properties.ids.description names a limit (Up to 50 IDs), but its schema has no "maxItems".',
    ],
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
  ['items, of a number that does not count them', { type: 'number', description: 'Max 50 items' }],
  ['what a page holds', { type: 'integer', description: 'The offset; max 50 items are listed' }],
  ['a condition', { type: 'number', description: 'Refused if it is less than 5' }],
  ['a default of the limit', { type: 'number', description: 'The default limit: 50' }],
  ['a limit of the API', { type: 'number', description: 'Has a rate limit of 50' }],
  ['years', { type: 'number', description: 'The year (2020-2030)' }],
  ['a number without a word on its length', { type: 'string', description: 'Max 100' }],
  ['the length of a number', { type: 'number', description: 'Maximum length: 10' }],
  ['a range of the items', { type: 'array', description: 'Ratings (1-5)' }],
  ['a size of a file', { type: 'string', description: 'Max size 5 MB' }],
  ['what follows a comparison', { type: 'number', description: 'Delayed when load <= 5? No: a count.', maximum: 5 }],
  ['a maximum without a number', { type: 'number', description: 'Maximum number of tickets, 20 by default' }],
])('is silent about %s', (_name, schema) => {
  expect(runRuleOn(rule, configuredField(JSON.stringify(schema)))).toEqual([])
})

test.each([
  ['maxItems', { type: 'array', description: 'Tags (max 10)' }],
  ['maxItems', { type: 'array', description: 'Between 1 and 10 items' }],
  ['maximum', { type: 'integer', description: 'Page size. Default 20, up to 100.' }],
  ['maximum', { type: 'integer', description: 'How many: up to 100 tickets' }],
  ['maximum', { type: 'number', description: 'Must be less than 100' }],
  ['maximum', { type: 'number', description: 'The score should be below 10.' }],
  ['maximum', { type: 'number', description: 'Limit: 50' }],
  ['maximum', { type: 'number', description: 'Page size (limit: 50)' }],
  ['maximum', { type: 'number', description: 'A share ≤ 100' }],
  ['maximum', { type: 'number', description: 'Retries, <= 5' }],
  ['maximum', { type: 'number', description: 'The priority (1-100)' }],
  ['maximum', { type: 'number', description: 'The priority (0 – 5), 5 being the highest' }],
  ['maximum', { type: 'number', description: 'From 0 to 100' }],
  ['maximum', { type: 'number', description: 'Timeout, max. 60 seconds' }],
  ['maximum', { type: 'number', description: 'Maximum value: 20' }],
  ['maxLength', { type: 'string', description: 'Maximum length: 100' }],
  ['maxLength', { type: 'string', description: 'A name, max. 64 chars' }],
  ['maxLength', { type: 'string', description: 'Max length 100' }],
  ['maxLength', { type: 'string', description: 'A note (1-100 characters)' }],
  ['maxLength', { type: 'string', description: 'Must be shorter than 40 characters' }],
  ['maxItems', { type: 'array', description: 'Limit: 50' }],
  ['maxItems', { type: 'array', description: 'Max. 50 tags' }],
])('asks for %s where %j', (keyword, schema) => {
  expect(runRuleOn(rule, configuredField(JSON.stringify(schema))).map(({ message }) => message)).toEqual([
    expect.stringContaining(`no "${keyword}"`),
  ])
})

test('a field that counts has a limit of what it counts', () => {
  const schema = { type: 'object', properties: { pageSize: { type: 'number', description: 'Max 50 items' } } }
  const document = { name: 'acme', version: '1.0.0', configuration: { schema } }
  expect(runRuleOn(rule, JSON.stringify(document), 'create-body').map(({ message }) => message)).toEqual([
    'configuration.schema.properties.pageSize.description names a limit (Max 50 items), but its schema has no "maximum".',
  ])
})

test('leaves what nobody enters alone', () => {
  const schema = { type: 'object', properties: { n: { type: 'number', description: 'At most 5' } } }
  const document = { name: 'acme', version: '1.0.0', events: { made: { schema } } }
  expect(runRuleOn(rule, JSON.stringify(document), 'create-body')).toEqual([])
})
