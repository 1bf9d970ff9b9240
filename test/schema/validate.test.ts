import { KINDS, type Kind } from '../../src/findings/types'
import { propertiesAt } from '../../src/schema/property-names'
import { hasShape, validateKind } from '../../src/schema/validate'
import { BARE, FULL } from '../schemas/documents'

describe.each(KINDS)('%s', (kind) => {
  test('a full document and a bare one hold', () => {
    for (const document of [FULL[kind], BARE[kind]]) {
      expect(validateKind(kind, document)).toEqual([])
      expect(hasShape(kind, document)).toBe(true)
    }
  })

  test('an unknown property is a fault, and still the shape', () => {
    const document = { ...FULL[kind], integratons: 1 }
    expect(validateKind(kind, document).map(({ rule, path }) => [rule, path])).toEqual([
      ['schema/unknown-property', ['integratons']],
    ])
    expect(hasShape(kind, document)).toBe(true)
  })

  test('an unknown property excuses nothing else', () => {
    const document = { ...FULL[kind], integratons: 1, $schema: 5 }
    expect(
      validateKind(kind, document)
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual(['schema/type', 'schema/unknown-property'])
    expect(hasShape(kind, document)).toBe(false)
  })

  test('another value is none', () => {
    for (const value of [null, 5, 'a', []]) {
      expect(hasShape(kind, value)).toBe(false)
    }
  })
})

test('the properties of the kind are known to "did you mean"', () => {
  const [fault] = validateKind('create-body', { ...FULL['create-body'], descripton: 'x' })
  expect(fault?.message).toBe('Unknown property "descripton". Did you mean "description"?')
})

describe('the items of a list alone', () => {
  const summary = FULL['integration-list'].integrations[0]

  test('hold as the list does', () => {
    expect(validateKind('integration-list', [summary], true)).toEqual([])
    expect(validateKind('integration-list', [], true)).toEqual([])
  })

  test('a fault stands where the item does', () => {
    const faults = validateKind('integration-list', [summary, { ...summary, name: 5 }], true)
    expect(faults).toEqual([
      {
        rule: 'schema/type',
        message: 'integrations[1].name is a number (5); a string is required.',
        data: { expected: ['string'], found: 'number' },
        path: ['1', 'name'],
        target: 'value',
      },
    ])
  })

  test('are no document of another kind', () => {
    expect(validateKind('create-body', [summary]).map(({ rule, path }) => [rule, path])).toEqual([['schema/type', []]])
  })
})

describe('the properties at a place', () => {
  const states = ['type', 'schema']
  test.each<readonly [Kind, readonly string[], readonly string[]]>([
    ['integration', ['states', 'session'], states],
    ['integration', ['states', 'constructor'], states],
    ['integration', ['states'], []],
    ['integration', ['title'], []],
    ['integration', ['title', 'nothing', 'below'], []],
    ['integration', ['constructor'], []],
    ['integration', ['user', 'creation'], ['enabled', 'requiredTags']],
    ['integration', ['user', 'unheard'], []],
    ['integration-list', ['integrations', '0', 'meta'], ['installs', 'views']],
    ['update-body', ['states', 'session'], [...states, 'ui']],
  ])('%s %j', (kind, path, properties) => {
    expect(propertiesAt(kind, path)).toEqual(properties)
  })

  test.each(KINDS)('of a whole %s are those that a full one has, at the least', (kind) => {
    expect(propertiesAt(kind, [])).toEqual(expect.arrayContaining(Object.keys(FULL[kind])))
  })
})
