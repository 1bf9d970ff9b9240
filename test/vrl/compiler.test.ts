import { createVrlRuntime, loadVrl } from '../../src/runtime/vrl-runtime'
import { createVrlCompiler, type VrlInstance, type VrlRuntime } from '../../src/vrl/compiler'
import { MAX_SCRIPT_LENGTH } from '../../src/vrl/lexer'

const NESTED = `${'('.repeat(1000)}1${')'.repeat(1000)}`
/** The type of `x` doubles with each line. */
const GROWING_TYPE = `x = {}\n${'x = {"a": x, "b": x}\n'.repeat(60)}1`
/** The value of `x` doubles with each line, its type does not. */
const GROWING_VALUE = `x = array!(.x)\n${'x = append(x, x)\n'.repeat(40)}length(x)`

describe('check', () => {
  test('is content with a sound script', () => {
    expect(loadVrl().check('to_string!(.a)')).toMatchObject({ errors: [], warnings: [] })
  })

  test('gives the code, the title, the labels, the notes and the place of an error', () => {
    const { errors } = loadVrl().check('é = 1')
    expect(errors).toMatchObject([{ code: 203, title: 'syntax error', span: [0, 1], notes: [] }])
    expect(errors[0]?.labels[0]).toEqual({
      message: 'unexpected syntax token: "InvalidToken"',
      primary: true,
      span: [0, 1],
    })
  })

  test('judges a script once', () => {
    const { compiler, calls } = fake({ check: () => ({ errors: [], warnings: [] }) })
    expect(compiler.check('.a')).toBe(compiler.check('.a'))
    compiler.check('.b')
    expect(calls.check).toEqual(['.a', '.b'])
  })

  test('forgets, rather than growing without bounds', () => {
    const { compiler, calls } = fake({ check: () => ({ errors: [], warnings: [] }) })
    for (let index = 0; index < 2000; index += 1) compiler.check(`.a${index}`)
    compiler.check('.a0')
    expect(calls.check.filter((source) => source === '.a0')).toHaveLength(2)
  })

  test.each([
    ['nested brackets', NESTED, 'stack'],
    ['a chain of operators', `1${' + 1'.repeat(1500)}`, 'stack'],
    ['nested calls', `${'upcase('.repeat(280)}"a"${')'.repeat(280)}`, 'stack'],
    ['a type without bounds', GROWING_TYPE, 'memory'],
    ['an expression of many characters', "r'\\w{250}';".repeat(180), 'memory'],
    ['a description that it cannot open', 'parse_proto!(.a, "/x.desc", "T")', 'panic'],
    ['a script that is far too long', '#'.repeat(MAX_SCRIPT_LENGTH + 1), 'length'],
  ])('gives up on %s, and judges the next script as before', (_name, source, reason) => {
    const compiler = loadVrl()
    const { errors, warnings, refusal } = compiler.check(source)
    expect({ errors, warnings, reason: refusal?.reason }).toEqual({ errors: [], warnings: [], reason })
    expect(refusal?.message).toMatch(/^[A-Z].*\.$/)
    expect(compiler.check(`nothing # ${reason}${source.length}`).errors).toMatchObject([{ code: 701 }])
    expect(compiler.run('.a', { a: 1 })).toMatchObject({ type: 'value', result: 1, event: { a: 1 } })
  })

  test.each([
    ['opening brackets', '('.repeat(2000)],
    ['opening objects', '{"a":'.repeat(400)],
    ['negations', `${'!'.repeat(150)}true`],
    ['NULs', '\0'.repeat(2000)],
    ['half surrogate pairs', '\ud800'.repeat(2000)],
    ['quotes', '"'.repeat(2001)],
    ['line breaks', '\n'.repeat(2000)],
    ['undefined variables', 'x;'.repeat(1000)],
  ])('ends on %s, with places inside of the script', (_name, source) => {
    const { errors, warnings } = loadVrl().check(source)
    for (const { span, labels } of [...errors, ...warnings]) {
      for (const [start, end] of [span, ...labels.map((label) => label.span)]) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(source.length)
      }
    }
  })

  test('a crash that an earlier script prepared is not held against this one', () => {
    let instances = 0
    const { compiler } = fake({
      check: (_source, instance) => {
        instances = instance
        if (instance === 2) return { errors: [], warnings: [] }
        throw new Error('memory access out of bounds')
      },
      firstCheck: { errors: [], warnings: [] },
    })
    compiler.check('.first')
    expect(compiler.check('.second')).toMatchObject({ errors: [], warnings: [] })
    expect(instances).toBe(2)
  })

  test('an answer in another form is a fault of ours, not of the script', () => {
    const { compiler } = fake({ check: () => 'odd' })
    expect(() => compiler.check('.a')).toThrow(TypeError)
  })
})

