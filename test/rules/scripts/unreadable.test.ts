import { Pointer } from '../../../src/document/pointer'
import { planRules, runRules } from '../../../src/engine/run-rules'
import { RULES } from '../../../src/rules/index.generated'
import { runRuleOn } from '../../rule-tester'
import { withExtract, withFallback, withLink, withSandbox } from './documents'

const SCRIPT_RULES = RULES.filter(({ category }) => category === 'scripts')

const MENTIONS = 'client_id response_type redirect_uri .secrets.KEY shareableId return log("x") .webchookId'

const UNREADABLE: [string, string][] = [
  ['a text without its end', `"${MENTIONS}`],
  ['a raw text without its end', `s'${MENTIONS}`],
  ['a script that is far too long', `# ${MENTIONS}\n`.repeat(500)],
  ['nothing', ''],
  ['white space', ' \n'],
]

const documents = (script: string) => [
  withExtract(script),
  withFallback(script),
  withLink(script),
  withSandbox(script, script),
]

test('there are rules on scripts', () => {
  expect(SCRIPT_RULES.length).toBeGreaterThan(5)
})

describe.each(SCRIPT_RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test.each(UNREADABLE)('has nothing to say of %s, unless it is the compiler that has', (_name, script) => {
    for (const text of documents(script)) {
      const found = runRuleOn(rule, text, 'create-body')
      // A script without code is readable, and does nothing.
      if (id === 'vrl-result') expect(found.every(({ message }) => message.includes('has no code'))).toBe(true)
      else if (id !== 'vrl-compiles') expect(found).toEqual([])
    }
  })

  test('does without a compiler', () => {
    const settings = { rules: new Map([[id, { severity: rule.severity, options: rule.options?.defaults }]]) }
    const script = `client_id = .secrets.KEY\n"https://acme.com/?client_id=a&redirect_uri=b"`
    for (const text of documents(script)) {
      const { crashes } = runRules(
        planRules([rule], settings),
        'create-body',
        JSON.parse(text),
        Pointer.root,
        () => undefined,
      )
      expect(crashes).toEqual([])
    }
  })
})
