import { loadVrl } from '../../src/runtime/vrl-runtime'
import { MAX_SCRIPT_LENGTH } from '../../src/vrl/lexer'
import { readScript, type VrlPath } from '../../src/vrl/reading'

function path({ segments, assigned, tested }: VrlPath): string {
  return `${segments.map((one) => (typeof one === 'number' ? `[${one}]` : one)).join('/')}${assigned ? ' =' : ''}${tested ? ' ?' : ''}`
}

function pathsOf(source: string): string[] {
  return readScript(source)?.paths.map(path) ?? ['unread']
}

describe('paths', () => {
  test.each([
    ['a field', '.webhookId', ['webhookId']],
    ['fields of fields', '.query.code', ['query/code']],
    ['a quoted field', '.headers."x-y".z', ['headers/x-y/z']],
    ['a quoted field with an escape', '."a\\"b"', ['a"b']],
    ['an index', '.a[0].b[-1]', ['a/[0]/b/[-1]']],
    ['the event itself', '.', ['']],
    ['an index of the event', '.[0]', ['[0]']],
    ['keywords as fields', '.if.else', ['if/else']],
    ['an argument', 'to_string!(.env)', ['env']],
    ['arguments by name', 'split(value: .a, pattern: ",")', ['a']],
    ['the fields of a result are none', 'parse_json!(.body).url', ['body']],
    ['the fields of a variable are none', 'a = 1\na.b.c', []],
    ['the fields of brackets are none', '[.a][0].b\n{"x": .c}.d\n(.e)\n.f', ['a', 'c', 'e', 'f']],
    ['without spaces around', '[.a,.b]', ['a', 'b']],
    ['behind operators', '.a+.b??.c||.d', ['a', 'b', 'c', 'd']],
    ['behind keywords', 'if .a == 1 { .b } else { abort .c }', ['a', 'b', 'c']],
    ['behind a negation', '!.a', ['a']],
    ['in a closure', 'for_each(array!(.a)) -> |_i, v| { .b = v.c }', ['a', 'b =']],
    ['not in texts', `".a" + s'.b' # .c`, []],
    ['not in expressions and timestamps', "[r'.a', t'2020-01-01T00:00:00.1Z']", []],
    ['not in numbers', '1.5 + 2.', []],
    ['not metadata', '%a.b', []],
    ['assigned', '.a = 1', ['a =']],
    ['merged', '.a |= {}', ['a =']],
    ['compared, not assigned', '.a == 1', ['a']],
    ['assigned with an error', '.a, .err = to_int(.b)', ['a =', 'err =', 'b']],
    ['assigned with an error in a variable', '.a.b, err = to_int(.c)', ['a/b =', 'c']],
    ['replaced', '. = {}', [' =']],
    ['asked for', 'exists(.a) && exists( .b )', ['a ?', 'b ?']],
    ['behind a variable', 's = .secrets\ns.KEY', ['secrets', 'secrets/KEY']],
    ['behind a variable for the event', 'e = .; e.a', ['', 'a']],
    ['behind a variable that is used before', 's.KEY\ns = .secrets', ['secrets']],
    ['behind a variable with two values', 's = .a\ns = .b\ns.c', ['a', 'b']],
    ['behind a variable that is changed', 's = .a\ns.b = 1\ns.c', ['a']],
    ['behind a variable for more than a path', 's = .a ?? {}\ns.b', ['a']],
    ['behind a parameter of the same name', 's = .a\nfor_each(.b) -> |k, s| { s.c }', ['a', 'b']],
    ['in a template, only variables stand', '"{{ .a }}"', []],
  ])('%s', (_name, source, expected) => {
    expect(pathsOf(source)).toEqual(expected)
  })

  test('lie where they say, with each of their parts', () => {
    const source = '# é😀\nx = .secrets\n[.headers."x-y"[0], x.KEY]'
    const found = readScript(source)?.paths.map(({ span, spans }) => [
      source.slice(...span),
      ...spans.map((one) => source.slice(...one)),
    ])
    expect(found).toEqual([
      ['.secrets', 'secrets'],
      ['.headers."x-y"[0]', 'headers', '"x-y"', '0'],
      ['x.KEY', 'x', 'KEY'],
    ])
  })

  test.each(['"unterminated', '"\\q"', ' '.repeat(MAX_SCRIPT_LENGTH + 1)])('%j is not read', (source) => {
    expect(readScript(source)).toBeUndefined()
  })
})

