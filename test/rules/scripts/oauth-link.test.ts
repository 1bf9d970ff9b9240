import rule from '../../../src/rules/scripts/oauth-link'
import { testRule } from '../../rule-tester'
import { withLink, withNamedLink } from './documents'

const START = 'webhookId = to_string!(.webhookId)\nwebhookUrl = to_string!(.webhookUrl)\n'

testRule(rule, [
  {
    name: 'accepts the webhookId as state and a redirect to the webhook',
    text: withLink(
      `${START}"https://acme.com/authorize?client_id=a&response_type=code&state={{ webhookId }}&redirect_uri={{ webhookUrl }}/oauth"`,
    ),
  },
  {
    name: 'reads the redirect through its encoding',
    text: withLink(
      `${START}redirect = encode_percent(webhookUrl + "/oauth")\n"https://acme.com/authorize?response_type=code&state={{ webhookId }}&redirect_uri={{ redirect }}"`,
    ),
  },
  {
    name: 'marks the link that lacks a state',
    text: withLink(
      `${START}«"https://acme.com/authorize?client_id=a&response_type=code&redirect_uri={{ webhookUrl }}/oauth"»`,
    ),
    messages: [
      'The OAuth link of configuration.identifier.linkTemplateScript has no "state" (in production); it must be the webhookId, or the platform cannot know which user agreed.',
    ],
  },
  {
    name: 'marks a state that is more than the webhookId',
    text: withLink(
      `${START}"https://acme.com/authorize?client_id=a&«state=v1-{{ webhookId }}-x»&redirect_uri={{ webhookUrl }}/oauth"`,
    ),
    messages: [/ must have the webhookId alone as "state"; in production, .* it is "v1-7c9a1c52-[^"]+-x"\.$/],
  },
  {
    name: 'leaves a token out of the message',
    text: withLink(
      `${START}"https://acme.com/authorize?client_id=a&«state=ghp_${'aB3dE6gH9j'.repeat(4)}»&redirect_uri={{ webhookUrl }}/oauth"`,
    ),
    messages: [/ it is "…"\.$/],
  },
  {
    name: 'leaves a value of a variable that is named like a secret out of the message',
    text: withLink(
      `${START}client_secret = "q7Zp2mX9vB4t"\n"https://acme.com/authorize?client_id=a&state={{ webhookId }}&«redirect_uri=https://acme.dev/{{ client_secret }}»"`,
    ),
    messages: [/ it is "…"\.$/],
  },
  {
    name: 'marks a redirect to another server',
    text: withLink(
      `${START}"https://acme.com/authorize?client_id=a&state={{ webhookId }}&«redirect_uri=https://acme.dev/{{ webhookId }}/done»"`,
    ),
    messages: [/ must have a "redirect_uri" that leads to the webhookUrl; .* it is "https:\/\/acme\.dev\/7c9a.*"\.$/],
  },
  {
    name: 'marks a redirect that only begins like the webhook',
    text: withLink(
      `${START}"https://acme.com/authorize?client_id=a&state={{ webhookId }}&«redirect_uri={{ webhookUrl }}.acme.dev»"`,
    ),
    messages: [/it is "https:\/\/webhook\.example\.com\.acme\.dev"/],
  },
  {
    name: 'marks a redirect that is not an address',
    text: withLink(`${START}"https://acme.com/authorize?client_id=a&state={{ webhookId }}&«redirect_uri=/oauth»"`),
    messages: [/it is "\/oauth"/],
  },
  {
    name: 'marks the link that lacks a redirect, where the provider follows the standard',
    text: withLink(`${START}«"https://acme.com/authorize?client_id=a&response_type=code&state={{ webhookId }}"»`),
    messages: [
      'The OAuth link of configuration.identifier.linkTemplateScript has no "redirect_uri" (in production); it must lead to the webhookUrl, for instance "{{ webhookUrl }}/oauth".',
    ],
  },
  {
    name: 'accepts a provider that knows its redirect',
    text: withLink(`${START}"https://acme.com/oauth?client_id=a&state={{ webhookId }}"`),
  },
  {
    name: 'reports both faults, of whichever environment',
    text: withLink(
      `${START}if .env == "production" {
  "https://acme.com/authorize?client_id=a&response_type=code&state={{ webhookId }}&redirect_uri={{ webhookUrl }}/oauth"
} else {
  "https://acme.dev/authorize?client_id=a&response_type=code"
}`
        .replace('if', '««if')
        .concat('»»'),
    ),
    messages: [/has no "state" \(in staging\)/, /has no "redirect_uri" \(in staging\)/],
  },
  {
    name: 'accepts a wizard of the webhook',
    text: withLink(`${START}"{{ webhookUrl }}/oauth/wizard/start?client_id=a"`),
  },
  {
    name: "accepts a redirect to the platform's own webhook server",
    text: withLink(
      `${START}"https://acme.com/authorize?client_id=a&state={{ webhookId }}&redirect_uri=https://webhook.botpress.cloud/oauth"`,
    ),
  },
  {
    name: 'looks at named configurations',
    text: withNamedLink(
      'legacy',
      `${START}«"https://acme.com/authorize?client_id={{ webhookUrl }}&s={{ webhookId }}"»`,
    ),
    messages: [/has no "state"/],
  },
  {
    name: "exempts a sandbox's configuration",
    text: withNamedLink('sandboxMode', '"https://acme.com/authorize?client_id=a&response_type=code"'),
  },
  {
    name: 'exempts a link with a shareableId',
    text: withLink(
      'shareableId = to_string!(.shareableId)\n"https://acme.com/authorize?client_id=a&text={{ shareableId }}"',
    ),
  },
  { name: 'leaves other links alone', text: withLink('"https://acme.com/install?client=a"') },
  { name: 'leaves text that is not a link alone', text: withLink('"?client_id=a"') },
  { name: 'leaves a script with errors alone', text: withLink('"https://acme.com?client_id=a" + nothing') },
  {
    name: 'leaves a script that fails alone',
    text: withLink('assert!(false, "client_id")\n"https://acme.com?client_id=a"'),
  },
  {
    name: 'leaves a misspelt field alone',
    text: withLink('id = to_string!(.webchookId)\n"https://acme.com/authorize?client_id=a&state={{ id }}"'),
  },
])
