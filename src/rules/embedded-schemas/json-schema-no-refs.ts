import { own } from '../../document/values'
import { didYouMean, quote, suggestion, typeName } from '../../findings/text'
import { definitionReferences, isEndless, resolveReference } from '../../schema/embedded/references'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'json-schema-no-refs',
  category: 'embedded-schemas',
  severity: 'error',
  summary: 'No `$ref` in an embedded JSON Schema leads out of it or to nothing.',
  description: `An embedded schema stands alone: it is stored, shown as a form and compiled apart from the project that it came
from. A \`$ref\` to a file, to a URL, to the name of an entity of an interface (the placeholder of a generic schema), or
to a definition that was not copied along can be resolved by nobody, and the schema is refused or checks nothing.

A \`$ref\` that resolves inside the same embedded schema (\`#\`, \`#/definitions/address\`, the \`$id\` of a part) is left
alone, and so are a field that is named \`$ref\` and a \`$ref\` inside \`default\`, \`examples\`, \`enum\` and \`const\`,
which are data. Nothing is ever fetched.`,
  messages: {
    remote: ({ reference }: { reference: string }) =>
      `"$ref" leads to another document, ${quote(reference)}, which is never fetched; write the schema in its place.`,
    unknown: ({ reference }: { reference: string }) =>
      `"$ref" is ${quote(reference)}, which nothing in this schema is called; write the schema in its place.`,
    dangling: ({ reference, meant }: { reference: string; meant?: string }) =>
      `"$ref" is ${quote(reference)}, and there is nothing at that place of the schema.${suggestion(meant)}`,
    data: ({ reference, found }: { reference: string; found: string }) =>
      `"$ref" is ${quote(reference)}, and ${found} is at that place of the schema where a schema is required.`,
    malformed: ({ reference }: { reference: string }) =>
      `"$ref" is ${quote(reference)}, which is no reference; one looks like "#/definitions/address".`,
    endless: ({ reference }: { reference: string }) =>
      `"$ref" is ${quote(reference)}, which leads back to itself through nothing but references.`,
  },
  only: { subschema: { keywords: ['$ref'] } },
  visit: {
    subschema({ value, pointer, embedded }, report) {
      const reference = own(value, '$ref')
      if (typeof reference !== 'string') return
      const at = pointer.child('$ref')
      const resolution = resolveReference(reference, embedded.value)
      switch (resolution.to) {
        case 'schema':
          if (isEndless(reference, embedded.value)) report(at, 'endless', { reference })
          break
        case 'elsewhere':
          report(at, resolution.remote ? 'remote' : 'unknown', { reference })
          break
        case 'nothing': {
          const meant = didYouMean(reference, definitionReferences(embedded.value))
          report(at, 'dangling', { reference, ...(meant === undefined ? {} : { meant }) })
          break
        }
        case 'data':
          report(at, 'data', { reference, found: typeName(resolution.value) })
          break
        case 'malformed':
          report(at, 'malformed', { reference })
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
