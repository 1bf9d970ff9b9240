import { countWrittenKeys, hasLoneSurrogate, hasLongWord, LONG_WORD, surveyValue } from '../../src/document/survey'

describe('the survey of an ordinary document', () => {
  test.each([
    ['{}', 0],
    ['{"a":1}', 1],
    ['{"a" \t\r\n: 1, "b": {"c": [{"d": 2}]}}', 4],
    ['{"a": 1, "a": 2}', 2],
    ['{"a\\"": 1, "b\\\\": 2, "\\\\\\"": 3}', 3],
    ['["a: b", "\\": c", "http://x"]', 0],
    ['{"": 0}', 1],
  ])('keys written in %s', (text, keys) => {
    expect(countWrittenKeys(text)).toBe(keys)
  })

  test('a string that starts with a colon may count as a key, never the other way round', () => {
    expect(countWrittenKeys('[": a"]')).toBe(1)
  })

  test.each([
    ['null', { keys: 0, items: 0, depth: 0, infinite: false }],
    ['{}', { keys: 0, items: 0, depth: 1, infinite: false }],
    ['[[], {"a": [null, {"b": 1, "c": "x"}]}]', { keys: 3, items: 4, depth: 4, infinite: false }],
    ['{"__proto__": {"toString": 1}}', { keys: 2, items: 0, depth: 2, infinite: false }],
    ['1e400', { keys: 0, items: 0, depth: 0, infinite: true }],
    ['-1e400', { keys: 0, items: 0, depth: 0, infinite: true }],
    ['[[1e400]]', { keys: 0, items: 2, depth: 2, infinite: true }],
    ['[-1e400]', { keys: 0, items: 1, depth: 1, infinite: true }],
    ['{"a": 1e400}', { keys: 1, items: 0, depth: 1, infinite: true }],
    ['{"a": -1e400}', { keys: 1, items: 0, depth: 1, infinite: true }],
  ])('%s', (text, survey) => {
    expect(surveyValue(JSON.parse(text))).toEqual({ ...survey, longWords: [] })
  })

  const word = 'w'.repeat(LONG_WORD)
  const short = word.slice(1)

  test.each<[text: string, long: boolean]>([
    ['', false],
    [short, false],
    [word, true],
    [`${short} ${short}\n${short}\t${short}`, false],
    [`${short} ${word}`, true],
    [`${word} ${short}`, true],
    [` ${short} a ${word}w ${short}`, true],
    [`${'a '.repeat(50)}${word}`, true],
    [`${short}\u00a0${short}`, true],
  ])('a long word in %j: %s', (text, long) => {
    expect(hasLongWord(text)).toBe(long)
  })

  test('texts and keys with long words are reported, wherever they stand', () => {
    const value = { a: word, [`${word}1`]: 1, b: [short, `${word}2`, { c: { d: [[`${word}3`]] } }], [short]: null }
    expect(surveyValue(value).longWords).toEqual([word, `${word}1`, `${word}2`, `${word}3`])
    expect(surveyValue(word).longWords).toEqual([word])
    let deep: unknown = word
    for (let level = 0; level < 2000; level += 1) deep = level % 2 === 0 ? [deep] : { a: deep }
    expect(surveyValue(deep).longWords).toEqual([word])
  })

  test('a value of a million levels is walked', () => {
    expect(surveyValue(JSON.parse(`${'['.repeat(1e6)}${']'.repeat(1e6)}`)).depth).toBe(1e6)
  })

  test.each([
    ['"\\ud83d\\ude00"', false],
    ['"\\uD83D\\uDE00\\ud83d\\ude00"', false],
    ['"😀"', false],
    ['"\\\\ud800"', false],
    ['"\\ud7ff\\ue000"', false],
    ['"\\\\\\ud800"', true],
    ['"\\ud800"', true],
    ['"\\uDC00"', true],
    ['"\\ud800\\u0041"', true],
    ['"\\ud800\\n"', true],
    ['"\\ud800 \\udc00"', true],
    ['"\\ud800\\ud800\\udc00"', true],
    ['"\\udc00\\ud800"', true],
    ['"\\ud83d\\ude00\\ude00"', true],
    ['["\\ud800","\\udc00"]', true],
    ['"\ud800"', true],
  ])('an unpaired surrogate in %j: %s', (text, lone) => {
    expect(hasLoneSurrogate(text)).toBe(lone)
  })
})
