import { MAX_DEPTH, MAX_REPAIRS, MAX_SYNTAX_FAULTS, MAX_VALUES } from '../../src/document/limits'
import { parseDocument } from '../../src/document/parse'
import { expectPlaces, marked } from '../mark'
import { outcome } from './outcome'

interface SyntaxCase {
  name: string
  /** «…» encloses each place of a fault, in their order. */
  text: string
  /** The rules of the faults, without `syntax/`, in their order. */
  rules: readonly string[]
  /** A part of each message. */
  messages?: readonly string[]
  /** The recovered value; absent where it could only be guessed. */
  value?: unknown
  comments?: boolean
}

const parse = (text: string, comments = false) => parseDocument({ name: 'test.json', text, comments })

const CASES: readonly SyntaxCase[] = [
  // Comments.
  { name: 'a line comment', text: '{"a": 1} «// why»\n', rules: ['comment'], value: { a: 1 } },
  { name: 'a block comment over lines', text: '{«/* a\n b */»"a": 1}', rules: ['comment'], value: { a: 1 } },
  { name: 'a comment of another language', text: '«# why»\n{"a": 1}', rules: ['comment'], value: { a: 1 } },
  { name: 'each of two comments', text: '[«//»\n1, «/**/»2]', rules: ['comment', 'comment'], value: [1, 2] },
  { name: 'nothing in .jsonc', text: '// a\n{"a": /* b */ 1}', rules: [], value: { a: 1 }, comments: true },
  {
    name: 'a comment of another language in .jsonc',
    text: '[1«# why»\n]',
    rules: ['comment'],
    messages: ['not with #'],
    value: [1],
    comments: true,
  },
  {
    name: 'a comment that is not closed',
    text: '{"a": 1 /* why}«»',
    rules: ['truncated'],
    messages: ['the comment of line 1, column 9, the `{` of line 1, column 1 are not closed'],
  },
  {
    name: 'a comment after the value that is not closed',
    text: '{"a": 1} /* why«»',
    rules: ['truncated'],
    value: { a: 1 },
    comments: true,
  },
  { name: 'a slash that starts no comment', text: '[1«/»]', rules: ['invalid-json'] },
  // Commas.
  { name: 'a trailing comma of an object', text: '{"a": 1«,» }', rules: ['trailing-comma'], value: { a: 1 } },
  { name: 'a trailing comma of an array', text: '[1«,»]', rules: ['trailing-comma'], value: [1] },
  {
    name: 'a trailing comma before a comment',
    text: '[1«,» /* b */]',
    rules: ['trailing-comma'],
    value: [1],
    comments: true,
  },
  { name: 'several trailing commas once', text: '[1«,»,,]', rules: ['trailing-comma'] },
  { name: 'a comma too many', text: '{"a": 1,«,» "b": 2}', rules: ['invalid-json'], value: { a: 1, b: 2 } },
  { name: 'a comma before the first property', text: '{«,»"a": 1}', rules: ['invalid-json'], value: { a: 1 } },
  { name: 'a missing item', text: '[1,«,»2]', rules: ['invalid-json'], messages: ['A value is missing'] },
  { name: 'an array of nothing but commas, once', text: '[«,»,,]', rules: ['invalid-json'] },
  {
    name: 'a missing comma between properties, where it belongs',
    text: '{"a": 1«»\n  "b": 2}',
    rules: ['missing-comma'],
    value: { a: 1, b: 2 },
  },
  {
    name: 'a missing comma before a bare name',
    text: '{"a": 1«» «b»: 2}',
    rules: ['missing-comma', 'unquoted-key'],
    value: { a: 1, b: 2 },
  },
  {
    name: 'missing commas between items',
    text: '[1«» 2«» {}«» "a"]',
    rules: Array(3).fill('missing-comma'),
    value: [1, 2, {}, 'a'],
  },
  { name: 'a missing comma before a literal', text: '[1«» true]', rules: ['missing-comma'], value: [1, true] },
  { name: 'a semicolon for a comma', text: '{"a": 1«;» "b": 2}', rules: ['invalid-json'] },
  // Colons.
  { name: 'a missing colon', text: '{"a"«» 1}', rules: ['missing-colon'], value: { a: 1 } },
  {
    name: 'an equals sign for the colon',
    text: '{"a" «=» 1, "b" «=>» 2}',
    rules: ['missing-colon', 'missing-colon'],
    value: { a: 1, b: 2 },
  },
  {
    name: 'a name without a value',
    text: '{"a"«», "b": 1}',
    rules: ['missing-colon'],
    messages: ['A colon and a value'],
  },
  { name: 'a name without a value before the next line', text: '{"a"«»\n"b": 1}', rules: ['missing-colon'] },
  { name: 'a name alone', text: '{"a"«»}', rules: ['missing-colon'] },
  { name: 'a second colon', text: '{"a":«:» 1}', rules: ['invalid-json'], messages: ['one colon too many'] },
  { name: 'a colon without a name', text: '{«:» 1}', rules: ['invalid-json'], messages: ['name is missing'] },
  {
    name: 'junk for a colon',
    text: '{"a" «?? 1»}',
    rules: ['invalid-json'],
    messages: ['A colon is expected after the property name "a", not `?`'],
  },
  {
    name: 'a missing value before a comma',
    text: '{"a": «,» "b": 1}',
    rules: ['invalid-json'],
    messages: ['The value of "a" is missing'],
  },
  {
    name: 'a missing value before the end',
    text: '{"a": «»}',
    rules: ['invalid-json'],
    messages: ['The value of "a" is missing'],
  },
  // Quotes and keys.
  { name: 'single quotes', text: "{«'a'»: «'b'»}", rules: ['single-quotes', 'single-quotes'], value: { a: 'b' } },
  {
    name: 'quotes and escapes in single quotes',
    text: `[«'say "x" it\\'s \\n'»]`,
    rules: ['single-quotes'],
    value: ['say "x" it\'s \n'],
  },
  { name: 'typographic quotes', text: '{«“a”»: 1}', rules: ['foreign-quotes'], value: { a: 1 } },
  { name: 'a template string', text: '[«`a`»]', rules: ['foreign-quotes'], value: ['a'] },
  {
    name: 'bare names',
    text: '{«a»: 1, «b-c.d»: 2, «1»: 3}',
    rules: Array(3).fill('unquoted-key'),
    value: { 1: 3, a: 1, 'b-c.d': 2 },
  },
  {
    name: 'a bare name with an equals sign',
    text: '{«a» «=» 1}',
    rules: ['unquoted-key', 'missing-colon'],
    value: { a: 1 },
  },
  { name: 'a bare name of two words', text: '{«a b: 1», "c": 2}', rules: ['invalid-json'] },
  {
    name: 'a bracket where a name belongs',
    text: '{«»{"a": 1}}',
    rules: ['invalid-json'],
    messages: ['name in double quotes'],
  },
  { name: 'a value where a property belongs', text: '{"a": 1 «»{"b": 2}}', rules: ['invalid-json'] },
  {
    name: 'a quote in a string that is not escaped, once',
    text: '{"a": "he said "«hi" to me"», "b": 1}',
    rules: ['invalid-json'],
  },
  {
    name: 'an odd quote in a string that is not escaped, once',
    text: '{"a": "5" «pipe"»,\n"b": 1}',
    rules: ['invalid-json'],
  },
  // Literals and numbers.
  {
    name: 'words of Python',
    text: '[«True», «False», «None»]',
    rules: Array(3).fill('invalid-value'),
    value: [true, false, null],
  },
  { name: 'NaN', text: '[«NaN»]', rules: ['invalid-value'], messages: ['finite numbers only'] },
  { name: 'infinities', text: '[«Infinity», «-Infinity», «+Infinity»]', rules: Array(3).fill('invalid-value') },
  { name: 'undefined', text: '{"a": «undefined»}', rules: ['invalid-value'], messages: ['write null or leave'] },
  {
    name: 'a text without quotes',
    text: '{"a": «hello world», "b": 1}',
    rules: ['invalid-value'],
    messages: ['`hello world` is not'],
  },
  { name: 'a text without quotes before the next line', text: '{"a": «hello»\n"b": 1}', rules: ['invalid-value'] },
  { name: 'a literal that goes on', text: '[«nullx»]', rules: ['invalid-value'] },
  {
    name: 'a leading zero',
    text: '[«007»]',
    rules: ['invalid-number'],
    messages: ['`007` is not a JSON number; write 7'],
    value: [7],
  },
  { name: 'a leading zero after a sign', text: '[«-01.50»]', rules: ['invalid-number'], value: [-1.5] },
  { name: 'a plus sign', text: '[«+1»]', rules: ['invalid-number'], value: [1] },
  {
    name: 'no digit before the point',
    text: '[«.5», «-.5»]',
    rules: ['invalid-number', 'invalid-number'],
    value: [0.5, -0.5],
  },
  {
    name: 'no digit behind the point',
    text: '[«1.», «1.e3»]',
    rules: ['invalid-number', 'invalid-number'],
    value: [1, 1000],
  },
  {
    name: 'numbers of other bases',
    text: '[«0x1F», «0b101», «0o17», «-0xa»]',
    rules: Array(4).fill('invalid-number'),
    value: [31, 5, 15, -10],
  },
  { name: 'no exponent', text: '[«1e», «1e+»]', rules: ['invalid-number', 'invalid-number'] },
  { name: 'a minus sign alone', text: '[«-»]', rules: ['invalid-number'] },
  { name: 'separators and versions', text: '[«1_000», «1.2.3», «2024-01-01»]', rules: Array(3).fill('invalid-number') },
  { name: 'a base that is too long to be exact', text: '[«0xFFFFFFFFFFFFFFFFFF»]', rules: ['invalid-number'] },
  { name: 'zero and minus zero in silence', text: '[0, -0, 0.0, 1E5, 1e-5]', rules: [], value: [0, -0, 0, 1e5, 1e-5] },
  {
    name: 'a number beyond a double',
    text: '[«1e400», «-1E+999», 1e-400]',
    rules: ['number-range', 'number-range'],
    value: [Infinity, -Infinity, 0],
  },
  { name: 'a long number beyond a double', text: `[«${'9'.repeat(400)}»]`, rules: ['number-range'], value: [Infinity] },
  { name: 'a long number within a double', text: `[${'9'.repeat(308)}]`, rules: [], value: [1e308] },
  // Strings.
  { name: 'an unknown escape', text: '["«\\q»"]', rules: ['invalid-escape'], value: ['\\q'] },
  {
    name: 'an escape of JavaScript',
    text: '["«\\x»41", "«\\\'»"]',
    rules: ['invalid-escape', 'invalid-escape'],
    value: ['\\x41', "'"],
  },
  {
    name: 'a code point of too few digits',
    text: '["«\\u12»G4", "«\\u»"]',
    rules: ['invalid-escape', 'invalid-escape'],
    value: ['\\u12G4', '\\u'],
  },
  { name: 'an escaped emoji', text: '["«\\😀»"]', rules: ['invalid-escape'], value: ['\\😀'] },
  { name: 'a continued line', text: '["a«\\»\nb", 1]', rules: ['invalid-escape'], value: ['ab', 1] },
  { name: 'a continued line of Windows', text: '["a«\\»\r\nb", 1]', rules: ['invalid-escape'], value: ['ab', 1] },
  {
    name: 'every escape of JSON in silence',
    text: '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"]',
    rules: [],
    value: ['"\\/\b\f\n\r\té'],
  },
  {
    name: 'a tab in a string',
    text: '["a«\t»b"]',
    rules: ['control-character'],
    messages: ['must be written as \\t.'],
    value: ['a\tb'],
  },
  {
    name: 'a NUL in a string',
    text: '["«\0»"]',
    rules: ['control-character'],
    messages: ['U+0000 in a string must be written as \\u0000'],
    value: ['\0'],
  },
  {
    name: 'the control characters of a string once',
    text: '["«\t» \t \u0001"]',
    rules: ['control-character'],
    messages: ['(and 2 more in this string)'],
    value: ['\t \t \u0001'],
  },
  {
    name: 'a string over lines',
    text: '{"a": "b«\n»c\nd", "e": 1}',
    rules: ['control-character'],
    messages: ['A line break in a string must be written as \\n (and 1 more'],
    value: { a: 'b\nc\nd', e: 1 },
  },
  {
    name: 'a string over lines with an escaped quote',
    text: '["b«\n»\\"c", 1]',
    rules: ['control-character'],
    value: ['b\n"c', 1],
  },
  { name: 'a DEL in silence', text: '["\x7f\u2028"]', rules: [], value: ['\x7f\u2028'] },
  { name: 'a string that is not closed on its line', text: '{\n"a": «"b»,\n"c": 1}', rules: ['unterminated-string'] },
  { name: 'a name that is not closed on its line', text: '{\n«"a: 1»,\n"c": 1}', rules: ['unterminated-string'] },
  { name: 'a last string that is not closed', text: '{\n"a": «"b»\n}\n', rules: ['unterminated-string'] },
  { name: 'a string that swallows the brackets of its line', text: '{"a": [«"b]}»\n', rules: ['unterminated-string'] },
  { name: 'a string that swallows the last bracket', text: '{"a": «"b}»', rules: ['unterminated-string'] },
  { name: 'single quotes that are not closed', text: '{\n«\'a: 1»,\n"c": 1}', rules: ['unterminated-string'] },
  {
    name: 'half a pair',
    text: '["«\\ud800»", "«\\udc00»x", "«\\ud800»\\u0041", "\\ud83d\\ude00"]',
    rules: Array(3).fill('lone-surrogate'),
    value: ['\ud800', '\udc00x', '\ud800A', '😀'],
  },
  { name: 'half a pair as it stands', text: '["«\ud800»"]', rules: ['lone-surrogate'], value: ['\ud800'] },
  {
    name: 'the halves of one string once',
    text: '["«\\ud800» \\ud800\\ud800"]',
    rules: ['lone-surrogate'],
    messages: ['(and 2 more in this string)'],
    value: ['\ud800 \ud800\ud800'],
  },
  { name: 'a pair in two notations in silence about the pair', text: '["\ud83d\\ude00"]', rules: [], value: ['😀'] },
  {
    name: 'a backslash before the name of a surrogate in silence',
    text: '["\\\\ud800"]',
    rules: [],
    value: ['\\ud800'],
  },
  // Brackets and ends.
  {
    name: 'a wrong closing bracket',
    text: '{"a": [1, 2«}», "b": 3}',
    rules: ['mismatched-bracket'],
    messages: ['`}` closes a bracket while the `[` of line 1, column 7 is still open'],
  },
  { name: 'a missing closing bracket', text: '{"a": {"x": [1, 2«}», "b": 3}', rules: ['mismatched-bracket'] },
  { name: 'a wrong closing bracket of the root', text: '[1«}»', rules: ['mismatched-bracket'] },
  { name: 'a missing closing bracket after a comma', text: '{"a": [1,«}»', rules: ['mismatched-bracket'] },
  { name: 'a missing closing bracket after a colon', text: '[{"a":«]»', rules: ['mismatched-bracket'] },
  { name: 'one closing bracket too many', text: '{"a": 1}«}»', rules: ['mismatched-bracket'] },
  { name: 'closing brackets before anything', text: '«}»}] {"a": 1}', rules: ['mismatched-bracket'] },
  { name: 'a second document', text: '{"a": 1}\n«{"b": 2} x»  \n{}', rules: ['trailing-text'] },
  { name: 'a property without braces', text: '"a"«: 1»', rules: ['trailing-text'] },
  { name: 'a module of JavaScript, once', text: '«module.exports =» {"a": 1};', rules: ['invalid-value'] },
  {
    name: 'the end within an object',
    text: '{"a": [1, {"b": 2«»',
    rules: ['truncated'],
    messages: ['the `{` of line 1, column 11, the `[` of line 1, column 7, the `{` of line 1, column 1 are not closed'],
  },
  {
    name: 'the end within four brackets',
    text: '[[[[«»',
    rules: ['truncated'],
    messages: ['1 more around them are not closed'],
  },
  { name: 'the end after a comma', text: '{"a": 1,\n«»', rules: ['truncated'] },
  { name: 'the end after a colon', text: '{"a": «»', rules: ['truncated'] },
  { name: 'the end after a name', text: '{"a"«»', rules: ['truncated'] },
  { name: 'the end in a name', text: '{"a«»', rules: ['truncated'], messages: ['the string of line 1, column 2'] },
  { name: 'the end in a string', text: '["a\\«»', rules: ['truncated'] },
  { name: 'the end in a code point', text: '["a\\u12«»', rules: ['truncated'] },
  { name: 'the end in a literal', text: '{"a": tru«»', rules: ['truncated'] },
  { name: 'the end in a number', text: '[1.«»', rules: ['truncated'] },
  { name: 'an empty text', text: '«»', rules: ['empty'] },
  { name: 'white space only', text: '«» \n\t', rules: ['empty'] },
  { name: 'a comment only', text: '«»// a', rules: ['empty'], comments: true },
  { name: 'junk', text: '«???»', rules: ['invalid-json'] },
  {
    name: 'foreign white space',
    text: '{«\u00a0\u00a0»"a": 1}',
    rules: ['invalid-whitespace'],
    messages: ['U+00A0 is not white space'],
    value: { a: 1 },
  },
  { name: 'a form feed', text: '[«\f\v»1]', rules: ['invalid-whitespace'], value: [1] },
  // Doubled keys.
  {
    name: 'a doubled key',
    text: '{"a": 1,\n«"a"»: 2}',
    rules: ['duplicate-key'],
    messages: ['"a" is defined twice in the same object, first on line 1'],
    value: { a: 2 },
  },
  {
    name: 'a doubled key in two notations',
    text: '{"a": 1, «"\\u0061"»: 2}',
    rules: ['duplicate-key'],
    value: { a: 2 },
  },
  {
    name: 'a tripled key',
    text: '{"a": 1, «"a"»: 2, «"a"»: 3}',
    rules: ['duplicate-key', 'duplicate-key'],
    value: { a: 3 },
  },
  {
    name: 'equal keys of different objects in silence',
    text: '[{"a": 1}, {"a": {"a": 1}}]',
    rules: [],
    value: [{ a: 1 }, { a: { a: 1 } }],
  },
  {
    name: 'a doubled key that is bare',
    text: '{"a": 1, «a»: 2}',
    rules: ['unquoted-key', 'duplicate-key'],
    value: { a: 2 },
  },
  {
    name: 'doubled names of the language',
    text: '{"constructor": 1, «"constructor"»: 2, "toString": 1, "x": 1}',
    rules: ['duplicate-key'],
    value: { constructor: 2, toString: 1, x: 1 },
  },
  {
    name: 'a string that starts with a colon in silence',
    text: '{"a": ": b", "c": "\\": d"}',
    rules: [],
    value: { a: ': b', c: '": d' },
  },
  // Several at once.
  {
    name: 'every independent fault',
    text: '{\n  «// why»\n  «\'a\'»: «01»,\n  «b»: «True»,\n  "c": [1«»\n    2«,»],\n  «"c"»: "«\\q»"«,»\n}',
    rules: [
      'comment',
      'single-quotes',
      'invalid-number',
      'unquoted-key',
      'invalid-value',
      'missing-comma',
      'trailing-comma',
      'duplicate-key',
      'invalid-escape',
      'trailing-comma',
    ],
    value: { a: 1, b: true, c: '\\q' },
  },
]

