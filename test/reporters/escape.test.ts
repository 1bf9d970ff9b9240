import { clip, escapeTerminal } from '../../src/reporters/escape'

describe('text for a terminal', () => {
  test.each([
    ['plain text stays', 'Größe – 名前 👍', 'Größe – 名前 👍'],
    ['an escape sequence', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a one-byte control sequence introducer', '\u009b2J', '\\u{9b}2J'],
    ['a line feed', 'a\nb', 'a\\u{a}b'],
    ['a carriage return', 'a\rb', 'a\\u{d}b'],
    ['a backspace', 'a\bb', 'a\\u{8}b'],
    ['the delete character', '\u007f', '\\u{7f}'],
    ['a right-to-left override', '\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['bidirectional isolates', '\u2066\u2069', '\\u{2066}\\u{2069}'],
    ['an Arabic letter mark', '\u061c', '\\u{61c}'],
    ['zero-width characters', '\u200b\u200d\u2060\ufeff', '\\u{200b}\\u{200d}\\u{2060}\\u{feff}'],
    ['a soft hyphen', '\u00ad', '\\u{ad}'],
    ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['a lone high surrogate', 'a\ud800b', 'a\\u{d800}b'],
    ['a lone low surrogate', '\udc00', '\\u{dc00}'],
    ['invisible tags beyond the basic plane', '\u{e0041}', '\\u{e0041}'],
  ])('%s', (_name, text, expected) => {
    expect(escapeTerminal(text)).toBe(expected)
  })
})

describe('clipping', () => {
  test.each([
    ['what fits stays', 'abcd', 4, 'abcd'],
    ['what does not ends in an ellipsis', 'abcde', 4, 'abc…'],
    ['no half of a surrogate pair is left', 'ab👍cd', 4, 'ab…'],
  ])('%s', (_name, text, longest, expected) => {
    expect(clip(text, longest)).toBe(expected)
  })
})
