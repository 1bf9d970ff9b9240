import type { Rule } from '../../../src/rules/contract'
import { testRule } from '../../rule-tester'

/** Tests a rule on a file that the hub requires of a create body. */
export function testRequiredFile(rule: Rule, property: string): void {
  const body = (more = '') => `{ "name": "acme", "version": "1.0.0"${more} }`
  testRule(rule, [
    {
      name: 'reports the body that lacks it',
      text: `«${body()}»`,
      as: 'create-body',
      messages: [`The body has no "${property}"; the hub requires one.`],
    },
    {
      name: 'reports one that is empty',
      text: body(`, "${property}": «" "»`),
      as: 'create-body',
      messages: [`${property} is empty; the hub requires one.`],
    },
    { name: 'is silent where it is', text: body(`, "${property}": "eA=="`), as: 'create-body' },
    { name: 'leaves a wrong type to the schema', text: body(`, "${property}": 5`), as: 'create-body' },
    { name: 'asks nothing of an update body', text: '{ "title": "Acme" }', as: 'update-body' },
    { name: 'asks nothing of a definition', text: `{ "integration": ${body()} }`, as: 'integration' },
  ])

  test('speaks only where a document is checked for publishing', () => {
    expect(Object.keys(rule.presets)).toEqual(['hub'])
  })
}