describe('syntax faults', () => {
  test.each(CASES.map((one) => [one.name, one] as const))(
    '%s',
    (_name, { text, rules, messages, comments, ...rest }) => {
      const expected = marked(text)
      const document = parse(expected.text, comments)
      // A key may be bare and doubled at once: two faults at one place.
      const places = new Set(document.faults.map((fault) => JSON.stringify(document.rangeOf(fault))))
      expectPlaces(
        [...places].map((place) => JSON.parse(place)),
        expected,
      )
      expect(document.faults.map(({ rule }) => rule.replace('syntax/', ''))).toEqual(rules)
      messages?.forEach((message, index) => {
        expect(document.faults[index]?.message).toContain(message)
      })
      expect(document.value).toEqual(rest.value)
      expect('recovered' in document).toBe(!('value' in rest))
      expect(outcome(document)).toMatchSnapshot()
    },
  )

  test('a trailing comma in .jsonc is a warning', () => {
    const [fault] = parse('[1,]', true).faults
    expect(fault).toMatchObject({ rule: 'syntax/trailing-comma', severity: 'warning' })
    expect(parse('[1,]').faults[0]).not.toHaveProperty('severity')
  })

  test('a value that cannot be represented is a warning', () => {
    for (const text of ['[1e400]', '["\\ud800"]']) expect(parse(text).faults[0]).toMatchObject({ severity: 'warning' })
  })

  test('__proto__ is a name like any other', () => {
    const { value, faults } = parse('{"__proto__": 1, "__proto__": {"polluted": true}}')
    expect(Object.keys(value as object)).toEqual(['__proto__'])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ rule: 'syntax/duplicate-key', data: { name: '__proto__', firstLine: 1 } })
    expect({}).not.toHaveProperty('polluted')
  })

  test('a fault knows the container in which it stands', () => {
    expect(parse('{"a": {"b": [0, {"c": 1, "c": 2}]}}').faults[0]?.path).toEqual(['a', 'b', '1'])
    expect(parse('{"a": [1,]}').faults[0]?.path).toEqual(['a'])
    expect(parse('{"a": 1,}').faults[0]?.path).toEqual([])
  })

  test('comments are listed where they are allowed', () => {
    const text = '// a\n[/* b */ 1]'
    const spans = [
      { start: 0, end: 4 },
      { start: 6, end: 13 },
    ]
    expect(parse(text, true).comments).toEqual(spans)
    expect(parse(text)).not.toHaveProperty('comments')
    expect(parse('[1]', true)).not.toHaveProperty('comments')
  })

  test('a byte-order mark in a text is a fault and no part of it', () => {
    const document = parse('\uFEFF{"a": 1}')
    expect(document.faults).toMatchObject([{ rule: 'syntax/byte-order-mark', start: 0, end: 0 }])
    expect(document).toMatchObject({ text: '{"a": 1}', value: { a: 1 } })
  })

  test('faults of decoding come first and are kept', () => {
    const fault = { rule: 'syntax/encoding', message: 'x', data: {}, start: 1, end: 2, path: [] }
    expect(parseDocument({ name: 'x', text: '[1,]', faults: [fault], comments: false }).faults).toMatchObject([
      fault,
      { rule: 'syntax/trailing-comma' },
    ])
  })

  test('after a fatal fault nothing is looked for', () => {
    const fault = { rule: 'syntax/encoding', message: 'x', data: {}, start: 0, end: 0, path: [], fatal: true } as const
    const document = parseDocument({ name: 'x', text: 'PNG', faults: [fault], comments: false })
    expect(document).toMatchObject({ value: undefined, faults: [fault] })
  })
})

