import rule from '../../../src/rules/publishing/category-valid'
import { testRule } from '../../rule-tester'

const body = (attributes: string) => `{ "name": "acme", "version": "1.0.0", "attributes": ${attributes} }`

testRule(rule, [
  {
    name: 'reports an unknown category and suggests the nearest',
    text: body('{ "category": «"Developer tool"», "other": "x" }'),
    as: 'create-body',
    messages: [
      /^attributes\.category is "Developer tool"; the hub's categories are AI Models, .*\. Did you mean "Developer Tools"\?$/,
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
  {
    name: 'asks for one',
    text: body('«{}»'),
    as: 'create-body',
    messages: [
      /^The integration has no attributes\.category; the hub requires one of AI Models, .* or Project Management\.$/,
    ],
  },
  {
    name: 'asks for one without attributes',
    text: '«{ "name": "acme" }»',
    as: 'create-body',
    messages: [/^The integration has no/],
  },
  {
    name: 'asks nothing of an item of a list',
    text: '{ "integrations": [{ "name": "acme" }], "meta": {} }',
    as: 'integration-list',
  },
  { name: 'leaves a category of another type to the schema', text: body('{ "category": 5 }'), as: 'create-body' },
  { name: 'takes an absent one in an update body for unchanged', text: '{ "title": "Acme" }', as: 'update-body' },
  { name: 'lets an update delete it', text: '{ "attributes": { "category": null } }', as: 'update-body' },
])
