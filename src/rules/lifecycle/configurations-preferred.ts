import { fieldsAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'configurations-preferred',
  category: 'lifecycle',
  severity: 'info',
  presets: [],
  bpLint: true,
  summary: 'The fields of the configuration are declared in `configurations`, not in the single `configuration`.',
  description: `An integration can be configured in several ways (a token, OAuth …), each an entry of \`configurations\`
with a title, a description, a schema and a link of its own. The single \`configuration\` is the older form and is not
deprecated, so the rule is off. Turn it on if you want one form everywhere.

The rule checks a \`configuration\` whose schema declares fields; an empty one, which answers of the API always carry, is
left alone, and so are update bodies. \`bp lint\` has a rule of this kind, also off, that reports every integration
without \`configurations\`, even one that needs no configuration.`,
  messages: {
    single: ({ fields }: { fields: string[] }) =>
      fields.length === 1
        ? `configuration declares the field ${quote(fields[0])}; declare it in an entry of "configurations".`
        : `configuration declares ${fields.length} fields; declare them in an entry of "configurations".`,
  },
  visit: {
    configuration({ value, pointer, key }, report, { form }) {
      if (key !== undefined || form === 'update') return
      const fields = Object.keys(fieldsAt(fieldsAt(value, 'schema'), 'properties'))
      if (fields.length > 0) report({ pointer, target: 'key' }, 'single', { fields })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: { schema: { type: 'object', properties: { token: { type: 'string' } } } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configurations: { token: { schema: { type: 'object', properties: { token: { type: 'string' } } } } },
        },
      },
      { document: { name: 'acme', version: '1.0.0', configuration: { schema: { type: 'object', properties: {} } } } },
    ],
  },
})
