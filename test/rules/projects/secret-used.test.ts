import rule from '../../../src/rules/projects/secret-used'
import { testProjectRule } from './project-rule-tester'

const body = { secrets: { CLIENT_ID: null, OLD_KEY: null } }

testProjectRule(rule, [
  {
    name: 'reports a secret that nothing reads',
    body,
    project: { unusedSecrets: ['OLD_KEY'] },
    expected: [[`secrets.OLD_KEY is read neither by the project's code nor by a script.`, '/secrets/OLD_KEY']],
  },
  { name: 'is silent about secrets that are read', body, project: { unusedSecrets: [] }, expected: [] },
])
