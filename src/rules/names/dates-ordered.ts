import { stringAt } from '../../document/values'
import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'dates-ordered',
  category: 'names',
  severity: 'info',
  summary: 'An integration was not updated before it was created: `createdAt` ≤ `updatedAt`.',
  description: `The server sets both dates, and sets \`updatedAt\` to \`createdAt\` when it creates the integration. A
document in which the order is reversed was edited by hand or put together from two answers.

The rule compares points in time rather than texts, since the same time can be written in two time zones. The schema
reports a malformed date, and a date in a request body, where neither is allowed.`,
  messages: {
    reversed: ({ createdAt, updatedAt }: { createdAt: string; updatedAt: string }) =>
      `updatedAt is ${quote(updatedAt)}, which is before createdAt, ${quote(createdAt)}.`,
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form !== 'resource' && form !== 'summary') return
      const createdAt = stringAt(value, 'createdAt')
      const updatedAt = stringAt(value, 'updatedAt')
      if (createdAt === undefined || updatedAt === undefined || createdAt === updatedAt) return
      if (!DATE_TIME.test(createdAt) || !DATE_TIME.test(updatedAt)) return
      // A date that does not exist is NaN, and compares as neither before nor after.
      if (Date.parse(updatedAt) < Date.parse(createdAt)) {
        report(pointer.child('updatedAt'), 'reversed', { createdAt, updatedAt })
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
          updatedAt: '2025-02-28T10:00:00Z',
        },
        as: 'integration',
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          createdAt: '2025-03-01T10:00:00+02:00',
          updatedAt: '2025-03-01T09:00:00Z',
        },
        as: 'integration',
        note: 'An hour later, although the text looks earlier.',
      },
    ],
  },
})

/** RFC 3339, as the schema's `date-time`; anything else has no instant to compare. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,20})?(?:Z|[+-]\d\d:\d\d)$/i
