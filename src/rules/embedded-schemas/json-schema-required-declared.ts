import { formatPointer, valueAt } from '../../document/pointer'
import { arrayAt, fieldsAt, isFields } from '../../document/values'
import { didYouMean, quote, suggestion } from '../../findings/text'
import { requiredFaults } from '../../schema/embedded/required-names'
import { surelyDeclaresRequired } from '../../schema/embedded/survey'
import { defineRule } from '../define-rule'
import { removedItem, replacedByNear } from '../mending'
import { pathIn } from '../path-in'

/**
 * The maximum number of suggestions that are computed: each takes time, which a hostile document could use to stall the
 * run.
 */
const MAX_CANDIDATES = 100
const MAX_SUGGESTIONS = 50

export default defineRule({
  id: 'json-schema-required-declared',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'Every name in the `required` of an embedded JSON Schema is declared in its `properties`.',
  description: `A field that is required but not declared has no type, no title and no place in the form, and yet nothing
is valid without it. Usually the name is misspelt, or the field was renamed or removed and its name left behind.

A name counts as declared when it is in \`properties\` of the same schema, of a branch (\`allOf\`, \`anyOf\`, \`oneOf\`,
\`then\`, \`else\`, \`dependencies\`), or of the schema of which this one is a branch, so that
\`anyOf: [{ required: ["id"] }, { required: ["email"] }]\` beside the \`properties\` is right. Schemas with
\`patternProperties\` or a \`$ref\` are left alone, as is everything below \`not\` and \`if\`, and what an interface
prescribes. Where \`additionalProperties: false\` makes the schema impossible to satisfy, \`json-schema-consistent\`
reports it instead.`,
  messages: {
    undeclared: ({ path, property, meant }: { path: string; property: string; meant?: string }) =>
      `${path} is ${quote(property)}, which "properties" does not declare.${suggestion(meant)}`,
  },
  visit: {
    embeddedSchema(embedded, report, context) {
      if (surelyDeclaresRequired(embedded) || embedded.fromInterface) return
      for (const [index, { cause, pointer, name, declared }] of requiredFaults(embedded).entries()) {
        if (cause !== 'undeclared') continue
        const meant = index < MAX_SUGGESTIONS ? didYouMean(name, declared.slice(0, MAX_CANDIDATES)) : undefined
        const path = pathIn(context, pointer)
        report(pointer, 'undeclared', { path, property: name, ...(meant === undefined ? {} : { meant }) })
      }
    },
  },
  fix: {
    safe: true,
    summary:
      'A name that is near that of one field becomes that name; any other one is removed, and `required` with the last of them.',
    propose(finding) {
      const { path, root } = finding
      const schema = valueAt(root, formatPointer(path.slice(0, -2)))
      if (!isFields(schema)) return undefined
      const required = arrayAt(schema, 'required')
      const fields = Object.keys(fieldsAt(schema, 'properties')).filter((field) => !required.includes(field))
      return replacedByNear(finding, fields) ?? removedItem(finding, { withArray: true })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: {
            session: {
              type: 'user',
              schema: { type: 'object', properties: { userId: { type: 'string' } }, required: ['userID'] },
            },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: {
            session: {
              type: 'user',
              schema: { type: 'object', properties: { userId: { type: 'string' } }, required: ['userId'] },
            },
          },
        },
      },
    ],
  },
})
