import rule from '../../../src/rules/projects/state-used'
import { testProjectRule } from './project-rule-tester'

const schema = { type: 'object', properties: {} }
const body = { states: { cursor: { type: 'integration', schema }, session: { type: 'user', schema } } }

testProjectRule(rule, [
  {
    name: 'reports a state whose name the code does not hold',
    body,
    project: { unusedStates: ['session'] },
    expected: [[`states.session is not used by the project's code.`, '/states/session']],
  },
  { name: 'is silent about states that are used', body, project: { unusedStates: [] }, expected: [] },
])
