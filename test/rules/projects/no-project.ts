import type { ProjectFacts } from '../../../src/document/project-facts'

/** A project of which nothing is known. */
export const NO_PROJECT: ProjectFacts = {
  secrets: new Map(),
  unusedSecrets: [],
  unusedStates: [],
  unusedScripts: [],
  missingFiles: [],
  packageName: undefined,
  sdk: undefined,
  bpLintDisabled: undefined,
  isInCode: () => false,
}
