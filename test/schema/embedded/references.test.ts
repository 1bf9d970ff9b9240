import { definitionReferences, isEndless, resolveReference } from '../../../src/schema/embedded/references'

const named = { $id: '#address', type: 'object' }
const remote = { $id: 'https://acme.example/person.json', definitions: { name: { type: 'string' } }, $comment: 'x' }
const ROOT = {
  $id: 'https://acme.example/root.json#',
  title: 'Root',
  definitions: {
    a: { type: 'string' },
    'b/c': { type: 'number' },
    'd e': true,
    none: false,
    named,
    remote,
    empty: { $id: '' },
    hash: { $id: '#' },
    list: { allOf: [{ type: 'null' }, 5], enum: [1, 2], const: null },
  },
}

describe('where a reference leads', () => {
  test.each<[string, unknown]>([
    ['#', ROOT],
    ['#/definitions/a', ROOT.definitions.a],
    ['#/definitions/b~1c', ROOT.definitions['b/c']],
    ['#/definitions/d%20e', true],
    ['#/definitions/none', false],
    ['#/definitions/list/allOf/0', ROOT.definitions.list.allOf[0]],
    ['#address', named],
    ['https://acme.example/root.json', ROOT],
    ['https://acme.example/root.json#', ROOT],
    ['https://acme.example/root.json#/definitions/a', ROOT.definitions.a],
    ['https://acme.example/person.json', remote],
    ['https://acme.example/person.json#/definitions/name', remote.definitions.name],
    ['https://acme.example/person.json#address', named],
  ])('%s leads to a schema', (reference, schema) => {
    const resolution = resolveReference(reference, ROOT)
    expect(resolution).toEqual({ to: 'schema', schema })
    expect(resolution.to === 'schema' && resolution.schema).toBe(schema)
  })

  test.each<[string, object]>([
    ['#/title', { to: 'data', value: 'Root' }],
    ['#/definitions/list/enum', { to: 'data', value: [1, 2] }],
    ['#/definitions/list/enum/1', { to: 'data', value: 2 }],
    ['#/definitions/list/const', { to: 'data', value: null }],
    ['#/definitions/b', { to: 'nothing' }],
    ['#/definitions/constructor', { to: 'nothing' }],
    ['#/definitions/list/enum/2', { to: 'nothing' }],
    ['#/definitions/list/enum/length', { to: 'nothing' }],
    ['#/definitions/list/enum/0/1', { to: 'nothing' }],
    ['#/definitions/list/const/a', { to: 'nothing' }],
    ['#/title/0', { to: 'nothing' }],
    ['#other', { to: 'nothing' }],
    ['#_other.name-1', { to: 'nothing' }],
    ['#/definitions/%', { to: 'malformed' }],
    ['#/definitions/~2', { to: 'malformed' }],
    ['#1', { to: 'malformed' }],
    ['#a b', { to: 'malformed' }],
    ['#address ', { to: 'malformed' }],
    ['', { to: 'malformed' }],
    ['https://acme.example/other.json', { to: 'elsewhere', remote: true }],
    ['URN:x', { to: 'elsewhere', remote: true }],
    ['//acme.example/x', { to: 'elsewhere', remote: true }],
    ['other.json', { to: 'elsewhere', remote: false }],
    ['1:x', { to: 'elsewhere', remote: false }],
    ['./a:b', { to: 'elsewhere', remote: false }],
    ['a//', { to: 'elsewhere', remote: false }],
    ['other.json#/definitions/a', { to: 'elsewhere', remote: false }],
  ])('%s does not', (reference, resolution) => {
    expect(resolveReference(reference, ROOT)).toEqual(resolution)
  })

  test('the length of a list is not an item of it', () => {
    const root = { enum: Object.assign([1], { one: {} }) }
    expect(resolveReference('#/enum/one', root)).toEqual({ to: 'nothing' })
    expect(resolveReference('#/enum/length', root)).toEqual({ to: 'nothing' })
  })

  test('of a list of more than ten, each item', () => {
    const root = { allOf: Array.from({ length: 12 }, (_, index) => ({ minLength: index })) }
    expect(resolveReference('#/allOf/11', root)).toEqual({ to: 'schema', schema: { minLength: 11 } })
  })
})

describe('a reference without an end', () => {
  const refer = ($ref: unknown) => ({ $ref })
  const root = {
    definitions: {
      self: refer('#/definitions/self'),
      one: refer('#/definitions/two'),
      two: refer('#/definitions/one'),
      lead: refer('#/definitions/one'),
      end: refer('#/definitions/schema'),
      schema: { properties: { again: refer('#/definitions/end') } },
      boolean: refer('#/definitions/yes'),
      yes: true,
      data: refer('#/title'),
      number: refer(5),
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`d${index}`, refer(`#/definitions/d${index + 1}`)]),
      ),
      d40: refer('#/definitions/d39'),
    },
    title: 'x',
  }
  test.each([
    ['self', true],
    ['one', true],
    ['lead', true],
    ['end', false],
    ['boolean', false],
    ['data', false],
    ['number', false],
    ['nowhere', false],
    ['d30', true],
    ['d0', false],
  ])('%s: %s', (name, endless) => {
    expect(isEndless(`#/definitions/${name}`, root)).toBe(endless)
  })
})

test('the references to definitions are the first fifty, and asked for again the same', () => {
  const definitions = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`d${index}`, {}]))
  const root = { definitions }
  const references = definitionReferences(root)
  expect(references).toHaveLength(50)
  expect(references[49]).toBe('#/definitions/d49')
  expect(definitionReferences(root)).toBe(references)
  expect(definitionReferences({})).toEqual([])
})
