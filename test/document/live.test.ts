import { MAX_DEPTH, MAX_VALUE_LENGTH } from '../../src/document/limits'
import { createValueDocument } from '../../src/document/live'
import { Pointer } from '../../src/document/pointer'

const create = (value: unknown) => createValueDocument({ name: '<live>', value })
/** An array that holds the next one twice, and so on: 2^levels paths. */
const sharing = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown[]>((inner) => [inner, inner], [])
const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)

describe('a document from a value', () => {
  test('its text is the value, pretty-printed, and positions point into it', () => {
    const value = { a: [1, { b: 'x' }] }
    const document = create(value)
    expect(document).toMatchObject({ name: '<live>', faults: [] })
    expect(document.value).toEqual(value)
    expect(document.text).toBe(JSON.stringify(value, null, 2))
    expect(document.locateAll([{ pointer: Pointer.root.child('a', 1, 'b'), target: 'key' }])).toEqual([
      { line: 5, column: 7, endLine: 5, endColumn: 10 },
    ])
    expect(document.rangeOf({ start: 0, end: 1 })).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 2 })
  })

  test('it is what the value is now: neither a later change nor a getter has a say', () => {
    const value: { a: unknown; readonly b: number } = {
      a: [1],
      get b() {
        return Math.random()
      },
    }
    const document = create(value)
    value.a = 'later'
    expect(document.value).toMatchObject({ a: [1] })
    expect(JSON.parse(document.text)).toEqual(document.value)
  })

  test('the largest value, and one that is larger', () => {
    const list = (items: number) => Array.from({ length: items }, () => half)
    const half = 'x'.repeat(MAX_VALUE_LENGTH / 4)
    expect(create(list(3)).faults).toEqual([])
    for (const value of [
      list(5),
      { [half.repeat(4)]: 1 },
      half.repeat(4) + half,
      sharing(40),
      { toJSON: () => list(5) },
    ]) {
      expect(create(value)).toMatchObject({ value: undefined, faults: [{ rule: 'syntax/too-large' }] })
    }
  })

  const deep = (levels: number, value: unknown) => {
    let wrapped = value
    for (let level = 0; level < levels; level++) wrapped = level % 2 === 0 ? [wrapped] : { key: wrapped }
    return wrapped
  }
  test.each<[string, (filling: string) => unknown]>([
    ['a text', (filling) => filling],
    ['an item', (filling) => [filling]],
    ['a value of a long key', (filling) => ({ ['k'.repeat(1000)]: filling })],
    ['a value among many', (filling) => ({ list: Array.from({ length: 50_000 }, () => ''), filling })],
    ['a list of single digits', (filling) => [...Array.from({ length: 50_000 }, () => 1), filling]],
    ['a deep value', (filling) => deep(400, filling)],
    ['many deep lines', (filling) => deep(400, [...Array.from({ length: 5000 }, () => 0), filling])],
    ['many empty containers', (filling) => deep(100, [...Array.from({ length: 5000 }, () => []), filling])],
    ['what stands at two places', (filling) => ((shared) => [shared, [shared, filling]])(deep(100, Array(99).fill(1)))],
  ])('%s whose text is four characters longer than what is read', (_name, valueWith) => {
    const length = MAX_VALUE_LENGTH + 4 - JSON.stringify(valueWith(''), null, 2).length
    expect(create(valueWith('x'.repeat(length))).faults).toMatchObject([{ rule: 'syntax/too-large' }])
  })

  test.each([
    ['a property that is undefined', { a: undefined, b: 1 }, { b: 1 }],
    ['a Date', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['a class with toJSON', { a: { toJSON: () => [1] } }, { a: [1] }],
    ['numbers that JSON does not have', [Number.NaN, Infinity], [null, null]],
    ['an array with holes', new Array(2), [null, null]],
    [
      'an object of a class',
      new (class {
        readonly a = 1
      })(),
      { a: 1 },
    ],
    ['a function of what writes itself', { run: () => 1, toJSON: () => 'x' }, 'x'],
    ['a boxed text', Object('x'), 'x'],
  ])('%s becomes what JSON makes of it', (_name, value, plain) => {
    const document = create(value)
    expect(document.value).toEqual(plain)
    expect(document.faults).toEqual([])
    expect(JSON.parse(document.text)).toEqual(plain)
  })

  const cycle: { self?: unknown } = {}
  cycle.self = [cycle]
  test.each([
    ['undefined', undefined, 'not JSON but of type undefined'],
    ['a function', () => 1, 'not JSON but of type function'],
    ['a BigInt', { a: 1n }, 'a is of type bigint.'],
    ['a method', { a: [{ run() {} }] }, 'a[0].run is of type function.'],
    ['a symbol', { a: Symbol('x') }, 'a is of type symbol.'],
    ['a Map', new Map([['a', 1]]), 'not JSON but a Map.'],
    ['a Set inside', { actions: { a: new Set() } }, 'actions.a is a Set.'],
    ['a regular expression', { pattern: /x/ }, 'pattern is a RegExp.'],
    ['a typed array', [new Uint8Array(3)], '0 is a Uint8Array.'],
    ['a cycle', cycle, 'self[0] is a circular reference.'],
  ])('%s is a fault', (_name, value, message) => {
    const document = create(value)
    expect(document).toMatchObject({ value: undefined, text: '', faults: [{ rule: 'syntax/invalid-json' }] })
    expect(document.faults[0]?.message).toContain(message)
  })

  test('the deepest value, and one level more', () => {
    expect(create(nested(MAX_DEPTH)).faults).toEqual([])
    for (const value of [nested(MAX_DEPTH + 1), nested(100_000), { toJSON: () => nested(MAX_DEPTH + 1) }]) {
      expect(create(value)).toMatchObject({ value: undefined, faults: [{ rule: 'syntax/too-deep' }] })
    }
  })

  test('a shared part counts with its own depth wherever it stands', () => {
    const shared = nested(MAX_DEPTH - 1)
    expect(create([shared, shared]).faults).toEqual([])
    expect(create([shared, [shared]]).faults).toMatchObject([{ rule: 'syntax/too-deep' }])
    const inner = nested(300)
    const outer = [inner, [inner]]
    expect(create([outer, [outer]]).faults).toEqual([])
    const tall = [nested(200), inner]
    let wrapped: unknown = tall
    for (let level = 0; level < 212; level++) wrapped = [wrapped]
    expect(create([tall, wrapped]).faults).toMatchObject([{ rule: 'syntax/too-deep' }])
  })

  test('own properties only, __proto__ among them', () => {
    const value: unknown = JSON.parse('{"__proto__": {"a": 1}}')
    expect(create(value).text).toBe('{\n  "__proto__": {\n    "a": 1\n  }\n}')
    expect(create(Object.create(null)).faults).toEqual([])
  })
})
