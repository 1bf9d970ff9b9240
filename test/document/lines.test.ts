import { Lines } from '../../src/document/lines'

describe('lines', () => {
  test.each([
    ['\\n', 'a\nbc\n'],
    ['\\r\\n', 'a\r\nbc\r\n'],
    ['\\r', 'a\rbc\r'],
  ])('end at %s', (_name, text) => {
    const lines = new Lines(text)
    const at = text.indexOf('c')
    expect(lines.position(0)).toEqual({ line: 1, column: 1 })
    expect(lines.position(1)).toEqual({ line: 1, column: 2 })
    expect(lines.position(at)).toEqual({ line: 2, column: 2 })
    expect(lines.position(text.length)).toEqual({ line: 3, column: 1 })
  })

  test('a carriage return counts to the line that it ends', () => {
    expect(new Lines('a\r\nb').position(2)).toEqual({ line: 1, column: 3 })
  })

  test('mixed line ends', () => {
    expect(new Lines('a\rb\nc\r\nd\n\re').starts).toEqual([0, 2, 4, 7, 9, 10])
  })

  test('columns are UTF-16 code units', () => {
    expect(new Lines('😀é!').range({ start: 2, end: 4 })).toEqual({ line: 1, column: 3, endLine: 1, endColumn: 5 })
  })

  test('a range over lines, and an empty one', () => {
    const lines = new Lines('ab\ncd')
    expect(lines.range({ start: 1, end: 4 })).toEqual({ line: 1, column: 2, endLine: 2, endColumn: 2 })
    expect(lines.range({ start: 5, end: 5 })).toEqual({ line: 2, column: 3, endLine: 2, endColumn: 3 })
  })

  test('an empty text has one line', () => {
    expect(new Lines('').range({ start: 0, end: 0 })).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 })
  })
})