describe('run', () => {
  const event = { a: 1, b: { c: [null, true, 'é😀'] } }

  test.each<[string, string, unknown]>([
    ['a number', '.a', 1],
    ['a fraction', '1 / 4', 0.25],
    ['text', 'string!(.b.c[2])', 'é😀'],
    ['null', '.nothing', null],
    ['an object', '{"x": .b}', { x: { c: [null, true, 'é😀'] } }],
    ['a timestamp, as text', "t'2020-01-01T00:00:00Z'", '2020-01-01T00:00:00Z'],
    ['an expression, as text', "r'a+'", 'a+'],
    ['bytes that are no text, as U+FFFD', 'decode_base64!("/w==")', '\ufffd'],
    ['a returned value', 'return 1', 1],
    ['nothing', '# nothing', null],
  ])('gives %s', (_name, source, result) => {
    expect(loadVrl().run(source, event)).toMatchObject({ type: 'value', result, event })
  })

  test('gives what the script made of the event, and leaves the event as it was', () => {
    const given = { a: 1 }
    expect(loadVrl().run('.b = 2\ndel(.a)', given)).toMatchObject({ type: 'value', result: 1, event: { b: 2 } })
    expect(given).toEqual({ a: 1 })
  })

  test('keeps names like __proto__ as names', () => {
    const outcome = loadVrl().run('.', JSON.parse('{"__proto__": {"a": 1}}'))
    expect(outcome.type === 'value' ? JSON.stringify(outcome.result) : outcome).toBe('{"__proto__":{"a":1}}')
  })

  test('replaces half surrogate pairs of the event, and nothing else', () => {
    const outcome = loadVrl().run('.', { '\ud800': ['\udc00', '\\ud800', '😀', '\\\ud800'] })
    expect(outcome).toMatchObject({ result: { '\ufffd': ['\ufffd', '\\ud800', '😀', '\\\ufffd'] } })
  })

  test.each([
    ['no event', undefined, {}],
    ['a number', 1, 1],
    ['text', 'a', 'a'],
  ])('takes %s', (_name, given, result) => {
    expect(loadVrl().run('.', given)).toMatchObject({ type: 'value', result })
  })

  test.each([
    ['abort', { type: 'aborted', message: 'aborted' }],
    ['abort "why"', { type: 'aborted', message: 'why' }],
    [
      '"é"\nto_int!("é")',
      { type: 'aborted', message: 'to_int: Invalid integer "é": invalid digit found in string', span: [4, 16] },
    ],
    ['assert!(false, "not so")', { type: 'aborted', message: 'assert: not so', span: [0, 24] }],
  ])('says why %j ends without a value', (source, outcome) => {
    expect(loadVrl().run(source, {})).toMatchObject(outcome)
  })

  test('does not run what does not compile', () => {
    expect(loadVrl().run('nothing', {})).toMatchObject({ type: 'invalid', errors: [{ code: 701 }] })
  })

  test.each([
    ['a script that does not compile for its nesting', NESTED, 'stack'],
    ['a value without bounds', GROWING_VALUE, 'memory'],
    ['text without bounds', `x = "a"\n${'x = x + x\n'.repeat(60)}x`, 'memory'],
  ])('gives up on %s, and runs the next script as before', (_name, source, reason) => {
    const compiler = loadVrl()
    expect(compiler.run(source, { x: [1] })).toMatchObject({ type: 'refused', refusal: { reason } })
    expect(compiler.run('.a', { a: 1 })).toMatchObject({ result: 1 })
  })

  test('gives up on a script that does not end in time, and starts anew', () => {
    const { compiler, calls } = fake({ check: () => ({ errors: [], warnings: [] }), endlessFrom: 2 })
    const message = 'It does not end within 2 seconds.'
    expect(compiler.run('.a', {})).toMatchObject({ type: 'refused', refusal: { reason: 'time', message } })
    compiler.check('.b')
    expect(calls).toMatchObject({ instantiate: 2, limits: [2000, 2000, 2000] })
  })

  test('gives up on a script that the compiler does not finish in time, and starts anew', () => {
    const { compiler, calls } = fake({ check: () => ({ errors: [], warnings: [] }), endlessFrom: 1 })
    const message = 'The compiler takes more than 2 seconds for it.'
    expect(compiler.check('.a').refusal).toEqual({ reason: 'time', message })
    compiler.check('.b')
    expect(calls).toMatchObject({ instantiate: 2, limits: [2000, 2000] })
  })

  test('gives more time to a script that had none because other processes had it', () => {
    const { compiler, calls } = fake({ check: () => ({ errors: [], warnings: [] }), endlessFrom: 1, cpuPerCall: 10 })
    expect(compiler.check('.a').refusal?.reason).toBe('time')
    expect(calls).toMatchObject({ instantiate: 2, limits: [2000, 10_000] })
  })

  test('says what a check or a run has cost, and again what it has cost once', () => {
    const costs = (cpuPerCall: number) => {
      const { compiler } = fake({ check: () => ({ errors: [], warnings: [] }), result: RESULT, cpuPerCall })
      return [compiler.check('.a').cost, compiler.run('.a', {}).cost, compiler.check('.a').cost]
    }
    expect(costs(0.1)).toEqual([0.1, expect.closeTo(0.1), 0.1])
    expect(costs(11)).toEqual([11, 11, 11])
  })

  test('an answer without a result is a crash', () => {
    const { compiler } = fake({ check: () => ({ errors: [], warnings: [] }) })
    expect(compiler.run('.a', {})).toMatchObject({ type: 'refused', refusal: { reason: 'panic' } })
  })
})

