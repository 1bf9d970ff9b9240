import { findTokens, isPlaceholder } from '../../src/document/token-forms'
import { sampleToken } from '../rules/lifecycle/sample-token'

const HEX = '0123456789abcdef'
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const uuid = [8, 4, 4, 4, 12].map((length) => sampleToken('', length, '9a3f1c7e5b2d')).join('-')

const TOKENS: [kind: string, shown: string, token: string][] = [
  ['an AWS access key id', 'AKIA', sampleToken('AKIA', 16, CAPITALS)],
  ['an AWS access key id', 'ASIA', sampleToken('ASIA', 16, CAPITALS)],
  ['a Botpress access token', 'bp_p', sampleToken('bp_pat_', 36)],
  ['a Botpress access token', 'bp_b', sampleToken('bp_bak_', 36)],
  ['a GitHub token', 'ghp_', sampleToken('ghp_', 36)],
  ['a GitHub token', 'gho_', sampleToken('gho_', 36)],
  ['a GitHub fine-grained token', 'gith', sampleToken('github_pat_', 82)],
  ['a GitLab token', 'glpa', sampleToken('glpat-', 20)],
  ['a Slack token', 'xoxb', `xoxb-123456789012-123456789012-${sampleToken('', 24)}`],
  ['a Slack app token', 'xapp', `xapp-1-A0123456789-1234567890123-${sampleToken('', 64, HEX)}`],
  ['a Slack webhook address', 'hook', `hooks.slack.com/services/T01234567/B01234567/${sampleToken('', 24)}`],
  ['a Stripe live key', 'sk_l', sampleToken('sk_live_', 24)],
  ['a Stripe webhook secret', 'whse', sampleToken('whsec_', 32)],
  ['a Google API key', 'AIza', sampleToken('AIza', 35)],
  ['a Google OAuth client secret', 'GOCS', sampleToken('GOCSPX-', 28)],
  ['a Google OAuth access token', 'ya29', sampleToken('ya29.', 60)],
  ['an OpenAI key', 'sk-p', sampleToken('sk-proj-', 48)],
  ['an Anthropic key', 'sk-a', sampleToken('sk-ant-api03-', 80)],
  ['a secret API key', 'sk-', sampleToken('sk-', 48)],
  ['a Groq key', 'gsk_', sampleToken('gsk_', 52)],
  ['a Hugging Face token', 'hf_', sampleToken('hf_', 34)],
  ['a SendGrid key', 'SG.', `${sampleToken('SG.', 22)}.${sampleToken('', 43)}`],
  ['an npm token', 'npm_', sampleToken('npm_', 36)],
  ['a Shopify token', 'shpa', sampleToken('shpat_', 32, HEX)],
  ['a HubSpot token', 'pat-', `pat-na1-${uuid}`],
  ['a Notion token', 'ntn_', sampleToken('ntn_', 46)],
  ['a Linear key', 'lin_', sampleToken('lin_api_', 40)],
  ['an Atlassian token', 'ATAT', sampleToken('ATATT3', 180)],
  ['a DigitalOcean token', 'dop_', sampleToken('dop_v1_', 64, HEX)],
  ['a Telegram bot token', '', `123456789:${sampleToken('AA', 33)}`],
  ['a JSON Web Token', 'eyJ', `${sampleToken('eyJ', 33)}.${sampleToken('eyJ', 60)}.${sampleToken('', 43)}`],
]

test.each(TOKENS)('%s (%s) is found alone and within a text', (kind, marker, token) => {
  expect(findTokens(token)).toEqual([{ kind, marker, start: 0, end: token.length }])
  expect(findTokens(`"${token}", as said`)).toEqual([{ kind, marker, start: 1, end: token.length + 1 }])
})

