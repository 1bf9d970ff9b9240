import { inspectSvg, RASTER_LIMIT } from '../../../src/rules/publishing/svg'

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

const SCRIPT: object[] = [{ kind: 'script' }]

describe('what is no element is passed over, and what stands behind it is not', () => {
  test.each<[string, string, object[]?]>([
    ['a comment', '<svg><!--<script>--><script/>'],
    ['a comment that begins with its end', '<svg><!--><g/><script/>-->', []],
    ['a comment of a bracket', '<svg><!-- > <script> --></svg>', []],
    ['character data', '<svg><![CDATA[<script>]]><script/>'],
    ['character data with brackets', '<svg><![CDATA[ ]] > <script> ]]></svg>', []],
    ['the shortest character data', '<svg><![CDATA[]]><script/>'],
    ['character data that begins with its end', '<svg><![CDATA[]><script/>]]></svg>', []],
    ['an instruction', '<?xml version="1.0"?><svg><script/>'],
    ['an instruction that names an element', '<svg><?a <script> ?></svg>', []],
    ['the shortest instruction', '<svg><??><script/>'],
    ['an instruction that begins with its end', '<svg><?><script/>?></svg>', []],
    ['a document type', '<!DOCTYPE svg><svg><script/>'],
    ['the declarations of a document type', '<!DOCTYPE svg [<!ENTITY a "<script>"> ]><svg/>', []],
    ['a bracket behind the declarations', '<!DOCTYPE svg [ <!ENTITY a ">"> ] ><svg><script/>'],
    ['a bracket behind a document type', '<!DOCTYPE svg><svg>[<script/>]'],
    ['declarations that never end', '<!DOCTYPE svg [ > <svg/>', [{ kind: 'root', found: undefined }]],
    ['declarations whose document type never ends', '<!DOCTYPE svg [ > ] <svg/', [{ kind: 'root', found: undefined }]],
    ['an end tag', '<svg></g onload="x()"><script/>'],
    ['an end tag that never ends', '<svg></g <script/', []],
    ['an end tag with a bracket', '<svg></g <script>', []],
  ])('%s', (_name, text, expected = SCRIPT) => {
    expect(inspectSvg(text)).toEqual(expected)
  })
})

describe('attributes', () => {
  const handler = (attribute: string) => [{ kind: 'handler', attribute }]
  const url = (attribute: string, scheme = 'javascript') => [{ kind: 'url', attribute, scheme }]
  test.each<[string, string, object[]]>([
    ['a handler', '<svg><g onclick="x"/>', handler('onclick')],
    ['a handler without a value', '<svg><g onclick/>', handler('onclick')],
    ['a handler behind a slash', '<svg><g/onclick=x/>', handler('onclick')],
    ['a handler behind others', '<svg><g a="1" b=\'2\' c=3 d onclick=""/>', handler('onclick')],
    ['a name that only holds a handler', '<svg><g data-onclick="x" icon="y" on="z" on-x="a"/>', []],
    ['an empty address', '<svg><a href="" to=javascript:x />', url('to')],
    ['each attribute with an address', '<svg><a href="a" src="javascript:x"/>', url('src')],
    ['no address', '<svg><a title="javascript:x"/>', []],
    ['another scheme', '<svg><a href="VBScript:x"/>', url('href', 'vbscript')],
    ['a scheme within an address', '<svg><a href="https://javascript:x"/>', []],
    ['a scheme in decimal references', '<svg><a href="&#106;avascript:x"/>', url('href')],
    ['a scheme in decimal references without their end', '<svg><a href="&#106avascript:x"/>', url('href')],
    ['a scheme in hexadecimal references', '<svg><a href="&#x6A;avascript&#x3a;x"/>', url('href')],
    ['a scheme in names', '<svg><a href="java&Tab;script&NewLine;&COLON;x"/>', url('href')],
    ['an unknown name', '<svg><a href="java&amp;script:x"/>', []],
    ['the last character of Unicode', '<svg><a href="&#x10ffff;javascript:x"/>', []],
    ['a scheme far behind', `<svg><a href="${' '.repeat(390)}javascript:x"/>`, []],
    ['a scheme not so far behind', `<svg><a href="${' '.repeat(380)}javascript:x"/>`, url('href')],
    [
      'the first of several',
      '<svg><a href="javascript:x" to="vbscript:y"/><g onb="1" ona="2"/>',
      [...url('href'), ...handler('onb')],
    ],
  ])('%s', (_name, text, expected) => {
    expect(inspectSvg(text)).toEqual(expected)
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
