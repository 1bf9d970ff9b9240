import rule from '../../../src/rules/lifecycle/update-link-cleared'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports a cleared link whose requirement is not mentioned',
    text: '{ "configuration": { "identifier": { "linkTemplateScript": «null» } } }',
    as: 'update-body',
    messages: [
      'configuration.identifier.linkTemplateScript is cleared, but "required" stays as it was; set "required": false in the same body.',
    ],
  },
  {
    name: 'reports a cleared link that is required',
    text: '{ "configurations": { "oauth": { "identifier": { "required": true, "linkTemplateScript": «""» } }, "manual": null } }',
    as: 'update-body',
    messages: [
      'configurations.oauth.identifier.linkTemplateScript is cleared, but "required": true asks users to follow its link; set "required": false.',
    ],
  },
  {
    name: 'is silent where the requirement goes, too',
    text: '{ "configuration": { "identifier": { "linkTemplateScript": null, "required": false } } }',
    as: 'update-body',
  },
  {
    name: 'is silent where the link stays',
    text: '{ "configuration": { "identifier": { "required": true } } }',
    as: 'update-body',
  },
  {
    name: 'leaves create bodies to another rule',
    text: '{ "name": "acme", "version": "1.0.0", "configuration": { "identifier": { "linkTemplateScript": "" } } }',
    as: 'create-body',
  },
  {
    name: 'takes a blank script for none, and any other for one',
    text: `{ "configuration": { "identifier": { "linkTemplateScript": «" \\n"» } },
      "configurations": { "a": { "identifier": { "linkTemplateScript": "\\"x\\"" } }, "b": { "identifier": null }, "c": { "identifier": [] } } }`,
    as: 'update-body',
    messages: [
      'configuration.identifier.linkTemplateScript is cleared, but "required" stays as it was; set "required": false in the same body.',
    ],
  },
])
