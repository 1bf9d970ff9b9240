import type { Pointer } from '../../document/pointer'
import { longWordsAround } from '../../document/survey'
import { findTokens, isPlaceholder } from '../../document/token-forms'
import { isFields, own } from '../../document/values'
import { quote } from '../../findings/text'
import type { RuleReport } from '../contract'
import { defineRule } from '../define-rule'
import { writtenSecrets } from './script-secrets'

export default defineRule({
  id: 'no-committed-secrets',
  category: 'lifecycle',
  severity: 'error',
  conceals: true,
  summary: 'The document contains no signing secret, no value of a secret and no token.',
  description: `A document that is linted is a file, and files are committed, shared and logged. Secrets do not belong
in it: the \`signingSecret\` with which a newer API answers, the value of an entry of \`secrets\` in a request body
(the CLI asks for it or takes it from the command line), and tokens of a well-known form in any other text, for
instance in a script, a description or the default of a field.

In a script, a text is a secret, too, if the script does one of these, directly or through variables:

- compares it with a credential of the request (\`q."hub.verify_token" == "…"\`), or searches for it in one
  (\`contains(.headers.authorization, "…")\`),
- assigns it to a name of a credential (\`VERIFY_TOKEN = "…"\`, \`password, err = string("…")\`),
- signs with it (\`hmac(.body, "…")\`),
- puts it into an address (\`"…?client_secret=…"\`).

Declare it in \`secrets\`, where the script reads it.

Names of secrets and words such as \`unknown\` are not secrets, and neither are \`null\`, placeholders such as \`<token>\`, \`\${TOKEN}\` or \`xxx\`, and the
sample tokens of documentations. The rule never prints a value: a message holds the kind of the token and at most four
characters of the marker by which it was recognised. A secret that was found is known to others: revoke it, do not only
remove it.`,
  messages: {
    signingSecret: (_data: undefined, at) =>
      `${at()} is a secret of the integration; remove it, and replace it with a new one.`,
    secret: (_data: { name: string }, at) =>
      `${at()} holds the value of the secret; remove it, and set it when you deploy.`,
    token: ({ kind, marker }: { kind: string; marker: string }, at) =>
      `${at() || 'The document'} ${holdsToken(kind, marker)}`,
    tokenInScript: ({ kind, marker }: { kind: string; marker: string }) => `The script ${holdsToken(kind, marker)}`,
    written: ({ name }: { name: string }, at) =>
      `${at() || 'The script'} holds the value of ${quote(name)}; declare a secret, read it as ".secrets.NAME", and replace this one.`,
  },
  visit: {
    secret({ name, pointer, value }, report) {
      if (isSecretValue(name, value) && findTokens(name).length === 0) report(pointer, 'secret', { name })
    },
    script({ source, pointer }, report, { kind }) {
      // In other documents, the check below covers every text.
      if (kind === 'script') {
        for (const { kind: token, marker, start, end } of findTokens(source)) {
          report({ pointer, span: [start, end] }, 'tokenInScript', { kind: token, marker })
        }
      }
      for (const { name, span } of writtenSecrets(source)) {
        report({ pointer, span }, 'written', { name: findTokens(name).length === 0 ? name : '…' })
      }
    },
    resource({ value, pointer }, report) {
      const longWords = longWordsAround(value)
      const mayHoldToken = longWords === undefined || longWords.some((text) => findTokens(text).length > 0)
      if (!mayHoldToken && !Object.hasOwn(value, 'signingSecret')) return
      const stack: VisitedValue[] = [{ value, pointer, named: true }]
      const secrets = own(value, 'secrets')
      for (let holder = stack.pop(); holder !== undefined; holder = stack.pop()) {
        const { value: container } = holder
        if (Array.isArray(container)) {
          for (let index = 0; index < container.length; index += 1) look(container[index], index, holder, stack, report)
        } else if (isFields(container)) {
          for (const key of Object.keys(container)) {
            const child = container[key]
            const tokens = findTokens(key)
            for (const { kind, marker } of tokens) report(holder.pointer, 'token', { kind, marker })
            if (container === value && key === 'signingSecret' && isSecretValue(key, child)) {
              report(pointer.child(key), 'signingSecret')
            } else if (container !== secrets || !isSecretValue(key, child)) {
              look(child, key, tokens.length === 0 ? holder : { ...holder, named: false }, stack, report)
            }
          }
        }
      }
    },
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: '1.0.0', secrets: { API_KEY: 'correct-horse-battery-staple' } } },
      {
        document: { name: 'acme', version: '1.0.0', signingSecret: 'correct-horse-battery-staple' },
        as: 'integration',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: {
            extractScript: 'parse_json!(.body).id\n',
            fallbackHandlerScript:
              'if parse_query_string!(.query)."hub.verify_token" == "correct-horse" { { "status": 200 } } else { { "status": 403 } }\n',
          },
        },
      },
    ],
    good: [
      { document: { name: 'acme', version: '1.0.0', secrets: { API_KEY: null } } },
      { document: { name: 'acme', version: '1.0.0', secrets: { API_KEY: '<your key>' } } },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          secrets: { VERIFY_TOKEN: null },
          identifier: {
            extractScript: 'parse_json!(.body).id\n',
            fallbackHandlerScript:
              'if parse_query_string!(.query)."hub.verify_token" == .secrets.VERIFY_TOKEN { { "status": 200 } } else { { "status": 403 } }\n',
          },
        },
      },
    ],
  },
})

function holdsToken(kind: string, marker: string): string {
  return `holds ${kind}${marker === '' ? '' : ` (${marker}…)`}; remove it, and revoke it.`
}

interface VisitedValue {
  value: unknown
  pointer: Pointer
  /**
   * Whether the message may name the key. A pointer contains keys: if a key is itself a token, everything below it is
   * reported at the object that has the key.
   */
  named: boolean
}

function look(
  value: unknown,
  key: string | number,
  { pointer, named }: VisitedValue,
  stack: VisitedValue[],
  report: RuleReport<{ token: (data: { kind: string; marker: string }) => string }>,
): void {
  if (typeof value === 'string') {
    for (const { kind, marker, start, end } of findTokens(value)) {
      report(named ? { pointer: pointer.child(key), span: [start, end] } : pointer, 'token', { kind, marker })
    }
  } else if (typeof value === 'object' && value !== null) {
    stack.push({ value, pointer: named ? pointer.child(key) : pointer, named })
  }
}

function isSecretValue(name: string, value: unknown): value is string {
  return typeof value === 'string' && !isPlaceholder(value, name)
}
