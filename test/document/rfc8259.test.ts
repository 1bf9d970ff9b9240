import { parseDocument } from '../../src/document/parse'

const parse = (text: string) => parseDocument({ name: 'x', text, comments: false })

// The classes of texts that the grammar of RFC 8259 tells apart, production by production.
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  'scalars as roots': ['null', 'true', 'false', '0', '-0', '""', '"a"', '42'],
  'white space around everything': [' [ ] ', '\t{\n"a"\r:\r\n1\t}\n', '\n\n1\r\r', '[1 , 2]'],
  'empty containers': ['[]', '{}', '[[]]', '[{}]', '{"":{}}'],
  integers: ['[0]', '[-1]', '[123456789012345678901234567890]', '[10]'],
  fractions: ['[0.0]', '[-0.5]', '[1.000]', '[0.10]', '[123.456]'],
  exponents: ['[1e1]', '[1E1]', '[1e+1]', '[1e-1]', '[0e0]', '[0E+5]', '[1.5e10]', '[1e00]', '[1e-400]'],
  'escapes of strings': [
    '["\\"\\\\\\/\\b\\f\\n\\r\\t"]',
    '["\\u0000"]',
    '["\\u001F"]',
    '["\\uFfFf"]',
    '["\\u005C\\u0022"]',
  ],
  'characters as they stand': [
    '["\u007f"]',
    '["\u0080"]',
    '["\u2028\u2029"]',
    '["é😀"]',
    '["\ufeff"]',
    '["\ufffe\uffff"]',
    '["/* a */ // b"]',
  ],
  'any string as a key': ['{"":0}', '{" ":0}', '{"\\u0000":0}', '{"a":{"a":0}}', '{"__proto__":0}', '{"1":0}'],
  'long things': [`["${'x'.repeat(1e5)}"]`, `[${'1,'.repeat(1e4)}1]`, `[0.${'1'.repeat(1000)}]`],
}

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  nothing: ['', ' ', '\n\t\r '],
  'open containers': ['[', '{', '[1', '[1,', '{"a"', '{"a":', '{"a":1', '{"a":1,', '[[', '[{', '["a"', '[""', '["'],
  'surplus brackets': [']', '}', '[]]', '{}}', '[1]]', '[]}'],
  'mixed brackets': ['[}', '{]', '[1}', '{"a":1]', '[{]}', '{"a":[}'],
  'misplaced commas': [
    '[,]',
    '[1,]',
    '[,1]',
    '[1,,2]',
    '{,}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a":1,,"b":2}',
    ',',
    '1,',
    '[1],',
  ],
  'missing commas': ['[1 2]', '["a" "b"]', '[[][]]', '{"a":1 "b":2}', '["a"1]', '[1true]', '[true false]'],
  'misplaced colons': ['[1:2]', '{"a"::1}', '{"a" 1}', '{"a"}', '{:1}', '{"a":}', ':', '["a":1]'],
  'keys that are not strings': ['{1:1}', '{a:1}', '{null:1}', '{true:1}', '{[]:1}', "{'a':1}", '{"a":1,b:2}', '{{}:1}'],
  'numbers of other grammars': [
    '+1',
    '01',
    '-01',
    '00',
    '1.',
    '.1',
    '-.1',
    '-',
    '--1',
    '1e',
    '1e+',
    '1e-',
    'e1',
    '0x1',
    '1_0',
    '1.e1',
    '1e1.5',
    '1e1e1',
    '0.',
    '- 1',
    '1 000',
    '+Infinity',
    'Infinity',
    '-Infinity',
    'NaN',
    '1f',
    '1n',
    '１',
  ],
  'literals of other spellings': ['True', 'TRUE', 'nul', 'nulls', 'tru', 'truefalse', 'undefined', 'None', 'n', 'nil'],
  'strings without their quotes': ['"', '"a', 'a', '["a]', "'a'", '“a”', '`a`', '"a""', '"""', '"a"b'],
  'escapes of other grammars': [
    '"\\a"',
    '"\\x41"',
    '"\\0"',
    '"\\\'"',
    '"\\u"',
    '"\\u1"',
    '"\\u12"',
    '"\\u123"',
    '"\\u123g"',
    '"\\U0041"',
    '"\\u{41}"',
    '"\\',
    '"\\"',
    '"\\ "',
    '"\\\n"',
  ],
  'control characters in strings': ['"\t"', '"\n"', '"\r"', '"\0"', '"\x1f"', '["a\nb"]'],
  'other white space': ['\u00a0[]', '[\f]', '[\v1]', '[1\u2028]', '[]\u3000', '\ufeff\ufeff[]', '\x00[]', '[\x00]'],
  comments: ['//\n1', '1//', '/**/1', '[1/* a */]', '1#', '<!-- -->1', '/', '[/]'],
  'text behind the value': ['1 2', '{}{}', '[] []', 'null null', '"a" "b"', '[]x', '{}#', '1;', '[]\0'],
  'other languages': ['<a/>', 'a: 1', '- 1', '(1)', '{"a":(1)}', '[1,2}', '*', '@', '{"a":$b}'],
}

describe('exactly RFC 8259', () => {
  test.each(Object.entries(ACCEPTED))('accepts %s', (_name, texts) => {
    for (const text of texts) {
      const { value, faults } = parse(text)
      expect([text, faults]).toEqual([text, []])
      expect(value).toEqual(JSON.parse(text))
    }
  })

  test.each(Object.entries(REFUSED))('refuses %s', (_name, texts) => {
    for (const text of texts) {
      const { faults } = parse(text)
      expect([text, faults.filter(({ severity }) => severity === undefined).length > 0]).toEqual([text, true])
      expect(() => JSON.parse(text)).toThrow(SyntaxError)
    }
  })
})
