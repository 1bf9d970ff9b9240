import { type DocumentedRule, PRESETS } from '../contract'
import { defineRule } from '../define-rule'

/** The faults that are found when projects are loaded; see `src/project/load.ts`. */
export const rules: readonly DocumentedRule[] = [
  defineRule({
    id: 'definition/loads',
    category: 'projects',
    severity: 'error',
    presets: PRESETS,
    summary: 'The definition of a TypeScript project can be evaluated, and its schemas can be written as JSON Schema.',
    description: `\`bp\` bundles \`integration.definition.ts\`, runs it and sends what it exports. A definition that cannot be bundled or
run, that exports something else, or whose schema the SDK refuses to convert (\`z.date()\`, \`z.bigint()\`, \`z.nativeEnum()\` with
the SDK's present transformer) cannot be deployed, and nothing else about it can be checked.

The finding is at the cause and says what to do: an import of \`bp_modules/…\` needs \`bp add\` or \`bp install\`, one of
\`.botpress\` needs \`bp gen\`, a package has to be installed. An error that the definition throws is reported at the line of
the project's own code that threw it. A definition that does not end within 20 seconds is stopped.`,
    messages: {},
    visit: {},
    examples: {
      bad: [],
      good: [{ document: { name: 'acme', version: '1.0.0', actions: {} } }],
    },
  }),
]
