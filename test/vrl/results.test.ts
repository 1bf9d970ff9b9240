import { loadVrl } from '../../src/runtime/vrl-runtime'
import type { VrlCompiler } from '../../src/vrl/compiler'
import { trySamples } from '../../src/vrl/results'
import { SCRIPT_TYPES } from '../../src/vrl/script-types'

describe('samples', () => {
  test('a script is run on each', () => {
    const source = 'if .env == "production" { "yes" } else { 1 }'
    const results = [...trySamples(loadVrl(), source, SCRIPT_TYPES.linkTemplate)]
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
    const types = [...trySamples(loadVrl(), source, SCRIPT_TYPES.extract)].map(({ type }) => type)
    expect([...new Set(types)].sort()).toEqual(['array', 'boolean', 'null', 'object'])
  })

  test('a script is run on a sample when it is asked for, once for each type of script', () => {
    let runs = 0
    const { check, run } = loadVrl()
    const compiler: VrlCompiler = {
      check,
      run(source, event) {
        runs += 1
        return run(source, event)
      },
    }
    const [first] = trySamples(compiler, '.path', SCRIPT_TYPES.extract)
    expect(runs).toBe(1)
    const all = [...trySamples(compiler, '.path', SCRIPT_TYPES.extract)]
    expect(all[0]).toBe(first)
    expect([...trySamples(compiler, '.path', SCRIPT_TYPES.extract)]).toEqual(all)
    expect(runs).toBe(all.length)
    expect([...trySamples(compiler, '.path', SCRIPT_TYPES.fallbackHandler)][0]).not.toBe(first)
  })
})
