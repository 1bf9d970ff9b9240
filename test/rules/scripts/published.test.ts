import oauthLink from '../../../src/rules/scripts/oauth-link'
import vrlAvailableFunctions from '../../../src/rules/scripts/vrl-available-functions'
import vrlCompiles from '../../../src/rules/scripts/vrl-compiles'
import vrlDeclaredSecrets from '../../../src/rules/scripts/vrl-declared-secrets'
import vrlKnownFields from '../../../src/rules/scripts/vrl-known-fields'
import vrlResult from '../../../src/rules/scripts/vrl-result'
import vrlUnused from '../../../src/rules/scripts/vrl-unused'
import { runRuleOn } from '../../rule-tester'
import { SOUND } from './published'

const RULES = [oauthLink, vrlAvailableFunctions, vrlCompiles, vrlDeclaredSecrets, vrlKnownFields, vrlResult, vrlUnused]

describe('scripts that integrations have', () => {
  test.each(SOUND.map(({ name, text }) => [name, text] as const))('%s', (_name, text) => {
    expect(RULES.flatMap((rule) => runRuleOn(rule, text, 'create-body'))).toEqual([])
  })
})
