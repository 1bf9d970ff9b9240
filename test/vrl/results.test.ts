import { loadVrl } from '../../src/runtime/vrl-runtime'
import { inferredResult, mayBe, trySamples } from '../../src/vrl/results'
import { type ResultType, SCRIPT_TYPES } from '../../src/vrl/script-types'

describe('the type of a result as the compiler infers it', () => {
  test.each<[string, ResultType, string | undefined]>([
    ['"a"', 'string', undefined],
    ['1', 'string', 'integer'],
    ['1.5', 'string', 'float'],
    ['.a = [1]', 'string', '[integer]'],
    ['{ "a": "b" }', 'string', '{ a: string }'],
    ['if .a == 1 { "a" }', 'string', 'string or null'],
    ['if .a == 1 { 2 } else { null }', 'string', 'integer or null'],
    ['# nothing', 'string', 'null'],
    ['"a" # the last\n', 'string', undefined],
    ['"a";', 'string', undefined],
    ['abort', 'string', undefined],
    ['{}', 'object', undefined],
    ['.', 'object', undefined],
    ['"a"', 'object', 'string'],
    ['# nothing', 'object', 'null'],
    ['x = {}\nif .a == 1 { x = null }\nx', 'object', 'null or object'],
  ])('%j, where %s is wanted: %s', (source, wanted, inferred) => {
    expect(inferredResult(loadVrl(), source, wanted)).toBe(inferred)
  })

  test('a value from outside may be anything', () => {
    expect(inferredResult(loadVrl(), '.a', 'string')).toMatch(/^string, integer, .* or object$/)
  })

  test.each<[string, ResultType, boolean]>([
    ['integer', 'string', false],
    ['string or null', 'string', true],
    ['string, integer, null or object', 'object', true],
    ['string, integer, null or object', 'string', true],
    ['{ a: string }', 'string', false],
    ['[string]', 'string', false],
    ['any', 'object', true],
  ])('%s may be %s: %s', (inferred, wanted, expected) => {
    expect(mayBe(inferred, wanted)).toBe(expected)
  })
})

describe('samples', () => {
  test('a script is run on each', () => {
    const results = trySamples(loadVrl(), 'if .env == "production" { "yes" } else { 1 }', SCRIPT_TYPES.linkTemplate)
    expect(results.map(({ sample, type, text }) => [sample.name, type, text])).toEqual([
      ['in production', 'string', 'yes'],
      ['in staging', 'number', undefined],
    ])
  })

  test('a run without a value has no type', () => {
    for (const { type } of trySamples(loadVrl(), 'abort', SCRIPT_TYPES.fallbackHandler)) expect(type).toBeUndefined()
  })

  test('each type of value has its name', () => {
    const source = 'if .method == "GET" { [1] } else if .body == "" { true } else if .query == "" { null } else { {} }'
    const types = trySamples(loadVrl(), source, SCRIPT_TYPES.extract).map(({ type }) => type)
    expect([...new Set(types)].sort()).toEqual(['array', 'boolean', 'null', 'object'])
  })

  test('the same script is run once, but once for each type of script', () => {
    const compiler = loadVrl()
    const once = trySamples(compiler, '.path', SCRIPT_TYPES.extract)
    expect(trySamples(compiler, '.path', SCRIPT_TYPES.extract)).toBe(once)
    expect(trySamples(compiler, '.path', SCRIPT_TYPES.fallbackHandler)).not.toBe(once)
  })
})
