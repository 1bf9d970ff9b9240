import { isFields, own } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

/** Keywords that draft-07 does not know, with the keyword of draft-07 that is used instead, if any. */
const FOREIGN: Readonly<Record<string, string | undefined>> = {
  $defs: 'definitions',
  $anchor: '$id',
  $dynamicRef: '$ref',
  $dynamicAnchor: undefined,
  $recursiveRef: '$ref',
  $recursiveAnchor: undefined,
  $vocabulary: undefined,
  prefixItems: 'items',
  minContains: undefined,
  maxContains: undefined,
  unevaluatedItems: 'additionalItems',
  unevaluatedProperties: 'additionalProperties',
  dependentRequired: 'dependencies',
  dependentSchemas: 'dependencies',
  contentSchema: undefined,
  nullable: undefined,
  divisibleBy: 'multipleOf',
  disallow: 'not',
  extends: 'allOf',
}

export default defineRule({
  id: 'json-schema-dialect',
  category: 'embedded-schemas',
  severity: 'warning',
  summary: 'Embedded JSON Schemas are written in draft-07.',
  description: `The platform reads embedded schemas as JSON Schema draft-07. It ignores keywords of other dialects, so they have no
effect: a tuple in \`prefixItems\` checks nothing, and \`items: false\` beside it allows no items. A \`$schema\`
that names another dialect makes many validators refuse the schema as a whole.

Zod 4 writes 2020-12 by default; for draft-07, call \`z.toJSONSchema(schema, { target: 'draft-7' })\`.

The rule looks at \`$schema\` and at ${Object.keys(FOREIGN)
    .map((keyword) => `\`${keyword}\``)
    .join(', ')}. A field of such a name, and what an interface prescribes, are left alone.`,
  messages: {
    dialect: ({ path, dialect }: { path: string; dialect: string }) =>
      `${path} is ${quote(dialect)}; the platform reads embedded schemas as draft-07, "http://json-schema.org/draft-07/schema#".`,
    keyword: ({ path, instead }: { path: string; keyword: string; instead?: string }) =>
      `${path} is not a keyword of draft-07 and is ignored${instead === undefined ? '' : `; draft-07 has ${quote(instead)} instead`}.`,
    nullable: ({ path }: { path: string }) =>
      `${path} is a keyword of OpenAPI, which draft-07 ignores; write "type": ["string", "null"] or a branch of type "null".`,
    noItems: ({ path }: { path: string }) =>
      `${path} is false, so no items are allowed: draft-07 ignores the "prefixItems" beside it.`,
  },
  only: { subschema: { keywords: ['$schema', ...Object.keys(FOREIGN)] } },
  visit: {
    subschema(node, report, context) {
      const { value, embedded } = node
      if (embedded.fromInterface) return
      const dialect = own(value, '$schema')
      if (typeof dialect === 'string' && !DRAFT_07.test(dialect)) {
        const at = node.pointer.child('$schema')
        report(at, 'dialect', { path: pathIn(context, at), dialect })
      }
      for (const keyword of Object.keys(value)) {
        if (!Object.hasOwn(FOREIGN, keyword) || !wouldHaveEffect(keyword, value[keyword])) continue
        const at = node.pointer.child(keyword)
        const path = pathIn(context, at)
        const instead = FOREIGN[keyword]
        if (keyword === 'nullable') report({ pointer: at, target: 'key' }, 'nullable', { path })
        else {
          const data = { path, keyword, ...(instead === undefined ? {} : { instead }) }
          report({ pointer: at, target: 'key' }, 'keyword', data)
        }
      }
      if (own(value, 'items') === false && Object.hasOwn(value, 'prefixItems')) {
        const at = node.pointer.child('items')
        report(at, 'noItems', { path: pathIn(context, at) })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: {
            map: {
              type: 'integration',
              schema: {
                $schema: 'https://json-schema.org/draft/2020-12/schema',
                type: 'object',
                properties: { point: { type: 'array', prefixItems: [{ type: 'number' }], items: false } },
              },
            },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: { last: { type: 'user', schema: { properties: { at: { type: 'string', nullable: true } } } } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          states: {
            map: {
              type: 'integration',
              schema: {
                $schema: 'http://json-schema.org/draft-07/schema#',
                type: 'object',
                properties: { point: { type: 'array', items: [{ type: 'number' }], additionalItems: false } },
              },
            },
          },
        },
      },
    ],
  },
})

const DRAFT_07 = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/

/**
 * Whether a keyword would have an effect in its own dialect. `nullable: false` is the default, and `extends` or
 * `disallow` with another kind of value is a field in the wrong place.
 */
function wouldHaveEffect(keyword: string, value: unknown): boolean {
  switch (keyword) {
    case 'nullable':
      return value === true
    case 'extends':
    case 'disallow':
      return isFields(value) || Array.isArray(value) || typeof value === 'string'
    default:
      return true
  }
}
