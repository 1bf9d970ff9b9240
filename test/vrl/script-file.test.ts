import { decode } from '../../src/document/decode'
import { scriptDocument, scriptTypeAt, scriptTypeOf } from '../../src/vrl/script-file'

describe('what a script file is for', () => {
  test.each([
    ['extract.vrl', 'extract'],
    ['src/scripts/extract.vrl', 'extract'],
    ['C:\\acme\\fallbackHandler.vrl', 'fallbackHandler'],
    ['fallback-handler.vrl', 'fallbackHandler'],
    ['linkTemplate.vrl', 'linkTemplate'],
    ['linkTemplateScript.vrl', 'linkTemplate'],
    ['sandboxLinkTemplate.vrl', 'linkTemplate'],
    ['sandboxIdentifierExtract.vrl', 'sandboxIdentifierExtract'],
    ['sandbox_message_extract.VRL', 'sandboxMessageExtract'],
    ['other.vrl', undefined],
    ['toString.vrl', undefined],
    ['.vrl', undefined],
  ])('%s', (name, type) => {
    expect(scriptTypeOf(name)).toBe(type)
  })
})

describe('a script file as a document', () => {
  const open = (text: string | Uint8Array) =>
    scriptDocument('extract.vrl', decode(typeof text === 'string' ? Buffer.from(text) : text))

  test('is its text', () => {
    const { document, recognised } = open('.path\n')
    expect(document).toMatchObject({ name: 'extract.vrl', value: '.path\n', faults: [] })
    expect(recognised).toMatchObject({ kind: 'script', type: 'extract', value: '.path\n' })
  })

  test('locates in it, and what concerns all of it in its first line', () => {
    const { document, recognised } = open('a = 1\r\nb\r\n')
    const pointer = recognised?.base
    if (pointer === undefined) throw new Error('It is a script.')
    expect(
      document.locateAll([
        { pointer, target: 'value', span: [7, 8] },
        { pointer, target: 'value' },
      ]),
    ).toEqual([
      { line: 2, column: 1, endLine: 2, endColumn: 2 },
      { line: 1, column: 1, endLine: 1, endColumn: 6 },
    ])
  })

  test('knows comments that silence from texts that only look like them', () => {
    const { document } = open('# integration-lint-disable-line x -- y\n"# integration-lint-disable-line x -- y"\n')
    expect(document.comments).toEqual([{ start: 0, end: 38 }])
  })

  test('is no script when it is not text', () => {
    const { document, recognised } = open(new Uint8Array([0, 1, 2, 0xff, 0xfe, 0]))
    expect(document.value).toBeUndefined()
    expect(document.faults).not.toEqual([])
    expect(recognised).toBeUndefined()
  })
})

test.each<[string, string | undefined]>([
  ['/identifier/extractScript', 'extract'],
  ['/integration/identifier/fallbackHandlerScript', 'fallbackHandler'],
  ['/configurations/a/identifier/linkTemplateScript', 'linkTemplate'],
  ['/sandbox/identifierExtractScript', 'sandboxIdentifierExtract'],
  ['/sandbox/messageExtractScript', 'sandboxMessageExtract'],
  ['/title', undefined],
  ['', undefined],
])('what stands at %j is run for: %s', (pointer, type) => {
  expect(scriptTypeAt(pointer)).toBe(type)
})
