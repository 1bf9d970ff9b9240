import { runInNewContext } from 'node:vm'
import type { FileReport } from '../../src/findings/types'
import { displayUrl, isLoginName, isLoginParameter, loginsIn, SecretRedactor } from '../../src/remote/secrets'

const TOKEN = 'bp_pat_0nly+For/This=Test~7d1f"&x'

function secretsWith(...logins: string[]): SecretRedactor {
  const secrets = new SecretRedactor()
  for (const login of logins) secrets.addLogin(login)
  return secrets
}

const each = (form: (character: string, code: number) => string) =>
  [...TOKEN].map((character) => form(character, character.charCodeAt(0))).join('')
const hex = (code: number, width: number) => code.toString(16).padStart(width, '0')

const SPELLINGS: [string, string][] = [
  ['as it is', TOKEN],
  ['as JSON', JSON.stringify(TOKEN).slice(1, -1)],
  ['as JSON in JSON', JSON.stringify(JSON.stringify(TOKEN)).slice(3, -3)],
  ['as JSON with every character escaped', each((_, code) => `\\u${hex(code, 4)}`)],
  ['the same in capitals', each((_, code) => `\\u${hex(code, 4).toUpperCase()}`)],
  ['the same in JSON again', each((_, code) => `\\\\u${hex(code, 4)}`)],
  ['as JSON with one character escaped', TOKEN.replace('b', '\\u0062')],
  ['as JSON with an escaped slash', TOKEN.replace('/', '\\/')],
  ['as JavaScript', each((_, code) => `\\x${hex(code, 2)}`)],
  ['as JavaScript with code points', each((_, code) => `\\u{${hex(code, 1)}}`)],
  ['percent-encoded', encodeURIComponent(TOKEN)],
  ['percent-encoded, every character', each((_, code) => `%${hex(code, 2)}`)],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(TOKEN))],
  ['as HTML', TOKEN.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  ['as HTML with a slash in hexadecimal', TOKEN.replace('/', '&#x2F;').replaceAll('&x', '&amp;x')],
  ['as HTML, every character in decimal', each((_, code) => `&#${code};`)],
  ['as HTML in HTML', each((_, code) => `&amp;#x${hex(code, 2)};`)],
  ['as a JSON pointer', TOKEN.replaceAll('~', '~0').replaceAll('/', '~1')],
  ['in lower case, as in a host', TOKEN.toLowerCase()],
  ['in Base64', Buffer.from(TOKEN).toString('base64')],
  ['in Base64 for URLs', Buffer.from(TOKEN).toString('base64url')],
  ['in hexadecimal', Buffer.from(TOKEN).toString('hex')],
  ['in hexadecimal with colons', (Buffer.from(TOKEN).toString('hex').match(/../g) ?? []).join(':')],
  ['as C, in octal', each((_, code) => `\\${code.toString(8)}`)],
  ['quoted-printable', each((_, code) => `=${hex(code, 2).toUpperCase()}`)],
  ['quoted-printable, with soft line breaks', (TOKEN.match(/.{1,5}/g) ?? []).join('=\r\n')],
  ['percent-encoded UTF-16', each((_, code) => `%u${hex(code, 4)}`)],
  ['percent-encoded full-width letters', encodeURIComponent(each((_, code) => String.fromCharCode(code + 0xfee0)))],
  ['as HTML, with names', TOKEN.replaceAll('_', '&UnderBar;').replaceAll('/', '&sol;').replaceAll('"', '&QUOT;')],
  ['as HTML, without semicolons', TOKEN.replaceAll('"', '&quot').replaceAll('&x', '&ampx')],
  ['as HTML, in letters of mathematics', TOKEN.replaceAll(/[a-z]/g, (letter) => `&${letter}opf;`)],
  ['as JSON in HTML', each((_, code) => `&#x5c;u${hex(code, 4)}`)],
  ['as percent encoding in JSON in HTML', each((_, code) => `&bsol;u0025${hex(code, 2)}`)],
]

