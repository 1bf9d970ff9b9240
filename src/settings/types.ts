import type { Severity } from '../findings/types'

/** The setting of one rule. */
export interface RuleSetting {
  severity: Severity | 'off'
  /** The rule's options, complete: defaults filled in. Undefined for a rule without options. */
  options: unknown
}

/** The rules to run on a document, after presets, configuration and overrides are merged. */
export interface Settings {
  /** By rule id; a rule that is absent is off. */
  rules: ReadonlyMap<string, RuleSetting>
}
