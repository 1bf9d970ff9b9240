import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'script-file-used',
  category: 'projects',
  severity: 'warning',
  summary: 'Every VRL script in a project is named by the definition.',
  description: `A \`.vrl\` file works only where the definition names it (\`identifier.extractScript\`,
\`configuration.identifier.linkTemplateScript\` …). A script that nothing names is not deployed, so editing it has no effect.

A script is not reported if another file of the project contains its name, or if a deployment step of Botpress uses it
by its name (\`sandboxLinkTemplate.vrl\` and others that begin with \`sandbox\`).`,
  messages: {
    unused: ({ name }: { name: string }) => `Nothing in the project refers to ${quote(name)}, so it is not deployed.`,
  },
  visit: {
    resource({ pointer }, report, { project }) {
      for (const { name, at } of project?.unusedScripts ?? []) report({ pointer, at }, 'unused', { name })
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', identifier: {}, actions: {} },
        project: {
          unusedScripts: [
            { name: 'extract.vrl', at: { line: 1, column: 1, endLine: 1, endColumn: 2, file: 'extract.vrl' } },
          ],
        },
      },
    ],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: {} }, project: { unusedScripts: [] } }],
  },
})
