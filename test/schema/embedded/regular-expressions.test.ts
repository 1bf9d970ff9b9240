import { faultOfPattern, matchingCost } from '../../../src/schema/embedded/regular-expressions'

describe('faultOfPattern', () => {
  test.each(['', '^[a-z]+$', '\\p{L}', '^[\\w-.]+\\@$', '(?<year>\\d{4})', '(?<!a)b'])(
    '%s is a regular expression',
    (pattern) => {
      expect(faultOfPattern(pattern)).toBeUndefined()
    },
  )

  test.each([
    ['(', 'Unterminated group'],
    ['[a', 'Unterminated character class'],
    ['a**', 'Nothing to repeat'],
    [': ( : ', 'Unterminated group'],
    ['(?i:a', 'Invalid group'],
  ])('%s is none', (pattern, reason) => {
    expect(faultOfPattern(pattern)).toBe(reason)
    expect(faultOfPattern(pattern)).toBe(reason)
  })

  test('keeps telling faults after more patterns than it remembers', () => {
    const faults = Array.from({ length: 2500 }, (_, index) => faultOfPattern(`${index}(`))
    expect(new Set(faults)).toEqual(new Set(['Unterminated group']))
    expect(faultOfPattern(`${'a'.repeat(10_000)}(`)).toBe('Unterminated group')
  })
})

describe('matchingCost', () => {
  test.each([
    ['^[0-9a-fA-F]{24}$', 32],
    ['\\.pdf$', 32],
    ['^(?:abc)+$', 32 ** 2],
    ['^a|b$', 32 ** 2],
    ['^[a-z]+-[a-z]*?$', 32 ** 3],
    ['[*+?{(|]\\*\\(', 32],
    ['^(a(b)c){2,5}x?', 32 ** 3],
    ['^\\p{Script=Greek}+$', 32 ** 2],
    ['\\P{L}\\u{1F600}', 32],
    ['[\\]*+]\\u0041', 32],
    ['^a{2,}b{3}$', 32 ** 2],
    ['\\u{1F600}*', 32 ** 2],
    ['\\u0041{2}', 32],
    ['\\d{3}', 32],
    ['a{100}', 32],
    ['a{1,100}', 32 ** 2],
    ['a{5,}', 32 ** 2],
    ['a*b*c*', 32 ** 4],
    ['(?:a*)(b)*', 32 ** 3],
    ['(a*)b+', 32 ** 3],
    ['((a)b)+', 32 ** 2],
    ['[\\]*]+', 32 ** 2],
    ['[a\\]]', 32],
    ['[^\\\\]', 32],
    ['a'.repeat(200), 32],
  ])('%s takes few steps', (pattern, cost) => {
    expect(matchingCost(pattern, 30)).toBe(cost)
  })

  test.each([
    '(a+)+',
    '(a|a)*',
    '(?:a?){30}',
    '((a)*)*',
    '(a)\\1',
    '(?<x>a)\\k<x>',
    '(?=a)',
    '(?<!a)b',
    'a*a*a*a*',
    'a?a?a?a?a?a?',
    'a{1000}',
    'a{101}',
    'a{1,101}',
    'a{101,}',
    '(a*b)+',
    '(a|b){2}',
    '(a{1,2}){3}',
    '(?:a*(b))*',
    '((?:a*))?',
    '\\k<a>(?<a>b)',
    'a|b|c|d|e',
    'a'.repeat(201),
    '(',
    '\\-',
  ])('%s is not run', (pattern) => {
    expect(matchingCost(pattern, 30)).toBeUndefined()
  })
})
