import type { DocumentedRule, Messages, Preset, RuleDefinition, SeverityByPreset } from './contract'

const DEFAULT_PRESETS: readonly Preset[] = ['recommended', 'hub', 'strict']

/** Declares a rule: checks the types of messages, options and visitors against each other, and fills in defaults. */
export function defineRule<M extends Messages, Options = undefined>(
  definition: RuleDefinition<M, Options>,
): DocumentedRule {
  // The engine calls a rule only with the messages and options of this object, so their types can be dropped here.
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
