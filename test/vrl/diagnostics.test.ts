import { loadVrl } from '../../src/runtime/vrl-runtime'
import { formatDiagnostic as describeDiagnostic, readDiagnostics } from '../../src/vrl/diagnostics'

/** The errors and warnings of a script in which «…» marks the place of the first. */
function judged(marked: string): { places: string[]; said: string[] } {
  const source = marked.replace(/[«»]/g, '')
  const { errors, warnings } = loadVrl().check(source)
  return {
    places: [...errors, ...warnings].map(
      ({ span: [start, end] }) => `${source.slice(0, start)}«${source.slice(start, end)}»${source.slice(end)}`,
    ),
    said: [...errors, ...warnings].map((diagnostic) => describeDiagnostic(source, diagnostic)),
  }
}

describe('what the compiler says, and where', () => {
  test.each([
    [
      'an unknown function, with what was meant',
      '«upcas»("a")',
      'call to undefined function: `upcas`; did you mean "upcase"?',
    ],
    ['an unknown function like no other', '«qqqqqqqq»("a")', 'call to undefined function: `qqqqqqqq`'],
    ['a variable, without far-fetched advice', '«x»', 'call to undefined variable: `x`'],
    ['a variable behind characters of several bytes', 's = "é€😀"\ns + «tt»', 'call to undefined variable: `tt`'],
    ['a variable in a template', '"é {{ 1 }} «{{ yy }}»"'.replace('{{ 1 }} ', ''), 'call to undefined variable: `yy`'],
    [
      'a variable in a template behind characters of several bytes',
      's = "é"\n"😀{{s}} é «{{t}}»"',
      'call to undefined variable: `t`',
    ],
    ['an unexpected token as it is written', 'if true «then» 1', 'syntax error: unexpected `then`'],
    ['an unexpected line break', 'a = (1«\n»)', 'syntax error: unexpected line break; expected )'],
    ['few expected tokens', 'a = [1«;»]', 'syntax error: unexpected `;`; expected a line break, ,, ]'],
    [
      'an index that is computed',
      '.a[«.b»]'.replace('«.b»', '«b»'),
      'syntax error: unexpected `b`; an index must be an integer literal; use `get` for a computed one',
    ],
    ['the end of the script', 'upcase("a"«»', 'syntax error: unexpected end of program; expected a line break, ,, )'],
    ['a broken escape alone', 'a = 1\nb = "x«\\q»y"\n[a, b]', 'syntax error: invalid escape character: \\q'],
    ['a string without an end alone', 'a = 1\nb = «"x»\nc = 2\na', 'syntax error: invalid string literal'],
    ['a raw string without an end', "b = «s'x»", 'syntax error: invalid literal'],
    [
      'a regular expression',
      'match("a", «r\'[\'»)',
      'invalid regular expression: regex parse error: unclosed character class: [',
    ],
    [
      'an argument of the wrong type, with one proposal each',
      'upcase(«.x»)',
      'invalid argument type: this expression resolves to any; but the parameter "value" expects the exact type string; try ensuring an appropriate type at runtime, `.x = string!(.x)`; try coercing to an appropriate type and specifying a default value as a fallback in case coercion fails, `.x = to_string(.x) ?? "default"`',
    ],
    [
      'a condition that is none',
      'if «.x» { 1 }',
      'non-boolean predicate: this predicate must resolve to a boolean; instead it resolves to any; coerce the value to the required type with a coercion function',
    ],
    [
      'a reserved word',
      '«while» = 1',
      'reserved keyword: this identifier name is reserved for future use in the language; use a different name instead',
    ],
    [
      'a path in a template',
      '"a«{{ .webhookId }}»"',
      'call to undefined variable: `.webhookId` is not the name of a variable, which is all that a template may contain: assign it to a variable first',
    ],
    ['a byte-order mark', '«\ufeff».path', 'syntax error: unexpected byte-order mark (U+FEFF)'],
    ['half a surrogate pair before the place', '# \ud83d\n«x»', 'call to undefined variable: `x`'],
    [
      'a warning',
      '«a» = 1\n.b',
      'unused variable `a`: use the result of this expression or remove it; this expression has no side-effects',
    ],
  ])('%s', (_name, marked, said) => {
    expect(judged(marked)).toEqual({ places: [marked], said: [said] })
  })

  test.each([
    null,
    1,
    [],
    { errors: [] },
    { errors: [{}], warnings: [] },
    { errors: [{ code: 1, message: 'a', labels: [{ message: 'b', span: ['1', 2] }], notes: [] }], warnings: [] },
  ])('an answer in another form is refused: %j', (answer) => {
    expect(() => readDiagnostics('a', answer)).toThrow(TypeError)
  })

  test('a diagnostic without labels stands for the whole script', () => {
    const diagnostic = { code: 1, message: 'odd', labels: [], notes: [] }
    const { errors } = readDiagnostics('abc', { errors: [diagnostic], warnings: [] })
    expect(errors.map(({ span, title }) => [span, title])).toEqual([[[0, 3], 'odd']])
    expect(errors.map((error) => describeDiagnostic('abc', error))).toEqual(['odd'])
  })
})
