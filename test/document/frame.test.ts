import { frameAt } from '../../src/document/frame'
import { Lines } from '../../src/document/lines'

function frame(text: string, line: number, column: number) {
  return frameAt(text, new Lines(text), { line, column, endLine: line, endColumn: column }).lines
}

describe('a code frame', () => {
  const text = 'one\ntwo\r\nthree\rfour\n'

  test.each([
    ['the line before and the one after', 2, [1, 2, 3]],
    ['the first line has none before it', 1, [1, 2]],
    ['the last one none after it', 5, [4, 5]],
  ])('%s', (_name, line, numbers) => {
    const texts = ['one', 'two', 'three', 'four', '']
    expect(frame(text, line, 1)).toEqual(numbers.map((number) => ({ number, text: texts[number - 1], cut: 0 })))
  })

  test('an empty text is one empty line', () => {
    expect(frame('', 1, 1)).toEqual([{ number: 1, text: '', cut: 0 }])
  })

  test('empty lines at the end of a line are its end, others stay', () => {
    expect(frame('a\n\n\nb', 2, 1).map(({ text: shown }) => shown)).toEqual(['a', '', ''])
    expect(frame('a \t\nb', 1, 1)[0]?.text).toBe('a \t')
  })

  const digits = '0123456789'.repeat(50)

  test('of a long line the first part is shown, to the width of a screen', () => {
    expect(frame(digits, 1, 1)).toEqual([{ number: 1, text: digits.slice(0, 120), cut: 0 }])
    expect(frame(digits.slice(0, 120), 1, 1)).toEqual([{ number: 1, text: digits.slice(0, 120), cut: 0 }])
  })

  test('what lies far to the right is shown with a little of what stands before it', () => {
    expect(frame(digits, 1, 80)).toEqual([{ number: 1, text: digits.slice(0, 120), cut: 0 }])
    expect(frame(digits, 1, 81)).toEqual([{ number: 1, text: digits.slice(40, 160), cut: 40 }])
    expect(frame(digits, 1, 301)).toEqual([{ number: 1, text: digits.slice(260, 380), cut: 260 }])
    expect(frame(digits, 1, 490)).toEqual([{ number: 1, text: digits.slice(449), cut: 449 }])
  })

  test('the lines around are cut alike, and a shorter one is empty', () => {
    expect(frame(`short\n${digits}\n${digits.slice(0, 300)}`, 2, 301)).toEqual([
      { number: 1, text: '', cut: 0 },
      { number: 2, text: digits.slice(260, 380), cut: 260 },
      { number: 3, text: digits.slice(260, 300), cut: 260 },
    ])
  })
})