describe('what can be guessed of a broken text', () => {
  test.each([
    [
      '{"integration": {"id": "intver_1", "actions": {"a": {"title": "x',
      { integration: { id: 'intver_1', actions: { a: { title: 'x' } } } },
    ],
    ['{"a": [1, {"b":', { a: [1, { b: null }] }],
    ['{"a": NaN, "b": 1}', { a: null, b: 1 }],
    ['{"a": {"b": [1}, "c": 2}', { a: { b: [1] }, c: 2 }],
    ['export default {"a": 1};', { a: 1 }],
    ['{"a": 1} {"b": 2}', { a: 1 }],
    ['', null],
  ])('%j', (text, recovered) => {
    expect(parse(text)).toMatchObject({ value: undefined, recovered })
  })
})

describe('limits', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`

  test('the deepest document that is read', () => {
    expect(parse(nested(MAX_DEPTH)).faults).toEqual([])
    expect(parse(`${nested(MAX_DEPTH)} //`, true).faults).toEqual([])
  })

  test.each([
    ['closed', nested(MAX_DEPTH + 1)],
    ['100,000 levels', nested(100_000)],
    ['not closed', '['.repeat(100_000)],
    ['with other faults', `${'['.repeat(MAX_DEPTH)}{`],
  ])('one level more: %s', (_name, text) => {
    const document = parse(text)
    expect(document.value).toBeUndefined()
    expect(document.faults).toMatchObject([{ rule: 'syntax/too-deep', start: MAX_DEPTH, end: MAX_DEPTH + 1 }])
  })

  test('a long text is not parsed in vain before its depth is known', () => {
    const parsed = jest.spyOn(JSON, 'parse')
    const text = `["${'x'.repeat(24_000_000)}", ${nested(MAX_DEPTH)}]`
    expect(parse(text).faults).toMatchObject([{ rule: 'syntax/too-deep', start: text.length - MAX_DEPTH - 2 }])
    expect(parsed).not.toHaveBeenCalledWith(text)
    parsed.mockRestore()
  })

  // The root counts, too.
  const items = (count: number, item = '1') => `[${Array(count).fill(item).join()}]`
  // `test/hostile/values.system.test.ts` tries the limit of a definition; a smaller one shows the same in less time.
  const MOST = 2 ** 12
  // The values of a text that is longer than LONG_TEXT (src/document/parse.ts) are counted before it is parsed.
  const LONG = ' '.repeat(24_000_000 / MOST + 1)
  const parseMost = (text: string) => parseDocument({ name: 'test.json', text, comments: true, mostValues: MOST })

  test('the most values that are read', () => {
    expect(parse(items(MAX_VALUES - 1)).faults).toEqual([])
    expect(parseMost(`${items(MOST - 1)} //`).faults).toEqual([])
    // As a text so long that its values are counted beforehand: commas and brackets, more than there are values.
    const sparse = items(MOST / 2, `[]${LONG}${LONG}`)
    expect(parseMost(sparse).faults).toEqual([])
  })

  test.each([
    ['items', items(MOST), 2 * MOST - 1, 1],
    ['arrays', items(MOST, '[]'), 3 * MOST - 2, 1],
    ['in a long text', items(MOST, `1${LONG}`), (2 + LONG.length) * MOST - 1 - LONG.length, 1],
    ['keys', items(MOST / 2, '{"a":1}'), 4 * MOST - 2, 1],
    ['not closed', `[${'"a",'.repeat(2 * MOST)}`, 4 * MOST - 3, 3],
  ])('one value more: %s', (_name, text, start, length) => {
    const document = parseMost(text)
    expect(document.value).toBeUndefined()
    expect(document.faults).toMatchObject([
      { rule: 'syntax/too-large', start, end: start + length, data: { limit: MOST } },
    ])
  })

  test('objects and missing commas at the limit', () => {
    const document = parse(`${'{"a":[1 '.repeat(MAX_DEPTH)}`)
    expect(document.faults.at(-1)).toMatchObject({ rule: 'syntax/too-deep' })
  })

  test('so many faults that nobody reads them', () => {
    const { faults, value } = parse(`[${'True,'.repeat(MAX_SYNTAX_FAULTS + 5)}1]`)
    expect(value).toBeUndefined()
    expect(faults).toHaveLength(MAX_SYNTAX_FAULTS)
    expect(faults.at(-1)).toMatchObject({ rule: 'syntax/too-many-faults', start: 1 + 5 * (MAX_SYNTAX_FAULTS - 1) })
  })

  test.each([
    ['bad escapes in one string', `["${'\\q'.repeat(20_000)}"]`],
    ['comments', `[${'/**/'.repeat(20_000)}1]`],
    ['missing commas', `[1${' 1'.repeat(20_000)}]`],
    ['missing colons', `{${'"a" 1,'.repeat(20_000)}"b":1}`],
  ])('too many %s', (_name, text) => {
    expect(parse(text).faults).toHaveLength(MAX_SYNTAX_FAULTS)
  })

  test.each([
    ['comments', `[${'/**/'.repeat(MAX_REPAIRS + 5)}1]`, 1 + 4 * (MAX_REPAIRS - 1), true],
    ['control characters of one string', `["${'\t'.repeat(MAX_REPAIRS + 5)}"]`, 2 + MAX_REPAIRS - 1, false],
    ['control characters of one key', `{"${'\t'.repeat(MAX_REPAIRS + 5)}": 1}`, 2 + MAX_REPAIRS - 1, false],
  ])('too many %s', (_name, text, start, comments) => {
    const { faults, value } = parse(text, comments)
    expect(value).toBeUndefined()
    expect(faults).toMatchObject([{ rule: 'syntax/too-many-faults', start, data: { limit: MAX_REPAIRS } }])
  })
})
