import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'name-matches-package',
  category: 'projects',
  severity: 'info',
  summary: 'A definition has the name that package.json has.',
  description: `Projects are found by the name of their package, integrations by the name in the definition. Where the
two differ, people do not find one of them. \`integrationName\` of package.json, which holds the name with its handle,
has to be the definition's; of \`name\`, only what stands after the last slash is compared, and it may say more
(\`@acme/desk\` and \`botpress-desk-integration\` fit \`acme/desk\` and \`desk\`).`,
  messages: {
    differs: ({ name, packageName, property }: { name: string; packageName: string; property: string }) =>
      `name is ${quote(name)}, but ${quote(property)} in package.json is ${quote(packageName)}.`,
  },
  visit: {
    resource({ value, pointer }, report, { project }) {
      const { name } = value
      const found = project?.packageName
      if (typeof name !== 'string' || found === undefined) return
      const matches =
        found.property === 'integrationName' ? found.name === name : holdsWords(lastPart(found.name), lastPart(name))
      if (!matches)
        report(pointer.child('name'), 'differs', { name, packageName: found.name, property: found.property })
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme/desk', version: '1.0.0', actions: {} },
        project: {
          packageName: {
            name: '@acme/tickets',
            property: 'name',
            at: { line: 2, column: 11, endLine: 2, endColumn: 26 },
          },
        },
      },
    ],
    good: [
      {
        document: { name: 'acme/desk', version: '1.0.0', actions: {} },
        project: {
          packageName: { name: '@acme/desk', property: 'name', at: { line: 2, column: 11, endLine: 2, endColumn: 23 } },
        },
      },
      {
        document: { name: 'acme/desk', version: '1.0.0', actions: {} },
        project: {
          packageName: {
            name: 'desk_integration',
            property: 'name',
            at: { line: 2, column: 11, endLine: 2, endColumn: 29 },
          },
        },
      },
    ],
  },
})

/** Whether a name contains the words of another one in sequence: `desk-integration` contains `desk`. */
function holdsWords(name: string, words: string): boolean {
  const inDashes = (text: string) => `-${text.toLowerCase().replaceAll(/[._]/g, '-')}-`
  return inDashes(name).includes(inDashes(words))
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}
