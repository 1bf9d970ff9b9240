import type { VrlCompiler, VrlOutcome, VrlRefusal } from '../../src/vrl/compiler'
import { withVrlBudget } from '../../src/vrl/patience'
import { trySamples } from '../../src/vrl/results'
import { SCRIPT_TYPES } from '../../src/vrl/script-types'

/** A compiler that refuses the scripts that begin with the name of a reason, and counts what it is asked. */
function compilerThatRefuses(): { compiler: VrlCompiler; asked: string[] } {
  const asked: string[] = []
  const refusalOf = (source: string): VrlRefusal | undefined => {
    asked.push(source)
    const reason = (['time', 'memory', 'stack'] as const).find((name) => source.startsWith(name))
    return reason === undefined ? undefined : { reason, message: 'Too much.' }
  }
  const compiler: VrlCompiler = {
    check(source) {
      const refusal = refusalOf(source)
      return { errors: [], warnings: [], ...(refusal === undefined ? {} : { refusal }) }
    },
    run(source): VrlOutcome {
      const refusal = refusalOf(source)
      return refusal === undefined ? { type: 'value', result: source, event: undefined } : { type: 'refused', refusal }
    },
  }
  return { compiler, asked }
}

function patient(compiler: VrlCompiler): VrlCompiler {
  const made = withVrlBudget(() => compiler)()
  if (made === undefined) throw new Error('There is a compiler.')
  return made
}

describe('the patience with one document', () => {
  test.each(['check', 'run'] as const)('to %s costly scripts is lost after some', (method) => {
    const { compiler, asked } = compilerThatRefuses()
    const one = patient(compiler)
    const answers = Array.from({ length: 10 }, (_, index) => {
      const answer = one[method](`memory ${index}`, {})
      return 'refusal' in answer ? answer.refusal?.reason : undefined
    })
    expect(answers).toEqual([...Array(4).fill('memory'), ...Array(6).fill('patience')])
    expect(asked).toHaveLength(4)
    expect(one.run('cheap', {})).toMatchObject({ type: 'refused', refusal: { reason: 'patience' } })
    expect(one.check('cheap')).toMatchObject({ refusal: { reason: 'patience' } })
  })

  test('is not lost over cheap scripts, or over one that is asked about again', () => {
    const { compiler, asked } = compilerThatRefuses()
    const one = patient(compiler)
    for (let index = 0; index < 100; index += 1) {
      expect(one.check('time').refusal?.reason).toBe('time')
      expect(one.check(`stack ${index % 10}`).refusal?.reason).toBe('stack')
      expect(one.run(`cheap ${index}`, {})).toMatchObject({ type: 'value' })
    }
    expect(asked).toHaveLength(111)
  })

  test('is of no use without a compiler', () => {
    expect(withVrlBudget(() => undefined)()).toBeUndefined()
  })

  test('does not decide what the next document is told of the same script', () => {
    const { compiler } = compilerThatRefuses()
    const types = (one: VrlCompiler) => trySamples(one, 'cheap', SCRIPT_TYPES.linkTemplate).map(({ type }) => type)
    const weary = patient(compiler)
    for (let index = 0; index < 4; index += 1) weary.check(`memory ${index}`)
    expect(types(weary)).toEqual([undefined, undefined])
    expect(types(patient(compiler))).toEqual(['string', 'string'])
  })
})

test('more scripts than are remembered are run again, with the same results', () => {
  const { compiler, asked } = compilerThatRefuses()
  const results = () =>
    Array.from(
      { length: 250 },
      (_, index) => trySamples(compiler, `cheap ${index}`, SCRIPT_TYPES.linkTemplate)[0]?.text,
    )
  const first = results()
  expect(first).toEqual(Array.from({ length: 250 }, (_, index) => `cheap ${index}`))
  expect(asked).toHaveLength(500)
  expect(results()).toEqual(first)
  expect(asked.length).toBeGreaterThan(500)
})
