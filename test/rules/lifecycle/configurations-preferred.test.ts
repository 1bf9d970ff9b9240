import rule from '../../../src/rules/lifecycle/configurations-preferred'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports a single configuration with a field',
    text: `{ "name": "acme", "version": "1.0.0", «"configuration"»: { "schema": { "properties": { "token": {} } } } }`,
    messages: ['configuration declares the field "token"; declare it in an entry of "configurations".'],
  },
  {
    name: 'reports it in an answer of the API',
    as: 'integration',
    text: `{ "id": "x", «"configuration"»: { "schema": { "properties": { "token": {}, "url": {} } } } }`,
    messages: ['configuration declares 2 fields; declare them in an entry of "configurations".'],
  },
  {
    name: 'is content with an empty configuration, which answers always carry',
    text: '{ "name": "acme", "version": "1.0.0", "configuration": { "schema": { "properties": {} } } }',
  },
  {
    name: 'is content with an integration that needs no configuration',
    text: '{ "name": "acme", "version": "1.0.0", "actions": {} }',
  },
  {
    name: 'leaves the entries of configurations alone',
    text: '{ "name": "acme", "version": "1.0.0", "configurations": { "a": { "schema": { "properties": { "t": {} } } } } }',
  },
  {
    name: 'leaves update bodies alone',
    as: 'update-body',
    text: '{ "configuration": { "schema": { "properties": { "token": {} } } } }',
  },
])
