import type { LintingArguments, NetworkArguments } from '../flags'

/** The flags of `compare`, as yargs has parsed them. */
export interface CompareArguments extends LintingArguments, NetworkArguments {
  old?: string
  new?: string
  suggest?: boolean
  fix?: boolean
  exec?: boolean
}
