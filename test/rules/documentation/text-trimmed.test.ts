import rule from '../../../src/rules/documentation/text-trimmed'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports white space at each end',
    text: `{ "name": "acme", "version": "1.0.0", "title": «" Acme"», "description": «"Tickets.\\n"»,
      "user": { "tags": { "id": { "title": «" ID "» } } } }`,
    as: 'create-body',
    messages: [
      'title begins with white space.',
      'description ends with white space.',
      'user.tags.id.title begins and ends with white space.',
    ],
  },
  {
    name: 'leaves trimmed and blank texts alone, and a field that is named title',
    text: `{ "name": "acme", "version": "1.0.0", "title": "Acme", "description": " ", "configuration": { "schema": {
      "type": "object", "properties": { "title": { "default": " x " } } } } }`,
    as: 'create-body',
  },
])
