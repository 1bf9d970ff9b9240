import { namedTypes } from '../../../src/schema/embedded/types'

test.each([
  ['string', ['string']],
  [
    ['string', 'null'],
    ['string', 'null'],
  ],
  ['text', []],
  [['string', 'text'], []],
  [['string', 5], []],
  [5, []],
  [undefined, []],
])('the types that %j names', (type, types) => {
  expect(namedTypes({ type })).toEqual(types)
})
