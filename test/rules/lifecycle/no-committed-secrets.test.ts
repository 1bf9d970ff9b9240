import { Pointer } from '../../../src/document/pointer'
import { planRules, runRules } from '../../../src/engine/run-rules'
import rule from '../../../src/rules/lifecycle/no-committed-secrets'
import { runRuleOn, testRule } from '../../rule-tester'
import { withFallback } from '../scripts/documents'
import { sampleToken } from './sample-token'

const github = sampleToken('ghp_', 36)
const aws = sampleToken('AKIA', 16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
const key = sampleToken('', 64)

testRule(
  rule,
  [
    {
      name: 'reports a signing secret',
      text: '{ "integration": { "name": "acme", "version": "1.0.0", "signingSecret": «"correct-horse"» } }',
      as: 'integration',
      messages: ['signingSecret is a secret of the integration; remove it, and replace it with a new one.'],
    },
    {
      name: 'reports the value of a secret, once even if it is a token',
      text: `{ "name": "acme", "version": "1.0.0", "secrets": { "ONE": «"correct-horse"», "TWO": «"${github}"», "THREE": null } }`,
      as: 'create-body',
      messages: [
        'secrets.ONE holds the value of the secret; remove it, and set it when you deploy.',
        'secrets.TWO holds the value of the secret; remove it, and set it when you deploy.',
      ],
    },
    {
      name: 'marks tokens within scripts, descriptions and defaults of embedded schemas',
      text: `{ "name": "acme", "version": "1.0.0", "description": "As \\"«${aws}»\\".",
      "identifier": { "extractScript": "key = \\"«${github}»\\"\\n.path" },
      "actions": { "get": { "input": { "schema": { "properties": { "key": { "default": [{ "deep": "«${key.replace(/^/, 'sk-')}»" }] } } } }, "output": { "schema": {} } } } }`,
      as: 'create-body',
      messages: [
        'description holds an AWS access key id (AKIA…); remove it, and revoke it.',
        'identifier.extractScript holds a GitHub token (ghp_…); remove it, and revoke it.',
        'actions.get.input.schema.properties.key.default[0].deep holds a secret API key (sk-…); remove it, and revoke it.',
      ],
    },
    {
      name: 'reports each token of a text',
      text: `{ "title": "«${github}» «${aws}»" }`,
      as: 'update-body',
      messages: [/GitHub/, /AWS/],
    },
    {
      name: 'reports the private key, not the words around it',
      text: `{ "description": "«-----BEGIN RSA PRIVATE KEY-----\\n${key}\\n${key}\\n»-----END RSA PRIVATE KEY-----" }`,
      as: 'update-body',
      messages: ['description holds a private key (----…); remove it, and revoke it.'],
    },
    {
      name: 'reports a token that is a key at the object that holds it, for a place is named by its keys',
      text: `{ "name": "acme", "version": "1.0.0", "attributes": ««{ "${github}": { "x": "${aws}" } }»» }`,
      as: 'create-body',
      messages: [/GitHub/, /AWS/],
    },
    {
      name: 'reports a secret whose name is a token at the object that holds it',
      text: `{ "secrets": «{ "${github}": "correct-horse" }» }`,
      as: 'update-body',
      messages: [/GitHub/],
    },
    {
      name: 'looks at the items of a list',
      text: `{ "integrations": [{ "description": "«${github}»" }, { "signingSecret": «"correct-horse"» }], "meta": {} }`,
      as: 'integration-list',
      messages: [/GitHub/, /signingSecret/],
    },
    {
      name: 'is silent about placeholders',
      text: `{ "name": "acme", "version": "1.0.0", "signingSecret": "", "secrets": { "A": "", "B": "<token>", "C": "\${TOKEN}",
        "D": "xxx", "E": "...", "F": "$TOKEN", "G": "{{ token }}", "H": "your-token", "I": "CHANGE_ME", "J_KEY": "j-key",
        "K": "***", "L": "[redacted]", "M": "process.env.TOKEN", "N": "sk-...", "O": "put_it_here" } }`,
      as: 'create-body',
    },
    {
      name: 'is silent about sample tokens of documentations',
      text: `{ "name": "acme", "version": "1.0.0", "description": "sk-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX AKIAIOSFODNN7EXAMPLE ghp_${'x'.repeat(36)}",
      "title": "-----BEGIN RSA PRIVATE KEY-----\\n\\n...\\n\\n-----END RSA PRIVATE KEY-----" }`,
      as: 'create-body',
    },
    {
      name: 'reports a token without a marker as what it is',
      text: `{ "title": "«123456789:${sampleToken('AA', 33)}»" }`,
      as: 'update-body',
      messages: ['title holds a Telegram bot token; remove it, and revoke it.'],
    },
    {
      name: 'looks at every item of lists within lists, and at nothing that is not a text',
      text: `{ "name": "acme", "version": "1.0.0", "layers": [null, 5, true, [[], {}, ["a", "«${github}»"]], { "a": null, "b": { "c": "«${aws}»" } }] }`,
      as: 'create-body',
      messages: [/GitHub/, /AWS/],
    },
    {
      name: 'takes a signing secret for one at its place alone',
      text: `{ "name": "acme", "version": "1.0.0", "title": "«${github}»", "attributes": { "signingSecret": "correct-horse" } }`,
      as: 'create-body',
      messages: [/GitHub/],
    },
    {
      name: 'is silent about the names of secrets',
      text: '{ "integration": { "name": "acme", "version": "1.0.0", "secrets": ["CLIENT_SECRET"] } }',
      as: 'integration',
    },
    {
      name: 'marks texts in scripts that are compared with a credential of the request',
      text: withFallback(
        'q = parse_query_string!(.query)\nok = q."hub.verify_token" == «"hunter2-hunter2"» || «"correct-horse"» != .headers."x-api-key" || to_string!(.headers.authorization) == «"Bearer abc123def"»\n{}',
      ),
      as: 'create-body',
      messages: [
        'identifier.fallbackHandlerScript holds the value of "hub.verify_token"; declare a secret, read it as ".secrets.NAME", and replace this one.',
        'identifier.fallbackHandlerScript holds the value of "x-api-key"; declare a secret, read it as ".secrets.NAME", and replace this one.',
        'identifier.fallbackHandlerScript holds the value of "authorization"; declare a secret, read it as ".secrets.NAME", and replace this one.',
      ],
    },
    {
      name: 'marks texts that are given to variables named like credentials',
      text: withFallback('VERIFY_TOKEN = «"hunter2-hunter2"»\nclientSecret = «s\'correct-horse\'»\n{}'),
      as: 'create-body',
      messages: [/the value of "VERIFY_TOKEN"/, /the value of "clientSecret"/],
    },
    {
      name: 'marks texts that come by way of a variable, a default, a branch',
      text: withFallback(
        'expected = «"hunter2-hunter2"»\nq = parse_query_string!(.query)\nok = q."hub.verify_token" == expected\nAPI_KEY = .secrets.KEY || «"correct-horse"»\ntoken = if .path == "/production" { «"battery-staple"» } else { null }\n{}',
      ),
      as: 'create-body',
      messages: [/the value of "hub\.verify_token"/, /the value of "API_KEY"/, /the value of "token"/],
    },
    {
      name: 'marks texts that are sought in a credential, or among which it is sought',
      text: withFallback(
        'auth = to_string!(.headers.authorization)\na = contains(auth, "x") || contains(to_string!(.headers."x-api-key"), «"hunter2-hunter2"») || includes([«"correct-horse"», «"battery-staple"»], parse_query_string!(.query).token) || ends_with!(.headers.authorization, «"horse-battery"») || get!(parse_json!(.body), ["token"]) == «"staple-horse"»\n{}',
      ),
      as: 'create-body',
      messages: [/"x-api-key"/, /"token"/, /"token"/, /"authorization"/, /"token"/],
    },
    {
      name: 'marks the parts of Basic authentication',
      text: withFallback(
        'a = .headers.authorization == «"Basic aHVudGVyOmh1bnRlcjI="» || .headers.authorization == "Basic " + encode_base64(«"hunter:hunter2"») || decode_base64!(replace!(.headers.authorization, "Basic ", "")) == «"horse:hunter2"»\n{}',
      ),
      as: 'create-body',
      messages: [/"authorization"/, /"authorization"/, /"authorization"/],
    },
    {
      name: 'marks keys that are written out, at once or in a variable',
      text: withFallback(
        'k = «"correct-horse-battery"»\na = hmac(to_string!(.body), «"hunter2-hunter2"», algorithm: "SHA-256")\nb = hmac(to_string!(.body), k)\nc = hmac(to_string!(.body), key: to_string!(.secrets.KEY), algorithm: "SHA-512")\n{ "headers": { "authorization": «"Bearer hunter2hunter2"», "x-type": "authorization-code" }, "body": encode_json({ "token": «"horse-staple"», "token_type": "bearer" }) }',
      ),
      as: 'create-body',
      messages: [
        'identifier.fallbackHandlerScript holds the value of "key of hmac"; declare a secret, read it as ".secrets.NAME", and replace this one.',
        /"key of hmac"/,
        /"authorization"/,
        /"token"/,
      ],
    },
    {
      name: 'marks what is compared with a variable that was given a credential',
      text: withFallback(
        'auth = .headers.authorization\nb = parse_json!(.body)\nt = to_string!(b.verification_token)\na = auth == «"Basic aHVudGVyOmh1bnRlcjI="» || starts_with!(t, «"hunter2-hunter2"»)\n{}',
      ),
      as: 'create-body',
      messages: [/"authorization"/, /"verification_token"/],
    },
    {
      name: 'marks texts in templates, lists, expressions and addresses',
      text: withFallback(
        `k = «"hunter2-hunter2"»\nlist = [«"correct-horse"», «"battery-staple"»]\na = .headers.authorization == "Bearer {{ k }}" || includes(list, .headers."x-api-key") || match(to_string!(.headers."x-token"), «r'^horse-battery1$'»)\n{ "headers": { "location": «"https://acme.com/?client_id=1&client_secret=staple1horse"» } }`,
      ),
      as: 'create-body',
      messages: [/"authorization"/, /"x-api-key"/, /"x-api-key"/, /"x-token"/, /"client_secret"/],
    },
    {
      name: 'marks values that are assigned with an error, through functions, and in parts',
      text: withFallback(
        'password, err = string(«"hunter2-hunter2"»)\nsecret = to_string!(«"correct-horse"»)\n.token, err = upcase(«"battery-staple"»)\nVERIFY_TOKEN = «"horse-battery-1"» + .path + "abc"\ntoken, err = parse_json("{}")\napi_key = "desk:" + .path\nsecret = sha2(.path + "correct-horse-1")\n{}',
      ),
      as: 'create-body',
      messages: [/"password"/, /"secret"/, /"token"/, /"VERIFY_TOKEN"/],
    },
    {
      name: 'leaves alone digests, schemes, prefixes, and parameters that are none',
      text: withFallback(
        `digest = sha2(to_string!(.headers."x-token"))\nscheme = split!(to_string!(.headers.authorization), " ")[0]\nauth = to_string!(.headers.authorization)\na = digest == "5e884898da28047151d0e56f8dc62927" || sha2(to_string!(.headers."x-token")) == "5e884898da28047151d0e56f8dc62927" || scheme == "AWS4-HMAC-SHA256" || match(auth, r'^Basic ') || match(auth, r'^\\w+$') || length(auth) == 5\nid = .path\n{ "headers": { "location": "https://acme.com/?auth_type=rerequest2&response_type=token&token_access_type=offline2&access_token={{ id }}&code_challenge=abcdefg12345&api_key=public&token=<token-1>&client_id=1234567890" } }`,
      ),
      as: 'create-body',
    },
    {
      name: 'leaves alone states, names of secrets, schemes and fields',
      text: withFallback(
        'q = parse_query_string!(.query)\ntoken = q.token || "unknown"\nsecret = "SIGNING_SECRET"\napiKey = q.key ?? "required"\na = q.token == "invalid_token" || q.token != "missing" || starts_with!(.headers.authorization, "Bearer") || contains(to_string!(.headers.authorization), "Basic")\nb = .headers."x-token-type" == "service-account" && .headers.host == "token.acme.com"\nmessage = "The token is " + "wrong"\nc = if token == "refreshToken" { "hello-world" } else { "other-world" }\nd = q.token == q.type && q.type == "app-mention"\n{ "status": 401, "headers": { "www-authenticate": "Bearer realm" }, "body": encode_json({ "error": "invalid_token", "token": null, "password": "required" }) }',
      ),
      as: 'create-body',
    },
    {
      name: 'leaves alone placeholders, names of parameters, links, prefixes and other comparisons',
      text: withFallback(
        'VERIFY_TOKEN = "<your token>"\ntoken = "access_token"\ntokenKey = "verify_token"\napiToken = ""\nsecret = .secrets.KEY\nq = parse_query_string!(.query)\nx = q."hub.mode" == "subscribe" || q.type == "url_verification" || .headers.authorization == "Bearer " || q.token != "{{ token }}" || q.token == "null"\naccessToken = "https://acme.com/token"\n{}',
      ),
      as: 'create-body',
    },
  ],
  { elsewhere: ['tokenInScript'] },
)

test('a token in a script file is in the script', () => {
  const settings = { rules: new Map([[rule.id, { severity: rule.severity, options: undefined }]]) }
  const source = `x = "${github}"\n`
  const { findings } = runRules(planRules([rule], settings), 'script', source, Pointer.root, () => undefined)
  expect(findings.map(({ message }) => message)).toEqual([
    'The script holds a GitHub token (ghp_…); remove it, and revoke it.',
  ])
})

test('no message, no pointer holds any of what is secret', () => {
  const text = JSON.stringify({
    signingSecret: 'correct-horse',
    secrets: { ONE: 'battery-staple', [github]: 'correct-staple' },
    description: `${github} ${aws}`,
    attributes: { [github]: { x: aws } },
  })
  const printed = JSON.stringify(runRuleOn(rule, text, 'update-body'))
  expect(printed).toContain('GitHub')
  for (const secret of ['horse', 'staple', github.slice(4, 10), aws.slice(4, 10)]) expect(printed).not.toContain(secret)
})

test('finds a token deeper than any document that is read', () => {
  let value: object = { token: github }
  for (let depth = 0; depth < 20_000; depth += 1) value = depth % 2 === 0 ? [value] : { in: value }
  const settings = { rules: new Map([[rule.id, { severity: rule.severity, options: undefined }]]) }
  const plan = planRules([rule], settings)
  const { findings, crashes } = runRules(plan, 'create-body', { value }, Pointer.root, () => undefined)
  expect(crashes).toEqual([])
  expect(findings.map(({ pointer }) => pointer.key)).toEqual(['token'])
})
