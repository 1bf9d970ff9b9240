import { parseRuleFlag } from '../../src/settings/rule-flag'

test.each([
  ['a severity', 'name-format:warning', { id: 'name-format', level: 'warning' }],
  ['what others call a warning', 'name-format:warn', { id: 'name-format', level: 'warning' }],
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
    'name-format:warnign',
    '"warnign" is not a severity; allowed are "off", "info", "warning" or "error". Did you mean "warning"?',
  ],
  ['options that are no JSON', 'name-format:error:{pattern}', 'The options are not a JSON object: "{pattern}".'],
  ['options that are no object', 'name-format:error:[1]', 'The options are not a JSON object: "[1]".'],
])('--rule with %s', (_shows, text, parsed) => {
  expect(parseRuleFlag(text)).toEqual(parsed)
})
