import { FREE_SCRIPT_TIME, SCRIPT_TIME } from '../../src/document/limits'
import { Linter } from '../../src/engine/lint'
import { RULES } from '../../src/rules/index.generated'
import { createVrlRuntime, loadVrl } from '../../src/runtime/vrl-runtime'
import { presetSettings } from '../../src/settings/presets'
import { type BudgetScope, withVrlBudget } from '../../src/vrl/budget'
import { createVrlCompiler, type VrlCompiler, type VrlOutcome } from '../../src/vrl/compiler'
import { trySamples } from '../../src/vrl/results'
import { scriptDocument } from '../../src/vrl/script-file'
import { SCRIPT_TYPES } from '../../src/vrl/script-types'

/** A compiler for which the scripts that begin with "costly" cost a third of a document's budget; counts what it is asked. */
function costlyCompiler(): { compiler: VrlCompiler; asked: string[] } {
  const asked: string[] = []
  const costOf = (source: string) => {
    asked.push(source)
    return source.startsWith('costly') ? { cost: SCRIPT_TIME.document / 3 } : {}
  }
  const compiler: VrlCompiler = {
    check: (source) => ({ errors: [], warnings: [], ...costOf(source) }),
    run: (source): VrlOutcome => ({ type: 'value', result: source, event: undefined, ...costOf(source) }),
  }
  return { compiler, asked }
}

function budgeted(compiler: VrlCompiler, scope: BudgetScope = 'document'): VrlCompiler {
  const made = withVrlBudget(() => compiler, scope)()
  if (made === undefined) throw new Error('There is a compiler.')
  return made
}

/** How many costly scripts, of as many documents, a run tries. */
const COSTLY_IN_RUN = Math.ceil(SCRIPT_TIME.run / (SCRIPT_TIME.document / 3 - FREE_SCRIPT_TIME))

const isRefused = (compiler: VrlCompiler, source: string) => compiler.check(source).refusal?.reason === 'budget'

describe('the budget of a document', () => {
  test('is used up by costly checks, and then refuses every script', () => {
    const { compiler, asked } = costlyCompiler()
    const document = budgeted(compiler)
    const refused = Array.from({ length: 6 }, (_, index) => isRefused(document, `costly ${index}`))
    expect(refused).toEqual([false, false, false, true, true, true])
    expect(asked).toHaveLength(3)
    expect(isRefused(document, 'cheap')).toBe(true)
    expect(document.run('cheap', {})).toMatchObject({ type: 'refused', refusal: { reason: 'budget' } })
    expect(document.check('cheap').refusal?.message).toContain('document')
  })

  test('is used up by costly runs', () => {
    const { compiler } = costlyCompiler()
    const document = budgeted(compiler)
    const types = Array.from({ length: 4 }, () => document.run('costly', {}).type)
    // A run checks the script, which costs a third as well.
    expect(types).toEqual(['value', 'value', 'refused', 'refused'])
  })

  test('is not touched by cheap scripts, or by the check of a script that is repeated', () => {
    const { compiler, asked } = costlyCompiler()
    const document = budgeted(compiler)
    for (let index = 0; index < 100; index += 1) {
      expect(isRefused(document, 'costly')).toBe(false)
      expect(document.run(`cheap ${index}`, {})).toMatchObject({ type: 'value' })
    }
    expect(asked.filter((source) => source === 'costly')).toHaveLength(1)
  })

  test('is separate from that of the next document, while both draw on the budget of the run', () => {
    const { compiler, asked } = costlyCompiler()
    const run = budgeted(compiler, 'run')
    const documents = Math.floor(COSTLY_IN_RUN / 3)
    for (let index = 0; index < documents; index += 1) {
      const document = budgeted(run)
      expect([1, 2, 3, 4].map((nth) => isRefused(document, `costly ${index} ${nth}`))).toEqual([
        false,
        false,
        false,
        true,
      ])
    }
    const next = budgeted(run)
    // A little of the run's budget is left.
    expect(isRefused(next, 'costly last')).toBe(false)
    expect(isRefused(next, 'cheap')).toBe(true)
    expect(next.check('cheap').refusal?.message).toContain('run')
    expect(asked).toHaveLength(COSTLY_IN_RUN)
  })

  test('does not decide what the next document is told of the same script', () => {
    const { compiler } = costlyCompiler()
    const types = (one: VrlCompiler) => [...trySamples(one, 'cheap', SCRIPT_TYPES.linkTemplate)].map(({ type }) => type)
    const spent = budgeted(compiler)
    for (let index = 0; index < 4; index += 1) spent.check(`costly ${index}`)
    expect(types(spent)).toEqual([undefined])
    expect(types(budgeted(compiler))).toEqual(['string', 'string'])
  })
})

