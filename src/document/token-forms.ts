import { eachLongWord } from './survey'

/** A token that was found in a text. Never contains the token itself. */
export interface FoundToken {
  /** A description with its article: "an AWS access key id". */
  kind: string
  /** The first characters of its public prefix, four at most; not secret. */
  marker: string
  /** UTF-16 code units into the text, end exclusive. */
  start: number
  end: number
}

interface TokenForm {
  kind: string
  /** The number of characters of the public prefix that may be shown, four at most. */
  shown: number
  /** Texts of which every token contains one. They are searched first, for all forms together. */
  markers: readonly string[]
  form: RegExp
}

/** This marker contains spaces, so no long word contains it, and it is searched separately. */
const PRIVATE_KEY_MARKER = '-----BEGIN '
const PRIVATE_KEY = form(
  'a private key',
  [PRIVATE_KEY_MARKER],
  /-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY-----(?:\s|\\[nr]){0,8}[A-Za-z0-9+/]{32}[A-Za-z0-9+/=\\\s]*/g,
)

/**
 * Tokens that are recognised by their form alone, as vendors document it for secret scanning. No text makes an
 * expression quadratic: it can only start where no character of the token precedes, repeats one class at a time, and
 * requires nothing after the last repetition.
 */
const FORMS: readonly TokenForm[] = [
  form('an AWS access key id', ['AKIA', 'ASIA'], /(?<![A-Za-z0-9])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g),
  form('a Botpress access token', ['bp_'], /(?<![\w-])bp_[a-z]{3}_[\w-]{30,}/g),
  form('a GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /(?<!\w)gh[pousr]_[A-Za-z0-9]{36,}/g),
  form('a GitHub fine-grained token', ['github_pat_'], /(?<!\w)github_pat_\w{60,}/g),
  form('a GitLab token', ['glpat-'], /(?<![\w-])glpat-[\w-]{20,}/g),
  form('a Slack token', ['xox'], /(?<![\w-])xox[abceoprs]-[\w-]{20,}/g),
  form('a Slack app token', ['xapp-'], /(?<![\w-])xapp-\d-[\w-]{20,}/g),
  form('a Slack webhook address', ['hooks.slack.com'], /hooks\.slack\.com\/services\/T\w{6,20}\/B\w{6,20}\/\w{16,}/g),
  form('a Stripe live key', ['k_live_'], /(?<!\w)[sr]k_live_[A-Za-z0-9]{16,}/g),
  form('a Stripe webhook secret', ['whsec_'], /(?<!\w)whsec_[A-Za-z0-9+/]{24,}/g),
  form('a Google API key', ['AIza'], /(?<![\w-])AIza[\w-]{35}(?![\w-])/g),
  form('a Google OAuth client secret', ['GOCSPX-'], /(?<![\w-])GOCSPX-[\w-]{24,}/g),
  form('a Google OAuth access token', ['ya29.'], /(?<![\w.-])ya29\.[\w-]{30,}/g),
  form('an OpenAI key', ['sk-'], /(?<![\w-])sk-(?:proj|svcacct|admin)-[\w-]{32,}/g),
  form('an Anthropic key', ['sk-ant-'], /(?<![\w-])sk-ant-[\w-]{32,}/g),
  form('a secret API key', ['sk-'], /(?<![\w-])sk-(?:or-v1-)?[A-Za-z0-9]{32,}/g, 3),
  form('a Groq key', ['gsk_'], /(?<!\w)gsk_[A-Za-z0-9]{40,}/g),
  form('a Hugging Face token', ['hf_'], /(?<!\w)hf_[A-Za-z0-9]{34,}/g, 3),
  form('a SendGrid key', ['SG.'], /(?<![\w.-])SG\.[\w-]{22}\.[\w-]{43}/g, 3),
  form('an npm token', ['npm_'], /(?<!\w)npm_[A-Za-z0-9]{36}/g),
  form('a Shopify token', ['shp'], /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g),
  form('a HubSpot token', ['pat-'], /(?<![\w-])pat-(?:na|eu|ap)\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g),
  form('a Notion token', ['ntn_'], /(?<!\w)ntn_[A-Za-z0-9]{40,}/g),
  form('a Linear key', ['lin_api_'], /(?<!\w)lin_api_[A-Za-z0-9]{32,}/g),
  form('an Atlassian token', ['ATATT3'], /(?<![\w-])ATATT3[\w=-]{60,}/g),
  form('a DigitalOcean token', ['_v1_'], /(?<!\w)do[opr]_v1_[0-9a-f]{64}/g),
  form('a Telegram bot token', [':AA'], /(?<![\w-])\d{8,10}:AA[\w-]{32,33}(?![\w-])/g, 0),
  form('a JSON Web Token', ['eyJ'], /(?<![\w.-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g, 3),
  PRIVATE_KEY,
]

const MARKERS = new RegExp(
  FORMS.flatMap(({ markers }) => markers)
    .map((marker) => marker.replaceAll('.', '\\.'))
    .join('|'),
  'g',
)

/** The candidate forms for each marker, since one marker may be a prefix of another. */
const FORMS_BY_MARKER = new Map(
  FORMS.flatMap(({ markers }) => markers).map((found) => [
    found,
    FORMS.filter(({ markers }) => markers.some((marker) => marker.startsWith(found) || found.startsWith(marker))),
  ]),
)

/** The tokens in a text, in the order of the forms. Linear in the length of the text. */
export function findTokens(text: string): FoundToken[] {
  let found: { token: FoundToken; order: number }[] | undefined
  const find = (one: TokenForm, within: string, offset: number) => {
    for (const { 0: token, index } of within.matchAll(one.form)) {
      if (isSampleToken(token)) continue
      const start = offset + index
      found ??= []
      found.push({
        token: { kind: one.kind, marker: token.slice(0, one.shown), start, end: start + token.length },
        order: FORMS.indexOf(one),
      })
    }
  }
  let hasLongWord = false
  // Every token but a private key is part of a long word. Of most texts these are a small part.
  eachLongWord(text, (start, word) => {
    hasLongWord = true
    for (const one of formsIn(word)) find(one, word, start)
  })
  if (hasLongWord && text.includes(PRIVATE_KEY_MARKER)) find(PRIVATE_KEY, text, 0)
  if (found === undefined) return NO_TOKENS
  return found.sort((one, other) => one.order - other.order).map(({ token }) => token)
}

/** The forms whose markers a word contains. */
function formsIn(word: string): Iterable<TokenForm> {
  MARKERS.lastIndex = 0
  let forms: Set<TokenForm> | undefined
  for (let match = MARKERS.exec(word); match !== null; match = MARKERS.exec(word)) {
    forms ??= new Set()
    for (const one of FORMS_BY_MARKER.get(match[0]) ?? []) forms.add(one)
    // Markers may overlap.
    MARKERS.lastIndex = match.index + 1
  }
  return forms ?? NO_FORMS
}

/** Whether a value is a placeholder for a secret. `name` is the secret's own name. */
export function isPlaceholder(value: string, name = ''): boolean {
  const text = value.trim()
  if (text === '') return true
  if (text.length > 200) return false
  return (
    new Set(text.toLowerCase()).size <= 2 ||
    BRACKETED.test(text) ||
    REFERENCE.test(text) ||
    WORDS.test(text) ||
    (name !== '' && plain(text) === plain(name))
  )
}

const NO_TOKENS: FoundToken[] = []
const NO_FORMS: readonly TokenForm[] = []

function form(kind: string, markers: readonly string[], pattern: RegExp, shown = 4): TokenForm {
  return { kind, shown, markers, form: pattern }
}

/** `<token>`, `{{ token }}`, `[token]`, `(token)`, `%TOKEN%`. */
const BRACKETED = /^(?:<.*>|\{.*\}|\[.*\]|\(.*\)|%.*%)$/s

/** `$TOKEN`, `${TOKEN}`, `process.env.TOKEN`, `env:TOKEN`. */
const REFERENCE = /^(?:\$(?:\{[^{}]*\}|[A-Z][A-Z0-9_]*)$|process\.env\b|env[:.])/

const WORDS =
  /\.\.\.|\u2026|xxxx|\*\*\*|\b(?:your|change[-_ ]?me|example|placeholder|redacted|replace[-_ ]?me|insert|todo|tbd|dummy|null|undefined|none)(?:\b|[-_])|_here\b/i

/**
 * Sample tokens in documentation repeat a character or say what they are. The words are only searched in short tokens:
 * a long random one contains some of them by chance.
 */
function isSampleToken(token: string): boolean {
  const body = token.slice(4, 200)
  return new Set(body).size < 8 || (token.length <= 120 && /EXAMPLE|x{4}|placeholder|redacted|your[-_]/i.test(token))
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}
