import rule from '../../../src/rules/projects/bp-lint-enabled'
import { placeIn, testProjectRule } from './project-rule-tester'

const at = placeIn('integration.definition.ts')

testProjectRule(rule, [
  {
    name: 'reports the comment',
    project: { bpLintDisabled: at },
    expected: [['The comment turns off all rules that "bp lint" has, for the whole project.', at]],
  },
  { name: 'is silent without it', project: {}, expected: [] },
])
