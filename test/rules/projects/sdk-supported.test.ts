import rule from '../../../src/rules/projects/sdk-supported'
import { placeIn, testProjectRule } from './project-rule-tester'

const at = placeIn('package.json')

testProjectRule(rule, [
  {
    name: 'reports a later major',
    project: { sdk: { name: '8.0.0', at } },
    expected: [['@botpress/sdk 8.0.0 is newer than the versions that this tool was tested with (up to 7).', at]],
  },
  { name: 'accepts the last tested one', project: { sdk: { name: '7.9.1', at } }, expected: [] },
  { name: 'accepts an old one', project: { sdk: { name: '0.8.34', at } }, expected: [] },
])
