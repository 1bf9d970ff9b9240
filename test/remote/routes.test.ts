import { readPage } from '../../src/remote/pages'
import { targetOf } from '../../src/remote/routes'

test.each(['..', 'a/../../b', '..\\x', './x', '.'])('%s is a part of no path', (id) => {
  expect(targetOf({ id })).toBeUndefined()
  expect(targetOf({ name: id, version: '1.0.0' })).toBeUndefined()
})

test('two dots within a name climb nowhere', () => {
  expect(targetOf({ name: 'acme/a..b', version: '1.0.0' })).toEqual({ name: 'acme/a..b', version: '1.0.0' })
})

test('a nextToken of the wrong type is one fault', () => {
  expect(readPage({ integrations: [], meta: { nextToken: 5 } })?.faults).toEqual([
    '"meta.nextToken" is not a string, so the following pages are missing',
  ])
})
