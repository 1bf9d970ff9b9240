import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run as runProcess } from '../cli/run'
import { ACME, acmes, emptyFolder, login, mock, run, TOKEN } from './harness'
import type { Fault } from './mock-api'

jest.setTimeout(120_000)

const ID = String(ACME.id)
const ESCAPED = [...TOKEN].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** What nobody may find, in a text that was decoded in any way: the token, most of it, and its Base64. */
const FORMS = [
  TOKEN,
  TOKEN.slice(0, 12),
  TOKEN.slice(4),
  ...[0, 1, 2].map((before) =>
    Buffer.from(`${'x'.repeat(before)}${TOKEN}`)
      .toString('base64')
      .slice(4, -4),
  ),
  Buffer.from(TOKEN).toString('hex'),
]

const letters = (text: string) => text.replaceAll(/[^\da-z]/gi, '').toLowerCase()
const windows = (text: string, length: number) =>
  Array.from({ length: letters(text).length - length + 1 }, (_, start) => letters(text).slice(start, start + length))

/** The same of texts from which everything but letters and digits is taken out: any eight of them, and their encodings. */
const PIECES = [
  ...windows(TOKEN, 8),
  ...[Buffer.from(TOKEN), Buffer.from(TOKEN, 'utf16le'), Buffer.from(Buffer.from(TOKEN).toString('base64'))].flatMap(
    (bytes) => [...windows(bytes.toString('base64'), 24), ...windows(bytes.toString('hex'), 48)],
  ),
]

