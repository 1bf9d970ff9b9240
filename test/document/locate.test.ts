import { locateAll } from '../../src/document/locate'
import { parseDocument } from '../../src/document/parse'
import { Pointer, parsePointer } from '../../src/document/pointer'
import type { LocateRequest } from '../../src/document/types'
import { expectPlaces, marked } from '../mark'

const at = (pointer: string) => Pointer.root.child(...parsePointer(pointer))
const value = (pointer: string): LocateRequest => ({ pointer: at(pointer), target: 'value' })
const key = (pointer: string): LocateRequest => ({ pointer: at(pointer), target: 'key' })
const span = (pointer: string, from: number, to: number): LocateRequest => ({ ...value(pointer), span: [from, to] })
const locate = (text: string, requests: readonly LocateRequest[], comments = false) =>
  parseDocument({ name: 'x', text, comments }).locateAll(requests)

describe('positions of values and keys', () => {
  test.each<[string, string, LocateRequest]>([
    ['the root', ' «{"a": 1}» ', value('')],
    ['a root that is a scalar', '\n«12»\n', value('')],
    ['a number', '{"a": «-1.5e3»}', value('/a')],
    ['a literal before a line end', '{"a": «true»\n}', value('/a')],
    ['a string with its quotes', '{"a": «"b\\"c\\\\"», "d": 1}', value('/a')],
    ['an object', '{"a": «{"b": [1, "}"]}», "c": 2}', value('/a')],
    ['an empty object', '{"a": «{}»}', value('/a')],
    ['an array over lines', '{"a": «[\n  1,\n  2\n]»}', value('/a')],
    ['an item', '[0, [1, «2», 3]]', value('/1/1')],
    ['a key', '{"a": {«"b"» : 1}}', key('/a/b')],
    ['a key with escapes', '{«"\\u0061\\"\\/"»: 1}', key('/a"~1')],
    ['a key with a tilde', '{"a~b": «1»}', value('/a~0b')],
    ['an empty key', '{"": {"": «1»}}', value('//')],
    ['a key that looks like an index', '{"0": {"1": «1»}}', value('/0/1')],
    ['an index that looks like a key elsewhere', '[{"0": 1}, {"0": «2»}]', value('/1/0')],
    ['the last of doubled keys', '{"a": 1, "b": 0, "a": «2»}', value('/a')],
    ['a value under the last of doubled keys', '{"a": {"b": 1}, "a": {"b": «2»}}', value('/a/b')],
    ['__proto__', '{"__proto__": {"constructor": «1»}}', value('/__proto__/constructor')],
    ['after Windows line ends', '{\r\n  "a": 1,\r\n  "b": «2»\r\n}', value('/b')],
    ['a stretch of a string', '{"a": "bc«de»f"}', span('/a', 2, 4)],
    ['a stretch behind escapes', '{"a": "\\n\\u00e9\\\\«x»\\t"}', span('/a', 3, 4)],
    ['a stretch of escapes', '{"a": "x«\\n\\u00e9»y"}', span('/a', 1, 3)],
    ['a stretch behind an escaped pair', '{"a": "\\ud83d\\ude00«x»"}', span('/a', 2, 3)],
    ['a stretch behind an emoji', '{"a": "😀«x»"}', span('/a', 2, 3)],
    ['an empty stretch', '{"a": "bc«»d"}', span('/a', 2, 2)],
    ['a stretch at the end', '{"a": "bcd«»"}', span('/a', 3, 3)],
    ['a whole string without its quotes', '{"a": "«bcd»"}', span('/a', 0, 3)],
    ['a stretch of a key', '{"«ab»c": 1}', { ...key('/abc'), span: [0, 2] }],
  ])('%s', (_name, text, request) => {
    const expected = marked(text)
    expectPlaces(locate(expected.text, [request]), expected)
  })

  test.each<[string, string, LocateRequest]>([
    ['behind a comment', '{/* "a": 0 */ "a": /* } */ «1» // x\n}', value('/a')],
    ['before a trailing comma', '{"a": [«1»,],}', value('/a/0')],
    ['in single quotes', "{'a': «'b'»,}", value('/a')],
    ['within single quotes', `{'a': '"«b»"'}`, span('/a', 1, 2)],
    ['a bare key', '{«a»: 1}', key('/a')],
    ['a repaired number', '{"a": «+.5», "b": 1}', value('/a')],
    ['behind a repaired number', '{"a": 0x1F, "b": «1»}', value('/b')],
    ['behind a missing comma', '{"a": 1 «"b"»: 2}', key('/b')],
    ['behind a missing colon', '{"a" «1»}', value('/a')],
    ['before a comment', '{"a": «1»/**/}', value('/a')],
    ['an object with a comment at its end', '{"a": «{"b": 1 /**/}», "c": 0}', value('/a')],
    ['behind a line break in a string', '{"a": "b\n«c»"}', span('/a', 2, 3)],
    ['a control character itself', '{"a": "b«\t»c"}', span('/a', 1, 2)],
    ['a literal of Python', '{"a": «None»}', value('/a')],
  ])('in a text with faults: %s', (_name, text, request) => {
    const expected = marked(text)
    expectPlaces(locate(expected.text, [request]), expected)
  })

  test('many requests at once, in their order, some of them equal', () => {
    const expected = marked('{«"a"»: «[«1», {«"b"»: «"x«y»"»}]», "c": «2»}')
    const requests = [
      key('/a'),
      value('/a'),
      value('/a/0'),
      key('/a/1/b'),
      value('/a/1/b'),
      span('/a/1/b', 1, 2),
      value('/c'),
    ]
    const { text, ranges } = expected
    expectPlaces(locate(text, requests), expected)
    expect(locate(text, [...requests].reverse())).toEqual([...ranges].reverse())
    expect(locate(text, [value('/c'), value('/c')])).toEqual([ranges[6], ranges[6]])
  })

  test('no requests', () => {
    expect(locate('{}', [])).toEqual([])
    expect(locate('{', [])).toEqual([])
  })

  test.each<[string, string, LocateRequest]>([
    ['a missing key', '{"a": 1}', value('/b')],
    ['a key of a scalar', '{"a": 1}', value('/a/b')],
    ['an item beyond the end', '[1]', value('/1')],
    ['a name in an array', '[1]', value('/a')],
    ['an index with a leading zero', '[1, 2]', value('/01')],
    ['a child of a doubled key whose last value lacks it', '{"a": {"b": 1}, "a": {}}', value('/a/b')],
    ['a grandchild of a doubled key', '{"a": {"b": {"c": 1}}, "a": 2}', value('/a/b/c')],
    ['the key of the root', '{"a": 1}', key('')],
    ['the key of an item', '[1]', key('/0')],
    ['a stretch of a number', '{"a": 12}', span('/a', 0, 1)],
    ['a stretch beyond the end', '{"a": "bc"}', span('/a', 0, 3)],
    ['a stretch that ends before it starts', '{"a": "bc"}', span('/a', 2, 1)],
    ['anything in a broken text', '{"a": [1', value('/a')],
  ])('%s throws and names the pointer', (_name, text, request) => {
    expect(() => locate(text, [request])).toThrow(JSON.stringify(request.pointer.toString()))
  })

  test('a request that fails does not hide behind one that does not', () => {
    expect(() => locate('{"a": 1}', [value('/a'), value('/b')])).toThrow('"/b"')
  })

  test('100,000 requests and as many stretches of one string', () => {
    const text = JSON.stringify({ list: Array.from({ length: 50_000 }, (_, index) => index), text: 'x'.repeat(50_000) })
    const requests = Array.from({ length: 50_000 }, (_, index) => [
      value(`/list/${index}`),
      span('/text', index, index + 1),
    ]).flat()
    const spans = locateAll(text, requests, { distinctKeys: true })
    expect(spans).toHaveLength(100_000)
    expect(
      spans.every(({ start, end }, index) => text.slice(start, end) === (index % 2 === 0 ? String(index / 2) : 'x')),
    ).toBe(true)
  })

  test('the deepest place', () => {
    const text = `${'['.repeat(512)}${']'.repeat(512)}`
    const pointer = Pointer.root.child(...Array.from({ length: 511 }, () => 0))
    expect(locateAll(text, [{ pointer, target: 'value' }], { distinctKeys: false })).toEqual([{ start: 511, end: 513 }])
  })
})
