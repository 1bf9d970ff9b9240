import rule from '../../../src/rules/scripts/vrl-result'
import { testRule } from '../../rule-tester'
import { withExtract, withFallback, withLink } from './documents'

testRule(rule, [
  { name: 'accepts a link', text: withLink('"https://acme.com"') },
  {
    name: 'accepts a link that is chosen',
    text: withLink('if .env == "production" { "https://acme.com" } else { "https://acme.dev" }'),
  },
  { name: 'accepts a response', text: withFallback('{ "status": 200 }') },
  {
    name: 'accepts an empty response, after statements',
    text: withFallback('x = parse_json!(.body)\n.seen = x\n\n{}'),
  },
  {
    name: 'marks the last expression of a link that is no text',
    text: withLink(
      'webhookId = to_string!(.webhookId)\n«{\n  "url": "https://acme.com/{{ webhookId }}"\n}» # the end\n',
    ),
    messages: ['A link template script must give a string, the link; this gives { url: string }.'],
  },
  {
    name: 'marks an assignment as what it gives',
    text: withLink('link = "https://acme.com"\n«.links = [link]»'),
    messages: ['A link template script must give a string, the link; this gives [string].'],
  },
  {
    name: 'finds the case in which a link is missing',
    text: withLink('«if .env == "production" {\n  "https://acme.com"\n}»'),
    messages: ['A link template script must give a string, the link; in staging, this gives null.'],
  },
  {
    name: 'accepts cases that cannot be, as far as the samples show',
    text: withLink('if .env == "production" { "https://acme.com" } else if .env == "staging" { "https://acme.dev" }'),
  },
  {
    name: 'finds a return of something else',
    text: withLink('if .env == "staging" { return 1 }\n«"https://acme.com"»'),
    messages: ['A link template script must give a string, the link; in staging, this gives number.'],
  },
  {
    name: 'marks a response that is a text',
    text: withFallback('«encode_json({ "ok": true })»'),
    messages: ['A fallback handler script must give an object, the response; this gives string.'],
  },
  {
    name: 'finds the request without a response',
    text: withFallback(
      'q = parse_query_string!(.query)\n«if q."hub.mode" == "subscribe" {\n  { "body": q."hub.challenge" }\n}»',
    ),
    messages: [
      'A fallback handler script must give an object, the response; for a POST request with a JSON body, this gives null.',
    ],
  },
  {
    name: 'finds a response that is taken from the request',
    text: withFallback('«parse_json!(.body).object»'),
    messages: [
      'A fallback handler script must give an object, the response; for a POST request with a JSON body, this gives string.',
    ],
  },
  { name: 'holds no failure against a script', text: withFallback('assert!(false, "no")\n{}') },
  { name: 'holds no abort against a script', text: withLink('abort "no link"') },
  { name: 'lets an extract script give anything', text: withExtract('1') },
  { name: 'leaves scripts with errors alone', text: withLink('nothing') },
  { name: 'leaves a misspelt field alone', text: withLink('.webchookUrl') },
  { name: 'takes a blank script for none', text: withLink('  \n') },
  {
    name: 'takes a comment for no result',
    text: withLink('«# later»'),
    messages: ['A link template script must give a string, the link; this gives null.'],
  },
])
