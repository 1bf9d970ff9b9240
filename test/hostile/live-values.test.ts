import { lintValue } from '../../src/index'

class Money {
  constructor(readonly amount: number) {}
}

const cycle: Record<string, unknown> = { name: 'acme', version: '1.0.0' }
cycle.actions = { cycle }

const sharing: unknown[] = Array.from({ length: 40 }).reduce<unknown[]>((inner) => [inner, inner], [])

const hole: unknown[] = []
hole.length = 1
Object.defineProperty(hole, 'extra', { value: 1, enumerable: true })

let reads = 0

/** Values that no text has. */
const LIVE: readonly (readonly [holds: string, title: unknown])[] = [
  ['undefined', undefined],
  ['a function', () => 'title'],
  ['a symbol', Symbol('title')],
  ['a BigInt', 10n],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['minus zero', -0],
  ['a date', new Date(0)],
  ['an invalid date', new Date(Number.NaN)],
  ['a map', new Map([['a', 1]])],
  ['a typed array', new Uint8Array(4)],
  ['an instance of a class', new Money(3)],
  ['a regular expression', /x/],
  ['an error', new Error('x')],
  ['a promise', Promise.resolve('x')],
  ['a boxed string', new String('Acme')],
  ['a boxed symbol', Object(Symbol('x'))],
  ['an array with holes', new Array(2)],
  ['an array with a hole and a property', hole],
  ['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
  ['an object with inherited properties', Object.create({ inherited: true })],
  ['a frozen object', Object.freeze({ a: 1 })],
  [
    'a getter that throws',
    Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    }),
  ],
  [
    'a getter that throws nothing in particular',
    Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw undefined
      },
    }),
  ],
  [
    'a getter that answers differently',
    Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        reads += 1
        return reads % 2 === 0 ? [] : {}
      },
    }),
  ],
  ['a hidden property', Object.defineProperty({}, 'x', { value: 1, enumerable: false })],
  ['a property that is a symbol', { [Symbol('x')]: 1 }],
  [
    'a toJSON that throws',
    {
      toJSON: () => {
        throw new Error('no')
      },
    },
  ],
  ['a toJSON that answers undefined', { toJSON: () => undefined }],
  ['a toJSON that answers something deep', { toJSON: () => JSON.parse('['.repeat(600) + ']'.repeat(600)) }],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    ),
  ],
  [
    'a proxy that lies',
    new Proxy(
      {},
      {
        getPrototypeOf: () => {
          throw new Error('no')
        },
      },
    ),
  ],
  ['a proxy that was revoked', revoked()],
  ['a cycle', cycle],
  ['2^40 paths to one array', sharing],
  ['600 levels', JSON.parse('['.repeat(600) + ']'.repeat(600))],
]

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

describe('live values', () => {
  test.each(LIVE)('%s as a title', (_holds, title) => {
    expect(rulesOf({ name: 'acme', version: '1.0.0', actions: {}, title })).toBeDefined()
  })

  test.each(LIVE)('%s among the actions', (_holds, action) => {
    expect(
      rulesOf({ name: 'acme', version: '1.0.0', actions: { one: action, two: { input: { schema: action } } } }),
    ).toBeDefined()
  })

  test.each(LIVE)('%s as the document', (_holds, value) => {
    expect(rulesOf(value)).toBeDefined()
  })

  test.each([
    ['a cycle', cycle, /circular/],
    ['a BigInt', { title: 10n }, /title is of type bigint/],
    ['a function', () => 0, /of type function/],
    ['undefined', undefined, /of type undefined/],
    [
      'a getter that throws',
      Object.defineProperty({}, 'x', {
        enumerable: true,
        get: () => {
          throw new Error('not today')
        },
      }),
      /not today/,
    ],
    [
      'more paths than can be walked',
      { name: 'acme', version: '1.0.0', actions: { sharing } },
      /larger ones are not read/,
    ],
  ])('%s is named', (_what, value, message) => {
    const { findings } = lintValue(value)
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringMatching(message)])
  })

  test('a hidden property does not count, as it does not for JSON', () => {
    const value = Object.defineProperty({ name: 'acme', version: '1.0.0', actions: {} }, 'title', {
      value: 5,
      enumerable: false,
    })
    expect(rulesOf(value)).not.toContain('schema/type')
  })
})

function rulesOf(value: unknown): string[] {
  const report = lintValue(value, { preset: 'strict' })
  expect(report.crashes).toEqual([])
  return report.findings.map(({ rule }) => rule)
}
