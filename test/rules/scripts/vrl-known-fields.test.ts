import rule from '../../../src/rules/scripts/vrl-known-fields'
import { testRule } from '../../rule-tester'
import { withExtract, withFallback, withLink, withNamedLink, withSandbox } from './documents'

testRule(rule, [
  {
    name: 'accepts every field of a link',
    text: withLink('[.webhookId, .webhookUrl, .env, .shareableId, .source]'),
  },
  {
    name: 'accepts every field of a request, in each script that is given one',
    text: withExtract('[.path, .method, .query, .body, .headers, .secrets]'),
  },
  {
    name: 'accepts the fields of a request in a fallback handler',
    text: withFallback('{ "body": .query, "headers": .headers }'),
  },
  {
    name: 'marks a misspelt field and says what was meant',
    text: withLink('webhookId = to_string!(.«webchookId»)\n"https://acme.com/{{ webhookId }}"'),
    messages: [
      'configuration.identifier.linkTemplateScript has no field "webchookId" in its event; it has webhookId, webhookUrl, env, shareableId and source. Did you mean "webhookId"?',
    ],
  },
  {
    name: 'marks a field of another script',
    text: withNamedLink('other', '"https://acme.com/" + to_string!(.«body».id)'),
    messages: [/configurations\.other\.identifier\.linkTemplateScript has no field "body"/],
  },
  {
    name: 'marks a field of the body that is read from the event',
    text: withSandbox('.«account».id', '.«"text"»'),
    messages: [
      /sandbox\.identifierExtractScript has no field "account"/,
      /sandbox\.messageExtractScript has no field "text"/,
    ],
  },
  {
    name: 'tells a field once',
    text: withFallback('if .«url» == "/a" { {} } else if .url == "/b" { {} } else { {} }'),
    messages: [/identifier\.fallbackHandlerScript has no field "url"/],
  },
  {
    name: 'follows a variable that stands for the event',
    text: withExtract('event = .\nevent.body + event.«payload»'),
    messages: [/no field "payload"/],
  },
  { name: 'accepts a field that the script assigns', text: withExtract('.parsed = parse_json!(.body)\n.parsed.id') },
  {
    name: 'accepts a field that it assigns with an error',
    text: withExtract('.parsed, .failure = parse_json(.body)\n[.parsed, .failure]'),
  },
  {
    name: 'accepts a field that the script asks for',
    text: withExtract('if exists(.rawBody) { .rawBody } else { .body }'),
  },
  { name: 'accepts everything once the event is replaced', text: withExtract('. = parse_json!(.body)\n.account.id') },
  {
    name: 'knows that the event is replaced afterwards',
    text: withExtract('raw = .«bdy»\n. = parse_json!(.«payload»)\n[raw, .account]'),
    messages: [/"bdy".*Did you mean "body"\?$/, /"payload"/],
  },
  {
    name: 'takes no field of a value for one of the event',
    text: withExtract('body = parse_json!(.body)\n[body.url, parse_json!(.body).id, [.body][0].id, {"a": 1}.a]'),
  },
  {
    name: 'takes no text, comment or metadata for a path',
    text: withExtract(`# .url\n[".url {{ ", s'.url', r'\\.url', 1.5, %url]`),
  },
  { name: 'says nothing about a script that cannot be read', text: withExtract('.url + "unterminated') },
  {
    name: 'reads on where the script does not compile',
    text: withExtract('.«url»[length(.body)]'),
    messages: [/"url"/],
  },
  {
    name: 'marks a member of the body, and says what to write',
    text: withExtract('.body.«team_id»'),
    messages: [
      'identifier.extractScript: ".body.team_id" is always null: ".body" is text, without members. Write parse_json!(.body).team_id.',
    ],
  },
  {
    name: 'marks a parameter of the query, and an item of the path',
    text: withExtract('[.query.«state», .query.«hub».mode, .path[«1»], .path.«first», .query[«0»]]'),
    messages: [
      'identifier.extractScript: ".query.state" is always null: ".query" is text, without members. Write parse_query_string!(.query).state.',
      /Write parse_query_string!\(\.query\)\."hub\.mode"\.$/,
      'identifier.extractScript: ".path[1]" is always null: ".path" is text, without members. Write split!(.path, "/")[1].',
      'identifier.extractScript: ".path.first" is always null: ".path" is text, without members.',
      'identifier.extractScript: ".query[0]" is always null: ".query" is text, without members.',
    ],
  },
  {
    name: 'marks a member of a header or a secret',
    text: withExtract('[.headers.host.«name», .headers[«0»], .secrets.KEY.«value»]'),
    messages: [
      'identifier.extractScript: ".headers.host.name" is always null: ".headers.host" is text, without members.',
      'identifier.extractScript: ".headers[0]" is always null: ".headers" is an object, not an array.',
      'identifier.extractScript: ".secrets.KEY.value" is always null: ".secrets.KEY" is text, without members.',
    ],
  },
  {
    name: 'marks a header in upper case, unless both are read',
    text: withExtract('[.headers.«Authorization», .headers."X-Team" || .headers."x-team"]'),
    messages: [
      'identifier.extractScript: ".headers.Authorization" is always null: the names in ".headers" are in lower case. Write .headers.authorization.',
    ],
  },
  {
    name: 'marks the member of a query whose names hold dots',
    text: withExtract('q = parse_query_string!(.query)\n[q.hub.«mode», q.state, q.state[0], q."hub.mode"]'),
    messages: [
      'identifier.extractScript: "q.hub.mode" is always null: "q.hub" is text; the names of a query may hold dots, its values have no members. Write q."hub.mode".',
    ],
  },
  {
    name: 'follows variables that are assigned once',
    text: withExtract(
      'body = .body\ntext = to_string(.body) ?? ""\nq, err = parse_query_string(.query)\nh = .headers\n[body.«a», text.«b», q.c.«d», h.X.«e», err]',
    ),
    messages: [
      /Write parse_json!\(body\)\.a\.$/,
      /"text\.b" is always null/,
      /"q\.c\.d" is always null/,
      /"h\.X\.e" is always null/,
    ],
  },
  {
    name: 'follows assignments one after the other, conversions and members of objects',
    text: withExtract(
      'x = .body\nx = downcase(to_string!(x))\nh = object!(.headers)\no = { "body": .body, "q": parse_query_string!(.query) }\n[x.«a», h.host.«b», h.«Authorization», o.body.«c», o.q.hub.«mode», o.q.state]',
    ),
    messages: [
      'identifier.extractScript: "x.a" is always null: "x" is text, without members. Write parse_json!(x).a.',
      'identifier.extractScript: "h.host.b" is always null: "h.host" is text, without members.',
      'identifier.extractScript: "h.Authorization" is always null: the names in "h" are in lower case. Write h.authorization.',
      'identifier.extractScript: "o.body.c" is always null: "o.body" is text, without members.',
      'identifier.extractScript: "o.q.hub.mode" is always null: "o.q.hub" is text; the names of a query may hold dots, its values have no members.',
    ],
  },
  {
    name: 'follows branches',
    text: withExtract(
      'x = if .method == "GET" { .query } else { .body }\nif .path == "/a" {\n  x.«a»\n} else {\n  x = parse_json!(.body)\n  x.b\n}',
    ),
    messages: ['identifier.extractScript: "x.a" is always null: "x" is text, without members.'],
  },
  {
    name: 'says what a form is',
    text: withExtract('f = parse_query_string!(.body)\n[parse_query_string!(.body).payload.«x», f.payload.«a».b]'),
    messages: [
      'identifier.extractScript: "parse_query_string!(.body).payload.x" is always null: "parse_query_string!(.body).payload" is text, without members. Write parse_json!(parse_query_string!(.body).payload).x.',
      /Write parse_json!\(f\.payload\)\.a\.b\.$/,
    ],
  },
  {
    name: 'marks a member of an array',
    text: withExtract('p = split!(.path, "/")\n[p.«first», p.«length», p[0]]'),
    messages: [
      'identifier.extractScript: "p.first" is always null: "p" is an array, whose items are read by their numbers.',
      /Write length\(p\)\.$/,
    ],
  },
  {
    name: 'guesses nothing about what a closure changes',
    text: withExtract(
      'x = .body\nfor_each(array!(parse_json!(.body))) -> |_i, e| {\n  if .path == "/" { y = x.id; .z = y }\n  x = e\n}\n.last = x.id\n.z',
    ),
  },
  {
    name: 'marks texts that are given to functions which need something else',
    text: withExtract(
      'b = .body\no = object!(«b»)\nk = keys!(«.query»)\ng = get!(«.body», ["id"])\ni = int!(«.headers.retry»)\np = push!(«.path», 1)\n[o.id, k, g, i, p]',
    ),
    messages: [
      'identifier.extractScript: "object" never gets what it needs: "b" is text. Give it parse_json!(b).',
      'identifier.extractScript: "keys" never gets what it needs: ".query" is text. Give it parse_query_string!(.query).',
      /"get" .* Give it parse_json!\(\.body\)\.$/,
      'identifier.extractScript: "int" never gets what it needs: ".headers.retry" is text.',
      /"push" .* ".path" is text\.$/,
    ],
  },
  {
    name: 'marks texts whose default always applies',
    text: withExtract(
      'b = object(«.body») ?? {}\nl = array(«.body») ?? []\nn = int(«.headers.retry») ?? 0\n[b.x, l, n]',
    ),
    messages: [
      'identifier.extractScript: "object" never gets what it needs: ".body" is text. Give it parse_json!(.body).',
      'identifier.extractScript: "array" never gets what it needs: ".body" is text. Give it parse_json!(.body).',
      'identifier.extractScript: "int" never gets what it needs: ".headers.retry" is text.',
    ],
  },
  {
    name: 'marks a text whose error is all that the script can get',
    text: withExtract('d, err = object(«.body»)\nif err != null { abort }\nd.id'),
    messages: [
      'identifier.extractScript: "object" never gets what it needs: ".body" is text. Give it parse_json!(.body).',
    ],
  },
  {
    name: 'accepts a call with an error if the script gets the value in another way',
    text: withExtract(
      'd, err = object(.body)\nif err != null { d = parse_json!(.query) }\ne, err = array(.path)\nif err != null { e.x = parse_json!(.path) }\nf, err = object(parse_json!(.headers.data))\n[d.id, e, f]',
    ),
  },
  {
    name: 'marks a header in upper case that is read by its name in a list',
    text: withExtract(
      'h = .headers\n[get!(.headers, [«"X-Team"»]), get(h, [«"Host"», "x"]) ?? null, get!(.headers, ["x-team-id"]), get!(.secrets, ["KEY"])]',
    ),
    messages: [
      'identifier.extractScript: "get!(.headers, ["X-Team"])" is always null: the names in ".headers" are in lower case. Write get!(.headers, ["x-team"]).',
      /"get\(h, \["Host", "x"\]\)" is always null: the names in "h" are in lower case/,
    ],
  },
  {
    name: 'accepts a header in upper case beside the same in lower case, or that the script makes',
    text: withExtract(
      'a = get!(.headers, ["X-Team"]) || get!(.headers, ["x-team"])\nb = get!(.headers, ["Host"]) || .headers.host\n[a, b]',
    ),
  },
  {
    name: 'accepts functions that take texts, and what is tried first',
    text: withExtract(
      'b = object(.body) ?? object!(parse_json!(.body))\nc = .body\nif is_object(c) { c = object!(c) } else { c = object!(parse_json!(c)) }\nif is_object(.body) { d = .body.id; .d = d }\n[b.id, c.id, length!(.body), to_int!(.headers.retry), object!(.headers), keys!(.headers), object!(parse_query_string!(.query))]',
    ),
  },
  {
    name: 'marks methods that are none',
    text: withExtract(
      'm = .method\nif m == «"post"» || «"Fetch"» != .method || .method == "PATCH" || downcase!(.method) == "get" { .path } else { .query }',
    ),
    messages: [
      'identifier.extractScript: the method is never "post": it is GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE or CONNECT. Write "POST".',
      /: the method is never "Fetch": .* or CONNECT\.$/,
    ],
  },
  {
    name: 'accepts any method of another event',
    text: withExtract('. = parse_json!(.body)\nif .method == "post" { .id } else { null }'),
  },
  {
    name: 'guesses nothing about other variables',
    text: withExtract(
      'body = .body\nif .method == "GET" { body = parse_json!(.body) }\nx = parse_json!(.body)\ny = to_string!(.path) + "/"\nz = parse_query_string(.body) ?? { "a": {} }\n[body.a, x.b, z.a.b, y]',
    ),
  },
  {
    name: 'knows that a member which is assigned makes an object of a text',
    text: withExtract(
      '.body.id = 1\nb = .query\nb.id = .path\nh = .headers\nh.Team = 1\n[.body.id, b.id, h.Team, .query.«state», h.host.«name»]',
    ),
    messages: [/: "\.query\.state" is always null/, /: "h\.host\.name" is always null/],
  },
  {
    name: 'guesses nothing about what the script changes',
    text: withExtract('.body = parse_json!(.body)\n.headers.host = { "name": 1 }\n[.body.id, .headers.host.name]'),
  },
  {
    name: 'marks the members of texts of a link',
    text: withLink('"https://acme.com/" + to_string!(.env.«name»)'),
    messages: [
      'configuration.identifier.linkTemplateScript: ".env.name" is always null: ".env" is text, without members.',
    ],
  },
])
