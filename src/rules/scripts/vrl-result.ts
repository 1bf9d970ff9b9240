import { listed, quote } from '../../findings/text'
import { unknownFields } from '../../vrl/fields'
import { lex } from '../../vrl/lexer'
import { nullReads } from '../../vrl/null-reads'
import { readScript, type VrlReading } from '../../vrl/reading'
import { RESPONSE_KEYS, responseFaults, writtenResponseFaults } from '../../vrl/response'
import { inferredResult, isScalar, mayBe, type SampleResult, shortType, trySamples } from '../../vrl/results'
import { type ResultType, SCRIPT_TYPES, type ScriptTypeFacts } from '../../vrl/script-types'
import { defineRule } from '../define-rule'
import { codeShown } from './describe-diagnostic'

const WANTED = {
  string: 'a string, the link',
  object: 'an object, the response',
  identifier: 'a string or a number, the identifier',
  message: 'a string, the text of the message',
} as const satisfies Record<ResultType, string>

export default defineRule({
  id: 'vrl-result',
  category: 'scripts',
  severity: 'warning',
  summary: 'A VRL script can give what the platform asks of it.',
  description: `The value of its last expression is what a script gives to the platform.

- A link template script must give a string, or the link cannot be shown.
- A fallback handler script must give an object with \`status\` (100 to 599), \`headers\` and \`body\`, all of them optional:
  \`{}\` is legal. An \`if\` without an \`else\` gives \`null\` when its condition does not hold.
- An extract script gives the identifier, or \`null\` where the request has none. One that can only give \`null\`, a boolean, an
  object or an array never identifies anybody, and neither does one without code. The same holds for the scripts of a
  sandbox.

The compiler is asked for the type of the last expression. Where that leaves it open, the script is run on samples: a link
script in production and in staging, the others on requests of several kinds. The scripts that identify somebody or give a message are run on requests that hold
all that they read as well: the headers, the keys of the query, the members of the body. A run that ends without a value (\`abort\`, a
function with \`!\` that fails) proves nothing, and an extract script that gives different types for different samples is
left alone. Of a response, only what the script itself writes is looked at.`,
  messages: {
    empty: ({ script, wanted }: { script: string; wanted: ResultType }) =>
      `${script} must give ${WANTED[wanted]}; this has no code and always gives null.`,
    never: ({ script, wanted, found }: { script: string; wanted: ResultType; found: string }) =>
      `${script} must give ${WANTED[wanted]}; this gives ${found}.`,
    aborts: ({ script, wanted }: { script: string; wanted: ResultType }) =>
      `${script} must give ${WANTED[wanted]}; this always ends with "abort".`,
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
    key: ({ key, known }: { key: string; known: string[] }) =>
      `A response has no ${quote(key)}; it consists of ${listed(known, 'and')}.`,
    status: ({ status }: { status: string }) => `${status} is not an HTTP status; it must be a number from 100 to 599.`,
    unfinished: ({ sample, reason }: { sample: string; reason: string }) =>
      `The result of the script is not known, because its run was given up ${sample}. ${reason}`,
  },
  visit: {
    script({ source, pointer, type }, report, { vrl }) {
      if (type === undefined) return
      const facts: ScriptTypeFacts = SCRIPT_TYPES[type]
      const { name: script, result: wanted } = facts
      const isScalarWanted = wanted === 'identifier' || wanted === 'message'
      if (source.trim() === '') {
        if (isScalarWanted) report(pointer, 'empty', { script, wanted })
        return
      }
      const compiler = vrl()
      if (compiler === undefined) return
      const { errors, refusal } = compiler.check(source)
      if (errors.length > 0 || refusal !== undefined) return
      const reading = readScript(source)
      if (reading === undefined) return
      const place = { pointer, span: reading.result }
      const { tokens } = lex(source)
      if (tokens.length === 0 && isScalarWanted) {
        report(place, 'empty', { script, wanted })
        return
      }
      // The compiler infers the type of the last expression alone, and overlooks what a closure assigns.
      const isOpen = tokens.some(({ text }) => text === 'return' || text === '->')
      const inferred = isOpen ? 'any' : inferredResult(compiler, source, wanted)
      if (inferred !== undefined && !mayBe(inferred, wanted)) {
        // What is null because of a field that cannot be there is reported as that.
        if (inferred === 'null' && readsNothing(source, reading, facts)) return
        report(place, 'never', { script, wanted, found: codeShown(source, shortType(inferred)) })
        return
      }
      if (!isOpen && isScalarWanted && /^abort\b/.test(source.slice(reading.result[0]))) {
        report(place, 'aborts', { script, wanted })
        return
      }
      // A string for certain.
      if (inferred === undefined && wanted !== 'object') return

      const written = wanted === 'object' ? writtenResponseFaults(source, reading) : []
      const results = trySamples(compiler, source, facts)
      const refused = results.find((result) => result.refusal !== undefined)
      if (refused?.refusal !== undefined) {
        report(place, 'unfinished', { sample: refused.sample.name, reason: refused.refusal.message })
      }
      // Samples that all take one branch say nothing of the others.
      const isBranching = tokens.some(({ text }) => BRANCHES.has(text))
      const found = isScalarWanted && !isBranching ? alwaysUseless(results) : undefined
      if (found !== undefined) report(place, 'never', { script, wanted, found })
      if (wanted === 'object') {
        const faults = [...written, ...results.flatMap(({ fields }) => responseFaults(source, fields))]
        const reported = new Set<number>()
        for (const fault of faults) {
          const { span } = fault
          if (reported.has(span[0])) continue
          reported.add(span[0])
          if (fault.type === 'status') report({ pointer, span }, 'status', { status: codeShown(source, fault.status) })
          else report({ pointer, span }, 'key', { key: codeShown(source, fault.key), known: [...RESPONSE_KEYS] })
        }
      }
      if (isScalarWanted || inferred === undefined || readsNothing(source, reading, facts)) return
      for (const { sample, type: given } of results) {
        if (given === undefined || given === wanted) continue
        report(place, 'sometimes', { script, wanted, found: given, sample: sample.name })
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

const BRANCHES: ReadonlySet<string> = new Set(['if', '??', '||', '&&'])

/** What a script gives for every sample, where that is of no use and the same kind of thing each time. */
function alwaysUseless(results: readonly SampleResult[]): string | undefined {
  const types = new Set(results.map(({ type }) => type))
  const [type] = types
  return types.size === 1 && type !== undefined && type !== 'null' && !isScalar(type) ? type : undefined
}

/** Whether it reads what is always null, which is reported as what it is. */
function readsNothing(source: string, reading: VrlReading, { event }: ScriptTypeFacts): boolean {
  return unknownFields(source, reading, Object.keys(event)).length > 0 || nullReads(source, reading, event).length > 0
}
