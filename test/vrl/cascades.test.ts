import { loadVrl } from '../../src/runtime/vrl-runtime'

/** The errors of a script as «place»s, in its order. */
function rootsOf(source: string): string[] {
  return loadVrl()
    .check(source)
    .errors.map(({ span, code }) => `${code} ${source.slice(...span)}`)
}

describe('of the errors of a script, the root errors remain', () => {
  test.each([
    ['a variable whose value does not compile', 'a = parse_json(.b)\na.c', ['103 parse_json(.b)']],
    ['variables that hang together', 'a = parse_json(.b)\nb = a.c\nc = b\nc', ['103 parse_json(.b)']],
    ['a variable of which the error is needless', 'x, err = upcase("a")\nx', ['104 err']],
    ['a variable behind a syntax error', 'a = = 1\nb = a', ['203 =']],
    ['an object without a comma', 'x = {\n"a": 1\n"b": 2\n}\nx', ['203 "b"']],
    ['a branch behind a syntax error', 'if .a == 1 {\n  .b[length(.c)]\n} else {\n  null\n}', ['203 length']],
    ['brackets that never close', 'a = [1, 2\nb = 3\nc = = 4', ['203 b']],
    ['a variable that is nowhere, used twice', 'upcase(x)\ndowncase(x)', ['701 x']],
    ['the same variable in a template', '[x]\n"{{ x }}"', ['701 x']],
  ])('%s', (_name, source, expected) => {
    expect(rootsOf(source)).toEqual(expected)
  })

  test.each([
    ['two unknown functions', 'a = foo(1)\nb = bar(2)\n[a, b]', ['105 foo', '105 bar']],
    ['syntax errors of two statements', 'a = = 1\nb = ] 2\n', ['203 =', '203 ]']],
    ['a syntax error behind closed brackets', 'a = (1\nb = )2\nc = = 3', ['203 \n', '203 =']],
    ['two variables that are nowhere', '[x]\n[y]', ['701 x', '701 y']],
    ['a variable of a block, which ends with it', 'if true { x = 1 }\nx', ['701 x']],
    ['a variable that is only named like the broken one', 'a = upcase(.x)\nb = c', ['103 upcase(.x)', '701 c']],
    ['a condition and a value', 'if .a { 1 }\nb = to_int(.c)\nb', ['102 .a', '103 to_int(.c)']],
  ])('independent: %s', (_name, source, expected) => {
    expect(rootsOf(source)).toEqual(expected)
  })
})
