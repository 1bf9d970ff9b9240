import { defineRule } from '../define-rule'

export default defineRule({
  id: 'state-used',
  category: 'projects',
  severity: 'warning',
  summary: 'Every state that a project declares is used by its code.',
  description: `A state is read and written by its name (\`client.getState({ name: 'cursor', … })\`). If the project's
code does not contain the name of a state, the state is unused, or the code uses another name, which the platform
refuses at run time.

The rule searches all code of the project for the name as a word. Where the project has no code apart from its
definition, or where it uses a state by a name that is not written there (\`client.getState({ name, … })\`), nothing is
reported.`,
  messages: {
    unused: (_data: { name: string }, at) => `${at()} is not used by the project's code.`,
  },
  visit: {
    state({ key, pointer }, report, { project }) {
      if (project?.unusedStates.includes(key) === true) report({ pointer, target: 'key' }, 'unused', { name: key })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: { cursor: { type: 'integration', schema: { type: 'object', properties: {} } } },
        },
        project: { unusedStates: ['cursor'] },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: { cursor: { type: 'integration', schema: { type: 'object', properties: {} } } },
        },
        project: { unusedStates: [] },
      },
    ],
  },
})
