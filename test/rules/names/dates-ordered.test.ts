import rule from '../../../src/rules/names/dates-ordered'
import { testRule } from '../../rule-tester'

const dates = (createdAt: string, updatedAt: string) =>
  `{ "integration": { "name": "acme", "createdAt": ${createdAt}, "updatedAt": ${updatedAt} } }`

testRule(rule, [
  {
    name: 'reports an update before the creation',
    text: dates('"2025-03-01T10:00:00.000Z"', '«"2025-03-01T09:59:59.999Z"»'),
    as: 'integration',
    messages: ['updatedAt is "2025-03-01T09:59:59.999Z", which is before createdAt, "2025-03-01T10:00:00.000Z".'],
  },
  {
    name: 'compares instants, not texts',
    text: dates('"2025-03-01T10:00:00Z"', '«"2025-03-01T11:00:00+02:00"»'),
    as: 'integration',
    messages: [/is before createdAt/],
  },
  {
    name: 'is content with the order in another time zone',
    text: dates('"2025-03-01T10:00:00+02:00"', '"2025-03-01T09:00:00Z"'),
    as: 'integration',
  },
  {
    name: 'accepts the same instant',
    text: dates('"2025-03-01T10:00:00Z"', '"2025-03-01T12:00:00.000+02:00"'),
    as: 'integration',
  },
  {
    name: 'looks at the items of a list',
    text: `{ "integrations": [{ "createdAt": "2025-01-02T00:00:00Z", "updatedAt": «"2025-01-01T00:00:00Z"» }], "meta": {} }`,
    as: 'integration-list',
    messages: [/is before createdAt/],
  },
  {
    name: 'leaves dates that are none to the schema',
    text: `{ "integrations": [
      { "createdAt": "yesterday", "updatedAt": "2025-01-01T00:00:00Z" },
      { "createdAt": "2025-13-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z" },
      { "createdAt": "2025-02-01", "updatedAt": "2025-01-01" },
      { "createdAt": 2, "updatedAt": 1 },
      { "createdAt": "2025-02-01T00:00:00Z", "updatedAt": "2025-01-01" },
      { "createdAt": "2025-02-01", "updatedAt": "2025-01-01T00:00:00Z" },
      { "createdAt": "2025-02-01T00:00:00Z" }, { "updatedAt": "2025-01-01T00:00:00Z" }], "meta": {} }`,
    as: 'integration-list',
  },
  {
    name: 'leaves request bodies alone',
    text: '{ "name": "acme", "version": "1.0.0", "createdAt": "2025-01-02T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z" }',
    as: 'create-body',
  },
])
