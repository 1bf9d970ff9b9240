import type { ScriptType } from '../../../src/rules/contract'

/** A script and the only rule that finds a fault in it. */
export interface Broken {
  name: string
  type: ScriptType
  script: string
  rule: string
}

const state = '&state={{ webhookId }}&redirect_uri={{ webhookUrl }}/oauth'

/** Scripts that cannot work, or not always. */
export const BROKEN: readonly Broken[] = [
  // Extract scripts: what the event does not hold.
  { name: 'a member of the body', type: 'extract', script: '.body.team_id', rule: 'vrl-known-fields' },
  { name: 'a member of a member', type: 'extract', script: '.body.account.id', rule: 'vrl-known-fields' },
  { name: 'an item of the body', type: 'extract', script: '.body[0]', rule: 'vrl-known-fields' },
  { name: 'a parameter of the query', type: 'extract', script: '.query.state', rule: 'vrl-known-fields' },
  { name: 'a member of a header', type: 'extract', script: '.headers.host.name', rule: 'vrl-known-fields' },
  { name: 'an item of the path', type: 'extract', script: '.path[1]', rule: 'vrl-known-fields' },
  { name: 'a header by its number', type: 'extract', script: '.headers[0]', rule: 'vrl-known-fields' },
  { name: 'a header in upper case', type: 'extract', script: '.headers."X-Team-Id"', rule: 'vrl-known-fields' },
  { name: 'a field of the body', type: 'extract', script: '.team.id', rule: 'vrl-known-fields' },
  {
    name: 'the body in a variable',
    type: 'extract',
    script: 'body = .body\nbody.team_id',
    rule: 'vrl-known-fields',
  },
  {
    name: 'the body as text in a variable',
    type: 'extract',
    script: 'body = to_string!(.body)\nbody.team_id',
    rule: 'vrl-known-fields',
  },
  {
    name: 'the body as text with a default',
    type: 'extract',
    script: 'body = to_string(.body) ?? ""\nif body != "" { body.team_id } else { null }',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a query whose names hold dots',
    type: 'extract',
    script: 'q = parse_query_string!(.query)\nif q.hub.mode == "subscribe" { q.account } else { null }',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a query whose names hold dots, at once',
    type: 'extract',
    script: 'parse_query_string!(.query).account.id',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a body that is asked for a member',
    type: 'extract',
    script: 'if exists(.body.team_id) { "team" } else { "none" }',
    rule: 'vrl-known-fields',
  },
  {
    name: 'headers in a variable',
    type: 'extract',
    script: 'h = .headers\nh.Authorization',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a member of what is text',
    type: 'extract',
    script: 'downcase(to_string!(.body)).id',
    rule: 'vrl-known-fields',
  },
  // Extract scripts: what identifies nobody.
  { name: 'nothing', type: 'extract', script: '', rule: 'vrl-result' },
  { name: 'a comment', type: 'extract', script: '# parse_json!(.body).id', rule: 'vrl-result' },
  { name: 'an object', type: 'extract', script: '{ "identifier": .headers."x-team" }', rule: 'vrl-result' },
  { name: 'an array', type: 'extract', script: '[parse_json!(.body).id]', rule: 'vrl-result' },
  { name: 'the parts of the path', type: 'extract', script: 'split!(.path, "/")', rule: 'vrl-result' },
  { name: 'the whole query', type: 'extract', script: 'parse_query_string!(.query)', rule: 'vrl-result' },
  { name: 'a comparison', type: 'extract', script: '.method == "POST"', rule: 'vrl-result' },
  { name: 'a question', type: 'extract', script: 'starts_with!(.path, "/oauth")', rule: 'vrl-result' },
  {
    name: 'null in each case',
    type: 'extract',
    script: 'if .method == "GET" { null } else { null }',
    rule: 'vrl-result',
  },
  { name: 'an abort in each case', type: 'extract', script: '# not yet\nabort', rule: 'vrl-result' },
  { name: 'all headers', type: 'extract', script: '.headers', rule: 'vrl-result' },
  {
    name: 'an if without an else, over objects',
    type: 'extract',
    script: 'body = parse_json!(.body)\nif body.id != null { { "id": body.id } }',
    rule: 'vrl-result',
  },
  {
    name: 'an object for a message',
    type: 'sandboxMessageExtract',
    script: 'body = parse_json!(.body)\n{ "text": body.text }',
    rule: 'vrl-result',
  },
  { name: 'a member for a message', type: 'sandboxMessageExtract', script: '.body.text', rule: 'vrl-known-fields' },
  {
    name: 'a boolean for a conversation',
    type: 'sandboxIdentifierExtract',
    script: 'exists(parse_json!(.body).id)',
    rule: 'vrl-result',
  },
  // Fallback handlers.
  { name: 'a text for a response', type: 'fallbackHandler', script: '"ok"', rule: 'vrl-result' },
  { name: 'an HTTP library’s response', type: 'fallbackHandler', script: '{ "statusCode": 200 }', rule: 'vrl-result' },
  { name: 'no HTTP status', type: 'fallbackHandler', script: '{ "status": 0, "body": "ok" }', rule: 'vrl-result' },
  { name: 'a reason for a status', type: 'fallbackHandler', script: '{ "status": "OK" }', rule: 'vrl-result' },
  {
    name: 'one key too many in one case',
    type: 'fallbackHandler',
    script:
      'q = parse_query_string!(.query)\nif q."hub.mode" == "subscribe" {\n  { "status": 200, "text": q."hub.challenge" }\n} else {\n  {}\n}',
    rule: 'vrl-result',
  },
  {
    name: 'a response in a variable',
    type: 'fallbackHandler',
    script: 'response = {}\nresponse.code = 204\nresponse',
    rule: 'vrl-result',
  },
  {
    name: 'a response for a challenge only',
    type: 'fallbackHandler',
    script: 'if .method == "GET" { { "status": 200 } }',
    rule: 'vrl-result',
  },
  {
    name: 'the query’s member',
    type: 'fallbackHandler',
    script: '{ "body": .query.challenge }',
    rule: 'vrl-known-fields',
  },
  // Link templates.
  {
    name: 'a misspelt field',
    type: 'linkTemplate',
    script: 'webhookId = to_string!(.webchookId)\n"https://acme.com/?state={{ webhookId }}"',
    rule: 'vrl-known-fields',
  },
  { name: 'no text', type: 'linkTemplate', script: '{ "url": "https://acme.com" }', rule: 'vrl-result' },
  {
    name: 'nothing in staging',
    type: 'linkTemplate',
    script: 'if .env == "production" { "https://acme.com" }',
    rule: 'vrl-result',
  },
  {
    name: 'a member of the environment',
    type: 'linkTemplate',
    script: '"https://acme.com/" + to_string!(.env.name)',
    rule: 'vrl-known-fields',
  },
  {
    name: 'another state',
    type: 'linkTemplate',
    script: `webhookUrl = to_string!(.webhookUrl)\n"https://acme.com/oauth?client_id=1&state=x&redirect_uri={{ webhookUrl }}/oauth"`,
    rule: 'oauth-link',
  },
  // What `return` and functions with a closure give.
  { name: 'null that is returned', type: 'extract', script: 'return null', rule: 'vrl-result' },
  {
    name: 'an object that is returned in each case',
    type: 'extract',
    script: 'body = parse_json!(.body)\nif body.a == 1 { return { "id": body.id } }\n[body.id]',
    rule: 'vrl-result',
  },
  {
    name: 'a loop at the end',
    type: 'extract',
    script: 'for_each(array!(parse_json!(.body).entry)) -> |_index, entry| { entry.id }',
    rule: 'vrl-result',
  },
  {
    name: 'the items that fit',
    type: 'extract',
    script: 'filter(array!(parse_json!(.body).entry)) -> |_index, entry| { entry.type == "a" }',
    rule: 'vrl-result',
  },
  {
    name: 'members that are changed',
    type: 'sandboxMessageExtract',
    script: 'map_values(object!(parse_json!(.body))) -> |value| { to_string!(value) }',
    rule: 'vrl-result',
  },
  {
    name: 'a list that a closure fills',
    type: 'extract',
    script:
      'ids = []\nfor_each(array!(parse_json!(.body).entry)) -> |_i, entry| { ids = push(ids, entry.id) }\nif .method == "PUT" { { "ids": ids } } else { ["none"] }',
    rule: 'vrl-result',
  },
  {
    name: 'headers by way of a default',
    type: 'extract',
    script: '.headers || {}',
    rule: 'vrl-result',
  },
  {
    name: 'the headers in each case',
    type: 'extract',
    script: 'if .method == "GET" { .headers } else { parse_query_string!(.query) }',
    rule: 'vrl-result',
  },
  { name: 'a question with and', type: 'extract', script: '.method == "GET" && .path == "/"', rule: 'vrl-result' },
  {
    name: 'an abort in both cases',
    type: 'extract',
    script: 'if .method == "GET" { abort } else { abort }',
    rule: 'vrl-result',
  },
  // Members of what is text, behind a second assignment, a conversion, an object.
  {
    name: 'the body, assigned twice',
    type: 'extract',
    script: 'body = .body\nbody = downcase!(body)\nbody.team',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a header in upper case, after a conversion',
    type: 'extract',
    script: 'headers = object!(.headers)\nheaders."X-Team"',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a member of an object’s text',
    type: 'extract',
    script: 'request = { "body": .body }\nrequest.body.team',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a member of JSON in a form',
    type: 'extract',
    script: 'parse_query_string!(.body).payload.team',
    rule: 'vrl-known-fields',
  },
  { name: 'a part of the path by name', type: 'extract', script: 'split!(.path, "/").team', rule: 'vrl-known-fields' },
  {
    name: 'a method in lower case',
    type: 'fallbackHandler',
    script: 'if .method == "get" { { "status": 200 } } else { {} }',
    rule: 'vrl-known-fields',
  },
  // Responses behind branches, in variables, returned.
  {
    name: 'an HTTP library’s response for one case',
    type: 'fallbackHandler',
    script:
      'body = parse_json(.body) ?? {}\nif body.type == "a" && body.b == "c" {\n  { "statusCode": 200 }\n} else if body.type == "d" {\n  { "status": 200 }\n} else {\n  {}\n}',
    rule: 'vrl-result',
  },
  {
    name: 'an invalid status in a variable',
    type: 'fallbackHandler',
    script: 'code = if .method == "PUT" && .path == "/a" { 20 } else { 200 }\n{ "status": code }',
    rule: 'vrl-result',
  },
  {
    name: 'a response that is chosen',
    type: 'fallbackHandler',
    script:
      'bad = { "code": 400 }\ngood = { "status": 200 }\nresponse = good\nif .path == "/bad" { response = bad }\nresponse',
    rule: 'vrl-result',
  },
  {
    name: 'a response that is returned',
    type: 'fallbackHandler',
    script: 'if .path == "/x" { return { "statusCode": 404 } }\n{ "status": 200 }',
    rule: 'vrl-result',
  },
  {
    name: 'a response that is merged',
    type: 'fallbackHandler',
    script: 'merge({ "status": 200 }, { "content": "a" })',
    rule: 'vrl-result',
  },
  {
    name: 'a status too large',
    type: 'fallbackHandler',
    script: 'response = { "body": "a" }\nif .method == "GET" { response.status = 2000 }\nresponse',
    rule: 'vrl-result',
  },
  { name: 'no response', type: 'fallbackHandler', script: '# later', rule: 'vrl-result' },
  { name: 'no link', type: 'linkTemplate', script: '# later', rule: 'vrl-result' },
  // What does not compile.
  {
    name: 'a computed index',
    type: 'extract',
    script: 'p = split!(.path, "/")\np[length(p) - 1]',
    rule: 'vrl-compiles',
  },
  { name: 'an unhandled error', type: 'extract', script: 'parse_json(.body).id', rule: 'vrl-compiles' },
  { name: 'a text without an end', type: 'extract', script: '"https://acme.com', rule: 'vrl-compiles' },
  { name: 'a default that never applies', type: 'extract', script: '.body ?? "none"', rule: 'vrl-compiles' },
  { name: 'JavaScript', type: 'extract', script: 'const id = JSON.parse(event.body).id;', rule: 'vrl-compiles' },
  {
    name: 'a function that is missing at run time',
    type: 'extract',
    script: 'log(.body)\nto_string!(.body)',
    rule: 'vrl-available-functions',
  },
  // As authors of webhooks write them.
  {
    name: 'a header in upper case, by get',
    type: 'extract',
    script: 'get!(.headers, ["X-Team"])',
    rule: 'vrl-known-fields',
  },
  { name: 'a member of text, by get', type: 'extract', script: 'get!(.body, ["id"])', rule: 'vrl-known-fields' },
  {
    name: 'a loop over text',
    type: 'extract',
    script: 'id = null\nfor_each(array!(.body)) -> |_i, e| { id = e.id }\nid',
    rule: 'vrl-known-fields',
  },
  { name: 'a wrapper of the request', type: 'extract', script: '.request.body', rule: 'vrl-known-fields' },
  {
    name: 'secrets of a link',
    type: 'linkTemplate',
    script: '"https://acme.com/" + to_string!(.secrets.KEY)',
    rule: 'vrl-known-fields',
  },
  {
    name: 'a loop of another language',
    type: 'extract',
    script: 'for e in parse_json!(.body) { e.id }',
    rule: 'vrl-compiles',
  },
  { name: 'a header by brackets', type: 'extract', script: '.headers["x-team"]', rule: 'vrl-compiles' },
  { name: 'a header with bare dashes', type: 'extract', script: '.headers.x-github-event', rule: 'vrl-compiles' },
  {
    name: 'a path in a template',
    type: 'linkTemplate',
    script: '"https://acme.com?state={{ .webhookId }}"',
    rule: 'vrl-compiles',
  },
  { name: 'a default for null', type: 'extract', script: '.headers."x-team" ?? "none"', rule: 'vrl-compiles' },
  { name: 'a condition of C', type: 'extract', script: '.method == "GET" ? .query : .body', rule: 'vrl-compiles' },
  {
    name: 'a redirect by a key',
    type: 'fallbackHandler',
    script: '{ "status": 302, "redirect": "https://acme.com" }',
    rule: 'vrl-result',
  },
  { name: 'a status with a fraction', type: 'fallbackHandler', script: '{ "status": 200.5 }', rule: 'vrl-result' },
  { name: 'a tuple of Python', type: 'fallbackHandler', script: '[200, {}, "ok"]', rule: 'vrl-result' },
  { name: 'all that matches', type: 'extract', script: "parse_regex!(.path, r'^/(?P<team>\\w+)')", rule: 'vrl-result' },
]

