import type { Fields } from '../../src/document/values'
import type { DocumentedRule, Messages, RuleDefinition } from '../../src/rules/contract'
import { defineRule } from '../../src/rules/define-rule'

/** A rule that reports nothing, for what is asked of rules as such. */
export function inertRule(id: string, more: Partial<RuleDefinition<Messages, unknown>> = {}): DocumentedRule {
  return defineRule({
    id,
    category: 'names',
    severity: 'error',
    summary: `What \`${id}\` asks holds.`,
    description: 'It is only an example.',
    messages: { wrong: () => 'It is wrong.' },
    visit: {},
    examples: { bad: [], good: [] },
    ...more,
  })
}

const OPTIONS: Readonly<Record<string, Fields>> = {
  pattern: { type: 'string', format: 'regex', description: 'What names must match.' },
  words: {
    type: 'array',
    items: { type: 'string', minLength: 2 },
    minItems: 1,
    uniqueItems: true,
    description: 'Words.',
  },
  limit: { type: 'integer', minimum: 1, exclusiveMaximum: 100, description: 'How many.' },
  prefix: { type: 'string', pattern: '^[a-z]*$', description: 'What names begin with.' },
  steps: {
    type: 'array',
    items: {
      type: 'object',
      properties: { name: { type: 'string', description: 'Name.' } },
      additionalProperties: false,
    },
    description: 'Steps.',
  },
  style: { enum: ['camel', 'kebab'], description: 'How names are written.' },
  more: {
    type: 'object',
    properties: { depth: { type: 'integer' }, within: { const: 'schema' } },
    required: ['depth'],
    additionalProperties: false,
    description: 'More.',
  },
  either: { anyOf: [{ type: 'boolean' }, { type: 'string', maxLength: 3 }], description: 'One or the other.' },
}

/** A custom rule with options of every shape. */
export const WORDS_RULE = inertRule('acme/words', {
  options: { schema: OPTIONS, defaults: { pattern: '^a', words: ['aa'], limit: 3 } },
})

/** A few rules that stand for all: of each preset, with options and without, with a namespace and without. */
export const SAMPLE_RULES: readonly DocumentedRule[] = [
  inertRule('schema/max-length', { presets: ['schema', 'recommended', 'hub', 'strict'], category: 'schema' }),
  inertRule('name-format', { options: { schema: OPTIONS, defaults: { pattern: '^a', words: ['aa'], limit: 3 } } }),
  inertRule('key-format', {
    severity: 'warning',
    presets: { recommended: 'warning', hub: 'error', strict: 'warning' },
  }),
  inertRule('icon-svg', { presets: ['hub'] }),
  inertRule('nested-titles', { presets: ['strict'], severity: 'info' }),
  inertRule('name-handle', { presets: [] }),
]
