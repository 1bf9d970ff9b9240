import rule from '../../../src/rules/documentation/title-is-prose'
import { testRule } from '../../rule-tester'

const tags = (...titles: string[]) =>
  `{ "name": "acme", "version": "1.0.0", "user": { "tags": { ${titles.map((title, index) => `"t${index}": { "title": ${title} }`).join(', ')} } } }`

testRule(rule, [
  {
    name: 'reports titles that are keys',
    text: tags('«"userId"»', '«"user_id"»', '«"user id"»'),
    as: 'create-body',
    messages: [
      'user.tags.t0.title is "userId", which is written as a key in camel case; a title is read by people.',
      'user.tags.t1.title is "user_id", which is written as a key in snake case; a title is read by people.',
      'user.tags.t2.title is "user id", which is written in lower case; a title is read by people.',
    ],
  },
  {
    name: 'accepts prose, other scripts, digits and known brands',
    text: tags(
      '"User ID"',
      '"标题"',
      '"2FA code"',
      '"iPhone model"',
      '"eBay"',
      '"n8n"',
      '"monday.com board"',
      '"vCard"',
      '"npm package"',
      '"Created_at"',
    ),
    as: 'create-body',
  },
  {
    name: 'knows further brands by option',
    text: tags('"acmeQL job"'),
    as: 'create-body',
    options: { brands: ['acmeQL'] },
  },
  {
    name: 'says nothing of descriptions',
    text: '{ "name": "acme", "version": "1.0.0", "description": "tickets" }',
    as: 'create-body',
  },
])

test('only strict asks for it', () => {
  expect(rule.presets).toEqual({ strict: 'info' })
})