test.each(['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'OPENSSH PRIVATE KEY'])(
  'a %s is found with real and with escaped line ends',
  (label) => {
    for (const end of ['\n', '\r\n', '\\n']) {
      const text = `-----BEGIN ${label}-----${end}${sampleToken('', 64)}${end}${sampleToken('', 64)}${end}`
      expect(findTokens(`${text}-----END ${label}-----`)).toEqual([
        { kind: 'a private key', marker: '----', start: 0, end: text.length },
      ])
    }
  },
)

test.each([
  ['a word that begins like a token', 'ghp_is the prefix of a token, sk-learn-is-a-library-of-python-and-not-a-key'],
  ['a token inside of a longer word', `x${sampleToken('AKIA', 16, CAPITALS)} ${sampleToken('AKIA', 17, CAPITALS)}`],
  ['a public key', `-----BEGIN PUBLIC KEY-----\n${sampleToken('', 64)}`],
  ['a test key', sampleToken('sk_test_', 24)],
  ['one repeated character', `ghp_${'a'.repeat(36)}`],
  ['an example that says so', `${sampleToken('AKIA', 9, CAPITALS)}EXAMPLE`],
  ['a header of a JSON Web Token alone', sampleToken('eyJ', 40)],
])('%s is not a token', (_name, text) => {
  expect(findTokens(text)).toEqual([])
})

test.each([
  'ghp_',
  'eyJaaaaaaaaaa.',
  'eyJ',
  'sk-',
  'sk-aaaa',
  'xoxb-',
  'bp_pat_',
  'SG.',
  '12345678:AA',
  '-----BEGIN PRIVATE KEY-----\n',
  '-----BEGIN A A ',
  'hooks.slack.com/services/T123456/B123456/',
])('half a million characters of %j are looked through', (part) => {
  const text = part.repeat(Math.ceil(500_000 / part.length))
  expect(findTokens(text).every(({ start, end }) => start < end)).toBe(true)
})

test.each([
  '',
  ' ',
  '<token>',
  `\${TOKEN}`,
  '$TOKEN',
  '{{ token }}',
  '%TOKEN%',
  'xxx',
  '...',
  'abc...',
  '****',
  'YOUR_KEY',
  'change-me',
  'null',
  'example',
  'A',
  'Aa',
  'abAB',
  ' <token> ',
  '\n',
  `<${'t'.repeat(198)}>`,
])('%j stands for a secret', (value) => {
  expect(isPlaceholder(value)).toBe(true)
})

test.each([
  'abc',
  `<${'t'.repeat(199)}>`,
  'correct-horse',
  'hunter2',
  'a<b>c',
  '$ecret',
  'Yourself',
  '5f4dcc3b5aa765d61d8327deb882cf99',
])('%j may be a secret', (value) => {
  expect(isPlaceholder(value)).toBe(false)
})

test('the name of a secret in its place stands for it', () => {
  expect(isPlaceholder('api-key', 'API_KEY')).toBe(true)
  expect(isPlaceholder('api-key', 'TOKEN')).toBe(false)
  expect(isPlaceholder('--==[]', '')).toBe(false)
  expect(isPlaceholder('--==[]')).toBe(false)
  expect(isPlaceholder('--==[]', '+++')).toBe(true)
})

describe('a token is found wherever it stands', () => {
  const key = sampleToken('AKIA', 16, CAPITALS)
  test.each([0, 1, 5, 18, 19, 20, 21, 39, 40, 41, 100])('behind %i characters of short words', (length) => {
    const before = 'ab '.repeat(40).slice(0, length).replace(/.$/, ' ')
    expect(findTokens(`${before}${key}`)).toEqual([
      { kind: 'an AWS access key id', marker: 'AKIA', start: length, end: length + 20 },
    ])
    expect(findTokens(`${before}${key} end`)).toHaveLength(1)
    expect(findTokens(`${before}${key}\nand more words`)).toHaveLength(1)
  })
})

describe('a sample is known by its words or by how few characters it has', () => {
  const body = (characters: string) => characters.repeat(36).slice(0, 36)
  test.each([
    ['seven different characters', `ghp_${body('abcdefg')}`, false],
    ['eight', `ghp_${body('abcdefgh')}`, true],
    ['eight, the marker aside', `glpat-${body('t-defgh1').slice(0, 20)}`, true],
    ['xxxx', `ghp_xxxx${sampleToken('', 32)}`, false],
    ['your-', `glpat-your-${sampleToken('', 20)}`, false],
    ['your_', `glpat-your_${sampleToken('', 20)}`, false],
    ['your', `glpat-yours${sampleToken('', 20)}`, true],
    ['a placeholder', `glpat-placeholder${sampleToken('', 20)}`, false],
    ['redacted', `glpat-redacted${sampleToken('', 20)}`, false],
    ['such a word in a token of 120 characters', `glpat-xxxx${sampleToken('', 110)}`, false],
    ['such a word in a longer one', `glpat-xxxx${sampleToken('', 111)}`, true],
    ['other characters behind two hundred', `glpat-${'ab'.repeat(97)}cdefghijkl`, false],
  ])('%s', (_name, token, real) => {
    expect(findTokens(token)).toHaveLength(real ? 1 : 0)
  })
})
