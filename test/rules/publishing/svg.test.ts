import { inspectSvg, RASTER_LIMIT } from '../../../src/rules/publishing/svg'

const malformed = (reason: string) => ({ kind: 'malformed', reason })

describe('reading ends at the first error of XML, as it does in browsers', () => {
  test.each<[string, string, object[]]>([
    ['an element that is not closed', '<svg><g></svg>', [malformed('line 1, column 14: unexpected close tag')]],
    ['a tag that never ends', '<svg>\n<g onload="x()', [malformed('line 2, column 14: unclosed tag: svg')]],
    ['a comment that never ends', '<svg><!-- <script>', [malformed('line 1, column 18: unclosed tag: svg')]],
    ['an attribute without quotes', '<svg a=b/>', [malformed('line 1, column 8: unquoted attribute value')]],
    ['an attribute twice', '<svg a="" a=""/>', [malformed('line 1, column 16: duplicate attribute: a')]],
    ['a lone bracket', '<svg>< <script/>', [malformed('line 1, column 7: disallowed character in tag name')]],
    ['an entity without a declaration', '<svg>&nbsp;</svg>', [malformed('line 1, column 11: undefined entity')]],
    ['a second root', '<svg/><svg/>', [malformed('line 1, column 11: documents may contain only one root')]],
    ['another document', '<!doctype html><html/>', [malformed('line 1, column 9: incorrect syntax')]],
    [
      'a script before the error',
      '<svg><script/>',
      [malformed('line 1, column 14: unclosed tag: svg'), { kind: 'script' }],
    ],
    ['a script behind it', '<svg>&nbsp;<script/></svg>', [malformed('line 1, column 11: undefined entity')]],
    ['no element', '<!-- -->', [malformed('line 1, column 8: document must contain a root element')]],
    ['no tag', 'an icon', [{ kind: 'root', found: undefined }]],
    ['nothing', '', [{ kind: 'root', found: undefined }]],
  ])('%s', (_name, text, expected) => {
    expect(inspectSvg(text)).toEqual(expected)
  })
})

test.each(['<!a>', '<!--', '<a b="', '<![<', ' a=', 'data:image/a,', '<a>', '<a b=1 b=2 ', '&a;'])(
  'a hundred thousand characters of %s are read up to the first error',
  (part) => {
    const kinds = inspectSvg(`<svg>${part.repeat(Math.ceil(100_000 / part.length))}`).map(({ kind }) => kind)
    expect(kinds).toContain('malformed')
  },
)

test('the entities that a document type declares are not errors', () => {
  const entities = '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]>'
  expect(inspectSvg(`${entities}<svg xmlns="&ns;">&ns;<script/></svg>`)).toEqual([{ kind: 'script' }])
})

describe('what is not an element is passed over, and what stands behind it is not', () => {
  test.each([
    ['a comment', '<!--<script>-->'],
    ['character data', '<![CDATA[<script> ]] > ]]>'],
    ['an instruction', '<?a <script> ?>'],
    ['text', '&lt;script&gt;'],
    ['an attribute', '<g a="&lt;script>"/>'],
  ])('%s', (_name, part) => {
    expect(inspectSvg(`<svg>${part}</svg>`)).toEqual([])
    expect(inspectSvg(`<svg>${part}<script/></svg>`)).toEqual([{ kind: 'script' }])
    expect(inspectSvg(`<svg>${part}${'<g/>'.repeat(1000)}<script/></svg>`)).toEqual([{ kind: 'script' }])
  })
})

describe('attributes', () => {
  const handler = (attribute: string) => [{ kind: 'handler', attribute }]
  const url = (attribute: string, scheme = 'javascript') => [{ kind: 'url', attribute, scheme }]
  test.each<[string, string, object[]]>([
    ['a handler', '<g onclick="x"/>', handler('onclick')],
    ['a handler behind others', '<g a="1" b=\'2\' onclick=""/>', handler('onclick')],
    ['a name that only holds a handler', '<g data-onclick="x" icon="y" on="z" on-x="a"/>', []],
    ['each attribute with an address', '<a href="a" src="javascript:x"/>', url('src')],
    ['an empty address', '<a href=""/>', []],
    ['no address', '<a title="javascript:x"/>', []],
    ['another scheme', '<a href="VBScript:x"/>', url('href', 'vbscript')],
    ['a scheme within an address', '<a href="https://javascript:x"/>', []],
    ['a scheme in decimal references', '<a href="&#106;avascript:x"/>', url('href')],
    ['a scheme in hexadecimal references', '<a href="&#x6A;avascript&#x3a;x"/>', url('href')],
    ['a scheme among white space', '<a href=" java&#9;scr\nipt:x"/>', url('href')],
    ['an ampersand in it', '<a href="java&amp;script:x"/>', []],
    ['a scheme far behind', `<a href="${' '.repeat(400)}javascript:x"/>`, []],
    ['a scheme not so far behind', `<a href="${' '.repeat(380)}javascript:x"/>`, url('href')],
    [
      'the first of several',
      '<a href="javascript:x" to="vbscript:y"/><g onb="1" ona="2"/>',
      [...url('href'), ...handler('onb')],
    ],
  ])('%s', (_name, part, expected) => {
    expect(inspectSvg(`<svg>${part}</svg>`)).toEqual(expected)
  })
})

describe('raster images are measured', () => {
  const image = (type: string, data: string) => `<svg><image href="data:image/${type},${data}"/></svg>`
  // Four digits are three bytes.
  const digits = (RASTER_LIMIT / 3) * 4
  test.each<[string, string, string, number | undefined]>([
    ['base64 at the limit', 'png;base64', 'A'.repeat(Math.floor(digits) + 1), undefined],
    ['base64 above it', 'PNG;base64', 'A'.repeat(Math.floor(digits) + 2), RASTER_LIMIT + 1],
    ['its padding is not counted', 'png;base64', `${'A'.repeat(Math.floor(digits) + 1)}==`, undefined],
    ['nor are line ends', 'png;base64', `${'A'.repeat(Math.floor(digits) + 1)}\n\n`, undefined],
    ...['0', '9', 'A', 'Z', 'a', 'z', '+', '/'].map((digit): [string, string, string, number] => [
      `${digit} is`,
      'png;base64',
      digit.repeat(200_000),
      150_000,
    ]),
    ...['@', '[', '`', '{', ':', '-', '*', '.', ','].map((other): [string, string, string, undefined] => [
      `${other} is not`,
      'png;base64',
      other.repeat(200_000),
      undefined,
    ]),
    ['other data by its characters, at the limit', 'gif', 'x'.repeat(RASTER_LIMIT), undefined],
    ['and above it', 'gif', 'x'.repeat(RASTER_LIMIT + 1), RASTER_LIMIT + 1],
    ['base64 that is a name of something else', 'gif;base64;a=b', 'x'.repeat(RASTER_LIMIT + 1), RASTER_LIMIT + 1],
  ])('%s', (_name, type, data, bytes) => {
    expect(inspectSvg(image(type, data))).toEqual(
      bytes === undefined ? [] : [{ kind: 'raster', type: type.split(';')[0]?.toLowerCase(), bytes }],
    )
  })
})
