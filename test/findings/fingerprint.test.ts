import { fingerprintOf, fingerprintsInOrder } from '../../src/findings/fingerprint'

const BASE: [string, string, unknown, unknown] = ['schema/max-length', '/title', 'too long', { limit: 64, length: 71 }]

describe('a fingerprint', () => {
  test('is 32 hexadecimal digits', () => {
    expect(fingerprintOf(...BASE)).toMatch(/^[0-9a-f]{32}$/)
  })

  test.each<[string, Parameters<typeof fingerprintOf>]>([
    ['another rule', ['schema/min-length', BASE[1], BASE[2], BASE[3]]],
    ['another place', [BASE[0], '/description', BASE[2], BASE[3]]],
    ['another value', [BASE[0], BASE[1], 'too lonG', BASE[3]]],
    ['a value of another type', [BASE[0], BASE[1], null, BASE[3]]],
    ['the text of the value as rule and place', ['schema/max-length/title', '', 'too long', BASE[3]]],
    ['a repetition', [...BASE, 1]],
  ])('differs for %s', (_name, other) => {
    expect(fingerprintOf(...other)).not.toBe(fingerprintOf(...BASE))
  })

  test.each<[string, Parameters<typeof fingerprintOf>, Parameters<typeof fingerprintOf>]>([
    [
      'a message whose facts change while the scalar value stays',
      BASE,
      [BASE[0], BASE[1], BASE[2], { limit: 100, length: 71 }],
    ],
    [
      'an object with another content and the same fault',
      ['schema/required', '', { name: 'a' }, { property: 'title' }],
      ['schema/required', '', { name: 'b', version: '1.0.0' }, { property: 'title' }],
    ],
    [
      'facts in another order',
      ['schema/required', '', {}, { a: 1, b: { c: 2, d: 3 } }],
      ['schema/required', '', {}, { b: { d: 3, c: 2 }, a: 1 }],
    ],
  ])('stays for %s', (_name, one, other) => {
    expect(fingerprintOf(...one)).toBe(fingerprintOf(...other))
  })

  test('two faults of one object differ by their facts', () => {
    const of = (property: string) => fingerprintOf('schema/required', '', {}, { property })
    expect(of('title')).not.toBe(of('name'))
  })

  test('lone surrogates are distinguished', () => {
    const of = (value: string) => fingerprintOf(BASE[0], BASE[1], value, {})
    expect(of('\ud800')).not.toBe(of('\ud801'))
  })

  test('deeply nested facts are no danger', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(fingerprintOf('a', '', {}, { deep })).toMatch(/^[0-9a-f]{32}$/)
  })

  test('what repeats in a file is numbered, and the first keeps its fingerprint', () => {
    const next = fingerprintsInOrder()
    const all = [next(...BASE), next(...BASE), next('other', '', 1, {}), next(...BASE)]
    expect(new Set(all).size).toBe(4)
    expect(all[0]).toBe(fingerprintOf(...BASE))
  })
})
