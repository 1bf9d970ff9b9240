import { recognise } from '../src/document/kind'
import { parseDocument } from '../src/document/parse'
import { Pointer } from '../src/document/pointer'
import { planRules, runRules } from '../src/engine/run-rules'
import type { Kind, Range } from '../src/findings/types'
import type { Rule } from '../src/rules/contract'
import { loadVrl } from '../src/runtime/vrl-runtime'
import { expectPlaces, marked } from './mark'

export interface RuleCase {
  /** What the case shows. */
  name: string
  /** JSON (comments are not allowed) in which «…» encloses each place where the rule must report; none means silence. */
  text: string
  as?: Kind
  options?: Record<string, unknown>
  /** The findings' messages in document order; required where `text` marks a place. */
  messages?: readonly (string | RegExp)[]
}

/**
 * Runs a rule alone over marked documents and compares places and messages. Zero cases fail, and so does a message of
 * the rule that no case shows, unless `elsewhere` names it: a message that only other tests can bring about.
 */
export function testRule(
  rule: Rule,
  cases: readonly RuleCase[],
  { elsewhere = [] }: { elsewhere?: readonly string[] } = {},
): void {
  describe(rule.id, () => {
    test('has cases that report and cases that do not', () => {
      expect(cases.some(({ text }) => text.includes('«'))).toBe(true)
      expect(cases.some(({ text }) => !text.includes('«'))).toBe(true)
    })
    test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { text, as, options, messages }) => {
      const expected = marked(text)
      const found = runRuleOn(rule, expected.text, as, options)
      expectPlaces(
        found.map(({ range }) => range),
        expected,
      )
      // Reports carry the data as JSON, which has no place for what is undefined.
      for (const { data } of found) expect(data).toStrictEqual(JSON.parse(JSON.stringify(data)))
      const wanted = messages ?? []
      expect(wanted.length === 0 ? found.length : wanted.length).toBe(found.length)
      if (found.length > 0) expect(messages).toBeDefined()
      wanted.forEach((message, index) => {
        const actual = found[index]?.message
        if (typeof message === 'string') expect(actual).toBe(message)
        else expect(actual).toMatch(message)
      })
    })
    test('has a case of each message', () => {
      const said = new Set<string>()
      const listening: Rule = {
        ...rule,
        messages: Object.fromEntries(
          Object.entries(rule.messages).map(([key, wording]) => [
            key,
            (data: Parameters<typeof wording>[0], at: () => string) => {
              said.add(key)
              return wording(data, at)
            },
          ]),
        ),
      }
      for (const { text, as, options } of cases) runRuleOn(listening, marked(text).text, as, options)
      expect(Object.keys(rule.messages).filter((key) => !said.has(key))).toEqual(elsewhere)
    })
  })
}

/** The rule's findings on a text, in document order. Throws when the rule throws or the text is not a known document. */
export function runRuleOn(
  rule: Rule,
  text: string,
  as?: Kind,
  options?: Record<string, unknown>,
): { range: Range; message: string; data: unknown; pointer: string }[] {
  const document = parseDocument({ name: 'test.json', text, comments: false })
  if (document.value === undefined) throw new Error(`The test's JSON is broken: ${JSON.stringify(document.faults)}`)
  const recognised = recognise(document, as)
  if (recognised === undefined) throw new Error("The test's document is of no known kind; say `as`.")
  const settings = {
    rules: new Map([
      [
        rule.id,
        {
          severity: rule.severity,
          options: rule.options === undefined ? undefined : { ...(rule.options.defaults as object), ...options },
        },
      ],
    ]),
  }
  const { findings, crashes } = runRules(
    planRules([rule], settings),
    recognised.kind,
    recognised.value,
    recognised.base ?? Pointer.root,
    loadVrl,
  )
  if (crashes[0] !== undefined) throw new Error(`${crashes[0].message}\n${crashes[0].stack}`)
  const ranges = document.locateAll(findings)
  return findings
    .map((finding, index) => {
      const range = ranges[index]
      if (range === undefined) throw new Error('locateAll lost a request')
      return { range, message: finding.message, data: finding.data, pointer: finding.pointer.toString() }
    })
    .sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column)
}
