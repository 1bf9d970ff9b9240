import { faultOfPattern } from '../../../src/schema/embedded/regular-expressions'

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
