import { defineRule } from '../define-rule'

/** The latest major version of the SDK with which this tool is tested. */
const LAST_TESTED_MAJOR = 7

export default defineRule({
  id: 'sdk-supported',
  category: 'projects',
  severity: 'info',
  summary: 'The version of `@botpress/sdk` that a project has installed is one that this tool was tested with.',
  description: `A definition is evaluated with the SDK that its project has installed, and each major of the SDK writes
schemas in its own way. Versions 0.8 to 7 are tested with the packages from npm. With a later major version, findings
may be missing, or be at the nearest enclosing place; check whether there is a newer version of this tool.`,
  messages: {
    untested: ({ version }: { version: string }) =>
      `@botpress/sdk ${version} is newer than the versions that this tool was tested with (up to ${LAST_TESTED_MAJOR}).`,
  },
  visit: {
    resource({ pointer }, report, { project }) {
      const sdk = project?.sdk
      if (sdk === undefined || Number(sdk.name.split('.')[0]) <= LAST_TESTED_MAJOR) return
      report({ pointer, at: sdk.at }, 'untested', { version: sdk.name })
    },
  },
  examples: {
    bad: [
      {
        document: { name: 'acme', version: '1.0.0', actions: {} },
        project: { sdk: { name: '9.0.0', at: { line: 5, column: 5, endLine: 5, endColumn: 20 } } },
      },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', actions: {} },
        project: { sdk: { name: '7.2.4', at: { line: 5, column: 5, endLine: 5, endColumn: 20 } } },
      },
    ],
  },
})
