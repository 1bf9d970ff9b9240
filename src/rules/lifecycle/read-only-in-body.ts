import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

// `maxExecutionTime` and `url` may be in every body, `dev` only in a create body. `update-immutable` reports the id of
// an update body.
const READ_ONLY = [
  'createdAt',
  'updatedAt',
  'iconUrl',
  'readmeUrl',
  'verificationStatus',
  'lifecycleStatus',
  'signingSecret',
  'meta',
  'ownerWorkspace',
  'workspaceId',
]

export default defineRule({
  id: 'read-only-in-body',
  category: 'lifecycle',
  severity: 'error',
  summary: 'Request bodies contain no property that the server sets.',
  description: `A body that was made from an answer of the API often still carries what the server alone decides: dates, the
verification, the addresses of icon and readme. The API's OpenAPI description allows none of them in a
body. The rule reports \`id\` (in a create body), ${READ_ONLY.map((name) => `\`${name}\``).join(', ')}.`,
  messages: {
    readOnly: ({ instead }: { property: string; instead?: string }, at) =>
      `${at()} is set by the server and not allowed in a request body${instead === undefined ? '' : `; send ${quote(instead)}`}.`,
  },
  supersededBy: ['no-committed-secrets'],
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'create' && form !== 'update') return
      for (const property of form === 'create' ? CREATE : READ_ONLY) {
        if (!Object.hasOwn(value, property)) continue
        const instead = INSTEAD.get(property)
        report({ pointer: pointer.child(property), target: 'key' }, 'readOnly', {
          property,
          ...(instead === undefined ? {} : { instead }),
        })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          createdAt: '2025-03-01T10:00:00Z',
          iconUrl: 'https://acme.example/icon.svg',
        },
        as: 'create-body',
      },
    ],
    good: [
      {
        document: { name: 'acme', version: '1.0.0', icon: 'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=' },
      },
    ],
  },
})

const CREATE = ['id', ...READ_ONLY]

const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['iconUrl', 'icon'],
  ['readmeUrl', 'readme'],
])
