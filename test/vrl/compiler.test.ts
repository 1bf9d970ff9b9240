import { loadVrl } from '../../src/runtime/vrl-runtime'
import { createVrlCompiler, type VrlInstance, type VrlRuntime } from '../../src/vrl/compiler'
import { MAX_SCRIPT_LENGTH } from '../../src/vrl/lexer'

const NESTED = `${'('.repeat(1000)}1${')'.repeat(1000)}`
/** The type of `x` doubles with each line. */
const GROWING_TYPE = `x = {}\n${'x = {"a": x, "b": x}\n'.repeat(60)}1`
/** The value of `x` doubles with each line, its type does not. */
const GROWING_VALUE = `x = array!(.x)\n${'x = append(x, x)\n'.repeat(40)}length(x)`

describe('check', () => {
  test('is content with a sound script', () => {
    expect(loadVrl().check('to_string!(.a)')).toEqual({ errors: [], warnings: [] })
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
    expect(compiler.run('.a', { a: 1 })).toEqual({ type: 'value', result: 1, event: { a: 1 } })
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
    expect(compiler.check('.second')).toEqual({ errors: [], warnings: [] })
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
    expect(loadVrl().run(source, event)).toEqual({ type: 'value', result, event })
  })

  test('gives what the script made of the event, and leaves the event as it was', () => {
    const given = { a: 1 }
    expect(loadVrl().run('.b = 2\ndel(.a)', given)).toEqual({ type: 'value', result: 1, event: { b: 2 } })
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
    expect(loadVrl().run(source, {})).toEqual(outcome)
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
    const { compiler, calls } = fake({ check: () => ({ errors: [], warnings: [] }), endsInTime: false })
    expect(compiler.run('.a', {})).toEqual({
      type: 'refused',
      refusal: { reason: 'time', message: 'It does not end within 2 seconds.' },
    })
    compiler.check('.b')
    expect(calls.instantiate).toBe(2)
  })

  test('an answer without a result is a crash', () => {
    const { compiler } = fake({ check: () => ({ errors: [], warnings: [] }) })
    expect(compiler.run('.a', {})).toMatchObject({ type: 'refused', refusal: { reason: 'panic' } })
  })
})

interface Behaviour {
  /** @param instance counts the instances from 1 */
  check(source: string, instance: number): unknown
  /** What the first call gives instead. */
  firstCheck?: unknown
  endsInTime?: boolean
}

function fake({ check, firstCheck, endsInTime = true }: Behaviour) {
  const calls = { instantiate: 0, check: [] as string[] }
  const runtime: VrlRuntime = {
    instantiate(): VrlInstance {
      calls.instantiate += 1
      const instance = calls.instantiate
      return {
        check(source) {
          calls.check.push(source)
          return calls.check.length === 1 && firstCheck !== undefined ? firstCheck : check(source, instance)
        },
        execute: () => null,
      }
    },
    withinTime: (work) => (endsInTime ? { ended: true, value: work() } : { ended: false }),
  }
  return { compiler: createVrlCompiler(runtime), calls }
}
