import { loadVrl } from '../../src/runtime/vrl-runtime'
import { formatSignature, signatureOf } from '../../src/vrl/signatures'

test.each([
  [
    'parse_json',
    'parse_json(value: string, max_depth?: integer, lossy?: boolean) -> string | integer | float | boolean | null | array | object',
    true,
  ],
  ['contains', 'contains(value: string, substring: string, case_sensitive?: boolean) -> boolean', false],
  ['replace', 'replace(value: string, pattern: string | regex, with: string, count?: integer) -> string', false],
  ['upcase', 'upcase(value: string) -> string', false],
  ['now', 'now() -> timestamp', false],
  ['to_string', 'to_string(value: any) -> string', true],
  ['length', 'length(value: string | array | object) -> integer', false],
  ['slice', 'slice(value: string | array, start: integer, end?: integer)', true],
  ['parse_url', 'parse_url(value: string, default_known_ports?: boolean) -> object', true],
  ['map_values', 'map_values(value: array | object, recursive?: boolean) -> |…| { … }', undefined],
])('%s', (name, expected, fallible) => {
  const signature = signatureOf(name, loadVrl())
  expect(signature === undefined ? undefined : formatSignature(signature)).toBe(expected)
  expect(signature?.fallible).toBe(fallible)
})

test('a function that does not exist has no signature', () => {
  expect(signatureOf('no_such_function', loadVrl())).toBeUndefined()
})