// The compiler tells no paths; but a path that is found where one is, and nowhere else, can be renamed.
describe('the paths of a script are those that the compiler sees', () => {
  test.each([
    ['.a'],
    ['[.a, .b.c, .d[0]]'],
    ['{ "a": .a, "b": [.b.c] }'],
    ['"x" + string!(.a) + s\'.a\' + "{{ 1 }}"'.replace('"{{ 1 }}"', '".a"')],
    ['x = .b\n[x.c, x."c", {"a": 1}.a]'],
    ['if .a == "A" { .b.c } else { .a }'],
    ['.new = .a\n[.new, .a] # .a'],
    ['to_string!(.a)+to_string!(.b.c)'],
    ['replace(string!(.a), r\'.a\', ".b")'],
    ['[1.5, .d[1], -1, .a]'],
    ['map_values({"k": 1}) -> |v| { [v, .a] }'],
    ['.a,err=to_int(.b.c)\n[.a, is_null(err)]'],
    ['[\n  .a, # .b\n  .b.c,\n]'],
    ['exists(.a) && !exists(.zz)'],
    ['parse_json!("{\\"a\\": 1}").a'],
    ['encode_json({"a": .a}).a ?? .a'.replace('.a ?? .a', '')],
  ])('%j', (source) => {
    const compiler = loadVrl()
    const event = { a: 'A', b: { c: 'C' }, d: [1, 2] }
    const before = compiler.run(source, event)
    const fields = new Map<string, readonly [number, number]>()
    for (const { spans, segments, span } of readScript(source)?.paths ?? []) {
      const [place] = spans
      // What stands behind a variable shares the place of the variable.
      if (source[span[0]] === '.' && place !== undefined) fields.set(`${place[0]} ${segments[0]}`, place)
    }
    let renamed = source
    for (const [start, end] of [...fields.values()].sort((one, other) => other[0] - one[0])) {
      renamed = `${renamed.slice(0, start)}z_${renamed.slice(start, end)}${renamed.slice(end)}`
    }
    const after = compiler.run(renamed, { z_a: 'A', z_b: { c: 'C' }, z_d: [1, 2] })
    expect(before.type).toBe('value')
    expect(after.type === 'value' ? after.result : after).toEqual(before.type === 'value' ? before.result : undefined)
  })
})

test('calls are listed with their places', () => {
  const source = 'log("a()")\nif upcase!(f.g) { x = h (1) } # i()'
  expect(readScript(source)?.calls.map(({ name, span }) => [name, source.slice(...span)])).toEqual([
    ['log', 'log'],
    ['upcase', 'upcase'],
  ])
})

describe('the result is the last statement', () => {
  test.each([
    ['of one', '"a"'],
    ['behind another', 'a = 1\n«a»'],
    ['behind a semicolon', 'a = 1; «a»;'],
    ['before a comment', '«a» # b\n'],
    ['over several lines', 'a = 1\n«{\n  "b": [\n    1\n  ]\n}»\n'],
    ['with a branch', 'a = 1\n«if a == 1 {\n  1\n}\nelse {\n  2\n}»'],
    ['that goes on behind an operator', 'a = "x"\n«a +\n  "b"»'],
    ['that closes too much', '}\n«a»'],
    ['of none', ' # nothing'],
  ])('%s', (_name, marked) => {
    const source = marked.replace(/[«»]/g, '')
    const expected = /«(.*)»/s.exec(marked)?.[1] ?? source
    const result = readScript(source)?.result
    expect(result === undefined ? undefined : source.slice(...result)).toBe(expected)
  })
})
