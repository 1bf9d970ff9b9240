import { defineRule } from '../define-rule'

export default defineRule({
  id: 'secret-used',
  category: 'projects',
  severity: 'warning',
  summary: 'Every secret that a project declares is read by its code or by a script.',
  description: `\`bp deploy\` asks for each secret. A secret that nothing reads wastes the time of everybody who deploys
the integration. Often its name is misspelt, and the code reads an undefined secret.

The rule searches all code and scripts of the project for the name as a word (\`bp.secrets.NAME\`, the variable
\`SECRET_NAME\`, \`.secrets.NAME\`). Where the code reads secrets by a computed name or passes all of them on, and where
the project has no code apart from its definition, nothing is reported. Names that come from a package
(\`...COMMON_SECRET_NAMES\`) are left alone.`,
  messages: {
    unused: (_data: { name: string }, at) => `${at()} is read neither by the project's code nor by a script.`,
  },
  visit: {
    secret({ name, pointer }, report, { project }) {
      if (project?.unusedSecrets.includes(name) === true) report({ pointer, target: 'key' }, 'unused', { name })
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', secrets: { CLIENT_ID: null, OLD_KEY: null } },
        project: { unusedSecrets: ['OLD_KEY'] },
      },
    ],
    good: [
      { document: { name: 'acme', version: '1.0.0', secrets: { CLIENT_ID: null } }, project: { unusedSecrets: [] } },
    ],
  },
})
