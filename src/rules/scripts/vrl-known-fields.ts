import { didYouMean, listed, quote, suggestion } from '../../findings/text'
import { unknownFields } from '../../vrl/fields'
import { readScript } from '../../vrl/reading'
import { SCRIPT_TYPES } from '../../vrl/script-types'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'vrl-known-fields',
  category: 'scripts',
  severity: 'warning',
  summary: 'A VRL script reads fields that its event has.',
  description: `Each script of the platform runs on an event of its own. A link template script is given \`webhookId\`,
\`webhookUrl\` and \`env\`, and sometimes \`shareableId\` or \`source\`; the others are given the request: \`path\`, \`method\`,
\`query\`, \`body\`, \`headers\` and \`secrets\`. A field that the event does not have is \`null\`, and no compiler can know
that: a misspelt \`.webchookId\` becomes an empty string in a link.

Left alone are a field that the script itself assigns, one that it asks for with \`exists\`, and everything after the
script has replaced the event (\`. = parse_json!(.body)\`).`,
  messages: {
    unknown: ({ field, script, known, meant }: { field: string; script: string; known: string[]; meant?: string }) =>
      `${script} has no field ${quote(field)} in its event; it has ${listed(known, 'and')}.${suggestion(meant)}`,
  },
  visit: {
    script({ source, pointer, type }, report) {
      const reading = readScript(source)
      if (reading === undefined) return
      const { name: script, fields } = SCRIPT_TYPES[type]
      for (const { field, span } of unknownFields(source, reading, fields)) {
        const meant = didYouMean(field, fields)
        report({ pointer, span }, 'unknown', {
          field,
          script,
          known: [...fields],
          ...(meant === undefined ? {} : { meant }),
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
          configuration: {
            identifier: {
              linkTemplateScript:
                'webhookId = to_string!(.webchookId)\n"https://acme.com/install?state={{ webhookId }}"\n',
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
            identifier: {
              linkTemplateScript:
                'webhookId = to_string!(.webhookId)\n"https://acme.com/install?state={{ webhookId }}"\n',
            },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: '. = parse_json!(.body)\n.account.id\n' },
        },
        note: 'The body has taken the place of the event.',
      },
    ],
  },
})