describe('a login is found', () => {
  test.each(SPELLINGS)('%s', (_name, spelt) => {
    expect(secretsWith(TOKEN).redact(`before ${spelt} after`)).toBe('before *** after')
  })

  test.each([0, 1, 2, 3])('in Base64 of a longer text, %d bytes before it', (before) => {
    const text = Buffer.from(`${'x'.repeat(before)}${TOKEN}yz`).toString('base64')
    const clean = secretsWith(TOKEN).redact(text)
    expect(clean).toMatch(/^.{0,4}\*{3}.{0,6}$/)
  })

  test.each(['utf16le', 'utf8'] as const)('in Base64 and hexadecimal of each other, of %s', (encoding) => {
    const once = (bytes: Buffer) => [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]
    const bytes = Buffer.from(`me:${TOKEN}`, encoding)
    const forms = [...once(bytes), ...(encoding === 'utf8' ? once(bytes).flatMap((one) => once(Buffer.from(one))) : [])]
    for (const form of forms) {
      for (const text of [form, (form.match(/.{1,19}/g) ?? []).join('\r\n  '), (form.match(/../g) ?? []).join(':')]) {
        const clean = secretsWith(TOKEN).redact(text)
        expect(clean).toContain('***')
        expect(clean.replaceAll(/[^\da-z]/gi, '').length).toBeLessThan(20)
      }
    }
  })

  // Wherever it is cut, at both ends.
  test('every piece of it that has eight letters and digits', () => {
    const secrets = secretsWith(TOKEN)
    const pieces = Array.from({ length: TOKEN.length }, (_, start) =>
      Array.from({ length: TOKEN.length - start }, (_each, length) => TOKEN.slice(start, start + length + 1)),
    ).flat()
    const leaks = pieces.filter(
      (piece) => piece.replaceAll(/[^\da-z]/gi, '').length >= 8 && /[\da-z]/i.test(secrets.redact(`<${piece}…`)),
    )
    expect(leaks).toEqual([])
  })

  test.each([
    ['hyphens', '-'],
    ['spaces', ' '],
    ['line breaks', '\r\n\t'],
    ['escaped line breaks', '\\n'],
    ['combining marks', '\u0323\u0307'],
    ['zero-width spaces', '\u200b'],
    ['soft line breaks', '=\r\n'],
    ['soft hyphens of HTML', '&shy;&ZeroWidthSpace;'],
  ])('split by %s', (_name, sign) => {
    expect(secretsWith(TOKEN).redact(`<${[...TOKEN].join(sign)}>`)).toBe('<***>')
  })

  test.each([
    ['a word of it', 'the integration was not found'],
    ['its words far from each other', `my${' '.repeat(17)}integration${' '.repeat(17)}42`],
    ['another token', 'bp_pat_9'],
  ])('but not in %s', (_name, text) => {
    expect(secretsWith(TOKEN, 'my-integration-42').redact(text)).toBe(text)
  })

  test('though it is made of words', () => {
    const secrets = secretsWith('my-integration-42', 'correcthorse')
    expect(secrets.redact('<my integration 42>, <my-integr>, <correcthorse>, <correcth>')).toBe(
      '<***>, <***>, <***>, <correcth>',
    )
  })

  test('between backslashes and escapes, so that JSON stays JSON', () => {
    const text = TOKEN.replaceAll('"', '\\"')
    const secrets = secretsWith(TOKEN)
    for (const before of ['', '\\n', '\\u0062', '=', '%', '&', '\\"', 'ü']) {
      for (let count = 0; count < 40; count += 2) {
        for (const spelt of [`\\u0062${text.slice(1)}`, text, text.slice(1), text.slice(0, -1)]) {
          const json = `{"a":"${'\\'.repeat(count)}${before}${spelt}\\n"}`
          const clean = Buffer.from(secrets.redactBytes(Buffer.from(json))).toString('utf8')
          expect(JSON.parse(clean)).toEqual({ a: expect.stringMatching(/^\\*[\nbü"=%&]?\*{3}["&]*\n$/) })
        }
      }
    }
  })

  test('next to and within escapes and numbers, so that JSON stays JSON', () => {
    const secrets = secretsWith('nabcdefgh1', 'u0062cdefgh', '1234567890')
    const json = String.raw`["\nabcdefgh1", "\u0062cdefgh", "abc\nabcdefgh1", 1234567890, -123456789.0e2, "1234567890"]`
    const clean = Buffer.from(secrets.redactBytes(Buffer.from(json))).toString()
    expect(JSON.parse(clean)).toEqual(['***', '***', 'abc***', 1111111111, -11111111110, '***'])
  })

  test('never across the strings of a document', () => {
    const bytes = Buffer.from('{"my":{"integration":42}, "a": "my\\"integration\\"42"}')
    const clean = Buffer.from(secretsWith('my-integration-42').redactBytes(bytes)).toString()
    expect(clean).toBe('{"my":{"integration":42}, "a": "***"}')
  })

  test.each(['UTF-8', 'UTF-16 LE', 'UTF-16 BE'])('in letters of other widths, in %s', (encoding) => {
    const wide = [...TOKEN].map((character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).join('')
    const escaped = [...wide].map((character) => `\\u${character.charCodeAt(0).toString(16)}`).join('')
    const bold = TOKEN.replaceAll('"', '\\"').replaceAll(/[a-z]/g, (letter) =>
      String.fromCodePoint(0x1d41a - 0x61 + letter.charCodeAt(0)),
    )
    const pairs = [...bold]
      .flatMap((character) => character.split(''))
      .map((unit) => (unit >= '\ud800' ? `\\u${unit.charCodeAt(0).toString(16)}` : unit))
    for (const text of [wide, escaped, bold, pairs.join('')]) {
      const bytes = encoding === 'UTF-8' ? Buffer.from(text) : Buffer.from(`${text}\0`, 'utf16le')
      if (encoding === 'UTF-16 BE') bytes.swap16()
      const clean = Buffer.from(secretsWith(TOKEN).redactBytes(bytes))
      if (encoding === 'UTF-16 BE') clean.swap16()
      const read = clean.toString(encoding === 'UTF-8' ? 'utf8' : 'utf16le').normalize('NFKC')
      expect(read).not.toMatch(/[\da-z]/i)
    }
  })

  test('the longer of two that begin alike', () => {
    expect(secretsWith('abcdefghij', 'abcdefghijklmnop').redact('abcdefghijklmnop abcdefghij')).toBe('*** ***')
  })

  test.each(['utf16le', 'utf16be', 'utf32le'])('in %s, of which each character keeps its width', (encoding) => {
    const text = `{"a":"${TOKEN.replaceAll('"', '\\"')}"}`
    const width = encoding === 'utf32le' ? 4 : 2
    const bytes = new Uint8Array(text.length * width)
    for (const [index, character] of [...text].entries()) {
      bytes[index * width + (encoding === 'utf16be' ? 1 : 0)] = character.charCodeAt(0)
    }
    const clean = secretsWith(TOKEN).redactBytes(bytes)
    expect(clean).toHaveLength(bytes.length)
    expect(Buffer.from(clean).toString('latin1').replaceAll('\0', '')).toMatch(/^\{"a":"\*+"\}$/)
  })
})

test('a text without secrets is the same text, and bytes are the same array', () => {
  const bytes = Buffer.from('nothing here \\u0062 %62 &#x62;')
  expect(secretsWith(TOKEN).redactBytes(bytes)).toBe(bytes)
  expect(new SecretRedactor().redactBytes(bytes)).toBe(bytes)
})

test.each([
  ['backslashes', '\\'],
  ['percent signs', '%25'],
  ['ampersands', '&amp;'],
  ['NULs', '\0'],
  ['beginnings of the secret', TOKEN.slice(0, 7)],
  ['zeros of an entity', '&#0000000'],
])('two hundred thousand %s end', (_name, unit) => {
  expect(secretsWith(TOKEN).redactBytes(Buffer.from(unit.repeat(200_000)))).toBeDefined()
})

test.each(['x78abcdefgh', '%25%25%25abcd', '\\\\x41abcdefg', '&amp;&lt;abcd'])(
  '%s, which looks like an encoding, is found as it is',
  (secret) => {
    expect(secretsWith(secret).redact(`<${secret}>`)).toMatch(/^<[^\da-z]*\*{3}>$/)
  },
)

describe('which values of headers are secret', () => {
  test.each([
    ['production', false],
    ['eu-west', false],
    ['error', false],
    ['file', false],
    ['1234567', false],
    ['k8s-4fe1c2d9', true],
    ['0123456789', true],
  ])('%s: %s', (value, secret) => {
    const secrets = new SecretRedactor()
    secrets.addValue(value)
    expect(secrets.redact(`<${value}>`)).toBe(secret ? '<***>' : `<${value}>`)
  })

  test.each([
    ['Bearer abc.def', ['abc.def']],
    ['error', ['error']],
    ['Basic dXNlcjpjb3JyZWN0LWhvcnNl', ['dXNlcjpjb3JyZWN0LWhvcnNl', 'correct-horse']],
    ['a=12345678; b=short', ['a=12345678; b=short', '12345678']],
    ['two words', ['two words']],
  ])('of %j, %j', (value, logins) => {
    expect(loginsIn(value)).toEqual(logins)
  })

  test.each([
    'Authorization',
    'X-Auth',
    'Cookie',
    'X-Api-Key',
    'apikey',
    'pat',
    'sid',
    'jwt',
    'code',
    'passwd',
    'sig',
    'session_id',
    'access_token',
    'passphrase',
    'pw',
    'psw',
    'pword',
    'bearer',
    'creds',
    'login.pass',
    'client-secret',
    'totp_seed',
  ])('%s names a login', (name) => {
    expect(isLoginName(name)).toBe(true)
    expect(isLoginParameter(name)).toBe(true)
  })

  test.each([
    'phrase',
    'SAMLRequest',
    'samlresponse',
    'mac',
    'magic',
    'magicLink',
    'invite',
    'nonce',
    'state',
    'code_verifier',
    'csrf',
    'xsrf',
    'sso',
    'tok',
    'refresh',
  ])('%s names a login in a URL', (name) => {
    expect(isLoginName(name)).toBe(false)
    expect(isLoginParameter(name)).toBe(true)
  })

  test.each(['nextToken', 'author', 'authors', 'stage', 'page', 'version', 'side', 'pattern', 'keyword'])(
    '%s names no login',
    (name) => {
      expect(isLoginName(name)).toBe(false)
      expect(isLoginParameter(name)).toBe(false)
    },
  )

  test('no name of a property is sought in answers, nor hidden in a pointer', () => {
    const secrets = secretsWith('signingSecret', 'identifierExtractScript')
    const bytes = Buffer.from('{"signingSecret":"identifierExtractScript"}')
    expect(secrets.redactBytes(bytes)).toBe(bytes)
    expect(secrets.redact('signingSecret')).toBe('***')
  })
})

test('a report loses secrets in its texts, and keeps its structure', () => {
  const report: FileReport = {
    file: 'https://x.example/error',
    kind: 'integration',
    findings: [
      {
        rule: 'schema/error',
        severity: 'error',
        message: 'error in file',
        data: { property: 'error', names: ['error', { error: 'error' }], limit: 64 },
        pointer: '/error/x',
        line: 1,
        column: 2,
        endLine: 3,
        endColumn: 4,
        help: 'https://error.example',
        fingerprint: 'error',
        frame: { lines: [{ number: 1, text: 'an error', cut: 0 }] },
      },
    ],
    suppressed: [],
    crashes: [{ rule: 'schema/error', message: 'error', stack: 'error' }],
  }
  const [finding] = report.findings
  expect(secretsWith('error').redactReport(report)).toEqual({
    ...report,
    file: 'https://x.example/***',
    findings: [
      {
        ...finding,
        message: '*** in file',
        data: { property: '***', names: ['***', { error: '***' }], limit: 64 },
        pointer: '/error/x',
        frame: { lines: [{ number: 1, text: 'an ***', cut: 0 }] },
      },
    ],
    crashes: [{ rule: 'schema/error', message: '***', stack: '***' }],
  })
})

test.each([
  ['https://me:pass@x.example/a?page=2#part', 'https://x.example/a?page=2'],
  [
    'https://x.example/a?access_token=1&api_key=2&sig=3&signature=4&q=5',
    'https://x.example/a?access_token=***&api_key=***&sig=***&signature=***&q=5',
  ],
  [
    'https://x.example/?pat=1&sid=2&jwt=3&code=4&passwd=5',
    'https://x.example/?pat=***&sid=***&jwt=***&code=***&passwd=***',
  ],
  [`https://x.example/?q=ghp_${'k3Jd8sQpZ1xVb7NmRt5y'}W2cL9fHgAu4eTq6K`, 'https://x.example/?q=***'],
  ['https://x.example/a?nextToken=page-2', 'https://x.example/a?nextToken=page-2'],
  [`https://x.example/a?nextToken=${'t'.repeat(100_000)}`, `https://x.example/a?nextToken=${'t'.repeat(100)}%E2%80%A6`],
])('a URL is shown without logins (%#)', (url, shown) => {
  expect(displayUrl(new URL(url), new SecretRedactor())).toBe(shown)
})

test('an error of another realm loses the login in its message and its stack', () => {
  const error: Error = runInNewContext('new Error(message)', { message: `refused: ${TOKEN}` })
  expect(error).not.toBeInstanceOf(Error)
  expect(secretsWith(TOKEN).redactError(error)).toBe(error)
  expect(error.message).toBe('refused: ***')
  expect(error.stack).not.toContain(TOKEN)
})
