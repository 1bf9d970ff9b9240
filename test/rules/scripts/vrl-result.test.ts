import rule from '../../../src/rules/scripts/vrl-result'
import { testRule } from '../../rule-tester'
import { withExtract, withFallback, withLink, withSandbox } from './documents'

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
    name: 'marks the last expression of a link that is not a text',
    text: withLink(
      'webhookId = to_string!(.webhookId)\n«{\n  "url": "https://acme.com/{{ webhookId }}"\n}» # the end\n',
    ),
    messages: ['configuration.identifier.linkTemplateScript must give a string, the link; this gives { url: string }.'],
  },
  {
    name: 'marks an assignment as what it gives',
    text: withLink('link = "https://acme.com"\n«.links = [link]»'),
    messages: ['configuration.identifier.linkTemplateScript must give a string, the link; this gives [string].'],
  },
  {
    name: 'finds the case in which a link is missing',
    text: withLink('«if .env == "production" {\n  "https://acme.com"\n}»'),
    messages: [
      'configuration.identifier.linkTemplateScript must give a string, the link; in staging, this gives null.',
    ],
  },
  {
    name: 'accepts cases that cannot be, as far as the samples show',
    text: withLink('if .env == "production" { "https://acme.com" } else if .env == "staging" { "https://acme.dev" }'),
  },
  {
    name: 'finds a return of something else',
    text: withLink('if .env == "staging" { return 1 }\n«"https://acme.com"»'),
    messages: [
      'configuration.identifier.linkTemplateScript must give a string, the link; in staging, this gives number.',
    ],
  },
  {
    name: 'marks a response that is a text',
    text: withFallback('«encode_json({ "ok": true })»'),
    messages: ['identifier.fallbackHandlerScript must give an object, the response; this gives string.'],
  },
  {
    name: 'marks a response that is a text of the request',
    text: withFallback('«.body»'),
    messages: ['identifier.fallbackHandlerScript must give an object, the response; this gives string or null.'],
  },
  {
    name: 'finds the request without a response',
    text: withFallback(
      'q = parse_query_string!(.query)\n«if q."hub.mode" == "subscribe" {\n  { "body": q."hub.challenge" }\n}»',
    ),
    messages: [
      'identifier.fallbackHandlerScript must give an object, the response; for a POST request with a JSON body, this gives null.',
    ],
  },
  {
    name: 'finds a response that is taken from the request',
    text: withFallback('«parse_json!(.body).object»'),
    messages: [
      'identifier.fallbackHandlerScript must give an object, the response; for a POST request with a JSON body, this gives string.',
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
    messages: [
      'configuration.identifier.linkTemplateScript must give a string, the link; this has no code and always gives null.',
    ],
  },
  {
    name: 'marks an extract script without code',
    text: withExtract('«# later»'),
    messages: [
      'identifier.extractScript must give a string or a number, the identifier; this has no code and always gives null.',
    ],
  },
  {
    name: 'marks an extract script that always gives up',
    text: withExtract('x = 1\n«abort»'),
    messages: [
      'identifier.extractScript must give a string or a number, the identifier; this always ends with "abort".',
    ],
  },
  {
    name: 'marks an identifier that is an object, and shortens its type',
    text: withExtract('«{ "identifier": .headers.team }»'),
    messages: ['identifier.extractScript must give a string or a number, the identifier; this gives object.'],
  },
  {
    name: 'marks an identifier that no type shows to be an object',
    text: withExtract('«.headers»'),
    messages: ['identifier.extractScript must give a string or a number, the identifier; this gives object.'],
  },
  {
    name: 'marks a message that is a boolean',
    text: withSandbox('parse_json!(.body).id', '«exists(.body)»'),
    messages: ['sandbox.messageExtractScript must give a string, the text of the message; this gives boolean.'],
  },
  { name: 'leaves alone what differs between samples', text: withExtract('parse_json(.body) ?? null') },
  {
    name: 'leaves alone what a closure assigns, which the compiler overlooks',
    text: withExtract('id = null\nfor_each(array!(parse_json!(.body).entry)) -> |_index, entry| { id = entry.id }\nid'),
  },
  {
    name: 'leaves alone what is returned before',
    text: withLink('if .env != "" { return "https://acme.com" }\nnull'),
  },
  {
    name: 'marks what a response does not have, once',
    text: withFallback(
      'if .method == "GET" { { «"statusCode"»: 200 } } else { { "body": "a", «"text"»: .body, "headers": { "code": "1" } } }',
    ),
    messages: [
      'identifier.fallbackHandlerScript: a response has no "statusCode"; it consists of status, headers and body.',
      'identifier.fallbackHandlerScript: a response has no "text"; it consists of status, headers and body.',
    ],
  },
  {
    name: 'marks what a response does not have even if each sample fails',
    text: withFallback('x = parse_json!(.body).must.be\ny = string!(x)\n{ "body": y, «"code"»: 1 }'),
    messages: ['identifier.fallbackHandlerScript: a response has no "code"; it consists of status, headers and body.'],
  },
  {
    name: 'marks a status that is not one of HTTP',
    text: withFallback('{ "status": «42» }'),
    messages: ['identifier.fallbackHandlerScript: 42 is not an HTTP status; it must be a number from 100 to 599.'],
  },
  {
    name: 'leaves alone a status in text, and what the request decides',
    text: withFallback('response = parse_json(.body) ?? {}\nresponse.status = "200"\nresponse'),
  },
  {
    name: 'reports a run that was given up',
    text: withFallback(
      `x = split("${'a,'.repeat(200)}", ",")\nfor_each(x) -> |_i, _a| { for_each(x) -> |_j, _b| { for_each(x) -> |_k, _c| { for_each(x) -> |_l, _d| { null } } } }\n«{ "body": .query }»`,
    ),
    messages: [
      'The result of identifier.fallbackHandlerScript is not known, because its run was given up for a POST request with a JSON body. It does not end within 2 seconds.',
    ],
  },
])