export interface Working {
  name: string
  type: ScriptType
  script: string
}

/** Scripts that work: in shapes that published ones have, and close to those that do not. */
export const WORKING: readonly Working[] = [
  // Extract scripts from JSON.
  { name: 'a member of the body', type: 'extract', script: 'parse_json!(.body).team_id' },
  { name: 'a member of a member', type: 'extract', script: 'parse_json!(.body).account.id' },
  { name: 'an item', type: 'extract', script: 'parse_json!(.body)[0].id' },
  { name: 'a number', type: 'extract', script: 'to_int!(parse_json!(.body).account_id)' },
  { name: 'a body in a variable', type: 'extract', script: 'body = parse_json!(.body)\nbody.team_id' },
  {
    name: 'a body that takes the place of the text',
    type: 'extract',
    script: '.body = parse_json!(.body)\n.body.team_id',
  },
  { name: 'a body that takes the place of the event', type: 'extract', script: '. = parse_json!(.body)\n.team_id' },
  {
    name: 'a body that is merged into the event',
    type: 'extract',
    script: '. |= object!(parse_json!(.body))\n.body.team_id',
  },
  {
    name: 'a body as text first',
    type: 'extract',
    script: 'body = to_string!(.body)\nparsed = parse_json!(body)\nparsed.team_id',
  },
  {
    name: 'a variable that is assigned twice',
    type: 'extract',
    script: 'body = .body\nbody = parse_json!(body)\nbody.team_id',
  },
  {
    name: 'a body with an error',
    type: 'extract',
    script: 'body, err = parse_json(.body)\nif err != null { null } else { body.team_id }',
  },
  { name: 'a body with a default', type: 'extract', script: 'body = parse_json(.body) ?? {}\nbody.team_id' },
  {
    name: 'one of two members',
    type: 'extract',
    script: 'body = parse_json!(.body)\nbody.team_id || body.enterprise_id',
  },
  {
    name: 'a type of event',
    type: 'extract',
    script: 'body = parse_json!(.body)\nif body.object == "page" { body.entry[0].id } else { null }',
  },
  {
    name: 'an if without an else',
    type: 'extract',
    script: 'body = parse_json!(.body)\nif body.object == "page" { body.entry[0].id }',
  },
  {
    name: 'a joined identifier',
    type: 'extract',
    script: 'body = parse_json!(.body)\njoin!([body.team_id, body.user_id], ":")',
  },
  {
    name: 'a template',
    type: 'extract',
    script: 'body = parse_json!(.body)\nteam = to_string!(body.team_id)\n"team:{{ team }}"',
  },
  {
    name: 'a member that the request may lack',
    type: 'extract',
    script: 'body = parse_json!(.body)\nget!(body, ["team", "id"])',
  },
  // Extract scripts from the query, the headers and the path.
  { name: 'a parameter', type: 'extract', script: 'parse_query_string!(.query).state' },
  { name: 'a parameter with dots', type: 'extract', script: 'parse_query_string!(.query)."account.id"' },
  { name: 'a query in a variable', type: 'extract', script: 'q = parse_query_string!(.query)\nq.state' },
  { name: 'a parameter that is given twice', type: 'extract', script: 'q = parse_query_string!(.query)\nq.state[0]' },
  { name: 'a query with a default', type: 'extract', script: 'q = parse_query_string(.query) ?? {}\nq.state' },
  { name: 'a header', type: 'extract', script: '.headers."x-team-id"' },
  { name: 'a header in either case', type: 'extract', script: '.headers."X-Team-Id" || .headers."x-team-id"' },
  { name: 'headers in a variable', type: 'extract', script: 'h = .headers\nh.host' },
  { name: 'a host’s first name', type: 'extract', script: 'split!(.headers.host, ".")[0]' },
  { name: 'a part of the path', type: 'extract', script: 'split!(.path, "/")[1]' },
  { name: 'the last part of the path', type: 'extract', script: 'split!(.path, "/")[-1]' },
  { name: 'what matches in the path', type: 'extract', script: "parse_regex!(.path, r'^/t/(?P<team>\\w+)').team" },
  { name: 'the body itself', type: 'extract', script: '.body' },
  { name: 'the path itself', type: 'extract', script: '.path' },
  {
    name: 'the body or the query',
    type: 'extract',
    script: 'if .method == "GET" { parse_query_string!(.query).state } else { parse_json!(.body).state }',
  },
  {
    name: 'the path decides',
    type: 'extract',
    script: 'if starts_with!(.path, "/oauth") { parse_query_string!(.query).state } else { null }',
  },
  { name: 'a form', type: 'extract', script: 'form = parse_query_string!(.body)\nform.team_id' },
  {
    name: 'JSON in a form',
    type: 'extract',
    script: 'form = parse_query_string!(.body)\nparse_json!(form.payload).team.id',
  },
  {
    name: 'JSON in a form, percent-encoded',
    type: 'extract',
    script: 'parse_json!(decode_percent(replace!(.body, "payload=", ""))).team.id',
  },
  {
    name: 'a claim of a token',
    type: 'extract',
    script: 'parts = split!(.headers.authorization, ".")\nparse_json!(decode_base64!(parts[1])).team',
  },
  { name: 'XML', type: 'extract', script: 'parse_xml!(.body).event.account' },
  { name: 'a hash', type: 'extract', script: 'sha2(to_string!(.headers.host))' },
  {
    name: 'a signature',
    type: 'extract',
    script:
      'expected = encode_base16(hmac(to_string!(.body), to_string!(.secrets.KEY)))\nif expected == .headers."x-signature" { parse_json!(.body).id } else { null }',
  },
  {
    name: 'a return',
    type: 'extract',
    script: 'if .method == "GET" { return parse_query_string!(.query).state }\nnull',
  },
  { name: 'an abort in one case', type: 'extract', script: 'if .method == "GET" { abort }\nparse_json!(.body).id' },
  {
    name: 'a loop',
    type: 'extract',
    script: 'id = null\nfor_each(array!(parse_json!(.body).entry)) -> |_index, entry| { id = entry.id }\nid',
  },
  { name: 'a field that it sets itself', type: 'extract', script: '.team = parse_json!(.body).team\n.team.id' },
  { name: 'a type that differs', type: 'extract', script: 'body = parse_json!(.body)\nbody' },
  // Sandboxes.
  { name: 'a sender', type: 'sandboxIdentifierExtract', script: 'parse_json!(.body).entry[0].messaging[0].sender.id' },
  { name: 'a text', type: 'sandboxMessageExtract', script: 'parse_json!(.body).entry[0].messaging[0].message.text' },
  {
    name: 'a text or a button',
    type: 'sandboxMessageExtract',
    script: 'message = parse_json!(.body).message\nmessage.text || message.button.title',
  },
  // Fallback handlers.
  { name: 'an empty response', type: 'fallbackHandler', script: '{}' },
  { name: 'a status', type: 'fallbackHandler', script: '{ "status": 204 }' },
  {
    name: 'a whole response',
    type: 'fallbackHandler',
    script: '{ "status": 200, "headers": { "content-type": "text/plain", "x-statusCode": "1" }, "body": "ok" }',
  },
  {
    name: 'a body of JSON',
    type: 'fallbackHandler',
    script: '{ "status": 200, "body": encode_json({ "statusCode": 0, "status": "ok" }) }',
  },
  {
    name: 'a challenge of JSON',
    type: 'fallbackHandler',
    script:
      'body = parse_json(.body) ?? {}\nif body.type == "url_verification" { { "status": 200, "body": body.challenge } } else { {} }',
  },
  {
    name: 'a challenge of the query',
    type: 'fallbackHandler',
    script:
      'q = parse_query_string(.query) ?? {}\nif q."hub.verify_token" == .secrets.VERIFY_TOKEN { { "body": q."hub.challenge" } } else { { "status": 403 } }',
  },
  {
    name: 'a response in steps',
    type: 'fallbackHandler',
    script: 'response = { "status": 200 }\nif .method == "GET" { response.body = .query }\nresponse',
  },
  {
    name: 'a status in a variable',
    type: 'fallbackHandler',
    script: 'status = if .method == "GET" { 200 } else { 202 }\n{ "status": status }',
  },
  {
    name: 'a failure that says something',
    type: 'fallbackHandler',
    script:
      'token = parse_json!(.body).token\nmessage, err = "The token is " + token\nif err == null { assert!(false, message: message) }\n{}',
  },
  // What `return`, closures and branches give.
  {
    name: 'a return in a closure’s place',
    type: 'extract',
    script: 'entries = array!(parse_json!(.body).entry)\nif length(entries) == 0 { return null }\nentries[0].id',
  },
  {
    name: 'a text that a closure fills',
    type: 'extract',
    script: 'id = null\nfor_each(object!(.headers)) -> |name, value| { if name == "x-team" { id = value } }\nid',
  },
  {
    name: 'the first item that fits',
    type: 'extract',
    script: 'found = filter(array!(parse_json!(.body).entry)) -> |_i, entry| { entry.type == "a" }\nfound[0].id',
  },
  {
    name: 'a member of what a closure assigns',
    type: 'extract',
    script: 'last = ""\nfor_each(array!(parse_json!(.body).entry)) -> |_i, entry| { last = entry }\nlast.id',
  },
  {
    name: 'objects in a case that is rare',
    type: 'extract',
    script:
      'body = parse_json!(.body)\nif contains(to_string(body.text) ?? "", "team:") { body.team } else { { "a": body.b } }',
  },
  {
    name: 'an object of which a member is read',
    type: 'extract',
    script:
      'request = { "body": parse_json!(.body), "q": parse_query_string!(.query) }\nrequest.body.team || request.q.team',
  },
  {
    name: 'a body in a branch',
    type: 'extract',
    script:
      'body = .body\nif .method == "POST" {\n  body = parse_json!(body)\n  body.team\n} else {\n  parse_query_string!(.query).team\n}',
  },
  {
    name: 'a body that may be JSON',
    type: 'extract',
    script:
      'body = to_string!(.body)\nif starts_with(body, "{") { body = parse_json!(body) } else { body = parse_query_string(body) }\nbody.team',
  },
  {
    name: 'a body that is checked first',
    type: 'extract',
    script: 'if is_object(.body) { .payload = .body } else { .payload = parse_json!(.body) }\n.payload.team',
  },
  { name: 'headers that are given back', type: 'fallbackHandler', script: '{ "headers": .headers, "status": 200 }' },
  {
    name: 'a method in lower case, made so',
    type: 'fallbackHandler',
    script: 'method = downcase!(.method)\nif method == "get" { { "status": 200 } } else { { "status": 405 } }',
  },
  {
    name: 'a response that is replaced',
    type: 'fallbackHandler',
    script:
      'response = { "code": 1 }\nlog_line = encode_json(response)\nresponse = { "status": 200, "body": log_line }\nresponse',
  },
  {
    name: 'a response that is returned early',
    type: 'fallbackHandler',
    script: 'if .method != "POST" { return { "status": 405, "headers": { "allow": "POST" } } }\n{ "status": 200 }',
  },
  {
    name: 'a response that is merged',
    type: 'fallbackHandler',
    script:
      'base = { "headers": { "content-type": "text/plain" } }\nif .method == "GET" { merge(base, { "body": .query }) } else { base | { "status": 202 } }',
  },
  {
    name: 'a response from JSON',
    type: 'fallbackHandler',
    script:
      'body = parse_json(.body) ?? {}\nanswer = { "challenge": body.challenge, "code": 1 }\n{ "status": 200, "body": encode_json(answer) }',
  },
  {
    name: 'an answer in its event',
    type: 'fallbackHandler',
    script: '.response = { "status": 200 }\n.response.body = .query\n.response',
  },
  // Link templates.
  { name: 'a link', type: 'linkTemplate', script: '"https://acme.com/install"' },
  { name: 'a wizard', type: 'linkTemplate', script: 'webhookUrl = to_string!(.webhookUrl)\n"{{ webhookUrl }}/wizard"' },
  {
    name: 'OAuth',
    type: 'linkTemplate',
    script: `webhookId = to_string!(.webhookId)\nwebhookUrl = to_string!(.webhookUrl)\n"https://acme.com/oauth?client_id=1&response_type=code${state}"`,
  },
  {
    name: 'OAuth, by environment',
    type: 'linkTemplate',
    script: `webhookId = to_string!(.webhookId)\nwebhookUrl = to_string!(.webhookUrl)\nid = if .env == "production" { "1" } else { "2" }\n"https://acme.com/oauth?client_id={{ id }}&response_type=code${state}"`,
  },
  {
    name: 'scopes',
    type: 'linkTemplate',
    script: 'scope = encode_percent(join!(["a", "b"], " "))\n"https://acme.com/install?scope={{ scope }}"',
  },
  {
    name: 'a source with a default',
    type: 'linkTemplate',
    script: 'source = to_string(.source) ?? ""\n"https://acme.com/install?source={{ source }}"',
  },
  // As authors of webhooks write them.
  {
    name: 'a loop in a loop',
    type: 'extract',
    script:
      'body = parse_json(.body) ?? null\nid = null\nif body != null {\n  entries = array(body.entry) ?? []\n  for_each(entries) -> |_i, e| {\n    changes = array(e.changes) ?? []\n    for_each(changes) -> |_j, c| {\n      if id == null { id = c.value.metadata.phone_number_id }\n    }\n  }\n}\nid',
  },
  {
    name: 'a form or JSON, by its content type',
    type: 'extract',
    script:
      'if starts_with(to_string(.headers."content-type") ?? "", "application/x-www-form-urlencoded") {\n  form = parse_query_string!(.body)\n  payload = parse_json!(form.payload)\n  to_string!(payload.repository.owner.id)\n} else {\n  payload = parse_json!(.body)\n  to_string!(payload.repository.owner.id)\n}',
  },
  {
    name: 'a signature in parts',
    type: 'extract',
    script:
      'sig = string!(.headers."stripe-signature")\nparts = parse_key_value!(sig, key_value_delimiter: "=", field_delimiter: ",")\nsigned = string!(parts.t) + "." + string!(.body)\nexpected = encode_base16(hmac(signed, string!(.secrets.KEY), algorithm: "SHA-256"))\nif expected != parts.v1 { abort "bad signature" }\nparse_json!(.body).account',
  },
  {
    name: 'a signature in base64',
    type: 'extract',
    script:
      'hash = encode_base64(hmac(string!(.body), string!(.secrets.KEY), algorithm: "SHA-256"))\nif hash == .headers."x-shopify-hmac-sha256" {\n  .headers."x-shopify-shop-domain"\n} else {\n  null\n}',
  },
  {
    name: 'a claim of a bearer token',
    type: 'extract',
    script:
      'token = split!(.headers.authorization, " ")[1]\npayload = split!(token, ".")[1]\nclaims = parse_json!(decode_base64!(payload, charset: "url_safe"))\nclaims.sub',
  },
  {
    name: 'the state of OAuth, which is JSON',
    type: 'extract',
    script: 'q = parse_query_string!(.query)\nstate = parse_json!(decode_base64!(q.state))\nstate.webhookId',
  },
  {
    name: 'a message of a queue',
    type: 'extract',
    script: 'message = parse_json!(.body).message\ndata = parse_json!(decode_base64!(message.data))\ndata.emailAddress',
  },
  {
    name: 'a name in an address',
    type: 'extract',
    script: "parse_regex!(parse_json!(.body).ticket_url, r'https?://(?P<sub>[^.]+)\\.zendesk\\.com').sub",
  },
  {
    name: 'a member that is removed',
    type: 'extract',
    script: 'body = object!(parse_json!(.body))\ndel(body.account)',
  },
  {
    name: 'a path that decides among three',
    type: 'extract',
    script:
      'path = string!(.path)\nbody = parse_json(.body) ?? {}\nif path == "/oauth" {\n  parse_query_string!(.query).state\n} else if path == "/events" {\n  body.team_id\n} else if path == "/interactive" {\n  f = parse_query_string!(.body)\n  parse_json!(f.payload).team.id\n}',
  },
  {
    name: 'a redirect',
    type: 'fallbackHandler',
    script:
      'query = parse_query_string!(.query)\n{ "status": 302, "headers": { "Location": "https://acme.com/done?code=" + (to_string(query.code) ?? "") } }',
  },
  {
    name: 'a redirect to a secret',
    type: 'fallbackHandler',
    script: '{ "status": 307, "headers": { "location": string!(.secrets.KEY) } }',
  },
  {
    name: 'a page',
    type: 'fallbackHandler',
    script:
      '{ "status": 200, "headers": { "content-type": "text/html" }, "body": s\'<html><body>"ok"</body></html>\' }',
  },
  {
    name: 'a header that is sent back',
    type: 'fallbackHandler',
    script:
      'secret = .headers."x-hook-secret"\nif secret != null { { "status": 200, "headers": { "X-Hook-Secret": secret } } } else { { "status": 200 } }',
  },
  {
    name: 'a challenge that is signed',
    type: 'fallbackHandler',
    script:
      'b = parse_json(.body) ?? {}\nif b.event == "endpoint.url_validation" {\n  plain = string!(b.payload.plainToken)\n  enc = encode_base16(hmac(plain, string!(.secrets.KEY)))\n  { "status": 200, "body": encode_json({ "plainToken": plain, "encryptedToken": enc }) }\n} else { { "status": 404 } }',
  },
  {
    name: 'a challenge in JSON by hand',
    type: 'fallbackHandler',
    script:
      'crc = string(parse_query_string!(.query).crc_token) ?? ""\ndigest = encode_base64(hmac(crc, string!(.secrets.KEY), algorithm: "SHA-256"))\n{ "status": 200, "body": "{\\"response_token\\":\\"sha256=" + digest + "\\"}" }',
  },
  {
    name: 'a challenge or a refusal',
    type: 'fallbackHandler',
    script:
      'query = parse_query_string!(.query)\nmode = query."hub.mode"\ntoken = query."hub.verify_token"\nchallenge = query."hub.challenge"\nif mode == "subscribe" {\n  if token == .secrets.VERIFY_TOKEN {\n    { "status": 200, "body": challenge }\n  } else {\n    { "status": 403, "body": "Forbidden" }\n  }\n} else {\n  { "status": 400, "body": "Bad Request" }\n}',
  },
  {
    name: 'a link of a sandbox',
    type: 'linkTemplate',
    script: 'shareableId = to_string!(.shareableId)\n"https://wa.me/15551234567?text=//SANDBOX/JOIN/{{ shareableId }}"',
  },
  {
    name: 'a text by the type of its message',
    type: 'sandboxMessageExtract',
    script:
      'body = parse_json!(.body)\nmsg = body.entry[0].changes[0].value.messages[0]\nif msg.type == "text" { msg.text.body } else if msg.type == "interactive" { msg.interactive.button_reply.title } else { null }',
  },
]
