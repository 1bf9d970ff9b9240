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
  'Das Feld „Betreff“ oder „Text" oder „Nummer”',
  'Le champ «sujet», dans [0, 1[ ou ]0, 1]',
  'O campo “assunto“ e o campo "texto”',
  '对象（全部) 或 (全部）, 「标题」',
  'מנכ"ל החברה',
  "Height such as 5' 10\" or 6'",
  'The "5" model, or the "24" one with 27" of width',
  'A "5" screen" here',
  "Oh no :( or >:( or ;-( or :'( or :[",
  'Code such as `foo(` or "[" or ```json\n{ "a": [1 ```',
  'Delimiters: , ; ( | { " or a space',
  "Starts with '(' or '\"'",
  'Matches ^[^(]+$ or \\(a',
  'See https://en.wikipedia.org/wiki/Foo_(bar) and [docs](https://acme.example/a_(b))',
  '- [ ] open\n- [x] done\n1) one\n2) two',
  'Use {{user.name}} or {"a": {"b": [1]}}',
  'It ends with a quote." And goes on…',
  'Names, e.g. ("a", "b"), and so on...',
  'An array [0, n) of half-open (a, b] ranges',
  '',
])('accepts %j', (text) => {
  expect(runRuleOn(rule, described(JSON.stringify(text)), 'create-body')).toEqual([])
})

test.each([
  'Tickets [open',
  'A “quote',
  'The `id of it',
  'A {name',
  'He said "hello',
  '(a) and (b',
  'Names, e.g. (',
  'Das Feld „Betreff',
  'Values [0, 1, 2',
  'e.g. "a", "b',
])('reports %j', (text) => {
  expect(runRuleOn(rule, described(JSON.stringify(text)), 'create-body')).toHaveLength(1)
})
