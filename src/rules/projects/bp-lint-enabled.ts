import { defineRule } from '../define-rule'

export default defineRule({
  id: 'bp-lint-enabled',
  category: 'projects',
  severity: 'info',
  summary: 'No comment turns off what `bp lint` checks for a whole project.',
  description: `\`/* bplint-disable */\` in the definition turns off \`bp lint\` for the project. Here it turns off
the rules that \`bp lint\` has as well, on titles and descriptions, and no others; see [From \`bp
lint\`](../from-bp-lint.md). A comment that names a rule and gives a reason (\`// integration-lint-disable-next-line
RULE -- reason\`) leaves the other findings where they are.`,
  messages: {
    disabled: () => 'The comment turns off all rules that "bp lint" has, for the whole project.',
  },
  visit: {
    resource({ pointer }, report, { project }) {
      const at = project?.bpLintDisabled
      if (at !== undefined) report({ pointer, at }, 'disabled')
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', actions: {} },
        project: { bpLintDisabled: { line: 1, column: 1, endLine: 1, endColumn: 21 } },
      },
    ],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: {} }, project: { bpLintDisabled: undefined } }],
  },
})
