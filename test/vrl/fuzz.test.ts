import fc from 'fast-check'
import { loadVrl } from '../../src/runtime/vrl-runtime'
import { formatDiagnostic as describeDiagnostic } from '../../src/vrl/diagnostics'
import { lex } from '../../src/vrl/lexer'
import { readScript } from '../../src/vrl/reading'

const SEED = 20_240_601

/** What scripts are made of, and what breaks them. */
const PIECES = [
  '.',
  '.a',
  '."b c"',
  '.secrets.KEY',
  'x',
  'x = ',
  'x, err = ',
  'if ',
  'else ',
  '== 1',
  ' ?? ',
  '!',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  '"text"',
  '"{{ x }}"',
  '"é{{ y }}😀{{z}}"',
  '\\',
  '\\q',
  "s'raw'",
  "r'[a-z]'",
  "t'",
  '# note',
  '\n',
  ';',
  ', ',
  ': ',
  'to_string!(.a)',
  'upcas("b")',
  'parse_json(.c)',
  ' -> |k, v| ',
  'for_each({"a": 1})',
  '1.5',
  '-1',
  '%m',
  'é',
  '😀',
  '\ud83d',
  '\0',
] as const

const script = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(''))

describe('of whatever script', () => {
  test('tokens and paths lie in it, in their order', () => {
    fc.assert(
      fc.property(fc.oneof(script, fc.string({ unit: 'binary', maxLength: 60 })), (source) => {
        let end = 0
        for (const token of lex(source).tokens) {
          expect(token.start).toBeGreaterThanOrEqual(end)
          expect(source.slice(token.start, token.end)).toBe(token.text)
          expect(token.end).toBeGreaterThan(token.start)
          end = token.end
        }
        for (const { span, spans, segments } of readScript(source)?.paths ?? []) {
          expect(spans).toHaveLength(segments.length)
          for (const [from, to] of spans) {
            expect(from).toBeGreaterThanOrEqual(span[0])
            expect(to).toBeLessThanOrEqual(span[1])
          }
        }
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  test('errors and warnings lie in it, and are told in words', () => {
    fc.assert(
      fc.property(script, (source) => {
        const { errors, warnings } = loadVrl().check(source)
        for (const diagnostic of [...errors, ...warnings]) {
          const [start, end] = diagnostic.span
          expect(start).toBeLessThanOrEqual(end)
          expect(end).toBeLessThanOrEqual(source.length)
          expect(describeDiagnostic(source, diagnostic)).toMatch(/\S/)
        }
      }),
      { seed: SEED, numRuns: 400 },
    )
  })

  test('a fault of its tokens keeps it from compiling', () => {
    fc.assert(
      fc.property(script, (source) => {
        const { errors, refusal } = loadVrl().check(source)
        if (errors.length === 0 && refusal === undefined) expect(lex(source).faults).toEqual([])
      }),
      { seed: SEED, numRuns: 400 },
    )
  })
})