/** A text as its readers may decode it. */
function decodings(text: string): ReadonlySet<string> {
  const character = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))
  const unescaped = text.replace(/\\+u([0-9a-f]{4})/gi, character).replace(/\\+(.)/g, '$1')
  const percent = text.replace(/%(?:25)*([0-9a-f]{2})/gi, character)
  const html = text
    .replace(/&(?:amp;)*#x([0-9a-f]+);/gi, character)
    .replace(/&(?:amp;)*#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&sol;', '/')
  const octal = text.replace(/\\+([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
  const printable = text.replace(/=([0-9A-F]{2})/g, character)
  // Most are equal, and each is searched for every piece.
  return new Set([
    octal,
    printable,
    text.normalize('NFKC'),
    text,
    unescaped,
    percent,
    html,
    text.replaceAll('\0', ''),
    text.replaceAll('~1', '/'),
  ])
}

function leaks(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    [...decodings(text)].flatMap((decoded) => {
      const bare = letters(decoded)
      const lower = decoded.toLowerCase()
      return [
        ...FORMS.filter((form) => lower.includes(form.toLowerCase())),
        ...PIECES.filter((piece) => bare.includes(piece)),
      ].map((form) => `${form} in ${text.slice(0, 300)}`)
    }),
  )
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .flatMap((path) => [path, readFileSync(path, 'latin1')])
}

const bearer = `Bearer ${TOKEN}`
const FAULTS: [string, Fault | undefined][] = [
  ['no fault', undefined],
  [
    '401 that quotes the header',
    { kind: 'status', status: 401, body: JSON.stringify({ message: `no such token: ${bearer}` }) },
  ],
  ['403 that quotes an escaped token', { kind: 'status', status: 403, body: `{ "message": "not for ${ESCAPED}" }` }],
  ['500', { kind: 'status', status: 500, body: TOKEN }],
  ['429', { kind: 'status', status: 429, headers: { 'retry-after': '0', 'x-echo': TOKEN } }],
  ['HTML with the token', { kind: 'body', body: `<html>${TOKEN}</html>`, headers: { 'content-type': 'text/html' } }],
  [
    'a redirect that takes the token along',
    { kind: 'redirect', location: `https://${TOKEN.slice(0, 10)}.example/?t=${encodeURIComponent(TOKEN)}` },
  ],
  [
    'a redirect with the token in its host',
    { kind: 'redirect', location: `https://me:${encodeURIComponent(TOKEN)}@elsewhere.example/` },
  ],
  ['a reset connection', { kind: 'reset' }],
  ['a hanging server', { kind: 'hang' }],
  ['truncated JSON with the token', { kind: 'body', body: `{"integration":{"title":"${TOKEN}"` }],
  [
    'a content type with the token',
    {
      kind: 'body',
      body: JSON.stringify({ integration: ACME }),
      headers: { 'content-type': `text/${TOKEN.slice(4, 8)}; q="${TOKEN}"` },
    },
  ],
  [
    'an answer that echoes the token',
    {
      kind: 'change',
      change: (one) =>
        Object.assign(one, { title: `${TOKEN}${'x'.repeat(70)}`, [TOKEN]: 1, name: TOKEN, version: TOKEN }),
    },
  ],
  [
    'an answer that echoes the token, escaped',
    {
      kind: 'body',
      body: JSON.stringify({ integration: { ...ACME, title: '@@', name: '@@', '@@': '@@' } }).replaceAll(
        '@@',
        `${ESCAPED}${'x'.repeat(70)}`,
      ),
    },
  ],
]

const percent = [...TOKEN].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('')
const html = [...TOKEN].map((character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`).join('')
const SPELLINGS: [string, string][] = [
  ['\\u0062', TOKEN.replace('b', '\\u0062')],
  ['\\/', TOKEN.replace('/', '\\/')],
  ['&#x2F;', TOKEN.replace('/', '&#x2F;')],
  ['HTML', html],
  ['percent', percent],
  ['percent twice', percent.replaceAll('%', '%25')],
  ['Base64', Buffer.from(`Bearer ${TOKEN}`).toString('base64')],
  ['Base64 for URLs', Buffer.from(`me:${TOKEN}`).toString('base64url')],
  ['hexadecimal', Buffer.from(TOKEN).toString('hex')],
  ['cut off', TOKEN.slice(0, 20)],
  ['cut off at its front', TOKEN.slice(9)],
  ['its last part alone', `…${TOKEN.slice(-12)}`],
  ['split by hyphens', [...TOKEN].join('-')],
  ['split by line breaks', [...TOKEN].join('\\n')],
  ['with combining marks', [...TOKEN].join('\u0301')],
  ['full-width letters', [...TOKEN].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('')],
  [
    'wrapped Base64',
    (
      Buffer.from(bearer)
        .toString('base64')
        .match(/.{1,20}/g) ?? []
    ).join('\\r\\n'),
  ],
  ['Base64 of UTF-16', Buffer.from(bearer, 'utf16le').toString('base64')],
  ['Base64 of Base64', Buffer.from(Buffer.from(bearer).toString('base64')).toString('base64')],
  ['hexadecimal with colons', (Buffer.from(TOKEN).toString('hex').match(/../g) ?? []).join(':')],
  ['octal', [...TOKEN].map((one) => `\\\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')],
  ['quoted-printable', [...TOKEN].map((one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`).join('')],
]
const SPELT: typeof FAULTS = []
for (const [name, spelt] of SPELLINGS) {
  const echo = { ...ACME, title: `@@${'x'.repeat(70)}`, name: 'handle/@@', version: '@@', '@@': '@@', secrets: ['@@'] }
  const body = JSON.stringify({ integration: echo }).replaceAll('@@', spelt)
  SPELT.push([`an answer that echoes the token as ${name}`, { kind: 'body', body }])
  SPELT.push([
    `an error that quotes the token as ${name}, where it will be cut`,
    { kind: 'status', status: 403, body: `{"message":"no, not for the token ${spelt} nor for ${spelt}${spelt}"}` },
  ])
  SPELT.push([`UTF-16 that echoes the token as ${name}`, { kind: 'body', body: Buffer.from(body, 'utf16le') }])
}

describe('the token is in no output, report, saved file or error', () => {
  // How much is printed does not decide how the token is found: each spelling is tried where most is printed.
  test.each([
    ...FAULTS.map(([name, fault]) => [name, [['--verbose'], ['--quiet'], []], fault] as const),
    ...SPELT.map(([name, fault]) => [name, [['--verbose']], fault] as const),
  ])('%s', async (_name, amounts, fault) => {
    const api = await mock({
      resources: [ACME, ...acmes(1)],
      fault: ({ path }) => (fault !== undefined && path.endsWith(ID) ? fault : undefined),
    })
    const cwd = emptyFolder()
    const reports = ['json', 'sarif', 'junit', 'gitlab', 'github', 'markdown'].flatMap((format) => [
      '--format',
      format,
      '--output-file',
      `out/report.${format}`,
    ])
    for (const amount of amounts) {
      const args = [
        'remote',
        '--all',
        '--lists',
        '--drift',
        '--retries',
        '1',
        '--timeout',
        '0.3',
        '--save',
        'out/saved',
        ...amount,
      ]
      const result = await run([...args, '--format', 'pretty', ...reports], { env: login(api), cwd })
      const texts = [result.stdout, result.stderr, ...filesIn(join(cwd, 'out'))]
      expect(leaks(texts)).toEqual([])
      expect(texts.length).toBeGreaterThan(8)
    }
    expect(api.seen.some(({ headers }) => headers.authorization === bearer)).toBe(true)
  })

  test("a refusal of the API's validation", async () => {
    const api = await mock({
      fault: () => ({
        kind: 'status',
        status: 400,
        body: JSON.stringify({ code: 400, message: `${TOKEN} ${ESCAPED}`, type: TOKEN, id: TOKEN }),
      }),
    })
    const result = await run(['remote', '--server-validate', '-', '--verbose', '--format', 'json'], {
      env: login(api),
      stdin: '{"name":"acme","version":"1.0.0"}',
    })
    expect(result.stdout).toContain('server-accepts')
    expect(leaks([result.stdout, result.stderr])).toEqual([])
  })

  test('the process as users run it', async () => {
    const api = await mock({
      resources: acmes(3),
      fault: ({ path }) =>
        path.endsWith('0001') ? { kind: 'status', status: 500, body: JSON.stringify({ message: bearer }) } : undefined,
    })
    const cwd = emptyFolder()
    const env = { ...login(api), NODE_DEBUG: undefined, DEBUG: '*' }
    const { stdout, stderr, status } = await runProcess(
      ['remote', '--all', '--verbose', '--retries', '0', '--save', 'saved'],
      { cwd, env },
    )
    expect(stderr).toContain('answered 500')
    expect(status).toBe(2)
    expect(leaks([stdout, stderr, ...filesIn(cwd)])).toEqual([])
  })
})

test('what is replaced is said, and the rest of the bytes stays', async () => {
  const api = await mock({
    fault: () => ({
      kind: 'body',
      body: Buffer.concat([
        Buffer.from(`{"integration":{"title":"ü ${TOKEN}`),
        Buffer.from([0xff]),
        Buffer.from('"}}'),
      ]),
    }),
  })
  const cwd = emptyFolder()
  const { stderr } = await run(['remote', ID, '--save', '.'], { env: login(api), cwd })
  expect(stderr).toContain(
    'contained a secret of the request; it is checked and saved with *** in place of the secret.',
  )
  const [path = ''] = filesIn(cwd)
  expect(readFileSync(path)).toEqual(
    Buffer.concat([Buffer.from('{"integration":{"title":"ü ***'), Buffer.from([0xff]), Buffer.from('"}}')]),
  )
})
