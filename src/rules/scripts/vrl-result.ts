import { unknownFields } from '../../vrl/fields'
import { readScript } from '../../vrl/reading'
import { inferredResult, mayBe, trySamples } from '../../vrl/results'
import { type ResultType, SCRIPT_TYPES } from '../../vrl/script-types'
import { defineRule } from '../define-rule'

const WANTED = { string: 'a string, the link', object: 'an object, the response' } as const

export default defineRule({
  id: 'vrl-result',
  category: 'scripts',
  severity: 'warning',
  summary: 'A link template script ends in a string, a fallback handler script in an object.',
  description: `The value of its last expression is what a script gives to the platform. A link template script must give a
string, or the link cannot be shown, and a fallback handler script an object with \`status\`, \`headers\` and \`body\`, all of
them optional: \`{}\` is legal. An \`if\` without an \`else\` gives \`null\` when its condition does not hold.

The compiler is asked for the type of the last expression. Where that leaves it open, the script is run on samples: a link
script in production and in staging, a fallback handler on requests of several kinds. A run that ends without a value
(\`abort\`, a function with \`!\` that fails) proves nothing. Extract scripts may give anything.`,
  messages: {
    never: ({ script, wanted, found }: { script: string; wanted: ResultType; found: string }) =>
      `${script} must give ${WANTED[wanted]}; this gives ${found}.`,
    sometimes: ({
      script,
      wanted,
      found,
      sample,
    }: {
      script: string
      wanted: ResultType
      found: string
      sample: string
    }) => `${script} must give ${WANTED[wanted]}; ${sample}, this gives ${found}.`,
  },
  visit: {
    script({ source, pointer, type }, report, { vrl }) {
      const facts = SCRIPT_TYPES[type]
      const { name: script, result: wanted } = facts
      if (wanted === undefined || source.trim() === '') return
      const compiler = vrl()
      if (compiler === undefined) return
      const { errors, refusal } = compiler.check(source)
      if (errors.length > 0 || refusal !== undefined) return
      const reading = readScript(source)
      if (reading === undefined) return
      const { result: span } = reading

      const inferred = inferredResult(compiler, source, wanted)
      if (inferred !== undefined && !mayBe(inferred, wanted)) {
        report({ pointer, span }, 'never', { script, wanted, found: inferred })
        return
      }
      // The type that the compiler infers is that of the last expression alone.
      if (inferred === undefined && !/\breturn\b/.test(source)) return
      // A misspelt field is null, and reported as what it is.
      if (unknownFields(source, reading, facts.fields).length > 0) return
      for (const { sample, type: found } of trySamples(compiler, source, facts)) {
        if (found === undefined || found === wanted) continue
        report({ pointer, span }, 'sometimes', { script, wanted, found, sample: sample.name })
        return
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
            identifier: { linkTemplateScript: '{ "url": "https://acme.com/install" }\n' },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: {
            extractScript: 'parse_json!(.body).id\n',
            fallbackHandlerScript:
              'query = parse_query_string!(.query)\nif query.challenge != null {\n  { "body": query.challenge }\n}\n',
          },
        },
        note: 'A request without a challenge is answered with `null`.',
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: { identifier: { linkTemplateScript: '"https://acme.com/install"\n' } },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: {
            extractScript: 'parse_json!(.body).id\n',
            fallbackHandlerScript:
              'query = parse_query_string!(.query)\nif query.challenge != null {\n  { "body": query.challenge }\n} else {\n  {}\n}\n',
          },
        },
      },
    ],
  },
})
