import { distance } from 'fastest-levenshtein'
import { quote } from '../findings/text'
import { explainErrors } from '../schema/explain'
import { embeddedSchema } from '../schema/generated/validators'
import { defineRule } from './define-rule'
import { isFields } from './values'

/** The keys of `x-zui` that the schema of embedded schemas describes. */
export const ZUI_KEYS: readonly string[] = [
  'title',
  'placeholder',
  'secret',
  'tooltip',
  'coerce',
  'hidden',
  'disabled',
  'displayAs',
]

export default defineRule({
  id: 'x-zui-valid',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'What `x-zui` says of a field has the form that the platform reads.',
  description: `The extension \`x-zui\` tells the platform how to show a field. It is nobody's error when a value in it has another
form than the platform expects: the field is merely shown without it, and a \`secret\` that is misspelt shows a
credential in clear text.

Looked at are \`title\` and \`placeholder\` (strings), \`secret\`, \`tooltip\` and \`coerce\` (booleans), \`hidden\` and
\`disabled\` (booleans, or the text of a function), and \`displayAs\` (the component's ID and its parameters). Other keys
are allowed, as the platform adds some of its own (\`def\`); only one that is a letter away from a key of that list is
taken for a slip. What an interface prescribes is left alone.`,
  messages: {
    fault: ({ explanation }: { keyword: string; explanation: string }) => explanation,
    misspelt: ({ key, meant }: { key: string; meant: string }) =>
      `"x-zui" has the key ${quote(key)}, which the platform does not read. Did you mean ${quote(meant)}?`,
  },
  visit: {
    subschema({ value, pointer, embedded }, report) {
      if (embedded.generated || !Object.hasOwn(value, 'x-zui')) return
      const zui = value['x-zui']
      // The schema of embedded schemas describes the extension, too.
      if (!embeddedSchema({ 'x-zui': zui })) {
        for (const { rule, message, data, path } of explainErrors(embeddedSchema.errors ?? [], { 'x-zui': zui })) {
          const keyword = rule.slice(rule.indexOf('/') + 1)
          report(pointer.child(...path), 'fault', { ...data, keyword, explanation: message })
        }
      }
      if (!isFields(zui)) return
      for (const key of Object.keys(zui)) {
        const meant = misspelt(key)
        if (meant === undefined || Object.hasOwn(zui, meant)) continue
        report({ pointer: pointer.child('x-zui', key), target: 'key' }, 'misspelt', { key, meant })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            schema: {
              type: 'object',
              properties: {
                apiKey: { type: 'string', 'x-zui': { title: 'API key', secrets: true } },
                region: { type: 'string', 'x-zui': { title: 'Region', hidden: 1 } },
              },
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
          configuration: {
            schema: {
              type: 'object',
              properties: {
                apiKey: { type: 'string', 'x-zui': { title: 'API key', secret: true } },
                region: { type: 'string', 'x-zui': { title: 'Region', hidden: '(form) => !form.useRegions' } },
              },
            },
          },
        },
      },
    ],
  },
})

/** The key that was surely meant: the same but for case and hyphens, one letter, or two letters that changed places. */
function misspelt(key: string): string | undefined {
  if (key.length > MAX_KEY_LENGTH || ZUI_KEYS.includes(key)) return undefined
  const plain = plainLetters(key)
  return PLAIN_KEYS.find(
    ([letters]) => plain === letters || distance(plain, letters) === 1 || isTransposed(plain, letters),
  )?.[1]
}

/** Longer ones are no slips of the keys above. */
const MAX_KEY_LENGTH = 20

const PLAIN_KEYS = ZUI_KEYS.map((key) => [plainLetters(key), key] as const)

function plainLetters(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '')
}

function isTransposed(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length - 1; index += 1) {
    if (left[index] === right[index]) continue
    return (
      left[index] === right[index + 1] &&
      left[index + 1] === right[index] &&
      left.slice(index + 2) === right.slice(index + 2)
    )
  }
  return false
}
