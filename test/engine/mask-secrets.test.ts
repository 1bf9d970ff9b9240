import { Lines } from '../../src/document/lines'
import { maskSecrets } from '../../src/engine/mask-secrets'
import { sampleToken } from '../rules/lifecycle/sample-token'

const shown = (text: string) => maskSecrets(text, new Lines(text), [])

describe('what is concealed in a text', () => {
  test('a token, with what is attached to it', () => {
    const token = sampleToken('ghp_', 36)
    expect(shown(`{"title": "${token}/x y"}`)).toBe(`{"title": "${'•'.repeat(token.length + 2)} y"}`)
  })

  test('what findings point at, also over lines and over each other', () => {
    const text = '{"a": "one",\n "b": "two"}'
    const places = [
      { line: 1, column: 7, endLine: 2, endColumn: 5 },
      { line: 2, column: 2, endLine: 2, endColumn: 12 },
    ]
    expect(maskSecrets(text, new Lines(text), places)).toBe('{"a": "•••"•\n "•"• "•••"}')
  })

  test('what findings point at wherever else it stands, without the name of a scheme', () => {
    const text = 'a == "Bearer abc.DEF1"; b = s\'abc.DEF1\' + "abcxDEF1"'
    const places = [{ line: 1, column: 6, endLine: 1, endColumn: 23 }]
    expect(maskSecrets(text, new Lines(text), places)).toBe('a == "•••••• ••••••••"; b = s\'••••••••\' + "abcxDEF1"')
  })

  test.each([
    ['the value of a secret', '{"secrets": {"A": "x y"}}', '{"secrets": {"A": "• •"}}'],
    ['whatever it is', '{"secrets": {"A": 12, "B": [1]}}', '{"secrets": {"A": ••, "B": •••}}'],
    ['not the key', '{"secrets": {"KEY": "x"}}', '{"secrets": {"KEY": "•"}}'],
    ['of a key without quotes', '{"secrets": {KEY : x}}', '{"secrets": {KEY : •}}'],
    ['of a key with an escape', '{"secrets": {"\\":": "x"}}', '{"secrets": {"\\":": "•"}}'],
    ['no secret that is not given', '{"secrets": {"A": null, "B": ""}}', '{"secrets": {"A": null, "B": ""}}'],
    ['where the text breaks off', '{"secrets": {"A": "x', '{"secrets": {"A": "•'],
    ['nothing of a list of names', '{"secrets": ["A"]}', '{"secrets": ["A"]}'],
    ['nothing else', '{"title": "x"}', '{"title": "x"}'],
  ])('%s', (_what, text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  // Each took time that grows with the square of the text, once: minutes for these.
  test.each([
    ['a word without end', `{"secrets":{${'a'.repeat(500_000)}`],
    ['a long word behind a comma in a secret', `{"secrets":{"A":"x,${'a'.repeat(500_000)}"}}`],
    ['a string of escapes without end', `{"secrets":{${'\\"'.repeat(250_000)}`],
    ['spaces behind a key', `{"secrets":{"a"${' '.repeat(500_000)}`],
    ['keys without values', `{"secrets":{${'a:'.repeat(250_000)}`],
    ['many blocks', '{"secrets":{"a":"x"},'.repeat(25_000)],
  ])('%s', (_what, text) => {
    expect(shown(text)).toHaveLength(text.length)
  })
})
