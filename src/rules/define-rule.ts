import type { DocumentedRule, Messages, Preset, RuleDefinition, SeverityByPreset } from './contract'

const DEFAULT_PRESETS: readonly Preset[] = ['recommended', 'hub', 'strict']

/** Declares a rule: checks the types of messages, options and visitors against each other, and fills in defaults. */
export function defineRule<M extends Messages, Options = undefined>(
  definition: RuleDefinition<M, Options>,
): DocumentedRule {
  // A rule is called with its own messages and options only, which the engine takes from this very
  // object; outside of it their types are of no interest.
  return { ...definition, presets: severityByPreset(definition) } as unknown as DocumentedRule
}

function severityByPreset({
  presets = DEFAULT_PRESETS,
  severity,
}: Pick<RuleDefinition<Messages, unknown>, 'presets' | 'severity'>): SeverityByPreset {
  return isList(presets) ? Object.fromEntries(presets.map((preset) => [preset, severity])) : presets
}

// `Array.isArray` does not narrow a readonly array.
function isList(presets: readonly Preset[] | SeverityByPreset): presets is readonly Preset[] {
  return Array.isArray(presets)
}
