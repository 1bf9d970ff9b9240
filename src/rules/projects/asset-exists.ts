import { parsePointer } from '../../document/pointer'
import { dotted, quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'asset-exists',
  category: 'projects',
  severity: 'error',
  summary: 'Every file that a definition names exists: icon, readme, scripts.',
  description: `\`icon\`, \`readme\`, \`identifier.extractScript\`, \`identifier.fallbackHandlerScript\` and \`linkTemplateScript\` hold the
names of files, relative to the folder of the definition. \`bp deploy\` reads them, and stops where one cannot be read. With
\`--staged\`, a new file has to be staged as well.`,
  messages: {
    unstaged: ({ name, property }: { name: string; property: string }) =>
      `${dotted(parsePointer(property))} is ${quote(name)}, a file that is not staged; run "git add" on it.`,
    missing: ({ name, property }: { name: string; property: string }) =>
      `${dotted(parsePointer(property))} is ${quote(name)}, a file that cannot be read; names are relative to the folder of the definition.`,
  },
  visit: {
    resource({ pointer }, report, { project }) {
      for (const { name, pointer: of, unstaged = false, at } of project?.missingFiles ?? []) {
        report({ pointer, at }, unstaged ? 'unstaged' : 'missing', { name, property: of })
      }
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', actions: {} },
        project: {
          missingFiles: [{ name: 'icon.svg', pointer: '/icon', at: { line: 1, column: 1, endLine: 1, endColumn: 2 } }],
        },
      },
    ],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: {} }, project: { missingFiles: [] } }],
  },
})
