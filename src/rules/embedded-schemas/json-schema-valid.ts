import { MAX_REPORT_LENGTH } from '../../document/limits'
import { parsePointer } from '../../document/pointer'
import { fieldsAt, own } from '../../document/values'
import { quote } from '../../findings/text'
import { leadsThrough } from '../../schema/embedded/keywords'
import { faultOfPattern } from '../../schema/embedded/regular-expressions'
import { isPlain } from '../../schema/embedded/survey'
import { embeddedSchema } from '../../schema/generated/validators'
import { explainFaults } from '../../schema/validate'
import { PRESETS } from '../contract'
import { defineRule } from '../define-rule'
import { removedItem, replacedByNear } from '../mending'
import { pathIn } from '../path-in'
import { withConfiguration } from './example'

export default defineRule({
  id: 'json-schema-valid',
  category: 'embedded-schemas',
  severity: 'error',
  presets: PRESETS,
  summary: 'Every embedded JSON Schema is a valid JSON Schema of draft-07.',
  description: `The schemas of configurations, action inputs and outputs, events, states, entities and channel messages are
compiled by the platform and turned into forms. A keyword with an invalid value makes them unusable, or is
ignored, so that nothing is checked where something should be.

Each schema is compared with the meta-schema of
[draft-07](https://json-schema.org/draft-07/json-schema-validation) and the extensions of the platform
(\`discriminator\`, \`not: true\`, formats of its own); every fault is reported at its place inside the schema. A
\`pattern\`, and a name in \`patternProperties\`, must be a regular expression of ECMAScript, with the \`u\` flag or without;
it is compiled, never run.

Unknown keywords and formats are left alone, as the standard asks. \`x-zui-valid\` checks the
contents of \`x-zui\`, and \`json-schema-consistent\` whether the schema makes sense.`,
  messages: {
    fault: ({ explanation }: { keyword: string; explanation: string }) => explanation,
    pattern: ({ path, pattern, reason }: { path: string; pattern: string; reason: string }) =>
      `${path} is ${quote(pattern)}, which is not a regular expression: ${reason}.`,
    patternProperty: ({ path, pattern, reason }: { path: string; pattern: string; reason: string }) =>
      `${path} has the name ${quote(pattern)}, which is not a regular expression: ${reason}.`,
  },
  only: { subschema: { keywords: ['pattern', 'patternProperties'] } },
  visit: {
    embeddedSchema(node, report, { resourcePointer }) {
      const { value, pointer } = node
      if (isPlain(node) || embeddedSchema(value)) return
      // The first access to `instancePath` builds the path, which then stays in memory. Thousands of paths below a key
      // of a megabyte would exhaust it, so paths are read only up to the total length that a report can hold. Later
      // errors are kept without a look at their paths.
      let room = MAX_REPORT_LENGTH
      const errors = (embeddedSchema.errors ?? []).filter(({ keyword, instancePath }) => {
        // `if` only says that the branch beside it has failed.
        if (keyword === 'if') return false
        room -= instancePath.length
        return room < 0 || !(instancePath.includes('x-zui') && leadsThrough(parsePointer(instancePath), 'x-zui'))
      })
      for (const { rule, message, data, path, target } of explainFaults(
        errors,
        value,
        undefined,
        pointer.keysBelow(resourcePointer),
      )) {
        const keyword = rule.slice(rule.indexOf('/') + 1)
        report({ pointer: pointer.child(...path), target }, 'fault', { ...data, keyword, explanation: message })
      }
    },
    subschema({ value, pointer }, report, context) {
      const pattern = own(value, 'pattern')
      if (typeof pattern === 'string') {
        const reason = faultOfPattern(pattern)
        const at = pointer.child('pattern')
        if (reason !== undefined) report(at, 'pattern', { path: pathIn(context, at), pattern, reason })
      }
      for (const name of Object.keys(fieldsAt(value, 'patternProperties'))) {
        const reason = faultOfPattern(name)
        if (reason === undefined) continue
        const at = pointer.child('patternProperties', name)
        const path = pathIn(context, pointer.child('patternProperties'))
        report({ pointer: at, target: 'key' }, 'patternProperty', { path, pattern: name, reason })
      }
    },
  },
  fix: {
    safe: true,
    summary:
      'A value that is near one of the allowed ones (`"sting"`) becomes that one; a duplicate item of a list is removed.',
    propose(finding) {
      const { data, path } = finding
      const { keyword, allowed, second } = data
      if (keyword === 'enum' && Array.isArray(allowed)) return replacedByNear(finding, allowed)
      if (keyword !== 'unique-items' || typeof second !== 'number') return undefined
      return removedItem({ ...finding, path: [...path, String(second)] }, { withArray: false })
    },
  },
  examples: {
    bad: [
      {
        document: withConfiguration(
          { email: { type: 'sting' }, phone: { type: 'string', pattern: '(\\d+' } },
          { patternProperties: { '^[': {} } },
        ),
      },
    ],
    good: [
      {
        document: withConfiguration(
          { email: { type: 'string' }, phone: { type: 'string', pattern: '^(\\d+)$' } },
          { patternProperties: { '^x-': {} } },
        ),
      },
    ],
  },
})
