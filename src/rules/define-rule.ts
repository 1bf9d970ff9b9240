import type { DocumentedRule, Messages, Preset, RuleDefinition } from './contract'

const DEFAULT_PRESETS: readonly Preset[] = ['recommended', 'hub', 'strict']

/** Declares a rule: checks the types of messages, options and visitors against each other, and fills in defaults. */
export function defineRule<M extends Messages, Options = undefined>(
  definition: RuleDefinition<M, Options>,
): DocumentedRule {
  // A rule is called with its own messages and options only, which the engine takes from this very
  // object; outside of it their types are of no interest.
  return { presets: DEFAULT_PRESETS, ...definition } as unknown as DocumentedRule
}
