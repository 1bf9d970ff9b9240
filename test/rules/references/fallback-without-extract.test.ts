import rule from '../../../src/rules/references/fallback-without-extract'
import { testRule } from '../../rule-tester'

const body = (identifier: string) => `{ "name": "acme", "version": "1.0.0", "identifier": ${identifier} }`

testRule(rule, [
  {
    name: 'reports a fallback that stands alone',
    text: body('{ "fallbackHandlerScript": «"{}"» }'),
    as: 'create-body',
    messages: [
      'identifier.fallbackHandlerScript has no "extractScript" beside it, so no request is ever identified and it answers every request.',
    ],
  },
  {
    name: 'takes an empty script for none',
    text: body('{ "fallbackHandlerScript": «"{}"», "extractScript": "" }'),
    as: 'create-body',
    messages: [/answers every request/],
  },
  {
    name: 'is silent where both stand',
    text: body('{ "fallbackHandlerScript": "{}", "extractScript": ".query.state" }'),
    as: 'create-body',
  },
  { name: 'is silent about an empty fallback', text: body('{ "fallbackHandlerScript": " " }'), as: 'create-body' },
  {
    name: 'leaves update bodies alone',
    text: '{ "identifier": { "fallbackHandlerScript": "{}" } }',
    as: 'update-body',
  },
  {
    name: 'leaves the items of a list alone',
    text: '{ "integrations": [{ "identifier": { "fallbackHandlerScript": "{}" } }], "meta": {} }',
    as: 'integration-list',
  },
])
