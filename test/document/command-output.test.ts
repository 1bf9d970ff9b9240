import { inspect } from 'node:util'
import { decode } from '../../src/document/decode'
import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'

const BODY = {
  name: 'acme/desk',
  version: '1.0.0',
  title: 'Desk',
  description: "Tickets, and what is said about them; it's all in one place.",
  user: { tags: { id: { title: 'ID', description: 'The ID of the user in Acme Desk.' } } },
  actions: {
    createTicket: {
      title: 'Create ticket',
      description: 'Creates a ticket.',
      input: { schema: { type: 'object', properties: { subject: { type: 'string' } } } },
      output: { schema: { type: 'object', properties: {} } },
    },
  },
}
const JSON_TEXT = JSON.stringify(BODY, null, 2)
const COLORED = inspect(BODY, { colors: true, depth: Number.POSITIVE_INFINITY })
const PLAIN = inspect(BODY, { depth: Number.POSITIVE_INFINITY })

/** What is said of a text or of bytes: `rule line:column-line:column message`, and what it was recognised as. */
function read(content: string | Buffer) {
  const { text, faults } = decode(Buffer.from(content))
  const document = parseDocument({ name: 'read.json', text, faults, comments: false })
  const lines = document.faults.map((fault) => {
    const { line, column, endLine, endColumn } = document.rangeOf(fault)
    return `${fault.rule} ${line}:${column}-${endLine}:${endColumn} ${fault.message}`
  })
  const kind = recognise(document)
  return { lines, value: document.value, kind: kind && `${kind.certainty} ${kind.kind}` }
}

const banner = (lines: number, runner: string, command: string) =>
  `${lines === 1 ? 'The first line is' : `The first ${lines} lines are`} what ${runner} prints before it runs a command, not JSON; write the file again with \`${command}\`.`
const FOR_PEOPLE = 'This is what `bp read` prints for people, not JSON; write it again with `bp read --json`.'
const POWERSHELL =
  'The file is UTF-16 little-endian, as Windows PowerShell writes it with ">"; JSON is UTF-8: save it as UTF-8, or write it with PowerShell 7 or with cmd /c "bp read --json > read.json".'

describe('what a command printed is one finding, whatever is in it', () => {
  test.each<[string, string | Buffer, string]>([
    [
      'npm run',
      `\n> acme-desk@1.0.0 read\n> bp read --json\n\n${JSON_TEXT}\n`,
      `syntax/invalid-json 2:1-3:17 ${banner(2, 'npm', 'npm run --silent read')}`,
    ],
    [
      'npm run on Windows, in a package without a version',
      `\r\n> read:all\r\n> bp read --json\r\n\r\n${JSON_TEXT}`,
      `syntax/invalid-json 2:1-3:17 ${banner(2, 'npm', 'npm run --silent SCRIPT')}`,
    ],
    [
      'npm run, cut in the middle',
      `\n> acme-desk@1.0.0 read\n> bp read --json\n\n${JSON_TEXT.slice(0, -20)}`,
      `syntax/invalid-json 2:1-3:17 ${banner(2, 'npm', 'npm run --silent read')}`,
    ],
    [
      'pnpm run',
      `\n> acme-desk@1.0.0 read:json /home/dev/desk\n> bp read --json\n\n${JSON_TEXT}\n`,
      `syntax/invalid-json 2:1-3:17 ${banner(2, 'pnpm', 'pnpm --silent run read:json')}`,
    ],
    [
      'pnpm run on Windows',
      `\n> acme-desk@1.0.0 read C:\\dev\\desk one\n> bp read --json\n\n${JSON_TEXT}\n`,
      `syntax/invalid-json 2:1-3:17 ${banner(2, 'pnpm', 'pnpm --silent run read')}`,
    ],
    [
      'a script whose name would run something else',
      `\n> acme-desk@1.0.0 $(rm)\n> bp read --json\n\n${JSON_TEXT}\n`,
      `syntax/invalid-json 2:1-3:17 ${banner(2, 'npm', 'npm run --silent SCRIPT')}`,
    ],
    [
      'yarn run',
      `yarn run v1.22.19\n$ bp read --json\n${JSON_TEXT}\nDone in 0.53s.\n`,
      `syntax/invalid-json 1:1-2:17 ${banner(2, 'yarn', 'yarn --silent SCRIPT')}`,
    ],
    [
      'a log of bp',
      `🤖 Botpress CLI v5.6.1\n${JSON_TEXT}\n`,
      `syntax/invalid-json 1:1-1:23 ${banner(1, 'bp', 'bp read --json')}`,
    ],
    ['bp read without --json', COLORED, `syntax/invalid-json 1:1-1:2 ${FOR_PEOPLE}`],
    ['bp read without --json, its colours taken out', PLAIN, `syntax/invalid-json 1:1-1:2 ${FOR_PEOPLE}`],
    [
      'bp read without --json under npm',
      `\n> acme-desk@1.0.0 read\n> bp read\n\n🤖 Botpress CLI v5.6.1\n${COLORED}\n`,
      `syntax/invalid-json 2:1-5:23 ${FOR_PEOPLE}`,
    ],
    ['PowerShell, with a mark', Buffer.from(`\ufeff${JSON_TEXT}`, 'utf16le'), `syntax/encoding 1:1-1:1 ${POWERSHELL}`],
    ['PowerShell, without', Buffer.from(JSON_TEXT, 'utf16le'), `syntax/encoding 1:1-1:1 ${POWERSHELL}`],
    [
      'PowerShell, cut in the middle',
      Buffer.from(`\ufeff${JSON_TEXT.slice(0, -30)}`, 'utf16le'),
      `syntax/encoding 1:1-1:1 ${POWERSHELL}`,
    ],
  ])('%s', (_name, content, line) => {
    expect(read(content)).toEqual({ lines: [line], value: undefined, kind: 'certain create-body' })
  })

  test.each(['', '\n', '  \r\n\t'])('an empty pipe: %j', (text) => {
    const message =
      'The text is empty; JSON is expected. If a command should have written it, run that command alone to see its error.'
    expect(read(text)).toEqual({
      lines: [`syntax/empty 1:1-1:1 ${message}`],
      value: undefined,
      kind: undefined,
    })
  })

  test('a pipe that was cut, wherever', () => {
    for (let length = 1; length < JSON_TEXT.length; length++) {
      const { lines, value } = read(JSON_TEXT.slice(0, length))
      expect([length, lines.map((line) => line.replace(/ .*/, '')), value]).toEqual([
        length,
        ['syntax/truncated'],
        undefined,
      ])
    }
  })
})

describe('what only begins alike is read as JSON', () => {
  test.each([
    ['an object of JavaScript', `{ name: 'acme', version: '1.0.0' }`],
    ['the same on lines', `{\n    name: 'acme',\n    version: '1.0.0',\n}`],
    ['a quotation', '> Desk\n> is not a definition'],
    ['an arrow', `=> ${JSON_TEXT}`],
    ['a colour in a string that is not closed', `{ "name": "${COLORED.slice(0, 40)}`],
  ])('%s', (_name, text) => {
    const { lines } = read(text)
    expect(lines).not.toEqual([])
    expect(lines.filter((line) => line.includes('prints'))).toEqual([])
  })

  test('a banner that never ends', () => {
    const text = `${'> a\n'.repeat(100_000)}{}`
    expect(read(text).lines.some((line) => line.includes('prints'))).toBe(false)
  })
})
