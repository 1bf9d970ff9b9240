import rule from '../../../src/rules/references/identifier-link-present'
import { testRule } from '../../rule-tester'

const body = (identifier: string) =>
  `{ "name": "acme", "version": "1.0.0", "configuration": { "identifier": ${identifier}, "schema": {} } }`

testRule(rule, [
  {
    name: 'reports the identifier that lacks the script',
    text: body('«{ "required": true }»'),
    as: 'create-body',
    messages: [
      'configuration.identifier is required ("required": true), but has no "linkTemplateScript", which would make the link.',
    ],
  },
  {
    name: 'reports a script that is empty',
    text: body('{ "required": true, "linkTemplateScript": «" \\n"» }'),
    as: 'create-body',
    messages: ['configuration.identifier is required ("required": true), but its "linkTemplateScript" is empty.'],
  },
  {
    name: 'looks at each of the configurations, in a definition, too',
    text: `{ "integration": { "name": "acme", "version": "1.0.0", "configuration": { "identifier": { "required": false }, "schema": {} },
      "configurations": { "oauth": { "identifier": «{ "required": true }», "schema": {} },
        "manual": { "identifier": {}, "schema": {} } } } }`,
    as: 'integration',
    messages: [/has no "linkTemplateScript"/],
  },
  {
    name: 'is silent where the script is',
    text: body('{ "required": true, "linkTemplateScript": "\\"a\\"" }'),
    as: 'create-body',
  },
  { name: 'is silent where nothing is required', text: body('{ "required": false }'), as: 'create-body' },
  {
    name: 'leaves wrong types to the schema',
    text: body('{ "required": true, "linkTemplateScript": null }'),
    as: 'create-body',
  },
  {
    name: 'leaves update bodies alone, where an absent script stays',
    text: '{ "configuration": { "identifier": { "required": true } } }',
    as: 'update-body',
  },
])
