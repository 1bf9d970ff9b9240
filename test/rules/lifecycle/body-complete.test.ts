import rule from '../../../src/rules/lifecycle/body-complete'
import { testRule } from '../../rule-tester'

const PRINTED =
  '"user": {}, "events": {}, "actions": {}, "channels": {}, "states": {}, "entities": {}, "interfaces": {}'

testRule(rule, [
  {
    name: 'reports the names of files where content is expected',
    text: `{ "name": "acme", "version": "1.0.0", "icon": «"icon.svg"», "readme": «"hub.md"»,
      "identifier": { "extractScript": «"extract.vrl"», "fallbackHandlerScript": «"fallbackHandler.vrl"» },
      "sandbox": { "messageExtractScript": «"message.vrl"» },
      "configuration": { "identifier": { "linkTemplateScript": «"link.vrl"» } },
      "configurations": { "oauth": { "identifier": { "linkTemplateScript": «"oauth.vrl"» } } } }`,
    messages: [
      'icon is "icon.svg", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
      'readme is "hub.md", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
      'identifier.extractScript is "extract.vrl", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
      'identifier.fallbackHandlerScript is "fallbackHandler.vrl", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
      'sandbox.messageExtractScript is "message.vrl", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
      'configuration.identifier.linkTemplateScript is "link.vrl", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
      'configurations.oauth.identifier.linkTemplateScript is "oauth.vrl", the name of a file; its content is not in the document and was not checked. @botpress/cli 5.6.1 and later print scripts.',
    ],
  },
  {
    name: 'reports a path of Windows, and a name with a space',
    text: `{ "name": "acme", "version": "1.0.0", "identifier":
      { "extractScript": «"scripts\\\\extract.vrl"», "fallbackHandlerScript": «"fall back.vrl"» } }`,
    messages: [/^identifier\.extractScript is/, /^identifier\.fallbackHandlerScript is "fall back\.vrl"/],
  },
  {
    name: 'leaves scripts and encoded files alone',
    text: '{ "name": "acme", "version": "1.0.0", "icon": "PHN2Zy8+", "identifier": { "extractScript": "parse_json!(.body).a.vrl" } }',
  },
  {
    name: 'reports a printed body without configurations and identifier',
    text: `«{ "name": "acme", "version": "1.0.0", ${PRINTED} }»`,
    messages: [/^The body has no "configuration", "configurations" or "identifier"/],
  },
  {
    name: 'accepts a printed body that has one of them',
    text: `{ "name": "acme", "version": "1.0.0", "identifier": { "extractScript": ".a" }, ${PRINTED} }`,
  },
  {
    name: 'accepts a body that was written by hand, which has what the CLI never prints',
    text: `{ "name": "acme", "version": "1.0.0", "secrets": {}, ${PRINTED} }`,
  },
  {
    name: 'accepts a body without all sections',
    text: '{ "name": "acme", "version": "1.0.0", "actions": {}, "user": {} }',
  },
])
