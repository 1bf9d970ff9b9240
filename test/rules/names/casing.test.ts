import { KEY_FORMAT, toCamelCase } from '../../../src/rules/names/casing'

// What the CLI's own conversion answers.
test.each([
  ['getUser', 'getUser'],
  ['getURL', 'getUrl'],
  ['URLOf', 'urlof'],
  ['get_user-name', 'getUserName'],
  ['Get User', 'getUser'],
  ['get2FA', 'get2fa'],
  ['aB', 'aB'],
  ['aBC', 'aBc'],
  ['__proto__', 'proto'],
  ['!?', ''],
  ['', ''],
])('%j becomes %j', (text, expected) => {
  expect(toCamelCase(text)).toBe(expected)
})

test('a key has 2 to 100 letters and digits, the first of them a lowercase letter', () => {
  const accepted = ['ab', 'a1', 'aB', 'a'.repeat(100)]
  const refused = ['', 'a', 'Ab', '1a', 'a_b', 'aé', 'ab\n', 'a'.repeat(101)]
  expect(accepted.filter((key) => !KEY_FORMAT.test(key))).toEqual([])
  expect(refused.filter((key) => KEY_FORMAT.test(key))).toEqual([])
})
