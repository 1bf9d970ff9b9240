import { own } from '../../document/values'
import { didYouMean, quote, suggestion, typeName } from '../../findings/text'
import { definitionReferences, isEndless, resolveReference } from '../../schema/embedded/references'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'json-schema-no-refs',
  category: 'embedded-schemas',
  severity: 'error',
  summary: 'Every `$ref` in an embedded JSON Schema resolves within it.',
  description: `An embedded schema stands alone: it is stored, shown as a form and compiled apart from the project that it came
from. A \`$ref\` to a file, to a URL, to the name of an entity of an interface (the placeholder of a generic schema), or
to a definition that was not copied along cannot be resolved, and the schema is refused or checks nothing.

A \`$ref\` that resolves inside the same embedded schema (\`#\`, \`#/definitions/address\`, the \`$id\` of a part) is left
alone, and so are a field that is named \`$ref\` and a \`$ref\` inside \`default\`, \`examples\`, \`enum\` and \`const\`,
which are data. Nothing is ever fetched.`,
  messages: {
    remote: ({ path, reference }: { path: string; reference: string }) =>
      `${path} leads to another document, ${quote(reference)}, which is never fetched; write the schema in its place.`,
    unknown: ({ path, reference }: { path: string; reference: string }) =>
      `${path} is ${quote(reference)}, which names nothing in this schema; write the schema in its place.`,
    dangling: ({ path, reference, meant }: { path: string; reference: string; meant?: string }) =>
      `${path} is ${quote(reference)}, but the schema has nothing at that place.${suggestion(meant)}`,
    data: ({ path, reference, found }: { path: string; reference: string; found: string }) =>
      `${path} is ${quote(reference)}, but the schema has ${found} at that place, where a schema is required.`,
    malformed: ({ path, reference }: { path: string; reference: string }) =>
      `${path} is ${quote(reference)}, which is not a reference; a reference looks like "#/definitions/address".`,
    endless: ({ path, reference }: { path: string; reference: string }) =>
      `${path} is ${quote(reference)}, which leads back to itself through references only.`,
  },
  only: { subschema: { keywords: ['$ref'] } },
  visit: {
    subschema({ value, pointer, embedded }, report, context) {
      const reference = own(value, '$ref')
      if (typeof reference !== 'string') return
      const at = pointer.child('$ref')
      const resolution = resolveReference(reference, embedded.value)
      if (resolution.to === 'schema' && !isEndless(reference, embedded.value)) return
      const path = pathIn(context, at)
      switch (resolution.to) {
        case 'schema':
          report(at, 'endless', { path, reference })
          break
        case 'elsewhere':
          report(at, resolution.remote ? 'remote' : 'unknown', { path, reference })
          break
        case 'nothing': {
          const meant = didYouMean(reference, definitionReferences(embedded.value))
          report(at, 'dangling', { path, reference, ...(meant === undefined ? {} : { meant }) })
          break
        }
        case 'data':
          report(at, 'data', { path, reference, found: typeName(resolution.value) })
          break
        case 'malformed':
          report(at, 'malformed', { path, reference })
          break
        default:
          resolution satisfies never
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          events: {
            orderPlaced: {
              schema: {
                type: 'object',
                properties: {
                  order: { $ref: 'https://acme.example/order.json' },
                  item: { $ref: 'item' },
                  address: { $ref: '#/definitions/adress' },
                },
                definitions: { address: { type: 'object' } },
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
          events: {
            orderPlaced: {
              schema: {
                type: 'object',
                properties: { address: { $ref: '#/definitions/address' }, $ref: { type: 'string' } },
                definitions: { address: { type: 'object' } },
              },
            },
          },
        },
      },
    ],
  },
})
