import { loadVrl } from '../../src/runtime/vrl-runtime'
import { takesEachBranch } from '../../src/vrl/branches'
import { lex } from '../../src/vrl/lexer'
import { innermostStatements } from '../../src/vrl/statements'

/** The statement of a piece of code, the one around it, and whether it ends its block. */
function statementOf(source: string, code: string) {
  const { tokens } = lex(source)
  const text = (first = 0, last = -1) => source.slice(tokens[first]?.start, tokens[last]?.end)
  const statement = innermostStatements(tokens)[tokens.findIndex(({ start }) => start === source.lastIndexOf(code))]
  if (statement === undefined) return undefined
  const { first, last, endsBlock, outer } = statement
  return { own: text(first, last), outer: outer === undefined ? undefined : text(outer.first, outer.last), endsBlock }
}

describe('the innermost statement', () => {
  const IF = 'if a {\n  b\n  c\n} else {\n  d\n}'

  test.each<[string, string, ReturnType<typeof statementOf>]>([
    ['a\nb', 'a', { own: 'a', outer: undefined, endsBlock: false }],
    ['a; b', 'b', { own: 'b', outer: undefined, endsBlock: true }],
    ['a ||\n  b', 'b', { own: 'a ||\n  b', outer: undefined, endsBlock: true }],
    ['f(\n  a,\n  b\n)\nc', 'b', { own: 'f(\n  a,\n  b\n)', outer: undefined, endsBlock: false }],
    ['{ "a": 1,\n "b": c }\nd', 'c', { own: '{ "a": 1,\n "b": c }', outer: undefined, endsBlock: false }],
    [IF, 'b', { own: 'b', outer: IF, endsBlock: false }],
    [IF, 'c', { own: 'c', outer: IF, endsBlock: true }],
    [IF, 'd', { own: 'd', outer: IF, endsBlock: true }],
    [IF, 'else', { own: IF, outer: undefined, endsBlock: true }],
    ['x = f(y) -> |k, v| { z = k\n v }', 'v', { own: 'v', outer: 'x = f(y) -> |k, v| { z = k\n v }', endsBlock: true }],
  ])('%j: of %s', (source, code, expected) => {
    expect(statementOf(source, code)).toEqual(expected)
  })

  test('brackets that never close, or never open, are survived', () => {
    for (const source of ['{{{', ')))', 'if {', '}{', 'a -> |']) expect(() => statementOf(source, source)).not.toThrow()
  })
})

test.each<[string, boolean]>([
  ['1', true],
  ['if .a == 1 { 1 } else { 2 }', true],
  ['if .a == 3 { 1 } else { 2 }', false],
  ['if .a == 1 { 1 } else if .a == 2 { 2 } else { 3 }', false],
  ['if .a == 1 { if .a == 2 { 1 } else { 2 } } else { 3 }', false],
  ['x = {}\nif x == {} {\n  1\n}', true],
  ['if .a == 1 { abort } else { 2 }', false],
  ['if .a == 1 { . = {}; 1 } else { 2 }', false],
])('every branch of %j runs: %s', (source, expected) => {
  expect(takesEachBranch(loadVrl(), source, [{ a: 1 }, { a: 2 }])).toBe(expected)
})
