import rule from '../../../src/rules/projects/script-file-used'
import { placeIn, testProjectRule } from './project-rule-tester'

testProjectRule(rule, [
  {
    name: 'reports a script in its own file',
    project: { unusedScripts: [{ name: 'extract.vrl', at: placeIn('desk/extract.vrl') }] },
    expected: [['Nothing in the project refers to "extract.vrl", so it is not deployed.', placeIn('desk/extract.vrl')]],
  },
  { name: 'is silent where all scripts are named', project: { unusedScripts: [] }, expected: [] },
])
