import { loadVrl } from '../../src/runtime/vrl-runtime'
import { trySamples } from '../../src/vrl/results'
import { SCRIPT_TYPES } from '../../src/vrl/script-types'

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
