import rule from '../../../src/rules/projects/asset-exists'
import { placeIn, testProjectRule } from './project-rule-tester'

const message = (name: string) =>
  `The file ${JSON.stringify(name)} cannot be read; names are relative to the folder of the definition.`

testProjectRule(rule, [
  {
    name: 'reports each file where the definition names it',
    project: {
      missingFiles: [
        { name: 'icon.svg', pointer: '/icon', at: placeIn('a.ts', 3) },
        { name: 'x.vrl', pointer: '/identifier/extractScript', at: placeIn('a.ts', 5) },
      ],
    },
    expected: [
      [message('icon.svg'), placeIn('a.ts', 3)],
      [message('x.vrl'), placeIn('a.ts', 5)],
    ],
  },
  { name: 'is silent where all files are there', project: { missingFiles: [] }, expected: [] },
])
