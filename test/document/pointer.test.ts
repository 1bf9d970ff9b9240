import { escapePointerKey, formatPointer, Pointer, parsePointer, valueAt } from '../../src/document/pointer'

describe('JSON Pointers', () => {
  // The examples of RFC 6901, section 5.
  test.each([
    ['', []],
    ['/foo', ['foo']],
    ['/foo/0', ['foo', '0']],
    ['/', ['']],
    ['/a~1b', ['a/b']],
    ['/c%d', ['c%d']],
    ['/i\\j', ['i\\j']],
    ['/k"l', ['k"l']],
    ['/ ', [' ']],
    ['/m~0n', ['m~n']],
    ['/~01', ['~1']],
    ['//', ['', '']],
  ])('%j', (text, keys) => {
    expect(parsePointer(text)).toEqual(keys)
    expect(formatPointer(keys)).toBe(text)
    expect(Pointer.root.child(...keys).keys()).toEqual(keys)
    expect(Pointer.root.child(...keys).toString()).toBe(text)
  })

  test.each(['foo', '#/foo', '/a~', '/a~2', '/~'])('%j is none', (text) => {
    expect(() => parsePointer(text)).toThrow(TypeError)
  })

  test('a child leaves its parent as it is', () => {
    const parent = Pointer.root.child('a')
    expect(parent.child(1, 'b').toString()).toBe('/a/1/b')
    expect(parent.toString()).toBe('/a')
    expect(Pointer.root.toString()).toBe('')
  })

  test('keys are escaped one by one', () => {
    expect(escapePointerKey('~1/a')).toBe('~01~1a')
    expect(escapePointerKey('a')).toBe('a')
  })

  test('a child made for every value is the same as one that is made for a finding', () => {
    expect(Pointer.root.at('a/b').at(0).toString()).toBe('/a~1b/0')
  })

  test.each<[string, unknown]>([
    ['', { a: [1, { 'b/c': null }] }],
    ['/a/0', 1],
    ['/a/1/b~1c', null],
    ['/a/1/b~1c/d', undefined],
    ['/a/2', undefined],
    ['/a/0/b', undefined],
    ['/constructor', undefined],
    ['/b/0', undefined],
  ])('the value at %j', (pointer, value) => {
    expect(valueAt({ a: [1, { 'b/c': null }] }, pointer)).toEqual(value)
  })
})
