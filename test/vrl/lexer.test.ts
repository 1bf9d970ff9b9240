import { lex, unescaped } from '../../src/vrl/lexer'

/** Types and texts of the tokens; `+` marks those that stand at the one before. */
function shown(source: string): string {
  return lex(source)
    .tokens.map(({ type, text, adjacent }) => `${adjacent ? '+' : ''}${type} ${JSON.stringify(text).slice(1, -1)}`)
    .join(' · ')
}

describe('tokens', () => {
  test.each([
    ['a path', '.a.b', 'dot . · +identifier a · +dot . · +identifier b'],
    ['a quoted field', '.headers."x-y"', 'dot . · +identifier headers · +dot . · +string \\"x-y\\"'],
    [
      'indices',
      '.a[0][-1]',
      'dot . · +identifier a · +open [ · +number 0 · +close ] · +open [ · +number -1 · +close ]',
    ],
    ['calls', 'f(g!(a))', 'call f · +open ( · +call g · +operator ! · +open ( · +identifier a · +close ) · +close )'],
    ['a comparison that is no call', 'a != b', 'identifier a · operator != · identifier b'],
    ['numbers', '1 1.5 1_000 -2', 'number 1 · number 1.5 · number 1_000 · number -2'],
    ['names that begin with a digit', '.1a.2b', 'dot . · +identifier 1a · +dot . · +identifier 2b'],
    ['names with an at sign', '.@timestamp', 'dot . · +identifier @timestamp'],
    ['negations', '!!a', 'operator ! · +operator ! · +identifier a'],
    [
      'operators',
      'a ?? b |= c -> d',
      'identifier a · operator ?? · identifier b · operator |= · identifier c · operator -> · identifier d',
    ],
    ['a comment', 'a # .b "c\nd', 'identifier a · end \\n · +identifier d'],
    ['a comment at the end', 'a# b', 'identifier a'],
    ['a string with escapes', '"a\\"b" c', 'string \\"a\\\\\\"b\\" · identifier c'],
    ['a string over two lines', '"a\\\n b"', 'string \\"a\\\\\\n b\\"'],
    ['a string with a template', '"{{ a }}"', 'string \\"{{ a }}\\"'],
    [
      'raw strings, expressions, timestamps',
      "s'a\\'b' r'\\d\"' t'2020'",
      "literal s'a\\\\'b' · literal r'\\\\d\\\"' · literal t'2020'",
    ],
    ['a name before a quote', "x'", "identifier x · +invalid '"],
    [
      'separators',
      'a;b\n{c: d, e}',
      'identifier a · +end ; · +identifier b · +end \\n · +open { · +identifier c · +colon : · identifier d · +comma , · identifier e · +close }',
    ],
    ['metadata', '%a', 'percent % · +identifier a'],
    ['characters that VRL does not know', 'é😀^', 'invalid é · +invalid 😀 · +invalid ^'],
    ['nothing', ' \t\r', ''],
  ])('%s', (_name, source, expected) => {
    expect(shown(source)).toBe(expected)
  })

  test('lie where they say', () => {
    const source = 'x = "é" + s\'😀\' # c\n.y[0] |= f!(1)'
    for (const { text, start, end } of lex(source).tokens) expect(source.slice(start, end)).toBe(text)
  })
})

describe('faults', () => {
  test.each([
    ['a string without an end', 'a = "b\nc', [['unterminated', 4, 8]]],
    ['a raw string without an end', "a = s'b", [['unterminated', 4, 7]]],
    ['a string that ends in a backslash', '"a\\', [['unterminated', 0, 3]]],
    [
      'unknown escapes',
      '"\\q\\n\\😀"',
      [
        ['escape', 1, 3],
        ['escape', 5, 8],
      ],
    ],
    ['none in a comment', '# "', []],
    ['none in a raw string', "s'\\q'", []],
  ])('%s', (_name, source, expected) => {
    expect(lex(source).faults.map(({ type, start, end }) => [type, start, end])).toEqual(expected)
  })
})

test.each([
  ['"a-b"', 'a-b'],
  ['"\\"\\\\\\n\\r\\t\\0\\\'"', '"\\\n\r\t\0\''],
  ['"a\\\n   b"', 'ab'],
  ['"\\{{a}}"', '{{a}}'],
])('%s is the text %j', (source, text) => {
  const [token] = lex(source).tokens
  expect(token === undefined ? undefined : unescaped(token)).toBe(text)
})
