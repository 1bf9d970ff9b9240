import rule from '../../../src/rules/lifecycle/body-without-schema'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports $schema in a create body',
    text: '{ «"$schema"»: "x.json", "name": "acme", "version": "1.0.0" }',
    as: 'create-body',
    messages: ['$schema is for editors; the API refuses a body that has it, so remove it before the body is sent.'],
  },
  {
    name: 'reports $schema in an update body',
    text: '{ «"$schema"»: "x.json", "title": "Acme" }',
    as: 'update-body',
    messages: [/^\$schema is for editors/],
  },
  {
    name: 'leaves answers and embedded schemas alone',
    text: '{ "integration": { "$schema": "x.json", "name": "acme", "configuration": { "schema": { "$schema": "x" } } } }',
    as: 'integration',
  },
])