describe('many scripts that cost little each', () => {
  /** How many scripts of a document, or of documents with one each, are compiled before the others are refused. */
  function compiled(cost: number, documents: boolean, call: 'check' | 'run'): number {
    let asked = 0
    const work = () => {
      asked += 1
      return { cost }
    }
    const compiler: VrlCompiler = {
      check: () => ({ errors: [], warnings: [], ...(call === 'check' ? work() : {}) }),
      run: (): VrlOutcome => ({ type: 'value', result: 1, event: {}, ...work() }),
    }
    const run = budgeted(compiler, 'run')
    const document = budgeted(run)
    for (let index = 0; index < 100_000; index += 1) {
      const one = documents ? budgeted(run) : document
      if (call === 'check' ? isRefused(one, `${index}`) : one.run(`${index}`, {}).type === 'refused') break
    }
    return asked
  }

  test.each([
    ['in one document', 9, false, 'check', SCRIPT_TIME.document / 9],
    ['in one document, and run', 9, false, 'run', SCRIPT_TIME.document / 9],
    ['in one document, as honest ones', 0.25, false, 'check', SCRIPT_TIME.document / 0.25],
    ['in many', 9, true, 'check', SCRIPT_TIME.run / (9 - FREE_SCRIPT_TIME)],
    ['in many, and run', 9, true, 'run', SCRIPT_TIME.run / (9 - FREE_SCRIPT_TIME)],
    ['in many, as honest ones', 0.5, true, 'check', 100_000],
  ] as const)('%s', (_where, cost, documents, call, expected) => {
    expect(compiled(cost, documents, call)).toBe(Math.ceil(expected))
  })
})

test('a check has a cost, which counts once in a document', () => {
  const [first, again] = [loadVrl().check('.a = 1 # once'), loadVrl().check('.a = 1 # once')]
  expect(first.cost).toBeGreaterThanOrEqual(0)
  expect(again).toEqual(first)
  const compiler: VrlCompiler = {
    check: () => ({ errors: [], warnings: [], cost: SCRIPT_TIME.document / 2 }),
    run: (): VrlOutcome => ({ type: 'value', result: 1, event: {} }),
  }
  for (const scope of ['document', 'run'] as const) {
    const one = budgeted(compiler, scope)
    for (let index = 0; index < 100; index += 1) expect(isRefused(one, '.a')).toBe(false)
  }
  expect(loadVrl().run('.a = 1 # once', {}).cost).toBeGreaterThanOrEqual(0)
})

test('a linter has a new budget in each run, as in the rounds of a watch', () => {
  const { compiler } = costlyCompiler()
  const linter = new Linter({ rules: RULES, vrl: () => compiler, frames: false })
  const settings = presetSettings('recommended', RULES)
  const isLinted = (text: string) => {
    const { document, recognised } = scriptDocument('a.vrl', { text, faults: [] })
    return linter.lint(document, recognised, settings).findings.every(({ message }) => !message.includes('of this run'))
  }
  const round = (name: string) =>
    Array.from({ length: COSTLY_IN_RUN + 1 }, (_, index) => isLinted(`costly ${name} ${index}`))
  expect(round('first').indexOf(false)).toBe(COSTLY_IN_RUN)
  expect(isLinted('cheap')).toBe(false)
  linter.startRun()
  expect(isLinted('cheap')).toBe(true)
  expect(round('second').indexOf(false)).toBe(COSTLY_IN_RUN)
})

test('there is no budget without a compiler', () => {
  expect(withVrlBudget(() => undefined, 'run')()).toBeUndefined()
})

test('a check that would take minutes ends', () => {
  const runtime = createVrlRuntime()
  // However busy the machine is, minutes are longer.
  let limit: number | undefined = 50
  const compiler = createVrlCompiler({
    ...runtime,
    withinTime: (work, usual) => runtime.withinTime(work, limit ?? usual),
  })
  // Each statement nests the type of the event in itself once more.
  const { errors, refusal, cost } = compiler.check('.a=.\n'.repeat(1900))
  expect({ errors, reason: refusal?.reason }).toEqual({ errors: [], reason: 'time' })
  expect(cost).toBeGreaterThan(0)
  limit = undefined
  expect(compiler.check('.b = nothing').errors).toMatchObject([{ code: 701 }])
})

test('more scripts than are remembered are run again, with the same results', () => {
  const { compiler, asked } = costlyCompiler()
  const results = () =>
    Array.from(
      { length: 250 },
      (_, index) => [...trySamples(compiler, `cheap ${index}`, SCRIPT_TYPES.linkTemplate)][0]?.text,
    )
  const first = results()
  expect(first).toEqual(Array.from({ length: 250 }, (_, index) => `cheap ${index}`))
  expect(asked).toHaveLength(500)
  expect(results()).toEqual(first)
  expect(asked.length).toBeGreaterThan(500)
})
