import rule from '../../../src/rules/projects/asset-exists'
import { placeIn, testProjectRule } from './project-rule-tester'

const message = (path: string, name: string) =>
  `${path} is ${JSON.stringify(name)}, a file that cannot be read; names are relative to the folder of the definition.`

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
      [message('icon', 'icon.svg'), placeIn('a.ts', 3)],
      [message('identifier.extractScript', 'x.vrl'), placeIn('a.ts', 5)],
    ],
  },
  {
    name: 'says how to bring a file into the next commit',
    project: { missingFiles: [{ name: 'icon.svg', pointer: '/icon', unstaged: true, at: placeIn('a.ts', 3) }] },
    expected: [['icon is "icon.svg", a file that is not staged; run "git add" on it.', placeIn('a.ts', 3)]],
  },
  { name: 'is silent where all files are there', project: { missingFiles: [] }, expected: [] },
])
