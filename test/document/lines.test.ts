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

  test.each(['a\rb\nc\r\nd\n\re', 'a\nb', '', '\n'])('the start of each line, in any order: %j', (text) => {
    const all = new Lines(text).starts
    for (const order of [all.map((_, index) => index + 1), all.map((_, index) => all.length - index)]) {
      const lines = new Lines(text)
      expect(order.map((line) => lines.startOf(line))).toEqual(order.map((line) => all[line - 1]))
      expect(lines.startOf(all.length + 1)).toBeUndefined()
    }
  })

  test('columns are UTF-16 code units', () => {
    expect(new Lines('😀é!').range({ start: 2, end: 4 })).toEqual({ line: 1, column: 3, endLine: 1, endColumn: 5 })
  })

  test('a range over lines, and an empty one', () => {
    const lines = new Lines('ab\ncd')
    expect(lines.range({ start: 1, end: 4 })).toEqual({ line: 1, column: 2, endLine: 2, endColumn: 2 })
    expect(lines.range({ start: 5, end: 5 })).toEqual({ line: 2, column: 3, endLine: 2, endColumn: 3 })
  })

  test.each(['a\nbc\n\nd', 'a\r\nbc\rd\n', 'abc'])('the order of the questions does not matter: %j', (text) => {
    const orders = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((first) => [0, 3, 5, 7].map((second) => [first, second]))
    for (const order of orders) {
      const lines = new Lines(text)
      for (const offset of order.filter((each) => each <= text.length)) {
        const before = text.slice(0, offset).replace(/\r(?!\n|$)/g, '\n')
        const ended = text[offset - 1] === '\r' && text[offset] !== '\n' ? 1 : 0
        expect(lines.position(offset).line).toBe(before.split('\n').length + ended)
      }
    }
  })

  // If each question searched the rest of the line, this would take minutes.
  test('a long line is searched once', () => {
    const text = 'a'.repeat(16_000_000)
    const lines = new Lines(text)
    let sum = 0
    for (let offset = 0; offset < text.length; offset += 500) sum += lines.position(offset).line
    expect(sum).toBe(text.length / 500)
  })

  test('an empty text has one line', () => {
    expect(new Lines('').range({ start: 0, end: 0 })).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 })
  })
})
