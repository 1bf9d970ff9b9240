import rule from '../../../src/rules/publishing/category-valid'
import { testRule } from '../../rule-tester'

const body = (attributes: string) => `{ "name": "acme", "version": "1.0.0", "attributes": ${attributes} }`

testRule(rule, [
  {
    name: 'reports an unknown category and suggests the nearest',
    text: body('{ "category": «"Developer tool"», "other": "x" }'),
    as: 'create-body',
    messages: [
      /^The category "Developer tool" is none of the hub's: AI Models, .*\. Did you mean "Developer Tools"\?$/,
    ],
  },
  {
    name: 'suggests nothing where nothing is near',
    text: body('{ "category": «"Weather forecasts of the world"» }'),
    as: 'create-body',
    messages: [/Project Management\.$/],
  },
  {
    name: 'takes case for a difference',
    text: '{ "attributes": { "category": «"other"» } }',
    as: 'update-body',
    messages: [/Did you mean "Other"\?$/],
  },
  { name: 'knows the categories', text: body('{ "category": "E-commerce & Payments" }'), as: 'create-body' },
  { name: 'asks for none', text: body('{}'), as: 'create-body' },
  { name: 'lets an update delete it', text: '{ "attributes": { "category": null } }', as: 'update-body' },
])
