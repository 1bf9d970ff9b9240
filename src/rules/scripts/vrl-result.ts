import { listed, quote } from '../../findings/text'
import { takesEachBranch } from '../../vrl/branches'
import type { VrlCompiler } from '../../vrl/compiler'
import { unknownFields } from '../../vrl/fields'
import { lex } from '../../vrl/lexer'
import { nullReads } from '../../vrl/null-reads'
import { readScript, type VrlReading } from '../../vrl/reading'
import { RESPONSE_KEYS, responseFaults } from '../../vrl/response'
import { isScalar, mayBe, type SampleResult, shortType, trySamples } from '../../vrl/results'
import { eventOf, type ResultType, SCRIPT_TYPES, type ScriptType, type ScriptTypeFacts } from '../../vrl/script-types'
import { hasSoundTypes } from '../../vrl/sound-types'
import { type InferredResult, inferResult } from '../../vrl/types'
import { defineRule } from '../define-rule'
import { aboutScript, codeShown } from './describe-diagnostic'

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
  summary: 'A VRL script can return a result that the platform can use.',
  description: `The result of a script is the value of its last expression.

- A link template script must give a string, or the link cannot be shown.
- A fallback handler script must give an object with \`status\` (100 to 599), \`headers\` and \`body\`, all of them optional:
  \`{}\` is legal. An \`if\` without an \`else\` gives \`null\` when its condition does not hold.
- An extract script gives the identifier, or \`null\` where the request has none. One that can only give \`null\`, a boolean, an
  object or an array never identifies anybody, and neither does one without code. The same holds for the scripts of a
  sandbox.

The compiler infers the types of what a script gives at its end and of what it returns, branch by branch; it knows that
the fields of the event are text. If the type remains unknown, the script is run on samples: a link script in production
and in staging, the others on requests of several kinds. Scripts that identify a user or return a message also run on
requests that contain every field which they read. A run that ends without a value (\`abort\`, a function with \`!\`
that fails) proves nothing. An extract script is reported if every branch ran and all samples give the same useless
type. In a response, the rule checks the literal values of the script, also in branches, variables and \`return\`.`,
  messages: {
    empty: ({ script, wanted }: { script: string; wanted: ResultType }, at) =>
      `${at() || script} must give ${WANTED[wanted]}; this has no code and always gives null.`,
    never: ({ script, wanted, found }: { script: string; wanted: ResultType; found: string }, at) =>
      `${at() || script} must give ${WANTED[wanted]}; this gives ${found}.`,
    aborts: ({ script, wanted }: { script: string; wanted: ResultType }, at) =>
      `${at() || script} must give ${WANTED[wanted]}; this always ends with "abort".`,
    sometimes: (
      {
        script,
        wanted,
        found,
        sample,
      }: {
        script: string
        wanted: ResultType
        found: string
        sample: string
      },
      at,
    ) => `${at() || script} must give ${WANTED[wanted]}; ${sample}, this gives ${found}.`,
    key: ({ key, known }: { key: string; known: string[] }, at) =>
      aboutScript(at, `A response has no ${quote(key)}; it consists of ${listed(known, 'and')}.`),
    status: ({ status }: { status: string }, at) =>
      aboutScript(at, `${status} is not an HTTP status; it must be a number from 100 to 599.`),
    unfinished: ({ sample, reason }: { sample: string; reason: string }, at) =>
      `The result of ${at() || 'the script'} is not known, because its run was given up ${sample}. ${reason}`,
  },
  visit: {
    script({ source, pointer, type }, report, { vrl, kind, project }) {
      if (type === undefined) return
      const facts: ScriptTypeFacts = SCRIPT_TYPES[type]
      const { name: script, result: wanted } = facts
      const isScalarWanted = wanted === 'identifier' || wanted === 'message'
      if (source.trim() === '') {
        // In a body, some authors write a blank script to say that there is no link or response.
        const isFile = kind === 'script' || project !== undefined
        if (isFile || isScalarWanted) report(pointer, 'empty', { script, wanted })
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
      if (tokens.every(({ type: token }) => token === 'end')) {
        report(place, 'empty', { script, wanted })
        return
      }
      // An expression that never returns has every type.
      const mayAbort = tokens.some(({ text }) => text === 'abort')
      const isSound = !mayAbort && hasSoundTypes(compiler, source, type)
      const inferred = isSound ? undefined : inferredResult(compiler, source, facts)
      if (inferred?.types.size === 0) {
        if (isScalarWanted) report(place, 'aborts', { script, wanted })
        return
      }
      if (inferred !== undefined && !mayBe(inferred.types, wanted)) {
        // A null that is due to an impossible field is reported by another rule.
        const isNull = inferred.types.size === 1 && inferred.types.has('null')
        if (isNull && readsNothing(compiler, source, reading, type)) return
        report(place, 'never', { script, wanted, found: codeShown(source, shortType(inferred)) })
        return
      }
      if (wanted === 'object') {
        for (const fault of responseFaults(source)) {
          const { span } = fault
          if (fault.type === 'status') report({ pointer, span }, 'status', { status: codeShown(source, fault.status) })
          else report({ pointer, span }, 'key', { key: codeShown(source, fault.key), known: [...RESPONSE_KEYS] })
        }
      }
      // The result is certainly a string or a number.
      if (isSound && wanted === 'string') return
      if (inferred?.types.size === 1 && USABLE_ALONE[wanted].some((one) => inferred.types.has(one))) return

      const results: SampleResult[] = []
      for (const result of trySamples(compiler, source, facts)) {
        results.push(result)
        const { type: given, sample, refusal } = result
        if (refusal !== undefined) {
          report(place, 'unfinished', { sample: sample.name, reason: refusal.message })
        } else if (isScalarWanted) {
          if (uselessType(results) === undefined) return
        } else if (isSound) {
          // The result is certainly an object, and a run has shown that the script ends.
          return
        } else if (given !== undefined && given !== wanted) {
          if (!readsNothing(compiler, source, reading, type))
            report(place, 'sometimes', { script, wanted, found: given, sample: sample.name })
          return
        }
      }
      const found = isScalarWanted ? uselessType(results) : undefined
      const events = results.map(({ sample }) => sample.event)
      // If all samples take the same branch, they do not cover the others.
      if (found !== undefined && takesEachBranch(compiler, source, events))
        report(place, 'never', { script, wanted, found })
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

/** The results that the platform can use, derived without running the script. */
const USABLE_ALONE = {
  string: ['string'],
  object: [],
  identifier: ['string', 'integer', 'float'],
  message: ['string'],
} as const satisfies Record<ResultType, readonly string[]>

/**
 * The result type that the compiler infers with the types of the event, or without them if the result is unusable
 * either way.
 */
function inferredResult(compiler: VrlCompiler, source: string, facts: ScriptTypeFacts): InferredResult | undefined {
  const typed = inferResult(compiler, source, facts.event)
  if (typed !== undefined && mayBe(typed.types, facts.result)) return typed
  const plain = inferResult(compiler, source, undefined)
  return plain !== undefined && (typed === undefined || !mayBe(plain.types, facts.result)) ? plain : typed
}

/** The type of a script's results, if all of them have the same type and it is unusable. */
function uselessType(results: readonly SampleResult[]): string | undefined {
  const types = new Set(results.map(({ type }) => type))
  const [type] = types
  return types.size === 1 && type !== undefined && type !== 'null' && !isScalar(type) ? type : undefined
}

/** Whether the script reads a field that is always null, which another rule reports. */
function readsNothing(compiler: VrlCompiler, source: string, reading: VrlReading, type: ScriptType): boolean {
  const fields = Object.keys(eventOf(type))
  return unknownFields(source, reading, fields).length > 0 || nullReads(compiler, source, type).length > 0
}
