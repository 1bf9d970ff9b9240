import rule from '../../../src/rules/documentation/text-closed'
import { runRuleOn, testRule } from '../../rule-tester'

const described = (description: string) => `{ "name": "acme", "version": "1.0.0", "description": ${description} }`

testRule(rule, [
  {
    name: 'reports a bracket that never closes, where it opens',
    text: described('"Tickets «(»created, updated"'),
    as: 'create-body',
    messages: ['description opens ( and never closes it: "(created, updated".'],
  },
  {
    name: 'reports a quote in the title of a nested field',
    text: `{ "name": "acme", "version": "1.0.0", "events": { "made": { "schema": { "type": "object", "properties": {
      "from": { "type": "object", "properties": { "email": { "x-zui": { "title": "The «\\"»address" } } } } } } } } }`,
    as: 'create-body',
    messages: [/^events\.made\.schema\.properties\.from\.properties\.email\.x-zui\.title opens " and never closes it/],
  },
  {
    name: 'reports an inner bracket though a later one closes the outer',
    text: described('"A «(»list [a, b}"'),
    as: 'create-body',
    messages: [/opens \(/],
  },
  {
    name: 'leaves what an interface prescribes alone',
    text: `{ "name": "acme", "version": "1.0.0",
      "actions": { "list": { "title": "List (all", "input": { "schema": {} }, "output": { "schema": {} } } },
      "interfaces": { "listable": { "id": "", "actions": { "list": { "name": "list" } } } } }`,
    as: 'create-body',
  },
])

test.each([
  'Tickets (all of them)',
  '1) by hand, 2) by a bot',
  'A number in [0, 1) or (0, 1]',
  'A screen of 27" or more',
  'Sad :( or :-( or happy :)',
  'Everything after "("',
  "Don't touch users' data",
  'Say “hello” or "hello" or “hello"',
  'The `id` of {{ ticket }}',
  'a > b, and b < c',
  '',
])('accepts %j', (text) => {
  expect(runRuleOn(rule, described(JSON.stringify(text)), 'create-body')).toEqual([])
})

test.each(['Tickets [open', 'A “quote', 'The `id of it', 'A {name', 'He said "hello', '(a) and (b'])(
  'reports %j',
  (text) => {
    expect(runRuleOn(rule, described(JSON.stringify(text)), 'create-body')).toHaveLength(1)
  },
)
