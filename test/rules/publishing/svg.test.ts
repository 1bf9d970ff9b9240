import { inspectSvg } from '../../../src/rules/publishing/svg'

const kinds = (text: string) => inspectSvg(text).map(({ kind }) => kind)

describe('an image that is not well-formed is read as far as its tags can be told', () => {
  test.each([
    ['a tag that never ends', '<svg><g onload="x()', ['handler']],
    ['a comment that never ends', '<svg><!-- <script>', []],
    ['a document type that never ends', '<!DOCTYPE svg [ <svg>', ['root']],
    ['an attribute without quotes', '<svg><a href=javascript:x>', ['url']],
    ['a lone bracket', '<svg>< <script>', ['script']],
    ['nothing', '', ['root']],
    ['a character reference beyond Unicode', '<svg><a href="&#x110000;javascript:x"/>', ['url']],
  ])('%s', (_name, text, expected) => {
    expect(kinds(text)).toEqual(expected)
  })
})

test.each([
  ['declarations', '<!a>', []],
  ['open comments', '<!--', []],
  ['open tags', '<a b="', []],
  ['open brackets', '<![<', []],
  ['data URLs without end', 'data:image/a,', ['raster']],
  ['attributes', ' a=', []],
])('half a million characters of %s are looked through', (_name, part, expected) => {
  expect(kinds(`<svg>${part.repeat(Math.ceil(500_000 / part.length))}`)).toEqual(expected)
})
