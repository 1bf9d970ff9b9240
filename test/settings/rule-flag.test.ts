import { parseRuleFlag, unknownRuleFlag } from '../../src/settings/rule-flag'
import { SAMPLE_RULES } from './rules'

test.each([
  ['a severity', 'name-format:warning', { id: 'name-format', level: 'warning' }],
  ['a rule with a namespace', 'schema/max-length:off', { id: 'schema/max-length', level: 'off' }],
  [
    'options',
    'name-format:error:{"pattern":"^a:b"}',
    { id: 'name-format', level: 'error', options: { pattern: '^a:b' } },
  ],
  ['no severity', 'name-format', 'A rule and a severity are required, such as name-format:warning.'],
  ['no rule', ':off', 'A rule and a severity are required, such as name-format:warning.'],
  ['nothing', '', 'A rule and a severity are required, such as name-format:warning.'],
  [
    'a misspelt severity',
    'name-format:warn',
    '"warn" is no severity; allowed are "off", "info", "warning" or "error". Did you mean "warning"?',
  ],
  ['options that are no JSON', 'name-format:error:{pattern}', 'The options are no JSON object: "{pattern}".'],
  ['options that are no object', 'name-format:error:[1]', 'The options are no JSON object: "[1]".'],
])('--rule with %s', (_shows, text, parsed) => {
  expect(parseRuleFlag(text)).toEqual(parsed)
})

test('a rule that is not there is told, with the one that was meant', () => {
  expect(unknownRuleFlag({ id: 'name-fromat', level: 'off' }, SAMPLE_RULES)).toBe(
    'Unknown rule "name-fromat". Did you mean "name-format"?',
  )
  expect(unknownRuleFlag({ id: 'name-format', level: 'off' }, SAMPLE_RULES)).toBeUndefined()
})
