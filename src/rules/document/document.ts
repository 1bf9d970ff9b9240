import type { DocumentedRule } from '../contract'
import { layerRules } from '../syntax/syntax'

/** The faults that the recognition of kinds finds. */
export const rules: readonly DocumentedRule[] = layerRules('document', [
  {
    name: 'unknown-kind',
    summary: 'A file named on the command line is an integration document.',
    description: `The tool recognises API responses (integration, public integration, integration list) and request bodies (create,
update). A file that was only found in a directory or by a pattern and is something else is skipped; one that you named is
reported. \`--as KIND\` or an override in the configuration says what a file is.`,
    bad: [{ document: { name: 'a-package', version: '1.0.0', scripts: { test: 'true' }, dependencies: {} } }],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: {} } }],
    supersededBy: ['response-envelope'],
  },
  {
    name: 'empty',
    severity: 'warning',
    summary: 'A document contains something to check.',
    description: `A list without integrations and an update body without properties are valid, so a report without
findings would look as if their content had been checked. Perhaps the file was emptied, or the command that wrote it
failed.`,
    bad: [
      { document: { integrations: [], meta: {} }, as: 'integration-list' },
      { document: {}, as: 'update-body' },
    ],
    good: [{ document: { title: 'Acme' }, as: 'update-body' }],
  },
  {
    name: 'too-many-findings',
    summary: 'A document has no more findings than a report lists.',
    description: `A report lists at most 131,072 findings of one document, and fewer where they stand below very long keys. When
there are more, this finding says how many are left out, so that the report does not look complete. No real document
comes near that limit.`,
    bad: [],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: {} } }],
  },
])
