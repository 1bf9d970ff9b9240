import type { FileReport } from '../../src/findings/types'
import { displayUrl, isLoginName, loginsIn, Secrets } from '../../src/remote/secrets'

const TOKEN = 'bp_pat_0nly+For/This=Test~7d1f"&x'

function secretsWith(...logins: string[]): Secrets {
  const secrets = new Secrets()
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

  test.each(Array.from({ length: TOKEN.length - 8 }, (_, index) => index + 8))(
    'cut off after %d characters',
    (length) => {
      expect(secretsWith(TOKEN).redact(`<${TOKEN.slice(0, length)}…`)).toBe('<***…')
    },
  )

  test('between backslashes, so that JSON stays JSON', () => {
    for (let count = 0; count < 40; count += 2) {
      const text = `{"a":"${'\\'.repeat(count)}\\u0062${TOKEN.slice(1).replaceAll('"', '\\"')}"}`
      expect(JSON.parse(secretsWith(TOKEN).redact(text))).toEqual({ a: '***' })
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
  expect(new Secrets().redactBytes(bytes)).toBe(bytes)
})

test.each([
  ['backslashes', '\\'],
  ['percent signs', '%25'],
  ['ampersands', '&amp;'],
  ['NULs', '\0'],
  ['beginnings of the secret', TOKEN.slice(0, 7)],
  ['zeros of an entity', '&#0000000'],
])('a million %s end', (_name, unit) => {
  expect(secretsWith(TOKEN).redactBytes(Buffer.from(unit.repeat(1_000_000)))).toBeDefined()
})

test.each(['x78abcdefgh', '%25%25%25abcd', '\\\\x41abcdefg', '&amp;&lt;abcd'])(
  '%s, which looks like an encoding, is found as it is',
  (secret) => {
    expect(secretsWith(secret).redact(`<${secret}>`)).toBe('<***>')
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
    const secrets = new Secrets()
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
  ])('%s names a login', (name) => {
    expect(isLoginName(name)).toBe(true)
  })

  test.each(['nextToken', 'author', 'authors', 'stage', 'page', 'version', 'side', 'pattern', 'keyword'])(
    '%s names no login',
    (name) => {
      expect(isLoginName(name)).toBe(false)
    },
  )
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
        data: { property: '***', names: ['***', { '***': '***' }], limit: 64 },
        pointer: '/***/x',
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
  expect(displayUrl(new URL(url), new Secrets())).toBe(shown)
})
