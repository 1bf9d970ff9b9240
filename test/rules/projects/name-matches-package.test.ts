import rule from '../../../src/rules/projects/name-matches-package'
import { placeIn, testProjectRule } from './project-rule-tester'

const named = (property: 'integrationName' | 'name', name: string) => ({
  packageName: { name, property, at: placeIn('package.json') },
})

testProjectRule(rule, [
  {
    name: 'reports another name',
    project: named('name', '@acme/tickets'),
    expected: [['name is "acme/desk", but "name" in package.json is "@acme/tickets".', '/name']],
  },
  {
    name: 'compares `integrationName` as a whole',
    project: named('integrationName', 'other/desk'),
    expected: [['name is "acme/desk", but "integrationName" in package.json is "other/desk".', '/name']],
  },
  { name: 'accepts `integrationName`', project: named('integrationName', 'acme/desk'), expected: [] },
  {
    name: 'compares what stands after the last slash of `name`',
    project: named('name', '@botpresshub/desk'),
    expected: [],
  },
  { name: 'accepts a name without a scope', project: named('name', 'desk'), expected: [] },
  { name: 'is silent without a package.json', project: {}, expected: [] },
])
