import { withExtract, withFallback, withLink, withNamedLink, withSandbox } from './documents'

const SECRETS = ', "secrets": { "VERIFY_TOKEN": "", "SANDBOX_VERIFY_TOKEN": "", "SANDBOX_CLIENT_SECRET": "" }'

/** Scripts as integrations have them, each in a document: none of the rules about scripts may find a fault. */
export const SOUND: readonly { name: string; text: string }[] = [
  {
    name: 'a link with a client of its own for production',
    text: withLink(`webhookId = to_string!(.webhookId)
webhookUrl = to_string!(.webhookUrl)
env = to_string!(.env)

clientId = "acme-staging.apps.example.com"
if env == "production" {
  clientId = "acme.apps.example.com"
}

"https://accounts.acme.com/o/oauth2/auth?scope=https%3A//acme.com/auth/mail%20openid&access_type=offline&response_type=code&state={{ webhookId }}&redirect_uri={{ webhookUrl }}/oauth&client_id={{ clientId }}"
`),
  },
  {
    name: 'a link whose parts and scopes are put together',
    text: withLink(`webhookId = to_string!(.webhookId)
webhookUrl = to_string!(.webhookUrl)
redirectUri = "{{ webhookUrl }}/oauth"
base = "https://auth.acme.com/authorize"

# What each scope is for
scopes = [
  # Required
  "email",
  "files:read",
  "files:write"
]
scope = encode_percent(join!(scopes, " "))
link = if .env == "production" { base } else { "https://auth-staging.acme.com/authorize" }

link + "?client_id=acme&response_type=code&redirect_uri=" + encode_percent(redirectUri) + "&state=" + webhookId + "&scope=" + scope
`),
  },
  {
    name: 'a link with JSON in a parameter',
    text: withLink(`webhookId = to_string!(.webhookId)
webhookUrl = to_string!(.webhookUrl)
"https://www.acme.com/dialog/oauth?client_id=1&redirect_uri={{webhookUrl}}/oauth&state={{webhookId}}&response_type=code&extras={\\"version\\":2}"
`),
  },
  {
    name: 'a link to a wizard of the integration, with the source of the user',
    text: withLink(`webhookId = to_string!(.webhookId)
webhookUrl = to_string!(.webhookUrl)
source = to_string(.source) ?? ""

"{{ webhookUrl }}/oauth/wizard/start-confirm?state={{ webhookId }}&source={{ source }}"
`),
  },
  {
    name: 'a link to a wizard that takes the id from the path, with a client_id',
    text: withLink(`webhookId = to_string!(.webhookId)
webhookUrl = to_string!(.webhookUrl)
"{{ webhookUrl }}/{{ webhookId }}/oauth/wizard?client_id=acme"
`),
  },
  {
    name: 'a provider that knows its redirect and asks for no response_type',
    text: withLink(`webhookId = to_string!(.webhookId)
"https://acme.com/oauth/authorize?client_id=1256a409&state={{ webhookId }}&scope=data:read_write,data:delete"
`),
  },
  {
    name: "a redirect to the platform's webhook server, written out",
    text: withLink(`webhookId = to_string!(.webhookId)
"https://acme.com/oauth/authorize?response_type=code&client_id=1&redirect_uri=https://webhook.botpress.cloud/oauth&state={{ webhookId }}"
`),
  },
  {
    name: "an app's page of installation, without OAuth",
    text: withLink('"https://acme.com/apps/botpress/installations/new?state=" + to_string!(.webhookId)\n'),
  },
  {
    name: "a sandbox's link",
    text: withNamedLink(
      'sandbox',
      `env = to_string!(.env)
shareableId = to_string!(.shareableId)
phoneNumber = if env == "production" {
  "15550100"
} else {
  "15550199"
}

"https://api.acme.com/send?phone={{ phoneNumber }}&text={{ shareableId }}&client_id=1"
`,
    ),
  },
  {
    name: 'a fallback handler that answers the verification of a webhook',
    text: withFallback(
      `secrets = .secrets
q = parse_query_string!(.query)
isSandbox = starts_with!(.path, "/sandbox")
verifyToken = if isSandbox {
  secrets.SANDBOX_VERIFY_TOKEN
} else {
  secrets.VERIFY_TOKEN
}

if q."hub.mode" == "subscribe" {
  if q."hub.verify_token" == verifyToken {
    {
      "status": 200,
      "headers": { "content-type": "application/json" },
      "body": q."hub.challenge"
    }
  } else {
    { "status": 403, "body": "Invalid verify token" }
  }
} else {
  { "status": 200 } # not retried
}
`,
      SECRETS,
    ),
  },
  {
    name: 'a fallback handler that fails on purpose, to say something',
    text: withFallback(`token = parse_json!(.body).verification_token
message, err = "The token is " + token
if err == null {
  # There is no log() in the runtime.
  assert!(false, message: message)
}

{}
`),
  },
  {
    name: 'an extract script that puts the body in the place of the event',
    text: withExtract(`. = parse_json!(.body)
pageId = null

if .object == "page" {
  pageId = .entry[0].id
}

pageId
`),
  },
  {
    name: 'an extract script that walks through the query',
    text: withExtract(`id = null
query = to_string(.query) ?? ""

if length(query) > 0 {
  result = ""
  for_each(split(query, "&")) -> |_index, pair| {
    parts = split(pair, "=")
    key = parts[0]
    value = parts[1]
    if key == "state" {
      result = value
    }
  }
  id = result
} else {
  body = parse_json!(.body)
  if body.object == "account" {
    id = body.entry[0].id
  }
}

id
`),
  },
  {
    name: 'an extract script in one line, whose result is a number',
    text: withExtract('parse_json!(replace(decode_percent!(.body), "payload=", "")).team.numeric_id\n'),
  },
  {
    name: "a sandbox's scripts, which check a signature",
    text: withSandbox(
      `# https://example.com/signatures
expected = split(to_string!(.headers."x-hub-signature-256"), "=")[1]
actual = encode_base16(hmac(to_string!(.body), to_string!(.secrets.SANDBOX_CLIENT_SECRET)))
if actual != expected {
  null
} else {
  parse_json!(.body).entry[0].messaging[0].sender.id
}
`,
      'parse_json!(.body).entry[0].messaging[0].message.text\n',
      SECRETS,
    ),
  },
  { name: 'blank scripts, which are none', text: withLink('\n', ', "identifier": { "fallbackHandlerScript": "" }') },
]
