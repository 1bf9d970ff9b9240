import type { ScriptType } from '../../../src/rules/contract'
import { RULES } from '../../../src/rules/index.generated'
import { runRuleOn } from '../../rule-tester'
import { withExtract, withFallback, withLink, withSandbox } from './documents'
import { BROKEN, WORKING } from './verdicts'

const SCRIPT_RULES = RULES.filter(({ category }) => category === 'scripts')
const SECRETS = ', "secrets": { "KEY": null, "VERIFY_TOKEN": null }'

const DOCUMENTS: Record<ScriptType, (script: string) => string> = {
  extract: (script) => withExtract(script, SECRETS),
  fallbackHandler: (script) => withFallback(script, SECRETS),
  linkTemplate: (script) => withLink(script),
  sandboxIdentifierExtract: (script) => withSandbox(script, 'parse_json!(.body).text'),
  sandboxMessageExtract: (script) => withSandbox('parse_json!(.body).id', script),
}

/** The rules that find something, apart from those whose findings are of severity info. */
function rulesThatReport(type: ScriptType, script: string): string[] {
  const text = DOCUMENTS[type](script)
  return SCRIPT_RULES.filter(({ severity }) => severity !== 'info')
    .filter((rule) => runRuleOn(rule, text, 'create-body').length > 0)
    .map(({ id }) => id)
}

test('there are enough of both', () => {
  expect(BROKEN.length).toBeGreaterThanOrEqual(40)
  expect(WORKING.length).toBeGreaterThanOrEqual(60)
})

describe('a script that cannot work is found by one rule', () => {
  test.each(BROKEN.map(({ name, type, script, rule }) => [type, name, script, rule] as const))(
    '%s: %s',
    (type, _name, script, rule) => {
      expect(rulesThatReport(type, script)).toEqual([rule])
    },
  )
})

describe('a script that works is left alone', () => {
  test.each(WORKING.map(({ name, type, script }) => [type, name, script] as const))('%s: %s', (type, _name, script) => {
    const text = DOCUMENTS[type](script)
    expect(SCRIPT_RULES.flatMap((rule) => runRuleOn(rule, text, 'create-body'))).toEqual([])
  })
})
