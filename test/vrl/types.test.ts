import { loadVrl } from '../../src/runtime/vrl-runtime'
import { lex } from '../../src/vrl/lexer'
import { mayBe } from '../../src/vrl/results'
import { type EventType, type ResultType, SCRIPT_TYPES } from '../../src/vrl/script-types'
import { innermostStatements } from '../../src/vrl/statements'
import { inferResult, typesOf } from '../../src/vrl/types'

const REQUEST = SCRIPT_TYPES.extract.event

function inferred(source: string, event?: EventType): string | undefined {
  return inferResult(loadVrl(), source, event)?.text
}

function statementAt(source: string, offset: number) {
  const { tokens } = lex(source)
  const statement = innermostStatements(tokens)[tokens.findIndex(({ start }) => start === offset)]
  if (statement === undefined) throw new Error('No statement is there.')
  return statement
}

describe('what a script gives, as the compiler infers it', () => {
  test.each<[string, string]>([
    ['"a"', 'string'],
    ['1', 'integer'],
    ['1.5', 'float'],
    ['.a = [1]', '[integer]'],
    ['{ "a": "b" }', '{ a: string }'],
    ['{}', 'object'],
    ['if .a == 1 { "a" }', 'string or null'],
    ['if .a == 1 { 2 } else { null }', 'integer or null'],
    ['# nothing', 'null'],
    ['"a" # the last\n', 'string'],
    ['"a";', 'string'],
    ['abort', ''],
    ['if .a == 1 { abort } else { abort }', ''],
    ['x = {}\nif .a == 1 { x = null }\nx', 'null or object'],
    // What is returned.
    ['return null', 'null'],
    ['if .a == 1 { return 1 }\n"a"', 'string or integer'],
    ['if .a == 1 { return 1 } else { return [2] }', 'integer or [integer]'],
    ['return if .a == 1 {\n 1\n} else { 2.5 }', 'integer or float'],
    ['{ return "a" }', 'string'],
    // What closures give and assign.
    ['for_each([1]) -> |_i, x| { x + 1 }', 'null'],
    ['map_values({ "a": 1 }) -> |v| { v }', '{ a: integer }'],
    ['filter([1]) -> |_i, _v| { true }', 'array'],
    ['x = "a"\nfor_each([1]) -> |_i, v| { y = v\n y }\nx', 'string'],
  ])('%j: %s', (source, text) => {
    expect(inferred(source)).toBe(text)
  })

  test.each<[string]>([
    ['id = null\nfor_each([1]) -> |_i, v| { id = v }\nid'],
    ['id = null\nif .a == 1 { for_each([1]) -> |_i, v| { id = v } }\nid'],
    ['id = null\nfor_each([1]) -> |_i, v| { for_each([2]) -> |_j, w| { id = w } }; id # the last'],
    ['.id = null\nfor_each([1]) -> |_i, v| { .id = v }\n.id'],
  ])('what a closure assigns may be anything: %j', (source) => {
    expect(inferResult(loadVrl(), source, undefined)?.types).toContain('string')
  })

  test('a value from outside may be anything, unless the event is typed', () => {
    expect(inferred('.body')).toMatch(/^string, integer, .* or object$/)
    expect(inferred('.body', REQUEST)).toBe('string or null')
    expect(inferred('.headers', REQUEST)).toBe('object')
    expect(inferred('.body.team', REQUEST)).toBe('null')
  })

  test('nothing is known of what does not compile', () => {
    expect(inferred('.a)')).toBeUndefined()
    expect(inferred('x')).toBeUndefined()
  })

  test.each<[string, ResultType, boolean]>([
    ['1', 'string', false],
    ['if .a == 1 { "a" }', 'string', true],
    ['{ "a": "b" }', 'string', false],
    ['["a"]', 'string', false],
    ['.', 'object', true],
    ['.a', 'object', true],
  ])('%j may be %s: %s', (source, wanted, expected) => {
    const types = inferResult(loadVrl(), source, undefined)?.types ?? new Set<string>()
    expect(mayBe(types, wanted)).toBe(expected)
  })
})

describe('the types of expressions in a script', () => {
  test('are those at their places', () => {
    const source = 'x = .body\n[x]\nx = { "b": x }\n[x.b.c]\nif .path == "" { x = parse_json!(.body) }\n[x.b.c]'
    const types = typesOf(loadVrl(), source, REQUEST, [
      { code: 'x', before: statementAt(source, source.indexOf('[x]')) },
      { code: 'x.b.c', before: statementAt(source, source.indexOf('[x.b.c]')) },
      { code: 'x.b.c', before: statementAt(source, source.lastIndexOf('[x.b.c]')) },
    ])
    expect(types.slice(0, 2)).toEqual([new Set(['string', 'null']), new Set(['null'])])
    expect(types[2]).toEqual(new Set(['any']))
  })

  test('a conversion of a text does not become one that cannot fail', () => {
    const source = 'body = to_string(.body) ?? ""\nquery = parse_query_string(.query) ?? {}\n[1]'
    const before = statementAt(source, source.indexOf('['))
    const codes = ['body', 'body.id', 'query', 'query.id', 'query.id.x']
    const types = typesOf(
      loadVrl(),
      source,
      REQUEST,
      codes.map((code) => ({ code, before })),
    )
    expect(types.map((one) => [...(one ?? [])].join())).toEqual([
      'string',
      'null',
      'object',
      'string,null,array',
      'null',
    ])
  })

  test('are not known where the compiler has another complaint', () => {
    expect(typesOf(loadVrl(), '[1]', REQUEST, [{ code: 'nowhere', before: statementAt('[1]', 0) }])).toEqual([
      undefined,
    ])
    expect(typesOf(loadVrl(), '[1', REQUEST, [{ code: '.body', before: statementAt('[1', 0) }])).toEqual([undefined])
  })
})
