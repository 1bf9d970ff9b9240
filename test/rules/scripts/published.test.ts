import { RULES } from '../../../src/rules/index.generated'
import { runRuleOn } from '../../rule-tester'
import { SOUND } from './published'

const SCRIPT_RULES = RULES.filter(({ category }) => category === 'scripts')

describe('scripts that integrations have', () => {
  test.each(SOUND.map(({ name, text }) => [name, text] as const))('%s', (_name, text) => {
    expect(SCRIPT_RULES.flatMap((rule) => runRuleOn(rule, text, 'create-body'))).toEqual([])
  })
})
