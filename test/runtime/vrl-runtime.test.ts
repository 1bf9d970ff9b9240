import { createVrlRuntime, loadVrl } from '../../src/runtime/vrl-runtime'

describe('the VRL compiler', () => {
  test('is loaded once', () => {
    expect(loadVrl()).toBe(loadVrl())
  })

  test('ends what does not end by itself', () => {
    const { withinTime } = createVrlRuntime()
    let steps = 0
    const endless = () => {
      for (;;) steps += 1
    }
    expect(withinTime(endless, 20)).toEqual({ ended: false })
    expect(steps).toBeGreaterThan(0)
  })

  test('gives what ends in time', () => {
    expect(createVrlRuntime().withinTime(() => 'done', 1000)).toEqual({ ended: true, value: 'done' })
  })

  test('hands on what is thrown in time', () => {
    const fails = () => {
      throw new RangeError('no')
    }
    expect(() => createVrlRuntime().withinTime(fails, 1000)).toThrow(new RangeError('no'))
  })

  test('ends a script that loops in its loops', () => {
    const runtime = createVrlRuntime()
    const instance = runtime.instantiate(() => undefined)
    const loops = 7
    const list = `[${'1,'.repeat(30)}]`
    const source = `${`for_each(${list}) -> |_key, _value| {`.repeat(loops)}1${'}'.repeat(loops)}`
    expect(runtime.withinTime(() => instance.execute(source, {}), 200)).toEqual({ ended: false })
  })

  test('tells why it ends itself', () => {
    const said: string[] = []
    const instance = createVrlRuntime().instantiate((message) => said.push(message))
    expect(() => instance.check('merge(from: {})')).toThrow('unreachable')
    expect(said).toEqual([expect.stringContaining('invalid function signature')])
  })
})
