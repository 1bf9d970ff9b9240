import { isFields } from '../../document/values'
import { quote } from '../../findings/text'
import { isPlain } from '../../schema/embedded/survey'
import { embeddedSchema } from '../../schema/generated/validators'
import { explainFaults } from '../../schema/validate'
import { PRESETS } from '../contract'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'
import { withConfiguration } from './example'
import { misspeltZuiKey } from './zui-keys'

export default defineRule({
  id: 'x-zui-valid',
  category: 'embedded-schemas',
  severity: 'warning',
  presets: PRESETS,
  summary: 'Every `x-zui` has the form that the platform reads.',
  description: `The extension \`x-zui\` says how a field is shown. The platform does not report a value in another form than it
expects: it shows the field without it, and a misspelt \`secret\` shows a credential in clear text.

The rule checks \`title\` and \`placeholder\` (strings), \`secret\`, \`tooltip\` and \`coerce\` (booleans), \`hidden\` and
\`disabled\` (booleans, or the text of a function), and \`displayAs\` (the component's ID and its parameters). Other keys
are allowed, as the platform adds some of its own (\`def\`); only one that is a letter away from a key of that list is
reported as misspelt. What an interface prescribes is left alone.`,
  messages: {
    fault: ({ explanation }: { keyword: string; explanation: string }) => explanation,
    misspelt: ({ path, key, meant }: { path: string; key: string; meant: string }) =>
      `${path} has the key ${quote(key)}, which the platform does not read. Did you mean ${quote(meant)}?`,
  },
  only: { subschema: { keywords: ['x-zui'] } },
  visit: {
    subschema(node, report, context) {
      if (isPlain(node.embedded) || node.embedded.fromInterface) return
      const { value, pointer } = node
      const zui = value['x-zui']
      // The schema of embedded schemas describes the extension, too.
      if (!embeddedSchema({ 'x-zui': zui })) {
        for (const { rule, message, data, path } of explainFaults(
          embeddedSchema.errors ?? [],
          { 'x-zui': zui },
          undefined,
          pointer.keysBelow(context.resourcePointer),
        )) {
          const keyword = rule.slice(rule.indexOf('/') + 1)
          report(pointer.child(...path), 'fault', { ...data, keyword, explanation: message })
        }
      }
      if (!isFields(zui)) return
      for (const key of Object.keys(zui)) {
        const meant = misspeltZuiKey(key)
        if (meant === undefined || Object.hasOwn(zui, meant)) continue
        report({ pointer: pointer.child('x-zui', key), target: 'key' }, 'misspelt', {
          path: pathIn(context, pointer.child('x-zui')),
          key,
          meant,
        })
      }
    },
  },
  fix: {
    safe: true,
    summary: 'A misspelt key is written as the platform reads it.',
    propose({ path, data: { key, meant } }) {
      if (typeof key !== 'string' || typeof meant !== 'string') return undefined
      return { title: `Rename ${quote(key)} to ${quote(meant)}`, changes: [{ type: 'rename', path, key: meant }] }
    },
  },
  examples: {
    bad: [
      {
        document: withConfiguration({
          apiKey: { type: 'string', 'x-zui': { title: 'API key', secrets: true } },
          region: { type: 'string', 'x-zui': { title: 'Region', hidden: 1 } },
        }),
      },
    ],
    good: [
      {
        document: withConfiguration({
          apiKey: { type: 'string', 'x-zui': { title: 'API key', secret: true } },
          region: { type: 'string', 'x-zui': { title: 'Region', hidden: '(form) => !form.useRegions' } },
        }),
      },
    ],
  },
})