const RESULT = { result: 1, event: {} }

describe('a script that poisons its instance', () => {
  const runtime = createVrlRuntime()

  const request = {
    method: 'POST',
    path: '/',
    query: 'state=1',
    body: '{"id":"T1"}',
    headers: { 'x-id': 'é' },
    secrets: {},
  }
  const SOUND: readonly (readonly [string, string, unknown, unknown])[] = [
    ['linkTemplate, with an error', '"{{ a }}"', undefined, undefined],
    [
      'linkTemplate',
      'webhookId = to_string!(.webhookId)\n"https://acme.com/?state={{ webhookId }}"',
      { webhookId: 'w1' },
      'https://acme.com/?state=w1',
    ],
    ['extract', 'parse_json!(.body).id', request, 'T1'],
    ['fallbackHandler', '{ "status": 200, "body": .query }', request, { status: 200, body: 'state=1' }],
    ['sandboxIdentifierExtract', 'parse_query_string!(.query).state', request, '1'],
    ['sandboxMessageExtract', '.headers."x-id"', request, 'é'],
    ['extract', "match!(to_string!(.path), r'^/')", request, true],
  ]

  const POISON = [
    ['runs out of stack', NESTED, 'stack'],
    ['runs out of memory in its types', GROWING_TYPE, 'memory'],
    ['runs out of memory in its values', GROWING_VALUE, 'memory'],
    ['crashes the compiler', 'merge(from: {})', 'panic'],
    ['keeps the compiler busy', '.a=.\n'.repeat(1900), 'time'],
    ['does not end', `${`for_each([${'1,'.repeat(30)}]) -> |_key, _value| {`.repeat(7)}1${'}'.repeat(7)}`, 'time'],
    ['ends itself', 'abort', undefined],
  ] as const

  test.each(POISON)('which %s, is not noticed by the next one', (_name, poison, reason) => {
    let isPoison = false
    // What never ends needs less time to be given up than what is sound may need.
    const hasty: VrlRuntime = {
      ...runtime,
      withinTime: (work, limit) => runtime.withinTime(work, isPoison && reason === 'time' ? 50 : limit),
      cpuTime: () => 0,
    }
    const fresh = createVrlCompiler(runtime)
    const poisoned = createVrlCompiler(hasty)
    poisoned.check('.')
    const runPoison = (nth: string) => {
      isPoison = true
      const outcome = poisoned.run(`${poison} # ${nth}`, { x: [1] })
      isPoison = false
      expect(outcome).toMatchObject(
        reason === undefined ? { type: 'aborted' } : { type: 'refused', refusal: { reason } },
      )
    }
    for (const [index, [, source, event, result]] of SOUND.entries()) {
      runPoison(`${index}`)
      const { errors, warnings } = fresh.check(source)
      expect(poisoned.check(source)).toMatchObject({ errors, warnings })
      // What takes much memory takes long as well: once before each is enough.
      if (reason !== 'memory') runPoison(`${index} again`)
      if (event !== undefined) expect(poisoned.run(source, event)).toMatchObject({ type: 'value', result })
    }
  })
})

interface Behaviour {
  /** @param instance counts the instances from 1 */
  check(source: string, instance: number): unknown
  /** What the first call gives instead. */
  firstCheck?: unknown
  /** The first of the calls that do not end; counts from 1. */
  endlessFrom?: number
  /** What a run gives. */
  result?: unknown
  /** In milliseconds. */
  cpuPerCall?: number
}

function fake({
  check,
  firstCheck,
  endlessFrom = Number.POSITIVE_INFINITY,
  result = null,
  cpuPerCall = 2000,
}: Behaviour) {
  const calls = { instantiate: 0, check: [] as string[], limits: [] as number[] }
  const runtime: VrlRuntime = {
    instantiate(): VrlInstance {
      calls.instantiate += 1
      const instance = calls.instantiate
      return {
        check(source) {
          calls.check.push(source)
          return calls.check.length === 1 && firstCheck !== undefined ? firstCheck : check(source, instance)
        },
        execute: () => result,
      }
    },
    withinTime(work, milliseconds) {
      calls.limits.push(milliseconds)
      return calls.limits.length < endlessFrom ? { ended: true, value: work() } : { ended: false }
    },
    cpuTime: () => calls.limits.length * cpuPerCall,
  }
  return { compiler: createVrlCompiler(runtime), calls }
}
