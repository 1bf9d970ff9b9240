import { didYouMean, listed, quote, suggestion } from '../../findings/text'
import { unknownFields } from '../../vrl/fields'
import { HTTP_METHODS, impossibleMethods } from '../../vrl/methods'
import { misusedTexts, type NullRead, nullReads } from '../../vrl/null-reads'
import { readScript } from '../../vrl/reading'
import { eventOf, SCRIPT_TYPES } from '../../vrl/script-types'
import { defineRule } from '../define-rule'
import { renamedSegment } from '../mending'
import { aboutScript, codeShown } from './describe-diagnostic'

export default defineRule({
  id: 'vrl-known-fields',
  category: 'scripts',
  severity: 'warning',
  summary: 'A VRL script reads fields that its event has.',
  description: `Each script of the platform runs on an event of its own. A link template script is given \`webhookId\`,
\`webhookUrl\` and \`env\`, and sometimes \`shareableId\` or \`source\`; the others are given the request: \`path\`,
\`method\`, \`query\`, \`body\`, \`headers\` and \`secrets\`. A field that the event does not have is \`null\`, which
the compiler accepts: a misspelt \`.webchookId\` becomes an empty string in a link.

All fields are text, apart from \`headers\` and \`secrets\`, which are objects of texts. A member of a text is always
\`null\`, too, also inside \`exists\`: the body is \`parse_json!(.body)\`, the query \`parse_query_string!(.query)\`, whose
names may hold dots (\`q."hub.mode"\`), and the names of headers are in lower case. The compiler infers the types, so that
variables, members of objects and branches are followed. A function that needs an object, an array or a number fails for
a text (\`keys!(.body)\`, \`object!(.body)\`). The method is one of HTTP, in upper case.

The rule does not report a field that the script itself assigns, a field of the event that it tests with \`exists\`
(\`exists(.rawBody)\`), or anything after the script has replaced the event (\`. = parse_json!(.body)\`). In a script
file whose name does not show its purpose, unknown fields are not reported either.`,
  messages: {
    unknown: (
      { field, script, known, meant }: { field: string; script: string; known: string[]; meant?: string },
      at,
    ) =>
      `${at() || script} has no field ${quote(field)} in its event; it has ${listed(known, 'and')}.${suggestion(meant)}`,
    missing: ({ path, holder, because, instead }: NullReadData, at) =>
      aboutScript(
        at,
        `"${path}" is always null: ${BECAUSE[because](holder)}.${instead === undefined ? '' : ` Write ${instead}.`}`,
      ),
    text: ({ name, argument, instead }: { name: string; argument: string; instead?: string }, at) =>
      aboutScript(
        at,
        `${quote(name)} never gets what it needs: "${argument}" is text.${instead === undefined ? '' : ` Give it ${instead}.`}`,
      ),
    method: ({ written, meant }: { written: string; meant?: string }, at) =>
      aboutScript(
        at,
        `The method is never ${quote(written)}: it is ${listed([...HTTP_METHODS], 'or')}.${meant === undefined ? '' : ` Write ${quote(meant)}.`}`,
      ),
  },
  visit: {
    script({ source, pointer, type }, report, { vrl }) {
      const reading = readScript(source)
      if (reading === undefined) return
      if (type !== undefined) {
        const { name: script, event } = SCRIPT_TYPES[type]
        const fields = Object.keys(event)
        for (const { field, span } of unknownFields(source, reading, fields)) {
          const meant = didYouMean(field, fields)
          report({ pointer, span }, 'unknown', {
            field,
            script,
            known: fields,
            ...(meant === undefined ? {} : { meant }),
          })
        }
      }
      const compiler = vrl()
      if (compiler === undefined) return
      for (const { path, holder, because, instead, span } of nullReads(compiler, source, type)) {
        report({ pointer, span }, 'missing', {
          path: codeShown(source, path),
          holder: codeShown(source, holder),
          because,
          ...(instead === undefined ? {} : { instead: codeShown(source, instead) }),
        })
      }
      for (const { name, argument, instead, span } of misusedTexts(compiler, source, type)) {
        report({ pointer, span }, 'text', {
          name,
          argument: codeShown(source, argument),
          ...(instead === undefined ? {} : { instead: codeShown(source, instead) }),
        })
      }
      const changesMethod = reading.paths.some(
        ({ assigned, segments }) => assigned && (segments.length === 0 || segments[0] === 'method'),
      )
      if (changesMethod || !Object.hasOwn(eventOf(type), 'method')) return
      for (const { written, meant, span } of impossibleMethods(source)) {
        report({ pointer, span }, 'method', {
          written: codeShown(source, written),
          ...(meant === undefined ? {} : { meant }),
        })
      }
    },
  },
  fix: {
    safe: true,
    summary: 'A field whose name is near that of one field of the event gets that name, wherever the script reads it.',
    propose(finding) {
      const { field, known } = finding.data
      return typeof field === 'string' && Array.isArray(known) ? renamedSegment(finding, [field], known) : undefined
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
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: '.body.team_id\n' },
        },
        note: 'The body is text: `parse_json!(.body).team_id`.',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'if .method == "post" { parse_json!(.body).team_id } else { null }\n' },
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

interface NullReadData {
  path: string
  holder: string
  because: NullRead['because']
  instead?: string
}

const BECAUSE = {
  string: (holder: string) => `"${holder}" is text, without members`,
  strings: (holder: string) => `"${holder}" is an object, not an array`,
  array: (holder: string) => `"${holder}" is an array, whose items are read by their numbers`,
  query: (holder: string) => `"${holder}" is text; the names of a query may hold dots, its values have no members`,
  case: (holder: string) => `the names in "${holder}" are in lower case`,
} as const satisfies Record<NullRead['because'], (holder: string) => string>
