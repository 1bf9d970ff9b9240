import { fieldsAt, stringAt } from '../../document/values'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'fallback-without-extract',
  category: 'references',
  severity: 'info',
  summary: 'A `fallbackHandlerScript` has an `extractScript` beside it.',
  description: `The \`extractScript\` finds out to which installation a request on the integration's shared URL belongs; the
\`fallbackHandlerScript\` answers the requests for which it found none. Without an \`extractScript\` none is ever found, and
the fallback answers every request. That is legal, and sometimes meant; more often the other script was forgotten.

Update bodies are left alone: a script that is absent there stays what it was.`,
  messages: {
    alone: () =>
      'identifier.fallbackHandlerScript has no "extractScript" beside it, so no request is ever identified and it answers every request.',
  },
  visit: {
    resource({ value, pointer }, report, { form }) {
      if (form === 'update' || form === 'summary') return
      const identifier = fieldsAt(value, 'identifier')
      if (!isScript(stringAt(identifier, 'fallbackHandlerScript'))) return
      if (isScript(stringAt(identifier, 'extractScript'))) return
      report(pointer.child('identifier', 'fallbackHandlerScript'), 'alone')
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { fallbackHandlerScript: '{ "status": 200 }' },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: '.query.state', fallbackHandlerScript: '{ "status": 200 }' },
        },
      },
    ],
  },
})

function isScript(source: string | undefined): boolean {
  return source !== undefined && source.trim() !== ''
}
