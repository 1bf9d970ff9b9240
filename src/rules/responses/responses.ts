import { quote } from '../../findings/text'
import type { Severity } from '../../findings/types'
import { type DocumentedRule, type Example, type Messages, PRESETS } from '../contract'
import { defineRule } from '../define-rule'
import { tableMessage } from '../table-message'

/** The description of a rule on answers; the command that fetches them finds the faults. */
interface ResponseRule {
  severity: Severity
  summary: string
  description: string
  messages: Messages
}

const ONLY_REMOTE =
  'Only `integration-lint remote` reports it: the rule looks at the exchange, not at the document, so it is silent on files.'

const TABLE = {
  'response-status': {
    severity: 'error',
    summary: 'A request is answered with the status 200.',
    description: `The API's OpenAPI description promises 200 for every one of these requests. An answer with another status of
success that holds an integration is linted all the same; one with a status of failure makes the run fail. ${ONLY_REMOTE}`,
    messages: {
      other: ({ status }: { status: number }) => `The answer has the status ${status}; 200 is expected.`,
    },
  },
  'response-content-type': {
    severity: 'error',
    summary: 'An answer has the content type of JSON.',
    description: `Clients decide by the \`Content-Type\` header whether they parse a body; the API's OpenAPI description promises
\`application/json\`. A body that is JSON is linted all the same. ${ONLY_REMOTE}`,
    messages: {
      missing: () => 'The answer has no content type; application/json is expected.',
      other: ({ contentType }: { contentType: string }) =>
        `The answer has the content type ${quote(contentType)}; application/json is expected.`,
    },
  },
  'response-envelope': {
    severity: 'error',
    summary: 'An answer has the integration in `integration`.',
    description: `The API's OpenAPI description requires it; clients cannot use an answer without it. ${ONLY_REMOTE}`,
    messages: {
      missing: () => 'The answer has no property "integration".',
    },
  },
  'response-envelope-closed': {
    severity: 'warning',
    summary: 'An answer has nothing beside `integration`.',
    description: `The API's OpenAPI description closes the envelope: a property beside \`integration\` is something new in the API, as an
unknown property of the integration is. ${ONLY_REMOTE}`,
    messages: {
      unknown: ({ property }: { property: string }) =>
        `The answer has the property ${quote(property)} beside "integration", which the API's description does not know.`,
    },
  },
  'response-identity': {
    severity: 'error',
    summary: 'An answer is about the integration that was asked for.',
    description: `The \`id\`, or the \`name\` and the exact \`version\`, of the request are those of the answer. A range or \`latest\` may be
answered with any version. ${ONLY_REMOTE}`,
    messages: {
      differs: ({ property, asked, answered }: { property: string; asked: string; answered: unknown }) =>
        `The request asked for the ${property} ${quote(asked)}; the answer is about ${quote(answered)}.`,
    },
  },
  'response-summary-agrees': {
    severity: 'warning',
    summary: 'The list and the integration itself agree.',
    description: `The list of integrations and the answer for a single one have the same title, visibility, dates and so
on. An integration that was updated between the two requests is not reported. ${ONLY_REMOTE}`,
    messages: {
      differs: ({ property, listed, answered }: { property: string; listed: unknown; answered: unknown }) =>
        `The list says that "${property}" is ${quote(listed)}; here it is ${quote(answered)}.`,
    },
  },
  'response-complete': {
    severity: 'warning',
    summary: 'An answer has every property that the API promises.',
    description: `The API's OpenAPI description requires some properties that are younger than many saved answers, so the schemas of this
tool do not require them: \`visibility\` and \`lifecycleStatus\`, and in the hub's list \`ownerWorkspace\` and \`meta\`. A live answer
should have them. ${ONLY_REMOTE}`,
    messages: {
      absent: ({ property }: { property: string }) =>
        `The property "${property}", which the API's description promises, is absent.`,
    },
  },
  'server-accepts': {
    severity: 'error',
    summary: "The API's own validation accepts the body.",
    description: `\`integration-lint remote --server-validate FILE\` sends a create or update body to the API's \`validate\` endpoint, which
checks it as a deployment would and changes nothing. The server's answer is reported in addition to the findings of
the other rules. It names no place, so the finding is on the whole document.`,
    messages: {
      refused: ({ message, status }: { message: string; status: number }) =>
        `The server refuses the body (${status}): ${message}`,
    },
  },
} as const satisfies Record<string, ResponseRule>

export type ResponseRuleId = keyof typeof TABLE

const GOOD: readonly Example[] = [{ document: { name: 'acme', version: '1.0.0', actions: {} } }]

/** Rules on the parts of an answer other than its body. They cannot be found in a document alone. */
export const rules: readonly DocumentedRule[] = Object.entries<ResponseRule>(TABLE).map(([id, rule]) =>
  defineRule({ id, category: 'responses', presets: PRESETS, ...rule, visit: {}, examples: { bad: [], good: GOOD } }),
)

/** The message of a rule on answers, and its data. */
export function responseMessage<Id extends ResponseRuleId, Message extends keyof (typeof TABLE)[Id]['messages']>(
  rule: Id,
  message: Message,
  ...data: Parameters<Extract<(typeof TABLE)[Id]['messages'][Message], (...data: never[]) => string>>
): { rule: Id; message: string; data: Record<string, unknown> } {
  return tableMessage(rule, TABLE[rule].messages, String(message), data[0])
}
